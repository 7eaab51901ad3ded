//! Ids as the names and paths that a document shows.

use crate::Analysis;
use crate::facts::place::Place;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};

pub(super) fn path(analysis: &Analysis, place: Place) -> String {
    analysis.paths.get(place.file.0 as usize).cloned().unwrap_or_default()
}

pub(super) fn function(analysis: &Analysis, id: FunctionId) -> String {
    analysis.program.functions[id.0 as usize].display()
}

/// How the outside starts a function: method and route, job or command; the first where there are several.
pub(super) fn entry(analysis: &Analysis, id: FunctionId) -> Option<String> {
    let entries = &analysis.program.entries;
    let first = entries.partition_point(|entry| entry.function < id);
    let own = entries[first..].iter().take_while(|entry| entry.function == id);
    let words = own.map(|entry| match (&entry.method, &entry.name) {
        (Some(method), Some(name)) => format!("{method} {name}"),
        (_, Some(name)) => format!("{} {name}", entry.kind.as_str()),
        _ => String::new(),
    });
    words.into_iter().find(|words| !words.is_empty())
}

pub(super) fn table(analysis: &Analysis, id: TableId) -> String {
    let name = &analysis.program.schema.get(id).name;
    name.schema.as_ref().map_or_else(|| name.name.clone(), |schema| format!("{schema}.{}", name.name))
}

pub(super) fn column(analysis: &Analysis, id: ColumnId) -> String {
    format!("{}.{}", table(analysis, id.table), analysis.program.schema.column_of(id).name)
}
