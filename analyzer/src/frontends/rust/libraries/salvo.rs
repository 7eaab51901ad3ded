//! salvo: routers stand within routers, `Router::with_path("users").get(list).push(Router::with_path("{id}").get(show))`.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Salvo;

pub(super) static LIBRARY: Salvo = Salvo;

impl Library for Salvo {
    fn id(&self) -> &'static str {
        "salvo"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["salvo", "salvo_core", "salvo_oapi"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

/// The method stands in the call's name, the path at the router.
const GOAL: CallEffect = CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Http };

const RULES: &[CallRule] = &[
    CallRule::function("salvo", "with_path", CallEffect::Under { path: 0 }),
    CallRule::on_type("salvo", "path", CallEffect::Under { path: 0 }),
    CallRule::on_type("salvo", "get", GOAL),
    CallRule::on_type("salvo", "post", GOAL),
    CallRule::on_type("salvo", "put", GOAL),
    CallRule::on_type("salvo", "patch", GOAL),
    CallRule::on_type("salvo", "delete", GOAL),
    CallRule::on_type("salvo", "head", GOAL),
    CallRule::on_type("salvo", "options", GOAL),
    CallRule::on_type("salvo", "goal", GOAL),
];
