//! What bodies do to data: libraries' rules applied to calls, values followed to where they are run.
//!
//! No library's name decides anything here: rules say what a call does, handles say what is a table.

mod anonymous;
mod appends;
mod assign;
mod calls;
mod cases;
pub(crate) mod commands;
mod effects;
pub(crate) mod emit;
pub(crate) mod eval;
pub(crate) mod extensions;
mod filters;
pub(crate) mod forms;
mod generics;
pub(crate) mod handed;
pub(crate) mod holders;
pub(crate) mod inline;
mod lookup;
mod macros;
mod matching;
pub(crate) mod mounts;
pub(crate) mod noted;
mod queries;
mod reached;
pub(crate) mod remembered;
mod routes;
mod row_types;
mod rows;
pub(crate) mod rules;
mod selections;
mod steps;
pub(crate) mod tasks;
pub(crate) mod texts;
mod transactions;
pub(crate) mod unsent;
pub(crate) mod value;
