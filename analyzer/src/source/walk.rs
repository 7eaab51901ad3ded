//! Which files of a folder are to be read, and what is left out and why. It opens nothing but folders and the
//! git files that say what to leave out.
//!
//! Symbolic links are never followed: one that stays inside the root is read at its real place, and the tree knows
//! the link's name for it; one that leads out is a problem. Hidden files and folders are passed over.

#![expect(clippy::disallowed_methods, reason = "source/ is the one door to the disk")]

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use ignore::gitignore::Gitignore;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::attributes::{self, Rule, Rules};
use super::tree::{FileKind, Found, LeftOut, LeftOutReason, Problem, ProblemKind, join};

/// An ignored folder is searched for sources that are thereby lost, but no further than this many entries.
const SEARCHED_ENTRIES: usize = 20_000;

/// Folders under these names hold foreign packages, unless they are packages or modules themselves.
const VENDOR_NAMES: [&str; 4] = ["vendor", "vendored", "third_party", "third-party"];

/// The problem of a file or folder whose name cannot be written in a report.
pub(super) const NAME_NOT_UTF8: &str = "its name is not UTF-8";

/// A file to be read.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) path: String,
    /// In a generated folder: only wanted if it holds schema.
    pub(super) generated: bool,
    /// The path is only close to its real name, which is not UTF-8: it has a place in the tree and is not read.
    pub(super) misnamed: bool,
}

/// All wanted files below the root but what the patterns exclude, in no order that matters.
pub(super) fn walk(root: &Path, exclude: &[String]) -> (Vec<Wanted>, Found) {
    let walk = Walk { root, excluded: attributes::patterns(exclude.iter().cloned()) };
    let mut wanted = Vec::new();
    let mut found = Found::default();
    let mut level = vec![Folder { path: String::new(), rules: None }];
    while !level.is_empty() {
        let seen: Vec<Seen> = level.par_iter().map(|folder| walk.visit(folder)).collect();
        level.clear();
        for part in seen {
            wanted.extend(part.wanted);
            level.extend(part.folders);
            found.problems.extend(part.found.problems);
            found.left_out.extend(part.found.left_out);
            found.links.extend(part.found.links);
        }
    }
    (wanted, found)
}

/// A folder to be visited, with the rules of those above.
struct Folder {
    path: String,
    rules: Option<Arc<Rules>>,
}

/// What one folder holds.
#[derive(Default)]
struct Seen {
    wanted: Vec<Wanted>,
    folders: Vec<Folder>,
    found: Found,
}

impl Seen {
    fn problem(&mut self, path: &str, kind: ProblemKind, what: impl Into<String>) {
        self.found.problems.push(Problem { path: path.to_owned(), file: None, kind, what: what.into() });
    }

    fn leave_out(&mut self, path: &str, reason: LeftOutReason, rust_files: u32) {
        self.found.left_out.push(LeftOut { path: path.to_owned(), reason, rust_files });
    }
}

struct Walk<'a> {
    /// Absolute and without links.
    root: &'a Path,
    /// What the user does not want to be read.
    excluded: Gitignore,
}

impl Walk<'_> {
    fn visit(&self, folder: &Folder) -> Seen {
        let mut seen = Seen::default();
        let at = self.root.join(&folder.path);
        let listed = fs::read_dir(&at).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match listed {
            Ok(entries) => entries,
            Err(error) => {
                seen.problem(&folder.path, ProblemKind::Unreadable, format!("folder not readable: {error}"));
                return seen;
            }
        };
        let has = |name: &str| entries.iter().any(|e| e.file_name() == name);
        let text = |name: &str| {
            let bytes = if has(name) { fs::read(at.join(name)).unwrap_or_default() } else { Vec::new() };
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let rules = if has(".gitignore") || has(".gitattributes") || folder.rules.is_none() {
            let (ignore, attributes) = (text(".gitignore"), text(".gitattributes"));
            Arc::new(Rules::new(folder.rules.clone(), &folder.path, &ignore, &attributes))
        } else {
            folder.rules.clone().expect("the other branch takes None")
        };
        let is_package = has("Cargo.toml");
        for entry in &entries {
            self.entry(entry, folder, &rules, is_package, &mut seen);
        }
        seen
    }

    fn entry(
        &self,
        entry: &fs::DirEntry,
        folder: &Folder,
        rules: &Arc<Rules>,
        in_package: bool,
        seen: &mut Seen,
    ) {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            let path = join(&folder.path, &name.to_string_lossy());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                seen.problem(&path, ProblemKind::Unreadable, NAME_NOT_UTF8);
            } else if FileKind::of(&path).is_some() {
                seen.wanted.push(Wanted { path, generated: false, misnamed: true });
            }
            return;
        };
        if name.starts_with('.') {
            return;
        }
        let path = join(&folder.path, name);
        match entry.file_type() {
            Err(error) => seen.problem(&path, ProblemKind::Unreadable, error.to_string()),
            Ok(kind) if kind.is_symlink() => self.link(&path, name, seen),
            Ok(kind) if kind.is_dir() => match self.reason(&path, name, rules, in_package) {
                None => seen.folders.push(Folder { path, rules: Some(rules.clone()) }),
                Some(LeftOutReason::BuildOutput) => seen.leave_out(&path, LeftOutReason::BuildOutput, 0),
                Some(reason) => {
                    let lost = lost_sources(&entry.path());
                    if lost.any {
                        seen.leave_out(&path, reason, lost.rust);
                    }
                }
            },
            Ok(kind) if kind.is_file() => self.file(path, rules, seen),
            // A socket, a pipe, a device: no source.
            Ok(_) => {}
        }
    }

    /// Why a folder is left out.
    fn reason(&self, path: &str, name: &str, rules: &Rules, in_package: bool) -> Option<LeftOutReason> {
        let at = self.root.join(path);
        let build_output = match name {
            "node_modules" => true,
            // Not every folder of the name: `src/target/` may be a module.
            "target" => (in_package && !at.join("mod.rs").exists()) || at.join("CACHEDIR.TAG").exists(),
            _ => false,
        };
        if build_output {
            Some(LeftOutReason::BuildOutput)
        } else if self.excluded.matched(path, true).is_ignore() {
            Some(LeftOutReason::Excluded)
        } else if self.called_vendored(path, rules, true) || is_vendored(&at, path, name) {
            Some(LeftOutReason::Vendored)
        } else if rules.says(Rule::Ignored, path, true) {
            Some(LeftOutReason::Ignored)
        } else {
            None
        }
    }

    /// Whether `.gitattributes` calls it vendored, and it is no module of a package here: teams mark what a tool writes into
    /// their `src` so (SeaORM's models), and the program is not whole without it.
    fn called_vendored(&self, path: &str, rules: &Rules, is_dir: bool) -> bool {
        rules.says(Rule::Vendored, path, is_dir) && !self.is_of_package(path)
    }

    /// Whether a `mod` of a package here may name the file. It is tracked, then, though a pattern that is meant for something
    /// else fits it, like `result*`.
    fn may_be_module(&self, path: &str) -> bool {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.strip_suffix(".rs").unwrap_or(file);
        stem.chars().all(|char| char == '_' || char.is_alphanumeric()) && self.is_of_package(path)
    }

    /// Whether it stands among the sources of a package of the tree.
    fn is_of_package(&self, path: &str) -> bool {
        let of_package = |folder: &Path| {
            let package = folder.parent().map(|package| self.root.join(package));
            folder.ends_with("src") && package.is_some_and(|package| package.join("Cargo.toml").exists())
        };
        Path::new(path).ancestors().skip(1).any(of_package)
    }

    fn file(&self, path: String, rules: &Rules, seen: &mut Seen) {
        let Some(kind) = FileKind::of(&path) else { return };
        let rust = matches!(kind, FileKind::Rust);
        let reason = if self.excluded.matched(&path, false).is_ignore() {
            Some(LeftOutReason::Excluded)
        } else if rules.says(Rule::Ignored, &path, false) && !(rust && self.may_be_module(&path)) {
            Some(LeftOutReason::Ignored)
        } else if self.called_vendored(&path, rules, false) {
            Some(LeftOutReason::Vendored)
        } else {
            None
        };
        if let Some(reason) = reason {
            seen.leave_out(&path, reason, u32::from(rust));
        } else {
            let generated = rust && rules.says(Rule::Generated, &path, false);
            seen.wanted.push(Wanted { path, generated, misnamed: false });
        }
    }

    fn link(&self, path: &str, name: &str, seen: &mut Seen) {
        // What leads to a picture is no loss; a name without an ending may be a folder of sources.
        let matters = FileKind::of(name).is_some() || !name.contains('.');
        let at = self.root.join(path);
        match at.canonicalize() {
            Ok(target) => match target.strip_prefix(self.root) {
                Ok(inside) => {
                    seen.found.links.insert(path.to_owned(), slashes(inside));
                }
                Err(_) if matters || target.is_dir() => {
                    seen.problem(path, ProblemKind::LinkOutside, "symbolic link out of the analysed folder");
                }
                Err(_) => {}
            },
            Err(_) if matters => {
                seen.problem(path, ProblemKind::DeadLink, "symbolic link that leads nowhere or in a circle");
            }
            Err(_) => {}
        }
    }
}

/// `cargo vendor` leaves a checksum file in each package. By name alone only what stands at the root, or can mean
/// nothing else, and holds packages: "vendor" is also a word of purchasing.
fn is_vendored(at: &Path, path: &str, name: &str) -> bool {
    if at.join(".cargo-checksum.json").exists() {
        return true;
    }
    let named = VENDOR_NAMES.contains(&name) && (path == name || name.starts_with("third"));
    if !named {
        return false;
    }
    let Ok(entries) = fs::read_dir(at) else { return false };
    let mut packages = false;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if FileKind::of(&name).is_some() {
            return false;
        }
        packages |= entry.path().join("Cargo.toml").exists();
    }
    packages
}

/// What a left-out folder holds.
struct Lost {
    any: bool,
    rust: u32,
}

fn lost_sources(folder: &Path) -> Lost {
    let mut lost = Lost { any: false, rust: 0 };
    let searched = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0
            || !entry.file_type().is_dir()
            || !(name.starts_with('.') || name == "node_modules")
    };
    let entries = WalkDir::new(folder).into_iter().filter_entry(searched).take(SEARCHED_ENTRIES);
    for entry in entries.flatten().filter(|entry| entry.file_type().is_file()) {
        if let Some(kind @ (FileKind::Rust | FileKind::Sql)) =
            FileKind::of(&entry.file_name().to_string_lossy())
        {
            lost.any = true;
            lost.rust += u32::from(matches!(kind, FileKind::Rust));
        }
    }
    lost
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
