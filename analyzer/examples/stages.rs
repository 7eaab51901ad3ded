//! Where the time of an analysis goes, stage by stage (see `scripts/bench`): the share of proposing is bounded by the
//! project's own rule. One run; rendering and the cache are left out.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "its output is what it is for, and it takes the time"
)]

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use analyzer::{Options, Progress, analyze, load};

/// As much as the analyzer's own workers have.
const WORKER_STACK: usize = 256 * 1024 * 1024;

/// When each stage began.
struct Stages(Mutex<Vec<(&'static str, Instant)>>);

impl Stages {
    fn begin(&self, what: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((what, Instant::now()));
    }
}

impl Progress for Stages {
    fn start(&self, what: &'static str, _: u64) {
        self.begin(what);
    }

    fn step(&self) {}
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path: PathBuf = std::env::args_os().nth(1).ok_or("usage: stages PATH [THREADS]")?.into();
    let threads: usize = std::env::args().nth(2).map_or(Ok(0), |text| text.parse())?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(WORKER_STACK).build()?;
    let stages = Stages(Mutex::new(Vec::new()));
    let options = Options::default();
    stages.begin("loading");
    let analysis = pool.install(|| load(&path, &options).map(|tree| analyze(&tree, &options, &stages)))?;
    let end = Instant::now();
    drop(analysis);
    let begun = stages.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([end]);
    let spans: Vec<(&str, Duration)> =
        begun.iter().zip(ends).map(|((what, at), to)| (*what, to - *at)).collect();
    let whole: Duration = spans.iter().map(|(_, took)| *took).sum();
    for (what, took) in spans {
        let share = 100.0 * took.as_secs_f64() / whole.as_secs_f64().max(f64::EPSILON);
        println!("{what:<10} {:>6.2} s {share:>5.1} %", took.as_secs_f64());
    }
    Ok(())
}
