//! Which tables are nouns: entities that the whole monolith leans on. They stay, and the reason is given in figures.

use std::collections::{BTreeMap, BTreeSet};

use super::administered::is_administered;
use super::divided::is_divided;
use super::proposal::Noun;
use crate::config::Config;
use crate::lexicon::{self, Category};
use crate::resolve::ids::{FunctionId, TableId};
use crate::score::context::{Context, LARGE_SHARE};
use crate::score::parts::is_part;
use crate::score::readings::{Carrier, ColumnRole, carrier, trace};
use crate::score::signals::act_value;

/// So many tables that refer to one and are no parts of it make it an entity.
const MANY_REFERENCES: usize = 3;
/// Even a table named after an act is one with so many.
const VERY_MANY_REFERENCES: usize = 6;
/// A share that makes a table with a reference or two an entity.
const NOTABLE_SHARE: f64 = 0.2;
/// A share counts when it comes from all over the code and not from one function that everybody calls.
const MANY_FUNCTIONS: usize = 8;
/// So many functions that touch a table of one plain word (`orders`, `transactions`) make it an entity, act or not.
const VERY_MANY_FUNCTIONS: usize = 25;
/// Files in which even a table named after an act is used like an entity.
const MANY_FILES: usize = 5;

/// So many functions of other names that touch a table of one word, at least half of all, make it an entity …
const MANY_OTHERS: usize = 12;
/// … and so many, if they are more than two thirds.
const SOME_OTHERS: usize = 7;
/// Used in so many files, a table of one word is an entity, whoever uses it.
const VERY_MANY_FILES: usize = 8;
/// Beside key and value a drawer has a namespace or two and times.
const DRAWER: usize = 8;
/// What is asked in fewer files is asked at one place.
const SOME_FILES: usize = 2;

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
    let hangs = |table: &TableId| {
        extends_noun(context, *table)
            || relates_everywhere(context, *table)
            || names_noun_elsewhere(context, *table)
    };
    let more: Vec<TableId> = context.ids().filter(hangs).collect();
    for table in more {
        context.mark_noun(table);
        found.push(table);
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
    if is_divided(context, table) || is_drawer(context, table) {
        return true;
    }
    let reading = &context.readings[table.0 as usize];
    let references = independent_references(context, table);
    let share = context.share(table);
    let act = reading.act.as_ref().is_some_and(|act| act.sure >= 0.9)
        || reading.lasts()
        || reading.has(Carrier::Petition)
        || reading.has(Carrier::Record);
    let head = reading.words.last().map_or("", String::as_str);
    let person = lexicon::noun_category(head) == Some(Category::Person);
    // Whoever `users` are, a process is about them and never them.
    let least = if reading.words.len() == 1 { 1 } else { 2 };
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
            || (references >= 2 && is_outcome(context, table))
            || is_used_by_others(context, table)
            || plain;
    }
    let part = reading.has(Carrier::Detail);
    references >= MANY_REFERENCES
        || (references >= 1 && share >= NOTABLE_SHARE && all_over)
        || (references >= 1 && !part && is_acted_on(context, table))
        || (references >= least && person)
        || (share >= LARGE_SHARE && all_over)
        || is_administered(context, table)
        || stands_alone(context, table)
}

/// Rows called in one word after a thing, that belong to nobody, and that are made and changed: a thing with a life of its
/// own. What a process needs belongs to whom or what it is about. Over 59 labelled monoliths 12 of 19 such tables that were
/// proposed are entities, and 39 of 358 of the others.
fn stands_alone(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let figures = &context.figures[table.0 as usize];
    let thing = reading.words.len() == 1 && reading.carriers.is_empty() && act_value(reading) < 0.4;
    thing && figures.refers_to.is_empty() && figures.inserted && context.is_changed(table)
}

/// `key` and `value`: a drawer into which whoever needs one puts what it needs. No process is in it, or many are.
pub(super) fn is_drawer(context: &Context<'_>, table: TableId) -> bool {
    let columns = &context.table(table).columns;
    let has = |name: &str| columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let whose = !context.references[table.0 as usize].is_empty();
    has("key") && has("value") && columns.len() <= DRAWER && !whose
}

/// Whether a table of one word is touched all over the code, or by others far more than where its own name stands: `trades`,
/// whatever the verb.
fn is_used_by_others(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let [word] = &reading.words[..] else { return false };
    // Others put into a queue what it is there to work off.
    if reading.has(Carrier::Queued) {
        return false;
    }
    let keys = context.keys(word);
    let figures = &context.figures[table.0 as usize];
    let all: Vec<_> = figures.writers.iter().chain(&figures.readers).collect();
    let own = |id: &&&FunctionId| {
        let words = context.words(***id);
        keys.iter()
            .any(|key| words.name.contains(key) || words.home.contains(key) || words.route.contains(key))
    };
    let others = all.len() - all.iter().filter(own).count();
    let all_over = figures.files >= VERY_MANY_FILES && all.len() >= MANY_FUNCTIONS;
    all_over
        || (others >= MANY_OTHERS && others * 2 >= all.len())
        || (others >= SOME_OTHERS && others * 3 > all.len() * 2)
}

/// The entity of another database of the monolith, kept here, too.
fn names_noun_elsewhere(context: &Context<'_>, table: TableId) -> bool {
    let own = &context.readings[table.0 as usize];
    let name = &context.table(table).name.name;
    let same = |other: &TableId| context.is_noun(*other) && context.table(*other).name.name == *name;
    !context.is_noun(table) && act_value(own) < 0.6 && !own.lasts() && context.ids().any(|other| same(&other))
}

/// How two entities relate, asked all over the code: `workspace_members`.
fn relates_everywhere(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let lasts =
        |word: &String| matches!(carrier(word), Some(Carrier::Pending | Carrier::Queued | Carrier::Petition));
    let columns = context.table(table).columns.iter().filter_map(|column| trace(&column.name));
    let worked = columns.filter(|trace| trace.role == ColumnRole::Intermediate).count();
    let process = act_value(reading) >= 0.6 || reading.words.iter().any(lasts) || worked > 1;
    let figures = &context.figures[table.0 as usize];
    let nouns = figures.refers_to.iter().filter(|to| context.is_noun(**to)).count();
    let touched = figures.writers.len() + figures.readers.len();
    !context.is_noun(table) && !process && nouns >= 2 && touched >= MANY_OTHERS && figures.files >= SOME_FILES
}

/// `users_values`: more columns of a noun's rows, one row for each.
fn extends_noun(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let [key] = context.table(table).primary_key[..] else { return false };
    let mut to = context.references[table.0 as usize].iter().filter(|(column, _)| *column == key);
    let of_noun =
        |to: TableId| context.is_noun(to) && context.readings[to.0 as usize].words == reading.core_words();
    !context.is_noun(table)
        && reading.has(Carrier::Detail)
        && reading.carriers.iter().all(|carrier| matches!(carrier, Carrier::Detail | Carrier::Setting))
        && to.any(|(_, to)| of_noun(*to))
}

/// Whether another process ends in its rows.
fn is_outcome(context: &Context<'_>, table: TableId) -> bool {
    let own = &context.readings[table.0 as usize].act;
    // What is itself named after an act is a process of its own.
    if own.as_ref().is_some_and(|act| act.sure >= 0.9) {
        return false;
    }
    let figures = &context.figures[table.0 as usize];
    figures.referred_by.iter().any(|from| {
        let reading = &context.readings[from.0 as usize];
        act_value(reading) >= 0.6 && reading.act != *own && context.comes_out(*from, table)
    })
}

/// Whether a table named after an act refers to it: it is what the act is done to. A list that no code fills is not, and
/// neither is what lies in one family with the act (`user_passwords`, `user_session_authentications`), unless the act's name
/// begins with it.
fn is_acted_on(context: &Context<'_>, table: TableId) -> bool {
    if !context.figures[table.0 as usize].inserted {
        return false;
    }
    let own = act_value(&context.readings[table.0 as usize]);
    let words = &context.readings[table.0 as usize].words;
    let acts = |other: &TableId| {
        let reading = &context.readings[other.0 as usize];
        let family = words.len() > 1 && reading.words.first() == words.first();
        act_value(reading) >= 0.7 && (!family || reading.words.starts_with(words))
    };
    own < 0.5 && context.figures[table.0 as usize].referred_by.iter().any(acts)
}

/// Tables that refer to this one and are not just parts of it: by name, or of a record that is made whole and never changes.
fn independent_references(context: &Context<'_>, table: TableId) -> usize {
    let own = &context.readings[table.0 as usize].words;
    let named = |other: &&TableId| context.readings[other.0 as usize].words.starts_with(own);
    let details = context.figures[table.0 as usize].referred_by.iter().filter(named);
    let record = !details.chain([&table]).any(|one| context.is_changed(*one));
    let part = |other: &&TableId| {
        (named(other) && act_value(&context.readings[other.0 as usize]) < 0.6)
            || (record && is_part(context, **other, table))
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
