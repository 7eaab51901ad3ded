//! The data-dependency graph as a document keeps it: what every function calls and does to data, so that boundaries can be
//! judged again, compared and held to a plan without the source. It says what is; it holds no text of the code.
//!
//! Functions, tables and columns are numbers, places in lists: of [`Graph::functions`], of the document's `tables`, and
//! of a table's columns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Functions with what they call and do, and the triggers between tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Graph {
    /// The files that functions stand in.
    pub files: Vec<String>,
    /// Sorted by file, then line. Test code is left out.
    pub functions: Vec<Function>,
    /// What the database does by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<Trigger>,
}

/// A function: where it stands, how it starts, what it calls and does to data by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Function {
    /// Its file, a place in [`Graph::files`].
    pub file: u32,
    /// The line of its `fn`.
    pub line: u32,
    /// Its last line.
    pub end: u32,
    /// Its own name.
    pub name: String,
    /// The type or trait that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The trait that its impl implements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_trait: Option<String>,
    /// Inline modules inside its file, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<String>,
    /// Crate and module of its file: `shop::orders::approve`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub module: String,
    /// What is special about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// How the outside starts it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<Start>,
    /// What it calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// What its own body does to data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    /// Stretches of its body that run in one transaction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transactions: Vec<Transaction>,
    /// Rows that it fills and hands to another function, which saves them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hands: Vec<HandedRow>,
    /// What it reaches besides the database.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
}

/// What is special about a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It can be named from outside of its module.
    Public,
    /// A derive makes it: it stands nowhere in the code.
    Derived,
    /// Its name was chosen by a trait of another crate.
    ForeignTrait,
}

/// How the outside starts a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Start {
    /// `http`, `job`, `command`, …
    pub kind: String,
    /// `POST`, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Route, job or command, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The file where it is registered or marked.
    pub file: String,
    /// The line there.
    pub line: u32,
}

/// A call of another function of the code: callee, line, and what kind of call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Call(
    /// A place in [`Graph::functions`].
    pub u32,
    /// The line of the call.
    pub u32,
    /// How it leads there.
    pub CallKind,
);

/// How one function leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CallKind {
    /// It calls it.
    Call,
    /// It calls a trait's function; this is an implementation.
    Dispatch,
    /// A framework calls this before it, for a type that it names.
    Extractor,
    /// It names the function as a value: a handler that is registered, a callback.
    Reference,
}

/// A column: its table and its place among the table's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ColumnRef(
    /// A place in the document's `tables`.
    pub u32,
    /// A place in its `columns`.
    pub u16,
);

/// One statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// The line where it is run.
    pub line: u32,
    /// The file, where it is another than the function's: a macro's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The library that runs it: `diesel`, `sqlx`, …
    pub library: String,
    /// `select`, `insert`, `update`, `delete` or `other`.
    pub kind: String,
    /// Tables with how they are used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableUse>,
    /// Columns that it reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<ColumnRef>,
    /// Columns that it writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writes: Vec<ColumnRef>,
    /// Constants that it compares with or sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constants: Vec<Constant>,
    /// Whether the names leave more than one reading.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub likely: bool,
    /// What of it was not understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<String>,
}

/// A table that a statement uses, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct TableUse(
    /// A place in the document's `tables`.
    pub u32,
    /// How it is used.
    pub Mode,
);

/// How a statement uses a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Rows are read.
    Read,
    /// Rows are made.
    Insert,
    /// Rows are changed.
    Update,
    /// Rows are removed.
    Delete,
}

impl Mode {
    /// Whether rows are made, changed or removed.
    pub fn writes(self) -> bool {
        self != Mode::Read
    }
}

/// A constant that a statement fixes in a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Constant(
    /// The column.
    pub ColumnRef,
    /// The value as the statement writes it.
    pub String,
);

/// A stretch of a function that runs in one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Transaction {
    /// Where it begins.
    pub line: u32,
    /// Its last line.
    pub end: u32,
    /// Statements inside it, places in the function's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<u32>,
    /// Functions called inside it, with the line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<(u32, u32)>,
}

/// A row that is filled here and saved by another function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HandedRow {
    /// The function that it is handed to.
    pub to: u32,
    /// Where it is handed over.
    pub line: u32,
    /// Columns that were set.
    pub columns: Vec<ColumnRef>,
}

/// Something besides the database that a function reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Effect {
    /// `cache`, `queue`, `object-store`, `mail`, `http`.
    pub kind: String,
    /// The client library.
    pub library: String,
    /// A key, queue or address as far as the code says it; `{}` stands for what it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The line of the call.
    pub line: u32,
}

/// A trigger with what its routine does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The table that it watches.
    pub table: u32,
    /// `INSERT`, `UPDATE`, `DELETE`, `TRUNCATE`.
    pub events: Vec<String>,
    /// Tables that its routine reads.
    pub reads: Vec<u32>,
    /// Tables that its routine writes.
    pub writes: Vec<u32>,
    /// The file that makes it.
    pub file: String,
    /// The line that makes it.
    pub line: u32,
}

impl Graph {
    /// `path.rs::module::Type::name`, as all of the document writes functions.
    pub fn function_name(&self, function: &Function) -> String {
        let mut text = self.files.get(function.file as usize).cloned().unwrap_or_default();
        for part in function.modules.iter().chain(&function.owner).chain([&function.name]) {
            text.push_str("::");
            text.push_str(part);
        }
        text
    }
}
