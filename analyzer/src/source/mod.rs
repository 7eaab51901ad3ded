//! The only place that touches files, environment and processes: it turns a folder into a [`SourceTree`], a sorted
//! list of texts with the packages that its manifests describe. Tests make the same tree from memory.
//!
//! It parses manifests and nothing else: no Rust, no SQL.

mod attributes;
pub mod cache;
pub mod disk;
pub mod environment;
pub mod git;
mod packages;
pub mod revision;
pub mod saved;
#[cfg(test)]
pub(crate) mod spec;
mod targets;
mod test_support;
mod tree;
mod walk;
pub mod write;

pub use packages::{Dep, Package};
pub use targets::Target;
pub(crate) use tree::resolve;
pub use tree::{
    FileId, FileKind, LeftOut, LeftOutReason, Problem, ProblemKind, RustFiles, SourceFile, SourceTree,
};

#[cfg(test)]
mod tests;
