//! Which tables are nouns: entities that the whole monolith leans on. They stay, and the reason is given in figures: by the
//! rules that hold of it, each in its words, and by what extracting it would cost. What makes one is for `rules` and, where it
//! hangs on another noun, `hanging`.

mod hanging;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::administered::records;
use super::proposal::Noun;
use crate::config::Config;
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::context::Context;
pub(super) use rules::is_drawer;

/// So many functions that make rows are told by name; of more, how many.
const NAMED: usize = 2;

/// Marks the nouns in the context and gives their figures, those with the most references first.
///
/// What the user decrees to be one is one, whatever the figures say.
pub(super) fn decide(context: &mut Context<'_>, config: &Config) -> Vec<Noun> {
    let mut found: Vec<(TableId, Vec<String>)> = Vec::new();
    let records = records(context);
    for table in context.ids() {
        let mut reasons = rules::reasons(context, table);
        if reasons.is_empty() && records.contains(&table) {
            reasons.push(format!(
                "One of {} tables of {} whose rows people make, change and delete in the same way: the monolith keeps records",
                records.len(),
                context.readings.len(),
            ));
        }
        if config.is_noun(&context.table_name(table)) {
            reasons.insert(0, "The configuration says so".to_owned());
        }
        if !reasons.is_empty() {
            found.push((table, reasons));
        }
    }
    found.iter().for_each(|(table, _)| context.mark_noun(*table));
    let more: Vec<_> =
        context.ids().filter_map(|table| Some((table, vec![hanging::reason(context, table)?]))).collect();
    more.iter().for_each(|(table, _)| context.mark_noun(*table));
    found.extend(more);
    found.sort_by_key(|(table, _)| {
        let figures = &context.figures[table.0 as usize];
        (std::cmp::Reverse((figures.referred_by.len(), figures.starts)), *table)
    });
    found.iter().map(|(table, reasons)| noun(context, *table, reasons)).collect()
}

fn noun(context: &Context<'_>, table: TableId, reasons: &[String]) -> Noun {
    let figures = &context.figures[table.0 as usize];
    let verbs: BTreeSet<String> =
        figures.readers.iter().chain(&figures.writers).filter_map(|id| context.verb_of(*id)).collect();
    let why = format!("{}. {} {}", reasons.join("; "), made(context, table), cost(context, table));
    let figures = BTreeMap::from([
        ("starting_points", figures.starts as u64),
        ("referring_tables", figures.referred_by.len() as u64),
        ("writing_functions", figures.writers.len() as u64),
        ("reading_functions", figures.readers.len() as u64),
        ("files", figures.files as u64),
        ("verbs", verbs.len() as u64),
    ]);
    Noun { table, why, figures, place: context.table(table).place }
}

/// Who makes its rows.
fn made(context: &Context<'_>, table: TableId) -> String {
    let accesses = context.monolith.graph.accesses_to(table).iter();
    let inserts = accesses.filter(|access| access.mode == Mode::Insert).map(|access| access.function);
    let makers: BTreeSet<FunctionId> = inserts.collect();
    let mut names: Vec<String> =
        makers.iter().take(NAMED).map(|id| format!("`{}`", context.function(*id).display())).collect();
    if makers.len() > NAMED {
        names.push(format!("{} more", makers.len() - NAMED));
    }
    match names.is_empty() {
        true => "No code makes its rows.".to_owned(),
        false => format!("Its rows are made by {}.", names.join(", ")),
    }
}

/// What would have to ask a service for it.
fn cost(context: &Context<'_>, table: TableId) -> String {
    let figures = &context.figures[table.0 as usize];
    let functions = figures.readers.len() + figures.writers.len();
    if functions == 0 {
        return "Nothing touches it, so a service of it would serve nobody.".to_owned();
    }
    format!(
        "Extracting it would turn what {functions} functions in {} files do with it into remote calls, on the way of {} of \
         {} starting points, and cut {} foreign keys",
        figures.files,
        figures.starts,
        context.starts,
        figures.referred_by.len() + figures.refers_to.len(),
    )
}
