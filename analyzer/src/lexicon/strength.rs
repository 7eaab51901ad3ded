//! How much a verb says: `approve` names a process, `update` and `serialize` do not. The list is data, with reasons.

use super::acts::{Certainty, nominal_verb};
use super::exceptions::{EXCEPTIONS, rows};
use super::wordnet;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a verb tells about the process that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Says that data is stored, found, changed or removed: `create`, `list`.
    Crud,
    /// Says how the program does it: `serialize`, `spawn`.
    Technical,
    /// Says nothing by itself: `be`, `do`, `use`.
    Vague,
    /// Is a noun far more often than a verb: `project`, `job`.
    Noun,
    /// Says what is done: `approve`, `pay`.
    Domain,
}

/// What a verb of [`Strength::Crud`] does to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crud {
    /// `add`, `insert`
    Create,
    /// `get`, `list`
    Read,
    /// `set`, `edit`
    Update,
    /// `remove`, `purge`
    Delete,
}

static WEAK: LazyLock<FxHashMap<&'static str, (Strength, Option<Crud>)>> = LazyLock::new(|| {
    rows(include_str!("data/weak_verbs.csv"))
        .map(|[verb, kind, _reason]| {
            let found = match kind {
                "create" => (Strength::Crud, Some(Crud::Create)),
                "read" => (Strength::Crud, Some(Crud::Read)),
                "update" => (Strength::Crud, Some(Crud::Update)),
                "delete" => (Strength::Crud, Some(Crud::Delete)),
                "technical" => (Strength::Technical, None),
                _ => (Strength::Vague, None),
            };
            (verb, found)
        })
        .collect()
});

static ENDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let verbs = rows(include_str!("data/weak_verbs.csv"));
    verbs.filter(|[_, kind, _]| *kind == "end").map(|[verb, ..]| verb).collect()
});

/// How much a verb in its base form says.
pub fn strength(verb: &str) -> Strength {
    if let Some((listed, _)) = WEAK.get(verb) {
        return *listed;
    }
    let vouched = EXCEPTIONS.acts.contains_key(verb) || EXCEPTIONS.verbs.contains_key(verb);
    if !vouched && mostly_noun(verb) { Strength::Noun } else { Strength::Domain }
}

/// More frequent as a noun, by a step of the logarithm at least, and as a noun not the name of the verb's act.
fn mostly_noun(verb: &str) -> bool {
    let as_noun = wordnet::noun(verb).map_or(0, |noun| noun.frequency);
    let as_verb = wordnet::verb(verb).map_or(0, |(_, entry)| entry.frequency);
    if EXCEPTIONS.origins.get(verb) == Some(&"") {
        return as_noun >= as_verb;
    }
    as_noun > as_verb && nominal_verb(verb).is_none_or(|found| found.certainty == Certainty::Possible)
}

/// Whether the verb is in the list, and thereby a verb of programming even where WordNet lacks it.
pub(super) fn is_listed(verb: &str) -> bool {
    WEAK.contains_key(verb)
}

/// Whether the verb only says how something ended: `fail`.
pub fn tells_end(verb: &str) -> bool {
    ENDS.contains(verb)
}

/// What the verb does to rows, if it only says that they are stored, found, changed or removed.
pub fn crud(verb: &str) -> Option<Crud> {
    WEAK.get(verb).and_then(|(_, crud)| *crud)
}
