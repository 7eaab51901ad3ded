//! From the graph to boundaries: nouns first, then the tables that keep one process's data, then columns inside tables that
//! stay; each with its functions, its markers, what stands in the way, a score, a verdict and a name.
//!
//! It knows no path, no source text and no project; what a name says is for `score::readings` and the lexicon.

mod administered;
mod blockers;
mod deeds;
mod divided;
mod enders;
mod grow;
pub(crate) mod judge;
mod members;
mod name;
mod nouns;
mod outcomes;
pub(crate) mod proposal;
mod split;
mod stays;
#[cfg(test)]
mod tests;
mod verdict;

use std::collections::BTreeSet;

use members::Signature;
use proposal::{PassedOver, Proposal, Proposed};
use rayon::prelude::*;

use crate::config::Config;
use crate::graph::Monolith;
use crate::lexicon;
use crate::resolve::ids::TableId;
use crate::score;
use crate::score::Contribution;
use crate::score::candidate::{Candidate, Evidence, Role};
use crate::score::context::Context;

/// Boundaries, the nouns that stay, and what is neither.
pub(crate) fn boundaries(monolith: Monolith<'_>, config: &Config) -> Proposed {
    let mut context = Context::new(monolith);
    let nouns = nouns::decide(&mut context, config);
    let mut taken = of_tables(&context);
    of_columns(&context, &mut taken);
    let scored: Vec<Scored> = taken.into_par_iter().map(|candidate| named(&context, candidate)).collect();
    let divided = divided(&scored);
    let wanted = config.min_score.map_or(0, |least| least.0);
    let readable = if config.min_score.is_some() { 0 } else { readable(&scored) };
    let (mut proposals, mut passed_over) = (Vec::new(), Vec::new());
    for one in scored {
        let least = verdict::needed(&context, &one.candidate, &divided).max(wanted);
        match finish(&context, one, least.max(readable)) {
            Ok(proposal) => proposals.push(proposal),
            Err(passed) => {
                let unlisted = passed.least > least && passed.score >= least;
                passed_over.push(PassedOver { unlisted, ..passed });
            }
        }
    }
    if !config.words.is_empty() {
        proposals.iter_mut().for_each(|one| in_words_of_the_house(one, config));
    }
    let owned: BTreeSet<_> = proposals.iter().flat_map(|one| one.columns.clone()).collect();
    proposals.iter_mut().for_each(|one| one.stays.retain(|column| !owned.contains(column)));
    stays::to_whose_act_they_tell(&context, &mut proposals);
    stays::of_few(&context, &mut proposals);
    order(&mut proposals);
    tell_apart(&context, &mut proposals);
    Proposed { proposals, nouns, passed_over }
}

/// What a proposal needs for the list to be one that somebody reads to its end: where there is a lot to extract, what to
/// leave alone is not listed.
fn readable(candidates: &[Scored]) -> i32 {
    let worth = candidates.iter().filter(|one| one.score >= verdict::WORTH).count();
    if worth >= verdict::A_LOT { verdict::WORTH } else { 0 }
}

/// Brings the one to extract first to the top.
pub(crate) fn order(proposals: &mut [Proposal]) {
    proposals.sort_by(|a, b| {
        // What must be fixed first does not make a process less worth its own place.
        let place = |one: &Proposal| (one.verdict == proposal::Verdict::Leave, -one.score, one.verdict);
        (place(a), &a.name, &a.tables, &a.columns).cmp(&(place(b), &b.name, &b.tables, &b.columns))
    });
}

/// Name and subject as the house says them: `local_user` is `user`.
fn in_words_of_the_house(proposal: &mut Proposal, config: &Config) {
    let translated = |text: &str| {
        let words = lexicon::words(text);
        Some(config.words.translate(&words)).filter(|house| *house != words)
    };
    if let Some(house) = translated(&proposal.name) {
        proposal.name = lexicon::title(&house);
    }
    if let Some(house) = translated(&proposal.subject) {
        proposal.subject = house.join("_");
    }
}

/// Candidates that own whole tables.
fn of_tables(context: &Context<'_>) -> Vec<Candidate> {
    let one = |tables: Vec<TableId>| {
        let signature = Signature::of_tables(context, &tables);
        let mut candidate = Candidate { tables, ..Candidate::default() };
        candidate.act_keys = act_keys(context, &candidate);
        members::fill(context, &mut candidate, &signature);
        candidate.stays = stays::markers(context, &candidate);
        candidate
    };
    grow::groups(context).into_par_iter().map(one).collect()
}

/// The forms of the words that name the acts of the tables.
fn act_keys(context: &Context<'_>, candidate: &Candidate) -> BTreeSet<String> {
    let readings = candidate.tables.iter().map(|table| &context.readings[table.0 as usize]);
    let acts = readings
        .filter_map(|reading| reading.act.as_ref().filter(|act| act.sure >= 0.6).map(|act| (reading, act)));
    acts.flat_map(|(reading, act)| {
        let word = context.keys(&reading.words[act.at]).to_vec();
        word.into_iter().chain([act.verb.clone()])
    })
    .collect()
}

/// Columns of tables that stay: to the candidate whose functions write them, or as one of their own.
fn of_columns(context: &Context<'_>, taken: &mut Vec<Candidate>) {
    let owned: BTreeSet<TableId> = taken
        .iter()
        .filter(|candidate| score::total(&score::contributions(candidate, context)) >= verdict::WHOLE)
        .flat_map(|candidate| candidate.tables.iter().copied())
        .collect();
    let staying: Vec<TableId> = context.ids().filter(|table| !owned.contains(table)).collect();
    let mut added = Vec::new();
    for (candidate, alone) in split::candidates(context, &staying) {
        let whole = taken.iter_mut().filter(|other| owns_one_of(other, &owned));
        if alone && split::says_verb(&candidate.verb) {
            added.push(candidate);
            continue;
        }
        match whole.into_iter().find(|other| shares(context, &candidate, other)) {
            Some(other) => join(other, candidate),
            None if alone => added.push(candidate),
            None => {}
        }
    }
    added.extend(deeds::candidates(context, &staying));
    taken.extend(added);
}

fn owns_one_of(candidate: &Candidate, tables: &BTreeSet<TableId>) -> bool {
    candidate.tables.iter().any(|table| tables.contains(table))
}

/// Adds the columns to a boundary that their functions already work for.
fn join(other: &mut Candidate, candidate: Candidate) {
    other.columns.extend(candidate.columns);
    other.stays.extend(candidate.stays);
    for list in [&mut other.columns, &mut other.stays] {
        list.sort_unstable();
        list.dedup();
    }
    let columns = other.columns.clone();
    other.stays.retain(|column| columns.binary_search(column).is_err());
}

/// Whether most functions that belong to the columns write the other's tables as well.
fn shares(context: &Context<'_>, candidate: &Candidate, other: &Candidate) -> bool {
    let graph = context.monolith.graph;
    let both = candidate.inside.iter().filter(|id| {
        graph
            .accesses(**id)
            .iter()
            .any(|access| access.mode.writes() && other.tables.binary_search(&access.table).is_ok())
    });
    let both = both.count();
    both >= 2 && both * 2 > candidate.inside.len()
}

/// A candidate with what speaks for and against it.
struct Scored {
    candidate: Candidate,
    signals: Vec<Contribution>,
    score: i32,
}

impl Scored {
    fn of(context: &Context<'_>, candidate: Candidate) -> Scored {
        let signals = score::contributions(&candidate, context);
        let score = score::total(&signals);
        Scored { candidate, signals, score }
    }
}

/// The candidate with a name and its score.
fn named(context: &Context<'_>, mut candidate: Candidate) -> Scored {
    name::name(context, &mut candidate);
    Scored::of(context, candidate)
}

/// Tables of whose columns a boundary would own some without owning the table.
fn divided(candidates: &[Scored]) -> BTreeSet<TableId> {
    let sure = |one: &&Scored| !one.candidate.columns.is_empty() && one.score >= verdict::SURE;
    let columns = candidates.iter().filter(sure).flat_map(|one| &one.candidate.columns);
    columns.map(|column| column.table).collect()
}

/// A proposal, if enough speaks for the candidate.
fn finish(context: &Context<'_>, one: Scored, least: i32) -> Result<Proposal, PassedOver> {
    let candidate = &one.candidate;
    if one.score >= least && !candidate.inside.is_empty() && !candidate.name.is_empty() {
        return Ok(conclude(context, one));
    }
    let Scored { candidate: Candidate { tables, columns, .. }, signals, score } = one;
    Err(PassedOver { tables, columns, score, least, unlisted: false, signals })
}

/// The candidate with its figures, whatever they are.
fn conclude(context: &Context<'_>, one: Scored) -> Proposal {
    let Scored { candidate, signals, score } = one;
    let blockers = blockers::find(context, &candidate);
    let mut evidence: Vec<_> = signals.iter().flat_map(|signal| signal.evidence.iter().cloned()).collect();
    evidence.extend(way(context, &candidate));
    let mut seen = BTreeSet::new();
    evidence.retain(|one| seen.insert(one.clone()));
    Proposal {
        verdict: verdict::verdict(context, score, &blockers),
        score,
        consumers: blockers::consumers(context, &candidate),
        blockers,
        evidence,
        signals,
        name: candidate.name,
        verb: candidate.verb,
        subject: candidate.subject,
        tables: candidate.tables,
        columns: candidate.columns,
        stays: candidate.stays,
        operations: candidate.operations,
    }
}

/// How the first entry point comes to the data, through the calls between.
fn way(context: &Context<'_>, candidate: &Candidate) -> Option<Evidence> {
    let graph = context.monolith.graph;
    let entry = candidate.operations.iter().find(|(_, role)| *role == Role::Entry).map(|(id, _)| *id)?;
    let chains = candidate.inside.iter().filter_map(|id| graph.chain(entry, *id));
    let chain = chains.filter(|chain| chain.len() > 1).min_by_key(Vec::len)?;
    let names: Vec<String> = chain.iter().map(|id| format!("`{}`", context.function(*id).name)).collect();
    let claim = format!("{} reach the data", names.join(" → "));
    Some(Evidence { claim, place: context.function(entry).place })
}

/// Two boundaries of one name: the later one is told apart by the words of the first of its tables that no other is called
/// after, with those of its schema where that is not enough, and by a number where nothing else tells.
fn tell_apart(context: &Context<'_>, proposals: &mut [Proposal]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for proposal in proposals {
        if seen.insert(proposal.name.clone()) {
            continue;
        }
        let first = proposal.columns.first().map(|column| column.table);
        let tables: Vec<TableId> = proposal.tables.iter().copied().chain(first).collect();
        let names: Vec<String> = tables.iter().map(|table| own_name(context, *table)).collect();
        let of_schema = tables.iter().filter_map(|table| {
            let schema = context.table(*table).name.schema.as_ref()?;
            Some(lexicon::title(&lexicon::words(schema)) + &own_name(context, *table))
        });
        let base = names.first().cloned().unwrap_or_default();
        let numbered = (2..).map(|number| format!("{base}{number}"));
        let mut all = names.iter().cloned().chain(of_schema).chain(numbered);
        if let Some(free) = all.find(|name| !seen.contains(name)) {
            seen.insert(free.clone());
            proposal.name = free;
        }
    }
}

/// A table's own words, in the plural.
fn own_name(context: &Context<'_>, table: TableId) -> String {
    let mut words = context.readings[table.0 as usize].words.clone();
    if let Some(last) = words.last_mut() {
        *last = lexicon::plural(last);
    }
    lexicon::title(&words)
}
