//! tokio-postgres, its blocking twin `postgres`, and the pools around them: SQL texts where a client, a transaction or a
//! prepared statement takes them. A statement that was prepared is run where it is handed over, not where it is made.

use super::Library;
use crate::facts::model::CallEffect::{
    BecomesSelect, Savepoint, Text, TextRun, TransactionBegin, TransactionCommit, TransactionRollback,
};
use crate::facts::model::CallRule;

pub(super) static LIBRARY: TokioPostgres = TokioPostgres;

pub(super) struct TokioPostgres;

impl Library for TokioPostgres {
    fn id(&self) -> &'static str {
        "tokio_postgres"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["tokio_postgres", "postgres", "deadpool_postgres", "bb8_postgres", "r2d2_postgres", "mobc_postgres"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

/// The same rules for each of the crates whose types have the methods.
macro_rules! rules {
    ($($krate:literal),*) => {
        &[$(
            CallRule::on_type($krate, "query", TextRun { arg: 0 }),
            CallRule::on_type($krate, "query_one", TextRun { arg: 0 }),
            CallRule::on_type($krate, "query_opt", TextRun { arg: 0 }),
            CallRule::on_type($krate, "query_raw", TextRun { arg: 0 }),
            CallRule::on_type($krate, "query_typed", TextRun { arg: 0 }),
            CallRule::on_type($krate, "query_typed_raw", TextRun { arg: 0 }),
            CallRule::on_type($krate, "query_scalar", TextRun { arg: 0 }),
            CallRule::on_type($krate, "execute", TextRun { arg: 0 }),
            CallRule::on_type($krate, "execute_raw", TextRun { arg: 0 }),
            CallRule::on_type($krate, "execute_typed", TextRun { arg: 0 }),
            CallRule::on_type($krate, "batch_execute", TextRun { arg: 0 }),
            CallRule::on_type($krate, "simple_query", TextRun { arg: 0 }),
            CallRule::on_type($krate, "simple_query_raw", TextRun { arg: 0 }),
            CallRule::on_type($krate, "copy_in", TextRun { arg: 0 }),
            CallRule::on_type($krate, "copy_out", TextRun { arg: 0 }),
            // Portals.
            CallRule::on_type($krate, "bind", TextRun { arg: 0 }),
            CallRule::on_type($krate, "bind_raw", TextRun { arg: 0 }),
            // Statements.
            CallRule::on_type($krate, "prepare", Text { arg: 0 }),
            CallRule::on_type($krate, "prepare_cached", Text { arg: 0 }),
            CallRule::on_type($krate, "prepare_typed", Text { arg: 0 }),
            CallRule::on_type($krate, "prepare_typed_cached", Text { arg: 0 }),
            // Transactions.
            CallRule::on_type($krate, "transaction", TransactionBegin),
            CallRule::on_type($krate, "build_transaction", BecomesSelect),
            CallRule::on_type($krate, "savepoint", Savepoint),
            CallRule::on_type($krate, "commit", TransactionCommit),
            CallRule::on_type($krate, "rollback", TransactionRollback),
        )*
        // `client.build_transaction().isolation_level(x).start()`
        CallRule::on_own_query("start", TransactionBegin)]
    };
}

const RULES: &[CallRule] =
    rules!["tokio_postgres", "postgres", "deadpool_postgres", "bb8_postgres", "r2d2_postgres", "mobc_postgres"];
