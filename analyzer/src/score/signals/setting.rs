//! Tables of settings.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::Carrier;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let settings = candidate.tables.iter().filter(|table| context.readings[table.0 as usize].has(Carrier::Setting));
    let count = settings.clone().count();
    let first = settings.min()?;
    let words = format!("`{}` holds settings", context.table_name(*first));
    Some(Measure { value: count as f64 / candidate.tables.len() as f64, words, ..Measure::default() })
}
