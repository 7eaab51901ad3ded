//! A migration as a checklist. It is no format of the document: it is asked for one boundary at a time.

mod markdown;
mod text;

use std::io::{self, Write};

use super::{Format, Options, escape};
use crate::migration::{Draft, Migration};

/// The formats that a migration has.
pub const MIGRATION_FORMATS: [Format; 2] = [Format::Markdown, Format::Text];

/// Writes the migration; Markdown for a format that it does not have.
///
/// # Errors
/// When writing fails.
pub fn migration(
    migration: &Migration,
    format: Format,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::render(migration, options, out),
        _ => markdown::render(migration, options, out),
    }
}

/// The lines of the drafts, each harmless.
fn lines(drafts: &[Draft]) -> Vec<String> {
    let mut lines = Vec::new();
    for draft in drafts {
        if !draft.comment.is_empty() {
            lines.push(format!("-- {}", escape::terminal(&draft.comment)));
        }
        lines.extend(draft.statement.lines().map(|line| escape::terminal(line).into_owned()));
    }
    lines
}
