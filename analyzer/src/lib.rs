//! Gerund's analyzer (skeleton).
pub mod source;

pub(crate) mod facts;

pub(crate) mod frontends;

pub mod lexicon;

pub(crate) mod resolve;

/// The facts of a tree, for tests of the layers above the front ends, which may not name those.
#[cfg(test)]
pub(crate) fn facts_of(tree: &source::SourceTree) -> Vec<facts::file::FileFacts> {
    frontends::extract_all(tree)
}
