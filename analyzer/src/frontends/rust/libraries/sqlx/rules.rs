//! What sqlx's calls do, as data.

use crate::facts::model::CallEffect::{
    Append, AppendMore, AppendText, Run, RunArg, Separated, Text, TextRun, TransactionBegin, TransactionCommit,
    TransactionRollback,
};
use crate::facts::model::CallRule;

/// How a parameter's place is written where a builder numbers it itself.
const PARAMETER: &str = "$1";

pub(super) const RULES: &[CallRule] = &[
    CallRule::macro_("sqlx", "query", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_unchecked", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_scalar", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_scalar_unchecked", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_as", Text { arg: 1 }),
    CallRule::macro_("sqlx", "query_as_unchecked", Text { arg: 1 }),
    CallRule::macro_("sqlx", "query_file", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_file_unchecked", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_file_scalar", Text { arg: 0 }),
    CallRule::macro_("sqlx", "query_file_as", Text { arg: 1 }),
    CallRule::macro_("sqlx", "query_file_as_unchecked", Text { arg: 1 }),
    CallRule::function("sqlx", "query", Text { arg: 0 }),
    CallRule::function("sqlx", "query_with", Text { arg: 0 }),
    CallRule::function("sqlx", "query_as", Text { arg: 0 }),
    CallRule::function("sqlx", "query_as_with", Text { arg: 0 }),
    CallRule::function("sqlx", "query_scalar", Text { arg: 0 }),
    CallRule::function("sqlx", "query_scalar_with", Text { arg: 0 }),
    CallRule::function("sqlx", "raw_sql", Text { arg: 0 }),
    // sqlx::QueryBuilder
    CallRule::function("sqlx", "new", Text { arg: 0 }),
    CallRule::function("sqlx", "with_arguments", Text { arg: 0 }),
    CallRule::on_query("push", Append { arg: 0 }),
    CallRule::on_query("push_unseparated", AppendMore { arg: 0 }),
    CallRule::on_query("push_bind", AppendText { text: PARAMETER, separated: true }),
    CallRule::on_query("push_bind_unseparated", AppendText { text: PARAMETER, separated: false }),
    CallRule::on_query("push_values", AppendText { text: "VALUES ($1)", separated: true }),
    CallRule::on_query("push_tuples", AppendText { text: "(($1))", separated: true }),
    CallRule::on_query("separated", Separated { arg: 0 }),
    // What runs it.
    CallRule::on_query("execute", Run),
    CallRule::on_query("execute_many", Run),
    CallRule::on_query("fetch", Run),
    CallRule::on_query("fetch_many", Run),
    CallRule::on_query("fetch_all", Run),
    CallRule::on_query("fetch_one", Run),
    CallRule::on_query("fetch_optional", Run),
    // Executor's methods take the query or its text.
    CallRule::on_type("sqlx", "execute", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "execute_many", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "fetch", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "fetch_all", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "fetch_one", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "fetch_optional", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "fetch_many", RunArg { arg: 0 }),
    // PgConnection, PgPoolCopyExt
    CallRule::on_type("sqlx", "copy_in_raw", TextRun { arg: 0 }),
    CallRule::on_type("sqlx", "copy_out_raw", TextRun { arg: 0 }),
    // Acquire
    CallRule::on_type("sqlx", "begin", TransactionBegin),
    CallRule::on_type("sqlx", "commit", TransactionCommit),
    CallRule::on_type("sqlx", "rollback", TransactionRollback),
];
