//! lettre: mail that is sent.

use super::Library;
use crate::facts::model::{CallEffect, CallRule, EffectKind};

pub(super) struct Lettre;

pub(super) static LIBRARY: Lettre = Lettre;

impl Library for Lettre {
    fn id(&self) -> &'static str {
        "lettre"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["lettre"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const SENT: CallEffect = CallEffect::Reaches { what: EffectKind::Mail, target: None };

const RULES: &[CallRule] =
    &[CallRule::on_type("lettre", "send", SENT), CallRule::on_type("lettre", "send_raw", SENT)];
