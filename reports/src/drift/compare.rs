//! What is new against the baseline, what is known, what only stands elsewhere now, and what is gone.

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
    /// Entries of the baseline whose function stands in another file now: what they know is among the known.
    pub moved: Vec<Moved>,
    /// What the baseline knows and the code does no more.
    pub gone: Vec<Gone>,
    /// Kinds of gaps of which there are more than before.
    pub gaps: Vec<GapGrowth>,
}

/// An entry of the baseline whose function went to another file under the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    #[serde(flatten)]
    /// What was known.
    pub known: Known,
    /// The function as it is named now.
    pub to: String,
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
    let moved = moved(document, &violations, baseline);
    let went: BTreeSet<Identity> = moved.iter().map(Moved::identity).collect();
    let mut drift = Drift { gaps: grown(plan, document, baseline), ..Drift::default() };
    for one in violations {
        let is_known = known.contains(&one.identity) || went.contains(&one.identity);
        let list = match (is_known, one.fails) {
            (true, _) => &mut drift.known,
            (false, true) => &mut drift.new,
            (false, false) => &mut drift.notes,
        };
        list.push(one);
    }
    let has_moved = |one: &&Known| moved.iter().any(|moved| moved.known.identity == one.identity);
    let gone = baseline.known.iter().filter(|one| !found.contains(&one.identity) && !has_moved(one));
    drift.gone =
        gone.map(|one| Gone { known: one.clone(), moved_to: moved_to(&drift, &one.identity) }).collect();
    drift.moved = moved;
    drift
}

impl Moved {
    /// What it is now.
    fn identity(&self) -> Identity {
        Identity { function: self.to.clone(), ..self.known.identity.clone() }
    }
}

/// Known violations of functions that are no more where they were, of which one of the same name does the same to the same
/// data now, in another file. Each new one stands for one old one.
fn moved(document: &Document, violations: &[Violation], baseline: &Baseline) -> Vec<Moved> {
    let Some(graph) = &document.graph else { return Vec::new() };
    let there: BTreeSet<String> = graph.functions.iter().map(|one| graph.function_name(one)).collect();
    let known: BTreeSet<&Identity> = baseline.known.iter().map(|one| &one.identity).collect();
    let mut open: BTreeMap<Identity, Vec<&str>> = BTreeMap::new();
    for one in violations.iter().rev().filter(|one| !known.contains(&one.identity)) {
        let function = &one.identity.function;
        if let Some((_, name)) = function.split_once("::") {
            let key = Identity { function: name.to_owned(), ..one.identity.clone() };
            open.entry(key).or_default().push(function);
        }
    }
    let gone = baseline.known.iter().filter(|one| !there.contains(&one.identity.function));
    let found = gone.filter_map(|one| {
        let (_, name) = one.identity.function.split_once("::")?;
        let key = Identity { function: name.to_owned(), ..one.identity.clone() };
        let to = open.get_mut(&key)?.pop()?;
        Some(Moved { known: one.clone(), to: to.to_owned() })
    });
    found.collect()
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
