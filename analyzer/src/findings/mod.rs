//! Findings beyond boundaries: rules, one file each, over the graph.
//!
//! It judges the monolith as it is; what to extract is for `propose`.

mod rules;
pub(crate) mod sensitive;
#[cfg(test)]
mod tests;

use crate::facts::place::Place;
use crate::graph::Monolith;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};

/// Something that a reviewer should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The rule's file name with hyphens.
    pub(crate) code: String,
    pub(crate) place: Place,
    pub(crate) message: String,
    pub(crate) subject: Subject,
    pub(crate) severity: Severity,
}

/// What a finding is about: with the rule it identifies the finding, whatever line it stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Function(FunctionId),
    Table(TableId),
    Column(ColumnId),
    /// A table or column of which a part of the sources knows nothing.
    Schema(String),
}

/// How much a rule's findings matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Warning,
    Info,
}

/// A rule's words for a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About {
    pub(crate) title: &'static str,
    pub(crate) severity: Severity,
    pub(crate) says: &'static str,
    pub(crate) matters: &'static str,
    pub(crate) fix: &'static str,
}

/// A rule's words with its name.
#[derive(Clone, Debug)]
pub(crate) struct RuleText {
    pub(crate) code: String,
    pub(crate) about: About,
}

/// Every rule's words.
pub(crate) fn rules() -> impl Iterator<Item = RuleText> {
    rules::ALL.iter().map(|rule| RuleText { code: code(rule.id), about: rule.about })
}

/// Every rule's findings, sorted.
pub(crate) fn check(monolith: Monolith<'_>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for rule in rules::ALL {
        let found = (rule.check)(monolith).into_iter().map(|found| Finding {
            code: code(rule.id),
            place: found.place,
            message: found.message,
            subject: found.subject,
            severity: rule.about.severity,
        });
        all.extend(found);
    }
    all.sort();
    all
}

fn code(id: &str) -> String {
    id.replace('_', "-")
}
