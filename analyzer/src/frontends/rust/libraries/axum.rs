//! axum: routers name the functions that serve a path. The extractors' types need no rule.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Axum;

pub(super) static LIBRARY: Axum = Axum;

impl Library for Axum {
    fn id(&self) -> &'static str {
        "axum"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["axum", "utoipa_axum"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("axum", "route", CallEffect::Route { path: 0, handlers: 1 }),
    // utoipa-axum: `.routes(routes!(list, create))`
    CallRule::on_type("utoipa_axum", "routes", CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Http }),
];
