//! The rules that make a table a noun because another is one: what relates two entities everywhere, more columns of an
//! entity's rows, the same entity in another database. What makes the first of them is for `rules`.

use std::collections::BTreeSet;

use crate::resolve::ids::{FunctionId, TableId};
use crate::score::context::Context;
use crate::score::readings::{Carrier, ColumnRole, carrier, thing_by_version, trace};
use crate::score::signals::act_value;

/// So many functions that touch how two entities relate ask it all over the code.
const MANY_OTHERS: usize = 12;
/// What is asked in fewer files is asked at one place.
const SOME_FILES: usize = 2;

/// Why the table is a noun, where nouns make it one.
pub(super) fn reason(context: &Context<'_>, table: TableId) -> Option<String> {
    if context.is_noun(table) {
        return None;
    }
    if extends_noun(context, table) {
        return Some("More columns of an entity's rows, a row for each".to_owned());
    }
    if let Some(noun) = version_of(context, table) {
        return Some(format!("Rows of `{}` as they were at one time", context.table_name(noun)));
    }
    if let Some(noun) = history_of(context, table) {
        return Some(format!(
            "What has happened to the rows of `{}`, kept where they are",
            context.table_name(noun)
        ));
    }
    if relates_everywhere(context, table) {
        return Some("How two entities relate, which is asked all over the code".to_owned());
    }
    names_noun_elsewhere(context, table)
        .then(|| "The entity of another database of the monolith, kept here, too".to_owned())
}

/// `users_values`: more columns of a noun's rows, one row for each.
fn extends_noun(context: &Context<'_>, table: TableId) -> bool {
    let reading = &context.readings[table.0 as usize];
    let [key] = context.table(table).primary_key[..] else { return false };
    let mut to = context.references[table.0 as usize].iter().filter(|(column, _)| *column == key);
    let of_noun =
        |to: TableId| context.is_noun(to) && context.readings[to.0 as usize].words == reading.core_words();
    reading.has(Carrier::Detail)
        && reading.carriers.iter().all(|carrier| matches!(carrier, Carrier::Detail | Carrier::Setting))
        && to.any(|(_, to)| of_noun(*to))
}

/// `page_revisions` beside `pages`, where one names rows of the other: the entity, kept as it was. Over 112 labelled monoliths
/// six such tables are labelled, all as entities.
fn version_of(context: &Context<'_>, table: TableId) -> Option<TableId> {
    let thing = thing_by_version(&context.readings[table.0 as usize].words)?;
    let figures = &context.figures[table.0 as usize];
    let mut related = figures.refers_to.iter().chain(&figures.referred_by);
    let whose =
        |other: &&TableId| context.is_noun(**other) && context.readings[other.0 as usize].words == thing;
    related.find(whose).copied()
}

/// `user_events` beside `users`, written in no file but those that write users: where an entity is kept by its events, they are
/// the entity.
fn history_of(context: &Context<'_>, table: TableId) -> Option<TableId> {
    let reading = &context.readings[table.0 as usize];
    if !reading.has(Carrier::Record) || context.is_changed(table) {
        return None;
    }
    let files = |ids: &[FunctionId]| -> BTreeSet<&str> {
        ids.iter().map(|id| &*context.function(*id).path).collect()
    };
    let made = files(&context.figures[table.0 as usize].writers);
    let whose = |noun: &&TableId| {
        context.is_noun(**noun)
            && context.readings[noun.0 as usize].words == reading.core_words()
            && !made.is_empty()
            && made.is_subset(&files(&context.figures[noun.0 as usize].writers))
    };
    context.figures[table.0 as usize].refers_to.iter().find(whose).copied()
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
    !process && nouns >= 2 && touched >= MANY_OTHERS && figures.files >= SOME_FILES
}

/// The entity of another database of the monolith, kept here, too.
fn names_noun_elsewhere(context: &Context<'_>, table: TableId) -> bool {
    let own = &context.readings[table.0 as usize];
    let name = &context.table(table).name.name;
    let same = |other: &TableId| context.is_noun(*other) && context.table(*other).name.name == *name;
    act_value(own) < 0.6 && !own.lasts() && context.ids().any(|other| same(&other))
}
