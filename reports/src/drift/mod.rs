//! Drift: what the code does against the plan, and what of it is new. A value, made of a document whose boundaries were judged
//! as the plan draws them, the plan, and a baseline of what is known. Renderers print it; exit codes are the caller's.

mod baseline;
mod compare;
mod rules;

use serde::Serialize;

pub use baseline::{Baseline, BaselineError, FILE_NAME as BASELINE_FILE, Known, with, without};
pub use compare::{Drift, GapGrowth, Gone, Moved, compare};
pub use rules::{RuleInfo, all as rules};

use crate::document::v1::{Document, Proposal};
use crate::plan::{Boundary, Missing, Plan, Stage, Weight};

/// One thing that the code does against the plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Violation {
    #[serde(flatten)]
    /// What makes it the same in another state of the code.
    pub identity: Identity,
    /// The file that shows it.
    pub file: String,
    /// The line that shows it: no part of its identity.
    pub line: u32,
    /// What is wrong, for a person.
    pub message: String,
    /// The way to fix it.
    pub fix: String,
    /// Who owns the boundary.
    pub owners: Vec<String>,
    /// Whether it fails a check.
    pub fails: bool,
}

/// What makes two violations one: no line is part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Identity {
    /// The rule's id.
    pub rule: String,
    /// The boundary's name; empty where it is the whole plan.
    pub boundary: String,
    /// The function, as reports name it; empty where it is the schema or the plan.
    pub function: String,
    /// A table or `table.column`; several are joined by a comma.
    pub data: String,
}

/// What a rule looks at.
struct Look<'a> {
    plan: &'a Plan,
    /// The boundaries judged as the plan draws them.
    document: &'a Document,
    missing: &'a [Missing],
    plan_file: &'a str,
}

/// One boundary of the plan with what came of it.
struct Held<'a> {
    boundary: &'a Boundary,
    proposal: &'a Proposal,
}

impl Look<'_> {
    /// Boundaries that the code is held to, with their figures.
    fn held(&self) -> impl Iterator<Item = Held<'_>> {
        let planned = self.plan.boundaries.iter().filter(|one| one.stage < Stage::Extracted);
        planned.filter_map(|boundary| {
            let proposal = self.document.proposals.iter().find(|one| one.name == boundary.name.text)?;
            Some(Held { boundary, proposal })
        })
    }
}

impl Held<'_> {
    /// A violation of this boundary.
    fn violation(&self, rule: &str, function: Option<&str>, data: &str, place: (&str, u32)) -> Violation {
        of_boundary(self.boundary, rule, function, data, place)
    }

    /// Whether the boundary owns the table or column.
    fn owns(&self, data: &str) -> bool {
        let owns = &self.proposal.owns;
        owns.tables.iter().chain(&owns.columns).any(|own| own == data)
    }

    /// What of the data it owns; all of it where none is its own.
    fn own_of(&self, data: &[String]) -> Vec<String> {
        let own: Vec<String> = data.iter().filter(|one| self.owns(one)).cloned().collect();
        if own.is_empty() { data.to_vec() } else { own }
    }
}

fn of_boundary(
    boundary: &Boundary,
    rule: &str,
    function: Option<&str>,
    data: &str,
    (file, line): (&str, u32),
) -> Violation {
    Violation {
        identity: Identity {
            rule: rule.to_owned(),
            boundary: boundary.name.text.clone(),
            function: function.unwrap_or_default().to_owned(),
            data: data.to_owned(),
        },
        file: file.to_owned(),
        line,
        message: String::new(),
        fix: String::new(),
        owners: boundary.owners.clone(),
        fails: boundary.stage > Stage::Proposed,
    }
}

/// Everything that contradicts the plan, sorted; one of each identity, the first place that shows it.
pub fn violations(plan: &Plan, judged: &Document, missing: &[Missing], plan_file: &str) -> Vec<Violation> {
    let look = Look { plan, document: judged, missing, plan_file };
    let mut all = rules::find(&look);
    all.sort();
    all.dedup_by(|later, first| later.identity == first.identity);
    all
}

/// Whether a weight fails a check; None where it is not looked at.
fn fails(weight: Weight) -> Option<bool> {
    match weight {
        Weight::Ignore => None,
        Weight::Warn => Some(false),
        Weight::Fail => Some(true),
    }
}
