//! Renderers: a document in, text out. They decide nothing (selection is done, order is given) and know no code,
//! so every format can be made again from a saved document.

pub mod escape;
mod json;
mod terminal;

use std::io::{self, Write};

use crate::document::v1::Document;

/// What a document can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// The document itself.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: &[Format] = &[Format::Text, Format::Json];

    /// The name that it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
        }
    }
}

/// How to render. Formats for programs take no notice of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// With colours.
    pub colour: bool,
    /// Columns that a line may have.
    pub width: usize,
    /// Every list in full instead of one screen.
    pub full: bool,
    /// How many proposals the selection left out.
    pub left_out: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { colour: false, width: 100, full: false, left_out: 0 }
    }
}

/// Writes the document.
///
/// # Errors
/// When writing fails.
pub fn render(document: &Document, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => terminal::render(document, options, out),
        Format::Json => json::render(document, out),
    }
}
