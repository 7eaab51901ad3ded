//! loco: a controller adds axum's method routers under paths, `Routes::new().prefix("api/users").add("/", get(list))`.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Loco;

pub(super) static LIBRARY: Loco = Loco;

impl Library for Loco {
    fn id(&self) -> &'static str {
        "loco"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["loco_rs"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::function("loco_rs", "at", CallEffect::Under { path: 0 }),
    CallRule::on_type("loco_rs", "prefix", CallEffect::Under { path: 0 }),
    CallRule::on_type("loco_rs", "add", CallEffect::Route { path: 0, handlers: 1 }),
];
