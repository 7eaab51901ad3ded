//! What is still there of boundaries that are extracted or deleted.

use std::collections::BTreeSet;

use super::super::{Look, Violation, of_boundary};
use super::RuleInfo;
use crate::document::v1::graph::{Function, Graph};
use crate::plan::{Boundary, Stage};

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "left-over",
    title: "still there after the extraction",
    about: "The service of a boundary runs and owns its data: nothing in the monolith may touch the data any more. Once the boundary \
            is deleted, its tables, columns and functions are gone as well.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let planned = look.plan.boundaries.iter().filter(|one| one.stage >= Stage::Extracted);
    planned.flat_map(|boundary| of_one(look, boundary)).collect()
}

fn of_one(look: &Look<'_>, boundary: &Boundary) -> Vec<Violation> {
    let mut found = Vec::new();
    let Some(graph) = &look.document.graph else { return found };
    let owned: BTreeSet<&str> = boundary.tables.iter().chain(&boundary.columns).map(|one| one.text.as_str()).collect();
    for function in &graph.functions {
        for (data, line) in touched(look, function, &owned) {
            let name = graph.function_name(function);
            let place = (path(graph, function), line);
            let mut one = of_boundary(boundary, INFO.id, Some(&name), &data, place);
            one.message = format!("it still touches {data}, which {} has taken along", boundary.name.text);
            one.fix = format!("call {} instead, and delete the code", boundary.name.text);
            found.push(one);
        }
    }
    if boundary.stage == Stage::Deleted {
        found.extend(of_schema(look, boundary, &owned));
        found.extend(functions(graph, boundary));
    }
    found
}

/// Owned data that the function's statements touch, each with its first line.
fn touched(look: &Look<'_>, function: &Function, owned: &BTreeSet<&str>) -> Vec<(String, u32)> {
    let tables = &look.document.tables;
    let mut found: Vec<(String, u32)> = Vec::new();
    for statement in &function.statements {
        let of_tables = statement.tables.iter().filter_map(|one| Some(tables.get(one.0 as usize)?.name.clone()));
        let of_columns = statement.reads.iter().chain(&statement.writes).filter_map(|one| {
            let table = tables.get(one.0 as usize)?;
            Some(format!("{}.{}", table.name, table.columns.get(usize::from(one.1))?.name))
        });
        let own = of_tables.chain(of_columns).filter(|name| owned.contains(name.as_str()));
        found.extend(own.map(|name| (name, statement.line)));
    }
    found.sort();
    found.dedup_by(|later, first| later.0 == first.0);
    found
}

fn of_schema(look: &Look<'_>, boundary: &Boundary, owned: &BTreeSet<&str>) -> Vec<Violation> {
    let mut found = Vec::new();
    for table in &look.document.tables {
        let columns = table.columns.iter().map(|column| format!("{}.{}", table.name, column.name));
        for data in columns.chain([table.name.clone()]).filter(|name| owned.contains(name.as_str())) {
            let mut one = of_boundary(boundary, INFO.id, None, &data, (&table.file, table.line));
            one.message = format!("{data} is still in the schema, and {} is deleted", boundary.name.text);
            one.fix = "drop it in a migration".to_owned();
            found.push(one);
        }
    }
    found
}

/// Functions that the plan names one by one; a pattern may name what stays for other reasons.
fn functions(graph: &Graph, boundary: &Boundary) -> Vec<Violation> {
    let named: BTreeSet<&str> = boundary.operations.iter().map(|one| one.text.as_str()).collect();
    let mut found = Vec::new();
    for function in &graph.functions {
        let name = graph.function_name(function);
        if named.contains(name.as_str()) {
            let mut one = of_boundary(boundary, INFO.id, Some(&name), "", (path(graph, function), function.line));
            one.message = format!("it is still there, and {} is deleted", boundary.name.text);
            one.fix = "delete it, or take it out of the plan if it calls the service now".to_owned();
            found.push(one);
        }
    }
    found
}

fn path<'a>(graph: &'a Graph, function: &Function) -> &'a str {
    graph.files.get(function.file as usize).map_or("", String::as_str)
}
