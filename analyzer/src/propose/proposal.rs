//! What proposing gives: boundaries and nouns, as values.

use std::collections::BTreeMap;

use crate::facts::place::Place;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::score::Contribution;
use crate::score::candidate::{Evidence, Role};

/// All that proposing gives.
#[derive(Clone, Debug)]
pub(crate) struct Proposed {
    /// The boundaries, the one to extract first at the top.
    pub(crate) proposals: Vec<Proposal>,
    /// The entities that stay.
    pub(crate) nouns: Vec<Noun>,
    /// Data for which too little speaks.
    pub(crate) passed_over: Vec<PassedOver>,
}

/// Data that is no noun and no boundary either: too little speaks for it.
#[derive(Clone, Debug)]
pub(crate) struct PassedOver {
    pub(crate) tables: Vec<TableId>,
    pub(crate) columns: Vec<ColumnId>,
    /// In thousandths: the sum of the contributions.
    pub(crate) score: i32,
    /// What a boundary needs, in thousandths.
    pub(crate) least: i32,
    /// Whether it would be a boundary if there were less to extract.
    pub(crate) unlisted: bool,
    pub(crate) signals: Vec<Contribution>,
}

/// A proposed boundary.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    pub(crate) name: String,
    pub(crate) verb: String,
    pub(crate) subject: String,
    pub(crate) verdict: Verdict,
    /// In thousandths: the sum of the contributions.
    pub(crate) score: i32,
    pub(crate) tables: Vec<TableId>,
    pub(crate) columns: Vec<ColumnId>,
    pub(crate) stays: Vec<ColumnId>,
    pub(crate) operations: Vec<(FunctionId, Role)>,
    pub(crate) consumers: Vec<Consumer>,
    pub(crate) blockers: Vec<Blocker>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) signals: Vec<Contribution>,
}

/// What to do with a boundary, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    Extract,
    FixFirst,
    Leave,
}

/// A function outside that reads owned data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Consumer {
    pub(crate) function: FunctionId,
    pub(crate) place: Place,
    pub(crate) reads: Vec<String>,
}

/// What must be fixed first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Blocker {
    pub(crate) kind: BlockerKind,
    pub(crate) function: Option<FunctionId>,
    pub(crate) place: Place,
    pub(crate) data: Vec<String>,
    pub(crate) fix: String,
}

/// Kinds of blockers, the hardest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BlockerKind {
    ForeignWrite,
    SplitTransaction,
    SharedCode,
    Trigger,
    DynamicSql,
    ForeignCall,
    ForeignKey,
    Join,
}

/// An entity at the centre: it stays.
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    pub(crate) table: TableId,
    pub(crate) why: String,
    pub(crate) figures: BTreeMap<&'static str, u64>,
    pub(crate) place: Place,
}
