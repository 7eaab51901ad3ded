//! rocket: attributes name the paths of handlers, `mount("/p", routes![…])` puts a prefix before them.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Rocket;

pub(super) static LIBRARY: Rocket = Rocket;

impl Library for Rocket {
    fn id(&self) -> &'static str {
        "rocket"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["rocket"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }

    fn extractors(&self) -> &'static [(&'static str, &'static str)] {
        EXTRACTORS
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("rocket", "mount", CallEffect::Nest { path: 0, inner: 1 }),
];

const EXTRACTORS: &[(&str, &str)] = &[
    ("FromRequest", "from_request"),
    ("FromData", "from_data"),
    ("FromParam", "from_param"),
    ("FromSegments", "from_segments"),
];
