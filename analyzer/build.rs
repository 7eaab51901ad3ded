//! Gives each build a mark of its own, so that no build believes what another one has cached: two commits of one version
//! may say different things of the same code. The mark changes with every source, data file and locked dependency.

#![expect(clippy::disallowed_methods, reason = "a build script reads the sources that it marks")]

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from("..");
    let mut files = BTreeSet::new();
    for folder in ["analyzer/src", "reports/src"] {
        collect(&root.join(folder), &mut files);
        println!("cargo::rerun-if-changed=../{folder}");
    }
    files.insert(root.join("Cargo.lock"));
    println!("cargo::rerun-if-changed=../Cargo.lock");
    let mut hasher = DefaultHasher::new();
    for file in files {
        // A package that is built alone has no lock file.
        let Ok(bytes) = fs::read(&file) else { continue };
        file.hash(&mut hasher);
        bytes.hash(&mut hasher);
    }
    println!("cargo::rustc-env=GERUND_BUILD={:016x}", hasher.finish());
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() { collect(&path, files) } else { files.extend([path]) }
    }
}
