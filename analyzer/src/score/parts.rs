//! Rows that are made in the same breath as other rows: parts of them, whatever their tables are called.

use std::collections::BTreeSet;

use super::context::Context;
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;

/// So many tables are many to make rows of in one go.
const MANY: usize = 8;

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
    let mut telling = callers.iter().filter(|caller| !does_all_sorts(context, **caller)).peekable();
    makes(context, maker, other) || (telling.peek().is_some() && telling.all(|caller| lets_make(*caller)))
}

/// Whether it has rows of so many tables made, and of none of them that most of the others name, that it does all sorts of
/// things in one go, like a start with data for a show or an indexer's round: what is made there belongs together no more
/// than the rest.
fn does_all_sorts(context: &Context<'_>, id: FunctionId) -> bool {
    let graph = context.monolith.graph;
    let made = std::iter::once(&id).chain(graph.callees(id)).flat_map(|id| graph.accesses(*id));
    let tables: BTreeSet<TableId> =
        made.filter(|access| access.mode == Mode::Insert).map(|access| access.table).collect();
    let names = |from: &TableId, to: TableId| context.figures[from.0 as usize].refers_to.contains(&to);
    let leads =
        |root: &TableId| tables.iter().filter(|table| names(table, *root)).count() * 2 >= tables.len();
    tables.len() >= MANY && !tables.iter().any(leads)
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

#[cfg(test)]
mod tests {
    use super::is_part;
    use crate::graph::sketch::{program, table};
    use crate::graph::{DataGraph, Monolith};
    use crate::score::context::Context;

    /// An indexer's round has rows made of a block, of a fee that names it, and of so many other tables, each by a function of
    /// its own; `named` of those name the block.
    fn fee_is_part(others: usize, named: usize) -> bool {
        let mut text = "table blocks: id, height\ntable fees: id, block_id -> blocks, amount\n".to_owned();
        for at in 0..others {
            let key = if at < named { "block_id -> blocks, " } else { "" };
            text +=
                &format!("table t{at}: id, {key}amount\nfn src/t{at}.rs::save{at}\n  insert t{at}.amount\n");
        }
        text += "fn src/blocks.rs::save\n  insert blocks.height\nfn src/fees.rs::save\n  insert fees.amount\nfn src/crawl.rs::crawl\n";
        text += "  call src/blocks.rs::save\n  call src/fees.rs::save\n";
        (0..others).for_each(|at| text += &format!("  call src/t{at}.rs::save{at}\n"));
        let program = program(&text);
        let graph = DataGraph::build(&program);
        let context = Context::new(Monolith { program: &program, graph: &graph });
        is_part(&context, table(&program, "fees"), table(&program, "blocks"))
    }

    #[test]
    fn what_does_all_sorts_of_things_in_one_go_ties_none_of_them() {
        assert!(fee_is_part(2, 0));
        assert!(!fee_is_part(9, 0));
        // A block with its parts is one thing, however many they are.
        assert!(fee_is_part(9, 9));
    }
}
