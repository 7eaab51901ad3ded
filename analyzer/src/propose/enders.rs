//! Functions that look up a row of a process and use it up: what they change besides is what came of it, whatever they are
//! called and wherever they stand. Who only ends rows (all sessions of somebody) does something else, and they go with it.

use std::collections::BTreeSet;

use crate::lexicon::{self, Crud};
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

/// So far below a function its step may change the rows: `invalidate` calls `save`.
const STEPS: usize = 2;
/// What looks up and changes rows of more tables than this that are no nouns moves data.
const MOST: usize = 2;

/// Those of the candidate.
pub(super) fn enders(context: &Context<'_>, candidate: &Candidate) -> BTreeSet<FunctionId> {
    let graph = context.monolith.graph;
    let own = |table: TableId| candidate.tables.binary_search(&table).is_ok();
    let called = candidate.inside.iter().flat_map(|id| graph.callers(*id)).copied();
    let once: BTreeSet<FunctionId> = called.collect();
    let twice = once.iter().flat_map(|id| graph.callers(*id)).copied();
    let around: BTreeSet<FunctionId> =
        once.iter().copied().chain(twice).chain(candidate.foreign_writers.iter().copied()).collect();
    let ends = |id: &FunctionId| {
        !context.is_bulk(*id) && !removes_entity(context, *id) && {
            let used = used_up(context, *id);
            used.len() <= MOST && used.into_iter().any(own)
        }
    };
    around.into_iter().filter(ends).collect()
}

/// Tables that are no nouns of which the function looks up rows and changes them, by steps that change nothing else.
fn used_up(context: &Context<'_>, id: FunctionId) -> BTreeSet<TableId> {
    let graph = context.monolith.graph;
    let mut read: BTreeSet<TableId> = BTreeSet::new();
    let mut changed: BTreeSet<TableId> = BTreeSet::new();
    for access in graph.accesses(id) {
        let set = if access.mode == Mode::Read { &mut read } else { &mut changed };
        if uses_up(access.mode) || access.mode == Mode::Read {
            set.insert(access.table);
        }
    }
    let table = |at: usize| TableId(u32::try_from(at).unwrap_or(u32::MAX));
    for callee in graph.callees(id) {
        let written: Vec<usize> = graph.writes(*callee).iter().collect();
        match written[..] {
            [] => {
                let done = graph.accesses(context.behind(*callee));
                read.extend(done.iter().map(|access| access.table));
            }
            [one] if changes(context, *callee, table(one), STEPS) => {
                changed.insert(table(one));
            }
            _ => {}
        }
    }
    read.intersection(&changed).copied().filter(|table| !context.is_noun(*table)).collect()
}

fn uses_up(mode: Mode) -> bool {
    matches!(mode, Mode::Update | Mode::Delete)
}

/// `delete_user` cleans up, with the user, whatever hangs on it.
fn removes_entity(context: &Context<'_>, id: FunctionId) -> bool {
    let words = context.split(&context.function(id).name);
    let removes = words.first().is_some_and(|word| lexicon::crud(word) == Some(Crud::Delete));
    removes && words.iter().any(|word| context.noun_words.contains(&lexicon::singular(word)))
}

fn changes(context: &Context<'_>, id: FunctionId, table: TableId, steps: usize) -> bool {
    let graph = context.monolith.graph;
    let direct = graph.accesses(id).iter().any(|access| access.table == table && uses_up(access.mode));
    direct
        || (steps > 1 && graph.callees(id).iter().any(|callee| changes(context, *callee, table, steps - 1)))
}
