//! What the last words of tables' names say about their rows, from `carriers.csv`: a word, its kind, the reason, and what is
//! done with the rows where nothing but that names the process. It knows words and no tables.
//!
//! Kinds: those of [`Carrier`]; `issued`, pending and kept in a name (an `encryption_key` is no encryption); `task`, queued
//! unless it is the whole name; `bearer`, pending where its rows hold it, end or are somebody's (a token may be a coin); `filler`, a detail that says nothing; `configuration`, a setting, and that of the program where
//! it is the whole name; `version`, a thing as it was at one time; `whole`, words that carry nothing as they stand together.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word at the end of a table's name says about its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// Somebody decides on it: a request.
    Petition,
    /// It exists while something goes on: a token, a session.
    Pending,
    /// It waits to be worked off: a job.
    Queued,
    /// It tells what was done: a log.
    Record,
    /// It is part of the thing before it.
    Detail,
    /// It says how things should go.
    Setting,
}

/// What the file says of each word: its kind, and what is done with its rows, if anything.
static WORDS: LazyLock<FxHashMap<&'static str, (&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("carriers.csv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split(',');
        Some((cells.next()?, (cells.next()?, cells.nth(1)?)))
    })
    .collect()
});

/// What is done with rows that are called so: a job's is its execution.
pub(crate) fn done_with(word: &str) -> Option<&'static str> {
    WORDS.get(word).map(|(_, done)| *done).filter(|done| !done.is_empty())
}

fn is_kind(word: &str, kind: &str) -> bool {
    WORDS.get(word).is_some_and(|(own, _)| *own == kind)
}

/// Whether the word says nothing by itself: the `data` of `issue_data`.
pub(crate) fn is_filler(word: &str) -> bool {
    is_kind(word, "filler")
}

/// Whether what it carries is less than it is itself: an `encryption_key` is no encryption.
pub(crate) fn is_issued(word: &str) -> bool {
    is_kind(word, "issued")
}

pub(crate) fn carrier(word: &str) -> Option<Carrier> {
    match WORDS.get(word)?.0 {
        "petition" => Some(Carrier::Petition),
        "pending" | "issued" | "bearer" => Some(Carrier::Pending),
        "queued" | "task" => Some(Carrier::Queued),
        "record" => Some(Carrier::Record),
        "detail" | "filler" => Some(Carrier::Detail),
        "setting" | "configuration" => Some(Carrier::Setting),
        _ => None,
    }
}

/// What rows that are called so are as it was at one time: of `page_revisions` it is `page`.
pub(crate) fn thing_by_version(words: &[String]) -> Option<&[String]> {
    let (last, thing) = words.split_last()?;
    (!thing.is_empty() && is_kind(last, "version")).then_some(thing)
}

/// Whether people call other things so, too: a token is a coin as often as a pass.
pub(super) fn is_bearer(word: &str) -> bool {
    is_kind(word, "bearer")
}

/// Whether a table called so, and no more, says how the whole program should go.
pub(super) fn is_configuration(word: &str) -> bool {
    is_kind(word, "configuration")
}

/// Whether a table called so, and no more, may hold anything that people call so.
pub(super) fn is_task(word: &str) -> bool {
    is_kind(word, "task")
}

/// Whether words are the name of one thing, whatever the last of them carries by itself: a pull request.
pub(super) fn is_whole(words: &str) -> bool {
    is_kind(words, "whole")
}
