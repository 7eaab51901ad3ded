//! Processes inside a table that stays: columns that one verb needs on its way, apart from those that tell the outcome.

use std::collections::BTreeMap;

use super::members::Signature;
use crate::lexicon::{self, Certainty};
use crate::resolve::ids::{ColumnId, TableId};
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{self, ColumnRole};

/// Candidates from the columns of one table, in the order of their words.
pub(super) fn candidates(context: &Context<'_>, table: TableId) -> Vec<(Candidate, Signature)> {
    let mut groups: BTreeMap<Vec<String>, Vec<ColumnId>> = BTreeMap::new();
    for column in context.columns(table) {
        if let Some(stem) = stem(context, column) {
            groups.entry(stem).or_default().push(column);
        }
    }
    groups.into_iter().filter_map(|(stem, columns)| candidate(context, &stem, &columns)).collect()
}

/// What the column is about: the verb in its name, or the words before what it is good for (`totp_secret`).
fn stem(context: &Context<'_>, column: ColumnId) -> Option<Vec<String>> {
    let name = &context.monolith.program.schema.column_of(column).name;
    let words = readings::split(name);
    let verb = words.iter().find_map(|word| act(word));
    if let Some(verb) = verb.filter(|verb| !["expire", "status"].contains(&verb.as_str())) {
        return Some(vec![verb]);
    }
    let kept: Vec<String> = words
        .iter()
        .take_while(|word| !on_its_way(word) && !word.ends_with("ed"))
        .filter(|word| word.len() > 2 && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .take(1)
        .cloned()
        .collect();
    (!kept.is_empty() && kept.len() < words.len()).then_some(kept)
}

fn act(word: &str) -> Option<String> {
    let lemma = lexicon::verb_lemma(word).filter(|lemma| lemma.verb != word);
    if let Some(lemma) = lemma.filter(|_| lexicon::is_past_participle(word)) {
        return readings::tells(&lemma.verb).then_some(lemma.verb);
    }
    let singular = lexicon::singular(word);
    let found = lexicon::nominal_verb(&singular).filter(|found| found.certainty == Certainty::Likely)?;
    (readings::tells(&found.verb) && readings::carrier(&singular).is_none()).then_some(found.verb)
}

fn on_its_way(word: &str) -> bool {
    readings::trace(word).is_some_and(|trace| trace.role == ColumnRole::Intermediate)
}

fn candidate(context: &Context<'_>, stem: &[String], columns: &[ColumnId]) -> Option<(Candidate, Signature)> {
    let schema = &context.monolith.program.schema;
    let role = |column: &ColumnId| readings::trace(&schema.column_of(*column).name).map(|trace| trace.role);
    let (way, rest): (Vec<ColumnId>, Vec<ColumnId>) =
        columns.iter().partition(|column| role(column) == Some(ColumnRole::Intermediate));
    if way.is_empty() {
        return None;
    }
    let mut candidate = Candidate { columns: way, stays: rest, verb: stem.join("_"), ..Candidate::default() };
    let signature = Signature::of_words(context, stem);
    candidate.act_keys = stem.iter().flat_map(|word| context.keys(word).to_vec()).collect();
    super::members::fill(context, &mut candidate, &signature);
    let fits = |id: &crate::resolve::ids::FunctionId| {
        let words = context.words(*id);
        candidate.act_keys.iter().any(|key| words.name.contains(key) || words.home.contains(key))
    };
    let own = candidate.inside.iter().filter(|id| fits(id)).count();
    let entries = candidate.operations.iter().filter(|(id, _)| fits(id)).count();
    (own >= 1 && entries >= 2).then_some((candidate, signature))
}
