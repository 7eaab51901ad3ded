//! Things that people keep: tables whose rows the outside can make, change and delete, each by an entry point that is named
//! after just that, and in which no process leaves a trace. It knows names and entry points; what the rest of the monolith
//! does to the table is for `nouns`.

use crate::lexicon::Crud;
use crate::resolve::ids::TableId;
use crate::score::context::Context;
use crate::score::kept::kept;
use crate::score::readings::{self, Carrier};
use crate::score::signals::act_value;

/// From so many traces on something happens to the rows besides being kept.
const TRACES: usize = 2;

/// Whether the table keeps such things.
pub(super) fn is_administered(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let lasting = [Carrier::Pending, Carrier::Queued, Carrier::Petition, Carrier::Record];
    if act_value(reading) >= 0.6 || lasting.iter().any(|carrier| reading.has(*carrier)) {
        return false;
    }
    let traces = context.table(table).columns.iter().filter(|column| readings::trace(&column.name).is_some());
    if traces.count() >= TRACES {
        return false;
    }
    let figures = &context.figures[table.0 as usize];
    // What belongs to something and is nothing to others is a part of it.
    if !figures.refers_to.is_empty() && figures.referred_by.is_empty() {
        return false;
    }
    let kept = kept(context, table);
    let all = [Crud::Create, Crud::Update, Crud::Delete]
        .iter()
        .all(|crud| kept.iter().flatten().any(|k| k == crud));
    let keeping = kept.iter().filter(|done| !done.is_empty()).count();
    // Where more is named after the thing, more happens to it.
    all && kept.len() <= keeping + keeping / 2
}
