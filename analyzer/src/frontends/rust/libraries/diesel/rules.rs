//! What Diesel's and diesel-async's calls do, as data.

use crate::facts::model::CallEffect::{
    Assign, AssignOnConflict, BecomesDelete, BecomesInsert, BecomesSelect, BecomesUpdate, Delete, Equals, Ignore, Insert,
    IntoTable, Run, SaveUpdate, Text, TextPiece, TransactionClosure, Update,
};
use crate::facts::model::{CallEffect, CallMatcher, CallRule};

const fn function(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::Function { krate: "diesel", name }, effect }
}

const fn query(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::OnQuery { name }, effect }
}

const fn connection(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::OnType { krate: "diesel", name }, effect }
}

const fn connection_async(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::OnType { krate: "diesel_async", name }, effect }
}

pub(super) const RULES: &[CallRule] = &[
    // diesel::{insert_into, update, delete, select}
    function("insert_into", Insert { arg: 0 }),
    function("insert_or_ignore_into", Insert { arg: 0 }),
    function("replace_into", Insert { arg: 0 }),
    function("update", Update { arg: 0 }),
    function("delete", Delete { arg: 0 }),
    function("select", BecomesSelect),
    function("sql_query", Text { arg: 0 }),
    function("sql", TextPiece { arg: 0 }),
    // Methods of a table or query that make a statement of another kind.
    CallRule { matches: CallMatcher::OnTable { name: "insert_into" }, effect: BecomesInsert },
    query("into_update", BecomesUpdate),
    query("into_delete", BecomesDelete),
    // `new_row.insert_into(users::table)`
    CallRule { matches: CallMatcher::OnForm { name: "insert_into" }, effect: IntoTable { arg: 0 } },
    query("insert_into", IntoTable { arg: 0 }),
    // What is written.
    query("values", Assign { arg: 0 }),
    query("set", Assign { arg: 0 }),
    query("do_update", CallEffect::Mention),
    query("on_conflict", Ignore { arg: 0 }),
    query("on_conflict_do_nothing", Ignore { arg: 0 }),
    query("set_on_conflict", AssignOnConflict { arg: 0 }),
    query("returning", Ignore { arg: 0 }),
    query("eq", Equals),
    // What runs it (RunQueryDsl and its async twin).
    query("execute", Run),
    query("load", Run),
    query("load_iter", Run),
    query("load_stream", Run),
    query("get_result", Run),
    query("get_results", Run),
    query("first", Run),
    // async-bb8-diesel's twins.
    query("execute_async", Run),
    query("load_async", Run),
    query("get_result_async", Run),
    query("get_results_async", Run),
    query("first_async", Run),
    // `#[derive(Associations)]`
    CallRule { matches: CallMatcher::OfFormType { name: "belonging_to" }, effect: CallEffect::FindByType },
    CallRule { matches: CallMatcher::OnForm { name: "save_changes" }, effect: SaveUpdate { arg: None } },
    connection("transaction", TransactionClosure { arg: 0 }),
    connection_async("transaction", TransactionClosure { arg: 0 }),
    CallRule {
        matches: CallMatcher::OnType { krate: "async_bb8_diesel", name: "transaction_async" },
        effect: TransactionClosure { arg: 0 },
    },
    // `conn.build_transaction().read_write().run(|conn| …)`
    connection("build_transaction", BecomesSelect),
    connection_async("build_transaction", BecomesSelect),
    query("run", TransactionClosure { arg: 0 }),
];
