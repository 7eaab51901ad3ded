//! A boundary's name: the subject and the noun of the verb, plural. The words come from the code's own vocabulary; the
//! lexicon only turns a verb into its noun.

use std::collections::BTreeMap;

use super::members::names_noun;
use crate::lexicon::{self, Strength};
use crate::resolve::ids::{FunctionId, TableId};
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{self, Carrier, Reading};
use crate::score::signals::act_value;

/// A verb that only one function says is chance.
const SAID: usize = 2;

/// Gives the candidate its verb, subject and name.
pub(super) fn name(context: &Context<'_>, candidate: &mut Candidate) {
    let Some(main) = main_table(context, candidate) else { return of_columns(context, candidate) };
    let reading = &context.readings[main.0 as usize];
    let common = common_words(context, candidate, reading);
    let asked = reading.has(Carrier::Petition);
    let decision = verbs(context, candidate).into_iter().find(|(verb, _)| readings::is_decision(verb));
    let act = reading.act.as_ref();
    let said = said(context, candidate, reading);
    let owner = || owner(context, main);
    let (verb, subject, head) = match (act, decision, said) {
        // Somebody decides on what was asked: the process is the decision.
        (_, Some((verb, _)), _) if asked => {
            let head = lexicon::nominalisation(&verb);
            (verb, reading.core_words().to_vec(), head)
        }
        (Some(act), _, _)
            if act.sure >= 0.6 && common.as_ref().is_none_or(|c| c.contains(&reading.words[act.at])) =>
        {
            let head = match act.participle {
                true => lexicon::nominalisation(&act.verb),
                false => reading.words[act.at].clone(),
            };
            let rest = |words: &[String]| {
                words.iter().filter(|word| **word != reading.words[act.at]).cloned().collect()
            };
            let mut subject: Vec<String> = match (&common, act.participle) {
                (Some(common), _) => rest(common),
                (None, true) => rest(reading.core_words()),
                (None, false) => reading.words[..act.at].to_vec(),
            };
            if subject.is_empty() && common.is_none() {
                subject = owner();
            }
            (act.verb.clone(), subject, head)
        }
        (_, _, Some(verb)) => {
            let head = lexicon::nominalisation(&verb);
            (verb, common.unwrap_or_else(|| reading.core_words().to_vec()), head)
        }
        _ => {
            let mut subject = common.filter(|c| !c.is_empty()).unwrap_or_else(|| reading.words.clone());
            let verb = act.map_or_else(|| "keep".to_owned(), |act| act.verb.clone());
            let head = subject.pop().unwrap_or_default();
            if subject.is_empty() && reading.has(Carrier::Pending) {
                subject = owner();
            }
            (verb, subject, head)
        }
    };
    candidate.verb = verb;
    let acted_on = if subject.is_empty() { vec![context.table_name(main)] } else { subject.clone() };
    candidate.subject = acted_on.join("_");
    candidate.name = compose(subject, &head);
}

/// Subject and act in one word, the act in the plural.
fn compose(subject: Vec<String>, head: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in subject {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.retain(|word| word != head);
    words.push(lexicon::plural(head));
    lexicon::title(&words)
}

/// The table that says most about the process.
pub(super) fn main_table(context: &Context<'_>, candidate: &Candidate) -> Option<TableId> {
    candidate.tables.iter().copied().max_by(|a, b| {
        let value = |table: &TableId| {
            let reading = &context.readings[table.0 as usize];
            let touched = context.figures[table.0 as usize].writers.len().min(9) as f64 / 50.0;
            act_value(reading) + touched - reading.words.len() as f64 / 100.0
        };
        value(a).total_cmp(&value(b)).then(b.cmp(a))
    })
}

/// The words that most of several tables share, in the order of the main one; None for a single table.
fn common_words(context: &Context<'_>, candidate: &Candidate, main: &Reading) -> Option<Vec<String>> {
    if candidate.tables.len() < 2 {
        return None;
    }
    let has = |word: &&String| {
        let with =
            candidate.tables.iter().filter(|table| context.readings[table.0 as usize].words.contains(*word));
        with.count() * 2 > candidate.tables.len()
    };
    let words: Vec<String> = main.core_words().iter().filter(has).cloned().collect();
    (!words.is_empty()).then_some(words)
}

/// Domain verbs of the operations with how many say them, the most frequent first.
fn verbs(context: &Context<'_>, candidate: &Candidate) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (function, _) in &candidate.operations {
        for verb in all_verbs(context, *function) {
            *counts.entry(verb).or_default() += 1;
        }
    }
    let mut order: Vec<(String, usize)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    order
}

fn all_verbs(context: &Context<'_>, function: FunctionId) -> Vec<String> {
    let words = readings::split(&context.function(function).name);
    let mut verbs: Vec<String> = words
        .iter()
        .filter(|word| lexicon::is_verb(word) && lexicon::strength(word) == Strength::Domain)
        .cloned()
        .collect();
    verbs.sort();
    verbs.dedup();
    verbs
}

/// The domain verb that the operations say most, where it is no word of the table's name.
fn said(context: &Context<'_>, candidate: &Candidate, reading: &Reading) -> Option<String> {
    let found = verbs(context, candidate);
    let fresh = |verb: &String| !names_noun(context, verb) && !reading.words.contains(verb);
    found.into_iter().find(|(verb, count)| *count >= SAID && fresh(verb)).map(|(verb, _)| verb)
}

/// The noun that the table's rows belong to, when there is just one.
fn owner(context: &Context<'_>, table: TableId) -> Vec<String> {
    let nouns: Vec<TableId> = context.figures[table.0 as usize]
        .refers_to
        .iter()
        .copied()
        .filter(|other| context.is_noun(*other))
        .collect();
    match nouns[..] {
        [one] => context.readings[one.0 as usize].words.last().cloned().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Columns inside a noun's table: the noun and the verb that the columns tell.
fn of_columns(context: &Context<'_>, candidate: &mut Candidate) {
    let Some(first) = candidate.columns.first() else { return };
    let noun = context.readings[first.table.0 as usize].words.last().cloned().unwrap_or_default();
    let head = match lexicon::is_verb(&candidate.verb) {
        true => lexicon::nominalisation(&candidate.verb),
        false => candidate.verb.clone(),
    };
    candidate.subject = context.table_name(first.table);
    candidate.name = compose(vec![noun], &head);
}
