//! The document as JSON, as it is saved, read again and validated.

use std::io::{self, Write};

use super::{Options, escape};
use crate::document::v1::Document;

/// Writes the document, indented, with an end of line.
///
/// # Errors
/// When writing fails.
pub(super) fn render(document: &Document, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(document)?;
    writeln!(out, "{}", escape::json(&json))
}
