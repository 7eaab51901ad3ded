//! Drift as annotations of GitHub Actions: the worst as commands on stdout. All of it, as Markdown, is for the step's summary,
//! which the caller writes.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::super::Options;
use super::{Report, owners, subject, title, verdict};
use crate::drift::Violation;

/// More annotations than these are not shown by GitHub.
const MOST: usize = 10;

pub(super) fn render(report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let new = report.drift.new.iter().map(|one| ("error", one));
    let notes = report.drift.notes.iter().map(|one| ("warning", one));
    for (level, one) in new.chain(notes).take(MOST) {
        annotation(level, one, out)?;
    }
    let total = report.drift.new.len() + report.drift.notes.len();
    if total > MOST {
        writeln!(out, "::notice title=gerund::{} more stand in the step summary", total - MOST)?;
    }
    writeln!(out, "{}", message(&verdict(report)))
}

fn annotation(level: &str, one: &Violation, out: &mut dyn Write) -> io::Result<()> {
    let mut head = title(&one.identity.rule).to_owned();
    if !one.identity.boundary.is_empty() {
        head = format!("{}: {head}", one.identity.boundary);
    }
    let owned = if one.owners.is_empty() { String::new() } else { format!(" Owned by {}.", owners(one)) };
    let text = format!("{}: {}. To fix it: {}.{owned}", subject(one), one.message, one.fix);
    let (file, head) = (property(&one.file), property(&head));
    writeln!(out, "::{level} file={file},line={},title={head}::{}", one.line.max(1), message(&text))
}

/// A message of a command: nothing in it begins a new line, which could be a command.
fn message(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            sign if sign.is_control() => {
                let _ = write!(out, "\u{fffd}");
            }
            sign => out.push(sign),
        }
    }
    out
}

/// A property's value: it ends at a comma or a colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
