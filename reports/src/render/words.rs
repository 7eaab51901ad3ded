//! Words that several formats share: numbers, plurals, names of functions. It knows no format.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::v1::{Blocker, BlockerKind, Document, Effect, Finding, Proposal, TakenOut};

/// `1 table`, `2 tables`, `3 processes`.
pub(super) fn count(n: u64, word: &str) -> String {
    let plural = match (n, word.strip_suffix('y')) {
        (1, _) => word.to_owned(),
        (_, None) if word.ends_with('s') => format!("{word}es"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ => format!("{word}s"),
    };
    format!("{} {plural}", number(n))
}

/// `74,245`
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `96 % of 233 statements`; not all is never 100 %.
pub(super) fn share(part: u64, whole: u64, word: &str) -> String {
    match (u128::from(part) * 100).checked_div(u128::from(whole)) {
        Some(share) => format!("{share} % of {}", count(whole, word)),
        None => format!("0 {word}s"),
    }
}

/// A function without its file, which the place beside it tells.
pub(super) fn last(function: &str) -> &str {
    function.split_once(".rs::").map_or(function, |(_, inside)| inside)
}

/// What a monolith is in numbers.
pub(super) fn size(document: &Document) -> Vec<String> {
    let m = &document.monolith;
    let mut size = vec![
        count(m.files, "file"),
        count(m.lines, "line"),
        count(m.functions, "function"),
        count(m.entry_points, "entry point"),
        count(m.tables, "table"),
    ];
    if m.columns > 0 {
        size.push(count(m.columns, "column"));
    }
    size
}

/// How much was understood.
pub(super) fn coverage(document: &Document) -> Vec<String> {
    let c = &document.coverage;
    let known = c.calls.resolved.saturating_add(c.calls.external);
    let calls = share(known, known.saturating_add(c.calls.unknown), "call");
    let statements = share(c.sql.understood, c.sql.statements, "statement");
    let mut parts = vec![format!("{calls} resolved"), format!("{statements} understood")];
    if c.files.refused > 0 {
        parts.push(format!("{} refused", count(c.files.refused, "file")));
    }
    if c.files.left_out > 0 {
        parts.push(format!("{} left out", count(c.files.left_out, "file")));
    }
    let gaps = document.gaps.iter().fold(0_u64, |sum, gap| sum.saturating_add(gap.count));
    parts.push(count(gaps, "gap"));
    parts
}

/// `16 operations, no consumers, takes out bank data that 2 others read, 5 blockers: 4 foreign keys, 1 join`
pub(super) fn figures(proposal: &Proposal) -> String {
    let some = |n: usize, word: &str| match n {
        0 => format!("no {word}s"),
        n => count(n as u64, word),
    };
    let mut parts =
        vec![some(proposal.operations.len(), "operation"), some(proposal.consumers.len(), "consumer")];
    if !proposal.takes_out.is_empty() {
        let readers = match others(&proposal.takes_out).len() {
            0 => "nobody else reads".to_owned(),
            1 => "1 other reads".to_owned(),
            n => format!("{} read", count(n as u64, "other")),
        };
        parts.push(format!("takes out {} data that {readers}", classes(proposal)));
    }
    parts.push(match proposal.blockers.len() {
        0 => "no blockers".to_owned(),
        n => format!("{}: {}", count(n as u64, "blocker"), kinds(&proposal.blockers)),
    });
    parts.join(", ")
}

/// `http by reqwest: https://api.example/{}, in charge`
pub(super) fn effect(effect: &Effect) -> String {
    let target = effect.target.as_deref().map_or_else(String::new, |target| format!(": {target}"));
    format!("{} by {}{target}, in {}", effect.kind, effect.library, last(&effect.function))
}

/// What a boundary reaches as most do, in a line; None where there is nothing of that.
pub(super) fn shared_effects(proposal: &Proposal) -> Option<String> {
    let shared = proposal.effects.iter().filter(|effect| effect.shared);
    let kinds: BTreeSet<&str> = shared.clone().map(|effect| effect.kind.as_str()).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let places = count(shared.count() as u64, "place");
    (!kinds.is_empty()).then(|| format!("reaches {} as most boundaries do, in {places}", kinds.join(", ")))
}

/// Functions of no boundary.
pub(super) const REST: &str = "the rest of the monolith";

/// Who could still read sensitive data once it is another's: `still read by Payouts, the rest of the monolith`.
pub(super) fn readers(taken: &[TakenOut]) -> String {
    match others(taken).as_slice() {
        [] => "nobody else reads it".to_owned(),
        names => format!("still read by {}", names.join(", ")),
    }
}

/// The classes of the sensitive data that go along: `health, personal`.
pub(super) fn classes(proposal: &Proposal) -> String {
    let classes: Vec<&str> = proposal.takes_out.iter().map(|one| one.class.as_str()).collect();
    classes.join(", ")
}

/// Everybody but the owner who reads any of it.
fn others(taken: &[TakenOut]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in taken.iter().flat_map(|one| &one.readers) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    if taken.iter().any(|one| one.read_by_rest) {
        names.push(REST);
    }
    names
}

/// Blockers counted by kind, the most frequent first.
pub(super) fn kinds(blockers: &[Blocker]) -> String {
    let mut counts: BTreeMap<&BlockerKind, u64> = BTreeMap::new();
    for blocker in blockers {
        *counts.entry(&blocker.kind).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let parts: Vec<String> =
        counts.into_iter().map(|(kind, n)| count(n, &kind.code().replace('_', " "))).collect();
    parts.join(", ")
}

/// Findings counted by rule: `2 of tangled-entry`.
pub(super) fn by_rule(findings: &[Finding]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.as_str()).or_default() += 1;
    }
    counts.into_iter().map(|(rule, n)| format!("{} of {rule}", number(n))).collect()
}

/// The kinds of a proposal's blockers as their codes, each once, for filters.
pub(super) fn kind_codes(proposal: &Proposal) -> String {
    let kinds: BTreeSet<&str> = proposal.blockers.iter().map(|blocker| blocker.kind.code()).collect();
    kinds.into_iter().collect::<Vec<_>>().join(" ")
}
