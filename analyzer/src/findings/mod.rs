//! Findings: what an architecture review should see besides the proposals. One file a rule; the registry lists them.
//! It judges the monolith as it is; what to extract is for `propose`.

mod rules;

use crate::facts::place::Place;
use crate::graph::Monolith;

/// Something that a reviewer should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The rule's file name with hyphens.
    pub(crate) code: String,
    pub(crate) place: Place,
    pub(crate) message: String,
}

/// Every rule's findings, sorted.
pub(crate) fn check(monolith: Monolith<'_>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for rule in rules::ALL {
        let code = rule.id.replace('_', "-");
        let found = (rule.check)(monolith);
        all.extend(found.into_iter().map(|(place, message)| Finding { code: code.clone(), place, message }));
    }
    all.sort();
    all
}
