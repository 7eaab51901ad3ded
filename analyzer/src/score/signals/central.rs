//! How much of the monolith touches the tables that would go.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::{Context, FEW_STARTS};

/// A share that process data may well have.
const USUAL: f64 = 0.15;
/// Shares are told in steps: one starting point more or less says nothing, and reorders nothing.
const STEPS: f64 = 20.0;
/// With so many functions outside that touch it the share counts in full: a check that everybody calls is one door.
const MANY: f64 = 6.0;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let most = candidate.tables.iter().max_by_key(|table| context.figures[table.0 as usize].starts)?;
    let share = (context.share(*most) * STEPS).round() / STEPS;
    let figures = &context.figures[most.0 as usize];
    let words = format!(
        "{} of {} starting points reach `{}`, and {} tables refer to it",
        figures.starts,
        context.starts,
        context.table_name(*most),
        figures.referred_by.len()
    );
    // In a small monolith a few starting points are already a large share.
    let spread = context.outside(candidate) as f64 / MANY;
    let value = if figures.starts < FEW_STARTS { 0.0 } else { (share - USUAL) * 1.5 * spread.min(1.0) };
    (value > 0.0).then(|| Measure { value, words, ..Measure::default() })
}
