//! Gerund's report: a versioned document and what is done with it (order, selection, rendering).
//! It knows documents, never code: nothing here reads source, parses SQL or walks a graph.
