//! Drift from an old state to a new one, as `fixtures/drift` writes them: every rule has a case that finds it and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use reports::Document;
use reports::drift::{Baseline, Drift, Violation, compare, rules, violations};
use reports::plan::{FILE_NAME, Plan};

use super::judged;
use crate::source::SourceTree;
use crate::source::spec::{self, Case};

/// The specs' folder, from that of the others.
const AREA: &str = "../drift";

type Files = BTreeMap<String, String>;

#[test]
fn drift_is_what_the_specs_say() {
    let base = base();
    spec::check(AREA, |case| shown(&base, case));
}

#[test]
fn every_rule_of_drift_has_a_spec_that_finds_it() {
    let cases = spec::cases(AREA);
    let found: BTreeSet<&str> = cases
        .iter()
        .flat_map(|case| case.expected.lines())
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    let without: Vec<&str> = rules().iter().map(|rule| rule.id).filter(|id| !found.contains(id)).collect();
    assert_eq!(without, [""; 0], "rules without a case that finds something");
}

#[test]
fn no_state_drifts_from_itself() {
    let base = base();
    for case in spec::cases(AREA) {
        for state in states(&base, &case) {
            let drift = drift(&state, &state);
            // What fails nothing is no entry of a baseline: it is told every time.
            let told = drift.notes.iter().all(|one| !one.fails);
            let quiet = drift.new.is_empty() && drift.gone.is_empty() && drift.gaps.is_empty();
            assert!(quiet && told, "{}: {drift:#?}", case.title);
        }
    }
}

/// The files that every case starts from.
fn base() -> Files {
    let cases = spec::cases(AREA);
    let base = cases.iter().find(|case| case.file.file_stem().is_some_and(|stem| stem == "base"));
    let blocks = &base.expect("there is a base").blocks;
    blocks.iter().map(|block| (block.name.clone(), block.text.clone())).collect()
}

/// The old and the new state.
fn states(base: &Files, case: &Case) -> [Files; 2] {
    let mut old = base.clone();
    let of = |state: &'static str| {
        let named = move |block: &spec::Block| {
            let (word, path) = block.name.split_once(' ')?;
            (word == state).then(|| (path.to_owned(), block.text.clone()))
        };
        case.blocks.iter().filter_map(named)
    };
    old.extend(of("old"));
    let mut new = old.clone();
    new.extend(of("new"));
    [old, new]
}

fn drift(old: &Files, new: &Files) -> Drift {
    let (_, document, found) = looked_at(old);
    let baseline = Baseline::of(&found, &document);
    let (plan, document, found) = looked_at(new);
    compare(&plan, &document, found, &baseline)
}

fn looked_at(files: &Files) -> (Plan, Document, Vec<Violation>) {
    let plan = Plan::read(&files[FILE_NAME]).expect("the plan is one");
    let sources = files.iter().filter(|(path, _)| *path != FILE_NAME);
    let tree = SourceTree::memory(sources.map(|(path, text)| (path.clone(), text.clone())));
    let analysis = crate::analyze(&tree, &crate::Options::default(), &());
    let document = super::document(&analysis);
    let resolved = plan.resolve(&document);
    let judged = judged(&document, &resolved.drawn).expect("it has a graph");
    let found = violations(&plan, &judged, &resolved.missing, FILE_NAME);
    (plan, document, found)
}

fn shown(base: &Files, case: &Case) -> String {
    let [old, new] = states(base, case);
    let drift = drift(&old, &new);
    let mut out = String::new();
    for (word, all) in [("new", &drift.new), ("told", &drift.notes)] {
        for one in all {
            let identity = &one.identity;
            let names = [&identity.rule, &identity.boundary, &identity.function, &identity.data];
            let names: Vec<&str> =
                names.into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let _ = writeln!(out, "{word} {} ({}:{})", names.join(" "), one.file, one.line);
        }
    }
    for one in &drift.moved {
        let identity = &one.known.identity;
        let _ =
            writeln!(out, "moved {} {} {}, to {}", identity.rule, identity.function, identity.data, one.to);
    }
    for one in &drift.gone {
        let identity = &one.known.identity;
        let moved = one.moved_to.as_ref().map_or_else(String::new, |to| format!(", moved to {to}?"));
        let _ = writeln!(out, "gone {} {} {}{moved}", identity.rule, identity.function, identity.data);
    }
    for gap in &drift.gaps {
        let word = if gap.fails { "fails" } else { "told" };
        let _ = writeln!(out, "{word} {}: {} before, {} now", gap.kind, gap.before, gap.now);
    }
    out
}
