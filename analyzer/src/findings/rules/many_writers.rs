//! A table that functions of many files write.
//!
//! What it says: the statements that write the table stand in that many files. Why it matters: nobody can say which rules hold
//! of its rows. What to do: let one place write it, and the others call it.

use std::collections::BTreeSet;

use crate::facts::place::Place;
use crate::graph::Monolith;
use crate::resolve::ids::TableId;

/// From so many files on it is reported.
const MANY: usize = 5;

pub(super) fn check(monolith: Monolith<'_>) -> Vec<(Place, String)> {
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
            found.push((table.place, message));
        }
    }
    found
}
