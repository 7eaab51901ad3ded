//! Rows in which changes stand side by side that have nothing to do with each other: approving sets these columns, delegating
//! those, closing others. Several processes leave their marks in such a row, and it is none of them; a process's own row is
//! changed by steps that share its state.

use std::collections::BTreeSet;

use super::members::changes;
use super::stays::keeps_books;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::score::context::Context;

/// From so many separate changes on the row is nobody's. Counted over the labelled tables of 36 monoliths: of those with as
/// many 13 are entities and one is a process's, with a setter for each column; of those with one less 7 and 9.
const SEPARATE: usize = 5;

/// And from so many files, or under so many verbs: one process may have a setter for each of its columns.
const FILES: usize = 3;
const VERBS: usize = 2;

/// Whether rows of the table are changed in so many separate ways.
pub(super) fn is_divided(context: &Context<'_>, table: TableId) -> bool {
    let told = |(_, id): &(Vec<ColumnId>, FunctionId)| !context.is_bulk(*id);
    let mut makers: Vec<FunctionId> = Vec::new();
    let mut groups: Vec<BTreeSet<ColumnId>> = Vec::new();
    for (columns, id) in changes(context, table).into_iter().filter(told) {
        let change: BTreeSet<ColumnId> =
            columns.into_iter().filter(|column| !keeps_books(context, *column)).collect();
        if change.is_empty() {
            continue;
        }
        let (near, far): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group: &BTreeSet<ColumnId>| !group.is_disjoint(&change));
        groups = far;
        groups.push(near.into_iter().flatten().chain(change).collect());
        makers.push(id);
    }
    groups.len() >= SEPARATE && are_several(context, &makers)
}

/// Whether the functions say different verbs, or are used from different files.
fn are_several(context: &Context<'_>, makers: &[FunctionId]) -> bool {
    let graph = context.monolith.graph;
    let users = |id: FunctionId| match graph.callers(id) {
        [] => vec![id],
        callers => callers.to_vec(),
    };
    let users = makers.iter().flat_map(|id| users(*id));
    let files: BTreeSet<&str> = users.map(|id| &*context.function(id).path).collect();
    let verbs: BTreeSet<String> = makers.iter().filter_map(|id| context.verb_of(*id)).collect();
    files.len() >= FILES || verbs.len() >= VERBS
}
