//! What evaluating a body notes: queries where they are run, transactions, entry points that calls register. Data only.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::tasks::Spawned;
use super::unsent::Texts;
use super::value::{ColumnRef, Query};
use crate::facts::Name;
use crate::facts::body::ExprId;
use crate::facts::model::EffectKind;
use crate::resolve::defs::FnId;

/// A query that is run at a line.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) line: u32,
    pub(crate) query: Rc<Query>,
    /// Index into the transactions of the same function.
    pub(crate) transaction: Option<usize>,
}

/// A stretch in one transaction.
#[derive(Clone, Debug)]
pub(crate) struct TransactionSpan {
    pub(crate) line: u32,
    pub(crate) end_line: u32,
    pub(crate) calls: Vec<(FnId, u32)>,
}

/// An entry point that a call registers.
#[derive(Clone, Debug)]
pub(crate) struct RouteSite {
    pub(crate) function: FnId,
    pub(crate) kind: crate::facts::item::EntryKind,
    pub(crate) method: Option<Name>,
    pub(crate) name: Option<String>,
    pub(crate) line: u32,
    /// Where the function is named.
    pub(crate) at: ExprId,
}

/// A call that puts a text before the paths of routes: of those inside one argument, or of those inside the
/// arguments of the methods after it.
#[derive(Clone, Debug)]
pub(crate) struct Prefix {
    pub(crate) site: ExprId,
    pub(crate) inner: Option<ExprId>,
    /// The argument holds handlers, not routers.
    pub(crate) route: bool,
    pub(crate) text: String,
}

/// A row with some of its fields set that is handed to a function of the analysed code.
#[derive(Clone, Debug)]
pub(crate) struct HandedRow {
    pub(crate) line: u32,
    pub(crate) to: FnId,
    /// What was set.
    pub(crate) columns: Vec<ColumnRef>,
}

/// Something besides the database that is reached at a line.
#[derive(Clone, Debug)]
pub(crate) struct Reached {
    pub(crate) line: u32,
    pub(crate) kind: EffectKind,
    pub(crate) library: &'static str,
    pub(crate) target: Option<String>,
}

/// All that was noted in a body.
#[derive(Default, Debug)]
pub(crate) struct Noted {
    pub(crate) runs: Vec<Run>,
    pub(crate) rows: Vec<HandedRow>,
    pub(crate) reached: Vec<Reached>,
    pub(crate) transactions: Vec<TransactionSpan>,
    pub(crate) routes: Vec<RouteSite>,
    pub(crate) prefixes: Vec<Prefix>,
    /// What runs in tasks of its own.
    pub(crate) spawned: Vec<Spawned>,
    /// What of the body's own may be SQL.
    pub(super) texts: Texts,
    /// Functions of which it took a text or a query: what theirs is sent here.
    pub(crate) taken_from: BTreeSet<FnId>,
    /// Lines on which it waits for a queue's next message.
    pub(crate) receives: Vec<u32>,
}
