//! What Diesel's and diesel-async's calls do, as data.

use crate::facts::model::CallEffect::{
    Append, Assign, AssignColumn, AssignOnConflict, BecomesDelete, BecomesInsert, BecomesSelect, BecomesUpdate, Delete, Equals, Ignore, Insert,
    IntoTable, Rows, Run, Selects, Text, TextPiece, TransactionClosure, Update,
};
use crate::facts::model::{CallEffect, CallRule, SaveKind};

pub(super) const RULES: &[CallRule] = &[
    // diesel::{insert_into, update, delete, select}
    CallRule::function("diesel", "insert_into", Insert { arg: 0 }),
    CallRule::function("diesel", "insert_or_ignore_into", Insert { arg: 0 }),
    CallRule::function("diesel", "replace_into", Insert { arg: 0 }),
    CallRule::function("diesel", "update", Update { arg: 0 }),
    CallRule::function("diesel", "delete", Delete { arg: 0 }),
    CallRule::function("diesel", "select", BecomesSelect),
    CallRule::function("diesel", "sql_query", Text { arg: 0 }),
    CallRule::function("diesel", "sql", TextPiece { arg: 0 }),
    // Methods of a table or query that make a statement of another kind.
    CallRule::on_table("insert_into", BecomesInsert),
    CallRule::on_query("into_update", BecomesUpdate),
    CallRule::on_query("into_delete", BecomesDelete),
    // `new_row.insert_into(users::table)`
    CallRule::on_form("insert_into", IntoTable { arg: 0 }),
    CallRule::on_query("insert_into", IntoTable { arg: 0 }),
    // What is written.
    CallRule::on_query("values", Assign { arg: 0 }),
    CallRule::on_query("set", Assign { arg: 0 }),
    CallRule::on_query("do_update", CallEffect::Mention),
    CallRule::on_query("on_conflict", Ignore { arg: 0 }),
    CallRule::on_query("on_conflict_do_nothing", Ignore { arg: 0 }),
    CallRule::on_query("set_on_conflict", AssignOnConflict { arg: 0 }),
    CallRule::on_query("eq", Equals),
    // What is read: without one of these, whole rows.
    CallRule::on_query("select", Selects),
    CallRule::on_query("count", Selects),
    CallRule::on_query("returning", Selects),
    // More text for a query that is one.
    CallRule::on_query("sql", Append { arg: 0 }),
    // What runs it (RunQueryDsl and its async twin).
    CallRule::on_query("execute", Run),
    CallRule::on_query("load", Rows),
    CallRule::on_query("load_iter", Rows),
    CallRule::on_query("load_stream", Rows),
    CallRule::on_query("get_result", Rows),
    CallRule::on_query("get_results", Rows),
    CallRule::on_query("first", Rows),
    // async-bb8-diesel's twins.
    CallRule::on_query("execute_async", Run),
    CallRule::on_query("load_async", Rows),
    CallRule::on_query("get_result_async", Rows),
    CallRule::on_query("get_results_async", Rows),
    CallRule::on_query("first_async", Rows),
    // A type that writes its SQL itself.
    own_query("execute"),
    own_query("load"),
    own_query("load_iter"),
    own_query("load_stream"),
    own_query("get_result"),
    own_query("get_results"),
    own_query("first"),
    own_query("execute_async"),
    own_query("load_async"),
    own_query("get_result_async"),
    own_query("get_results_async"),
    own_query("first_async"),
    // diesel-uplete: an UPDATE that sets columns to null, and deletes the rows that have no other value left.
    CallRule::function("diesel_uplete", "uplete", Update { arg: 0 }),
    CallRule::on_query("set_null", AssignColumn { arg: 0 }),
    // `#[derive(Associations)]`
    CallRule::of_any_type("as_select", CallEffect::Selection),
    // `HasTable`: of a generic function's parameter, known where it is called.
    CallRule::of_any_type("table", CallEffect::WholeTable),
    CallRule::of_form_type("belonging_to", CallEffect::FindByType),
    CallRule::on_form("save_changes", CallEffect::Save { kind: SaveKind::Update, arg: None, hook: None }),
    CallRule::on_type("diesel", "transaction", TransactionClosure { arg: 0 }),
    CallRule::on_type("diesel_async", "transaction", TransactionClosure { arg: 0 }),
    CallRule::on_type("async_bb8_diesel", "transaction_async", TransactionClosure { arg: 0 }),
    // `conn.build_transaction().read_write().run(|conn| …)`
    CallRule::on_type("diesel", "build_transaction", BecomesSelect),
    CallRule::on_type("diesel_async", "build_transaction", BecomesSelect),
    CallRule::on_query("run", TransactionClosure { arg: 0 }),
];

const fn own_query(name: &'static str) -> CallRule {
    CallRule::on_named_type(("diesel", "QueryFragment"), name, CallEffect::RunUnread)
}
