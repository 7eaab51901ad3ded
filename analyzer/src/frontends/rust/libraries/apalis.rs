//! apalis: a worker is built over the function that does its jobs.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Apalis;

pub(super) static LIBRARY: Apalis = Apalis;

impl Library for Apalis {
    fn id(&self) -> &'static str {
        "apalis"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["apalis", "apalis_core"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("apalis", "build_fn", CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Job }),
    CallRule::on_type("apalis", "build", CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Job }),
];
