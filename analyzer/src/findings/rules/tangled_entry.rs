//! An entry point that does many things.
//!
//! What it says: one handler writes, itself or through calls, tables of many owners. Why it matters: it has many reasons to change, and
//! a failure in any leaves the others half done. What to do: leave the first thing in it and tell the others by events.

use crate::facts::place::Place;
use crate::graph::Monolith;

/// From so many written tables on it is reported.
const MANY: usize = 6;
/// Calls that most entry points share (sessions, audit) tell nothing; so large a share of entry points is most.
const COMMON: f64 = 0.25;

pub(super) fn check(monolith: Monolith<'_>) -> Vec<(Place, String)> {
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
            found.push((function.place, message));
        }
    }
    found
}
