//! Gerund's analyzer: the modules in reading order, and the one way through all of them.
#![doc = include_str!("../README.md")]

pub mod config;

pub mod source;

#[expect(
    dead_code,
    reason = "the vocabulary is whole; rules, commands and libraries of open issues read the rest"
)]
pub(crate) mod facts;

pub(crate) mod frontends;

pub mod lexicon;

pub(crate) mod resolve;

pub(crate) mod graph;

pub(crate) mod score;

pub(crate) mod propose;

pub(crate) mod findings;

pub mod publish;

pub use publish::{FactSubject, facts_lines};

use std::path::Path;

use config::Config;
use rayon::prelude::*;
use resolve::program::Program;
use source::SourceTree;
use source::disk::{LoadError, LoadOptions};

/// What the user can choose about an analysis.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How the tree is read.
    pub load: LoadOptions,
    /// What the user says about the monolith.
    pub config: Config,
    /// Whether it matters what test code does: no proposal looks at it.
    pub include_tests: bool,
}

/// Is told how the work goes on, from any of its threads.
pub trait Progress: Sync {
    /// A part of the work begins, of so many steps.
    fn start(&self, what: &'static str, steps: u64);
    /// A step of it is done.
    fn step(&self);
}

/// Nobody listens.
impl Progress for () {
    fn start(&self, _: &'static str, _: u64) {}
    fn step(&self) {}
}

/// All that is known about a monolith.
#[derive(Debug)]
pub struct Analysis {
    pub(crate) program: Program,
    pub(crate) graph: graph::DataGraph,
    /// What became of the files.
    pub(crate) sources: publish::Sources,
    /// The path of every file, by its id.
    pub(crate) paths: Vec<String>,
    /// The boundaries, the one to extract first at the top.
    pub(crate) proposals: Vec<propose::proposal::Proposal>,
    /// The entities that stay.
    pub(crate) nouns: Vec<propose::proposal::Noun>,
    /// Data that is neither.
    pub(crate) passed_over: Vec<propose::proposal::PassedOver>,
    pub(crate) findings: Vec<findings::Finding>,
    pub(crate) config: Config,
}

/// Reads the monolith's folder.
///
/// # Errors
/// When there is no such folder, or no Rust in it.
pub fn load(path: &Path, options: &Options) -> Result<SourceTree, LoadError> {
    source::disk::load(path, &options.load_options())
}

impl Options {
    /// How the tree is read, with what the configuration leaves out.
    pub fn load_options(&self) -> LoadOptions {
        let mut how = self.load.clone();
        how.exclude.extend(self.config.exclude.iter().cloned());
        how
    }
}

/// What a tree's document depends on besides the tree: this very build, and what the user chose. For [`SourceTree::key`].
pub fn told(options: &Options) -> String {
    let build = concat!(env!("CARGO_PKG_VERSION"), " ", env!("GERUND_BUILD"));
    format!("{build}\n{:?}\n{:?}", options.config, options.include_tests)
}

/// Analyses a tree.
pub fn analyze(tree: &SourceTree, options: &Options, progress: &dyn Progress) -> Analysis {
    let program = resolve_tree(tree, options, progress);
    let sources = publish::Sources::of(tree, &program);
    let paths = tree.files().iter().map(|file| file.path.to_string()).collect();
    progress.start("proposing", 1);
    let graph = graph::DataGraph::build(&program);
    let monolith = graph::Monolith { program: &program, graph: &graph };
    let propose::proposal::Proposed { proposals, nouns, passed_over } =
        propose::boundaries(monolith, &options.config);
    let findings = findings::check(monolith);
    let config = options.config.clone();
    Analysis { program, graph, sources, paths, proposals, nouns, passed_over, findings, config }
}

/// The facts of a tree, for tests of the layers above the front ends, which may not name those.
#[cfg(test)]
pub(crate) fn facts_of(tree: &source::SourceTree) -> Vec<facts::file::FileFacts> {
    frontends::extract_all(tree, false, &|| ())
}

/// Everything that the code and the schema say, resolved.
pub(crate) fn resolve_tree(tree: &SourceTree, options: &Options, progress: &dyn Progress) -> Program {
    progress.start("reading", tree.files().len() as u64);
    let mut files = frontends::extract_all(tree, options.include_tests, &|| progress.step());
    progress.start("resolving", 1);
    let (declared, declarations): (Vec<_>, Vec<_>) = frontends::declarations().into_iter().unzip();
    files.extend(declarations);
    let input = resolve::build::Input {
        tree,
        files,
        declared,
        include_tests: options.include_tests,
        config: &options.config,
        rules: frontends::call_rules(),
        extractors: frontends::extractor_rules(),
        gives: frontends::gives_rules(),
        jobs: frontends::job_rules(),
        builders: frontends::schema_builders(),
        reader: &frontends::sql::SqlReader,
    };
    let program = resolve::build::program(&input);
    // To free millions of small facts takes a while, too.
    input.files.into_par_iter().for_each(drop);
    program
}

/// Doors for the fuzz targets of `analyzer/fuzz`, which cargo-fuzz builds with `--cfg fuzzing`: SQL without the Rust
/// around it, which would cost most of each run. Nobody else sees them.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing {
    use crate::facts::statement::{Dialect, StatementReader as _};
    use crate::frontends;
    use crate::resolve::schema::Schema;
    use crate::source::SourceTree;

    /// Reads a text as statements that some function runs.
    pub fn statement(text: &str) {
        for dialect in [Dialect::Postgres, Dialect::Mysql, Dialect::Sqlite] {
            std::hint::black_box(frontends::sql::SqlReader.read(text, dialect));
        }
    }

    /// Reads SQL files and applies their changes.
    pub fn schema(files: impl IntoIterator<Item = (String, String)>) {
        let tree = SourceTree::memory(files);
        let facts = frontends::extract_all(&tree, true, &|| ());
        std::hint::black_box(Schema::build(&tree, &facts, &Default::default()));
    }
}
