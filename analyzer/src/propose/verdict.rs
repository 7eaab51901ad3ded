//! From a score and what stands in the way to what to do.

use std::collections::BTreeSet;

use super::name::is_somebody;
use super::proposal::{Blocker, BlockerKind, Verdict};
use crate::resolve::ids::TableId;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

/// Below this tables are no proposal.
pub(super) const LEAST: i32 = 250;
/// What needs more: columns of a table that stays, and what is called after somebody, or after several, which mostly is who
/// they are.
pub(super) const SURE: i32 = 300;
/// From here on a table's columns are not divided; and a table of whose columns another boundary takes some needs as much.
pub(super) const WHOLE: i32 = 400;
/// From here on the boundary is worth its work.
pub(super) const WORTH: i32 = 500;
/// With so many of them, those below are a list that nobody reads.
pub(super) const A_LOT: usize = 30;
/// So many hard blockers are part of any extraction.
const FEW: usize = 2;

/// Keys, joins and calls are part of any extraction, and code that moves all data changes with whatever leaves; the rest is
/// work of its own.
fn is_hard(context: &Context<'_>, blocker: &Blocker) -> bool {
    !matches!(blocker.kind, BlockerKind::ForeignKey | BlockerKind::Join | BlockerKind::ForeignCall)
        && !blocker.function.is_some_and(|id| context.is_bulk(id))
}

/// What to do.
pub(super) fn verdict(context: &Context<'_>, score: i32, blockers: &[Blocker]) -> Verdict {
    if score < WORTH {
        return Verdict::Leave;
    }
    if blockers.iter().filter(|one| is_hard(context, one)).count() <= FEW {
        Verdict::Extract
    } else {
        Verdict::FixFirst
    }
}

/// What the candidate needs. `divided` are tables whose columns others would own.
pub(super) fn needed(context: &Context<'_>, candidate: &Candidate, divided: &BTreeSet<TableId>) -> i32 {
    let somebody = |table: &TableId| is_somebody(context.readings[table.0 as usize].head());
    match &candidate.tables[..] {
        tables if tables.iter().any(|table| divided.contains(table)) => WHOLE,
        tables if tables.is_empty() || tables.iter().any(somebody) => SURE,
        _ => LEAST,
    }
}
