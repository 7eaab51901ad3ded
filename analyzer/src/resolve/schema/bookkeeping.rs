//! Tables in which tools, or programs themselves, keep what they have migrated. They are no part of the schema: what leaves a
//! monolith keeps its own.

use super::draft::DraftTable;
use crate::facts::schema::TableName;

/// Those whose names do not tell.
const TOOLS: [&str; 7] = [
    "refinery_schema_history",
    "__refinery_schema_history",
    "flyway_schema_history",
    "ar_internal_metadata",
    "goose_db_version",
    "knex_migrations_lock",
    "sqlite_sequence",
];

/// The most columns of a table that says what was migrated, and when: that of virtual machines to be migrated says more. A name
/// that begins with a line is nobody's business, whatever it says.
const MOST_COLUMNS: usize = 5;

/// What is kept of migrations.
const RECORDS: [&str; 8] = ["log", "logs", "history", "lock", "locks", "version", "versions", "id"];

/// Whether a table of the schema is one.
pub(super) fn is(name: &TableName, table: &DraftTable) -> bool {
    let few = table.columns.len() <= MOST_COLUMNS || name.name.starts_with('_');
    is_of_tool(name) || (may_be(name) && few)
}

/// Whether a table that nothing of the schema makes is one.
pub(crate) fn is_named(name: &TableName) -> bool {
    is_of_tool(name) || may_be(name)
}

fn is_of_tool(name: &TableName) -> bool {
    TOOLS.iter().any(|tool| name.name.eq_ignore_ascii_case(tool))
}

/// `__diesel_schema_migrations`, `migration_log`, `db_version`.
fn may_be(name: &TableName) -> bool {
    let name = name.name.to_lowercase();
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let is_step = |word: &&str| matches!(*word, "migration" | "migrations");
    let of_steps = |last: &&str| is_step(last) || (RECORDS.contains(last) && words.iter().any(is_step));
    words.last().is_some_and(of_steps)
        || matches!(words[..], ["db" | "database" | "schema", "version" | "versions"])
}
