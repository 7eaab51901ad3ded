//! Literate specs, for tests: prose with blocks of code, and a block that says what is expected of those before it.

#![expect(clippy::disallowed_methods, reason = "reads fixtures of this repository, in tests only")]

use std::path::{Path, PathBuf};

/// One case of a spec: the blocks under one heading.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) file: PathBuf,
    pub(crate) title: String,
    /// Language, the rest of the fence's line, text.
    pub(crate) blocks: Vec<Block>,
    pub(crate) expected: String,
    /// What stands behind `expect` in the fence: which facts are compared, where a spec can choose.
    pub(crate) wanted: String,
    /// The lines of the expected block in the file, fences not among them.
    lines: (usize, usize),
}

/// A block of code.
#[derive(Debug, Default, Clone)]
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) name: String,
    pub(crate) text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/specs")
}

/// The areas that have specs: a folder each.
pub(crate) fn areas() -> Vec<String> {
    let entries = std::fs::read_dir(root()).expect("a folder of specs");
    let folders = entries.map(|entry| entry.expect("a readable entry")).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// All cases of the specs of an area, in the order of files and headings.
pub(crate) fn cases(area: &str) -> Vec<Case> {
    let folder = root().join(area);
    let entries = std::fs::read_dir(&folder).expect("the area has a folder of specs");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files.iter().flat_map(|file| read(file)).collect()
}

fn read(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).expect("a readable spec");
    let mut cases = Vec::new();
    let (mut title, mut blocks, mut open) = (String::new(), Vec::new(), None::<(usize, Block)>);
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (None, None) => {
                if let Some(heading) = line.strip_prefix('#') {
                    heading.trim_start_matches('#').trim().clone_into(&mut title);
                    blocks.clear();
                }
            }
            (None, Some((_, block))) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (Some(info), None) => {
                let (language, name) = info.split_once(' ').unwrap_or((info, ""));
                let (language, name) = (language.to_owned(), name.to_owned());
                open = Some((at + 1, Block { language, name, text: String::new() }));
            }
            (Some(_), Some(_)) => {
                let Some((start, block)) = open.take() else { continue };
                if block.language == "expect" {
                    let (title, blocks) = (title.clone(), std::mem::take(&mut blocks));
                    let file = file.to_owned();
                    let (expected, wanted) = (block.text, block.name);
                    cases.push(Case { file, title, blocks, expected, wanted, lines: (start, at) });
                } else {
                    blocks.push(block);
                }
            }
        }
    }
    cases
}

/// Compares every case's expectation with what is; with `BLESS` set, writes what is into the specs.
pub(crate) fn check(area: &str, actual: impl Fn(&Case) -> String) {
    let bless = std::env::var("BLESS").is_ok();
    let mut wrong = Vec::new();
    for case in cases(area).iter().rev() {
        let got = actual(case);
        if got == case.expected {
            continue;
        }
        if bless {
            let text = std::fs::read_to_string(&case.file).expect("a readable spec");
            let lines: Vec<&str> = text.lines().collect();
            let (before, after) = (&lines[..case.lines.0], &lines[case.lines.1..]);
            let text = format!("{}\n{got}{}\n", before.join("\n"), after.join("\n"));
            std::fs::write(&case.file, text).expect("a writable spec");
        }
        let file = case.file.file_name().unwrap_or_default().to_string_lossy();
        wrong.push(format!("{file}: {}\nexpected:\n{}\ngot:\n{got}", case.title, case.expected));
    }
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n---\n"));
}
