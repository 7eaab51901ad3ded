//! Calls through a trait that has several implementations of which it does not matter which one runs: those for several
//! back ends do the same to the same tables, and what keeps nothing (a cache, a client, a log) does nothing to any. Such
//! calls lead to all of them. Handlers of jobs or messages that share a trait each do something else; nothing is known of
//! those calls but that they are possible.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::FunctionId;
use super::program::{Call, CallKind, Program};
use super::set::BitSet;
use crate::facts::Name;
use crate::facts::place::{Certainty, Place};

/// An implementation touches at least this share of what all together touch, as a fraction.
const SHARE: (usize, usize) = (2, 3);

/// One call in the code: who calls, where, and under which name.
type Site = (FunctionId, Place, Name);

/// Takes for likely what leads to implementations that do the same. A trait may be called by what another one's
/// implementations do: it goes on until nothing new is known.
pub(super) fn settle(program: &mut Program) {
    let mut open = open(program);
    if open.is_empty() {
        return;
    }
    let mut reached = Reached::of(program);
    loop {
        let (same, rest): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|(_, calls)| do_the_same(program, &reached, calls));
        if same.is_empty() {
            return;
        }
        for at in same.into_iter().flat_map(|(_, calls)| calls) {
            program.calls[at].certainty = Certainty::Likely;
            reached.lead(&program.calls[at]);
        }
        open = rest;
    }
}

/// Calls to several implementations, as places in the program's list.
fn open(program: &Program) -> Vec<(Site, Vec<usize>)> {
    let mut sites: BTreeMap<Site, Vec<usize>> = BTreeMap::new();
    for (at, call) in program.calls.iter().enumerate() {
        if call.kind == CallKind::Dispatch && call.certainty == Certainty::Possible {
            let name = program.functions[call.callee.0 as usize].name;
            sites.entry((call.caller, call.place, name)).or_default().push(at);
        }
    }
    sites.into_iter().collect()
}

fn do_the_same(program: &Program, reached: &Reached, calls: &[usize]) -> bool {
    let callees: BTreeSet<FunctionId> = calls.iter().map(|at| program.calls[*at].callee).collect();
    let sets: Vec<&BitSet> = callees.iter().map(|id| reached.by(*id)).filter(|set| !set.is_empty()).collect();
    let Some(mut all) = sets.first().map(|set| (*set).clone()) else { return false };
    sets.iter().for_each(|set| all.union_with(set));
    let whole = all.iter().count();
    let alike = |set: &&BitSet| set.iter().count() * SHARE.1 >= whole * SHARE.0;
    sets.iter().all(alike)
}

/// What every function does to tables, itself or through what it calls: two bits a table, read and written.
struct Reached {
    sets: Vec<BitSet>,
    callers: Vec<Vec<FunctionId>>,
}

impl Reached {
    fn of(program: &Program) -> Reached {
        let count = program.functions.len();
        let empty = BitSet::with_capacity(program.schema.tables.len() * 2);
        let mut reached = Reached { sets: vec![empty; count], callers: vec![Vec::new(); count] };
        for call in program.calls.iter().filter(|call| call.certainty != Certainty::Possible) {
            reached.callers[call.callee.0 as usize].push(call.caller);
        }
        let mut touching: BTreeSet<FunctionId> = BTreeSet::new();
        for statement in program.statements.iter().filter(|one| one.certainty != Certainty::Possible) {
            for (table, mode) in &statement.tables {
                let bit = table.0 as usize * 2 + usize::from(mode.writes());
                reached.sets[statement.function.0 as usize].insert(bit);
            }
            touching.insert(statement.function);
        }
        reached.spread(touching.into_iter().collect());
        reached
    }

    fn by(&self, id: FunctionId) -> &BitSet {
        &self.sets[id.0 as usize]
    }

    /// What the callee does, its caller does from now on.
    fn lead(&mut self, call: &Call) {
        self.callers[call.callee.0 as usize].push(call.caller);
        self.spread(vec![call.callee]);
    }

    /// Hands what the functions do on to whoever calls them.
    fn spread(&mut self, mut changed: Vec<FunctionId>) {
        while let Some(id) = changed.pop() {
            let set = self.sets[id.0 as usize].clone();
            for caller in self.callers[id.0 as usize].clone() {
                let own = &mut self.sets[caller.0 as usize];
                if !set.is_subset(own) {
                    own.union_with(&set);
                    changed.push(caller);
                }
            }
        }
    }
}
