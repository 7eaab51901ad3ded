//! How many of the functions that write the data are its own.

use crate::resolve::ids::{ColumnId, FunctionId};
use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let direct = candidate.inside.iter().filter(|id| writes(candidate, context, **id)).count();
    // Where whole rows are saved by one function for all, those that belong here write through it.
    let own = if direct == 0 && candidate.tables.is_empty() { candidate.inside.len() } else { direct };
    let all = own + context.telling(&candidate.foreign_writers);
    let words = format!("{own} of the {all} functions that write its data are its own");
    (own > 0).then(|| Measure { value: own as f64 / all as f64, words, ..Measure::default() })
}

/// Whether the function writes owned data itself, or fills it in a row that another saves.
pub(super) fn writes(candidate: &Candidate, context: &Context<'_>, id: FunctionId) -> bool {
    let owned = |column: &ColumnId| candidate.columns.binary_search(column).is_ok();
    let fills = context.handed_by(id).any(|row| row.columns.iter().any(owned));
    fills || context.monolith.graph.accesses(id).iter().any(|access| {
        access.mode.writes()
            && (candidate.tables.binary_search(&access.table).is_ok()
                || context
                    .statement(access.statement)
                    .writes_columns
                    .iter()
                    .any(owned))
    })
}
