//! Runtimes: what starts a task or a thread beside the one that asks for it.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct Spawning;

pub(super) static LIBRARY: Spawning = Spawning;

impl Library for Spawning {
    fn id(&self) -> &'static str {
        "spawning"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["tokio", "tokio_util", "actix_web", "actix_rt", "async_std", "smol", "std"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::function("tokio", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::function("tokio", "spawn_local", CallEffect::Spawn { arg: 0 }),
    CallRule::function("tokio", "spawn_blocking", CallEffect::Spawn { arg: 0 }),
    CallRule::function("actix_web", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::function("actix_rt", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::function("async_std", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::function("smol", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::function("std", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::declared("tokio", "JoinSet", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::on_type("tokio", "spawn", CallEffect::Spawn { arg: 0 }),
    CallRule::on_type("tokio_util", "spawn", CallEffect::Spawn { arg: 0 }),
];
