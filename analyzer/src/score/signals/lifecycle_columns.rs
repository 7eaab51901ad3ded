//! Columns that a process leaves on its way: `expires_at`, `attempts`, `approved_by`, `resolved`.

use crate::score::Measure;
use crate::score::candidate::{Candidate, Evidence};
use crate::score::context::Context;
use crate::score::readings::{self, ColumnRole};

/// With so many the signal is fully met.
const ENOUGH: f64 = 3.0;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let of_tables = candidate.tables.iter().flat_map(|table| context.columns(*table));
    let schema = &context.monolith.program.schema;
    let (mut weight, mut names, mut evidence) = (0.0, Vec::new(), Vec::new());
    for id in of_tables.chain(candidate.columns.iter().copied()).chain(candidate.stays.iter().copied()) {
        let column = schema.column_of(id);
        let Some(trace) = readings::trace(&column.name) else { continue };
        weight += if trace.role == ColumnRole::Intermediate { 1.0 } else { 0.8 };
        names.push(column.name.clone());
        if evidence.len() < 3 {
            let claim = format!("`{}` is a trace of the process", context.column_name(id));
            evidence.push(Evidence { claim, place: column.place });
        }
    }
    names.dedup();
    names.truncate(4);
    let words = format!("columns that a process leaves on its way: {}", names.join(", "));
    (weight > 0.0).then_some(Measure { value: weight / ENOUGH, words, evidence })
}
