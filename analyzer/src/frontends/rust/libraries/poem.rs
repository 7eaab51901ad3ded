//! poem: `at("/x", get(handler))` and nested routes.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Poem;

pub(super) static LIBRARY: Poem = Poem;

impl Library for Poem {
    fn id(&self) -> &'static str {
        "poem"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["poem"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }

    fn extractors(&self) -> &'static [(&'static str, &'static str)] {
        EXTRACTORS
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("poem", "at", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("poem", "nest", CallEffect::Nest { path: 0, inner: 1 }),
    CallRule::on_type("poem", "nest_no_strip", CallEffect::Nest { path: 0, inner: 1 }),
];

const EXTRACTORS: &[(&str, &str)] = &[
    ("FromRequest", "from_request"),
];
