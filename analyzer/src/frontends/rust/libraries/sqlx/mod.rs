//! sqlx: how its query macros read, and what its calls do.

mod rules;

use super::Library;
use crate::facts::body::MacroKind;
use crate::facts::model::CallRule;
use crate::frontends::rust::macros::Reading;

pub(super) static LIBRARY: Sqlx = Sqlx;

pub(super) struct Sqlx;

impl Library for Sqlx {
    fn id(&self) -> &'static str {
        "sqlx"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["sqlx", "sqlx_core", "sqlx_postgres", "sqlx_mysql", "sqlx_sqlite"]
    }

    fn rules(&self) -> &'static [CallRule] {
        rules::RULES
    }

    fn reads_macro(&self, name: &str) -> Option<(MacroKind, Reading)> {
        let reading = match name {
            "query" | "query_unchecked" | "query_scalar" | "query_scalar_unchecked" => Reading::Arguments,
            "query_as" | "query_as_unchecked" => Reading::TypeThenArguments,
            "query_file" | "query_file_unchecked" | "query_file_scalar" | "query_file_scalar_unchecked" => {
                Reading::FileThenArguments { typed: false }
            }
            "query_file_as" | "query_file_as_unchecked" => Reading::FileThenArguments { typed: true },
            _ => return None,
        };
        let of_first = matches!(reading, Reading::TypeThenArguments | Reading::FileThenArguments { typed: true });
        let ty = if of_first || name.contains("scalar") { "QueryAs" } else { "Query" };
        Some((MacroKind::Value { ty, of_first }, reading))
    }
}
