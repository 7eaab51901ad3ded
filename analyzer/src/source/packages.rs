//! Packages and what they depend on, from the manifests of the tree: workspaces with inheritance, nested ones too.
//!
//! A manifest that does not parse costs its package the dependencies, not the sources; Rust files that no manifest
//! claims get an assumed package. Versions, features' effects and registries are none of our business.

use std::collections::{BTreeMap, BTreeSet};

use cargo_toml::{Dependency, DepsSet, Edition, Inheritable, Manifest};
use rayon::prelude::*;

use super::targets::{self, Target, Targets, code_name};
use super::test_support;
use super::tree::{FileId, FileKind, Problem, ProblemKind, SourceTree, join, parent, resolve};

/// A Cargo package of the tree.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package's name as its manifest writes it.
    pub name: String,
    /// Its folder, relative to the root; empty for the root itself.
    pub dir: String,
    /// Its manifest; None for a package that is assumed around files without one.
    pub manifest: Option<FileId>,
    /// The library's root.
    pub lib: Option<Target>,
    /// The binaries' roots. In an assumed package also every loose file.
    pub bins: Vec<Target>,
    /// Integration tests.
    pub tests: Vec<Target>,
    /// Benchmarks.
    pub benches: Vec<Target>,
    /// Examples.
    pub examples: Vec<Target>,
    /// The build script.
    pub build: Option<FileId>,
    /// Dependencies of all kinds, one a name, sorted by name.
    pub dependencies: Vec<Dep>,
    /// The features that the manifest declares.
    pub features: BTreeMap<String, Vec<String>>,
    /// Whether its paths begin at the crate's root, as those of Rust 2015 do in `use`, and after `::`.
    pub rooted: bool,
    /// Whether nothing but test code depends on it.
    pub serves_tests: bool,
}

/// A dependency.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dep {
    /// The crate's name as code of the package writes it.
    pub name: String,
    /// The package that it names.
    pub package: String,
    /// The folder of that package where it lies in the tree.
    pub path: Option<String>,
    /// Whether only tests, examples and benchmarks have it.
    pub only_dev: bool,
}

type Manifests = BTreeMap<String, (FileId, Manifest)>;

/// The packages of the tree, sorted by folder, one a folder.
pub(crate) fn read(tree: &SourceTree) -> (Vec<Package>, Vec<Problem>) {
    let (manifests, problems) = parse(tree);
    let mut packages: Vec<Package> = manifests
        .par_iter()
        .filter(|(_, (_, manifest))| manifest.package.is_some())
        .map(|(dir, (file, manifest))| from_manifest(tree, &manifests, dir, *file, manifest))
        .collect();
    for problem in &problems {
        let dir = parent(&problem.path);
        packages.push(Package { manifest: problem.file, ..assumed(tree, dir) });
    }
    packages.sort_by(|a, b| a.dir.cmp(&b.dir));
    let dirs = without_manifest(tree, &packages);
    packages.extend(dirs.iter().map(|dir| assumed(tree, dir)));
    packages.sort_by(|a, b| a.dir.cmp(&b.dir));
    claim_loose(tree, &mut packages);
    name_by_library(&mut packages);
    test_support::mark(&mut packages);
    (packages, problems)
}

fn parse(tree: &SourceTree) -> (Manifests, Vec<Problem>) {
    let files: Vec<_> = tree.files.iter().filter(|f| matches!(f.kind, FileKind::Manifest)).collect();
    let parsed: Vec<_> = files.into_par_iter().map(|f| (f, Manifest::from_str(&f.text))).collect();
    let mut manifests = Manifests::new();
    let mut problems = Vec::new();
    for (file, result) in parsed {
        match result {
            Ok(manifest) => {
                manifests.insert(file.dir().to_owned(), (file.id, manifest));
            }
            Err(error) => problems.push(Problem {
                path: file.path.to_string(),
                file: Some(file.id),
                kind: ProblemKind::BadManifest,
                what: one_line(&error.to_string()),
            }),
        }
    }
    (manifests, problems)
}

/// A parser's message spans several lines and quotes the source; its last line says what is wrong.
fn one_line(message: &str) -> String {
    let mut lines = message.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    match lines.next_back() {
        Some(last) => format!("{first}: {last}"),
        None => first.to_owned(),
    }
}

fn from_manifest(
    tree: &SourceTree,
    manifests: &Manifests,
    dir: &str,
    file: FileId,
    manifest: &Manifest,
) -> Package {
    let name = manifest.package.as_ref().map_or("", |p| &p.name);
    let workspace = workspace_of(manifests, dir, manifest);
    Package {
        dependencies: dependencies(tree, dir, manifest, workspace),
        features: manifest.features.clone(),
        rooted: manifest.package.as_ref().is_some_and(|p| p.edition == Inheritable::Set(Edition::E2015)),
        ..with_targets(dir, name, Some(file), targets::find(tree, dir, name, Some(manifest)))
    }
}

/// The package of a folder whose manifest is missing or broken. Its name is its folder's, never the root's own:
/// that depends on where the checkout lies.
fn assumed(tree: &SourceTree, dir: &str) -> Package {
    let name = dir.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("monolith");
    let mut found = targets::find(tree, dir, name, None);
    let target = |path: &str| {
        let file = tree.by_path(&join(dir, path))?;
        matches!(tree.get(file).kind, FileKind::Rust).then(|| Target { name: code_name(name), file })
    };
    found.lib = found.lib.or_else(|| target("lib.rs"));
    if found.bins.is_empty() {
        found.bins.extend(target("main.rs"));
    }
    with_targets(dir, name, None, found)
}

fn with_targets(dir: &str, name: &str, manifest: Option<FileId>, found: Targets) -> Package {
    Package {
        name: name.to_owned(),
        dir: dir.to_owned(),
        manifest,
        lib: found.lib,
        bins: found.bins,
        tests: found.tests,
        benches: found.benches,
        examples: found.examples,
        build: found.build,
        dependencies: Vec::new(),
        features: BTreeMap::new(),
        rooted: false,
        serves_tests: false,
    }
}

/// The workspace that a package inherits from: the one its manifest names, else the nearest above.
fn workspace_of<'a>(
    manifests: &'a Manifests,
    dir: &str,
    manifest: &Manifest,
) -> Option<(&'a str, &'a Manifest)> {
    let named = manifest.package.as_ref().and_then(|p| p.workspace.as_ref()).and_then(|p| p.to_str());
    let mut at = match named {
        Some(path) => resolve(dir, path)?,
        None => dir.to_owned(),
    };
    loop {
        if let Some((key, (_, found))) = manifests.get_key_value(&at)
            && found.workspace.is_some()
        {
            return Some((key, found));
        }
        if at.is_empty() {
            return None;
        }
        at = parent(&at).to_owned();
    }
}

fn dependencies(
    tree: &SourceTree,
    dir: &str,
    manifest: &Manifest,
    workspace: Option<(&str, &Manifest)>,
) -> Vec<Dep> {
    let patches = patches(dir, manifest, workspace);
    let mut out: BTreeMap<String, Dep> = BTreeMap::new();
    let all = sets(manifest).into_iter().flat_map(|(set, dev)| set.iter().map(move |pair| (pair, dev)));
    for ((key, dependency), only_dev) in all {
        let (base, dependency) = match dependency {
            Dependency::Inherited(_) => match inherited(workspace, key) {
                Some(found) => found,
                // Its workspace lies outside the tree: the name is all that is known.
                None => (dir, dependency),
            },
            Dependency::Simple(_) | Dependency::Detailed(_) => (dir, dependency),
        };
        let package = dependency.package().unwrap_or(key).to_owned();
        let path = dependency.detail().and_then(|d| d.path.as_deref());
        let path = path.and_then(|p| resolve(base, p)).or_else(|| patches.get(&package).cloned());
        let path = path.filter(|p| tree.by_path(&join(p, "Cargo.toml")).is_some());
        let dep = Dep { name: code_name(key), package, path, only_dev };
        let entry = out.entry(dep.name.clone()).or_insert_with(|| dep.clone());
        // The same crate once from a registry and once, for tests say, by its path.
        let only_dev = entry.only_dev && only_dev;
        if entry.path.is_none() {
            *entry = dep;
        }
        entry.only_dev = only_dev;
    }
    out.into_values().collect()
}

fn inherited<'a>(workspace: Option<(&'a str, &'a Manifest)>, key: &str) -> Option<(&'a str, &'a Dependency)> {
    let (base, manifest) = workspace?;
    Some((base, manifest.workspace.as_ref()?.dependencies.get(key)?))
}

/// `[patch.…]` entries with a path: the package's name and its folder.
fn patches(dir: &str, manifest: &Manifest, workspace: Option<(&str, &Manifest)>) -> BTreeMap<String, String> {
    let (base, holder) = workspace.unwrap_or((dir, manifest));
    let entries = holder.patch.values().flatten();
    let found = entries.filter_map(|(key, dependency)| {
        let path = dependency.detail()?.path.as_deref()?;
        Some((dependency.package().unwrap_or(key).to_owned(), resolve(base, path)?))
    });
    found.collect()
}

/// All sets of dependencies, and whether each is for tests only.
fn sets(manifest: &Manifest) -> Vec<(&DepsSet, bool)> {
    let mut sets = vec![
        (&manifest.dependencies, false),
        (&manifest.dev_dependencies, true),
        (&manifest.build_dependencies, false),
    ];
    for target in manifest.target.values() {
        sets.extend([
            (&target.dependencies, false),
            (&target.dev_dependencies, true),
            (&target.build_dependencies, false),
        ]);
    }
    sets
}

/// Folders that get an assumed package: those whose Rust files lie in no package's folder and that hold a root.
fn without_manifest(tree: &SourceTree, packages: &[Package]) -> BTreeSet<String> {
    let known: BTreeSet<&str> = packages.iter().map(|p| p.dir.as_str()).collect();
    let orphan = |path: &str| ancestors(parent(path)).all(|dir| !known.contains(dir));
    let rust = tree.files.iter().filter(|f| matches!(f.kind, FileKind::Rust) && orphan(&f.path));
    let mut dirs: BTreeSet<String> = BTreeSet::new();
    let mut rest = Vec::new();
    for file in rust {
        match file.path.rsplit('/').next() {
            Some("lib.rs" | "main.rs") => {
                let dir = file.dir();
                dirs.insert(if dir.rsplit('/').next() == Some("src") { parent(dir) } else { dir }.to_owned());
            }
            _ => rest.push(file),
        }
    }
    // `src/bin/x/main.rs`, `examples/x/main.rs`: a root inside an outer package's folder.
    let outer = |dir: &&String| dir.is_empty() || ancestors(parent(dir)).all(|d| !dirs.contains(d));
    let mut dirs: BTreeSet<String> = dirs.iter().filter(outer).cloned().collect();
    let loose = rest.iter().any(|f| ancestors(f.dir()).all(|d| !dirs.contains(d)));
    if loose && !known.contains("") {
        dirs.insert(String::new());
    }
    dirs
}

/// A folder and all above it, the root's empty path last.
fn ancestors(dir: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(dir), |d| (!d.is_empty()).then(|| parent(d)))
}

/// In a package without any root every file is a root of its own; in an assumed one also beside tests and examples.
fn claim_loose(tree: &SourceTree, packages: &mut [Package]) {
    let dirs: BTreeSet<String> = packages.iter().map(|p| p.dir.clone()).collect();
    for package in packages.iter_mut() {
        let other = [&package.tests, &package.benches, &package.examples].into_iter().flatten();
        let other: BTreeSet<FileId> = other.map(|t| t.file).chain(package.build).collect();
        let has_root = package.lib.is_some() || !package.bins.is_empty();
        if has_root || (package.manifest.is_some() && !other.is_empty()) {
            continue;
        }
        let own = tree.under(&package.dir).iter().filter(|f| {
            let nearest = ancestors(f.dir()).find(|d| dirs.contains(*d));
            matches!(f.kind, FileKind::Rust) && !other.contains(&f.id) && nearest == Some(&package.dir)
        });
        let roots = own.map(|f| Target { name: code_name(f.path.trim_end_matches(".rs")), file: f.id });
        package.bins = roots.collect();
    }
}

/// Code names a dependency by its library's name, unless the manifest renames it.
fn name_by_library(packages: &mut [Package]) {
    let libraries: BTreeMap<String, String> =
        packages.iter().filter_map(|p| Some((p.dir.clone(), p.lib.as_ref()?.name.clone()))).collect();
    for package in packages.iter_mut() {
        for dep in &mut package.dependencies {
            let renamed = dep.name != code_name(&dep.package);
            let library = dep.path.as_ref().and_then(|path| libraries.get(path));
            if let Some(library) = library.filter(|_| !renamed) {
                dep.name.clone_from(library);
            }
        }
        package.dependencies.sort();
    }
}
