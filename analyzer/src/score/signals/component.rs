//! Rows that are made where the rows of the entity that they belong to are made.

use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let (mut makers, mut together) = (0usize, 0usize);
    for table in &candidate.tables {
        let entities: Vec<TableId> = context.figures[table.0 as usize]
            .refers_to
            .iter()
            .copied()
            .filter(|other| context.is_noun(*other))
            .collect();
        for maker in makers_of(context, *table) {
            makers += 1;
            together += usize::from(makes_any(context, maker, &entities));
        }
    }
    let words = format!("{together} of {makers} functions that make its rows make the entity's rows in the same breath");
    (together > 0).then(|| Measure { value: together as f64 / makers as f64, words, ..Measure::default() })
}

fn makers_of(context: &Context<'_>, table: TableId) -> Vec<FunctionId> {
    let accesses = context.monolith.graph.accesses_to(table).iter();
    let mut makers: Vec<FunctionId> =
        accesses.filter(|access| access.mode == Mode::Insert).map(|access| access.function).collect();
    makers.retain(|id| !context.is_bulk(*id));
    makers.dedup();
    makers
}

/// It makes rows of one of the entities itself, or whoever calls it does, by itself or by what it calls.
fn makes_any(context: &Context<'_>, maker: FunctionId, entities: &[TableId]) -> bool {
    let graph = context.monolith.graph;
    let makes = |id: FunctionId| entities.iter().any(|entity| makes(context, id, *entity));
    let lets_make = |id: FunctionId| makes(id) || graph.callees(id).iter().any(|callee| makes(*callee));
    let callers = graph.callers(maker);
    makes(maker) || (!callers.is_empty() && callers.iter().all(|caller| lets_make(*caller)))
}

/// Whether it makes new rows; what saves a row whether it is new or not tells nothing.
fn makes(context: &Context<'_>, id: FunctionId, table: TableId) -> bool {
    let accesses = context.monolith.graph.accesses(id).iter().filter(|access| access.table == table);
    let done = |mode: Mode| accesses.clone().any(|access| access.mode == mode);
    done(Mode::Insert) && !done(Mode::Update)
}
