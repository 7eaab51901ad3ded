//! cornucopia and clorinde: functions are made of annotated queries in SQL files. The SQL front end reads those; this says that
//! such a function runs its text.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Cornucopia;

pub(super) static LIBRARY: Cornucopia = Cornucopia;

impl Library for Cornucopia {
    fn id(&self) -> &'static str {
        "cornucopia"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["cornucopia", "clorinde"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[CallRule::function("cornucopia", "run", CallEffect::TextRun { arg: 0 })];
