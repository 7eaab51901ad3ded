//! Tables whose rows no code makes.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let first = candidate.tables.first()?;
    let made = candidate.tables.iter().any(|table| context.figures[table.0 as usize].inserted);
    let words = format!("nothing in the code makes rows of `{}`", context.table_name(*first));
    (!made).then(|| Measure { value: 1.0, words, ..Measure::default() })
}
