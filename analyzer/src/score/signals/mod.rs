//! The registry of signals: each stands in the file of its name and decides alone what it sees.

use super::Measure;
use super::candidate::Candidate;
use super::context::Context;

/// One signal.
pub(crate) struct Signal {
    /// The name of its file and of its row in `weights.toml`.
    pub(crate) id: &'static str,
    /// None: nothing to say.
    pub(crate) measure: fn(&Candidate, &Context<'_>) -> Option<Measure>,
}

macro_rules! signals {
    ($($id:ident),* $(,)?) => {
        $(mod $id;)*
        /// Every signal.
        pub(crate) const ALL: &[Signal] = &[$(Signal { id: stringify!($id), measure: $id::measure }),*];
    };
}

signals! {
    act_name,
    central,
    component,
    crud_only,
    domain_operations,
    focused_writes,
    leaf,
    lifecycle_columns,
    many_verbs,
    narrow_interface,
    own_place,
    readers_only,
    reference_data,
    relation,
    setting,
    shared_thing,
}

/// How surely a table's name tells of a process.
pub(crate) fn act_value(reading: &super::readings::Reading) -> f64 {
    act_name::of(reading).0
}
