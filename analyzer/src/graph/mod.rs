//! The data-dependency graph: which function calls which, and which tables each touches, alone and through calls.
//!
//! The only place that knows `petgraph`; everybody else asks in the words of the domain and gets typed ids, sorted.
//! It decides nothing: what the figures mean is for `score` and `propose`. Test code and calls that are only
//! possible are left out of it.

mod build;
mod chains;
mod dominance;
mod query;
#[cfg(test)]
pub(crate) mod sketch;
#[cfg(test)]
mod tests;
mod verify;

pub(crate) use crate::resolve::set::BitSet;

use crate::resolve::ids::{FunctionId, StatementId, TableId};
use crate::resolve::program::{Mode, Program};

/// The program with its graph: what the layers above look at.
#[derive(Clone, Copy)]
pub(crate) struct Monolith<'a> {
    pub(crate) program: &'a Program,
    pub(crate) graph: &'a DataGraph,
}

/// One function touches one table by one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Access {
    pub(crate) function: FunctionId,
    pub(crate) statement: StatementId,
    pub(crate) table: TableId,
    pub(crate) mode: Mode,
}

/// Functions, calls and accesses of the analysed code without its tests.
#[derive(Debug, Default)]
pub(crate) struct DataGraph {
    calls: petgraph::graph::DiGraph<FunctionId, ()>,
    /// Sorted, without duplicates; by function.
    callees: Vec<Vec<FunctionId>>,
    callers: Vec<Vec<FunctionId>>,
    /// By function.
    accesses: Vec<Vec<Access>>,
    /// By table.
    accesses_to: Vec<Vec<Access>>,
    /// Rows that are handed to a function that updates their table, as indexes into the program's; by function.
    handed: Vec<Vec<usize>>,
    /// The same by table.
    handed_to: Vec<Vec<usize>>,
    /// Functions that the outside starts, sorted.
    entries: Vec<FunctionId>,
    /// The group of functions that call each other in a circle; by function.
    component: Vec<u32>,
    components: Vec<Component>,
    dominators: dominance::Dominators,
}

/// Functions that call each other in a circle; mostly one.
#[derive(Debug, Default, Clone)]
struct Component {
    /// Tables read and written by its members and by all that they call.
    reads: BitSet,
    writes: BitSet,
    /// Entry points, by index, that reach it.
    entries: BitSet,
}
