//! What a terminal shows, and what holds of every format's bytes. What each format's own parser says is in
//! `formats.rs`.

mod samples;

use reports::document::v1::Document;
use reports::render::{Format, Options, escape, render};
use reports::select::{Selection, select};
use unicode_width::UnicodeWidthStr;

fn rendered(document: &Document, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    render(document, format, options, &mut out).expect("writing to memory does not fail");
    String::from_utf8(out).expect("renderers write UTF-8")
}

fn screen(document: Document, top: usize) -> String {
    let selected = select(document, &Selection { top: Some(top), min_score: None });
    let options = Options { left_out: selected.left_out, ..Options::default() };
    rendered(&selected.document, Format::Text, &options)
}

fn every_option() -> impl Iterator<Item = Options> {
    [(false, 100), (true, 100), (false, 60), (false, 0)].into_iter().flat_map(|(full, width)| {
        [false, true].map(|colour| Options { colour, width, full, left_out: 3, ..Options::default() })
    })
}

#[test]
fn nothing_that_acts_on_a_terminal_gets_through() {
    for (name, document) in samples::all() {
        for format in Format::ALL {
            // The other formats take no notice of the width.
            let tries = if *format == Format::Text { usize::MAX } else { 1 };
            for options in every_option().filter(|options| !options.colour).take(tries) {
                let text = rendered(&document, *format, &options);
                for line in text.lines() {
                    assert_eq!(escape::terminal(line), line, "{name} as {}", format.name());
                }
            }
        }
    }
}

#[test]
fn a_screen_keeps_to_its_width() {
    for (name, document) in samples::all() {
        for width in [60, 80, 100, 200] {
            let text = rendered(&document, Format::Text, &Options { width, ..Options::default() });
            let titles = text.lines().filter(|line| line.width() > width);
            // A single word that is wider than the page is wrapped nowhere.
            let long: Vec<&str> = titles.filter(|line| line.trim().contains(", ")).collect();
            assert_eq!(long, [""; 0], "{name} at {width}");
        }
    }
}

#[test]
fn json_is_the_same_document_again() {
    for (name, document) in samples::all() {
        let json = rendered(&document, Format::Json, &Options::default());
        assert_eq!(reports::document::read(&json).unwrap(), document, "{name}");
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let plain = rendered(&samples::stored("typical"), Format::Text, &Options::default());
    let coloured =
        rendered(&samples::stored("typical"), Format::Text, &Options { colour: true, ..Options::default() });
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}[32mextract"));
}

#[test]
fn a_typical_report_is_one_screen() {
    let text = screen(samples::stored("typical"), 8);
    assert!(text.lines().count() <= 46, "{} lines", text.lines().count());
    insta::assert_snapshot!("typical_screen", text);
}

#[test]
fn all_of_it() {
    let full = Options { full: true, ..Options::default() };
    insta::assert_snapshot!("typical_full", rendered(&samples::stored("typical"), Format::Text, &full));
}

#[test]
fn markdown_fits_a_comment_unless_all_is_asked_for() {
    let mut document = samples::stored("typical");
    let one = document.proposals[0].clone();
    document.proposals = vec![one; 60];
    let short = rendered(&document, Format::Markdown, &Options::default());
    assert!(short.len() <= 65_536 && short.contains("boundaries are left out"), "{}", short.len());
    let full = rendered(&document, Format::Markdown, &Options { full: true, ..Options::default() });
    assert!(full.len() > short.len() && !full.contains("are left out"));
}

#[test]
fn many_findings_leave_room_for_the_boundaries_in_a_comment() {
    let mut document = samples::stored("typical");
    document.findings = vec![document.findings[0].clone(); 500];
    let short = rendered(&document, Format::Markdown, &Options::default());
    assert!(short.contains("495 more, in words with") && !short.contains("are left out"));
}

#[test]
fn a_narrow_terminal() {
    let narrow = Options { width: 60, ..Options::default() };
    insta::assert_snapshot!("typical_narrow", rendered(&samples::stored("typical"), Format::Text, &narrow));
}

#[test]
fn hostile_names() {
    insta::assert_snapshot!("hostile_screen", screen(samples::stored("hostile"), 100));
}

#[test]
fn no_proposals_say_why() {
    let no_table = samples::stored("empty");
    let mut no_statement = no_table.clone();
    no_statement.monolith.tables = 61;
    let mut no_process = no_statement.clone();
    no_process.coverage.sql.understood = 233;
    no_process.coverage.sql.statements = 233;
    let texts = [no_table, no_statement, no_process].map(|document| screen(document, 8));
    insta::assert_snapshot!("empty_screens", texts.join("----\n"));
}
