//! Which tables belong together: those that keep one process's data. Nouns belong to nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::resolve::ids::TableId;
use crate::score::context::Context;
use crate::score::readings::Reading;
use crate::score::signals::act_value;

/// Groups closer than this, on average, become one.
const CLOSE: f64 = 0.55;
/// A file whose functions write more tables than this is a layer and tells nothing.
const LAYER: usize = 6;

/// Groups of tables that are touched by code and are no nouns, each sorted, in the order of their first table.
pub(super) fn groups(context: &Context<'_>) -> Vec<Vec<TableId>> {
    let touched = |table: &TableId| !context.monolith.graph.accesses_to(*table).is_empty();
    let tables: Vec<TableId> =
        context.ids().filter(|table| !context.is_noun(*table)).filter(touched).collect();
    let homes: Vec<Option<&str>> = tables.iter().map(|table| home(context, *table)).collect();
    let count = tables.len();
    let mut near = vec![vec![0.0; count]; count];
    for left in 0..count {
        for right in left + 1..count {
            let same_home = homes[left].is_some() && homes[left] == homes[right];
            let value = affinity(context, tables[left], tables[right], same_home);
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
    groups.into_iter().map(|group| group.into_iter().map(|index| tables[index]).collect()).collect()
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
fn affinity(context: &Context<'_>, left: TableId, right: TableId, same_home: bool) -> f64 {
    let (a, b) = (&context.readings[left.0 as usize], &context.readings[right.0 as usize]);
    same_act(context, a, b)
        + 0.3 * shape(context, left, right)
        + key_between(context, left, right)
        + shared_words(context, a, b)
        + if same_home { 0.3 } else { 0.0 }
        + 0.4 * written_together(context, left, right)
}

/// Both named after the same act; more so when it is done to nouns: `post_report`, `comment_report`.
fn same_act(context: &Context<'_>, a: &Reading, b: &Reading) -> f64 {
    let (Some(one), Some(other)) = (&a.act, &b.act) else { return 0.0 };
    if one.verb != other.verb || one.sure.min(other.sure) < 0.6 {
        return 0.0;
    }
    let on_noun = |reading: &Reading, at: usize| at > 0 && is_noun_name(context, &reading.words[..at]);
    if on_noun(a, one.at) && on_noun(b, other.at) { 0.55 } else { 0.35 }
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
        (true, _) => (left, right),
        (false, true) => (right, left),
    };
    let value = |table: TableId| act_value(&context.readings[table.0 as usize]);
    if value(child) >= 0.7 && value(parent) < 0.5 { -0.1 } else { 0.35 }
}

/// Words in front that are not the name of a noun: `oauth_account`, `oauth_provider`.
fn shared_words(context: &Context<'_>, a: &Reading, b: &Reading) -> f64 {
    let same = a.words.iter().zip(&b.words).take_while(|(one, other)| one == other).count();
    let head = a.words.last() == b.words.last() && a.words.len() > 1 && b.words.len() > 1;
    let telling = same > 0 && (1..=same).all(|end| !is_noun_name(context, &a.words[..end]));
    if telling {
        0.3
    } else if head && a.act.is_none() && b.act.is_none() {
        0.2
    } else {
        0.0
    }
}

/// The share of the functions that write either and write both.
fn written_together(context: &Context<'_>, left: TableId, right: TableId) -> f64 {
    let (a, b) = (&context.figures[left.0 as usize].writers, &context.figures[right.0 as usize].writers);
    let shared = a.iter().filter(|id| b.binary_search(id).is_ok()).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
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
