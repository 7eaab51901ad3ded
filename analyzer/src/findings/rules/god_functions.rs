//! A function whose own statements touch very many tables.

use std::collections::BTreeSet;

use super::Found;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::resolve::ids::{FunctionId, TableId};

pub(super) const ABOUT: About = About {
    title: "A function whose own statements touch very many tables",
    severity: Severity::Info,
    says: "The statements in this one function's body read or write that many tables.",
    matters: "It knows the layout of most of the data, so it changes with all of it, and no part can leave without it.",
    fix: "Divide it by the process that each statement belongs to, or give what it reads a view of its own.",
};

/// From so many tables on it is reported.
const MANY: usize = 10;

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, function) in (0..).map(FunctionId).zip(&monolith.program.functions) {
        let accesses = monolith.graph.accesses(id);
        let tables: BTreeSet<TableId> = accesses.iter().map(|access| access.table).collect();
        if tables.len() >= MANY {
            let written: BTreeSet<TableId> =
                accesses.iter().filter(|access| access.mode.writes()).map(|access| access.table).collect();
            let message = format!(
                "`{}` touches {} tables by statements of its own and writes {} of them",
                function.name,
                tables.len(),
                written.len()
            );
            found.push(Found { subject: Subject::Function(id), place: function.place, message });
        }
    }
    found
}
