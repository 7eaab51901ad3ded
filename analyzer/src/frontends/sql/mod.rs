//! The only place that knows the SQL parser: SQL files to schema changes, and SQL texts to what they do.
//!
//! It does not apply changes (the resolver does) and looks at no file but the one it is given.

mod effects;
mod expressions;
mod holes;
mod parse;
mod query;
mod repair;
mod scope;
mod statement;
mod writing;

#[cfg(test)]
mod tests;

pub(crate) use statement::SqlReader;
