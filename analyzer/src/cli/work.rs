//! What every command that analyses does first: threads, reading, analysis, with progress.

use std::path::Path;

use analyzer::config::{Config, FILE_NAME};
use analyzer::source::saved;
use analyzer::{Analysis, Options};
use reports::Document;

use super::args::WorkArgs;
use super::failure::Failure;
use super::progress::Bar;

/// Recursion over trees of code needs room; the memory is reserved, not used.
const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Analyses the folder and hands the analysis on, all on the threads that were asked for.
pub(super) fn with_analysis<R: Send>(
    path: &Path,
    args: &WorkArgs,
    mut options: Options,
    then: impl FnOnce(&Analysis) -> R + Send,
) -> Result<R, Failure> {
    options.config = configuration(path, args.config.as_deref())?;
    let options = &options;
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

/// The document of the folder, or the one that is saved.
pub(super) fn document(path: &Path, from: Option<&Path>, args: &WorkArgs) -> Result<Document, Failure> {
    match from {
        Some(saved) => super::render::document(saved),
        None => with_analysis(path, args, Options::default(), analyzer::publish::document),
    }
}

/// The configuration that is named, or else the one in the monolith's folder; none is one that says nothing.
fn configuration(root: &Path, named: Option<&Path>) -> Result<Config, Failure> {
    let (file, text) = match named {
        Some(file) => (file.to_owned(), saved::text(file).map(Some)),
        None => (root.join(FILE_NAME), saved::inside(root, FILE_NAME)),
    };
    let text = text.map_err(|error| Failure::configuration_unread(&file, &error))?;
    let Some(text) = text else { return Ok(Config::default()) };
    Config::read(&text).map_err(|error| Failure::configuration(&file, &error))
}
