//! Version 1 of the document: the only types that `gerund analyze --format json` writes and that are read again.
//!
//! The doc comments become the descriptions in the JSON Schema (`schema/document.v1.json`). A new field is a new
//! minor version and needs `#[serde(default)]`; a changed or removed one is a new file beside this.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::score::Score;

mod data;
mod findings;
pub mod graph;

pub use data::{BoundaryCall, Column, ForeignKey, SensitiveColumn, Table, TakenOut, Use};
pub use findings::{Finding, Rule};

/// The version that this program writes: the major version, and `.minor` once there is one.
pub const SCHEMA_VERSION: &str = "1";

/// A report on one monolith. All paths are relative to the analysed folder, with `/`; all lines start at 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Gerund document")]
pub struct Document {
    /// The version of this schema: `1`, or `1.2` after additions that a reader of `1` may ignore.
    #[schemars(regex(pattern = r"^1(\.[0-9]+)?$"))]
    pub schema_version: String,
    /// What wrote the document.
    pub tool: Tool,
    /// The size of what was analysed.
    pub monolith: Monolith,
    /// How much of it was understood.
    pub coverage: Coverage,
    /// The proposed boundaries, the one to extract first at the top. A table or column belongs to one at most.
    pub proposals: Vec<Proposal>,
    /// The entities at the centre, which stay.
    pub nouns: Vec<Noun>,
    /// Every table, and who touches it.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Columns that must be protected, and who produces and reads each.
    #[serde(default)]
    pub sensitive: Vec<SensitiveColumn>,
    /// What reviewers should look at beyond the boundaries.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// The rules behind the findings, those that found nothing too.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// What was seen and not understood, counted by kind.
    pub gaps: Vec<GapCount>,
    /// What the reader of the report should know about the analysis itself.
    pub diagnostics: Vec<Diagnostic>,
    /// What every function calls and does to data: with it, boundaries are judged again without the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub graph: Option<graph::Graph>,
}

impl Default for Document {
    fn default() -> Self {
        Document {
            schema_version: SCHEMA_VERSION.to_owned(),
            tool: Tool::default(),
            monolith: Monolith::default(),
            coverage: Coverage::default(),
            proposals: Vec::new(),
            nouns: Vec::new(),
            tables: Vec::new(),
            sensitive: Vec::new(),
            findings: Vec::new(),
            rules: Vec::new(),
            gaps: Vec::new(),
            diagnostics: Vec::new(),
            graph: None,
        }
    }
}

/// The program that wrote a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// `gerund`
    pub name: String,
    /// The program's version.
    pub version: String,
}

impl Default for Tool {
    fn default() -> Self {
        Tool { name: "gerund".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// The size of the monolith. Test code is not counted among functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Monolith {
    /// Source files that were read.
    pub files: u64,
    /// Their lines.
    pub lines: u64,
    /// Functions and methods.
    pub functions: u64,
    /// Functions that the outside starts: HTTP handlers, jobs, commands, consumers.
    pub entry_points: u64,
    /// Tables of the schema.
    pub tables: u64,
    /// Columns of those tables.
    pub columns: u64,
}

/// How much was understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Calls in the code.
    pub calls: CallCoverage,
    /// Statements that reach the database.
    pub sql: SqlCoverage,
    /// Files of the folder.
    pub files: FileCoverage,
}

/// What became of the calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CallCoverage {
    /// Calls to functions of the analysed code.
    pub resolved: u64,
    /// Calls to other crates and the standard library.
    pub external: u64,
    /// Calls of which neither can be said.
    pub unknown: u64,
}

/// What became of the statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SqlCoverage {
    /// Statements that functions run.
    pub statements: u64,
    /// Statements whose tables are all known.
    pub understood: u64,
    /// Statements with a part that is not known.
    pub partly: u64,
    /// Statements of which no table is known.
    pub gaps: u64,
}

/// What became of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileCoverage {
    /// Files that were read and parsed.
    pub read: u64,
    /// Files that could not be read or parsed; each is a gap.
    pub refused: u64,
    /// Source files in folders that are ignored, vendored, generated or build output.
    pub left_out: u64,
}

/// A proposed boundary: a verb with its operations and the data that it would own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// Its place in the order of extraction, from 1.
    #[schemars(range(min = 1))]
    pub rank: u32,
    /// Subject and nominalised verb: `UserApprovals`.
    pub name: String,
    /// What the process does: `approve`.
    pub verb: String,
    /// What it does it to: the noun that is acted on.
    pub subject: String,
    /// What to do with it.
    pub verdict: Verdict,
    /// From 0 to 1: how well the boundary holds.
    #[schemars(range(min = 0, max = 1))]
    pub score: Score,
    /// The data that it would own.
    pub owns: Owns,
    /// Markers, `table.column`: outcomes of the process that the monolith keeps.
    pub stays: Vec<String>,
    /// What its API would offer.
    pub operations: Vec<Operation>,
    /// Functions outside that read the owned data.
    pub consumers: Vec<Consumer>,
    /// Other boundaries that its operations call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<BoundaryCall>,
    /// What its operations reach besides the database: whoever takes the process takes these along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Sensitive data that it would take out of the monolith, by class, and who else could still read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes_out: Vec<TakenOut>,
    /// What must be fixed first.
    pub blockers: Vec<Blocker>,
    /// Why it is a process, the strongest first.
    pub evidence: Vec<Evidence>,
    /// What the score is made of, the largest contribution first.
    pub signals: Vec<Signal>,
}

/// What to do with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It can be extracted now: foreign keys and joins, which are part of any extraction, and few other blockers.
    Extract,
    /// It can be extracted once its blockers are fixed.
    FixFirst,
    /// It is a process, but extracting it is not worth it.
    Leave,
}

impl Verdict {
    /// The word that is printed, the same in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Extract => "extract",
            Verdict::FixFirst => "fix-first",
            Verdict::Leave => "leave",
        }
    }
}

/// Owned data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Owns {
    /// Tables that move whole.
    pub tables: Vec<String>,
    /// `table.column`: columns that leave a table that stays.
    pub columns: Vec<String>,
}

/// A function of the boundary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Operation {
    /// `path.rs::module::Type::name`
    pub function: String,
    /// The file that holds it.
    pub file: String,
    /// The line of its `fn`.
    pub line: u32,
    /// What it is to the boundary.
    pub role: Role,
    /// How the outside starts it, where that is known: `POST /users/{id}/approve`, a job's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_by: Option<String>,
}

/// What a function is to its boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The outside starts it: it becomes a call of the service's API.
    Entry,
    /// A step that entry points take.
    Step,
}

/// A function outside the boundary that reads owned data: it becomes an API caller, or gets an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Consumer {
    /// `path.rs::module::Type::name`
    pub function: String,
    /// The file that holds it.
    pub file: String,
    /// The line where it reads.
    pub line: u32,
    /// The tables and `table.column`s that it reads.
    pub reads: Vec<String>,
}

/// Something besides the database that a boundary reaches, by its operations or by helpers of no boundary that they call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Effect {
    /// `cache`, `queue`, `object-store`, `mail`, `http`.
    pub kind: String,
    /// The client library.
    pub library: String,
    /// A key, queue or address as far as the code says it; `{}` stands for what it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Most boundaries reach it, by what all of the code uses (a sign-in, a cache): it says little about this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// `path.rs::module::Type::name`: the first that reaches it.
    pub function: String,
    /// The file that holds it.
    pub file: String,
    /// The line of the call.
    pub line: u32,
}

/// What must be fixed before the boundary can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Blocker {
    /// What stands in the way.
    pub kind: BlockerKind,
    /// The function in the way; null where it is the schema.
    pub function: Option<String>,
    /// The file that holds it.
    pub file: String,
    /// The line where it stands.
    pub line: u32,
    /// The tables and `table.column`s in question.
    pub data: Vec<String>,
    /// The way to fix it.
    pub fix: String,
    /// The way there, step by step: from where the outside starts to the place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<Evidence>,
}

/// Kinds of [`Blocker`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockerKind {
    /// A function outside writes owned data.
    ForeignWrite,
    /// A transaction writes on both sides.
    SplitTransaction,
    /// A foreign key crosses the line.
    ForeignKey,
    /// A statement joins across the line.
    Join,
    /// A trigger or a stored procedure reaches across the line.
    Trigger,
    /// Code that both sides use and that reads or writes owned data.
    SharedCode,
    /// A statement whose tables are only known when it runs.
    DynamicSql,
    /// A function outside has one of the boundary's own functions write owned data.
    ForeignCall,
    /// A kind of a later minor version.
    #[serde(untagged)]
    Other(String),
}

impl BlockerKind {
    /// The stable code, as in JSON.
    pub fn code(&self) -> &str {
        match self {
            BlockerKind::ForeignWrite => "foreign_write",
            BlockerKind::SplitTransaction => "split_transaction",
            BlockerKind::ForeignKey => "foreign_key",
            BlockerKind::Join => "join",
            BlockerKind::Trigger => "trigger",
            BlockerKind::SharedCode => "shared_code",
            BlockerKind::DynamicSql => "dynamic_sql",
            BlockerKind::ForeignCall => "foreign_call",
            BlockerKind::Other(code) => code,
        }
    }
}

/// A claim with the place that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What is claimed.
    pub claim: String,
    /// The file that shows it.
    pub file: String,
    /// The line that shows it.
    pub line: u32,
}

/// What one signal adds to a proposal's score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signal {
    /// The signal's stable name.
    pub id: String,
    /// What it adds to the score; below 0, what it takes away.
    pub contribution: Score,
    /// Why, for a person.
    pub words: String,
}

/// An entity at the centre: it stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Noun {
    /// Its table.
    pub table: String,
    /// Why it stays, with figures.
    pub why: String,
    /// The file that makes the table.
    pub file: String,
    /// The line that makes the table.
    pub line: u32,
    /// The figures behind it, by name: `entry_points`, `foreign_keys`, …
    pub figures: BTreeMap<String, u64>,
}

/// How many gaps of one kind there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GapCount {
    /// The kind's stable code: `dynamic-sql`.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// What such a gap is, for a person.
    pub words: String,
}

/// What the reader should know about the analysis itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Its stable code: `no-schema`, `unparsed-file`.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The file in question; null where it is the whole monolith.
    pub file: Option<String>,
    /// The line in question, where there is one.
    pub line: Option<u32>,
}

/// How much a diagnostic matters, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Part of the analysis could not be done.
    Error,
    /// Something is probably missing from the report.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// The word that is printed, the same in every format.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}
