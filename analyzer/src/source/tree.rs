//! The tree of sources as everything above sees it: files in path order, packages, and what could not be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::packages::{self, Package};

/// A file of the analysed tree, by its position in path order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `*.rs`
    Rust,
    /// `*.sql`
    Sql,
    /// `Cargo.toml`
    Manifest,
    /// `diesel.toml`, `gerund.toml`
    Config,
    /// A file that could not be read: it has a place in the tree, so that gaps can name it, and no text.
    Unread,
}

impl FileKind {
    /// The kind that a file's name tells; None: the file is not read.
    pub(crate) fn of(path: &str) -> Option<FileKind> {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name {
            "Cargo.toml" => Some(FileKind::Manifest),
            "diesel.toml" | "gerund.toml" => Some(FileKind::Config),
            _ if name.ends_with(".rs") => Some(FileKind::Rust),
            _ if name.ends_with(".sql") => Some(FileKind::Sql),
            _ => None,
        }
    }
}

/// A file with its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its position in the tree.
    pub id: FileId,
    /// Relative to the root, with `/`.
    pub path: Arc<str>,
    /// What it is read as.
    pub kind: FileKind,
    /// The text; empty for a file that could not be read and after [`SourceTree::forget_text`].
    pub text: Arc<str>,
}

impl SourceFile {
    /// The number of lines, an unfinished last one included.
    pub fn lines(&self) -> u32 {
        u32::try_from(self.text.lines().count()).unwrap_or(u32::MAX)
    }

    /// Whether it lies in a folder of tests, of measurements or of examples.
    pub fn is_among_tests(&self) -> bool {
        self.path.split('/').rev().skip(1).any(|part| matches!(part, "tests" | "benches" | "examples"))
    }

    /// The folder it lies in, relative to the root; empty for the root itself.
    pub fn dir(&self) -> &str {
        parent(&self.path)
    }
}

/// Something in the tree that could not be read as it should. It becomes a gap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Relative to the root, with `/`; empty for the root itself.
    pub path: String,
    /// The file's place in the tree; None for a folder or a link.
    pub file: Option<FileId>,
    /// What kind of problem.
    pub kind: ProblemKind,
    /// The problem in words, for a person.
    pub what: String,
}

/// Kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// A file whose bytes are not UTF-8.
    NotUtf8,
    /// A file or folder that the system refuses to read.
    Unreadable,
    /// A file over the size limit.
    TooLarge,
    /// A symbolic link that leads out of the root: not followed.
    LinkOutside,
    /// A symbolic link that leads nowhere or in a circle.
    DeadLink,
    /// A manifest that does not parse; its sources are read as an assumed package.
    BadManifest,
}

/// A folder or file that is deliberately not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Relative to the root, with `/`.
    pub path: String,
    /// Why.
    pub reason: LeftOutReason,
    /// How many `.rs` files are thereby not read; not counted inside build output.
    pub rust_files: u32,
}

/// Why something is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutReason {
    /// `target`, `node_modules`.
    BuildOutput,
    /// A copy of foreign packages.
    Vendored,
    /// Marked as generated in `.gitattributes`.
    Generated,
    /// Named by a `.gitignore`.
    Ignored,
    /// The user says so.
    Excluded,
}

impl LeftOutReason {
    /// The reason in words.
    pub fn as_str(self) -> &'static str {
        match self {
            LeftOutReason::BuildOutput => "build output",
            LeftOutReason::Vendored => "vendored",
            LeftOutReason::Generated => "generated",
            LeftOutReason::Ignored => "ignored by git",
            LeftOutReason::Excluded => "excluded by the configuration",
        }
    }
}

/// What became of the Rust files of a folder, before any parser saw them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RustFiles {
    /// Files with their text.
    pub read: u32,
    /// Files that could not be read: each is a [`Problem`].
    pub unread: u32,
    /// Files in places that are left out: see [`LeftOut`].
    pub left_out: u32,
}

/// All that is read of a monolith.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) packages: Vec<Package>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) left_out: Vec<LeftOut>,
    links: BTreeMap<String, String>,
}

impl SourceTree {
    /// A tree from memory; it takes the very same way as one from a disk.
    pub fn memory<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> SourceTree {
        let entries = files.into_iter().map(|(path, text)| (path.into(), Ok(text.into())));
        SourceTree::assemble(entries.collect(), Found::default())
    }

    /// Puts texts in order, gives them numbers and reads the manifests among them.
    pub(crate) fn assemble(entries: Vec<(String, Result<String, Unread>)>, found: Found) -> SourceTree {
        let mut tree = SourceTree { left_out: found.left_out, links: found.links, ..SourceTree::default() };
        tree.problems = found.problems;
        let sorted: BTreeMap<String, Result<String, Unread>> = entries.into_iter().collect();
        for (path, content) in sorted {
            let Some(kind) = FileKind::of(&path) else { continue };
            let id =
                FileId(u32::try_from(tree.files.len()).expect("no tree holds four thousand million files"));
            let (kind, text) = match content {
                Ok(text) => (kind, text),
                Err((problem, what)) => {
                    tree.problems.push(Problem { path: path.clone(), file: Some(id), kind: problem, what });
                    (FileKind::Unread, String::new())
                }
            };
            tree.files.push(SourceFile { id, path: path.into(), kind, text: text.into() });
        }
        let (packages, problems) = packages::read(&tree);
        tree.packages = packages;
        tree.problems.extend(problems);
        tree.problems.sort();
        tree.left_out.sort();
        tree
    }

    /// All files in path order; a file's position is its id.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The packages in the order of their folders; every Rust file of the tree lies in one, if only an assumed one.
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// What could not be read, in path order.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is deliberately not read, in path order.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Links that lead to other places inside the root, by their paths.
    pub(super) fn links(&self) -> &BTreeMap<String, String> {
        &self.links
    }

    /// What became of the Rust files. Together they are all that lie below the root, build output and hidden
    /// folders aside.
    pub fn rust_files(&self) -> RustFiles {
        let mut count = RustFiles::default();
        for file in &self.files {
            match file.kind {
                FileKind::Rust => count.read += 1,
                FileKind::Unread if file.path.ends_with(".rs") => count.unread += 1,
                FileKind::Unread | FileKind::Sql | FileKind::Manifest | FileKind::Config => {}
            }
        }
        count.left_out = self.left_out.iter().map(|left| left.rust_files).sum();
        count
    }

    /// A file by its number.
    ///
    /// # Panics
    /// On a number of another tree.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// A file by its path relative to the root. A path through a symbolic link that stays inside the root finds the
    /// file under its real path.
    pub fn by_path(&self, path: &str) -> Option<FileId> {
        self.exact(path).or_else(|| {
            let mut end = path.len();
            while end > 0 {
                if let Some(target) = self.links.get(&path[..end]) {
                    return self.exact(join(target, path[end..].trim_start_matches('/')).as_str());
                }
                end = path[..end].rfind('/').unwrap_or(0);
            }
            None
        })
    }

    fn exact(&self, path: &str) -> Option<FileId> {
        self.files.binary_search_by(|f| (*f.path).cmp(path)).ok().map(|at| self.files[at].id)
    }

    /// The files whose path starts with the folder, subfolders included; all for the empty path.
    pub fn under(&self, dir: &str) -> &[SourceFile] {
        if dir.is_empty() {
            return &self.files;
        }
        let prefix = format!("{dir}/");
        let start = self.files.partition_point(|f| *f.path < *prefix);
        let len = self.files[start..].partition_point(|f| f.path.starts_with(&prefix));
        &self.files[start..start + len]
    }

    /// The package that a file belongs to: the one in the nearest folder above it.
    pub fn package_of(&self, file: FileId) -> Option<&Package> {
        self.package_around(self.get(file).dir())
    }

    /// The package in a folder or in the nearest one above it.
    pub(crate) fn package_around(&self, dir: &str) -> Option<&Package> {
        let mut dir = dir;
        loop {
            match self.package_at(dir) {
                None if !dir.is_empty() => dir = parent(dir),
                found => return found,
            }
        }
    }

    /// The package whose folder it is.
    pub(crate) fn package_at(&self, dir: &str) -> Option<&Package> {
        let at = self.packages.binary_search_by(|package| package.dir.as_str().cmp(dir)).ok()?;
        Some(&self.packages[at])
    }

    /// Drops texts that are no longer needed.
    pub fn forget_text(&mut self, forget: impl Fn(&SourceFile) -> bool) {
        let nothing: Arc<str> = Arc::from("");
        for file in &mut self.files {
            if forget(file) {
                file.text = nothing.clone();
            }
        }
    }
}

/// Why a file has no text.
pub(crate) type Unread = (ProblemKind, String);

/// What a walk saw besides files.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) problems: Vec<Problem>,
    pub(crate) left_out: Vec<LeftOut>,
    /// Links inside the root: the link's path and the real path it stands for.
    pub(crate) links: BTreeMap<String, String>,
}

/// The folder of a relative path; empty for the root.
pub(crate) fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// A path below a folder, either of which may be empty.
pub(crate) fn join(dir: &str, rest: &str) -> String {
    match (dir.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (_, true) => dir.to_owned(),
        _ => format!("{dir}/{rest}"),
    }
}

/// A path below a folder with `.` and `..` taken out; None where it leads out of the root.
pub(crate) fn resolve(dir: &str, rest: &str) -> Option<String> {
    if rest.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = dir.split('/').filter(|p| !p.is_empty()).collect();
    for part in rest.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}
