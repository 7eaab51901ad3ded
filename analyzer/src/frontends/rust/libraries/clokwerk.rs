//! clokwerk: `scheduler.every(10.minutes()).run(|| …)` runs the closure by the clock.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Clokwerk;

pub(super) static LIBRARY: Clokwerk = Clokwerk;

impl Library for Clokwerk {
    fn id(&self) -> &'static str {
        "clokwerk"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["clokwerk"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("clokwerk", "run", CallEffect::Entry { arg: 0, name: None, kind: EntryKind::Job }),
];
