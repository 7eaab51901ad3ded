//! Job queues whose jobs are types with a trait: fang, graphile_worker, async_job, underway.

use super::Library;
use crate::facts::item::EntryKind;
use crate::facts::model::JobRule;

pub(super) struct JobQueues;

pub(super) static LIBRARY: JobQueues = JobQueues;

impl Library for JobQueues {
    fn id(&self) -> &'static str {
        "job_queues"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["fang", "graphile_worker", "graphile_worker_task_handler", "async_job"]
    }

    fn jobs(&self) -> &'static [JobRule] {
        JOBS
    }
}

const JOBS: &[JobRule] = &[
    JobRule { crates: &["fang"], of_trait: "AsyncRunnable", function: "run", kind: EntryKind::Job },
    JobRule { crates: &["fang"], of_trait: "Runnable", function: "run", kind: EntryKind::Job },
    JobRule {
        crates: &["graphile_worker", "graphile_worker_task_handler"],
        of_trait: "TaskHandler",
        function: "run",
        kind: EntryKind::Job,
    },
    JobRule { crates: &["async_job"], of_trait: "Job", function: "handle", kind: EntryKind::Job },
    JobRule { crates: &["rusty_celery", "celery"], of_trait: "Task", function: "run", kind: EntryKind::Job },
];
