//! Front ends: each reads the files of its kind, one by one, and says what it found as facts.
//!
//! A front end imports `facts` and `source` and no other front end. A new language is a new folder and one line in
//! the registry; nothing above knows which front end spoke.

mod rust;
pub(crate) mod sql;

use rayon::prelude::*;

use crate::facts::file::FileFacts;
use crate::facts::model::CallRule;
use crate::source::{SourceFile, SourceTree};

/// Reads files of one kind.
pub(crate) trait Frontend: Sync {
    /// The name of its folder.
    fn id(&self) -> &'static str;

    /// Whether a file is one of its kind.
    fn claims(&self, file: &SourceFile) -> bool;

    /// The facts of one file, gaps included. It looks at nothing but the file.
    fn extract(&self, file: &SourceFile) -> FileFacts;

    /// What calls of the libraries that it knows do.
    fn call_rules(&self) -> Vec<CallRule> {
        Vec::new()
    }
}

/// Every front end. The first that claims a file reads it.
static ALL: &[&dyn Frontend] = &[&rust::Rust];

/// The facts of all files that some front end claims, in the order of the files.
pub(crate) fn extract_all(tree: &SourceTree) -> Vec<FileFacts> {
    tree.files().par_iter().filter_map(extract).collect()
}

fn extract(file: &SourceFile) -> Option<FileFacts> {
    ALL.iter().find(|frontend| frontend.claims(file)).map(|frontend| frontend.extract(file))
}

/// What calls of libraries do, of all front ends.
pub(crate) fn call_rules() -> Vec<CallRule> {
    ALL.iter().flat_map(|frontend| frontend.call_rules()).collect()
}
