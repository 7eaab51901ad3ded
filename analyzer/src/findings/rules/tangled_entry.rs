//! An entry point that does many things.

use super::Found;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;

pub(super) const ABOUT: About = About {
    title: "An entry point that does many things",
    severity: Severity::Warning,
    says: "One handler writes, itself or through calls, tables of many owners.",
    matters: "It has many reasons to change, and a failure in any of its steps leaves the others half done.",
    fix: "Leave the first thing in it and tell the others by events.",
};

/// From so many written tables on it is reported.
const MANY: usize = 6;
/// Calls that most entry points share (sessions, audit) tell nothing; so large a share of entry points is most.
const COMMON: f64 = 0.25;

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let graph = monolith.graph;
    let tables = monolith.program.schema.tables.len();
    let entries = graph.entries();
    let writing = |table: usize| entries.iter().filter(|id| graph.writes(**id).contains(table)).count();
    let common: Vec<bool> = (0..tables).map(|table| writing(table) as f64 > entries.len() as f64 * COMMON).collect();
    let mut found = Vec::new();
    for id in entries {
        let written: Vec<usize> = graph.writes(*id).iter().filter(|table| !common[*table]).collect();
        if written.len() >= MANY {
            let function = &monolith.program.functions[id.0 as usize];
            let names = written.iter().take(MANY).map(|table| monolith.program.schema.tables[*table].name.name.as_str());
            let message = format!(
                "`{}` writes {} tables ({} …): tell the others by events",
                function.name,
                written.len(),
                names.collect::<Vec<_>>().join(", ")
            );
            found.push(Found { subject: Subject::Function(*id), place: function.place, message });
        }
    }
    found
}
