//! Whether tables that stay refer to those that go.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let mut from: Vec<_> = candidate
        .tables
        .iter()
        .flat_map(|table| context.figures[table.0 as usize].referred_by.iter().copied())
        .filter(|other| candidate.tables.binary_search(other).is_err())
        .collect();
    from.sort_unstable();
    from.dedup();
    let words = match from[..] {
        [] => "no table outside refers to it".to_owned(),
        [one] => format!("one table outside refers to it: `{}`", context.table_name(one)),
        _ => return None,
    };
    Some(Measure { value: if from.is_empty() { 1.0 } else { 0.5 }, words, ..Measure::default() })
}
