//! A table that serves several processes by a column that says which kind of row it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::facts::statement::SqlKind;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::lexicon;
use crate::resolve::ids::{ColumnId, FunctionId};
use crate::resolve::program::{Program, StatementInfo};

pub(super) const ABOUT: About = About {
    title: "A table that serves several processes by a kind column",
    severity: Severity::Info,
    says: "Different functions insert rows with different constants in one column, no function inserts two of them, and nothing changes the \
           column later.",
    matters: "Each kind of row is the trace of a process of its own. Extracted as one, the table takes several processes along; none can leave \
              with its rows alone.",
    fix: "Give each process a table of its own, or its columns, and leave in the shared table what all kinds have.",
};

/// What people call a column that tells kinds apart; a reason or a source tells something else.
const KINDS: [&str; 5] = ["category", "class", "kind", "sort", "type"];

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let program = monolith.program;
    let live: Vec<&StatementInfo> = program
        .statements
        .iter()
        .filter(|statement| program.functions[statement.function.0 as usize].of_program())
        .collect();
    let changed: BTreeSet<ColumnId> = live
        .iter()
        .filter(|statement| statement.kind == SqlKind::Update)
        .flat_map(|statement| statement.writes_columns.iter().copied())
        .collect();
    let mut kinds: BTreeMap<ColumnId, BTreeMap<&str, BTreeSet<FunctionId>>> = BTreeMap::new();
    for statement in live.iter().filter(|statement| statement.kind == SqlKind::Insert) {
        for (column, value) in statement.constants.iter().filter(|(column, _)| !changed.contains(column)) {
            if statement.writes_columns.contains(column) {
                kinds.entry(*column).or_default().entry(value).or_default().insert(statement.function);
            }
        }
    }
    kinds.into_iter().filter_map(|(column, kinds)| found(program, column, &kinds)).collect()
}

fn found(program: &Program, column: ColumnId, kinds: &BTreeMap<&str, BTreeSet<FunctionId>>) -> Option<Found> {
    // On and off, none and one are no kinds.
    let says = |value: &&str| value.chars().any(char::is_alphabetic) && !["true", "false", "null"].contains(&value.to_lowercase().as_str());
    let all: usize = kinds.values().map(BTreeSet::len).sum();
    let apart: BTreeSet<FunctionId> = kinds.values().flatten().copied().collect();
    if kinds.len() < 2 || !kinds.keys().all(says) || apart.len() < all {
        return None;
    }
    let is = program.schema.column_of(column);
    let said = lexicon::words(&is.name);
    if !said.last().is_some_and(|word| KINDS.contains(&word.as_str())) {
        return None;
    }
    let table = program.schema.name(column.table);
    let made: Vec<String> = kinds
        .iter()
        .map(|(value, functions)| {
            let names: BTreeSet<&str> =
                functions.iter().map(|id| program.functions[id.0 as usize].name.as_str()).collect();
            format!("'{value}' made by `{}`", names.into_iter().collect::<Vec<_>>().join("`, `"))
        })
        .collect();
    let message = format!("`{table}` serves {} processes by `{}`: {}", kinds.len(), is.name, made.join("; "));
    Some(Found { subject: Subject::Column(column), place: is.place, message })
}
