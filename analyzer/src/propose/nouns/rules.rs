//! The rules that make a table a noun by what is seen of it alone, each with its words. Adding one is a function and a line in
//! `RULES`. What hangs on other nouns is for `hanging`.

use std::collections::BTreeSet;

use crate::lexicon::{self, Category};
use crate::propose::administered::is_administered;
use crate::propose::divided::is_divided;
use crate::resolve::ids::{FunctionId, TableId};
use crate::score::context::{Context, Figures, LARGE_SHARE};
use crate::score::parts::is_part;
use crate::score::readings::{self, Carrier, Reading, thing_by_version};
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

/// What the rules ask of one table.
struct Asked<'a> {
    context: &'a Context<'a>,
    table: TableId,
    reading: &'a Reading,
    figures: &'a Figures,
    /// Tables that refer to it and are no parts of it.
    references: usize,
    share: f64,
    /// Whether its name says that a process happens in its rows, which takes more to be outweighed.
    act: bool,
    /// Whether all that its name says is that its rows tell what was done: `storage_logs`, `build_status`.
    record: bool,
}

impl<'a> Asked<'a> {
    fn new(context: &'a Context<'a>, table: TableId) -> Self {
        let reading = &context.readings[table.0 as usize];
        let process = reading.act.as_ref().is_some_and(|act| act.sure >= 0.9)
            || reading.lasts()
            || reading.has(Carrier::Petition);
        let record = reading.has(Carrier::Record);
        Self {
            context,
            table,
            reading,
            figures: &context.figures[table.0 as usize],
            references: independent_references(context, table),
            share: context.share(table),
            act: process || record,
            record: record && !process,
        }
    }

    fn functions(&self) -> usize {
        self.figures.readers.len() + self.figures.writers.len()
    }

    fn all_over(&self) -> bool {
        self.functions() >= MANY_FUNCTIONS
    }
}

/// What holds of the table, in words.
type Rule = fn(&Asked<'_>) -> Option<String>;

const RULES: [Rule; 10] =
    [divided, drawer, settings, referred_to, person, versioned, outcome, acted_on, reached, used_by_others];

/// The words of each rule that makes the table a noun. That it is kept, or there for itself, is asked last and where nothing
/// else is said: it takes longest to find out, and says least.
pub(super) fn reasons(context: &Context<'_>, table: TableId) -> Vec<String> {
    let asked = Asked::new(context, table);
    let mut found: Vec<String> = RULES.iter().filter_map(|rule| rule(&asked)).collect();
    if found.is_empty() {
        found.extend(kept_or_alone(&asked));
    }
    found
}

fn divided(asked: &Asked<'_>) -> Option<String> {
    is_divided(asked.context, asked.table).then(|| {
        "Its columns are changed in separate groups, by steps that have nothing to do with each other: several processes \
         leave their marks in it"
            .to_owned()
    })
}

fn drawer(asked: &Asked<'_>) -> Option<String> {
    is_drawer(asked.context, asked.table)
        .then(|| "A drawer of keys and values, into which each puts what it needs".to_owned())
}

/// `key` and `value`: a drawer into which whoever needs one puts what it needs. No process is in it, or many are.
pub(in crate::propose) fn is_drawer(context: &Context<'_>, table: TableId) -> bool {
    let columns = &context.table(table).columns;
    let has = |name: &str| columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let whose = !context.references[table.0 as usize].is_empty();
    has("key") && has("value") && columns.len() <= DRAWER && !whose
}

/// `settings` of nothing else: of seven such tables in 92 labelled monoliths five are labelled, all as entities.
fn settings(asked: &Asked<'_>) -> Option<String> {
    asked
        .reading
        .is_configuration()
        .then(|| "It says how the whole should go, and not that anything does".to_owned())
}

fn referred_to(asked: &Asked<'_>) -> Option<String> {
    let Asked { references, share, .. } = *asked;
    let everywhere = asked.all_over() && asked.figures.files >= MANY_FILES && share >= LARGE_SHARE;
    let leant_on = match asked.act {
        true => {
            references >= VERY_MANY_REFERENCES
                || (references >= MANY_REFERENCES && share >= NOTABLE_SHARE)
                || (references >= 1 && everywhere)
        }
        false => {
            references >= MANY_REFERENCES || (references >= 1 && share >= NOTABLE_SHARE && asked.all_over())
        }
    };
    leant_on.then(|| format!("Other tables than its parts refer to it: {references}"))
}

/// Whoever `users` are, a process is about them and never them.
fn person(asked: &Asked<'_>) -> Option<String> {
    let words = &asked.reading.words;
    let head = asked.reading.head();
    let least = if words.len() == 1 { 1 } else { 2 };
    let person = !asked.act && lexicon::noun_category(head) == Some(Category::Person);
    (person && asked.references >= least)
        .then(|| format!("A {head} is somebody, and {} tables refer to it", asked.references))
}

/// What is kept as it was at each time is there for itself: `pages` with `page_revisions`.
fn versioned(asked: &Asked<'_>) -> Option<String> {
    if asked.act {
        return None;
    }
    let Figures { referred_by, refers_to, .. } = asked.figures;
    let is_version = |other: &&TableId| {
        let thing = thing_by_version(&asked.context.readings[other.0 as usize].words);
        thing.is_some_and(|thing| thing == asked.reading.words)
    };
    let kept = referred_by.iter().chain(refers_to).find(is_version)?;
    Some(format!("`{}` keeps it as it was at each time", asked.context.table_name(*kept)))
}

/// Where another process ends in its rows.
fn outcome(asked: &Asked<'_>) -> Option<String> {
    (asked.act && asked.references >= 2 && is_outcome(asked.context, asked.table))
        .then(|| "Another process ends in its rows".to_owned())
}

fn acted_on(asked: &Asked<'_>) -> Option<String> {
    let part = asked.reading.has(Carrier::Detail);
    let by =
        if asked.act || part || asked.references == 0 { None } else { actor(asked.context, asked.table) };
    by.map(|by| format!("It is what `{}` is about", asked.context.table_name(by)))
}

/// Everybody needs it, or the code all over does.
fn reached(asked: &Asked<'_>) -> Option<String> {
    let plain = asked.act
        && asked.reading.words.len() == 1
        && asked.figures.files >= MANY_FILES
        && asked.functions() >= VERY_MANY_FUNCTIONS;
    // What tells what was done is written by everybody; where everybody reads it, they go by it.
    let goes_by = asked.record && asked.figures.readers.len() >= MANY_FUNCTIONS;
    let shared = (!asked.act || goes_by) && asked.share >= LARGE_SHARE && asked.all_over();
    let Asked { figures, context, .. } = asked;
    (plain || shared).then(|| {
        format!("{} of {} starting points reach it, from all over the code", figures.starts, context.starts)
    })
}

/// Whether a table of one word is touched all over the code, or by others far more than where its own name stands: `trades`,
/// whatever the verb.
fn used_by_others(asked: &Asked<'_>) -> Option<String> {
    let [word] = &asked.reading.words[..] else { return None };
    // Others put into a queue what it is there to work off.
    if !asked.act || asked.reading.has(Carrier::Queued) {
        return None;
    }
    let keys = asked.context.keys(word);
    let all: Vec<_> = asked.figures.writers.iter().chain(&asked.figures.readers).collect();
    let own = |id: &&&FunctionId| {
        let words = asked.context.words(***id);
        keys.iter()
            .any(|key| words.name.contains(key) || words.home.contains(key) || words.route.contains(key))
    };
    let others = all.len() - all.iter().filter(own).count();
    // A folder named after it is one place, however many files it has.
    let at_home = |path: &str| {
        let folders = path.rsplit('/').skip(1);
        folders.flat_map(readings::split).any(|word| keys.contains(&lexicon::singular(&word)))
    };
    let files: BTreeSet<&str> = all.iter().map(|id| &*asked.context.function(**id).path).collect();
    let elsewhere = files.iter().filter(|path| !at_home(path)).count();
    let spread = elsewhere >= VERY_MANY_FILES && all.len() >= MANY_FUNCTIONS;
    let used = spread
        || (others >= MANY_OTHERS && others * 2 >= all.len())
        || (others >= SOME_OTHERS && others * 3 > all.len() * 2);
    used.then(|| match spread {
        true => format!("{} functions in {} files touch it", all.len(), asked.figures.files),
        false => {
            format!("{others} of the {} functions that touch it are named after something else", all.len())
        }
    })
}

/// A thing that people keep, or one that is there for itself.
fn kept_or_alone(asked: &Asked<'_>) -> Option<String> {
    if asked.act {
        return None;
    }
    if is_administered(asked.context, asked.table) {
        let words = "From outside its rows are made, changed and deleted, by entry points named after just that, and no \
                     process leaves a trace in them";
        return Some(words.to_owned());
    }
    stands_alone(asked).then(|| {
        "A thing with a life of its own: called in one word, it belongs to nothing else, and is made and changed".to_owned()
    })
}

/// Rows called in one word after a thing, that belong to nobody, and that are made and changed: a thing with a life of its
/// own. What a process needs belongs to whom or what it is about. Over 59 labelled monoliths 12 of 19 such tables that were
/// proposed are entities, and 39 of 358 of the others.
fn stands_alone(asked: &Asked<'_>) -> bool {
    let Asked { reading, figures, .. } = asked;
    let thing = reading.words.len() == 1 && reading.carriers.is_empty() && act_value(reading) < 0.4;
    thing && figures.refers_to.is_empty() && figures.inserted && asked.context.is_changed(asked.table)
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

/// A table named after an act that refers to it: it is what the act is done to. A list that no code fills is not, and
/// neither is what lies in one family with the act (`user_passwords`, `user_session_authentications`), unless the act's name
/// begins with it.
fn actor(context: &Context<'_>, table: TableId) -> Option<TableId> {
    if !context.figures[table.0 as usize].inserted {
        return None;
    }
    let own = act_value(&context.readings[table.0 as usize]);
    let words = &context.readings[table.0 as usize].words;
    let acts = |other: &TableId| {
        let reading = &context.readings[other.0 as usize];
        let family = words.len() > 1 && reading.words.first() == words.first();
        // `payment_intents_fees` are fees, and nothing that is done to them as to `applied_coupons`.
        let done = reading.act.as_ref().is_some_and(|act| act.participle);
        let kind = !done && reading.words.len() > words.len() && reading.words.ends_with(words);
        act_value(reading) >= 0.7 && !kind && (!family || reading.words.starts_with(words))
    };
    let others = context.figures[table.0 as usize].referred_by.iter().copied();
    // A batch that comes to name the transactions it is settled by is not what settles them.
    let about =
        |other: &TableId| context.followed[other.0 as usize].is_empty() && !context.comes_out(*other, table);
    others.filter(about).find(acts).filter(|_| own < 0.5)
}

/// Tables that refer to this one and are not just parts of it: by name, or of a record that is made whole and never changes.
fn independent_references(context: &Context<'_>, table: TableId) -> usize {
    let own = &context.readings[table.0 as usize].words;
    let named = |other: &&TableId| context.readings[other.0 as usize].words.starts_with(own);
    let details = context.figures[table.0 as usize].referred_by.iter().filter(named);
    // A copy refers to whatever it is a copy of refers to.
    let copied = |other: &TableId| !context.followed[other.0 as usize].is_empty();
    let record = !details.chain([&table]).any(|one| context.is_changed(*one));
    let part = |other: &&TableId| {
        (named(other) && act_value(&context.readings[other.0 as usize]) < 0.6)
            || (record && is_part(context, **other, table))
    };
    context.figures[table.0 as usize]
        .referred_by
        .iter()
        .filter(|other| !copied(other) && !part(other))
        .count()
}
