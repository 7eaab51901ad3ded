//! The monolith's data as a document says it: every table with its columns, and which boundary touches it how often.
//! It says what is; what should move is for the proposals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A table, as it stands after all migrations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Its name, with the schema's where there is one.
    pub name: String,
    /// The file that makes it.
    pub file: String,
    /// The line that makes it.
    pub line: u32,
    /// Its columns, in the order of the schema.
    pub columns: Vec<Column>,
    /// Columns of its primary key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<String>,
    /// Other tables that its foreign keys point to.
    pub refers_to: Vec<String>,
    /// Its foreign keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKey>,
    /// Who touches it: boundaries by rank, then everybody else.
    pub uses: Vec<Use>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type as the schema writes it; empty where it is not known.
    #[serde(rename = "type")]
    pub type_: String,
    /// Whether it must have a value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_null: bool,
    /// Its default, as the schema writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// A foreign key of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForeignKey {
    /// Its own columns.
    pub columns: Vec<String>,
    /// The table that it points to.
    pub to: String,
    /// The columns there.
    pub to_columns: Vec<String>,
    /// What happens when the row there goes: `CASCADE`, `SET NULL`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_delete: Option<String>,
    /// The file that makes it.
    pub file: String,
    /// The line that makes it.
    pub line: u32,
}

/// How often a boundary, or everybody else, touches a table: by its operations, and by helpers of no boundary that they
/// call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Use {
    /// The rank of the proposal whose operations touch it; null for the functions of no boundary.
    pub boundary: Option<u32>,
    /// Functions that read it.
    pub reads: u64,
    /// Functions that write it.
    pub writes: u64,
}

/// Operations of one boundary call those of another: they would call its API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BoundaryCall {
    /// The rank of the proposal that is called.
    pub boundary: u32,
    /// How many of its functions are called.
    pub functions: u64,
}

/// Sensitive data of one class that leaves the monolith with a boundary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TakenOut {
    /// As in [`SensitiveColumn`].
    pub class: String,
    /// `table.column`
    pub columns: Vec<String>,
    /// Other boundaries that read any of it, by name.
    pub readers: Vec<String>,
    /// Whether functions of no boundary read any of it.
    pub read_by_rest: bool,
}

/// A column that must be protected, and who produces and reads it: what roles for decryption can be written from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SensitiveColumn {
    /// `table.column`
    pub column: String,
    /// `personal`, `health`, `payment-card`, `bank`, `credential`, `secret`
    pub class: String,
    /// Why it is of that class.
    pub reason: String,
    /// The file that makes it.
    pub file: String,
    /// The line that makes it.
    pub line: u32,
    /// Who touches it: boundaries by rank, then everybody else.
    pub uses: Vec<Use>,
}
