//! Specs of what a small tree comes to: files named by their paths, and the facts of the resolved program. A fence
//! `expect calls entries` says which facts are compared; without words it is the accesses.

use std::fmt::Write as _;

use crate::resolve::ids::{ColumnId, FunctionId};
use crate::resolve::program::{CallKind, Effect, Mode, Program, StatementInfo, Transaction};
use crate::resolve::schema::Schema;
use crate::source::SourceTree;
use crate::source::spec::{self, Case};

/// Areas whose specs show something else and are checked where that is made. Those of libraries may hold `facts` blocks of
/// the front end beside what is shown here.
const ELSEWHERE: [&str; 4] = ["findings", "rust", "schema", "sql"];

#[test]
fn small_trees_come_to_what_the_specs_say() {
    for area in spec::areas().iter().filter(|area| !ELSEWHERE.contains(&area.as_str())) {
        spec::check(area, shown);
    }
}

/// What of the program a spec shows.
fn shown(case: &Case) -> String {
    // A block of Rust without a path is the crate's root, one of SQL its schema.
    let files = case.blocks.iter().filter(|block| block.language != "facts").map(|block| {
        let path = match (block.name.as_str(), block.language.as_str()) {
            ("", "sql") => "migrations/0001_all.sql",
            ("", _) => "src/lib.rs",
            (path, _) => path,
        };
        (path.to_owned(), block.text.clone())
    });
    let options = crate::Options { include_tests: true, ..crate::Options::default() };
    let program = crate::resolve_tree(&SourceTree::memory(files), &options, &());
    let wanted = |word: &str| case.wanted.split_whitespace().any(|own| own == word);
    let mut out = String::new();
    for (number, info) in (0..).zip(&program.functions) {
        let id = FunctionId(number);
        let mut lines = Vec::new();
        if wanted("calls") {
            lines.extend(calls(&program, id));
        }
        if case.wanted.is_empty() || wanted("accesses") {
            lines.extend(accesses(&program, id));
        }
        if wanted("effects") {
            lines.extend(effects(&program, id));
        }
        if wanted("rows") {
            lines.extend(rows(&program, id));
        }
        if !lines.is_empty() {
            let _ = writeln!(out, "{}", info.display());
            lines.iter().for_each(|line| out.extend(["  ", line, "\n"]));
        }
    }
    if wanted("entries") {
        entries(&program, &mut out);
    }
    if wanted("gaps") {
        let gaps = program.gaps.iter().map(|gap| format!("gap {}: {}\n", gap.kind.code(), gap.what));
        out.extend(gaps);
    }
    out
}

fn calls(program: &Program, id: FunctionId) -> Vec<String> {
    let own = program.calls.iter().filter(|call| call.caller == id);
    let line = |call: &crate::resolve::program::Call| {
        let how = match call.kind {
            CallKind::Call => "calls",
            CallKind::Dispatch => "may lead to",
            CallKind::Extractor => "is given by",
            CallKind::Reference => "names",
        };
        let callee = program.functions[call.callee.0 as usize].display();
        format!("{} {how} {callee} ({})", call.place.line, call.certainty.as_str())
    };
    own.map(line).collect()
}

fn accesses(program: &Program, id: FunctionId) -> Vec<String> {
    let numbered = program.statements.iter().enumerate().filter(|(_, statement)| statement.function == id);
    let within: Vec<&Transaction> = program.transactions.iter().filter(|t| t.function == id).collect();
    let inside = |at: usize| within.iter().any(|t| t.statements.iter().any(|s| s.0 as usize == at));
    let mut lines: Vec<String> = numbered
        .map(|(at, own)| statement(&program.schema, own) + if inside(at) { "; in transaction" } else { "" })
        .collect();
    for transaction in within {
        let names =
            transaction.calls.iter().map(|(function, _)| &program.functions[function.0 as usize].name);
        let calls: Vec<&str> = names.map(crate::facts::Name::as_str).collect();
        let calls = if calls.is_empty() { String::new() } else { format!(" calls {}", calls.join(", ")) };
        lines.push(format!("transaction {}-{}{calls}", transaction.place.line, transaction.end_line));
    }
    lines
}

/// Rows that the function fills for another to save.
fn rows(program: &Program, id: FunctionId) -> Vec<String> {
    let own = program.handed_rows.iter().filter(|row| row.function == id);
    own.map(|row| {
        let columns = row.columns.iter().map(|id| program.schema.column_of(*id).name.as_str());
        let to = &program.functions[row.to.0 as usize].name;
        format!("{} hands to {to} {}", row.place.line, columns.collect::<Vec<_>>().join(", "))
    })
    .collect()
}

fn effects(program: &Program, id: FunctionId) -> Vec<String> {
    let own = program.effects.iter().filter(|effect| effect.function == id);
    let target =
        |effect: &Effect| effect.target.as_ref().map_or_else(String::new, |text| format!(": {text}"));
    own.map(|one| format!("{} {} by {}{}", one.place.line, one.kind.as_str(), one.library, target(one)))
        .collect()
}

fn statement(schema: &Schema, own: &StatementInfo) -> String {
    let tables = own.tables.iter().map(|(table, mode)| {
        let how = match mode {
            Mode::Read => "reads",
            Mode::Insert => "inserts",
            Mode::Update => "updates",
            Mode::Delete => "deletes",
        };
        format!("{how} {}", schema.name(*table))
    });
    let mut out = format!("{} {}", own.place.line, tables.collect::<Vec<_>>().join(", "));
    let column = |id: &ColumnId| format!("{}.{}", schema.name(id.table), schema.column_of(*id).name);
    for (what, ids) in [("sets", &own.writes_columns), ("looks at", &own.reads_columns)] {
        if !ids.is_empty() {
            let mut names: Vec<String> = ids.iter().map(column).collect();
            names.sort();
            let _ = write!(out, "; {what} {}", names.join(", "));
        }
    }
    for (id, value) in &own.constants {
        let _ = write!(out, "; {} = {value}", column(id));
    }
    if let Some(gap) = &own.gap {
        let _ = write!(out, "; not understood: {gap}");
    }
    out
}

fn entries(program: &Program, out: &mut String) {
    for entry in &program.entries {
        let function = program.functions[entry.function.0 as usize].display();
        let method = entry.method.map_or(String::new(), |method| format!(" {method}"));
        let name = entry.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let _ = writeln!(out, "{:?}{method}{name} at {}: {function}", entry.kind, entry.place.line);
    }
}
