//! How few functions outside touch the data.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let outside = context.outside(candidate);
    let all = outside + candidate.inside.len();
    let words = format!("{outside} of the {all} functions that touch its data are others'");
    (all > 0).then(|| Measure { value: 1.0 - outside as f64 / all as f64, words, ..Measure::default() })
}
