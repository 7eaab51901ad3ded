//! Gerund's report: a versioned document and what is done with it (order, selection, rendering).
//! It knows documents, never code: nothing here reads source, parses SQL or walks a graph.

pub mod comparison;
pub mod diff;
pub mod document;
pub mod drawn;
pub mod drift;
pub mod explanation;
pub mod facts_lines;
pub mod migration;
pub mod plan;
pub mod render;
pub mod schema;
pub mod select;

pub use document::v1::Document;
