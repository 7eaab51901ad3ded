//! Tables that nothing of the boundary writes.

use super::focused_writes;
use crate::resolve::ids::FunctionId;
use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let first = candidate.tables.first()?;
    let own = |id: &FunctionId| focused_writes::writes(candidate, context, *id);
    // Where nothing writes them at all, it is the writing that was not seen.
    if candidate.foreign_writers.is_empty() {
        return None;
    }
    let words = format!("nothing of its own writes `{}`", context.table_name(*first));
    (!candidate.inside.iter().any(own)).then(|| Measure { value: 1.0, words, ..Measure::default() })
}
