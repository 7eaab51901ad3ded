//! clickhouse: a client whose queries are texts and whose inserts name their table. <https://docs.rs/clickhouse>

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct ClickHouse;

pub(super) static LIBRARY: ClickHouse = ClickHouse;

impl Library for ClickHouse {
    fn id(&self) -> &'static str {
        "clickhouse"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["clickhouse"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("clickhouse", "query", CallEffect::TextRun { arg: 0 }),
    CallRule::on_type("clickhouse", "insert", CallEffect::InsertNamed { arg: 0 }),
    CallRule::on_type("clickhouse", "inserter", CallEffect::InsertNamed { arg: 0 }),
];
