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

/// Both crates name their calls alike.
macro_rules! rules {
    ($($krate:literal),*) => {
        &[
            $(
                CallRule::on_type($krate, "query", TextRun { arg: 0 }),
                CallRule::on_type($krate, "query_drop", TextRun { arg: 0 }),
                CallRule::on_type($krate, "query_iter", TextRun { arg: 0 }),
                CallRule::on_type($krate, "query_first", TextRun { arg: 0 }),
                CallRule::on_type($krate, "query_map", TextRun { arg: 0 }),
                CallRule::on_type($krate, "query_fold", TextRun { arg: 0 }),
                CallRule::on_type($krate, "query_stream", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_drop", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_iter", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_first", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_map", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_fold", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_batch", TextRun { arg: 0 }),
                CallRule::on_type($krate, "exec_stream", TextRun { arg: 0 }),
                CallRule::on_type($krate, "prep", Text { arg: 0 }),
                CallRule::on_type($krate, "start_transaction", TransactionBegin),
                CallRule::on_type($krate, "commit", TransactionCommit),
                CallRule::on_type($krate, "rollback", TransactionRollback),
                CallRule::on_text($krate, "with", OwnText),
                CallRule::on_text($krate, "run", OwnTextRun),
                CallRule::on_text($krate, "first", OwnTextRun),
                CallRule::on_text($krate, "fetch", OwnTextRun),
                CallRule::on_text($krate, "map", OwnTextRun),
                CallRule::on_text($krate, "fold", OwnTextRun),
                CallRule::on_text($krate, "reduce", OwnTextRun),
                CallRule::on_text($krate, "ignore", OwnTextRun),
                CallRule::on_text($krate, "stream", OwnTextRun),
            )*
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
        ]
    };
}

const RULES: &[CallRule] = rules!("mysql_async", "mysql");
