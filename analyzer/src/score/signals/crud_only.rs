//! No verb anywhere: an operation of the domain is missing, and so is either an act in the name or a trace in a column.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings;

/// With so many operations that say what is done it is no CRUD.
const SOME: usize = 2;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let named =
        candidate.tables.iter().any(|table| super::act_value(&context.readings[table.0 as usize]) > 0.4);
    let traced = candidate.tables.iter().any(|table| {
        context.table(*table).columns.iter().any(|column| readings::trace(&column.name).is_some())
    });
    let said = candidate.operations.iter().filter(|(id, _)| context.verb_of(*id).is_some()).count();
    if !candidate.columns.is_empty() || said >= SOME || (named && (traced || said > 0)) {
        return None;
    }
    let words = "its functions only create, read, update and delete".to_owned();
    Some(Measure { value: if said == 0 { 1.0 } else { 0.6 }, words, ..Measure::default() })
}
