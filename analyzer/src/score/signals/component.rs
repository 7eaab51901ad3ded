//! Rows that are written where an entity's rows are written.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let graph = context.monolith.graph;
    let mut writers: Vec<_> =
        candidate.tables.iter().flat_map(|table| context.figures[table.0 as usize].writers.iter().copied()).collect();
    writers.sort_unstable();
    writers.dedup();
    let with_entity = |id: &crate::resolve::ids::FunctionId| {
        let written = graph.accesses(*id).iter().filter(|access| access.mode.writes());
        written.filter(|access| candidate.tables.binary_search(&access.table).is_err()).any(|access| {
            context.is_noun(access.table)
        })
    };
    let together = writers.iter().filter(|id| with_entity(id)).count();
    let words = format!("{together} of {} functions that write it write an entity's rows as well", writers.len());
    (together > 0).then(|| Measure { value: together as f64 / writers.len() as f64, words, ..Measure::default() })
}
