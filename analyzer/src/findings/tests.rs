//! Specs of rules: a small tree, and what each rule says of it.

use std::fmt::Write as _;

use crate::graph::{DataGraph, Monolith};
use crate::source::SourceTree;
use crate::source::spec::{self, Case};

#[test]
fn rules_find_what_the_specs_say() {
    spec::check("findings", shown);
}

#[test]
fn every_rule_has_a_spec() {
    let files = spec::cases("findings");
    let has = |rule: &str| {
        files
            .iter()
            .any(|case| case.file.file_stem().is_some_and(|stem| stem == rule) && !case.expected.is_empty())
    };
    let without: Vec<&str> = super::rules::ALL.iter().map(|rule| rule.id).filter(|rule| !has(rule)).collect();
    assert_eq!(without, [""; 0], "rules without a spec that finds something");
}

/// The findings of the rule that the spec's file is named after.
fn shown(case: &Case) -> String {
    let files = case.blocks.iter().map(|block| {
        let path = match (block.name.as_str(), block.language.as_str()) {
            ("", "sql") => "migrations/0001_all.sql",
            ("", _) => "src/lib.rs",
            (path, _) => path,
        };
        (path.to_owned(), block.text.clone())
    });
    let tree = SourceTree::memory(files);
    let program = crate::resolve_tree(&tree, &crate::Options::default(), &());
    let graph = DataGraph::build(&program);
    let rule = case.file.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
    let mut out = String::new();
    for finding in super::check(Monolith { program: &program, graph: &graph }) {
        if finding.code == rule {
            let path = &tree.files()[finding.place.file.0 as usize].path;
            let _ = writeln!(out, "{path}:{}: {}", finding.place.line, finding.message);
        }
    }
    out
}
