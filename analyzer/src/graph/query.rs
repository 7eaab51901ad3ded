//! What the layers above ask the graph.

use super::{Access, BitSet, DataGraph};
use crate::graph::build::function;
use crate::resolve::ids::{FunctionId, TableId};

impl DataGraph {
    /// Functions that it calls, sorted.
    pub(crate) fn callees(&self, id: FunctionId) -> &[FunctionId] {
        &self.callees[id.0 as usize]
    }

    /// Functions that call it, sorted.
    pub(crate) fn callers(&self, id: FunctionId) -> &[FunctionId] {
        &self.callers[id.0 as usize]
    }

    /// What the function's own statements touch.
    pub(crate) fn accesses(&self, id: FunctionId) -> &[Access] {
        &self.accesses[id.0 as usize]
    }

    /// Who touches the table by a statement of its own; sorted by function.
    pub(crate) fn accesses_to(&self, table: TableId) -> &[Access] {
        &self.accesses_to[table.0 as usize]
    }

    /// Rows that the function fills for others to save, as indexes into the program's.
    pub(crate) fn handed_by(&self, id: FunctionId) -> &[usize] {
        &self.handed[id.0 as usize]
    }

    /// Rows of the table that are filled at one place and saved at another, as indexes into the program's.
    pub(crate) fn handed_rows_of(&self, table: TableId) -> &[usize] {
        &self.handed_to[table.0 as usize]
    }

    /// Functions that write the table themselves, sorted.
    pub(crate) fn writers(&self, table: TableId) -> Vec<FunctionId> {
        unique(self.accesses_to(table).iter().filter(|access| access.mode.writes()))
    }

    /// Functions that only read the table themselves, sorted.
    pub(crate) fn readers(&self, table: TableId) -> Vec<FunctionId> {
        let writers = self.writers(table);
        let mut readers = unique(self.accesses_to(table).iter());
        readers.retain(|id| writers.binary_search(id).is_err());
        readers
    }

    /// Functions that the outside starts, sorted.
    pub(crate) fn entries(&self) -> &[FunctionId] {
        &self.entries
    }

    pub(crate) fn is_entry(&self, id: FunctionId) -> bool {
        self.entries.binary_search(&id).is_ok()
    }

    /// Tables that the function reads, itself or through what it calls.
    pub(crate) fn reads(&self, id: FunctionId) -> &BitSet {
        &self.components[self.component[id.0 as usize] as usize].reads
    }

    /// Tables that the function writes, itself or through what it calls.
    pub(crate) fn writes(&self, id: FunctionId) -> &BitSet {
        &self.components[self.component[id.0 as usize] as usize].writes
    }

    /// Entry points that reach the function, as indexes into [`DataGraph::entries`].
    pub(crate) fn entries_reaching(&self, id: FunctionId) -> &BitSet {
        &self.components[self.component[id.0 as usize] as usize].entries
    }

    /// Entry points that reach any of the functions, sorted.
    pub(crate) fn entries_of(&self, functions: &[FunctionId]) -> Vec<FunctionId> {
        let mut all = BitSet::with_capacity(self.entries.len());
        for id in functions {
            all.union_with(self.entries_reaching(*id));
        }
        all.iter().map(|index| self.entries[index]).collect()
    }

    /// Entry points, and functions that nobody calls and that touch data: where work starts, sorted.
    pub(crate) fn starts(&self) -> Vec<FunctionId> {
        (0..self.callees.len())
            .map(function)
            .filter(|id| {
                let reaches = !self.reads(*id).is_empty() || !self.writes(*id).is_empty();
                self.is_entry(*id) || (reaches && self.callers(*id).is_empty())
            })
            .collect()
    }

    /// Whether every way from outside to `inner` passes through `outer`.
    pub(crate) fn dominates(&self, outer: FunctionId, inner: FunctionId) -> bool {
        self.dominators.dominates(outer, inner)
    }
}

fn unique<'a>(accesses: impl Iterator<Item = &'a Access>) -> Vec<FunctionId> {
    let mut ids: Vec<FunctionId> = accesses.map(|access| access.function).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
