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

/// Everything that the code and the schema say, resolved.
pub(crate) fn resolve_tree(tree: &source::SourceTree) -> resolve::program::Program {
    let mut files = frontends::extract_all(tree);
    let (declared, declarations): (Vec<_>, Vec<_>) = frontends::declarations().into_iter().unzip();
    files.extend(declarations);
    resolve::build::program(&resolve::build::Input {
        tree,
        files,
        declared,
        rules: frontends::call_rules(),
        reader: &frontends::sql::SqlReader,
    })
}
