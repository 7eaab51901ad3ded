//! Tables that are called what a function is told to do: `reset_password`. Tables called after an act are named in the folder's
//! root.

use super::{Found, is_little};
use crate::lexicon;
use crate::propose::split::says_verb;
use crate::propose::stays::is_key;
use crate::resolve::ids::{FunctionId, TableId};
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings;

/// `reset_password` keeps what `reset_password()` needs: the name says what to do, and to what.
pub(super) fn to_do(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Option<Found> {
    let reading = &context.readings[main.0 as usize];
    let verb = reading.words.first().filter(|word| says_verb(word))?;
    let phrases = candidate.operations.iter().filter_map(|(id, _)| phrase(context, *id, &reading.words));
    let long = phrases.max()?;
    // `share_links` are links: only an entity, or what it has, is what something is done to.
    let object = &reading.words[1..long];
    let entity = |table: TableId| context.readings[table.0 as usize].words == object;
    let is_noun = context.ids().any(|table| context.is_noun(table) && entity(table));
    if !is_noun && !is_had_by_noun(context, object) {
        return None;
    }
    let more = reading.core_words().get(long..).unwrap_or_default();
    let subject = more.iter().chain(object).cloned().collect();
    Some(Found { verb: verb.clone(), subject, head: lexicon::nominalisation(verb) })
}

/// With how many of the words a function begins that changes something: all of `change_email_by_token`.
fn phrase(context: &Context<'_>, id: FunctionId, words: &[String]) -> Option<usize> {
    let said = context.split(&context.function(id).name).into_iter().take_while(|word| !is_little(word));
    let said: Vec<String> = said.map(|word| lexicon::singular(&word)).collect();
    let writes = context.monolith.graph.writes(id).iter().next().is_some();
    (writes && said.len() > 1 && words.starts_with(&said)).then_some(said.len())
}

/// `email`, `password` of `password_hash`: whether a noun has a column, no reference, that begins so.
fn is_had_by_noun(context: &Context<'_>, words: &[String]) -> bool {
    let begins = |table: TableId| {
        let own = context.columns(table).filter(|column| !is_key(context, *column));
        let mut names =
            own.map(|column| readings::split(&context.monolith.program.schema.column_of(column).name));
        names.any(|name| name.starts_with(words) && name.last().is_some_and(|last| last != "id"))
    };
    !words.is_empty() && context.ids().any(|table| context.is_noun(table) && begins(table))
}
