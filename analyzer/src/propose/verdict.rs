//! From a score and what stands in the way to what to do.

use super::proposal::{Blocker, BlockerKind, Verdict};

/// Below this a candidate is no proposal.
pub(super) const LEAST: i32 = 300;
/// From here on the boundary is worth its work.
const WORTH: i32 = 500;
/// So many hard blockers are part of any extraction.
const FEW: usize = 2;

/// Keys and joins are part of any extraction; the rest is work of its own.
fn is_hard(blocker: &Blocker) -> bool {
    !matches!(blocker.kind, BlockerKind::ForeignKey | BlockerKind::Join)
}

/// What to do.
pub(super) fn verdict(score: i32, blockers: &[Blocker]) -> Verdict {
    if score < WORTH {
        return Verdict::Leave;
    }
    if blockers.iter().filter(|one| is_hard(one)).count() <= FEW {
        Verdict::Extract
    } else {
        Verdict::FixFirst
    }
}
