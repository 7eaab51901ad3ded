//! Names of boundaries that own columns inside tables that stay: the table's noun, and the verb that the columns tell or that
//! the functions have which alone change them. Tables of its own are named in the folder's root.

use super::{LAYERS, compose, is_little};
use crate::lexicon;
use crate::propose::split::says_verb;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::score::candidate::{Candidate, Role};
use crate::score::context::Context;
use crate::score::readings::{self, Carrier};

/// Columns inside tables that stay: the noun, unless there are several, and the verb that the columns tell.
pub(super) fn name(context: &Context<'_>, candidate: &mut Candidate) {
    if let Some(deed) = candidate.deed {
        return after_deed(context, candidate, deed);
    }
    let mut tables: Vec<TableId> = candidate.columns.iter().map(|column| column.table).collect();
    tables.dedup();
    let [table] = tables[..] else {
        let head = noun_of(&candidate.verb);
        candidate.subject = tables.first().map_or_else(String::new, |table| context.table_name(*table));
        candidate.name = compose(Vec::new(), &head);
        return;
    };
    let reading = &context.readings[table.0 as usize];
    let mut subject: Vec<String> = match reading.has(Carrier::Petition) {
        true => reading.words.clone(),
        false => reading.thing().to_vec(),
    };
    let names =
        candidate.columns.iter().map(|column| &context.monolith.program.schema.column_of(*column).name);
    let decision = readings::deciding(names.clone().filter_map(|name| readings::trace(name)?.verb));
    let before = said_before(context, candidate);
    if !before.is_empty() && decision.is_none() {
        subject = before;
    }
    let head = match decision {
        Some(verb) if verb != candidate.verb => {
            subject.push(candidate.verb.clone());
            candidate.verb.clone_from(&verb);
            noun_of(&verb)
        }
        _ if says_verb(&candidate.verb) => noun_of(&candidate.verb),
        // What holds a secret or a code is there to be checked.
        _ => {
            subject = vec![candidate.verb.clone()];
            candidate.verb = "verify".to_owned();
            noun_of("verify")
        }
    };
    candidate.subject = context.table_name(table);
    candidate.name = compose(subject, &head);
}

/// What all columns say before the act: `email` of `email_verification_sent_at`, `email_verification_resend_count`.
fn said_before(context: &Context<'_>, candidate: &Candidate) -> Vec<String> {
    let schema = &context.monolith.program.schema;
    let verb = context.keys(&candidate.verb);
    let acts = |word: &String| context.keys(word).iter().any(|key| verb.contains(key));
    let before = |column: &ColumnId| -> Vec<String> {
        let words = readings::split(&schema.column_of(*column).name);
        let at = words.iter().position(acts).unwrap_or_default();
        words[..at].to_vec()
    };
    // One column alone says little; with what came of it (`email_verify_token`, `email_verified`) it says as much.
    let outcomes = if candidate.columns.len() > 1 { &[][..] } else { &candidate.stays[..] };
    let says = |column: &&ColumnId| readings::split(&schema.column_of(**column).name).iter().any(acts);
    let outcomes = outcomes.iter().filter(says);
    let all: Vec<Vec<String>> = candidate.columns.iter().chain(outcomes).map(before).collect();
    match &all[..] {
        [first, others @ ..] if !others.is_empty() && others.iter().all(|words| words == first) => {
            first.clone()
        }
        _ => Vec::new(),
    }
}

/// The words of the function that does it: `rotate_endpoint_secret`.
fn after_deed(context: &Context<'_>, candidate: &mut Candidate, deed: FunctionId) {
    let verb = context.keys(&candidate.verb);
    let words = context.split(&context.function(deed).name).into_iter().map(|word| lexicon::singular(&word));
    let other = |word: &String| !verb.contains(word) && !is_little(word) && !LAYERS.contains(&word.as_str());
    let mut subject: Vec<String> = words.filter(other).collect();
    // A step that a dispatcher calls is named after how it is called; the row says what is acted on.
    let entry = candidate.operations.iter().any(|(id, role)| *id == deed && *role == Role::Entry);
    if let (true, Some(column)) = (!entry || subject.is_empty(), candidate.columns.first()) {
        subject.clone_from(&context.readings[column.table.0 as usize].words);
    }
    candidate.subject = subject.join("_");
    candidate.name = compose(subject, &noun_of(&candidate.verb));
}

fn noun_of(verb: &str) -> String {
    lexicon::nominalisation(verb)
}
