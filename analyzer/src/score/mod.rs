//! How well a boundary holds: signals, one file each, with weights and reasons in `weights.toml`. A score is the sum of
//! its contributions, kept between 0 and 1, so that a person can add it up again.
//!
//! It judges candidates; making them is for `propose`.

mod bulk;
pub(crate) mod candidate;
mod carriers;
mod compounds;
pub(crate) mod context;
mod followers;
mod fronted;
pub(crate) mod kept;
pub(crate) mod parts;
pub(crate) mod readings;
mod said;
pub(crate) mod signals;
mod weights;

use candidate::{Candidate, Evidence};
use context::Context;

/// What a signal found: how strongly, in words, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Measure {
    /// From 0 to 1.
    pub(crate) value: f64,
    pub(crate) words: String,
    pub(crate) evidence: Vec<Evidence>,
}

/// What a signal adds to a score.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contribution {
    pub(crate) signal: &'static str,
    /// In thousandths; below 0 it takes away.
    pub(crate) points: i32,
    pub(crate) words: String,
    pub(crate) evidence: Vec<Evidence>,
}

/// Every signal's contribution, the largest first; those that add nothing are left out.
pub(crate) fn contributions(candidate: &Candidate, context: &Context<'_>) -> Vec<Contribution> {
    let mut all: Vec<Contribution> = signals::ALL
        .iter()
        .filter_map(|signal| {
            let measure = (signal.measure)(candidate, context)?;
            let points = (measure.value.clamp(0.0, 1.0) * weights::of(signal.id) * 1000.0).round() as i32;
            let (words, evidence) = (measure.words, measure.evidence);
            (points != 0).then_some(Contribution { signal: signal.id, points, words, evidence })
        })
        .collect();
    all.sort_by_key(|contribution| (-contribution.points.abs(), contribution.signal));
    all
}

/// The score in thousandths: the sum of the contributions, between 0 and 1.
pub(crate) fn total(contributions: &[Contribution]) -> i32 {
    contributions.iter().map(|contribution| contribution.points).sum::<i32>().clamp(0, 1000)
}
