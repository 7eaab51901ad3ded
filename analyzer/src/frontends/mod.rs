//! Front ends: each reads the files of its kind, one by one, and says what it found as facts.
//!
//! A front end imports `facts` and `source` and no other front end. A new language is a new folder and one line in
//! the registry; nothing above knows which front end spoke.

pub(crate) mod rust;
pub(crate) mod sql;

use rayon::prelude::*;

use crate::facts::Name;
use crate::facts::builders::SchemaBuilders;
use crate::facts::file::FileFacts;
use crate::facts::model::{CallRule, ExtractorRule, GivesRule, JobRule};
use crate::source::{SourceFile, SourceTree};

/// A library's id and its rules.
pub(crate) type LibraryRules = (&'static str, &'static [CallRule]);

/// Reads files of one kind.
pub(crate) trait Frontend: Sync {
    /// Whether a file is one of its kind.
    fn claims(&self, file: &SourceFile) -> bool;

    /// What reads the files of a tree, once it has looked for what they must know of each other.
    /// Without `include_tests`, what functions of test code do may be left unread.
    fn reader(&self, tree: &SourceTree, include_tests: bool) -> Box<dyn FileReader>;

    /// What calls of the libraries that it knows do, by library.
    fn call_rules(&self) -> Vec<LibraryRules> {
        Vec::new()
    }

    /// What frameworks call before handlers.
    fn extractor_rules(&self) -> Vec<ExtractorRule> {
        Vec::new()
    }

    /// Methods of other crates that say themselves what they give.
    fn gives_rules(&self) -> Vec<GivesRule> {
        Vec::new()
    }

    /// Traits of other crates for jobs and consumers.
    fn job_rules(&self) -> Vec<JobRule> {
        Vec::new()
    }

    /// How libraries build schema changes in code.
    fn schema_builders(&self) -> Vec<&'static SchemaBuilders> {
        Vec::new()
    }

    /// What it knows of crates that are not analysed: their names and the facts of their declarations. The files'
    /// numbers count down from `FileId(u32::MAX)`.
    fn declarations(&self) -> Vec<(Name, FileFacts)> {
        Vec::new()
    }
}

/// Reads one file at a time.
pub(crate) trait FileReader: Send + Sync {
    /// The facts of one file, gaps included.
    fn extract(&self, file: &SourceFile) -> FileFacts;
}

/// Every front end. The first that claims a file reads it.
static ALL: &[&dyn Frontend] = &[&rust::Rust, &sql::Sql];

/// The facts of all files that some front end claims, in the order of the files. As many threads work as the
/// caller's pool has, but with room for deep nesting. `done` is called after each file.
pub(crate) fn extract_all(
    tree: &SourceTree,
    include_tests: bool,
    done: &(dyn Fn() + Sync),
) -> Vec<FileFacts> {
    let readers: Vec<Box<dyn FileReader>> =
        ALL.iter().map(|frontend| frontend.reader(tree, include_tests)).collect();
    let one = |file| {
        let claimed = ALL.iter().position(|frontend| frontend.claims(file));
        let facts = claimed.map(|number| readers[number].extract(file));
        done();
        facts
    };
    let all = || tree.files().par_iter().filter_map(one).collect();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(rayon::current_num_threads())
        .stack_size(rust::nesting::WORKER_STACK)
        .build()
        .expect("the system gives as many threads as it gave before");
    pool.install(all)
}

/// What calls of libraries do, of all front ends.
pub(crate) fn call_rules() -> Vec<LibraryRules> {
    ALL.iter().flat_map(|frontend| frontend.call_rules()).collect()
}

/// What frameworks call before handlers, of all front ends.
pub(crate) fn extractor_rules() -> Vec<ExtractorRule> {
    ALL.iter().flat_map(|frontend| frontend.extractor_rules()).collect()
}

/// Methods of other crates that say themselves what they give, of all front ends.
pub(crate) fn gives_rules() -> Vec<GivesRule> {
    ALL.iter().flat_map(|frontend| frontend.gives_rules()).collect()
}

/// Traits of other crates for jobs and consumers, of all front ends.
pub(crate) fn job_rules() -> Vec<JobRule> {
    ALL.iter().flat_map(|frontend| frontend.job_rules()).collect()
}

/// How libraries build schema changes in code, of all front ends.
pub(crate) fn schema_builders() -> Vec<&'static SchemaBuilders> {
    ALL.iter().flat_map(|frontend| frontend.schema_builders()).collect()
}

/// What all front ends know of crates that are not analysed.
pub(crate) fn declarations() -> Vec<(Name, FileFacts)> {
    ALL.iter().flat_map(|frontend| frontend.declarations()).collect()
}
