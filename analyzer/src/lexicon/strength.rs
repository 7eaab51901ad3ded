//! How much a verb says: `approve` names a process, `update` and `serialize` do not. The list is data, with reasons.

use super::exceptions::rows;
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
    /// Says what is done: `approve`, `pay`.
    Domain,
}

static WEAK: LazyLock<FxHashMap<&'static str, Strength>> = LazyLock::new(|| {
    rows(include_str!("data/weak_verbs.csv"))
        .map(|[verb, kind, _reason]| {
            let strength = match kind {
                "crud" => Strength::Crud,
                "technical" => Strength::Technical,
                _ => Strength::Vague,
            };
            (verb, strength)
        })
        .collect()
});

/// How much a verb in its base form says.
pub fn strength(verb: &str) -> Strength {
    WEAK.get(verb).copied().unwrap_or(Strength::Domain)
}

/// Whether the verb only says that data is stored, found, changed or removed.
pub fn crud(verb: &str) -> bool {
    strength(verb) == Strength::Crud
}
