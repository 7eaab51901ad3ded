//! Questions about functions and what they do to data, answered from the document's graph. Without a graph there are no answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Place, Point};
use crate::document::v1::Document;
use crate::document::v1::graph::{Function, Graph, Mode};

/// The document's functions by their names.
pub(super) struct Functions<'d> {
    document: &'d Document,
    by_name: BTreeMap<String, Vec<&'d Function>>,
}

impl<'d> Functions<'d> {
    pub(super) fn of(document: &'d Document) -> Functions<'d> {
        let mut by_name: BTreeMap<String, Vec<&Function>> = BTreeMap::new();
        if let Some(graph) = &document.graph {
            for function in &graph.functions {
                by_name.entry(graph.function_name(function)).or_default().push(function);
            }
        }
        Functions { document, by_name }
    }

    /// How the function itself writes the table.
    pub(super) fn writes(&self, function: &str, table: &str) -> BTreeSet<Mode> {
        let found = self.by_name.get(function).into_iter().flatten();
        let uses = found.flat_map(|one| &one.statements).flat_map(|statement| &statement.tables);
        uses.filter(|one| one.1.writes() && self.is_table(one.0, table)).map(|one| one.1).collect()
    }

    /// Those that remove rows of the table, with the place where they do.
    pub(super) fn removing(&self, table: &str) -> Vec<Point> {
        self.places(|function| {
            let mut statements = function.statements.iter();
            let removes = |statement: &&crate::document::v1::graph::Statement| {
                statement.tables.iter().any(|one| one.1 == Mode::Delete && self.is_table(one.0, table))
            };
            statements.find(removes).map(|statement| statement.line)
        })
    }

    /// Those that write the column, `table.column`, with the place where they do.
    pub(super) fn writing(&self, column: &str) -> Vec<Point> {
        let Some((table, column)) = column.rsplit_once('.') else { return Vec::new() };
        let is = |one: &crate::document::v1::graph::ColumnRef| {
            let found = self.document.tables.get(one.0 as usize);
            found.is_some_and(|found| {
                found.name == table
                    && found.columns.get(usize::from(one.1)).is_some_and(|one| one.name == column)
            })
        };
        self.places(|function| {
            let written = function.statements.iter().find(|statement| statement.writes.iter().any(is));
            let handed = function.hands.iter().find(|row| row.columns.iter().any(is));
            written.map(|one| one.line).or(handed.map(|one| one.line))
        })
    }

    fn places(&self, line: impl Fn(&Function) -> Option<u32>) -> Vec<Point> {
        let Some(graph) = &self.document.graph else { return Vec::new() };
        let found = graph.functions.iter().filter_map(|function| Some((function, line(function)?)));
        found.map(|(function, line)| point(graph, function, line)).collect()
    }

    fn is_table(&self, at: u32, name: &str) -> bool {
        self.document.tables.get(at as usize).is_some_and(|table| table.name == name)
    }
}

fn point(graph: &Graph, function: &Function, line: u32) -> Point {
    let name = graph.function_name(function);
    let file = graph.files.get(function.file as usize).cloned().unwrap_or_default();
    Point { text: format!("`{}`", short(&name)), place: Some(Place { file, line }) }
}

/// The function's name without its file's.
pub(super) fn short(function: &str) -> &str {
    function.split_once("::").map_or(function, |(_, name)| name)
}

/// A list in words: `a`, `b` and 3 more.
pub(super) fn some(names: impl IntoIterator<Item = String>, at_most: usize) -> String {
    let names: Vec<String> = names.into_iter().collect();
    let shown = names.iter().take(at_most).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(at_most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The points, so many at most; how many more there are is said.
pub(super) fn few(mut points: Vec<Point>, at_most: usize) -> Vec<Point> {
    let more = points.len().saturating_sub(at_most);
    if more > 1 {
        points.truncate(at_most);
        points.push(Point::new(format!("and {more} more")));
    }
    points
}
