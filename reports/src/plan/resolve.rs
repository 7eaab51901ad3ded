//! What the plan's names mean in a document: its boundaries as drawn ones, and the names that nothing has.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use super::inside::Callers;
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
    /// For an operation whose file was moved: where what it names stands now. It counts as if the plan said so.
    pub moved_to: Option<String>,
}

impl Plan {
    /// Looks the plan's names up. Helpers that only its operations lead to are operations too, where they touch what it owns.
    pub fn resolve(&self, document: &Document) -> Resolved {
        let names = Names::of(document);
        let mut resolved = Resolved::default();
        for boundary in &self.boundaries {
            let (drawn, missing) = names.boundary(boundary);
            resolved.drawn.push(drawn);
            resolved.missing.extend(missing);
        }
        if let Some(callers) = Callers::of(document) {
            for drawn in &mut resolved.drawn {
                let helpers = callers.helpers(drawn);
                drawn.operations.extend(helpers);
            }
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
        let miss = |missing: &mut Vec<Missing>, what: &'static str, item: &Item| {
            missing.push(Missing {
                boundary: boundary.name.text.clone(),
                what,
                name: item.text.clone(),
                line: item.line,
                moved_to: None,
            });
        };
        let mut operations = BTreeSet::new();
        for item in &boundary.operations {
            let mut found = self.functions_of(&item.text);
            if found.is_empty() {
                miss(&mut missing, "operation", item);
                if let Some((pattern, moved)) = self.moved(&item.text) {
                    found = moved;
                    missing.iter_mut().rev().take(1).for_each(|one| one.moved_to = Some(pattern.clone()));
                }
            }
            operations.extend(found);
        }
        let lists = [("column", &boundary.columns), ("marker", &boundary.markers)];
        for (what, item) in lists.iter().flat_map(|(what, list)| list.iter().map(move |item| (*what, item))) {
            if !self.columns.contains(&item.text) {
                miss(&mut missing, what, item);
            }
        }
        for item in boundary.tables.iter().filter(|item| !self.tables.contains(item.text.as_str())) {
            miss(&mut missing, "table", item);
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

    /// Where what the pattern names went: with its file, or alone into another file.
    fn moved(&self, pattern: &str) -> Option<(String, BTreeSet<String>)> {
        let (file, rest) = pattern.split_once("::")?;
        self.file_moved(file, rest).or_else(|| self.function_moved(rest))
    }

    /// The only function of that name that there is.
    fn function_moved(&self, name: &str) -> Option<(String, BTreeSet<String>)> {
        let fits =
            self.functions.iter().filter(|one| one.split_once("::").is_some_and(|(_, other)| other == name));
        let [one] = <[&String; 1]>::try_from(fits.collect::<Vec<_>>()).ok()?;
        Some((one.clone(), [one.clone()].into()))
    }

    /// The only file that has what is named and whose path has the same letters (`crates/db_views` became `crates/db/views`),
    /// or else its name, in a folder of its folder's name or, failing that, anywhere.
    fn file_moved(&self, old: &str, rest: &str) -> Option<(String, BTreeSet<String>)> {
        let files: BTreeSet<&str> =
            self.functions.iter().filter_map(|name| name.split_once("::")).map(|(file, _)| file).collect();
        let keys: [fn(&str) -> Option<String>; 3] =
            [letters, |path| ends(path, true), |path| ends(path, false)];
        keys.into_iter().find_map(|key| {
            let wanted = key(old)?;
            let fits = files.iter().filter(|file| key(file).is_some_and(|key| key == wanted));
            let found: Vec<(String, BTreeSet<String>)> = fits
                .map(|file| format!("{file}::{rest}"))
                .map(|pattern| (pattern.clone(), self.functions_of(&pattern)))
                .filter(|(_, functions)| !functions.is_empty())
                .collect();
            <[_; 1]>::try_from(found).ok().map(|[one]| one)
        })
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

/// The file's name, with the folder that holds it where it says so.
fn ends(path: &str, deep: bool) -> Option<String> {
    let mut slashes = path.rmatch_indices('/');
    let end = match (slashes.next(), slashes.next(), deep) {
        (Some((at, _)), _, false) => path.get(at + 1..),
        (Some(_), Some((at, _)), true) => path.get(at + 1..),
        (None, _, false) | (Some(_), None, true) => Some(path),
        (None, _, true) => None,
    };
    end.map(str::to_owned)
}

/// A path without what divides its words.
fn letters(path: &str) -> Option<String> {
    Some(path.chars().filter(|c| !matches!(c, '/' | '_' | '-')).collect())
}

/// `*` stops at a folder's end.
fn matcher(pattern: &str) -> Option<GlobMatcher> {
    GlobBuilder::new(pattern).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
}

fn texts(items: &[Item]) -> BTreeSet<String> {
    items.iter().map(|item| item.text.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Plan;
    use crate::document::v1::Document;
    use crate::document::v1::graph::{Function, Graph};

    fn document(functions: &[(&str, &str)]) -> Document {
        let mut graph = Graph::default();
        for (file, name) in functions {
            graph.files.push((*file).to_owned());
            let file = u32::try_from(graph.files.len() - 1).unwrap();
            graph.functions.push(Function { file, name: (*name).to_owned(), ..Function::default() });
        }
        Document { graph: Some(graph), ..Document::default() }
    }

    #[test]
    fn what_is_moved_keeps_its_place_in_the_plan() {
        let plan = |pattern: &str| {
            let text = format!("version = 1\n[[boundary]]\nname = \"A\"\noperations = [\"{pattern}\"]\n");
            Plan::read(&text).unwrap()
        };
        let code = document(&[
            ("src/models/entity/tokens.rs", "save"),
            ("src/other/tokens.rs", "save"),
            ("src/mod.rs", "run"),
            ("src/a/mod.rs", "run"),
            ("src/b.rs", "archive"),
        ]);
        let resolved = plan("models/entity/tokens.rs::*").resolve(&code);
        assert_eq!(resolved.missing[0].moved_to.as_deref(), Some("src/models/entity/tokens.rs::*"));
        assert!(resolved.drawn[0].operations.contains("src/models/entity/tokens.rs::save"));
        let resolved = plan("src/gone.rs::archive").resolve(&code);
        assert_eq!(resolved.missing[0].moved_to.as_deref(), Some("src/b.rs::archive"));
        let resolved = plan("src/models_entity/tokens.rs::*").resolve(&code);
        assert_eq!(resolved.missing[0].moved_to.as_deref(), Some("src/models/entity/tokens.rs::*"));
        // One of several is no answer, and neither is another function.
        for lost in ["gone/mod.rs::run", "old/tokens.rs::save", "models/entity/tokens.rs::load"] {
            let resolved = plan(lost).resolve(&code);
            assert_eq!(
                (resolved.missing[0].moved_to.as_ref(), resolved.drawn[0].operations.len()),
                (None, 0),
                "{lost}"
            );
        }
    }
}
