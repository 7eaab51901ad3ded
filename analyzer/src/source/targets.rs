//! Where a package's crates start: the roots that a manifest names and those that Cargo finds by convention.
//!
//! `cargo_toml` has a discovery of its own; it gives up on the whole manifest when the workspace that it inherits
//! from is not in sight, as when a part of a monolith is analysed alone.

use std::collections::BTreeSet;

use cargo_toml::{Manifest, OptionalFile, Product};

use super::tree::{FileId, FileKind, SourceTree, join, resolve};

/// The root of one crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The crate's name as code writes it, with `_`.
    pub name: String,
    /// The file that holds its root module.
    pub file: FileId,
}

/// All roots of a package.
#[derive(Clone, Debug, Default)]
pub(crate) struct Targets {
    pub(crate) lib: Option<Target>,
    pub(crate) bins: Vec<Target>,
    pub(crate) tests: Vec<Target>,
    pub(crate) benches: Vec<Target>,
    pub(crate) examples: Vec<Target>,
    pub(crate) build: Option<FileId>,
}

/// The roots of the package in the folder; without a manifest, those that convention tells.
pub(crate) fn find(tree: &SourceTree, dir: &str, name: &str, manifest: Option<&Manifest>) -> Targets {
    let look = Look { tree, dir, name };
    let package = manifest.and_then(|m| m.package.as_ref());
    let products = |of: fn(&Manifest) -> &[Product]| manifest.map(of).unwrap_or_default();
    let auto = |of: fn(&cargo_toml::Package) -> bool| package.is_none_or(of);
    Targets {
        lib: look.lib(manifest.and_then(|m| m.lib.as_ref()), auto(|p| p.autolib)),
        bins: look.many(products(|m| &m.bin), "src/bin", Some("src/main.rs"), auto(|p| p.autobins)),
        tests: look.many(products(|m| &m.test), "tests", None, auto(|p| p.autotests)),
        benches: look.many(products(|m| &m.bench), "benches", None, auto(|p| p.autobenches)),
        examples: look.many(products(|m| &m.example), "examples", None, auto(|p| p.autoexamples)),
        build: look.build(package.and_then(|p| p.build.as_ref())),
    }
}

struct Look<'a> {
    tree: &'a SourceTree,
    dir: &'a str,
    name: &'a str,
}

impl Look<'_> {
    fn file(&self, path: &str) -> Option<FileId> {
        let id = self.tree.by_path(&resolve(self.dir, path)?)?;
        matches!(self.tree.get(id).kind, FileKind::Rust).then_some(id)
    }

    fn lib(&self, product: Option<&Product>, auto: bool) -> Option<Target> {
        let path = product.and_then(|p| p.path.as_deref());
        if path.is_none() && product.is_none() && !auto {
            return None;
        }
        let name = product.and_then(|p| p.name.as_deref()).unwrap_or(self.name);
        Some(Target { name: code_name(name), file: self.file(path.unwrap_or("src/lib.rs"))? })
    }

    fn build(&self, file: Option<&OptionalFile>) -> Option<FileId> {
        match file {
            None | Some(OptionalFile::Flag(true)) => self.file("build.rs"),
            Some(OptionalFile::Flag(false)) => None,
            Some(OptionalFile::Path(path)) => self.file(path.to_str()?),
        }
    }

    /// The targets of one kind: those that the manifest lists, then those that lie in the kind's folder.
    fn many(&self, listed: &[Product], folder: &str, main: Option<&str>, auto: bool) -> Vec<Target> {
        let mut out: Vec<Target> = listed.iter().filter_map(|p| self.listed(p, folder, main)).collect();
        if auto {
            let known: BTreeSet<FileId> = out.iter().map(|t| t.file).collect();
            let found = self.in_folder(folder).into_iter().chain(self.main(main));
            out.extend(found.filter(|t| !known.contains(&t.file)));
        }
        out.sort_by(|a, b| (&a.name, a.file).cmp(&(&b.name, b.file)));
        out
    }

    fn main(&self, path: Option<&str>) -> Option<Target> {
        Some(Target { name: code_name(self.name), file: self.file(path?)? })
    }

    fn listed(&self, product: &Product, folder: &str, main: Option<&str>) -> Option<Target> {
        let name = product.name.as_deref().unwrap_or(self.name);
        let by_name = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/main.rs")];
        let file = match &product.path {
            Some(path) => self.file(path),
            None => by_name.iter().find_map(|path| self.file(path)).or_else(|| self.file(main?)),
        };
        Some(Target { name: code_name(name), file: file? })
    }

    /// `folder/*.rs` and `folder/*/main.rs`.
    fn in_folder(&self, folder: &str) -> Vec<Target> {
        let dir = join(self.dir, folder);
        let rust = self.tree.under(&dir).iter().filter(|f| matches!(f.kind, FileKind::Rust));
        let found = rust.filter_map(|f| {
            let rest = &f.path[dir.len() + 1..];
            let name = match rest.split_once('/') {
                None => rest.strip_suffix(".rs")?,
                Some((name, "main.rs")) => name,
                Some(_) => return None,
            };
            Some(Target { name: code_name(name), file: f.id })
        });
        found.collect()
    }
}

/// A name as code writes it.
pub(crate) fn code_name(name: &str) -> String {
    name.replace('-', "_")
}
