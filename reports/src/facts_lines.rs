//! The JSON lines that `gerund facts` prints: one function, statement, table or gap a line.
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
    /// The line where it ends.
    pub end_line: u32,
    /// Calls to functions of the analysed code.
    pub calls: Vec<CallLine>,
    /// What the framework calls before it, to make its parameters from the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extractors: Vec<CallLine>,
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

/// One table, view or enumerated type as the schema stands after all migrations: `gerund facts --schema`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SchemaLine {
    /// `table`, `materialized view`, `view` or `enum`
    pub kind: &'static str,
    /// Its name, without its schema.
    pub name: String,
    /// The schema; null for the default one.
    pub schema: Option<String>,
    /// Folders of the files that make its database; none for one that only code declares.
    pub database: Vec<String>,
    /// Its columns, in their order.
    pub columns: Vec<ColumnLine>,
    /// The columns of its primary key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<String>,
    /// Its foreign keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKeyLine>,
    /// What a view reads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<String>,
    /// The values of an enumerated type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The file that makes it.
    pub file: String,
    /// The line there.
    pub line: u32,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColumnLine {
    /// Its name.
    pub name: String,
    /// Its type as written, in lower case; null where nothing states it, as in a view.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// Whether it may be NULL.
    pub nullable: bool,
}

/// One foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ForeignKeyLine {
    /// Its columns.
    pub columns: Vec<String>,
    /// The table it refers to, `schema.table` outside of the default schema.
    pub to: String,
    /// The columns there.
    pub to_columns: Vec<String>,
    /// `CASCADE`, `SET NULL` …; null for no action.
    pub on_delete: Option<String>,
    /// Likewise.
    pub on_update: Option<String>,
}

/// Something that was not understood: `gerund facts --gaps`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GapLine {
    /// Its kind: the codes under which documents count gaps.
    pub gap: &'static str,
    /// The file.
    pub path: String,
    /// The line in it.
    pub line: u32,
    /// What was seen, in words.
    pub what: String,
}

/// An entry point: `gerund facts --entries`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EntryLine {
    /// `http`, `rpc`, `graphql`, `job`, `command`, `consumer` or `main`
    pub kind: &'static str,
    /// The HTTP method; null where every method or none is meant.
    pub method: Option<String>,
    /// The full route, or the name of the job or command; null where it is not known.
    pub name: Option<String>,
    /// The function that is started.
    pub function: String,
    /// The file that registers or marks it.
    pub path: String,
    /// The line there.
    pub line: u32,
}

/// A line of any kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FactLine {
    /// One function.
    Function(FunctionLine),
    /// One statement.
    Query(QueryLine),
    /// One table, view or enumerated type.
    Schema(SchemaLine),
    /// One gap.
    Gap(GapLine),
    /// One entry point.
    Entry(EntryLine),
}

/// Writes one line.
///
/// # Errors
/// When writing fails.
pub fn write(line: &FactLine, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(line)?;
    writeln!(out, "{}", escape::json(&json))
}
