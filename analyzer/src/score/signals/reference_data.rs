//! Tables whose rows no code makes, or only what is started by hand to fill them.

use crate::facts::item::EntryKind;
use crate::resolve::ids::TableId;
use crate::resolve::program::Mode;
use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let first = candidate.tables.first()?;
    let made = candidate.tables.iter().any(|table| context.figures[table.0 as usize].inserted);
    let name = context.table_name(*first);
    if !made {
        return Some(Measure {
            value: 1.0,
            words: format!("nothing in the code makes rows of `{name}`"),
            ..Measure::default()
        });
    }
    let named = candidate.tables.iter().any(|table| super::act_value(&context.readings[table.0 as usize]) >= 0.5);
    let traced = candidate.tables.iter().flat_map(|table| &context.table(*table).columns).any(|column| readings::trace(&column.name).is_some());
    let filled = !named && !traced && candidate.tables.iter().all(|table| is_filled_by_hand(context, *table));
    let words = format!("only a command fills `{name}`");
    filled.then(|| Measure { value: 1.0, words, ..Measure::default() })
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
