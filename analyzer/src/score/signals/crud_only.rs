//! No verb anywhere: an operation of the domain is missing, and so is either an act in the name or a trace in a column.

use std::collections::BTreeMap;

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::kept::kept;
use crate::score::readings::{self, Carrier};

/// A table that is named after a thing shows its process by so many columns …
const TRACES: usize = 2;
/// … or by so many operations of one verb.
const OPERATIONS: usize = 3;

/// Where nobody outside asks for the rows as such, they may be a step of something.
const INSIDE: f64 = 0.4;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    if !candidate.columns.is_empty() {
        return None;
    }
    let named =
        candidate.tables.iter().any(|table| super::act_value(&context.readings[table.0 as usize]) > 0.4);
    let columns = candidate.tables.iter().flat_map(|table| &context.table(*table).columns);
    let traces = columns.filter(|column| readings::trace(&column.name).is_some()).count();
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for verb in candidate.operations.iter().filter_map(|(id, _)| context.verb_of(*id)) {
        *said.entry(verb).or_default() += 1;
    }
    let most = said.values().copied().max().unwrap_or_default();
    let process = if named { traces > 0 || most > 0 } else { traces >= TRACES || most >= OPERATIONS };
    let kept: Vec<_> = candidate.tables.iter().flat_map(|table| kept(context, *table)).collect();
    let logs = candidate.tables.iter().any(|table| context.readings[table.0 as usize].has(Carrier::Record));
    // Logs are only ever listed.
    let plain = !logs && !kept.is_empty() && kept.iter().all(|done| !done.is_empty());
    let asked = if plain { ", and so the outside asks for them" } else { "" };
    // A verb that one or two of them say, each its own, is no process.
    let words = match most {
        0 => format!("its functions only create, read, update and delete{asked}"),
        _ => format!("no verb is said by {OPERATIONS} of its functions, and its columns show none{asked}"),
    };
    (!process).then(|| Measure { value: if plain { 1.0 } else { INSIDE }, words, ..Measure::default() })
}
