//! Reads a [`SourceTree`] from a folder of the disk: walk, read in parallel, assemble.
//!
//! What is wrong with a single file or folder is a [`Problem`](super::Problem) of the tree; a [`LoadError`] means
//! that there is nothing to analyse.

#![expect(clippy::disallowed_methods, reason = "source/ is the one door to the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::tree::{Found, LeftOut, LeftOutReason, ProblemKind, RustFiles, SourceTree, Unread, parent};
use super::walk::{self, Wanted};

/// What generated code holds if the schema is in it: Diesel's `table!`, a SeaORM entity. It is read all the same.
const SCHEMA_MARKS: [&str; 2] = ["table!", "DeriveEntityModel"];

/// How a tree is read.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Larger files become a problem instead of being read.
    pub max_file_bytes: u64,
    /// Folders and files that are left out, as patterns of `.gitignore`.
    pub exclude: Vec<String>,
}

impl Default for LoadOptions {
    fn default() -> Self {
        LoadOptions { max_file_bytes: 8 * 1024 * 1024, exclude: Vec::new() }
    }
}

/// Why there is nothing to analyse.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The path does not exist.
    #[error("{}: no such folder", path.display())]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The path is a file.
    #[error("{}: is a file, not a folder", path.display())]
    NotAFolder {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The folder cannot be listed.
    #[error("{}: {what}", path.display())]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// The system's words.
        what: String,
    },
    /// No Rust was found.
    #[error("{}: no Rust source to analyse: looked for *.rs in this folder and below{}", path.display(), besides(*left_out, *unread))]
    NoRust {
        /// The path as it was given.
        path: PathBuf,
        /// Rust files in folders that are left out.
        left_out: u32,
        /// Rust files that could not be read.
        unread: u32,
    },
}

impl LoadError {
    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self {
            LoadError::Missing { .. } => {
                "check the spelling; a relative path starts at the current folder".into()
            }
            LoadError::NotAFolder { path } => match path.parent().filter(|p| !p.as_os_str().is_empty()) {
                Some(folder) => format!("give the folder that holds it: {}", folder.display()),
                None => "give the folder that holds it: .".into(),
            },
            LoadError::Unreadable { .. } => "check its permissions".into(),
            LoadError::NoRust { left_out: 0, .. } => {
                "give the folder that holds the monolith's Cargo.toml".into()
            }
            LoadError::NoRust { .. } => {
                "to analyse a folder that git ignores or that is vendored, give its own path".into()
            }
        }
    }
}

fn besides(left_out: u32, unread: u32) -> String {
    let mut text = String::new();
    if left_out > 0 {
        text += &format!("; {left_out} in folders that are ignored, vendored or generated");
    }
    if unread > 0 {
        text += &format!("; {unread} could not be read");
    }
    text
}

/// Reads the tree below a folder.
///
/// # Errors
/// When there is no such folder, or no Rust in it.
pub fn load(root: &Path, options: &LoadOptions) -> Result<SourceTree, LoadError> {
    let path = root.to_owned();
    let Ok(real) = root.canonicalize() else { return Err(LoadError::Missing { path }) };
    if !real.is_dir() {
        return Err(LoadError::NotAFolder { path });
    }
    if let Err(error) = fs::read_dir(&real) {
        return Err(LoadError::Unreadable { path, what: error.to_string() });
    }
    let (wanted, found) = walk::walk(&real, &options.exclude);
    let read: Vec<_> = wanted.into_par_iter().map(|file| (read(&real, &file, options), file)).collect();
    let tree = assemble(read, found);
    match tree.rust_files() {
        RustFiles { read: 0, unread, left_out } => Err(LoadError::NoRust { path, left_out, unread }),
        RustFiles { .. } => Ok(tree),
    }
}

fn read(root: &Path, file: &Wanted, options: &LoadOptions) -> Result<String, Unread> {
    if file.misnamed {
        return Err((ProblemKind::Unreadable, walk::NAME_NOT_UTF8.to_owned()));
    }
    let at = root.join(&file.path);
    let refused = |error: std::io::Error| (ProblemKind::Unreadable, format!("not readable: {error}"));
    let size = fs::metadata(&at).map_err(refused)?.len();
    if size > options.max_file_bytes {
        let limit = options.max_file_bytes;
        return Err((ProblemKind::TooLarge, format!("{size} bytes, more than the {limit} that are read")));
    }
    let bytes = fs::read(&at).map_err(refused)?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|b| **b == b'\n').count() + 1;
        (ProblemKind::NotUtf8, format!("not UTF-8: line {line}"))
    })
}

fn assemble(read: Vec<(Result<String, Unread>, Wanted)>, mut found: Found) -> SourceTree {
    let mut entries = Vec::with_capacity(read.len());
    let mut generated: BTreeMap<String, u32> = BTreeMap::new();
    for (content, file) in read {
        let holds_schema = |text: &String| SCHEMA_MARKS.iter().any(|mark| text.contains(mark));
        if file.generated && content.as_ref().is_ok_and(|text| !holds_schema(text)) {
            *generated.entry(parent(&file.path).to_owned()).or_default() += 1;
        } else {
            entries.push((file.path, content));
        }
    }
    let reason = LeftOutReason::Generated;
    found.left_out.extend(generated.into_iter().map(|(path, rust_files)| LeftOut {
        path,
        reason,
        rust_files,
    }));
    SourceTree::assemble(entries, found)
}
