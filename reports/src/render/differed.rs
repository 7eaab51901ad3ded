//! What changed between two states of the code as text, Markdown or JSON. It is no format of a document: two are compared.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::compared::{boundaries_in_markdown, boundaries_in_text};
use super::escape::{self, markdown, markdown_code};
use super::terminal::Page;
use super::words::{count, last};
use super::{Format, Options};
use crate::diff::{Access, Changes, Crossing, Diff};
use crate::document::v1::Tool;
use crate::document::v1::graph::Mode;

/// The version of the JSON that is written here.
const VERSION: &str = "1";

/// Writes what changed; text for a format that it does not have.
///
/// # Errors
/// When writing fails.
pub fn diff(diff: &Diff, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => in_json(diff, out),
        Format::Markdown => in_markdown(diff, options, out),
        _ => in_text(diff, options, out),
    }
}

fn in_json(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
    let mut value = json!({"schema_version": VERSION, "tool": Tool::default(), "same": diff.is_empty()});
    let lists = serde_json::to_value(diff)?;
    if let (Some(all), Value::Object(lists)) = (value.as_object_mut(), lists) {
        all.extend(lists);
    }
    writeln!(out, "{}", escape::json(&serde_json::to_string_pretty(&value)?))
}

/// File and line.
type Place = (String, u32);

/// A change's words, and where it is, for what stands somewhere.
type Words = (String, Option<Place>);

/// One change, in words.
struct Line {
    sign: char,
    text: String,
    /// File and line, where it has some.
    place: Option<Place>,
}

impl Line {
    fn place(&self) -> String {
        self.place.as_ref().map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"))
    }
}

/// What changed in the data and the code, with a heading each; without what did not change.
fn sections(diff: &Diff) -> Vec<(&'static str, Vec<Line>)> {
    let moved = diff.moved.iter().map(|one| Line {
        sign: '~',
        text: format!("{} → {}", one.from, one.to),
        place: None,
    });
    let all = vec![
        ("Tables", lines(&diff.tables, |name| (name.clone(), None))),
        ("Columns", lines(&diff.columns, |name| (name.clone(), None))),
        ("Foreign keys", lines(&diff.foreign_keys, |name| (name.clone(), None))),
        ("Accesses", lines(&diff.accesses, access)),
        ("Moved or renamed, with the same accesses", moved.collect()),
        ("Calls between boundaries", lines(&diff.calls, crossing)),
    ];
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

fn lines<T>(changes: &Changes<T>, words: fn(&T) -> Words) -> Vec<Line> {
    let line = |sign: char, one: &T| {
        let (text, place) = words(one);
        Line { sign, text, place }
    };
    let removed = changes.removed.iter().map(|one| line('-', one));
    changes.added.iter().map(|one| line('+', one)).chain(removed).collect()
}

fn access(one: &Access) -> Words {
    let how = match one.mode {
        Mode::Read => "reads",
        Mode::Insert => "inserts into",
        Mode::Update => "updates",
        Mode::Delete => "deletes from",
    };
    (format!("{} {how} {}", last(&one.function), one.data), Some((one.file.clone(), one.line)))
}

fn crossing(one: &Crossing) -> Words {
    let text = format!("{} calls {}: {} → {}", one.from, one.to, last(&one.caller), last(&one.callee));
    (text, Some((one.file.clone(), one.line)))
}

/// What it comes to, in a line.
fn summary(diff: &Diff) -> String {
    if diff.is_empty() {
        return "Nothing changed in the data, its accesses and the boundaries.".to_owned();
    }
    let both = |added: usize, removed: usize, word: &str| {
        format!("{} added and {removed} removed", count(added as u64, word))
    };
    format!(
        "{}, {}, {} moved, {} changed.",
        both(diff.tables.added.len(), diff.tables.removed.len(), "table"),
        both(diff.accesses.added.len(), diff.accesses.removed.len(), "access"),
        count(diff.moved.len() as u64, "function"),
        count(diff.boundaries.changed.len() as u64, "boundary")
    )
}

fn in_text(diff: &Diff, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options);
    page.title(&summary(diff))?;
    for (heading, lines) in sections(diff) {
        page.blank()?;
        page.title(heading)?;
        for line in lines {
            page.text("  ", &format!("{} {}{}", line.sign, line.text, line.place()))?;
        }
    }
    if !diff.boundaries.changed.is_empty() {
        page.blank()?;
        boundaries_in_text(&diff.boundaries, &mut page)?;
    }
    Ok(())
}

fn in_markdown(diff: &Diff, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n", markdown(&summary(diff)))?;
    for (heading, lines) in sections(diff) {
        writeln!(out, "### {heading}\n")?;
        for line in lines {
            let word = match line.sign {
                '+' => "new",
                '-' => "gone",
                _ => "moved",
            };
            let place = line.place.as_ref().map_or_else(String::new, |(file, at)| {
                let shown = markdown_code(&format!("{file}:{at}"));
                // What is gone stands in the old state, which the address does not show.
                let link = options.link(file, *at).filter(|_| line.sign == '+');
                link.map_or_else(|| format!(" ({shown})"), |link| format!(" ([{shown}]({link}))"))
            });
            writeln!(out, "- {word}: {}{place}", markdown_code(&line.text))?;
        }
        writeln!(out)?;
    }
    if diff.boundaries.changed.is_empty() { Ok(()) } else { boundaries_in_markdown(&diff.boundaries, out) }
}

#[cfg(test)]
mod tests {
    use super::{Format, Options, diff};
    use crate::diff::{Access, Changes, Crossing, Diff, Moved};
    use crate::document::v1::graph::Mode;
    use crate::render::escape;

    const HOSTILE: &str = "<script>|`x`\n::error::\u{202e}\u{1b}[2J](javascript:x)";

    fn hostile() -> Diff {
        let name = || HOSTILE.to_owned();
        let names = || Changes { added: vec![name()], removed: vec![name()] };
        let access = Access { function: name(), data: name(), mode: Mode::Update, file: name(), line: 3 };
        let call =
            Crossing { from: name(), to: name(), caller: name(), callee: name(), file: name(), line: 4 };
        Diff {
            tables: names(),
            columns: names(),
            foreign_keys: names(),
            accesses: Changes { added: vec![access], removed: Vec::new() },
            moved: vec![Moved { from: name(), to: name() }],
            calls: Changes { added: Vec::new(), removed: vec![call] },
            ..Diff::default()
        }
    }

    fn written(one: &Diff, format: Format) -> String {
        let mut out = Vec::new();
        let options = Options {
            source_url: Some("https://git.example/{path}#L{line}".to_owned()),
            ..Options::default()
        };
        diff(one, format, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hostile_names_act_in_no_format() {
        for format in super::super::COMPARISON_FORMATS {
            let text = written(&hostile(), format);
            for line in text.lines() {
                assert_eq!(escape::terminal(line), line, "{}", format.name());
            }
            assert!(format != Format::Markdown || !text.contains("<script>"), "{text}");
            assert!(!text.lines().any(|line| line.starts_with("::error")), "{text}");
        }
        let json: serde_json::Value = serde_json::from_str(&written(&hostile(), Format::Json)).unwrap();
        assert_eq!((&json["same"], &json["schema_version"]), (&false.into(), &"1".into()));
        assert_eq!(json["accesses"]["added"][0]["function"], HOSTILE);
    }

    #[test]
    fn nothing_changed_is_said() {
        for format in [Format::Text, Format::Markdown] {
            assert!(written(&Diff::default(), format).contains("Nothing changed"));
        }
    }
}
