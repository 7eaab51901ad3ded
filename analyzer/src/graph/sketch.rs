//! Programs for tests, written in a few lines of text.
//!
//! ```text
//! table users: id, email, approved_at
//! table user_approvals: id, user_id -> users, reason
//! trigger users fills user_copies
//! fn src/approve.rs::approve_user POST /users/approve
//!   tx
//!   insert user_approvals.reason
//!   update users.approved_at
//!   call src/mail.rs::send
//! fn src/mail.rs::send
//!   read users.email
//! ```
//! Lines count from 1, so that each statement's place is its line of the text.

use std::sync::Arc;

use crate::facts::Name;
use crate::facts::item::EntryKind;
use crate::facts::place::{Certainty, Place};
use crate::facts::schema::{SchemaSource, TableName};
use crate::facts::statement::{SqlKind, SqlStatement};
use crate::resolve::ids::{ColumnId, FunctionId, StatementId, TableId};
use crate::resolve::program::{
    Call, CallKind, EntryPoint, FunctionInfo, HandedRow, Mode, Program, StatementInfo, Transaction,
};
use crate::resolve::schema::{Column, Fk, Routine, Schema, Table, Trigger};
use crate::source::FileId;

/// The program of a sketch; a mistake in the sketch panics.
pub(crate) fn program(text: &str) -> Program {
    let mut program = Program::default();
    let lines: Vec<(u32, &str)> =
        (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    tables(&mut program, &lines);
    triggers(&mut program, &lines);
    functions(&mut program, &lines);
    let mut current = None;
    for (line, text) in &lines {
        if let Some(rest) = text.trim().strip_prefix("fn ") {
            current = Some(find(&program, rest.split_whitespace().next().unwrap()));
        } else if let Some(function) = current.filter(|_| text.starts_with("  ")) {
            step(&mut program, function, *line, text.trim());
        }
    }
    program.calls.sort();
    program.statements.sort_by_key(|statement| (statement.function, statement.place));
    close_transactions(&mut program);
    program
}

fn place(line: u32) -> Place {
    Place::new(FileId(0), line)
}

fn tables(program: &mut Program, lines: &[(u32, &str)]) {
    let mut declared: Vec<(&str, &str, u32)> = lines
        .iter()
        .filter_map(|(line, text)| Some((text.trim().strip_prefix("table ")?.split_once(':')?, *line)))
        .map(|((name, columns), line)| (name.trim(), columns, line))
        .collect();
    declared.sort_unstable();
    let names: Vec<&str> = declared.iter().map(|(name, _, _)| *name).collect();
    let table_id = |name: &str| TableId(u32::try_from(names.binary_search(&name).unwrap()).unwrap());
    for (name, columns, line) in &declared {
        let mut table = Table {
            name: TableName::plain(*name),
            tree: 0,
            source: SchemaSource::Migration,
            columns: Vec::new(),
            primary_key: vec![0],
            uniques: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            place: place(*line),
            computed_from: None,
        };
        for (index, column) in columns.split(',').enumerate() {
            let (column, to) = column.split_once("->").map_or((column, None), |(name, to)| (name, Some(to)));
            if let Some(to) = to {
                let columns = vec![u16::try_from(index).unwrap()];
                let to = table_id(to.trim());
                let fk = Fk {
                    columns,
                    to,
                    to_columns: vec![0],
                    on_delete: None,
                    on_update: None,
                    place: place(*line),
                };
                table.foreign_keys.push(fk);
            }
            table.columns.push(Column {
                name: column.trim().to_owned(),
                ty: "text".to_owned(),
                nullable: false,
                default: None,
                generated: false,
                place: place(*line),
            });
        }
        program.schema.tables.push(table);
    }
}

/// `trigger users fills user_copies`: a row of the one makes one of the other.
fn triggers(program: &mut Program, lines: &[(u32, &str)]) {
    let said = lines.iter().filter_map(|(line, text)| Some((line, text.trim().strip_prefix("trigger ")?)));
    for (line, (of, to)) in said.filter_map(|(line, said)| Some((line, said.split_once(" fills ")?))) {
        let table = table(program, of);
        let routine = TableName::plain(format!("fill_{to}"));
        let fills = SqlStatement { writes: vec![TableName::plain(to)], ..SqlStatement::default() };
        program.schema.routines.push(Routine {
            name: routine.clone(),
            language: "plpgsql".to_owned(),
            statements: vec![fills],
            row_columns: Vec::new(),
            refused: Vec::new(),
            place: place(*line),
        });
        let (name, events) = (format!("fill_{to}"), vec!["INSERT".to_owned()]);
        program.schema.triggers.push(Trigger { name, table, events, routine, place: place(*line) });
    }
    let of = std::mem::take(&mut program.schema);
    program.schema = Schema::of_tables(of.tables);
    (program.schema.routines, program.schema.triggers) = (of.routines, of.triggers);
}

fn functions(program: &mut Program, lines: &[(u32, &str)]) {
    let mut declared: Vec<(String, u32, Vec<&str>)> = lines
        .iter()
        .filter_map(|(line, text)| {
            let mut words = text.trim().strip_prefix("fn ")?.split_whitespace();
            Some((words.next()?.to_owned(), *line, words.collect()))
        })
        .collect();
    let path = |name: &str| name.split("::").next().unwrap().to_owned();
    declared.sort_by_key(|(name, line, _)| (path(name), *line));
    for (index, (name, line, marks)) in declared.iter().enumerate() {
        let parts: Vec<&str> = name.split("::").collect();
        let owner = (parts.len() > 2).then(|| Name::from(parts[parts.len() - 2]));
        let module_path = parts[0].trim_end_matches(".rs").split('/').map(Name::from).collect();
        program.functions.push(FunctionInfo {
            path: Arc::from(parts[0]),
            place: place(*line),
            end_line: *line,
            name: Name::from(parts.last().unwrap()),
            owner,
            of_trait: None,
            of_foreign_trait: false,
            derived: false,
            modules: Vec::new(),
            module_path,
            test: marks.contains(&"test"),
            serves_tests: false,
            migrates: false,
            public: true,
        });
        if let [method, route] = marks[..] {
            program.entries.push(EntryPoint {
                function: FunctionId(u32::try_from(index).unwrap()),
                kind: EntryKind::Http,
                method: Some(Name::from(method)),
                name: Some(route.to_owned()),
                place: place(*line),
            });
        }
    }
}

fn find(program: &Program, name: &str) -> FunctionId {
    let at = program.functions.iter().position(|function| function.display() == name);
    FunctionId(u32::try_from(at.unwrap_or_else(|| panic!("no function {name}"))).unwrap())
}

fn step(program: &mut Program, function: FunctionId, line: u32, text: &str) {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    if word == "tx" {
        program.transactions.push(Transaction {
            function,
            place: place(line),
            end_line: line,
            statements: Vec::new(),
            calls: Vec::new(),
        });
        return;
    }
    // `hand src/users.rs::update users.avatar`: a row with that column set, for the other to save.
    if word == "hand" {
        let (to, columns) = rest.split_once(' ').unwrap_or((rest, ""));
        let columns =
            statement(program, (function, line), (Mode::Update, SqlKind::Update), columns).writes_columns;
        let to = find(program, to);
        program.handed_rows.push(HandedRow { function, place: place(line), to, columns });
        return step(program, function, line, &format!("call {}", rest.split(' ').next().unwrap()));
    }
    if word == "call" {
        let callee = find(program, rest);
        let certainty = Certainty::Certain;
        program.calls.push(Call {
            caller: function,
            place: place(line),
            callee,
            certainty,
            kind: CallKind::Call,
        });
        return;
    }
    let (mode, kind) = match word {
        "read" => (Mode::Read, SqlKind::Select),
        "insert" => (Mode::Insert, SqlKind::Insert),
        "update" => (Mode::Update, SqlKind::Update),
        "delete" => (Mode::Delete, SqlKind::Delete),
        other => panic!("line {line}: {other}"),
    };
    let statement = statement(program, (function, line), (mode, kind), rest);
    program.statements.push(statement);
}

/// The table of that name.
pub(crate) fn table(program: &Program, name: &str) -> TableId {
    let at = program.schema.tables.iter().position(|one| one.name.name == name);
    TableId(u32::try_from(at.unwrap_or_else(|| panic!("no table {name}"))).unwrap())
}

fn statement(program: &Program, at: (FunctionId, u32), how: (Mode, SqlKind), what: &str) -> StatementInfo {
    let (mut tables, mut columns) = (Vec::new(), Vec::new());
    for item in what.split(',').map(str::trim) {
        let (table, column) =
            item.split_once('.').map_or((item, None), |(table, column)| (table, Some(column)));
        let id = self::table(program, table);
        tables.push((id, how.0));
        if let Some(column) = column {
            let all = &program.schema.get(id).columns;
            let position = all.iter().position(|one| one.name == column);
            let position = position.unwrap_or_else(|| panic!("no column {item}"));
            columns.push(ColumnId { table: id, column: u16::try_from(position).unwrap() });
        }
    }
    tables.sort_unstable();
    tables.dedup();
    let (reads_columns, writes_columns) = if how.0.writes() { (vec![], columns) } else { (columns, vec![]) };
    StatementInfo {
        function: at.0,
        place: place(at.1),
        library: "sketch",
        kind: how.1,
        sql: None,
        tables,
        reads_columns,
        writes_columns,
        constants: Vec::new(),
        certainty: Certainty::Certain,
        gap: None,
    }
}

/// A `tx` line puts all statements and calls of its function into one transaction.
fn close_transactions(program: &mut Program) {
    let statements: Vec<(FunctionId, StatementId)> = (0..)
        .zip(&program.statements)
        .map(|(index, statement)| (statement.function, StatementId(index)))
        .collect();
    for transaction in &mut program.transactions {
        let function = transaction.function;
        transaction.statements =
            statements.iter().filter(|(id, _)| *id == function).map(|(_, id)| *id).collect();
        let calls = program.calls.iter().filter(|call| call.caller == function);
        transaction.calls = calls.map(|call| (call.callee, call.place)).collect();
    }
}
