//! From the resolved program to the graph, with its closures.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Access, BitSet, Component, DataGraph, dominance};
use crate::facts::item::EntryKind;
use crate::facts::place::Certainty;
use crate::resolve::ids::{FunctionId, StatementId};
use crate::resolve::program::{CallKind, Mode, Program};

impl DataGraph {
    /// The graph of a program.
    pub(crate) fn build(program: &Program) -> DataGraph {
        let mut graph = DataGraph { entries: entries(program), ..DataGraph::default() };
        graph.add_calls(program);
        graph.add_accesses(program);
        graph.add_handed_rows(program);
        graph.close(program.schema.tables.len());
        graph.dominators = dominance::Dominators::of(&graph.calls, &graph.starts());
        graph
    }

    fn add_calls(&mut self, program: &Program) {
        let count = program.functions.len();
        let mut calls = DiGraph::with_capacity(count, program.calls.len());
        for index in 0..count {
            calls.add_node(function(index));
        }
        self.callees = vec![Vec::new(); count];
        self.callers = vec![Vec::new(); count];
        for call in &program.calls {
            // A handler that is registered is started by the outside, not by who registers it.
            let registered = call.kind == CallKind::Reference && self.is_entry(call.callee);
            let test =
                [call.caller, call.callee].iter().any(|id| !program.functions[id.0 as usize].of_program());
            if call.certainty != Certainty::Possible && !registered && !test && call.caller != call.callee {
                self.callees[call.caller.0 as usize].push(call.callee);
            }
        }
        for (caller, callees) in self.callees.iter_mut().enumerate() {
            callees.sort_unstable();
            callees.dedup();
            for callee in callees {
                self.callers[callee.0 as usize].push(function(caller));
                calls.add_edge(node(function(caller)), node(*callee), ());
            }
        }
        self.calls = calls;
    }

    fn add_accesses(&mut self, program: &Program) {
        self.accesses = vec![Vec::new(); program.functions.len()];
        self.accesses_to = vec![Vec::new(); program.schema.tables.len()];
        for (index, statement) in program.statements.iter().enumerate() {
            let test = !program.functions[statement.function.0 as usize].of_program();
            if statement.certainty == Certainty::Possible || test {
                continue;
            }
            let id = StatementId(u32::try_from(index).expect("a program has fewer statements than u32::MAX"));
            for (table, mode) in &statement.tables {
                let access =
                    Access { function: statement.function, statement: id, table: *table, mode: *mode };
                self.accesses[statement.function.0 as usize].push(access);
                self.accesses_to[table.0 as usize].push(access);
            }
        }
        for accesses in self.accesses.iter_mut().chain(&mut self.accesses_to) {
            accesses.sort_unstable();
        }
    }

    /// Who is given a row saves it, whether it is new or not, or the next function does.
    fn add_handed_rows(&mut self, program: &Program) {
        self.handed = vec![Vec::new(); program.functions.len()];
        self.handed_to = vec![Vec::new(); program.schema.tables.len()];
        for (index, row) in program.handed_rows.iter().enumerate() {
            let Some(table) = row.columns.first().map(|column| column.table) else { continue };
            let saves = |id: FunctionId| {
                let accesses = &self.accesses[id.0 as usize];
                let saving = |mode| matches!(mode, Mode::Insert | Mode::Update);
                accesses.iter().any(|access| access.table == table && saving(access.mode))
            };
            let saved = saves(row.to) || self.callees[row.to.0 as usize].iter().any(|id| saves(*id));
            if saved && program.functions[row.function.0 as usize].of_program() {
                self.handed[row.function.0 as usize].push(index);
                self.handed_to[table.0 as usize].push(index);
            }
        }
    }

    /// Circles become one node each; what is left has an order, in which one pass each way closes over everything.
    fn close(&mut self, tables: usize) {
        let order = kosaraju_scc(&self.calls);
        self.component = vec![0; self.callees.len()];
        for (index, members) in order.iter().enumerate() {
            for member in members {
                self.component[member.index()] =
                    u32::try_from(index).expect("no more circles than functions");
            }
        }
        let empty = Component {
            reads: BitSet::with_capacity(tables),
            writes: BitSet::with_capacity(tables),
            entries: BitSet::with_capacity(self.entries.len()),
        };
        self.components = vec![empty; order.len()];
        for (index, members) in order.iter().enumerate() {
            self.close_over_callees(index, members);
        }
        for (index, entry) in self.entries.iter().enumerate() {
            self.components[self.component[entry.0 as usize] as usize].entries.insert(index);
        }
        for (index, members) in order.iter().enumerate().rev() {
            self.spread_entries(index, members);
        }
    }

    fn close_over_callees(&mut self, index: usize, members: &[NodeIndex]) {
        let mut own = std::mem::take(&mut self.components[index]);
        for member in members {
            for access in &self.accesses[member.index()] {
                let set = if access.mode == Mode::Read { &mut own.reads } else { &mut own.writes };
                set.insert(access.table.0 as usize);
            }
            for callee in &self.callees[member.index()] {
                let other = self.component[callee.0 as usize] as usize;
                if other != index {
                    own.reads.union_with(&self.components[other].reads);
                    own.writes.union_with(&self.components[other].writes);
                }
            }
        }
        self.components[index] = own;
    }

    fn spread_entries(&mut self, index: usize, members: &[NodeIndex]) {
        let own = self.components[index].entries.clone();
        if own.is_empty() {
            return;
        }
        for member in members {
            for callee in &self.callees[member.index()] {
                let other = self.component[callee.0 as usize] as usize;
                self.components[other].entries.union_with(&own);
            }
        }
    }
}

/// Functions that the outside starts. `main` is none: it starts everything and tells nothing.
fn entries(program: &Program) -> Vec<FunctionId> {
    let live = |id: FunctionId| program.functions[id.0 as usize].of_program();
    let marked = program.entries.iter().filter(|entry| entry.kind != EntryKind::Main);
    let mut entries: Vec<FunctionId> = marked.map(|entry| entry.function).filter(|id| live(*id)).collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

pub(super) fn function(index: usize) -> FunctionId {
    FunctionId(u32::try_from(index).expect("a program has fewer functions than u32::MAX"))
}

pub(super) fn node(id: FunctionId) -> NodeIndex {
    NodeIndex::new(id.0 as usize)
}
