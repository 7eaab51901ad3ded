//! What SeaORM's calls do, as data.

use crate::facts::model::CallEffect::{
    Apply, Assign, AssignColumn, Delete, Ignore, InsertRow, Instead, Loaded, OfType, RelatedRun, Rows, Run, RunArg,
    Same, Save, Selects, SetField, Text, TextRun, TransactionBegin, TransactionClosure, TransactionCommit, TransactionRollback,
    Unset, Update,
};
use crate::facts::model::{CallEffect, CallRule, SaveKind};
use crate::facts::statement::SqlKind;

const fn of(owner: &'static str, name: &'static str, effect: CallEffect) -> CallRule {
    CallRule::declared("sea_orm", owner, name, effect)
}

const fn entity(name: &'static str, kind: SqlKind, row: Option<u8>) -> CallRule {
    of("EntityTrait", name, OfType { kind, row })
}

const fn save(name: &'static str, kind: SaveKind) -> CallRule {
    of("ActiveModelTrait", name, Save { kind, arg: None, hook: Some("before_save") })
}

const fn on(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule::on_own_query(name, effect)
}

/// `Linked::link`, `<Cake as Related<Filling>>::via`.
const JOINS: CallEffect = CallEffect::Joins { arg: 0, own: "link", by_trait: ("Related", "via") };

pub(super) const RULES: &[CallRule] = &[
    // Entity::…
    entity("find", SqlKind::Select, None),
    entity("find_by_id", SqlKind::Select, None),
    entity("load", SqlKind::Select, None),
    entity("insert", SqlKind::Insert, Some(0)),
    entity("insert_many", SqlKind::Insert, Some(0)),
    entity("update", SqlKind::Update, Some(0)),
    entity("update_many", SqlKind::Update, None),
    entity("delete", SqlKind::Delete, None),
    entity("delete_many", SqlKind::Delete, None),
    entity("delete_by_id", SqlKind::Delete, None),
    of("Insert", "one", InsertRow { arg: 0 }),
    of("Insert", "many", InsertRow { arg: 0 }),
    of("Update", "one", Update { arg: 0 }),
    of("Update", "many", Update { arg: 0 }),
    of("Delete", "one", Delete { arg: 0 }),
    of("Delete", "many", Delete { arg: 0 }),
    // Rows that save themselves.
    save("insert", SaveKind::Insert),
    save("update", SaveKind::Update),
    save("update_without_returning", SaveKind::Update),
    save("save", SaveKind::Either),
    of("ActiveModelTrait", "delete", Save { kind: SaveKind::Delete, arg: None, hook: None }),
    of("ModelTrait", "delete", Save { kind: SaveKind::Delete, arg: None, hook: None }),
    of("ModelTrait", "into_active_model", Loaded),
    of("IntoActiveModel", "into_active_model", Loaded),
    CallRule::declared("std", "Anything", "into", Loaded),
    CallRule::of_form_type("from", Loaded),
    of("ModelTrait", "find_related", JOINS),
    of("ModelTrait", "find_linked", JOINS),
    of("ActiveModelTrait", "find_related", JOINS),
    on("find_also_related", JOINS),
    on("find_both_related", JOINS),
    on("find_with_related", JOINS),
    on("find_also_linked", JOINS),
    on("find_with_linked", JOINS),
    on("inner_join", JOINS),
    on("left_join", JOINS),
    on("right_join", JOINS),
    of("LoaderTrait", "load_one", RelatedRun),
    of("LoaderTrait", "load_many", RelatedRun),
    of("LoaderTrait", "load_many_to_many", RelatedRun),
    of("ActiveModelTrait", "set", SetField { arg: 0 }),
    of("ActiveModelTrait", "try_set", SetField { arg: 0 }),
    of("ActiveModelTrait", "set_if_not_equals", SetField { arg: 0 }),
    of("ActiveModelTrait", "reset", SetField { arg: 0 }),
    of("ActiveValue", "NotSet", Unset),
    of("ActiveValue", "not_set", Unset),
    of("ActiveValue", "Unchanged", Unset),
    of("ActiveValue", "unchanged", Unset),
    // What is written.
    on("set", Assign { arg: 0 }),
    on("add", Assign { arg: 0 }),
    on("add_many", Assign { arg: 0 }),
    on("col_expr", AssignColumn { arg: 0 }),
    on("on_conflict", Ignore { arg: 0 }),
    on("on_conflict_do_nothing_on", Ignore { arg: 0 }),
    on("apply_if", Apply),
    // What runs it.
    on("select_only", Selects),
    on("one", Rows),
    on("all", Rows),
    on("stream", Rows),
    on("stream_partial_model", Run),
    on("count", Run),
    on("exists", Run),
    on("exec", Run),
    on("exec_with_returning", Run),
    on("exec_with_returning_many", Run),
    on("exec_with_returning_keys", Run),
    on("exec_without_returning", Run),
    on("fetch", Rows),
    on("fetch_page", Rows),
    on("fetch_and_next", Rows),
    on("num_items", Run),
    on("num_pages", Run),
    on("num_items_and_pages", Run),
    on("into_stream", Rows),
    // Texts.
    of("Statement", "from_string", Text { arg: 1 }),
    of("Statement", "from_sql_and_values", Text { arg: 1 }),
    of("Selector", "from_statement", Same { arg: 0 }),
    of("FromQueryResult", "find_by_statement", Same { arg: 0 }),
    CallRule::of_form_type("find_by_statement", Same { arg: 0 }),
    CallRule::function("serde_json", "find_by_statement", Same { arg: 0 }),
    on("from_raw_sql", Instead { arg: 0 }),
    of("DatabaseBackend", "build", Same { arg: 0 }),
    CallRule::on_type("sea_orm", "execute_unprepared", TextRun { arg: 0 }),
    of("ConnectionTrait", "execute_unprepared", TextRun { arg: 0 }),
    of("ConnectionTrait", "execute", RunArg { arg: 0 }),
    of("ConnectionTrait", "execute_raw", RunArg { arg: 0 }),
    of("ConnectionTrait", "query_one", RunArg { arg: 0 }),
    of("ConnectionTrait", "query_one_raw", RunArg { arg: 0 }),
    of("ConnectionTrait", "query_all", RunArg { arg: 0 }),
    of("ConnectionTrait", "query_all_raw", RunArg { arg: 0 }),
    of("StreamTrait", "stream", RunArg { arg: 0 }),
    of("StreamTrait", "stream_raw", RunArg { arg: 0 }),
    // The same where the connection's type is not known.
    CallRule::on_type("sea_orm", "execute", RunArg { arg: 0 }),
    CallRule::on_type("sea_orm", "query_one", RunArg { arg: 0 }),
    CallRule::on_type("sea_orm", "query_all", RunArg { arg: 0 }),
    // Transactions.
    of("TransactionTrait", "begin", TransactionBegin),
    of("TransactionTrait", "begin_with_config", TransactionBegin),
    of("DatabaseTransaction", "commit", TransactionCommit),
    of("DatabaseTransaction", "rollback", TransactionRollback),
    of("TransactionTrait", "transaction", TransactionClosure { arg: 0 }),
    of("TransactionTrait", "transaction_with_config", TransactionClosure { arg: 0 }),
];
