//! routerify: a router is built of paths and what serves them, `Router::builder().get("/users", list).scope("/admin", admin())`.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Routerify;

pub(super) static LIBRARY: Routerify = Routerify;

impl Library for Routerify {
    fn id(&self) -> &'static str {
        "routerify"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["routerify"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

/// The method stands in the call's name.
const ROUTE: CallEffect = CallEffect::Route { path: 0, handlers: 1 };

const RULES: &[CallRule] = &[
    CallRule::on_type("routerify", "get", ROUTE),
    CallRule::on_type("routerify", "post", ROUTE),
    CallRule::on_type("routerify", "put", ROUTE),
    CallRule::on_type("routerify", "patch", ROUTE),
    CallRule::on_type("routerify", "delete", ROUTE),
    CallRule::on_type("routerify", "head", ROUTE),
    CallRule::on_type("routerify", "options", ROUTE),
    CallRule::on_type("routerify", "add", CallEffect::Route { path: 0, handlers: 2 }),
    CallRule::on_type("routerify", "any_method", ROUTE),
    CallRule::on_type("routerify", "scope", CallEffect::Nest { path: 0, inner: 1 }),
];
