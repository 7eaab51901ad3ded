//! No verb anywhere: neither in the name, nor in a column, nor in an operation.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let named = candidate
        .tables
        .iter()
        .any(|table| super::act_name::of(&context.readings[table.0 as usize]).0 > 0.4);
    let done = candidate.operations.iter().any(|(id, _)| context.verb_of(*id).is_some());
    let words = "its functions only create, read, update and delete".to_owned();
    (!named && !done && candidate.columns.is_empty()).then(|| Measure { value: 1.0, words, ..Measure::default() })
}
