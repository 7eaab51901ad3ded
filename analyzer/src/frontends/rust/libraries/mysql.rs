//! mysql and mysql_async: SQL texts where a connection or transaction takes them, statements that are prepared, and texts that
//! are run by a method of their own, `"DELETE FROM users".ignore(conn)`.

use super::Library;
use crate::facts::model::CallEffect::{
    OwnText, OwnTextRun, Run, Text, TextRun, TransactionBegin, TransactionCommit, TransactionRollback,
};
use crate::facts::model::CallRule;

pub(super) struct Mysql;

pub(super) static LIBRARY: Mysql = Mysql;

impl Library for Mysql {
    fn id(&self) -> &'static str {
        "mysql"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["mysql", "mysql_async"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("mysql_async", "query", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "query_drop", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "query_iter", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "query_first", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "query_map", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "query_fold", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "query_stream", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_drop", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_iter", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_first", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_map", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_fold", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_batch", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "exec_stream", TextRun { arg: 0 }),
    CallRule::on_type("mysql_async", "prep", Text { arg: 0 }),
    CallRule::on_type("mysql_async", "start_transaction", TransactionBegin),
    CallRule::on_type("mysql_async", "commit", TransactionCommit),
    CallRule::on_type("mysql_async", "rollback", TransactionRollback),
    CallRule::on_text("mysql_async", "with", OwnText),
    CallRule::on_text("mysql_async", "run", OwnTextRun),
    CallRule::on_text("mysql_async", "first", OwnTextRun),
    CallRule::on_text("mysql_async", "fetch", OwnTextRun),
    CallRule::on_text("mysql_async", "map", OwnTextRun),
    CallRule::on_text("mysql_async", "fold", OwnTextRun),
    CallRule::on_text("mysql_async", "reduce", OwnTextRun),
    CallRule::on_text("mysql_async", "ignore", OwnTextRun),
    CallRule::on_text("mysql_async", "stream", OwnTextRun),
    CallRule::on_type("mysql", "query", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "query_drop", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "query_iter", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "query_first", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "query_map", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "query_fold", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "query_stream", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_drop", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_iter", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_first", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_map", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_fold", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_batch", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "exec_stream", TextRun { arg: 0 }),
    CallRule::on_type("mysql", "prep", Text { arg: 0 }),
    CallRule::on_type("mysql", "start_transaction", TransactionBegin),
    CallRule::on_type("mysql", "commit", TransactionCommit),
    CallRule::on_type("mysql", "rollback", TransactionRollback),
    CallRule::on_text("mysql", "with", OwnText),
    CallRule::on_text("mysql", "run", OwnTextRun),
    CallRule::on_text("mysql", "first", OwnTextRun),
    CallRule::on_text("mysql", "fetch", OwnTextRun),
    CallRule::on_text("mysql", "map", OwnTextRun),
    CallRule::on_text("mysql", "fold", OwnTextRun),
    CallRule::on_text("mysql", "reduce", OwnTextRun),
    CallRule::on_text("mysql", "ignore", OwnTextRun),
    CallRule::on_text("mysql", "stream", OwnTextRun),
    // Texts with their parameters.
    CallRule::on_own_query("run", Run),
    CallRule::on_own_query("first", Run),
    CallRule::on_own_query("fetch", Run),
    CallRule::on_own_query("map", Run),
    CallRule::on_own_query("fold", Run),
    CallRule::on_own_query("reduce", Run),
    CallRule::on_own_query("ignore", Run),
    CallRule::on_own_query("batch", Run),
    CallRule::on_own_query("stream", Run),
];
