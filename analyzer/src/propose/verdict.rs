//! From a score and what stands in the way to what to do.

use super::proposal::{Blocker, BlockerKind, Verdict};

/// Below this a candidate is no proposal.
pub(super) const LEAST: i32 = 430;
/// From here on the boundary is worth its work.
const WORTH: i32 = 500;
/// So many hard blockers are part of any extraction.
const FEW: usize = 2;

/// What to do.
pub(super) fn verdict(score: i32, blockers: &[Blocker]) -> Verdict {
    if score < WORTH {
        return Verdict::Leave;
    }
    let hard = |blocker: &&Blocker| !matches!(blocker.kind, BlockerKind::ForeignKey | BlockerKind::Join);
    if blockers.iter().filter(hard).count() <= FEW { Verdict::Extract } else { Verdict::FixFirst }
}
