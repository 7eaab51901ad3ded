//! What every command that analyses does first: threads, reading, analysis or what is kept of it, with progress.

use std::path::Path;

use analyzer::config::{Config, FILE_NAME};
use analyzer::source::cache::Cache;
use analyzer::source::revision::Revision;
use analyzer::source::{SourceTree, saved};
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
    options: Options,
    then: impl FnOnce(&Analysis) -> R + Send,
) -> Result<R, Failure> {
    on_threads(path, args, options, |tree, options, bar| {
        let analysis = analyzer::analyze(tree, options, bar);
        bar.finish();
        then(&analysis)
    })
}

/// The document of the folder, or the one that is saved.
pub(super) fn document(path: &Path, from: Option<&Path>, args: &WorkArgs) -> Result<Document, Failure> {
    if let Some(saved) = from {
        return super::render::document(saved);
    }
    let cache = match &args.cache_dir {
        _ if args.no_cache => None,
        Some(folder) => Some(Cache::in_folder(folder)),
        None => Cache::of_user(),
    };
    on_threads(path, args, Options::default(), |tree, options, bar| {
        let key = cache.as_ref().map(|_| tree.key(&analyzer::told(options)));
        let kept = cache.as_ref().zip(key.as_ref()).and_then(|(cache, key)| cache.get(key));
        if let Some(document) = kept.and_then(|text| reports::document::read(&text).ok()) {
            bar.finish();
            return document;
        }
        let document = analyzer::publish::document(&analyzer::analyze(tree, options, bar));
        bar.finish();
        if let Some((cache, key)) = cache.zip(key) {
            let text = serde_json::to_string(&document).expect("a document is JSON");
            // Without it the next run takes longer, that is all.
            drop(cache.put(&key, &text));
        }
        document
    })
}

/// Reads the folder and does the work, all on the threads that were asked for.
fn on_threads<R: Send>(
    path: &Path,
    args: &WorkArgs,
    mut options: Options,
    work: impl FnOnce(&SourceTree, &Options, &Bar) -> R + Send,
) -> Result<R, Failure> {
    let revision = args.rev.as_deref().map(|name| Revision::open(path, name)).transpose()?;
    let root = revision.as_ref().map_or(path, Revision::folder);
    options.config = configuration(root, args.config.as_deref())?;
    let options = &options;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads.map_or(0, usize::from))
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| Failure::threads(&error))?;
    let bar = Bar::new(args.quiet);
    pool.install(|| {
        let tree = match &revision {
            Some(revision) => revision.load(&options.load_options())?,
            None => analyzer::load(path, options)?,
        };
        Ok(work(&tree, options, &bar))
    })
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
