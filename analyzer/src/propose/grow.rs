//! Which tables belong together: those that keep one process's data. Nouns belong to nobody.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::lexicon;
use crate::resolve::ids::{FunctionId, TableId};
use crate::score::context::Context;
use crate::score::parts::is_part;
use crate::score::readings::{self, Act, Reading};
use crate::score::signals::act_value;

/// Groups closer than this, on average, become one.
const CLOSE: f64 = 0.55;
/// Rows that are made together with a row that they name are its details, and each other's company.
const PART: f64 = 0.6;
/// A file whose functions write more tables than this is a layer and tells nothing.
const LAYER: usize = 6;
/// A word that more tables begin with is a part of the monolith.
const FAMILY: usize = 6;
/// A word is cut down to so many letters at least.
const SHORT: usize = 3;
/// What a process turns its rows into is another one's data.
const OUTCOME: f64 = -0.6;
/// The same rows in another state.
const STATE: f64 = 0.35;
/// Words for how far rows have come that are no participles.
const STATES: [&str; 4] = ["pending", "current", "active", "past"];
/// What is started alike is as close as this, times the share.
const STARTED: f64 = 0.5;
/// So many starting points tell alike by alike …
const SOME_STARTS: usize = 4;
/// … if this share of them reach both tables.
const ALIKE: f64 = 0.6;
/// A function that writes more tables than this does all sorts of things.
const NARROW: usize = 4;

/// Groups of tables that are touched by code and are no nouns, each sorted, in the order of their first table.
pub(super) fn groups(context: &Context<'_>) -> Vec<Vec<TableId>> {
    let touched = |table: &TableId| !context.monolith.graph.accesses_to(*table).is_empty();
    let data = |table: &TableId| !context.is_noun(*table);
    let tables: Vec<TableId> = context.ids().filter(data).filter(touched).collect();
    let homes: Vec<Option<&str>> = tables.iter().map(|table| home(context, *table)).collect();
    let together = in_transactions(context);
    let starts: Vec<BTreeSet<FunctionId>> = tables.iter().map(|table| starts(context, *table)).collect();
    let wholes: Vec<BTreeSet<TableId>> = tables.iter().map(|table| wholes(context, *table)).collect();
    let count = tables.len();
    let nearness = |left: usize, right: usize| {
        let same_home = homes[left].is_some() && homes[left] == homes[right];
        let driven = shared(&together[tables[left].0 as usize], &together[tables[right].0 as usize]);
        let part = wholes[left].contains(&tables[right])
            || wholes[right].contains(&tables[left])
            || !wholes[left].is_disjoint(&wholes[right]);
        affinity(context, tables[left], tables[right], (same_home, driven))
            + if part { PART } else { 0.0 }
            + STARTED * started_alike(context, (tables[left], &starts[left]), (tables[right], &starts[right]))
    };
    let after = |left: usize| -> Vec<f64> { (left + 1..count).map(|right| nearness(left, right)).collect() };
    let rows: Vec<Vec<f64>> = (0..count).into_par_iter().map(after).collect();
    let mut near = vec![vec![0.0; count]; count];
    for (left, row) in rows.into_iter().enumerate() {
        for (right, value) in (left + 1..).zip(row) {
            near[left][right] = value;
            near[right][left] = value;
        }
    }
    let mut groups: Vec<Vec<usize>> = (0..count).map(|index| vec![index]).collect();
    while let Some((left, right)) = closest(&groups, &near) {
        let moved = groups.remove(right);
        groups[left].extend(moved);
        groups[left].sort_unstable();
    }
    let groups = groups.into_iter().map(|group| group.into_iter().map(|index| tables[index]).collect());
    with_followers(context, with_catalogues(context, groups.collect()))
}

/// Tables that triggers fill with what one group's tables say are that group's.
fn with_followers(context: &Context<'_>, mut groups: Vec<Vec<TableId>>) -> Vec<Vec<TableId>> {
    let follows = |table: TableId| &context.followed[table.0 as usize];
    for table in context.ids().filter(|table| !follows(*table).is_empty() && !context.is_noun(*table)) {
        let alone = groups.iter().position(|group| *group == [table]);
        let leads = |group: &Vec<TableId>| follows(table).iter().all(|followed| group.contains(followed));
        let Some(leader) = groups.iter().position(leads) else { continue };
        if alone.is_some() || !groups.iter().any(|group| group.contains(&table)) {
            groups[leader].push(table);
            groups[leader].sort_unstable();
            alone.map(|at| groups.remove(at));
        }
    }
    groups
}

/// Tables that are no nouns, of whose rows this one's are parts, and those of which these are parts.
fn wholes(context: &Context<'_>, table: TableId) -> BTreeSet<TableId> {
    let mut found = BTreeSet::new();
    let mut open = vec![table];
    while let Some(part) = open.pop() {
        for whole in &context.figures[part.0 as usize].refers_to {
            // What is named after an act of its own and changes later goes its own way from there.
            let acts = context.is_changed(part) && act_value(&context.readings[part.0 as usize]) >= 0.6;
            if !acts && !context.is_noun(*whole) && is_part(context, part, *whole) && found.insert(*whole) {
                open.push(*whole);
            }
        }
    }
    found
}

/// Tables that no code fills and that only one group's tables refer to, such as products and their prices, are that
/// group's.
fn with_catalogues(context: &Context<'_>, mut groups: Vec<Vec<TableId>>) -> Vec<Vec<TableId>> {
    let filled = |table: &TableId| context.figures[table.0 as usize].inserted;
    let owner = |groups: &[Vec<TableId>], at: usize| {
        let own = &groups[at];
        let mut users: Vec<TableId> =
            own.iter().flat_map(|table| context.figures[table.0 as usize].referred_by.clone()).collect();
        users.retain(|table| !own.contains(table));
        let of = |group: &Vec<TableId>| {
            group.iter().any(filled) && users.iter().all(|table| group.contains(table))
        };
        groups.iter().position(of).filter(|_| !users.is_empty())
    };
    let catalogue = |groups: &[Vec<TableId>]| {
        (0..groups.len())
            .filter(|at| !groups[*at].iter().any(filled))
            .find_map(|at| Some((at, owner(groups, at)?)))
    };
    while let Some((from, to)) = catalogue(&groups) {
        let tables = std::mem::take(&mut groups[from]);
        groups[to].extend(tables);
        groups[to].sort_unstable();
        groups.remove(from);
    }
    groups
}

/// The pair of groups that is closest on average, if close enough; of equals the first.
fn closest(groups: &[Vec<usize>], near: &[Vec<f64>]) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for left in 0..groups.len() {
        for right in left + 1..groups.len() {
            let pairs = groups[left].len() * groups[right].len();
            let sum: f64 = groups[left].iter().flat_map(|a| groups[right].iter().map(|b| near[*a][*b])).sum();
            let average = sum / pairs as f64;
            if average >= CLOSE && best.is_none_or(|(most, _, _)| average > most + 1e-9) {
                best = Some((average, left, right));
            }
        }
    }
    best.map(|(_, left, right)| (left, right))
}

/// How much two tables look like data of one process; 0.55 and more is close.
fn affinity(context: &Context<'_>, left: TableId, right: TableId, (same_home, driven): (bool, f64)) -> f64 {
    let (a, b) = (&context.readings[left.0 as usize], &context.readings[right.0 as usize]);
    let key = key_between(context, left, right);
    let together = worked_together(context, left, right).max(driven);
    let near = same_act(context, a, b, key > 0.0)
        + module(context, left, right)
        + 0.3 * shape(context, left, right)
        + key
        + shared_words(context, a, b, key > 0.0)
        // Names alone are said once: the house's word counts beside them where code or schema tie the tables, too.
        + if same_home || together > 0.0 || key > 0.0 { family(context, a, b) } else { 0.0 }
        + in_other_state(a, b)
        + if same_home { 0.3 } else { 0.0 }
        + 0.5 * together;
    let apart = different_acts(a, b) && key <= 0.0 && together < 0.5;
    if apart { near - 0.3 } else { near }
}

/// The act, where it is what the name is about and not just a word before that.
fn head_act(reading: &Reading) -> Option<&Act> {
    reading.act.as_ref().filter(|act| act.participle || act.at + 1 == reading.core)
}

/// Both surely named after acts, and not after the same, nor begun by one: `melt_quotes` and `melt_requests` are of melting.
fn different_acts(a: &Reading, b: &Reading) -> bool {
    if a.words.first().is_some_and(|word| lexicon::is_domain_verb(word)) && a.words.first() == b.words.first()
    {
        return false;
    }
    // `repair_progress` beside `repair_notifications`: how far the repair has come is of what is told of it.
    let carries = |a: &Reading, b: &Reading| a.core < a.words.len() && b.words.starts_with(a.core_words());
    if carries(a, b) || carries(b, a) {
        return false;
    }
    matches!((head_act(a), head_act(b)), (Some(one), Some(other)) if one.verb != other.verb && one.sure.min(other.sure) >= 0.6)
}

/// The act before all else: what was done to the rows, or whose it is. Of `sync_cursor` and `sync_outbox` it is what both are
/// there to do, and leads them as the name of a house would.
fn begins_with_act(reading: &Reading) -> bool {
    let act = reading.act.as_ref().filter(|act| act.at == 0 && act.sure >= 0.6);
    act.is_some_and(|act| act.participle || !lexicon::is_domain_verb(&reading.words[0]))
}

/// Both named after the same act; more so when it is done to nouns: `post_report`, `comment_report`.
fn same_act(context: &Context<'_>, a: &Reading, b: &Reading, refers: bool) -> f64 {
    let (Some(one), Some(other)) = (head_act(a), head_act(b)) else { return 0.0 };
    if one.sure.min(other.sure) < 0.6 {
        return 0.0;
    }
    // Yes and no are one process: reasons for a denial that approvals refer to.
    if one.verb != other.verb {
        let decisions = readings::is_decision(&one.verb) && readings::is_decision(&other.verb);
        return if decisions && refers { 0.35 } else { 0.0 };
    }
    let on_noun = |reading: &Reading, at: usize| {
        at > 0 && reading.words[..at].iter().all(|word| is_entitys(context, reading, word))
    };
    match on_noun(a, one.at) && on_noun(b, other.at) {
        true if a.words[..one.at] == b.words[..other.at] => 0.55,
        // `order_execution`, `settlement_execution`: done to two things, it may be two.
        true => 0.5,
        false => 0.35,
    }
}

fn is_noun_name(context: &Context<'_>, words: &[String]) -> bool {
    context.ids().any(|table| context.is_noun(table) && context.readings[table.0 as usize].words == words)
}

/// The share of telling column names that both have.
fn shape(context: &Context<'_>, left: TableId, right: TableId) -> f64 {
    let names = |table| -> BTreeSet<&str> {
        let columns = &context.table(table).columns;
        let plain = |name: &str| {
            ["id", "name", "key"].contains(&name)
                || ["created", "updated", "deleted", "published"].iter().any(|start| name.starts_with(start))
        };
        columns.iter().map(|column| column.name.as_str()).filter(|name| !plain(name)).collect()
    };
    let (a, b) = (names(left), names(right));
    let shared = a.intersection(&b).count();
    if shared < 2 { 0.0 } else { shared as f64 / a.union(&b).count() as f64 }
}

/// A detail refers to the process; but what a process refers to is what it acts on and stays apart.
fn key_between(context: &Context<'_>, left: TableId, right: TableId) -> f64 {
    let refers = |from: TableId, to: TableId| context.figures[from.0 as usize].refers_to.contains(&to);
    let (child, parent) = match (refers(left, right), refers(right, left)) {
        (false, false) => return 0.0,
        // Where each names the other, the one that is made later is made for the other.
        (true, true) if context.comes_out(left, right) => (right, left),
        (true, _) => (left, right),
        (false, true) => (right, left),
    };
    let value = |table: TableId| act_value(&context.readings[table.0 as usize]);
    if context.comes_out(child, parent) {
        return OUTCOME;
    }
    if value(child) >= 0.7 && value(parent) < 0.5 { -0.1 } else { 0.35 }
}

/// A module named by the first word that both names share, with functions that touch either: `tax`, `federation`. Where that
/// is a verb, lists that no code fills are none of its doing.
fn module(context: &Context<'_>, left: TableId, right: TableId) -> f64 {
    let (a, b) = (&context.readings[left.0 as usize], &context.readings[right.0 as usize]);
    let (Some(word), Some(other)) = (a.words.first(), b.words.first()) else { return 0.0 };
    let counted = begins_with_act(a);
    let filled = |table: TableId| context.figures[table.0 as usize].inserted;
    let listed = lexicon::is_domain_verb(word) && !(filled(left) && filled(right));
    if word != other || counted || listed || is_entitys(context, a, word) {
        return 0.0;
    }
    let inside = |table: TableId| {
        let accesses = context.monolith.graph.accesses_to(table).iter();
        let modules: BTreeSet<&str> = accesses
            .flat_map(|access| &context.function(access.function).module_path)
            .map(|module| module.as_str())
            .collect();
        modules.iter().any(|module| lexicon::singular(module) == *word)
    };
    if inside(left) && inside(right) { 0.25 } else { 0.0 }
}

/// Words in common that are not the name of a noun: `oauth_account`, `oauth_provider`; `local_image`, `remote_image`.
fn shared_words(context: &Context<'_>, a: &Reading, b: &Reading, refers: bool) -> f64 {
    let same = a.words.iter().zip(&b.words).take_while(|(one, other)| one == other).count();
    // The act that both are named after is counted already.
    let acted = |word: &String| {
        let begun = lexicon::is_domain_verb(word) && a.words.first() == Some(word);
        [a, b].iter().all(|one| {
            let act = if begun { head_act(one) } else { one.act.as_ref() };
            act.is_some_and(|act| one.words[act.at] == *word)
        })
    };
    // A word that very many tables begin with is a part of the monolith.
    let part = |word: &String| !is_entitys(context, a, word) && leads(context, word) > FAMILY;
    let common = same > 0 && part(&a.words[0]);
    let led = a.words[..same]
        .iter()
        .skip(usize::from(common))
        .any(|word| (refers || !is_entitys(context, a, word)) && !acted(word));
    let act = [a, b].iter().all(|one| one.act.as_ref().is_some_and(|act| act.sure >= 0.6));
    let head = a.core_words().last().filter(|head| b.core_words().last() == Some(head));
    let headed = head.is_some_and(|head| !act && !is_noun_name(context, std::slice::from_ref(head)));
    // What is done to a thing is about it, and no more of it: `disk_adoption_requests` beside disks.
    let about = |thing: &Reading, other: &Reading| is_done_to(thing, other) && act_value(thing) < 0.6;
    if (!led && !headed) || about(a, b) || about(b, a) {
        return 0.0;
    }
    let shared = a.words.iter().filter(|word| b.words.contains(word)).count();
    let all = a.words.len() + b.words.len() - shared;
    // `x_allowlist`, `x_blocklist`: one word makes the difference.
    let but_one = a.words.len() == b.words.len() && a.words.len() >= 3 && shared + 1 == a.words.len();
    0.25 + 0.3 * shared as f64 / all as f64 + if but_one { 0.2 } else { 0.0 }
}

/// `twofactor`, `twofactor_incomplete`: the first word of a few tables that is the name of no noun is the house's name for
/// what they are about. What was done to their rows (`published_pages`, `published_comments`) is none.
fn family(context: &Context<'_>, a: &Reading, b: &Reading) -> f64 {
    let (Some(word), Some(other)) = (a.words.first(), b.words.first()) else { return 0.0 };
    let acts = [a, b].into_iter().any(begins_with_act) || is_done_to(a, b) || is_done_to(b, a);
    let says_nothing = || {
        is_entitys(context, a, word)
            || is_entitys(context, b, word)
            || lexicon::is_past_participle(word)
            || is_short_for_a_table(context, word)
    };
    if word != other || acts || says_nothing() {
        return 0.0;
    }
    if leads(context, word) <= FAMILY { 0.25 } else { 0.0 }
}

/// `pending_reactions`, `broadcasted_reactions` beside `reactions`: the same rows before and after.
fn in_other_state(a: &Reading, b: &Reading) -> f64 {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let Some(before) = long.words.strip_suffix(&short.words[..]) else { return 0.0 };
    let state = |word: &String| lexicon::is_past_participle(word) || STATES.contains(&word.as_str());
    if before.len() == 1 && before.iter().all(state) && act_value(short) >= 0.6 { STATE } else { 0.0 }
}

/// `org` beside `organizations` says whose the rows are.
fn is_short_for_a_table(context: &Context<'_>, word: &str) -> bool {
    let long = |reading: &Reading| matches!(&reading.words[..], [one] if one.len() > word.len() + 1 && one.starts_with(word));
    word.len() >= SHORT && context.readings.iter().any(long)
}

/// How many tables' names begin with the word.
fn leads(context: &Context<'_>, word: &String) -> usize {
    context.readings.iter().filter(|reading| reading.words.first() == Some(word)).count()
}

/// `settlement_executions` beside settlements: the one says what is done to the other.
fn is_done_to(thing: &Reading, other: &Reading) -> bool {
    let later = other.act.as_ref().is_some_and(|act| !act.participle && act.at >= thing.words.len());
    other.words.len() > thing.words.len() && other.words.starts_with(&thing.words) && later
}

/// By table: the transactions that write it, without those that write all sorts of things.
fn in_transactions(context: &Context<'_>) -> Vec<BTreeSet<usize>> {
    let mut found = vec![BTreeSet::new(); context.readings.len()];
    for (at, (_, mut written)) in context.transactions().enumerate() {
        written.retain(|table| !context.is_noun(*table));
        if written.len() <= NARROW {
            written.into_iter().for_each(|table| {
                found[table.0 as usize].insert(at);
            });
        }
    }
    found
}

/// The share of both that is in both.
fn shared<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let (both, all) = (a.intersection(b).count(), a.union(b).count());
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// The starting points that reach what touches the table.
fn starts(context: &Context<'_>, table: TableId) -> BTreeSet<FunctionId> {
    let graph = context.monolith.graph;
    let touching = graph.accesses_to(table).iter().map(|access| access.function);
    let touching: Vec<FunctionId> = touching.filter(|id| !context.is_bulk(*id)).collect();
    graph.entries_of(&touching).into_iter().collect()
}

/// The share of the starting points of either that reach both, where the house's first word for both is the same and enough
/// of them are the same: whatever is begun there needs both. Of the labelled pairs of such tables in 104 monoliths 1,078 are
/// of one process and 12 of two; without omicron, whose inventory is most of them, 136 and 12.
fn started_alike(
    context: &Context<'_>,
    (left, a): (TableId, &BTreeSet<FunctionId>),
    (right, b): (TableId, &BTreeSet<FunctionId>),
) -> f64 {
    let first = |table: TableId| context.readings[table.0 as usize].words.first();
    let house =
        first(left).is_some_and(|word| !is_entitys(context, &context.readings[left.0 as usize], word));
    if !house || first(left) != first(right) {
        return 0.0;
    }
    let share = shared(a, b);
    if share >= ALIKE && a.union(b).count() >= SOME_STARTS { share } else { 0.0 }
}

/// The share of the functions that work on either and work on both: those that write the tables, without those that write
/// all sorts of things, and those that call them.
fn worked_together(context: &Context<'_>, left: TableId, right: TableId) -> f64 {
    shared(&workers(context, left), &workers(context, right))
}

fn workers(context: &Context<'_>, table: TableId) -> BTreeSet<FunctionId> {
    let graph = context.monolith.graph;
    let narrow = |id: &FunctionId| {
        let written: BTreeSet<TableId> = graph
            .accesses(*id)
            .iter()
            .filter(|access| access.mode.writes())
            .map(|access| access.table)
            .collect();
        written.len() <= NARROW
    };
    let writers = context.figures[table.0 as usize].writers.iter().copied().filter(narrow);
    writers.flat_map(|id| graph.callers(id).iter().copied().filter(narrow).chain([id])).collect()
}

/// The file that holds most functions that write the table, unless it is a layer's.
fn home<'a>(context: &Context<'a>, table: TableId) -> Option<&'a str> {
    let mut files: BTreeMap<&'a str, usize> = BTreeMap::new();
    for id in &context.figures[table.0 as usize].writers {
        *files.entry(&context.function(*id).path).or_default() += 1;
    }
    let (file, _) = files.iter().max_by_key(|(file, count)| (**count, std::cmp::Reverse(**file)))?;
    let written = context.ids().filter(|other| {
        let writers = &context.figures[other.0 as usize].writers;
        writers.iter().any(|id| *context.function(*id).path == **file)
    });
    (written.count() <= LAYER).then_some(*file)
}

/// Whether the word of a table's name is an entity's: what one is called by, or within the whole name of one. Of
/// `sync_settings` only settings are.
fn is_entitys(context: &Context<'_>, reading: &Reading, word: &String) -> bool {
    context.noun_heads.contains(word) || within_noun(context, reading, word)
}

fn within_noun(context: &Context<'_>, reading: &Reading, word: &String) -> bool {
    let nouns = context.ids().filter(|table| context.is_noun(*table));
    nouns.map(|table| &context.readings[table.0 as usize].words).any(|name| {
        name.len() > 1 && name.contains(word) && reading.words.windows(name.len()).any(|words| words == name)
    })
}
