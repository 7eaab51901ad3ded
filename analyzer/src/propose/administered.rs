//! Things that people keep: tables whose rows the outside can make, change and delete, each by an entry point that is named
//! after just that, and in which no process leaves a trace; and whether the whole monolith is there to keep such things. It
//! knows names and entry points; what the rest of the monolith does to the table is for `nouns`.

use std::collections::BTreeSet;

use crate::lexicon::Crud;
use crate::resolve::ids::TableId;
use crate::score::context::Context;
use crate::score::kept::kept;
use crate::score::readings::{self, Carrier};
use crate::score::signals::act_value;

/// From so many traces on something happens to the rows besides being kept.
const TRACES: usize = 2;

/// So many tables, and one in so many of all, make a monolith that keeps records.
const RECORDS: (usize, usize) = (8, 3);

/// Whether the table keeps such things.
pub(super) fn is_administered(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let lasting = [Carrier::Pending, Carrier::Queued, Carrier::Petition, Carrier::Record];
    if act_value(reading) >= 0.6 || lasting.iter().any(|carrier| reading.has(*carrier)) {
        return false;
    }
    let figures = &context.figures[table.0 as usize];
    // What belongs to something and is nothing to others is a part of it.
    if !figures.refers_to.is_empty() && figures.referred_by.is_empty() {
        return false;
    }
    traces(context, table) < TRACES && is_kept(context, table)
}

/// Tables of a monolith that is there to keep things: so many of them, and so large a share of all, are kept in the same way.
/// There what is named after an act is a thing, too: an award, an endorsement, a funding are what a catalogue says of its works.
/// Of 92 labelled monoliths one keeps a third of its tables so, the next a sixth.
pub(super) fn records(context: &Context<'_>) -> BTreeSet<TableId> {
    let lasts = |table: &TableId| {
        let reading = &context.readings[table.0 as usize];
        reading.lasts() || reading.has(Carrier::Petition)
    };
    let kept: BTreeSet<TableId> =
        context.ids().filter(|table| !lasts(table) && is_kept(context, *table)).collect();
    let (least, share) = RECORDS;
    let all = context.ids().count();
    if kept.len() >= least && kept.len() * share >= all { kept } else { BTreeSet::new() }
}

/// Columns in which a process may leave its traces.
fn traces(context: &Context<'_>, table: TableId) -> usize {
    context.table(table).columns.iter().filter(|column| readings::trace(&column.name).is_some()).count()
}

/// Whether entry points make, change and delete the rows and little else.
fn is_kept(context: &Context<'_>, table: TableId) -> bool {
    let kept = kept(context, table);
    let all = [Crud::Create, Crud::Update, Crud::Delete]
        .iter()
        .all(|crud| kept.iter().flatten().any(|k| k == crud));
    let keeping = kept.iter().filter(|done| !done.is_empty()).count();
    // Where more is named after the thing, more happens to it.
    all && kept.len() <= keeping + keeping / 2
}
