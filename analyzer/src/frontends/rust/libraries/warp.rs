//! warp: routes are chains of filters, `path!("users" / u32).and(get()).and_then(handler)`.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Warp;

pub(super) static LIBRARY: Warp = Warp;

impl Library for Warp {
    fn id(&self) -> &'static str {
        "warp"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["warp"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("warp", "and", CallEffect::FilterAnd { arg: 0 }),
    CallRule::on_type("warp", "and_then", CallEffect::Filtered { arg: 0 }),
    CallRule::on_type("warp", "then", CallEffect::Filtered { arg: 0 }),
    CallRule::on_type("warp", "map", CallEffect::Filtered { arg: 0 }),
];
