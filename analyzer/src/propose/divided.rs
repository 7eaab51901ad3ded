//! Rows in which changes stand side by side that have nothing to do with each other: approving sets these columns, delegating
//! those, closing others. Several processes leave their marks in such a row, and it is none of them; a process's own row is
//! changed by steps that share its state.

use std::collections::BTreeSet;

use super::members::specific;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::context::Context;
use crate::score::readings;

/// From so many separate changes on the row is nobody's. Counted over the labelled tables of 36 monoliths: of those with as
/// many 13 are entities and one is a process's, with a setter for each column; of those with one less 7 and 9.
const SEPARATE: usize = 5;

/// And from so many files, or under so many verbs: one process may have a setter for each of its columns.
const FILES: usize = 3;
const VERBS: usize = 2;

/// What one place changes, and its function.
type Change = (BTreeSet<ColumnId>, FunctionId);

/// Whether rows of the table are changed in so many separate ways.
pub(super) fn is_divided(context: &Context<'_>, table: TableId) -> bool {
    let changes = changes(context, table);
    let graph = context.monolith.graph;
    let users = |id: FunctionId| match graph.callers(id) {
        [] => vec![id],
        callers => callers.to_vec(),
    };
    let files: BTreeSet<&str> =
        changes.iter().flat_map(|(_, id)| users(*id)).map(|id| &*context.function(id).path).collect();
    let mut groups: Vec<BTreeSet<ColumnId>> = Vec::new();
    for (change, _) in &changes {
        let (near, far): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group: &BTreeSet<ColumnId>| !group.is_disjoint(change));
        groups = far;
        groups.push(near.into_iter().flatten().chain(change.iter().copied()).collect());
    }
    let verbs: BTreeSet<String> = changes.iter().filter_map(|(_, id)| context.verb_of(*id)).collect();
    groups.len() >= SEPARATE && (files.len() >= FILES || verbs.len() >= VERBS)
}

/// What each statement changes that does not write whole rows, and what is set in rows that others save.
fn changes(context: &Context<'_>, table: TableId) -> Vec<Change> {
    let accesses = context.monolith.graph.accesses_to(table).iter();
    let updates = accesses.filter(|access| access.mode == Mode::Update && !context.is_bulk(access.function));
    let written = updates.map(|a| (a.function, &context.statement(a.statement).writes_columns[..]));
    let handed = context.handed_rows_of(table).map(|row| (row.function, &row.columns[..]));
    let telling = |columns: &[ColumnId]| -> BTreeSet<ColumnId> {
        let own = columns.iter().copied().filter(|column| column.table == table);
        own.filter(|column| specific(context, columns, *column) && !keeps_books(context, *column)).collect()
    };
    let changes = written.chain(handed).map(|(id, columns)| (telling(columns), id));
    changes.filter(|(change, _)| !change.is_empty()).collect()
}

fn keeps_books(context: &Context<'_>, column: ColumnId) -> bool {
    readings::keeps_books(&context.monolith.program.schema.column_of(column).name)
}
