//! Which tables are nouns: entities that the whole monolith leans on. They stay, and the reason is given in figures.

use std::collections::{BTreeMap, BTreeSet};

use super::proposal::Noun;
use crate::config::Config;
use crate::lexicon::{self, Category};
use crate::resolve::ids::TableId;
use crate::score::context::Context;
use crate::score::readings::Carrier;
use crate::score::signals::act_value;

/// So many tables that refer to one and are no parts of it make it an entity.
const MANY_REFERENCES: usize = 3;
/// Even a table named after an act is one with so many.
const VERY_MANY_REFERENCES: usize = 6;
/// A share of the starting points that only an entity has.
const LARGE_SHARE: f64 = 0.35;
/// A share that makes a table with a reference or two an entity.
const NOTABLE_SHARE: f64 = 0.2;
/// A share counts when it comes from all over the code and not from one function that everybody calls.
const MANY_FUNCTIONS: usize = 8;
/// So many functions that touch a table of one plain word (`orders`, `transactions`) make it an entity, act or not.
const VERY_MANY_FUNCTIONS: usize = 25;
/// Files in which even a table named after an act is used like an entity.
const MANY_FILES: usize = 5;

/// Marks the nouns in the context and gives their figures, those with the most references first.
///
/// What the user decrees to be one is one, whatever the figures say.
pub(super) fn decide(context: &mut Context<'_>, config: &Config) -> Vec<Noun> {
    let decreed = |context: &Context<'_>, table: TableId| config.is_noun(&context.table_name(table));
    let mut found: Vec<TableId> =
        context.ids().filter(|table| decreed(context, *table) || is_noun(context, *table)).collect();
    for table in &found {
        context.mark_noun(*table);
    }
    found.sort_by_key(|table| {
        let figures = &context.figures[table.0 as usize];
        (std::cmp::Reverse((figures.referred_by.len(), figures.starts)), *table)
    });
    let one = |table: &TableId| {
        let mut noun = noun(context, *table);
        if decreed(context, *table) {
            noun.why.insert_str(0, "the configuration says so; ");
        }
        noun
    };
    found.iter().map(one).collect()
}

fn is_noun(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let references = independent_references(context, table);
    let share = context.share(table);
    let act = reading.act.as_ref().is_some_and(|act| act.sure >= 0.9)
        || reading.has(Carrier::Pending)
        || reading.has(Carrier::Petition)
        || reading.has(Carrier::Record);
    let head = reading.words.last().map_or("", String::as_str);
    let person = lexicon::noun_category(head) == Some(Category::Person);
    let figures = &context.figures[table.0 as usize];
    let all_over = figures.readers.len() + figures.writers.len() >= MANY_FUNCTIONS;
    if act {
        let plain = reading.words.len() == 1
            && figures.files >= MANY_FILES
            && figures.readers.len() + figures.writers.len() >= VERY_MANY_FUNCTIONS;
        let everywhere = all_over && figures.files >= MANY_FILES && share >= LARGE_SHARE;
        return references >= VERY_MANY_REFERENCES
            || (references >= MANY_REFERENCES && share >= NOTABLE_SHARE)
            || (references >= 1 && everywhere)
            || (plain && share >= NOTABLE_SHARE);
    }
    let part = reading.has(Carrier::Detail);
    references >= MANY_REFERENCES
        || (references >= 1 && share >= NOTABLE_SHARE && all_over)
        || (references >= 1 && !part && is_acted_on(context, table))
        || (references >= 2 && person)
        || (share >= LARGE_SHARE && all_over)
}

/// Whether a table named after an act refers to it: it is what the act is done to. A list that no code fills is not.
fn is_acted_on(context: &Context<'_>, table: TableId) -> bool {
    if !context.figures[table.0 as usize].inserted {
        return false;
    }
    let own = act_value(&context.readings[table.0 as usize]);
    let acts = |other: &TableId| act_value(&context.readings[other.0 as usize]) >= 0.7;
    own < 0.5 && context.figures[table.0 as usize].referred_by.iter().any(acts)
}

/// Tables that refer to this one and are not just parts of it.
fn independent_references(context: &Context<'_>, table: TableId) -> usize {
    let own = &context.readings[table.0 as usize].words;
    let part = |other: &&TableId| {
        let reading = &context.readings[other.0 as usize];
        reading.words.starts_with(own) && act_value(reading) < 0.6
    };
    context.figures[table.0 as usize].referred_by.iter().filter(|other| !part(other)).count()
}

fn noun(context: &Context<'_>, table: TableId) -> Noun {
    let figures = &context.figures[table.0 as usize];
    let verbs: BTreeSet<String> =
        figures.readers.iter().chain(&figures.writers).filter_map(|id| context.verb_of(*id)).collect();
    let why = format!(
        "{} of {} starting points reach it, {} functions in {} files touch it themselves, {} tables refer to it: \
         extracting it would turn all of those into remote calls",
        figures.starts,
        context.starts,
        figures.readers.len() + figures.writers.len(),
        figures.files,
        figures.referred_by.len()
    );
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
