//! The shortest call chain between two functions: the evidence that one leads to the other.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::DataGraph;
use crate::resolve::ids::FunctionId;

impl DataGraph {
    /// The functions from `from` to `to`, both included; None when no call leads there.
    pub(crate) fn chain(&self, from: FunctionId, to: FunctionId) -> Option<Vec<FunctionId>> {
        let mut came_from: FxHashMap<FunctionId, FunctionId> = FxHashMap::default();
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            if at == to {
                return Some(unwind(&came_from, from, to));
            }
            for next in self.callees(at) {
                if *next != from && !came_from.contains_key(next) {
                    came_from.insert(*next, at);
                    queue.push_back(*next);
                }
            }
        }
        None
    }
}

fn unwind(
    came_from: &FxHashMap<FunctionId, FunctionId>,
    from: FunctionId,
    to: FunctionId,
) -> Vec<FunctionId> {
    let mut chain = vec![to];
    let mut at = to;
    while at != from {
        at = came_from[&at];
        chain.push(at);
    }
    chain.reverse();
    chain
}
