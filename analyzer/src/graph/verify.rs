//! What must hold of every graph, however it was built.

use super::DataGraph;
use crate::graph::build::function;

impl DataGraph {
    /// The first thing that is wrong with the graph, in words. Only tests ask.
    #[cfg_attr(not(test), expect(dead_code, reason = "an invariant for tests"))]
    pub(crate) fn verify(&self) -> Result<(), String> {
        for index in 0..self.callees.len() {
            let id = function(index);
            for callee in self.callees(id) {
                if self.callers(*callee).binary_search(&id).is_err() {
                    return Err(format!("{id:?} calls {callee:?}, which does not know"));
                }
                let closed = self.reads(*callee).is_subset(self.reads(id))
                    && self.writes(*callee).is_subset(self.writes(id))
                    && self.entries_reaching(id).is_subset(self.entries_reaching(*callee));
                if !closed {
                    return Err(format!("{id:?} calls {callee:?}, and a closure lacks something"));
                }
            }
            for access in self.accesses(id) {
                let reached = if access.mode.writes() { self.writes(id) } else { self.reads(id) };
                if !reached.contains(access.table.0 as usize) {
                    return Err(format!("{id:?} touches {:?} outside of its closure", access.table));
                }
            }
        }
        let entry_lacking =
            self.entries.iter().enumerate().find(|(at, id)| !self.entries_reaching(**id).contains(*at));
        entry_lacking.map_or(Ok(()), |(_, id)| Err(format!("{id:?} does not reach itself")))
    }
}
