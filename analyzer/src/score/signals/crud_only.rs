//! No verb anywhere: an operation of the domain is missing, and so is either an act in the name or a trace in a column.

use std::collections::BTreeMap;

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings;

/// A table that is named after a thing shows its process by so many columns …
const TRACES: usize = 2;
/// … or by so many operations of one verb.
const OPERATIONS: usize = 3;

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
    let words = "its functions only create, read, update and delete".to_owned();
    (!process).then(|| Measure { value: 1.0, words, ..Measure::default() })
}
