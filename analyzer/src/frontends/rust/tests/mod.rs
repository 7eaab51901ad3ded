//! Tests of the Rust front end over whole texts.

mod dump;

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::facts::gap::GapKind;
use crate::frontends::Frontend as _;
use crate::source::{FileKind, SourceTree};

/// The facts of a text that is all of a tree.
fn lower(text: &str) -> crate::facts::file::FileFacts {
    let tree = SourceTree::memory([("src/lib.rs", text)]);
    super::Rust.reader(&tree, true).extract(&tree.files()[0])
}

/// The specs: prose, then a `rust` block, then a `facts` block that says what it lowers to. With `BLESS=1` the
/// expectations are written anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "the specs are files beside the crate")]
fn specs() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/specs");
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = Vec::new();
    let mut checked = 0;
    for area in crate::source::spec::areas() {
        let mut files: Vec<_> = std::fs::read_dir(root.join(&area))
            .expect("every area has a folder of specs")
            .map(|entry| entry.expect("a listed entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .collect();
        files.sort();
        for path in files {
            let text = std::fs::read_to_string(&path).expect("specs are UTF-8");
            let (expected, count) = with_facts(&text);
            checked += count;
            if expected != text && bless {
                std::fs::write(&path, expected).expect("blessing writes");
            } else if expected != text {
                failures.push(format!("{}:\n{}", path.display(), difference(&text, &expected)));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(checked >= 19, "only {checked} specs were found");
}

/// The spec with every `facts` block as the block before it lowers, and how many there are.
fn with_facts(text: &str) -> (String, usize) {
    let mut out = String::new();
    let (mut block, mut rust) = (None, String::new());
    let mut count = 0;
    for line in text.split_inclusive('\n') {
        match (block, line.trim_end()) {
            (None, "```rust") => {
                block = Some("rust");
                rust.clear();
            }
            (None, "```facts") => {
                block = Some("facts");
                count += 1;
                out.push_str(line);
                out.push_str(&dump::facts(&lower(&rust)));
                continue;
            }
            (Some(_), "```") => block = None,
            (Some("rust"), _) => rust.push_str(line),
            (Some("facts"), _) => continue,
            _ => {}
        }
        out.push_str(line);
    }
    (out, count)
}

/// The lines of both that are not in the other.
fn difference(text: &str, other: &str) -> String {
    let has = |text: &str, line: &str| text.lines().any(|own| own == line);
    let gone = text.lines().filter(|line| !has(other, line)).map(|line| format!("- {line}"));
    let new = other.lines().filter(|line| !has(text, line)).map(|line| format!("+ {line}"));
    gone.chain(new).collect::<Vec<_>>().join("\n")
}

/// By hand: `CORPUS=folder cargo test --release -p analyzer corpus -- --ignored --nocapture`. Nothing may panic; it
/// prints how the time of lowering stands to that of parsing.
#[test]
#[ignore = "reads a folder that is named by the environment"]
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a measurement made by hand")]
fn corpus() {
    let folder = std::env::var("CORPUS").expect("CORPUS names a folder");
    let tree = crate::source::disk::load(
        std::path::Path::new(&folder),
        &crate::source::disk::LoadOptions::default(),
    )
    .expect("a readable folder");
    let macros = std::sync::Arc::new(super::MacroIndex::of(&tree));
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
        let facts =
            super::lower(super::Lowering::new(file.id).expanding(std::sync::Arc::clone(&macros)), &file.text);
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
    let memory: Vec<&str> =
        status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")).collect();
    eprintln!("parse {parse:?}, parse and lower {all:?}; {memory:?} {totals:?}");
}

/// Pieces of Rust and of nearly Rust.
const PIECES: &[&str] = &[
    "fn",
    "f",
    "a",
    "b",
    "Self",
    "self",
    "crate",
    "::",
    ".",
    ",",
    ";",
    "=",
    "=>",
    "->",
    "!",
    "#",
    "$",
    "&",
    "|",
    "||",
    "*",
    "<",
    ">",
    "?",
    "..",
    "..=",
    "'a",
    "'x'",
    "1",
    "1u8",
    "99999999999999999999",
    "1.5",
    "\"{a} {} {0:?} {\"",
    "\"sql\"",
    "r#\"q\"#",
    "b\"x\"",
    "c\"x\"",
    "r#type",
    "_",
    "let",
    "if",
    "else",
    "match",
    "for",
    "in",
    "while",
    "loop",
    "move",
    "async",
    "await",
    "use",
    "mod",
    "impl",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "unsafe",
    "return",
    "break",
    "as",
    "dyn",
    "where",
    "pub",
    "format!",
    "select!",
    "json!",
    "matches!",
    "query_as!",
    "query_file_as!",
    "table!",
    "joinable!",
    "alias!",
    "cfg_if!",
    "lazy_static!",
    "concat!",
    "write!",
    "#[derive(Insertable, DeriveEntityModel)]",
    "#[diesel(table_name = a::b, belongs_to(A, foreign_key = b))]",
    "#[sea_orm(table_name = \"t\")]",
    "#[get(\"/x\")]",
    "#[cfg(all(test, any()))]",
    "é",
];

fn text() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(PIECES).prop_map(str::to_owned);
    let tree = leaf.prop_recursive(6, 80, 8, |inner| {
        (proptest::collection::vec(inner, 0..8), proptest::sample::select(&["()", "[]", "{}", "  "][..]))
            .prop_map(|(parts, around)| {
                let (open, close) = around.split_at(1);
                format!("{open}{}{close}", parts.join(" "))
            })
    });
    proptest::collection::vec(tree, 0..12).prop_map(|parts| parts.join(" "))
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in text()) {
        lower(&text);
        lower(&format!("fn f() {{ {text} }}"));
    }

    #[test]
    fn no_macro_makes_it_panic(text in text(), name in proptest::sample::select(PIECES)) {
        let name = name.strip_suffix('!').unwrap_or("other");
        lower(&format!("fn f() {{ {name}!({text}); {name}! {{ {text} }} }}"));
        lower(&format!("{name}! {{ {text} }}"));
    }
}

/// What can stand in the rules of a macro by example.
const RULE_PIECES: &[&str] = &[
    "$a:expr",
    "$b:tt",
    "$c:ident",
    "$d:ty",
    "$e:stmt",
    "$f:pat",
    "$g:path",
    "$h:vis",
    "$i:item",
    "$j:literal",
    "$k:block",
    "$l:meta",
    "$m:lifetime",
    "$a",
    "$b",
    "$c",
    "$d",
    "$e",
    "$f",
    "$($a:expr),*",
    "$($b:tt)*",
    "$($c:ident)?",
    "$($b)*",
    "$($a),+",
    "$($c)?",
    "$($($b)*)*",
    "$(",
    ")",
    "$crate",
    "$",
    "m!($($b)*)",
    "m!($($b)* $($b)*)",
    "m!(a)",
    "f()",
];

fn rules() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select([RULE_PIECES, PIECES].concat());
    let side = proptest::collection::vec(piece, 0..6).prop_map(|parts| parts.join(" "));
    let rule =
        (side.clone(), side).prop_map(|(matcher, template)| format!("({matcher}) => {{ {template} }};"));
    proptest::collection::vec(rule, 0..3).prop_map(|rules| rules.concat())
}

proptest! {
    #[test]
    fn no_expansion_makes_it_panic(rules in rules(), text in text()) {
        lower(&format!("macro_rules! m {{ {rules} }} m! {{ {text} }} fn f() {{ m!({text}); m!(a b) }}"));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "an expansion without end would show only in time")]
fn expansions_come_to_an_end() {
    for grows in [
        "($($t:tt)*) => { m!($($t)* $($t)*) }",
        "($($t:tt)*) => { m!($($t)*); m!($($t)*); }",
        "($($t:tt)*) => { m!(($($t)*)) }",
        "($t:expr) => { m!($t + $t) }",
        "($($t:tt)*) => { $($t)* m!(fn f() { $($t)* } $($t)*); }",
    ] {
        let start = Instant::now();
        let facts = lower(&format!("macro_rules! m {{ {grows} }} fn f() {{ m!(a b); }} m!(a);"));
        assert!(!facts.gaps.is_empty(), "{grows} is given up with a gap");
        assert!(start.elapsed() < Duration::from_secs(60), "{grows} takes {:?}", start.elapsed());
    }
}

#[test]
fn macros_in_macros_come_to_an_end() {
    let mut text = String::from("call(1)");
    for _ in 0..50 {
        text = format!("m!(@ {} {text} =)", "& ".repeat(100));
    }
    let facts = lower(&format!("fn f() {{ {text} }}"));
    assert!(facts.functions[0].body.is_some());
}

/// Every file or folder beside the registry is a library that is registered under its name.
#[test]
#[expect(clippy::disallowed_methods, reason = "looks at the crate's own sources")]
fn every_library_is_registered_by_its_name() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/frontends/rust/libraries");
    let mut names: Vec<String> = std::fs::read_dir(root)
        .expect("the folder of libraries")
        .map(|entry| entry.expect("a listed entry").file_name().to_string_lossy().into_owned())
        .map(|name| name.trim_end_matches(".rs").to_owned())
        // The registry, and what libraries share.
        .filter(|name| name != "mod" && name != "handles")
        .collect();
    names.sort();
    let registered: Vec<&str> = super::libraries::ALL.iter().map(|library| library.id()).collect();
    assert_eq!(registered, names);
}

#[test]
fn a_refused_file_is_a_gap_with_its_line() {
    let facts = lower("fn a() {}\nfn b( {\n");
    let gaps: Vec<(GapKind, u32)> = facts.gaps.iter().map(|gap| (gap.kind, gap.place.line)).collect();
    assert_eq!(gaps, [(GapKind::UnparsedFile, 2)]);
    assert_eq!(facts.lines, 2);
}

#[test]
fn a_byte_order_mark_and_a_shebang_are_no_trouble() {
    let tree = SourceTree::memory([("src/main.rs", "\u{feff}#!/usr/bin/env run\nfn main() {}\n")]);
    let facts = crate::frontends::extract_all(&tree, true, &|| ());
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].functions[0].line, 2);
}
