//! What bodies do to data: libraries' rules applied to calls, values followed to where they are run.
//!
//! No library's name decides anything here: rules say what a call does, handles say what is a table.

pub(crate) mod calls;
pub(crate) mod emit;
pub(crate) mod eval;
pub(crate) mod forms;
pub(crate) mod inline;
pub(crate) mod rules;
pub(crate) mod texts;
pub(crate) mod value;
