//! The resolved program: functions, calls, statements, transactions and entry points of the whole monolith.
//!
//! Plain data, sorted, made once by `resolve::program` and only read by the layers above. It holds no source text
//! and no unresolved name.

use std::sync::Arc;

use super::ids::{ColumnId, FunctionId, StatementId, TableId};
use super::schema::Schema;
use crate::facts::Name;
use crate::facts::gap::Gap;
use crate::facts::item::EntryKind;
use crate::facts::model::EffectKind;
use crate::facts::place::{Certainty, Place};
use crate::facts::statement::SqlKind;

/// The whole monolith, resolved.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// Sorted by path, then line.
    pub(crate) functions: Vec<FunctionInfo>,
    pub(crate) schema: Schema,
    /// Sorted by caller, then place, then callee; one entry for a caller, callee and line.
    pub(crate) calls: Vec<Call>,
    /// Sorted by function, then place.
    pub(crate) statements: Vec<StatementInfo>,
    /// Sorted by function, then place.
    pub(crate) handed_rows: Vec<HandedRow>,
    /// Sorted by function, then place.
    pub(crate) effects: Vec<Effect>,
    pub(crate) transactions: Vec<Transaction>,
    /// Sorted by function.
    pub(crate) entries: Vec<EntryPoint>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) coverage: Coverage,
}

/// One function of the analysed code.
#[derive(Debug, Clone)]
pub(crate) struct FunctionInfo {
    /// The file's path from the analysed root.
    pub(crate) path: Arc<str>,
    pub(crate) place: Place,
    pub(crate) end_line: u32,
    pub(crate) name: Name,
    /// The type or trait that it belongs to.
    pub(crate) owner: Option<Name>,
    /// The trait that its impl implements.
    pub(crate) of_trait: Option<Name>,
    /// That trait is not of the analysed code: the function's name was not chosen here.
    pub(crate) of_foreign_trait: bool,
    /// Inline modules inside the file, outermost first.
    pub(crate) modules: Vec<Name>,
    /// Crate and module path of its file: `lemmy_api::site::approve`.
    pub(crate) module_path: Vec<Name>,
    /// Test code, by attribute, module or path.
    pub(crate) test: bool,
    /// Of a package that only tests depend on.
    pub(crate) serves_tests: bool,
    /// Of a migration: it makes the schema and moves data on the way, once.
    pub(crate) migrates: bool,
    pub(crate) public: bool,
    /// Made by a derive: it stands nowhere in the code.
    pub(crate) derived: bool,
}

impl Program {
    /// The calls that the function makes.
    pub(crate) fn calls_of(&self, caller: FunctionId) -> &[Call] {
        let start = self.calls.partition_point(|call| call.caller < caller);
        let len = self.calls[start..].partition_point(|call| call.caller == caller);
        &self.calls[start..start + len]
    }
}

impl FunctionInfo {
    /// Whether it is part of what runs in production.
    pub(crate) fn of_program(&self) -> bool {
        !self.test && !self.serves_tests && !self.migrates
    }

    /// `path.rs::module::Type::name`, as the output contract writes it.
    pub(crate) fn display(&self) -> String {
        let mut text = self.path.to_string();
        for part in self.modules.iter().chain(&self.owner).chain([&self.name]) {
            text.push_str("::");
            text.push_str(part);
        }
        text
    }
}

/// One call between functions of the analysed code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    pub(crate) caller: FunctionId,
    pub(crate) place: Place,
    pub(crate) callee: FunctionId,
    pub(crate) certainty: Certainty,
    pub(crate) kind: CallKind,
}

/// How one function leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum CallKind {
    /// It calls it. Through a bound or `dyn` this is the trait's function.
    Call,
    /// It calls the trait's function; this is an implementation.
    Dispatch,
    /// It names a type, for which the framework calls this before it: an extractor of a handler.
    Extractor,
    /// It names the function as a value: a handler that is registered, a callback.
    Reference,
}

/// How a statement uses a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    Read,
    Insert,
    Update,
    Delete,
}

impl Mode {
    pub(crate) fn writes(self) -> bool {
        self != Mode::Read
    }
}

/// One statement that a function's own body runs.
#[derive(Debug, Clone)]
pub(crate) struct StatementInfo {
    pub(crate) function: FunctionId,
    /// Where it is run.
    pub(crate) place: Place,
    /// The id of the library that runs it: `diesel`, `sqlx` …
    pub(crate) library: &'static str,
    pub(crate) kind: SqlKind,
    /// The text as the program sends it, where a text makes it.
    pub(crate) sql: Option<String>,
    /// Sorted; a table may be read and written.
    pub(crate) tables: Vec<(TableId, Mode)>,
    pub(crate) reads_columns: Vec<ColumnId>,
    pub(crate) writes_columns: Vec<ColumnId>,
    /// Constants that the statement compares with or sets, by column.
    pub(crate) constants: Vec<(ColumnId, String)>,
    pub(crate) certainty: Certainty,
    /// What of it was not understood.
    pub(crate) gap: Option<String>,
}

/// A row that a function fills and hands to another, which may save it: what is written is known here, that it is, there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HandedRow {
    pub(crate) function: FunctionId,
    /// Where it is handed over.
    pub(crate) place: Place,
    pub(crate) to: FunctionId,
    /// What was set, sorted.
    pub(crate) columns: Vec<ColumnId>,
}

/// Something besides the database that a function reaches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Effect {
    pub(crate) function: FunctionId,
    pub(crate) place: Place,
    pub(crate) kind: EffectKind,
    /// The client library: its crate.
    pub(crate) library: String,
    /// A key, queue, bucket or address, as far as the code says it; `{}` stands for what it does not.
    pub(crate) target: Option<String>,
}

/// A stretch of a function that runs in one transaction.
#[derive(Debug, Clone)]
pub(crate) struct Transaction {
    pub(crate) function: FunctionId,
    pub(crate) place: Place,
    /// The last line of the stretch.
    pub(crate) end_line: u32,
    /// Statements of the function's own body inside it.
    pub(crate) statements: Vec<StatementId>,
    /// Calls inside it: what they run is in the transaction when they are given its handle.
    pub(crate) calls: Vec<(FunctionId, Place)>,
}

/// A function that the outside starts.
#[derive(Debug, Clone)]
pub(crate) struct EntryPoint {
    pub(crate) function: FunctionId,
    pub(crate) kind: EntryKind,
    /// `POST`, where known.
    pub(crate) method: Option<Name>,
    /// Route, job name or command, where known.
    pub(crate) name: Option<String>,
    /// Where it is registered or marked.
    pub(crate) place: Place,
}

/// How much was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    pub(crate) files_read: u32,
    pub(crate) files_refused: u32,
    pub(crate) lines: u32,
    /// Calls resolved to functions of the analysed code.
    pub(crate) calls_resolved: u32,
    /// Calls to other crates.
    pub(crate) calls_external: u32,
    /// Calls of which neither can be said.
    pub(crate) calls_unknown: u32,
    pub(crate) statements: u32,
    /// Statements with a part that is not known.
    pub(crate) statements_partial: u32,
    /// Statements of which no table is known.
    pub(crate) statements_unknown: u32,
}
