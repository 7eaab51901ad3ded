//! The lines of `gerund facts`: what each function, or each statement, does by itself, or what was not understood;
//! sorted by path and line.

use std::collections::{BTreeMap, BTreeSet};

use reports::facts_lines::{CallLine, EntryLine, FactLine, FunctionLine, GapLine, IndirectLine, QueryLine};

use crate::Analysis;
use crate::facts::gap::Gap;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::{Call, CallKind, EntryPoint, FunctionInfo, Mode, Program, StatementInfo};
use crate::resolve::schema::{Schema, Trigger};

/// What a line of facts is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// A function: what it calls, reads and writes.
    #[default]
    Functions,
    /// A statement.
    Queries,
    /// A table, view or enumerated type, as the schema stands after all migrations.
    Schema,
    /// Something that was not understood.
    Gaps,
    /// An entry point.
    Entries,
}

/// One line for each of the subject; test code only when asked for.
pub fn lines(
    analysis: &Analysis,
    subject: Subject,
    include_tests: bool,
) -> Box<dyn Iterator<Item = FactLine> + '_> {
    let program = &analysis.program;
    let wanted = move |id: FunctionId| {
        let info = function(program, id);
        !info.derived && (include_tests || !info.test)
    };
    match subject {
        Subject::Queries => {
            let statements = program.statements.iter().filter(move |statement| wanted(statement.function));
            return Box::new(statements.map(|statement| FactLine::Query(query(program, statement))));
        }
        Subject::Gaps => {
            return Box::new(program.gaps.iter().map(|gap| FactLine::Gap(gap_line(analysis, gap))));
        }
        Subject::Entries => {
            let entries = program.entries.iter().filter(move |entry| wanted(entry.function));
            return Box::new(entries.map(|entry| FactLine::Entry(entry_line(analysis, entry))));
        }
        Subject::Schema => return super::schema::lines(analysis),
        Subject::Functions => {}
    }
    let ids = (0..u32::try_from(program.functions.len()).unwrap_or(u32::MAX)).map(FunctionId);
    let lines = ids.filter(move |id| wanted(*id)).map(move |id| {
        let calls = program.calls_of(id);
        let written = |call: &&Call| matches!(call.kind, CallKind::Call | CallKind::Dispatch);
        let called = calls.iter().filter(written).filter(|call| wanted(call.callee));
        let given = calls.iter().filter(|call| call.kind == CallKind::Extractor && wanted(call.callee));
        FactLine::Function(FunctionLine {
            extractors: given.map(|call| call_line(program, call)).collect(),
            ..function_line(program, id, called)
        })
    });
    Box::new(lines)
}

fn entry_line(analysis: &Analysis, entry: &EntryPoint) -> EntryLine {
    EntryLine {
        kind: entry.kind.as_str(),
        method: entry.method.map(|method| method.to_string()),
        name: entry.name.clone(),
        function: function(&analysis.program, entry.function).display(),
        path: analysis.paths[entry.place.file.0 as usize].clone(),
        line: entry.place.line,
    }
}

fn gap_line(analysis: &Analysis, gap: &Gap) -> GapLine {
    GapLine {
        gap: gap.kind.code(),
        path: analysis.paths[gap.place.file.0 as usize].clone(),
        line: gap.place.line,
        what: gap.what.clone(),
    }
}

fn function(program: &Program, id: FunctionId) -> &FunctionInfo {
    &program.functions[id.0 as usize]
}

/// The stretch of a list, sorted by function, that belongs to one.
fn of_function<T>(list: &[T], id: FunctionId, key: impl Fn(&T) -> FunctionId) -> &[T] {
    let start = list.partition_point(|entry| key(entry) < id);
    let len = list[start..].partition_point(|entry| key(entry) == id);
    &list[start..start + len]
}

fn function_line<'a>(
    program: &Program,
    id: FunctionId,
    called: impl Iterator<Item = &'a Call>,
) -> FunctionLine {
    let info = function(program, id);
    let mut calls: Vec<CallLine> = called.map(|call| call_line(program, call)).collect();
    calls.sort_by(|a, b| (a.at, &a.function, a.line).cmp(&(b.at, &b.function, b.line)));
    calls.dedup();
    let mut uses = Uses::default();
    for statement in of_function(&program.statements, id, |statement| statement.function) {
        uses.add(statement);
    }
    let schema = &program.schema;
    FunctionLine {
        function: info.display(),
        line: info.place.line,
        end_line: info.end_line,
        calls,
        extractors: Vec::new(),
        reads: tables(schema, &uses.reads),
        writes: tables(schema, uses.writes.iter().map(|(table, _)| table)),
        writes_columns: columns(schema, &uses.writes_columns),
        reads_columns: columns(schema, &uses.reads_columns),
        indirect: indirect(schema, &uses.writes),
    }
}

fn call_line(program: &Program, call: &Call) -> CallLine {
    let callee = function(program, call.callee);
    CallLine {
        function: callee.display(),
        line: callee.place.line,
        at: call.place.line,
        certainty: call.certainty.as_str(),
    }
}

fn query(program: &Program, statement: &StatementInfo) -> QueryLine {
    let info = function(program, statement.function);
    let schema = &program.schema;
    let mut uses = Uses::default();
    uses.add(statement);
    QueryLine {
        function: info.display(),
        line: info.place.line,
        at: statement.place.line,
        library: statement.library.to_owned(),
        sql: statement.sql.clone(),
        reads: tables(schema, &uses.reads),
        writes: tables(schema, uses.writes.iter().map(|(table, _)| table)),
        reads_columns: columns(schema, &uses.reads_columns),
        writes_columns: columns(schema, &uses.writes_columns),
        certainty: statement.certainty.as_str(),
        gap: statement.gap.clone(),
    }
}

/// What statements touch, together.
#[derive(Default)]
struct Uses {
    reads: BTreeSet<TableId>,
    writes: BTreeSet<(TableId, Mode)>,
    reads_columns: BTreeSet<ColumnId>,
    writes_columns: BTreeSet<ColumnId>,
}

impl Uses {
    fn add(&mut self, statement: &StatementInfo) {
        for (table, mode) in &statement.tables {
            match mode.writes() {
                true => drop(self.writes.insert((*table, *mode))),
                false => drop(self.reads.insert(*table)),
            }
        }
        self.reads_columns.extend(&statement.reads_columns);
        self.writes_columns.extend(&statement.writes_columns);
    }
}

fn tables<'a>(schema: &Schema, ids: impl IntoIterator<Item = &'a TableId>) -> Vec<String> {
    sorted(ids.into_iter().map(|table| schema.name(*table).to_owned()))
}

fn columns(schema: &Schema, ids: &BTreeSet<ColumnId>) -> Vec<String> {
    sorted(ids.iter().map(|id| format!("{}.{}", schema.name(id.table), schema.column_of(*id).name)))
}

/// Tables of two databases may share a name.
fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What triggers do because of those writes.
fn indirect(schema: &Schema, writes: &BTreeSet<(TableId, Mode)>) -> Vec<IndirectLine> {
    let fires = |trigger: &Trigger| {
        let by = |mode| match mode {
            Mode::Read => "",
            Mode::Insert => "INSERT",
            Mode::Update => "UPDATE",
            Mode::Delete => "DELETE",
        };
        let on = |event: &String, mode| event.eq_ignore_ascii_case(by(mode));
        writes
            .iter()
            .any(|(table, mode)| *table == trigger.table && trigger.events.iter().any(|e| on(e, *mode)))
    };
    let mut through: BTreeMap<&str, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for trigger in schema.triggers.iter().filter(|trigger| fires(trigger)) {
        let routine = schema.routines.iter().find(|routine| routine.name == trigger.routine);
        let (reads, writes) = through.entry(&trigger.name).or_default();
        for statement in routine.into_iter().flat_map(|routine| &routine.statements) {
            let names = |list: &[crate::facts::schema::TableName]| -> Vec<String> {
                let known = list.iter().filter_map(|name| schema.table(name));
                known.map(|table| schema.name(table).to_owned()).collect()
            };
            reads.extend(names(&statement.reads));
            writes.extend(names(&statement.writes));
        }
    }
    let line = |(name, (reads, writes)): (&str, (BTreeSet<String>, BTreeSet<String>))| IndirectLine {
        through: format!("trigger {name}"),
        reads: reads.into_iter().collect(),
        writes: writes.into_iter().collect(),
    };
    through.into_iter().map(line).collect()
}
