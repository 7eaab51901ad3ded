//! Processes that no column names: what functions of one verb alone change in a table that stays, such as the keys that only
//! `rotate_secret` replaces. The verb is the functions'; the columns' names need not tell it.

use std::collections::{BTreeMap, BTreeSet};

use super::divided::is_divided;
use super::members::{self, Signature};
use crate::lexicon;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::candidate::{Candidate, Role};
use crate::score::context::Context;
use crate::score::readings;

/// A statement that leaves out no more columns than these, such as key and time of creation, saves whole rows.
const WHOLE: usize = 3;

/// One column may be a setting that has its own handler.
const LEAST: usize = 2;

/// Candidates from such columns, in the order of their tables and verbs.
pub(super) fn candidates(context: &Context<'_>, staying: &[TableId]) -> Vec<Candidate> {
    let deeds = staying.iter().flat_map(|table| in_table(context, *table));
    deeds.filter_map(|(verb, columns)| candidate(context, verb, columns)).collect()
}

/// What the outside starts under that verb, with a step of its own at least.
fn candidate(context: &Context<'_>, verb: String, columns: Vec<ColumnId>) -> Option<Candidate> {
    let signature = Signature::of_any(context, [&verb]);
    let mut candidate = Candidate { columns, ..Candidate::default() };
    candidate.act_keys = context.keys(&verb).iter().cloned().collect();
    members::fill(context, &mut candidate, &signature);
    let says = |(id, _): &&(FunctionId, Role)| verb_of(context, *id).as_ref() == Some(&verb);
    let doing = candidate.operations.iter().filter(says);
    // The operations begin with what the outside starts; a dispatcher may start it for the outside, where it is clear that
    // the row serves several processes.
    let divided = candidate.columns.first().is_some_and(|column| is_divided(context, column.table));
    let started = |(id, role): &&(FunctionId, Role)| {
        *role == Role::Entry || (divided && candidate.inside.binary_search(id).is_err())
    };
    candidate.deed = doing.clone().find(started).map(|(id, _)| *id);
    let fits = candidate.deed.is_some() && doing.count() >= 2;
    candidate.verb = verb;
    fits.then_some(candidate)
}

/// The verb that the function says, and what it undoes: `undelegate` is of delegating.
fn verb_of(context: &Context<'_>, id: FunctionId) -> Option<String> {
    let verb = context.verb_of(id)?;
    let domain = |key: &&String| lexicon::is_domain_verb(key);
    let base = context.keys(&verb).iter().filter(domain).min_by_key(|key| key.len()).cloned();
    Some(base.unwrap_or(verb))
}

fn in_table(context: &Context<'_>, table: TableId) -> Vec<(String, Vec<ColumnId>)> {
    let mut changed = changed(context, table);
    changed.retain(|column, by| !is_among_others(context, *column, by));
    let mut deeds: BTreeMap<String, Vec<ColumnId>> = BTreeMap::new();
    for (column, functions) in changed {
        let verbs: BTreeSet<Option<String>> = functions.iter().map(|id| verb_of(context, *id)).collect();
        if let (Some(Some(verb)), 1) = (verbs.first(), verbs.len()) {
            deeds.entry(verb.clone()).or_default().push(column);
        }
    }
    let tells = |columns: &Vec<ColumnId>| columns.iter().any(|column| is_plain(context, *column));
    deeds.into_iter().filter(|(_, columns)| columns.len() >= LEAST && tells(columns)).collect()
}

/// The functions that change each column for itself, once the row is there.
fn changed(context: &Context<'_>, table: TableId) -> BTreeMap<ColumnId, BTreeSet<FunctionId>> {
    let mut changed: BTreeMap<ColumnId, BTreeSet<FunctionId>> = BTreeMap::new();
    for (columns, function) in members::changes(context, table) {
        for column in columns.into_iter().filter(|column| is_own(context, *column)) {
            changed.entry(column).or_default().insert(function);
        }
    }
    changed
}

/// Whether somebody else changes the column along with others, of which it is known that they are not all: who replaces a
/// file sets its checksum, too.
fn is_among_others(context: &Context<'_>, column: ColumnId, by: &BTreeSet<FunctionId>) -> bool {
    let all = context.table(column.table).columns.len();
    let mut updates = context.monolith.graph.accesses_to(column.table).iter().filter(|access| {
        access.mode == Mode::Update && !by.contains(&access.function) && !context.is_bulk(access.function)
    });
    updates.any(|access| {
        let written = &context.statement(access.statement).writes_columns;
        let of_table = written.iter().filter(|other| other.table == column.table).count();
        written.contains(&column) && of_table + WHOLE < all
    })
}

/// Neither the row's key nor the outcome that stays nor a time.
fn is_own(context: &Context<'_>, column: ColumnId) -> bool {
    if context.table(column.table).primary_key.contains(&column.column) {
        return false;
    }
    let name = &context.monolith.program.schema.column_of(column).name;
    let kept = readings::trace(name).is_some_and(|trace| trace.verb.is_none() || name.ends_with("_at"));
    !kept && !readings::is_time(name) && !readings::keeps_books(name)
}

/// A column whose name tells no process and no time: those are found by their names.
fn is_plain(context: &Context<'_>, column: ColumnId) -> bool {
    let name = &context.monolith.program.schema.column_of(column).name;
    readings::trace(name).is_none() && !readings::is_time(name) && !readings::keeps_books(name)
}
