//! How much a verb says: `approve` names a process, `update` and `serialize` do not. The list is data, with reasons.

use super::acts::{Certainty, nominal_verb};
use super::exceptions::{EXCEPTIONS, rows};
use super::wordnet;
use rustc_hash::FxHashMap;
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

/// The kinds of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weak {
    Crud(Crud),
    Technical,
    Vague,
    /// Only says how something ended.
    End,
}

static WEAK: LazyLock<FxHashMap<&'static str, Weak>> = LazyLock::new(|| {
    rows(include_str!("data/weak_verbs.csv"))
        .map(|[verb, kind, _reason]| {
            let found = match kind {
                "create" => Weak::Crud(Crud::Create),
                "read" => Weak::Crud(Crud::Read),
                "update" => Weak::Crud(Crud::Update),
                "delete" => Weak::Crud(Crud::Delete),
                "technical" => Weak::Technical,
                "end" => Weak::End,
                _ => Weak::Vague,
            };
            (verb, found)
        })
        .collect()
});

/// Whether the word is the base form of a verb that says what a business does.
pub fn is_domain_verb(word: &str) -> bool {
    super::is_verb(word) && strength(word) == Strength::Domain
}

/// How much a verb in its base form says.
pub fn strength(verb: &str) -> Strength {
    if let Some(listed) = WEAK.get(verb) {
        return match listed {
            Weak::Crud(_) => Strength::Crud,
            Weak::Technical => Strength::Technical,
            Weak::Vague | Weak::End => Strength::Vague,
        };
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
    WEAK.get(verb) == Some(&Weak::End)
}

/// What the verb does to rows, if it only says that they are stored, found, changed or removed.
pub fn crud(verb: &str) -> Option<Crud> {
    match WEAK.get(verb) {
        Some(Weak::Crud(crud)) => Some(*crud),
        _ => None,
    }
}
