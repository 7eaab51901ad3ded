//! Where the analysed code defines macros by example, found before any file is parsed: an invocation is expanded
//! while its own file is read.
//!
//! It looks for `macro_rules! name` in the texts and takes the brackets after it; it parses nothing. Which definition
//! an invocation means is told by nearness, not by resolving names.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::frontends::rust::nesting;
use crate::source::{FileId, FileKind, SourceFile, SourceTree};

/// All definitions of a tree, by name.
#[derive(Debug, Default)]
pub(in crate::frontends::rust) struct MacroIndex {
    by_name: FxHashMap<String, Vec<Definition>>,
    homes: FxHashMap<FileId, Home>,
    /// By a package's folder: the crates that it takes from elsewhere, as its code writes them.
    foreign: FxHashMap<String, FxHashSet<String>>,
}

/// Where a file belongs.
#[derive(Debug)]
struct Home {
    path: Arc<str>,
    /// The folder of its package and its crate's name, if it is in one.
    package: Option<(String, String)>,
}

/// One `macro_rules!`.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) file: FileId,
    pub(super) line: u32,
    exported: bool,
    /// The rules in their brackets, as written.
    pub(super) rules: Box<str>,
}

impl MacroIndex {
    pub(in crate::frontends::rust) fn of(tree: &SourceTree) -> Self {
        let files: Vec<&SourceFile> = tree.files().iter().filter(|f| f.kind == FileKind::Rust).collect();
        let found: Vec<Vec<(String, Definition)>> = files.par_iter().map(|file| definitions(file)).collect();
        let mut by_name: FxHashMap<String, Vec<Definition>> = FxHashMap::default();
        for (name, definition) in found.into_iter().flatten() {
            by_name.entry(name).or_default().push(definition);
        }
        if by_name.is_empty() {
            return MacroIndex::default();
        }
        let home = |file: &SourceFile| Home {
            path: file.path.clone(),
            package: tree.package_of(file.id).map(|p| (p.dir.clone(), p.name.replace('-', "_"))),
        };
        let homes = files.into_iter().map(|file| (file.id, home(file))).collect();
        let foreign = tree.packages().iter().map(|package| {
            let others = package.dependencies.iter().filter(|dep| dep.path.is_none());
            (package.dir.clone(), others.map(|dep| dep.name.clone()).collect())
        });
        MacroIndex { by_name, homes, foreign: foreign.collect() }
    }

    /// The definition that an invocation on that line means, if the analysed code has one in view: the last one
    /// before it in its file, the nearest of its package, or one that another package exports. `elsewhere` says
    /// whether definitions of other files count.
    pub(super) fn find(&self, name: &str, from: FileId, line: u32, elsewhere: bool) -> Option<&Definition> {
        let all = self.by_name.get(name)?;
        let own = all.iter().filter(|d| d.file == from && d.line <= line).max_by_key(|d| d.line);
        if own.is_some() || !elsewhere {
            return own;
        }
        let home = self.homes.get(&from)?;
        let others = all.iter().filter(|d| d.file != from);
        let near = others.clone().filter_map(|d| {
            let there = self.homes.get(&d.file)?;
            (there.dir() == home.dir()).then(|| (shared_folders(&there.path, &home.path), d))
        });
        // The first of those that share as many folders.
        near.reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, definition)| definition)
            .or_else(|| others.clone().find(|d| d.exported))
    }

    /// Whether a path that begins so leads out of the analysed code: `rusqlite::params!` is not the `params!` that wraps it.
    pub(super) fn leads_out(&self, first: &str, from: FileId) -> bool {
        let dir = self.homes.get(&from).and_then(Home::dir);
        let dependency =
            || dir.and_then(|dir| self.foreign.get(dir)).is_some_and(|names| names.contains(first));
        ["std", "core", "alloc"].contains(&first) || dependency()
    }

    /// What `$crate` means in a definition for an invocation in that file: None for the same crate.
    pub(super) fn crate_of(&self, definition: &Definition, from: FileId) -> Option<&str> {
        let (there, here) = (self.homes.get(&definition.file)?, self.homes.get(&from)?);
        let (_, name) = there.package.as_ref()?;
        (there.dir() != here.dir()).then_some(name.as_str())
    }
}

impl Home {
    fn dir(&self) -> Option<&str> {
        self.package.as_ref().map(|(dir, _)| dir.as_str())
    }
}

/// How many folders two paths have in common from the start.
fn shared_folders(a: &str, b: &str) -> usize {
    a.split('/').zip(b.split('/')).take_while(|(a, b)| a == b).count()
}

/// Definitions in one text.
fn definitions(file: &SourceFile) -> Vec<(String, Definition)> {
    let mut found = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for (at, word) in file.text.match_indices("macro_rules!") {
        line += file.text[counted..at].bytes().filter(|b| *b == b'\n').count() as u32;
        counted = at;
        let before = file.text[..at].rsplit('\n').next().unwrap_or_default();
        let rest = file.text[at + word.len()..].trim_start();
        let end = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        if name.is_empty() || before.contains("//") {
            continue;
        }
        let Some(rules) = nesting::first_group(rest) else { continue };
        let head = file.text[..at].rsplit(['}', ';']).next().unwrap_or_default();
        let definition = Definition {
            file: file.id,
            line,
            exported: head.contains("#[macro_export"),
            rules: rules.into(),
        };
        found.push((name.to_owned(), definition));
    }
    found
}
