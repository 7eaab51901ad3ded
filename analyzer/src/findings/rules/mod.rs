//! The registry of rules.

use crate::facts::place::Place;
use crate::graph::Monolith;

/// One rule.
pub(super) struct Rule {
    /// The name of its file.
    pub(super) id: &'static str,
    /// Where, and what to say.
    pub(super) check: fn(Monolith<'_>) -> Vec<(Place, String)>,
}

macro_rules! rules {
    ($($id:ident),* $(,)?) => {
        $(mod $id;)*
        /// Every rule.
        pub(super) const ALL: &[Rule] = &[$(Rule { id: stringify!($id), check: $id::check }),*];
    };
}

rules! {
    many_writers,
    tangled_entry,
}
