//! tokio-cron-scheduler: `Job::new_async("0 * * * * *", |id, scheduler| …)` runs the closure by the clock.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallRule};

pub(super) struct TokioCronScheduler;

pub(super) static LIBRARY: TokioCronScheduler = TokioCronScheduler;

impl Library for TokioCronScheduler {
    fn id(&self) -> &'static str {
        "tokio_cron_scheduler"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["tokio_cron_scheduler"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const RULES: &[CallRule] = &[
    CallRule::function("tokio_cron_scheduler", "new", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_async", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_cron_job", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_async_tz", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_tz", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_repeated", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_repeated_async", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_one_shot", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
    CallRule::function("tokio_cron_scheduler", "new_one_shot_async", CallEffect::Entry { arg: 1, name: None, kind: EntryKind::Job }),
];
