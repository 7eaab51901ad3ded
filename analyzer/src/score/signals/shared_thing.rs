//! A table that is named after no act and that others touch more than its own functions.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let first = candidate.tables.first()?;
    let named = candidate.tables.iter().any(|table| super::act_value(&context.readings[table.0 as usize]) >= 0.5);
    let outside = context.outside(candidate);
    let inside = candidate.inside.len();
    let words = format!(
        "`{}` is named after a thing, and {outside} functions of others touch it against {inside} of its own",
        context.table_name(*first)
    );
    (!named && outside > inside).then(|| Measure { value: 1.0, words, ..Measure::default() })
}
