//! The document as JSON, as it is saved, read again and validated.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::{Options, escape};
use crate::document::v1::Document;

/// Writes the document, indented, with an end of line.
///
/// # Errors
/// When writing fails.
pub(super) fn render(document: &Document, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut json = Vec::new();
    document.serialize(&mut Serializer::with_formatter(&mut json, Layout::default()))?;
    let json = String::from_utf8(json).expect("a JSON writer writes UTF-8");
    writeln!(out, "{}", escape::json(&json))
}

/// Values inside so many others stand on one line: an operation, a statement, the list of calls.
const DEEP: u32 = 5;

/// Indented, but for what is deep inside: a line for each thing that a person compares, and half the size.
#[derive(Default)]
struct Layout {
    pretty: PrettyFormatter<'static>,
    depth: u32,
}

/// Methods that both formatters have; the numbers say what they add to the depth before and after.
macro_rules! laid_out {
    ($($before:literal $name:ident($($argument:ident: $type:ty)?) $after:literal;)+) => {
        $(fn $name<W: ?Sized + Write>(&mut self, out: &mut W $(, $argument: $type)?) -> io::Result<()> {
            self.depth += $before;
            match self.depth < DEEP {
                true => self.pretty.$name(out $(, $argument)?)?,
                false => CompactFormatter.$name(out $(, $argument)?)?,
            }
            self.depth -= $after;
            Ok(())
        })+
    };
}

impl Formatter for Layout {
    laid_out! {
        1 begin_array() 0;
        0 begin_array_value(first: bool) 0;
        0 end_array_value() 0;
        0 end_array() 1;
        1 begin_object() 0;
        0 begin_object_key(first: bool) 0;
        0 begin_object_value() 0;
        0 end_object_value() 0;
        0 end_object() 1;
    }
}
