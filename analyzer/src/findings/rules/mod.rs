//! The registry of rules.

use super::{About, Subject};
use crate::facts::place::Place;
use crate::graph::Monolith;

/// One rule.
pub(super) struct Rule {
    /// The name of its file.
    pub(super) id: &'static str,
    /// What it says, why that matters, what to do.
    pub(super) about: About,
    /// Where, and what to say.
    pub(super) check: fn(Monolith<'_>) -> Vec<Found>,
}

/// What a rule found.
pub(super) struct Found {
    pub(super) subject: Subject,
    pub(super) place: Place,
    pub(super) message: String,
}

macro_rules! rules {
    ($($id:ident),* $(,)?) => {
        $(mod $id;)*
        /// Every rule.
        pub(super) const ALL: &[Rule] =
            &[$(Rule { id: stringify!($id), about: $id::ABOUT, check: $id::check }),*];
    };
}

rules! {
    cut_prone_transactions,
    cyclic_foreign_keys,
    god_functions,
    kind_columns,
    many_writers,
    schema_disagreements,
    tangled_entry,
    unused_columns,
    unused_tables,
}
