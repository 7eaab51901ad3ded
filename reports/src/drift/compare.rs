//! What is new against the baseline, what is known, and what is gone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Baseline, Identity, Known, Violation, fails};
use crate::document::v1::Document;
use crate::plan::Plan;

/// What the code does against the plan today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// What the baseline does not know and what fails the check.
    pub new: Vec<Violation>,
    /// What the baseline does not know and what is only told.
    pub notes: Vec<Violation>,
    /// What the baseline knows.
    pub known: Vec<Violation>,
    /// What the baseline knows and the code does no more.
    pub gone: Vec<Gone>,
    /// Kinds of gaps of which there are more than before.
    pub gaps: Vec<GapGrowth>,
}

/// An entry of the baseline that nothing shows any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gone {
    #[serde(flatten)]
    /// What was known.
    pub known: Known,
    /// A new violation of the same rule over the same data by another function: was it moved or renamed?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
}

/// More gaps of a kind than the baseline has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GapGrowth {
    /// The kind: `dynamic-sql`.
    pub kind: String,
    /// What such a gap is.
    pub words: String,
    /// How many the baseline has.
    pub before: u64,
    /// How many there are.
    pub now: u64,
    /// Whether it fails a check.
    pub fails: bool,
}

impl Drift {
    /// Whether the check fails.
    pub fn fails(&self) -> bool {
        !self.new.is_empty() || self.gaps.iter().any(|gap| gap.fails)
    }
}

/// Compares what contradicts the plan with what is known.
pub fn compare(plan: &Plan, document: &Document, violations: Vec<Violation>, baseline: &Baseline) -> Drift {
    let known: BTreeSet<&Identity> = baseline.known.iter().map(|one| &one.identity).collect();
    let found: BTreeSet<Identity> = violations.iter().map(|one| one.identity.clone()).collect();
    let mut drift = Drift { gaps: grown(plan, document, baseline), ..Drift::default() };
    for one in violations {
        let list = match (known.contains(&one.identity), one.fails) {
            (true, _) => &mut drift.known,
            (false, true) => &mut drift.new,
            (false, false) => &mut drift.notes,
        };
        list.push(one);
    }
    let gone = baseline.known.iter().filter(|one| !found.contains(&one.identity));
    drift.gone =
        gone.map(|one| Gone { known: one.clone(), moved_to: moved_to(&drift, &one.identity) }).collect();
    drift
}

fn moved_to(drift: &Drift, old: &Identity) -> Option<String> {
    let same = |new: &&Violation| {
        let new = &new.identity;
        !old.function.is_empty()
            && (&new.rule, &new.boundary, &new.data) == (&old.rule, &old.boundary, &old.data)
    };
    drift.new.iter().chain(&drift.notes).find(same).map(|one| one.identity.function.clone())
}

fn grown(plan: &Plan, document: &Document, baseline: &Baseline) -> Vec<GapGrowth> {
    let (Some(fails), Some(before)) = (fails(plan.policy.gaps.0), &baseline.gaps) else { return Vec::new() };
    let before: &BTreeMap<String, u64> = before;
    let more = document.gaps.iter().filter_map(|gap| {
        let before = before.get(&gap.kind).copied().unwrap_or_default();
        (gap.count > before).then(|| GapGrowth {
            kind: gap.kind.clone(),
            words: gap.words.clone(),
            before,
            now: gap.count,
            fails,
        })
    });
    more.collect()
}
