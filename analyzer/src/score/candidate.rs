//! A possible boundary, as signals look at it. How it comes about is for `propose`.

use std::collections::BTreeSet;

use crate::facts::place::Place;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};

/// What a function is to a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The outside starts it.
    Entry,
    /// It does a step of the work.
    Core,
}

/// Data and the functions around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidate {
    /// Tables that it would own whole, sorted.
    pub(crate) tables: Vec<TableId>,
    /// Columns that it would take out of tables that stay, sorted.
    pub(crate) columns: Vec<ColumnId>,
    /// Markers, sorted.
    pub(crate) stays: Vec<ColumnId>,
    /// The forms of the words that tell its functions from others.
    pub(crate) keys: BTreeSet<String>,
    /// The forms of the words for its act.
    pub(crate) act_keys: BTreeSet<String>,
    /// Functions that touch its data themselves and belong to it, sorted.
    pub(crate) inside: Vec<FunctionId>,
    /// Functions that write its data themselves and do not belong to it, sorted.
    pub(crate) foreign_writers: Vec<FunctionId>,
    /// Functions that only read its data themselves and do not belong to it, sorted.
    pub(crate) consumers: Vec<FunctionId>,
    /// Its functions, entry points first.
    pub(crate) operations: Vec<(FunctionId, Role)>,
    /// The starting point that it is named after, where its columns' names tell no process.
    pub(crate) deed: Option<FunctionId>,
    pub(crate) verb: String,
    pub(crate) subject: String,
    pub(crate) name: String,
}

/// A claim with the place that shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Evidence {
    pub(crate) claim: String,
    pub(crate) place: Place,
}
