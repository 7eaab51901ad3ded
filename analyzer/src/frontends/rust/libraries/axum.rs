//! axum: routers name the functions that serve a path. Before a handler it calls the extractors that
//! the handler's parameters name.

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
        &["axum", "axum_core", "utoipa_axum"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }

    fn extractors(&self) -> &'static [(&'static str, &'static str)] {
        EXTRACTORS
    }
}

/// axum-extra: the path stands at the type of the handler's first parameter.
const TYPED: CallEffect = CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Http };

const RULES: &[CallRule] = &[
    CallRule::on_type("axum", "route", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("axum", "route_service", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("axum", "nest", CallEffect::Nest { path: 0, inner: 1 }),
    CallRule::on_type("axum", "nest_service", CallEffect::Nest { path: 0, inner: 1 }),
    CallRule::on_type("axum", "fallback", CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Http }),
    CallRule::on_type("axum", "route_with_tsr", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("axum", "typed_get", TYPED),
    CallRule::on_type("axum", "typed_post", TYPED),
    CallRule::on_type("axum", "typed_put", TYPED),
    CallRule::on_type("axum", "typed_patch", TYPED),
    CallRule::on_type("axum", "typed_delete", TYPED),
    // What `routes!` of utoipa-axum names carries its path with it.
    CallRule::on_type("utoipa_axum", "nest", CallEffect::Nest { path: 0, inner: 1 }),
];

const EXTRACTORS: &[(&str, &str)] = &[
    ("FromRequestParts", "from_request_parts"),
    ("FromRequest", "from_request"),
    ("OptionalFromRequestParts", "from_request_parts"),
    ("OptionalFromRequest", "from_request"),
];
