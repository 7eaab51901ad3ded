//! reqwest and its middleware: what calls another service. The request counts where its address is named.

use super::Library;
use crate::facts::model::{CallEffect, CallRule, EffectKind};

pub(super) struct Reqwest;

pub(super) static LIBRARY: Reqwest = Reqwest;

impl Library for Reqwest {
    fn id(&self) -> &'static str {
        "reqwest"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["reqwest", "reqwest_middleware"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const fn to(target: u8) -> CallEffect {
    CallEffect::Reaches { what: EffectKind::Http, target: Some(target) }
}

const CLIENT: (&str, &str) = ("reqwest", "Client");
const WRAPPED: (&str, &str) = ("reqwest_middleware", "ClientWithMiddleware");

const RULES: &[CallRule] = &[
    CallRule::function("reqwest", "get", to(0)),
    CallRule::on_named_type(CLIENT, "get", to(0)),
    CallRule::on_named_type(CLIENT, "post", to(0)),
    CallRule::on_named_type(CLIENT, "put", to(0)),
    CallRule::on_named_type(CLIENT, "patch", to(0)),
    CallRule::on_named_type(CLIENT, "delete", to(0)),
    CallRule::on_named_type(CLIENT, "head", to(0)),
    CallRule::on_named_type(CLIENT, "request", to(1)),
    CallRule::on_named_type(CLIENT, "execute", CallEffect::Reaches { what: EffectKind::Http, target: None }),
    CallRule::on_named_type(WRAPPED, "get", to(0)),
    CallRule::on_named_type(WRAPPED, "post", to(0)),
    CallRule::on_named_type(WRAPPED, "put", to(0)),
    CallRule::on_named_type(WRAPPED, "patch", to(0)),
    CallRule::on_named_type(WRAPPED, "delete", to(0)),
    CallRule::on_named_type(WRAPPED, "head", to(0)),
    CallRule::on_named_type(WRAPPED, "request", to(1)),
    CallRule::on_named_type(WRAPPED, "execute",
        CallEffect::Reaches { what: EffectKind::Http, target: None },
    ),
];
