//! What the plan's names mean in a document: its boundaries as drawn ones, and the names that nothing has.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use super::{Boundary, Item, Plan, Stage};
use crate::document::v1::Document;
use crate::drawn::Drawn;

/// A plan over a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The boundaries, in the plan's order.
    pub drawn: Vec<Drawn>,
    /// Names that nothing in the document has.
    pub missing: Vec<Missing>,
}

/// A name in the plan that nothing in the document has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The boundary that names it.
    pub boundary: String,
    /// `table`, `column`, `marker` or `operation`.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The plan's line.
    pub line: u32,
}

impl Plan {
    /// Looks the plan's names up.
    pub fn resolve(&self, document: &Document) -> Resolved {
        let names = Names::of(document);
        let mut resolved = Resolved::default();
        for boundary in &self.boundaries {
            let (drawn, missing) = names.boundary(boundary);
            resolved.drawn.push(drawn);
            resolved.missing.extend(missing);
        }
        resolved
    }
}

struct Names<'a> {
    tables: BTreeSet<&'a str>,
    columns: BTreeSet<String>,
    functions: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn of(document: &'a Document) -> Names<'a> {
        let columns = document.tables.iter().flat_map(|table| {
            table.columns.iter().map(move |column| format!("{}.{}", table.name, column.name))
        });
        let graph = document.graph.iter();
        Names {
            tables: document.tables.iter().map(|table| table.name.as_str()).collect(),
            columns: columns.collect(),
            functions: graph
                .flat_map(|graph| graph.functions.iter().map(|function| graph.function_name(function)))
                .collect(),
        }
    }

    fn boundary(&self, boundary: &Boundary) -> (Drawn, Vec<Missing>) {
        let mut missing = Vec::new();
        let mut miss = |what: &'static str, item: &Item| {
            missing.push(Missing {
                boundary: boundary.name.text.clone(),
                what,
                name: item.text.clone(),
                line: item.line,
            });
        };
        let mut operations = BTreeSet::new();
        for item in &boundary.operations {
            let found = self.functions_of(&item.text);
            if found.is_empty() {
                miss("operation", item);
            }
            operations.extend(found);
        }
        let lists = [("column", &boundary.columns), ("marker", &boundary.markers)];
        for (what, item) in lists.iter().flat_map(|(what, list)| list.iter().map(move |item| (*what, item))) {
            if !self.columns.contains(&item.text) {
                miss(what, item);
            }
        }
        for item in boundary.tables.iter().filter(|item| !self.tables.contains(item.text.as_str())) {
            miss("table", item);
        }
        // What is gone is meant to be gone.
        match boundary.stage {
            Stage::Deleted => missing.clear(),
            Stage::Extracted => missing.retain(|one| one.what != "operation"),
            _ => {}
        }
        missing.sort();
        let drawn = Drawn {
            name: boundary.name.text.clone(),
            verb: boundary.verb.clone(),
            subject: boundary.subject.clone(),
            tables: texts(&boundary.tables),
            columns: texts(&boundary.columns),
            stays: texts(&boundary.markers),
            operations,
            redrawn: false,
        };
        (drawn, missing)
    }

    /// Functions that the pattern names; the name itself, whatever signs are in it.
    fn functions_of(&self, pattern: &str) -> BTreeSet<String> {
        if self.functions.contains(pattern) {
            return [pattern.to_owned()].into();
        }
        match matcher(pattern) {
            Some(matcher) => self.functions.iter().filter(|name| matcher.is_match(name)).cloned().collect(),
            None => BTreeSet::new(),
        }
    }
}

/// `*` stops at a folder's end.
fn matcher(pattern: &str) -> Option<GlobMatcher> {
    GlobBuilder::new(pattern).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

fn texts(items: &[Item]) -> BTreeSet<String> {
    items.iter().map(|item| item.text.clone()).collect()
}
