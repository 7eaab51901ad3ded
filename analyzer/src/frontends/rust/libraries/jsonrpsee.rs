//! jsonrpsee: a module is given what answers a method, `module.register_async_method("login", |params, context, _| …)`. What
//! its attribute makes of a trait is among the attributes.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Jsonrpsee;

pub(super) static LIBRARY: Jsonrpsee = Jsonrpsee;

impl Library for Jsonrpsee {
    fn id(&self) -> &'static str {
        "jsonrpsee"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["jsonrpsee", "jsonrpsee_core"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

/// What answers the method that the first argument names.
const METHOD: CallEffect = CallEffect::Entry { arg: 1, name: Some(0), kind: EntryKind::Rpc };

const RULES: &[CallRule] = &[
    CallRule::on_type("jsonrpsee", "register_method", METHOD),
    CallRule::on_type("jsonrpsee", "register_async_method", METHOD),
    CallRule::on_type("jsonrpsee", "register_blocking_method", METHOD),
];
