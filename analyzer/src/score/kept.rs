//! Entry points that are named after keeping rows and nothing else: `delete_group`, `PUT /groups`. What that means for a
//! table is for signals and `propose`.

use super::context::Context;
use super::readings::Reading;
use crate::lexicon::{self, Crud};
use crate::resolve::ids::{FunctionId, TableId};

/// Words that say how an entry point is reached, and no more.
const LITTLE: [&str; 8] = ["or", "and", "api", "endpoint", "handler", "http", "route", "rpc"];

/// What each entry point that the outside asks, that reaches the table and that is named after it does to the rows; nothing
/// where it does more than keep them.
pub(crate) fn kept(context: &Context<'_>, table: TableId) -> Vec<Vec<Crud>> {
    let reading = &context.readings[table.0 as usize];
    let figures = &context.figures[table.0 as usize];
    let around: Vec<FunctionId> = figures.writers.iter().chain(&figures.readers).copied().collect();
    let entries = context.monolith.graph.entries_of(&around);
    let about = |id: &FunctionId| context.is_asked(*id) && is_about(context, *id, reading);
    entries.into_iter().filter(about).map(|entry| done(context, entry, reading)).collect()
}

/// What the entry point does to the rows, if it is named after that alone: `delete_group`, `create_or_update_group`, `POST` for
/// `post_group`, `create` in a file `groups`.
fn done(context: &Context<'_>, entry: FunctionId, thing: &Reading) -> Vec<Crud> {
    let words = words_of(context, entry);
    let method = context.entry(entry).and_then(|entry| entry.method).and_then(|method| of_method(&method));
    // `put_group` is named after the method.
    let said = |word: &String| of_method(&word.to_uppercase()).or_else(|| lexicon::crud(word));
    let weak = |word: &String| {
        LITTLE.contains(&word.as_str())
            || lexicon::crud(word).is_some()
            || lexicon::strength(word) == lexicon::Strength::Technical
    };
    if !words.iter().all(|word| weak(word) || thing.words.contains(word)) {
        return Vec::new();
    }
    let named: Vec<Crud> = words.iter().filter_map(said).collect();
    // `award` and `awards` of a query's root: whoever only says the thing and writes nothing gives it.
    let gives = || context.monolith.graph.writes(entry).is_empty().then_some(Crud::Read);
    if named.is_empty() { method.or_else(gives).into_iter().collect() } else { named }
}

/// Whether the entry point, its type or its file is named after the thing.
fn is_about(context: &Context<'_>, entry: FunctionId, thing: &Reading) -> bool {
    let (words, home) = (words_of(context, entry), &context.words(entry).home);
    let core = thing.core_words();
    core.iter().all(|word| words.contains(word)) || core.iter().all(|word| home.contains(word))
}

fn words_of(context: &Context<'_>, id: FunctionId) -> Vec<String> {
    context.split(&context.function(id).name).iter().map(|word| lexicon::singular(word)).collect()
}

fn of_method(method: &str) -> Option<Crud> {
    match method {
        "POST" => Some(Crud::Create),
        "PUT" | "PATCH" => Some(Crud::Update),
        "DELETE" => Some(Crud::Delete),
        _ => None,
    }
}
