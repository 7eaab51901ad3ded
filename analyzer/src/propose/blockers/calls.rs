//! Functions outside that have a boundary's own functions write its data: a repository between them and the data hides them
//! from whoever only looks at statements. Who writes it by statements of his own is found elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{data, writing};
use crate::facts::place::Place;
use crate::propose::proposal::{Blocker, BlockerKind};
use crate::resolve::ids::FunctionId;
use crate::resolve::program::CallKind;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

/// So many traits may stand between a call and what it leads to.
const TRAITS: usize = 2;

/// The first such call of a function outside, what it calls there, and all that is written for it.
struct Call {
    place: Place,
    callee: FunctionId,
    data: BTreeSet<String>,
}

/// One a function outside.
pub(super) fn foreign(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let mut found: BTreeMap<FunctionId, Call> = BTreeMap::new();
    for callee in candidate.inside.iter().copied() {
        let data = data(context, candidate, &writing(context, candidate, callee));
        if data.is_empty() {
            continue;
        }
        for (caller, place) in callers(context, callee, TRAITS) {
            if !is_outside(context, candidate, caller) {
                continue;
            }
            let first = found.entry(caller).or_insert(Call { place, callee, data: BTreeSet::new() });
            if place < first.place {
                (first.place, first.callee) = (place, callee);
            }
            first.data.extend(data.iter().cloned());
        }
    }
    let blocker = |(function, call): (FunctionId, Call)| {
        let callee = context.function(call.callee);
        let owner = callee.owner.iter().map(|owner| format!("{owner}::")).collect::<String>();
        let called = format!("{owner}{}", callee.name);
        Blocker {
            kind: BlockerKind::ForeignCall,
            function: Some(function),
            place: call.place,
            data: call.data.into_iter().collect(),
            fix: format!(
                "call an operation of {} over its interface, where it calls `{called}` today",
                candidate.name
            ),
        }
    };
    found.into_iter().map(blocker).collect()
}

/// Of the program, not of the boundary, and not known already to write its data. What so much of the monolith runs that it is
/// nobody's in particular only hands on.
fn is_outside(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> bool {
    let function = context.function(id);
    function.of_program()
        && !function.derived
        && !context.is_bulk(id)
        && !context.is_everywhere(id)
        && !candidate.inside.contains(&id)
        && !candidate.foreign_writers.contains(&id)
        && candidate.operations.iter().all(|(own, _)| *own != id)
}

/// Who calls the function, by its name or through a trait, and where.
fn callers(context: &Context<'_>, callee: FunctionId, traits: usize) -> Vec<(FunctionId, Place)> {
    let mut found = Vec::new();
    for caller in context.monolith.graph.callers(callee) {
        let own = context.monolith.program.calls_of(*caller).iter();
        for call in own.filter(|call| call.callee == callee) {
            match call.kind {
                CallKind::Dispatch if traits > 0 => found.extend(callers(context, *caller, traits - 1)),
                CallKind::Dispatch => {}
                _ => found.push((*caller, call.place)),
            }
        }
    }
    found
}
