//! What sea-query's calls do, as data. Its builders are changed in place.

use crate::facts::model::CallEffect::{
    Apply, AssignColumn, AssignPairs, Begin, Built, Ignore, InsertColumns, Same, Target,
};
use crate::facts::model::{CallEffect, CallRule};
use crate::facts::statement::SqlKind;

const fn begin(owner: &'static str, name: &'static str, kind: SqlKind) -> CallRule {
    CallRule::declared("sea_query", owner, name, Begin { kind })
}

const fn on(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule::on_own_query(name, effect)
}

pub(super) const RULES: &[CallRule] = &[
    begin("Query", "select", SqlKind::Select),
    begin("Query", "insert", SqlKind::Insert),
    begin("Query", "update", SqlKind::Update),
    begin("Query", "delete", SqlKind::Delete),
    begin("SelectStatement", "new", SqlKind::Select),
    begin("InsertStatement", "new", SqlKind::Insert),
    begin("UpdateStatement", "new", SqlKind::Update),
    begin("DeleteStatement", "new", SqlKind::Delete),
    on("into_table", Target { arg: 0 }),
    on("from_table", Target { arg: 0 }),
    on("table", Target { arg: 0 }),
    on("from", Target { arg: 0 }),
    // What is written.
    on("columns", InsertColumns { arg: 0 }),
    on("value", AssignColumn { arg: 0 }),
    on("values", AssignPairs { arg: 0 }),
    on("on_conflict", Ignore { arg: 0 }),
    on("returning", Ignore { arg: 0 }),
    on("returning_col", Ignore { arg: 0 }),
    on("apply_if", Apply),
    on("apply", Apply),
    on("conditions", Apply),
    // What makes a text of it, which something else runs.
    on("build", Built),
    on("build_any", Built),
    on("build_sqlx", Built),
    on("build_any_sqlx", Built),
    on("build_postgres", Built),
    on("build_rusqlite", Built),
    on("to_string", CallEffect::Mention),
    CallRule::declared("sea_query", "WithClause", "query", Same { arg: 0 }),
    CallRule::declared("sea_query", "WithQuery", "query", Same { arg: 0 }),
];
