//! aide: routers of axum whose methods take a description beside each handler.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Aide;

pub(super) static LIBRARY: Aide = Aide;

impl Library for Aide {
    fn id(&self) -> &'static str {
        "aide"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["aide"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("aide", "api_route", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("aide", "api_route_with", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("aide", "route", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("aide", "route_service", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("aide", "nest", CallEffect::Nest { path: 0, inner: 1 }),
    CallRule::on_type("aide", "nest_api_service", CallEffect::Nest { path: 0, inner: 1 }),
    CallRule::on_type("aide", "nest_service", CallEffect::Nest { path: 0, inner: 1 }),
];
