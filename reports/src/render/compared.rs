//! A comparison of boundaries as text, Markdown or JSON. It is no format of the document: it is made for one question.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, Write};

use super::escape::{json, markdown, markdown_code};
use super::terminal::Page;
use super::words::count;
use super::{Format, Options};
use crate::comparison::{Comparison, Figures, Obstacle, Row};

/// The formats that a comparison has.
pub const COMPARISON_FORMATS: [Format; 3] = [Format::Text, Format::Json, Format::Markdown];

/// Writes the comparison; text for a format that it does not have.
///
/// # Errors
/// When writing fails.
pub fn comparison(
    comparison: &Comparison,
    format: Format,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => writeln!(out, "{}", json(&serde_json::to_string_pretty(comparison)?)),
        Format::Markdown => in_markdown(comparison, out),
        _ => in_text(comparison, options, out),
    }
}

/// A figure's name, what it was and what it is.
struct Line {
    name: String,
    before: String,
    after: String,
}

fn lines(row: &Row) -> Vec<Line> {
    let (before, after) = (row.before.as_ref(), row.after.as_ref());
    let mut lines = vec![
        line("score", before, after, |one| one.score.to_string()),
        line("verdict", before, after, |one| one.verdict.as_str().to_owned()),
        line("operations", before, after, |one| one.operations.to_string()),
        line("consumers", before, after, |one| one.consumers.to_string()),
        line("blockers", before, after, |one| one.blockers.to_string()),
    ];
    let kinds: BTreeSet<&String> =
        [before, after].into_iter().flatten().flat_map(|one| one.by_kind.keys()).collect();
    for kind in kinds {
        let name = format!("  {}", kind.replace('_', " "));
        lines.push(line(name, before, after, |one| {
            one.by_kind.get(kind).copied().unwrap_or_default().to_string()
        }));
    }
    lines.push(line("transactions cut", before, after, |one| one.transactions_cut.to_string()));
    lines.push(line("sensitive data taken", before, after, |one| {
        let classes: Vec<&str> = one.sensitive.iter().map(String::as_str).collect();
        if classes.is_empty() { "none".to_owned() } else { classes.join(", ") }
    }));
    let signals: BTreeSet<&String> =
        [before, after].into_iter().flatten().flat_map(|one| one.signals.keys()).collect();
    for signal in signals {
        let made = line(format!("  {signal}"), before, after, |one| {
            one.signals.get(signal).copied().unwrap_or_default().to_string()
        });
        // What the score is made of matters where it is not as it was.
        if made.before != made.after && row.before.is_some() && row.after.is_some() {
            lines.push(made);
        }
    }
    lines
}

fn line(
    name: impl Display,
    before: Option<&Figures>,
    after: Option<&Figures>,
    figure: impl Fn(&Figures) -> String,
) -> Line {
    let of = |one: Option<&Figures>| one.map_or_else(|| "–".to_owned(), &figure);
    Line { name: name.to_string(), before: of(before), after: of(after) }
}

/// So many names of data say which; the document has them all.
const DATA: usize = 4;

fn place(one: &Obstacle) -> String {
    let kind = one.kind.replace('_', " ");
    let who = one.function.as_ref().map_or_else(String::new, |name| format!(" {}", last_parts(name)));
    let mut data = one.data.iter().take(DATA).cloned().collect::<Vec<_>>().join(", ");
    if one.data.len() > DATA {
        data.push_str(&format!(" and {} more", one.data.len() - DATA));
    }
    format!("{kind}{who} ({}:{}): {data}", one.file, one.line)
}

/// A function without its path: that stands beside it.
fn last_parts(function: &str) -> &str {
    function.split_once("::").map_or(function, |(_, name)| name)
}

/// What a row says besides its figures.
fn changes(row: &Row) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(row.gains.iter().map(|data| format!("+ owns {data}")));
    all.extend(row.loses.iter().map(|data| format!("- owns {data}")));
    all.extend(row.new_blockers.iter().map(|one| format!("+ {}", place(one))));
    all.extend(row.gone_blockers.iter().map(|one| format!("- {}", place(one))));
    all
}

/// What the row is about, for its heading.
fn state(row: &Row) -> &'static str {
    match (&row.before, &row.after) {
        (None, _) => "new",
        (_, None) => "gone",
        _ => "changed",
    }
}

fn in_text(comparison: &Comparison, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options);
    if comparison.changed.is_empty() {
        page.text("", "Nothing changes.")?;
    }
    boundaries_in_text(comparison, &mut page)
}

/// Every boundary that changed, and how many did not.
pub(super) fn boundaries_in_text(comparison: &Comparison, page: &mut Page<'_>) -> io::Result<()> {
    for row in &comparison.changed {
        page.title(&format!("{} ({})", row.name, state(row)))?;
        for line in lines(row) {
            let mark = if line.before == line.after { ' ' } else { '*' };
            page.preformatted(&format!("{mark} {:<24}{:>12}  {:>12}", line.name, line.before, line.after))?;
        }
        changes(row).iter().try_for_each(|change| page.text("    ", change))?;
        page.blank()?;
    }
    page.text("", &format!("{} as before.", count(comparison.unchanged.len() as u64, "boundary")))
}

fn in_markdown(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    if comparison.changed.is_empty() {
        writeln!(out, "Nothing changes.\n")?;
    }
    boundaries_in_markdown(comparison, out)
}

/// Every boundary that changed, and how many did not.
pub(super) fn boundaries_in_markdown(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    for row in &comparison.changed {
        writeln!(out, "### {} ({})\n\n| | before | after |\n|---|---|---|", markdown(&row.name), state(row))?;
        for line in lines(row) {
            let bold = if line.before == line.after { "" } else { "**" };
            let (name, before, after) =
                (markdown(line.name.trim()), markdown(&line.before), markdown(&line.after));
            writeln!(out, "| {name} | {before} | {bold}{after}{bold} |")?;
        }
        writeln!(out)?;
        for change in changes(row) {
            let (sign, what) = change.split_at(1);
            let word = if sign == "+" { "new" } else { "gone" };
            writeln!(out, "- {word}: {}", markdown_code(what.trim()))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{} as before.", count(comparison.unchanged.len() as u64, "boundary"))
}
