//! What every command that analyses does first: threads, reading, analysis, with progress.

use std::path::Path;

use analyzer::{Analysis, Options};

use super::args::WorkArgs;
use super::failure::Failure;
use super::progress::Bar;

/// Recursion over trees of code needs room; the memory is reserved, not used.
const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Analyses the folder and hands the analysis on, all on the threads that were asked for.
pub(super) fn with_analysis<R: Send>(
    path: &Path,
    args: &WorkArgs,
    options: &Options,
    then: impl FnOnce(&Analysis) -> R + Send,
) -> Result<R, Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads.map_or(0, usize::from))
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| Failure::threads(&error))?;
    let bar = Bar::new(args.quiet);
    pool.install(|| {
        let tree = analyzer::load(path, options)?;
        let analysis = analyzer::analyze(&tree, options, &bar);
        bar.finish();
        Ok(then(&analysis))
    })
}
