//! The floor that `analyze` is measured against (see `scripts/bench`): walk, read and `syn::parse_file` every Rust
//! file in parallel, and nothing else. No fact is extracted, every AST is dropped at once.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::path::PathBuf;

use analyzer::source::disk::{self, LoadOptions};
use analyzer::source::{FileKind, SourceFile};
use rayon::prelude::*;

/// As much as the analyzer's own workers have: deeply nested code makes the parser recurse.
const WORKER_STACK: usize = 256 * 1024 * 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path: PathBuf = std::env::args_os().nth(1).ok_or("usage: floor PATH [THREADS]")?.into();
    let threads: usize = std::env::args().nth(2).map_or(Ok(0), |text| text.parse())?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(WORKER_STACK).build()?;
    let (tree, parsed) = pool.install(|| -> Result<_, disk::LoadError> {
        let tree = disk::load(&path, &LoadOptions::default())?;
        let parsed: usize = tree.files().par_iter().filter(|f| parses(f)).count();
        Ok((tree, parsed))
    })?;
    let rust: Vec<_> = tree.files().iter().filter(|f| matches!(f.kind, FileKind::Rust)).collect();
    let lines: u64 = rust.iter().map(|f| u64::from(f.lines())).sum();
    println!("{} Rust files, {lines} lines, {parsed} parsed", rust.len());
    Ok(())
}

fn parses(file: &SourceFile) -> bool {
    matches!(file.kind, FileKind::Rust) && syn::parse_file(&file.text).is_ok()
}
