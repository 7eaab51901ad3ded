//! A table that functions of many files write.

use std::collections::BTreeSet;

use super::Found;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::resolve::ids::TableId;

pub(super) const ABOUT: About = About {
    title: "A table that functions of many files write",
    severity: Severity::Info,
    says: "The statements that write the table stand in that many files.",
    matters: "Nobody can say which rules hold of its rows: each writer has its own idea of them.",
    fix: "Let one place write it, and the others call that place.",
};

/// From so many files on it is reported.
const MANY: usize = 5;

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, table) in (0..).zip(&monolith.program.schema.tables) {
        let writers = monolith.graph.writers(TableId(index));
        let files: BTreeSet<&str> =
            writers.iter().map(|id| &*monolith.program.functions[id.0 as usize].path).collect();
        if files.len() >= MANY {
            let count = files.len();
            let message = format!(
                "`{}` is written by {} functions in {count} files: let one place write it",
                table.name.name,
                writers.len()
            );
            found.push(Found { subject: Subject::Table(TableId(index)), place: table.place, message });
        }
    }
    found
}
