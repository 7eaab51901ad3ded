//! What sqlx's calls do, as data.

use crate::facts::model::CallEffect::{
    Append, Run, RunArg, Text, TextRun, TransactionBegin, TransactionCommit, TransactionRollback,
};
use crate::facts::model::{CallEffect, CallMatcher, CallRule};

const fn function(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::Function { krate: "sqlx", name }, effect }
}

const fn macro_(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::Macro { krate: "sqlx", name }, effect }
}

const fn query(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::OnQuery { name }, effect }
}

const fn on_type(name: &'static str, effect: CallEffect) -> CallRule {
    CallRule { matches: CallMatcher::OnType { krate: "sqlx", name }, effect }
}

pub(super) const RULES: &[CallRule] = &[
    macro_("query", Text { arg: 0 }),
    macro_("query_unchecked", Text { arg: 0 }),
    macro_("query_scalar", Text { arg: 0 }),
    macro_("query_scalar_unchecked", Text { arg: 0 }),
    macro_("query_as", Text { arg: 1 }),
    macro_("query_as_unchecked", Text { arg: 1 }),
    macro_("query_file", Text { arg: 0 }),
    macro_("query_file_unchecked", Text { arg: 0 }),
    macro_("query_file_scalar", Text { arg: 0 }),
    macro_("query_file_as", Text { arg: 1 }),
    macro_("query_file_as_unchecked", Text { arg: 1 }),
    function("query", Text { arg: 0 }),
    function("query_with", Text { arg: 0 }),
    function("query_as", Text { arg: 0 }),
    function("query_as_with", Text { arg: 0 }),
    function("query_scalar", Text { arg: 0 }),
    function("query_scalar_with", Text { arg: 0 }),
    function("raw_sql", Text { arg: 0 }),
    // sqlx::QueryBuilder
    CallRule { matches: CallMatcher::Function { krate: "sqlx", name: "new" }, effect: Text { arg: 0 } },
    CallRule { matches: CallMatcher::Function { krate: "sqlx", name: "with_arguments" }, effect: Text { arg: 0 } },
    query("push", Append { arg: 0 }),
    query("push_bind", CallEffect::AppendParameter),
    query("push_values", CallEffect::AppendParameter),
    query("push_tuples", CallEffect::AppendParameter),
    query("separated", CallEffect::Mention),
    // What runs it.
    query("execute", Run),
    query("execute_many", Run),
    query("fetch", Run),
    query("fetch_many", Run),
    query("fetch_all", Run),
    query("fetch_one", Run),
    query("fetch_optional", Run),
    // Executor's methods take the query or its text.
    on_type("execute", TextRun { arg: 0 }),
    on_type("execute_many", TextRun { arg: 0 }),
    on_type("fetch", TextRun { arg: 0 }),
    on_type("fetch_all", TextRun { arg: 0 }),
    on_type("fetch_one", TextRun { arg: 0 }),
    on_type("fetch_optional", TextRun { arg: 0 }),
    on_type("fetch_many", RunArg { arg: 0 }),
    // Acquire
    on_type("begin", TransactionBegin),
    on_type("commit", TransactionCommit),
    on_type("rollback", TransactionRollback),
];
