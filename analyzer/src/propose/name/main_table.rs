//! Which table of a boundary says most about its process. What the name makes of its words is not decided here.

use crate::resolve::ids::TableId;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{Carrier, thing_by_version};
use crate::score::signals::act_value;

/// The table that says most about the process.
/// As much as one and a half functions that write.
const OF_ENTITY: f64 = 0.03;

pub(in crate::propose) fn main_table(context: &Context<'_>, candidate: &Candidate) -> Option<TableId> {
    // A list that no code fills serves the process; it is not what the process is about.
    let filled = |table: &TableId| context.figures[table.0 as usize].inserted;
    let any = candidate.tables.iter().any(filled);
    candidate.tables.iter().copied().filter(|table| filled(table) || !any).max_by(|a, b| {
        let value = |table: &TableId| {
            let reading = &context.readings[table.0 as usize];
            if only_tells_of_another(context, candidate, *table)
                || is_version_of_another(context, candidate, *table)
            {
                return -1.0;
            }
            let many = candidate.tables.len() > 2;
            let root = is_root(context, candidate, *table) && (many || act_value(reading) >= 0.5);
            // What somebody asks for and another decides on is what it is about.
            let asked = if reading.has(Carrier::Petition) { 0.7 } else { 0.0 };
            let touched = context.figures[table.0 as usize].writers.len().min(9) as f64 / 50.0;
            // Of what no act is named after, that of an entity outside says more than what is set up for all of them.
            let mut outside = context.figures[table.0 as usize].refers_to.iter();
            let of_entity = act_value(reading) < 0.5 && outside.any(|of| context.is_noun(*of));
            let of_entity = if of_entity { OF_ENTITY } else { 0.0 };
            let leads = if leads_all(context, candidate, *table) { 0.7 } else { 0.0 };
            act_value(reading)
                + if root { if many { 1.0 } else { 0.5 } } else { 0.0 }
                + leads
                + asked
                + touched
                + of_entity
                - reading.words.len() as f64 / 100.0
        };
        value(a).total_cmp(&value(b)).then(b.cmp(a))
    })
}

/// `websocket_events` of `websocket_connections`: a record, named after no act, of rows whose name says all that its own says
/// and more.
fn only_tells_of_another(context: &Context<'_>, candidate: &Candidate, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let told = |other: &TableId| {
        let words = &context.readings[other.0 as usize].words;
        candidate.tables.binary_search(other).is_ok()
            && words.starts_with(reading.core_words())
            && words.len() > reading.core
    };
    reading.act.is_none()
        && reading.has(Carrier::Record)
        && context.figures[table.0 as usize].refers_to.iter().any(told)
}

/// `secret_revisions` of `secrets`.
fn is_version_of_another(context: &Context<'_>, candidate: &Candidate, table: TableId) -> bool {
    thing_by_version(&context.readings[table.0 as usize].words).is_some_and(|thing| {
        candidate.tables.iter().any(|other| context.readings[other.0 as usize].words == thing)
    })
}

/// Whether the names of all other tables begin with this one's: `builds`, `build_logs`.
pub(super) fn leads_all(context: &Context<'_>, candidate: &Candidate, table: TableId) -> bool {
    let own = &context.readings[table.0 as usize].words;
    let led = |other: &TableId| context.readings[other.0 as usize].words.starts_with(own);
    candidate.tables.len() > 1 && candidate.tables.iter().all(led)
}

/// Whether the candidate's other tables hang on this one.
pub(super) fn is_root(context: &Context<'_>, candidate: &Candidate, table: TableId) -> bool {
    let own = |other: &TableId| {
        candidate.tables.binary_search(other).is_ok() && context.figures[other.0 as usize].inserted
    };
    let figures = &context.figures[table.0 as usize];
    figures.referred_by.iter().any(own) && !figures.refers_to.iter().any(own)
}
