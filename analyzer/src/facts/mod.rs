//! The neutral vocabulary between the front ends and everything above them: what one file says about items,
//! bodies, tables and statements, as plain data.
//!
//! No logic lives here but how a format text and a migration's name read, no AST type of any parser, and nothing that tells which front end
//! spoke. A second parser or a second language emits the same facts and the layers above do not change.

pub(crate) mod body;
pub(crate) mod builders;
pub(crate) mod file;
pub(crate) mod format;
pub(crate) mod gap;
pub(crate) mod item;
pub(crate) mod model;
pub(crate) mod place;
pub(crate) mod schema;
pub(crate) mod statement;
pub(crate) mod types;

/// An interned name. Equality and hashing are by pointer, order is by text.
pub(crate) type Name = ustr::Ustr;
