//! Rows that are made in the same breath as other rows: parts of them, whatever their tables are called.

use super::context::Context;
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;

/// Functions that make rows of the table, without those that move all data.
pub(super) fn makers(context: &Context<'_>, table: TableId) -> Vec<FunctionId> {
    let accesses = context.monolith.graph.accesses_to(table).iter();
    let mut makers: Vec<FunctionId> =
        accesses.filter(|access| access.mode == Mode::Insert).map(|access| access.function).collect();
    makers.retain(|id| !context.is_bulk(*id));
    makers.dedup();
    makers
}

/// Whether the maker makes rows of the other table itself, or whoever calls it does, by itself or by what it calls.
pub(super) fn makes_too(context: &Context<'_>, maker: FunctionId, other: TableId) -> bool {
    let graph = context.monolith.graph;
    let lets_make = |id: FunctionId| {
        makes(context, id, other) || graph.callees(id).iter().any(|callee| makes(context, *callee, other))
    };
    let callers = graph.callers(maker);
    makes(context, maker, other) || (!callers.is_empty() && callers.iter().all(|caller| lets_make(*caller)))
}

/// Whether it makes new rows; what saves a row whether it is new or not tells nothing.
fn makes(context: &Context<'_>, id: FunctionId, table: TableId) -> bool {
    let accesses = context.monolith.graph.accesses(id).iter().filter(|access| access.table == table);
    let done = |mode: Mode| accesses.clone().any(|access| access.mode == mode);
    done(Mode::Insert) && !done(Mode::Update)
}

/// Whether the table's rows name rows of the other and are only ever made together with them.
pub(crate) fn is_part(context: &Context<'_>, table: TableId, whole: TableId) -> bool {
    let makers = makers(context, table);
    context.figures[table.0 as usize].refers_to.contains(&whole)
        && !makers.is_empty()
        && makers.into_iter().all(|maker| makes_too(context, maker, whole))
}
