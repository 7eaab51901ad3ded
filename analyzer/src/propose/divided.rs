//! Rows in which changes stand side by side that have nothing to do with each other: approving sets these columns, delegating
//! those, closing others. Several processes leave their marks in such a row, and it is none of them; a process's own row is
//! changed by steps that share its state.

use std::collections::BTreeSet;

use super::members::specific;
use crate::resolve::ids::{ColumnId, TableId};
use crate::resolve::program::Mode;
use crate::score::context::Context;
use crate::score::readings;

/// From so many separate changes on the row is nobody's. Counted over the tables of 35 labelled monoliths: of those with as
/// many all 13 are entities, of those with one less 7 are entities and 9 a process's.
const SEPARATE: usize = 5;

/// Whether rows of the table are changed in so many separate ways.
pub(super) fn is_divided(context: &Context<'_>, table: TableId) -> bool {
    let mut groups: Vec<BTreeSet<ColumnId>> = Vec::new();
    for change in changes(context, table) {
        let (near, far): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group: &BTreeSet<ColumnId>| !group.is_disjoint(&change));
        groups = far;
        groups.push(near.into_iter().flatten().chain(change).collect());
    }
    groups.len() >= SEPARATE
}

/// What each statement changes that does not write whole rows, and what is set in rows that others save.
fn changes(context: &Context<'_>, table: TableId) -> Vec<BTreeSet<ColumnId>> {
    let accesses = context.monolith.graph.accesses_to(table).iter();
    let updates = accesses.filter(|access| access.mode == Mode::Update && !context.is_bulk(access.function));
    let written = updates.map(|access| &context.statement(access.statement).writes_columns[..]);
    let handed = context.handed_rows_of(table).map(|row| &row.columns[..]);
    let telling = |columns: &[ColumnId]| -> BTreeSet<ColumnId> {
        let own = columns.iter().copied().filter(|column| column.table == table);
        own.filter(|column| specific(context, columns, *column) && !keeps_books(context, *column)).collect()
    };
    written.chain(handed).map(telling).filter(|change| !change.is_empty()).collect()
}

fn keeps_books(context: &Context<'_>, column: ColumnId) -> bool {
    readings::keeps_books(&context.monolith.program.schema.column_of(column).name)
}
