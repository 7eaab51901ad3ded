//! Diesel: `table!` and its companions, the derives that bind structs to tables, and what its calls do.

mod aliases;
mod derives;
mod queries;
mod rules;
mod table_macro;

use super::Library;
use crate::facts::body::MacroKind;
use crate::facts::item::TypeDef;
use crate::facts::model::{CallRule, Gives};
use crate::frontends::rust::items::TypeShape;
use crate::frontends::rust::lowering::Lowering;
use crate::frontends::rust::macros::Reading;

pub(super) static LIBRARY: Diesel = Diesel;

pub(super) struct Diesel;

impl Library for Diesel {
    fn id(&self) -> &'static str {
        "diesel"
    }

    fn crates(&self) -> &'static [&'static str] {
        &[
            "diesel",
            "diesel_async",
            "diesel_dtrace",
            "diesel_full_text_search",
            "diesel_ltree",
            "diesel_migrations",
            "diesel_uplete",
        ]
    }

    fn rules(&self) -> &'static [CallRule] {
        rules::RULES
    }

    /// Those of `RunQueryDsl` and `OptionalExtension`, and what `async_bb8_diesel` calls them.
    fn gives(&self) -> &'static [(&'static str, Gives)] {
        &[
            ("first", Gives::One),
            ("get_result", Gives::One),
            ("get_results", Gives::Many),
            ("load", Gives::Many),
            ("optional", Gives::Maybe),
            ("first_async", Gives::One),
            ("get_result_async", Gives::One),
            ("get_results_async", Gives::Many),
            ("load_async", Gives::Many),
        ]
    }

    fn reads_macro(&self, name: &str) -> Option<(MacroKind, Reading)> {
        (name == "alias").then_some((MacroKind::Unknown, Reading::Aliases))
    }

    fn makes_items(&self, name: &str, mac: &syn::Macro) -> bool {
        match name {
            "table" | "view" => table_macro::is_table(mac),
            "joinable" => table_macro::is_joinable(mac),
            "alias" => aliases::are_items(mac),
            "allow_tables_to_appear_in_same_query" | "allow_columns_to_appear_in_same_group_by_clause" => true,
            "define_sql_function" | "sql_function" => true,
            _ => false,
        }
    }

    fn item_macro(&self, lowering: &mut Lowering, name: &str, mac: &syn::Macro) {
        match name {
            "table" | "view" => table_macro::table(lowering, mac),
            "joinable" => table_macro::joinable(lowering, mac),
            "alias" => aliases::aliases(lowering, mac),
            "define_sql_function" | "sql_function" => table_macro::sql_function(lowering, mac),
            _ => {}
        }
    }

    fn complete_type(&self, lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        derives::forms(lowering, def, shape);
    }
}
