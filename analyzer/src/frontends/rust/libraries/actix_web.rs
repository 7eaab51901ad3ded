//! actix-web: `route("/path", web::get().to(handler))` and `resource(…).to(handler)`. Attributes on handlers are
//! read where all attributes are.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct ActixWeb;

pub(super) static LIBRARY: ActixWeb = ActixWeb;

impl Library for ActixWeb {
    fn id(&self) -> &'static str {
        "actix_web"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["actix_web"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }

    fn extractors(&self) -> &'static [(&'static str, &'static str)] {
        EXTRACTORS
    }
}

const RULES: &[CallRule] = &[
    CallRule::function("actix_web", "scope", CallEffect::Under { path: 0 }),
    CallRule::function("actix_web", "resource", CallEffect::Under { path: 0 }),
    CallRule::on_type("actix_web", "route", CallEffect::Route { path: 0, handlers: 1 }),
    CallRule::on_type("actix_web", "to", CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Http }),
];

const EXTRACTORS: &[(&str, &str)] = &[
    ("FromRequest", "from_request"),
];
