//! The direction of imports inside the analyzer, and which foreign crate may be named where. The rules are those of
//! `analyzer/README.md`; a folder without a rule fails.
//!
//! It reads tokens, not resolved names: every `crate::x`, `analyzer::x` and `super::…::x` counts, wherever it stands.

#![expect(clippy::disallowed_methods, reason = "a test that reads the sources of its own crate")]

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The parts of `src` from the top down: each may name those after it. `lib.rs` puts the parts together and may
/// name all.
const LAYERS: &[&str] =
    &["main", "cli", "publish", "findings", "propose", "score", "graph", "resolve", "facts", "source"];

/// Parts that stand beside the layers, with those that they may name.
const BESIDE: &[(&str, &[&str])] = &[("frontends", &["facts", "source"]), ("lexicon", &[]), ("config", &[])];

/// Who may name the parts that stand beside: words are for those who judge and name, the
/// user's words for those who they are said to, front ends for nobody.
const MAY_NAME_BESIDE: &[(&str, &str)] = &[
    ("publish", "lexicon"),
    ("findings", "lexicon"),
    ("propose", "lexicon"),
    ("score", "lexicon"),
    ("resolve", "lexicon"),
    ("cli", "config"),
    ("publish", "config"),
    ("findings", "config"),
    ("propose", "config"),
    ("resolve", "config"),
];

/// Front ends never name each other.
const FRONT_ENDS: &[&str] = &["rust", "sql"];

/// Foreign crates that are a private matter of one part: the path's start decides.
const CRATES: &[(&str, &[&str])] = &[
    ("syn", &["frontends/rust/"]),
    ("proc_macro2", &["frontends/rust/"]),
    ("quote", &["frontends/rust/"]),
    ("sqlparser", &["frontends/sql/"]),
    ("petgraph", &["graph/", "graph.rs"]),
    ("cargo_toml", &["source/"]),
    ("ignore", &["source/"]),
    ("walkdir", &["source/"]),
    ("gix", &["source/"]),
    ("globset", &["config/"]),
    ("clap", &["cli/", "main.rs"]),
    ("indicatif", &["cli/"]),
    ("reports", &["publish.rs", "publish/", "cli/"]),
];

#[test]
fn imports_go_downwards_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&src) {
        let path = relative(&src, &file);
        let text = fs::read_to_string(&file).expect("a source file is readable");
        wrong.extend(violations(&path, &text));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_wrong_import_is_seen() {
    let cases = [
        ("source/tree.rs", "use crate::facts::Name;", true),
        ("facts/mod.rs", "fn f() { crate::resolve::run() }", true),
        ("graph/build.rs", "use crate::{facts, score::Weight};", true),
        ("frontends/rust/items.rs", "use crate::frontends::sql::read;", true),
        ("frontends/sql/read.rs", "use super::super::rust::items;", true),
        ("frontends/sql/inner/read.rs", "use super::super::super::super::resolve::x;", true),
        ("score/mod.rs", "m!(crate::propose::x);", true),
        ("propose/mod.rs", "use petgraph::Graph;", true),
        ("resolve/mod.rs", "use crate::frontends::sql;", true),
        ("lexicon/mod.rs", "use crate::facts::Name;", true),
        ("facts/mod.rs", "use crate::lexicon::verb;", true),
        ("findings/mod.rs", "fn f(d: &reports::Document) {}", true),
        ("elsewhere/mod.rs", "", true),
        ("graph/build.rs", "use crate::{facts::Name, resolve::{Program, score}};", false),
        ("frontends/rust/items.rs", "use super::types::x; use crate::facts; use syn::Expr;", false),
        ("frontends/mod.rs", "use crate::frontends::sql::x; use self::rust::y;", false),
        ("publish.rs", "use reports::Document; use crate::findings;", false),
        ("lib.rs", "mod cli; use crate::frontends::sql; use crate::graph;", false),
    ];
    for (path, text, wrong) in cases {
        assert_eq!(!violations(path, text).is_empty(), wrong, "{path}: {text}");
    }
}

fn violations(path: &str, text: &str) -> Vec<String> {
    let own = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    if own == "lib" {
        return Vec::new();
    }
    if !is_part(own) {
        return vec![format!("{path}: `{own}` has no place among the layers")];
    }
    let tokens: TokenStream = text.parse().expect("the compiler reads it too");
    let mut paths = Vec::new();
    collect(tokens, &mut paths);
    let module = module_of(path);
    let mut wrong: Vec<String> =
        paths.iter().filter_map(|named| objection(path, own, &module, named)).collect();
    wrong.sort();
    wrong.dedup();
    wrong
}

/// What is wrong with a path that stands in a file.
fn objection(path: &str, own: &str, module: &[String], named: &[String]) -> Option<String> {
    let Some(target) = absolute(named, module) else {
        let (name, places) = CRATES.iter().find(|(name, _)| *name == named[0])?;
        let elsewhere = !places.iter().any(|place| path.starts_with(place));
        return elsewhere.then(|| format!("{path}: `{name}` is a private matter of {}", places.join(", ")));
    };
    let part = target.first().filter(|part| is_part(part))?;
    if !may_name(own, part) {
        return Some(format!("{path}: `{own}` may not name `{}`", named.join("::")));
    }
    let front_end = |module: &[String]| {
        let inner =
            module.get(1).filter(|name| module[0] == "frontends" && FRONT_ENDS.contains(&name.as_str()));
        inner.cloned()
    };
    let beside = front_end(&target).is_some()
        && front_end(module).is_some()
        && front_end(&target) != front_end(module);
    beside.then(|| format!("{path}: names the front end beside it, `{}`", named.join("::")))
}

fn is_part(name: &str) -> bool {
    LAYERS.contains(&name) || BESIDE.iter().any(|(beside, _)| *beside == name)
}

fn may_name(own: &str, other: &str) -> bool {
    let position = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let beside = BESIDE.iter().find(|(name, _)| *name == own);
    own == other
        || match (position(own), position(other), beside) {
            (Some(own), Some(other), _) => own < other,
            (Some(_), None, _) => MAY_NAME_BESIDE.contains(&(own, other)),
            (None, _, Some((_, allowed))) => allowed.contains(&other),
            (None, _, None) => false,
        }
}

/// All paths in the tokens, `a::{b, c::d}` as `a::b` and `a::c::d`. Single names are left out.
fn collect(tokens: TokenStream, out: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                collect(group.stream(), out);
                at += 1;
            }
            TokenTree::Ident(_) => at = path_at(&tokens, at, &[], out),
            TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
        }
    }
}

/// Reads the path that starts at a name; gives the position after it.
fn path_at(tokens: &[TokenTree], mut at: usize, before: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        path.push(name.to_string());
        at += 1;
        if !is_double_colon(tokens, at) {
            break;
        }
        at += 2;
        if let Some(TokenTree::Group(group)) = tokens.get(at)
            && group.delimiter() == Delimiter::Brace
        {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            let mut inside = 0;
            while inside < inner.len() {
                inside = match &inner[inside] {
                    TokenTree::Ident(_) => path_at(&inner, inside, &path, out),
                    TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => inside + 1,
                };
            }
            at += 1;
            break;
        }
    }
    if path.len() > 1 {
        out.push(path);
    }
    at
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |t: Option<&TokenTree>| matches!(t, Some(TokenTree::Punct(p)) if p.as_char() == ':');
    colon(tokens.get(at)) && colon(tokens.get(at + 1))
}

/// The path from the crate's root; None for one that starts at a foreign crate or a local name.
fn absolute(path: &[String], module: &[String]) -> Option<Vec<String>> {
    match path[0].as_str() {
        "crate" | "analyzer" => Some(path[1..].to_vec()),
        "super" => {
            let supers = path.iter().take_while(|p| *p == "super").count();
            let base = module.len().checked_sub(supers)?;
            Some([&module[..base], &path[supers..]].concat())
        }
        _ => None,
    }
}

/// The module that a file is.
fn module_of(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

fn relative(root: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(root).expect("found below the root");
    inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("a source folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
