//! rusqlite and the pools around it: SQL texts where a connection or transaction takes them, statements that are
//! prepared and run later, transactions and savepoints.

use super::Library;
use crate::facts::model::CallEffect::{
    Run, Savepoint, Text, TextRun, TransactionBegin, TransactionCommit, TransactionRollback,
};
use crate::facts::model::CallRule;

pub(super) static LIBRARY: Rusqlite = Rusqlite;

pub(super) struct Rusqlite;

impl Library for Rusqlite {
    fn id(&self) -> &'static str {
        "rusqlite"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["rusqlite", "tokio_rusqlite", "async_rusqlite", "r2d2_sqlite", "deadpool_sqlite"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("rusqlite", "execute", TextRun { arg: 0 }),
    CallRule::on_type("rusqlite", "execute_batch", TextRun { arg: 0 }),
    CallRule::on_type("rusqlite", "query_row", TextRun { arg: 0 }),
    CallRule::on_type("rusqlite", "query_one", TextRun { arg: 0 }),
    CallRule::on_type("rusqlite", "query_row_and_then", TextRun { arg: 0 }),
    CallRule::on_type("rusqlite", "prepare", Text { arg: 0 }),
    CallRule::on_type("rusqlite", "prepare_cached", Text { arg: 0 }),
    CallRule::on_type("rusqlite", "prepare_with_flags", Text { arg: 0 }),
    // Statements that were prepared.
    CallRule::on_own_query("execute", Run),
    CallRule::on_own_query("insert", Run),
    CallRule::on_own_query("exists", Run),
    CallRule::on_own_query("query", Run),
    CallRule::on_own_query("query_map", Run),
    CallRule::on_own_query("query_and_then", Run),
    CallRule::on_own_query("query_row", Run),
    CallRule::on_own_query("query_one", Run),
    CallRule::on_own_query("raw_execute", Run),
    CallRule::on_own_query("raw_query", Run),
    // Transactions.
    CallRule::on_type("rusqlite", "transaction", TransactionBegin),
    CallRule::on_type("rusqlite", "transaction_with_behavior", TransactionBegin),
    CallRule::on_type("rusqlite", "unchecked_transaction", TransactionBegin),
    CallRule::on_type("rusqlite", "savepoint", Savepoint),
    CallRule::on_type("rusqlite", "savepoint_with_name", Savepoint),
    CallRule::on_type("rusqlite", "commit", TransactionCommit),
    CallRule::on_type("rusqlite", "rollback", TransactionRollback),
];
