//! Tests of the Rust front end over whole texts.

use std::time::{Duration, Instant};

use crate::facts::gap::GapKind;
use crate::source::{FileId, FileKind, SourceTree};

/// By hand: `CORPUS=folder cargo test --release -p analyzer corpus -- --ignored --nocapture`. Nothing may panic; it
/// prints how the time of lowering stands to that of parsing.
#[test]
#[ignore = "reads a folder that is named by the environment"]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a measurement made by hand")]
fn corpus() {
    let folder = std::env::var("CORPUS").expect("CORPUS names a folder");
    let tree = crate::source::disk::load(std::path::Path::new(&folder), &crate::source::disk::LoadOptions::default()).expect("a readable folder");
    let (mut parse, mut all) = (Duration::ZERO, Duration::ZERO);
    let mut kept = Vec::new();
    let mut totals = std::collections::BTreeMap::<&str, usize>::new();
    for file in tree.files().iter().filter(|file| file.kind == FileKind::Rust) {
        let start = Instant::now();
        proc_macro2::extra::invalidate_current_thread_spans();
        let syntax = syn::parse_file(&file.text);
        drop(syntax);
        parse += start.elapsed();
        let start = Instant::now();
        let facts = super::lower(file.id, &file.text);
        all += start.elapsed();
        for gap in &facts.gaps {
            *totals.entry(gap.kind.code()).or_default() += 1;
            if std::env::var("GAPS").is_ok_and(|kind| kind == gap.kind.code()) {
                eprintln!("{}:{} {}", file.path, gap.place.line, gap.what);
            }
        }
        *totals.entry("lines").or_default() += facts.lines as usize;
        *totals.entry("functions").or_default() += facts.functions.len();
        for body in facts.functions.iter().filter_map(|function| function.body.as_ref()) {
            *totals.entry("exprs").or_default() += body.exprs.len();
        }
        kept.push(facts);
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory: Vec<&str> = status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")).collect();
    eprintln!("parse {parse:?}, parse and lower {all:?}; {memory:?} {totals:?}");
}

#[test]
fn a_refused_file_is_a_gap_with_its_line() {
    let facts = super::lower(FileId(0), "fn a() {}\nfn b( {\n");
    let gaps: Vec<(GapKind, u32)> = facts.gaps.iter().map(|gap| (gap.kind, gap.place.line)).collect();
    assert_eq!(gaps, [(GapKind::UnparsedFile, 2)]);
    assert_eq!(facts.lines, 2);
}

#[test]
fn a_byte_order_mark_and_a_shebang_are_no_trouble() {
    let tree = SourceTree::memory([("src/main.rs", "\u{feff}#!/usr/bin/env run\nfn main() {}\n")]);
    let facts = crate::frontends::extract_all(&tree);
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].functions[0].line, 2);
}
