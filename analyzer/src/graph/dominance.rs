//! Which function stands on every way from the outside to another.

use petgraph::algo::dominators::simple_fast;
use petgraph::graph::{DiGraph, NodeIndex};

use super::build::node;
use crate::resolve::ids::FunctionId;

/// Each function's immediate dominator; None for what the outside starts and what nothing reaches.
#[derive(Debug, Default)]
pub(super) struct Dominators {
    immediate: Vec<Option<FunctionId>>,
}

impl Dominators {
    pub(super) fn of(calls: &DiGraph<FunctionId, ()>, starts: &[FunctionId]) -> Self {
        let count = calls.node_count();
        let mut rooted = calls.map(|_, id| Some(*id), |_, ()| ());
        let root = rooted.add_node(None);
        for start in starts {
            rooted.add_edge(root, node(*start), ());
        }
        let found = simple_fast(&rooted, root);
        let immediate = (0..count)
            .map(|index| found.immediate_dominator(NodeIndex::new(index)).and_then(|at| rooted[at]))
            .collect();
        Dominators { immediate }
    }

    pub(super) fn dominates(&self, outer: FunctionId, inner: FunctionId) -> bool {
        let mut at = Some(inner);
        while let Some(id) = at {
            if id == outer {
                return true;
            }
            at = self.immediate.get(id.0 as usize).copied().flatten();
        }
        false
    }
}
