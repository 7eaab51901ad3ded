//! Tables whose rows no code makes, or only what is started by hand to fill them.

use crate::facts::item::EntryKind;
use crate::resolve::ids::TableId;
use crate::resolve::program::Mode;
use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings;

/// What is left of the doubt where the rows are an entity's: reference data belongs to nobody.
const BELONGS: f64 = 0.25;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let first = candidate.tables.first()?;
    let made = candidate.tables.iter().any(|table| context.figures[table.0 as usize].inserted);
    let name = context.table_name(*first);
    if !made {
        // Whoever's rows they are, somebody makes them: a derive, a procedure, another program. A migration makes the one
        // row in which a process keeps how far it is.
        let owned =
            candidate.tables.iter().any(|table| belongs(context, *table) || context.is_changed(*table));
        let words = format!("nothing that was read in the code makes rows of `{name}`");
        return Some(Measure { value: if owned { BELONGS } else { 1.0 }, words, ..Measure::default() });
    }
    let named = candidate.tables.iter().any(|table| super::act_value(&context.readings[table.0 as usize]) >= 0.5);
    let traced = candidate.tables.iter().flat_map(|table| &context.table(*table).columns).any(|column| readings::trace(&column.name).is_some());
    let filled = !named && !traced && candidate.tables.iter().all(|table| is_filled_by_hand(context, *table));
    let words = format!("only a command fills `{name}`");
    filled.then(|| Measure { value: 1.0, words, ..Measure::default() })
}

/// Whether the rows are an entity's, as the schema says.
fn belongs(context: &Context<'_>, table: TableId) -> bool {
    context.table(table).foreign_keys.iter().any(|key| key.to != table && context.is_noun(key.to))
}

/// Whether commands alone make, change or delete its rows, and the outside reads them.
fn is_filled_by_hand(context: &Context<'_>, table: TableId) -> bool {
    let graph = context.monolith.graph;
    let command = |id| context.entry(id).is_some_and(|entry| matches!(entry.kind, EntryKind::Command | EntryKind::Main));
    let writers = &context.figures[table.0 as usize].writers;
    let made = graph.accesses_to(table).iter().any(|access| access.mode == Mode::Insert);
    let starts = graph.entries_of(writers);
    let readers = graph.entries_of(&context.figures[table.0 as usize].readers);
    made && !starts.is_empty() && starts.into_iter().all(command) && readers.into_iter().any(|id| !command(id))
}
