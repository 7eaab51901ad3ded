//! The JSON lines that `gerund facts` prints: one function a line, or one statement a line.
//! Their field names are a contract; who fills them decides the order of lines.

use std::io::{self, Write};

use serde::Serialize;

use crate::render::escape;

/// What one function does itself: `gerund facts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FunctionLine {
    /// `path.rs::module::Type::name`
    pub function: String,
    /// The line of its `fn`.
    pub line: u32,
    /// Calls to functions of the analysed code.
    pub calls: Vec<CallLine>,
    /// Tables that its own statements read.
    pub reads: Vec<String>,
    /// Tables that its own statements write.
    pub writes: Vec<String>,
    /// `table.column`s that they write.
    pub writes_columns: Vec<String>,
    /// `table.column`s that they read.
    pub reads_columns: Vec<String>,
    /// What the schema does besides, because of those statements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indirect: Vec<IndirectLine>,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CallLine {
    /// The function that is called.
    pub function: String,
    /// The line of its `fn`.
    pub line: u32,
    /// The line of the call.
    pub at: u32,
    /// `certain`, `likely` or `possible`.
    pub certainty: &'static str,
}

/// What a trigger, a cascade or a stored procedure touches.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct IndirectLine {
    /// `trigger x`, `procedure y`
    pub through: String,
    /// Tables that it reads.
    pub reads: Vec<String>,
    /// Tables that it writes.
    pub writes: Vec<String>,
}

/// One statement: `gerund facts --queries`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct QueryLine {
    /// The function that runs it.
    pub function: String,
    /// The line of that function's `fn`.
    pub line: u32,
    /// The line where it is run.
    pub at: u32,
    /// The library that runs it.
    pub library: String,
    /// The text as the program sends it; null where no text makes the query.
    pub sql: Option<String>,
    /// Tables that it reads.
    pub reads: Vec<String>,
    /// Tables that it writes.
    pub writes: Vec<String>,
    /// `table.column`s that it reads.
    pub reads_columns: Vec<String>,
    /// `table.column`s that it writes.
    pub writes_columns: Vec<String>,
    /// `certain`, `likely` or `possible`.
    pub certainty: &'static str,
    /// What of it is not known.
    pub gap: Option<String>,
}

/// A line of either kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FactLine {
    /// One function.
    Function(FunctionLine),
    /// One statement.
    Query(QueryLine),
}

/// Writes one line.
///
/// # Errors
/// When writing fails.
pub fn write(line: &FactLine, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(line)?;
    writeln!(out, "{}", escape::json(&json))
}
