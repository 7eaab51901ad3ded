//! The house rules that no lint knows: every file says what it is for, none grows beyond reading, the architecture
//! document names what is there and nothing else, and no reminder stands without an issue.

#![expect(clippy::disallowed_methods, reason = "a test that reads the sources of its own workspace")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file without its tests (CONTRIBUTING.md).
const MOST_LINES: usize = 500;

#[test]
fn every_file_says_what_it_is_for() {
    let silent = rust_files().into_iter().filter(|(_, text)| !text.starts_with("//!"));
    let silent: Vec<String> = silent.map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "these files do not open with `//!`:\n{}\n", silent.join("\n"));
}

#[test]
fn no_file_grows_beyond_reading() {
    let long = rust_files().into_iter().filter_map(|(path, text)| {
        let lines = lines_without_tests(&text);
        let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
        (lines > MOST_LINES && !is_test).then(|| format!("{path}: {lines} lines"))
    });
    let long: Vec<String> = long.collect();
    assert!(long.is_empty(), "more than {MOST_LINES} lines without tests:\n{}\n", long.join("\n"));
}

#[test]
fn reminders_have_an_issue() {
    let words = [["TO", "DO"].concat(), ["FIX", "ME"].concat()];
    let mut bare = Vec::new();
    for (path, text) in rust_files() {
        for (number, line) in text.lines().enumerate() {
            let reminds = words.iter().any(|w| line.contains(w.as_str()));
            if reminds && !line.contains("issue ") && !line.contains("https://") {
                bare.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(bare.is_empty(), "reminders without `issue N` or a link:\n{}\n", bare.join("\n"));
}

#[test]
fn the_architecture_document_names_every_folder() {
    let document = architecture();
    let mut missing = Vec::new();
    for entry in fs::read_dir(crate_dir().join("src")).expect("src is readable") {
        let path = entry.expect("an entry is readable").path();
        let name = path.file_name().expect("an entry has a name").to_string_lossy().into_owned();
        let named = if path.is_dir() { format!("`src/{name}/`") } else { format!("`src/{name}`") };
        if !document.contains(&named) {
            missing.push(named);
        }
    }
    assert!(missing.is_empty(), "analyzer/README.md does not name {}", missing.join(", "));
}

#[test]
fn the_architecture_document_names_nothing_else() {
    let root = crate_dir().parent().expect("the crate lies in a workspace").to_owned();
    let document = architecture();
    let quoted = document.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|q| q.contains('/') && !q.contains([' ', '<', '*', '…', ':', '(']));
    let gone: Vec<&str> =
        paths.filter(|path| !crate_dir().join(path).exists() && !root.join(path).exists()).collect();
    assert!(gone.is_empty(), "analyzer/README.md names what does not exist: {}", gone.join(", "));
}

fn lines_without_tests(text: &str) -> usize {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..end].lines().count()
}

fn architecture() -> String {
    let text = fs::read_to_string(crate_dir().join("README.md")).expect("analyzer/README.md is there");
    // A fence's three quotes would shift the pairs.
    text.replace("```", "")
}

fn crate_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of both crates with its text, by its path from the workspace's root.
fn rust_files() -> Vec<(String, String)> {
    let root = crate_dir().parent().expect("the crate lies in a workspace").to_owned();
    let mut files = Vec::new();
    for folder in ["analyzer", "reports"] {
        walk(&root.join(folder), &mut files);
    }
    files.sort();
    assert!(files.len() > 20, "the sources are not where this test looks for them");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file is readable");
        let inside = path.strip_prefix(&root).expect("found below the root");
        (inside.to_string_lossy().replace('\\', "/"), text)
    };
    files.into_iter().map(read).collect()
}

fn walk(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a source folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(&path, files);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}
