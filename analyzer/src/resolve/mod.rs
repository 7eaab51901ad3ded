//! Facts of all files in, one `Program` out: names, types, calls, tables and columns resolved, each with a
//! certainty. It reads no file and knows no parser and no library.

mod backends;
pub(crate) mod build;
pub(crate) mod data;
pub(crate) mod defs;
mod doubles;
pub(crate) mod edges;
mod entries;
mod extractors;
mod generic_calls;
pub(crate) mod ids;
mod jobs;
mod lost;
pub(crate) mod modules;
pub(crate) mod names;
pub(crate) mod program;
#[expect(
    dead_code,
    reason = "the schema is whole; checks, indexes and their places are for findings to come"
)]
pub(crate) mod schema;
mod served;
pub(crate) mod set;
pub(crate) mod types;
