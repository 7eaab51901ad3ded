//! From a score and what stands in the way to what to do.

use super::proposal::{Blocker, BlockerKind, Verdict};
use crate::score::context::Context;

/// Below this a candidate is no proposal.
pub(super) const LEAST: i32 = 300;
/// From here on the boundary is worth its work.
const WORTH: i32 = 500;
/// So many hard blockers are part of any extraction.
const FEW: usize = 2;

/// Keys and joins are part of any extraction, and code that moves all data changes with whatever leaves; the rest is work of
/// its own.
fn is_hard(context: &Context<'_>, blocker: &Blocker) -> bool {
    !matches!(blocker.kind, BlockerKind::ForeignKey | BlockerKind::Join)
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
