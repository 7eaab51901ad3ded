//! What stands in the way of a boundary, each with its place and the way to fix it; and who would become a caller.

mod calls;

use std::collections::{BTreeMap, BTreeSet};

use super::members::{touches, writes};
use super::proposal::{Blocker, BlockerKind, Consumer};
use crate::facts::place::Place;
use crate::graph::Access;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::score::candidate::Candidate;
use crate::score::context::Context;

/// Everything in the way, the hardest first.
pub(super) fn find(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let mut all = foreign_writes(context, candidate);
    all.extend(split_transactions(context, candidate));
    all.extend(shared_code(context, candidate));
    all.extend(triggers(context, candidate));
    all.extend(dynamic_sql(context, candidate));
    all.extend(calls::foreign(context, candidate));
    all.extend(foreign_keys(context, candidate));
    all.extend(joins(context, candidate));
    all.sort();
    all.dedup();
    all
}

/// Functions outside that read owned data, with the first place where they do.
pub(super) fn consumers(context: &Context<'_>, candidate: &Candidate) -> Vec<Consumer> {
    let consumer = |id: &FunctionId| {
        let accesses = touching(context, candidate, *id);
        let place = context.statement(accesses.first()?.statement).place;
        Some(Consumer { function: *id, place, reads: data(context, candidate, &accesses) })
    };
    candidate.consumers.iter().filter_map(consumer).collect()
}

fn touching(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> Vec<Access> {
    let accesses = context.monolith.graph.accesses(id);
    accesses.iter().copied().filter(|access| touches(context, candidate, access)).collect()
}

/// The function's own accesses that write owned data.
fn writing(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> Vec<Access> {
    let mut accesses = touching(context, candidate, id);
    accesses.retain(|access| writes(context, candidate, access));
    accesses
}

/// The names of the owned data that the accesses touch: of columns those that the statement names, and all where it names
/// none of them (a whole row goes).
fn data(context: &Context<'_>, candidate: &Candidate, accesses: &[Access]) -> Vec<String> {
    let mut names = BTreeSet::new();
    for access in accesses {
        if candidate.tables.binary_search(&access.table).is_ok() {
            names.insert(context.table_name(access.table));
        } else {
            let statement = context.statement(access.statement);
            let used: Vec<&ColumnId> = match writes(context, candidate, access) {
                true => statement.writes_columns.iter().collect(),
                false => statement.reads_columns.iter().chain(&statement.writes_columns).collect(),
            };
            let own = candidate.columns.iter().filter(|column| column.table == access.table);
            let named: Vec<&ColumnId> = own.clone().filter(|column| used.contains(column)).collect();
            match named.is_empty() {
                true => names.extend(own.map(|column| context.column_name(*column))),
                false => names.extend(named.into_iter().map(|column| context.column_name(*column))),
            }
        }
    }
    names.into_iter().collect()
}

fn foreign_writes(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let blocker = |id: &FunctionId| {
        let accesses = writing(context, candidate, *id);
        let (place, data) = match accesses.first() {
            Some(first) => (context.statement(first.statement).place, data(context, candidate, &accesses)),
            None => filled(context, candidate, *id)?,
        };
        let named = context.words(*id).name.iter().any(|key| candidate.keys.contains(key));
        let fix = if context.is_bulk(*id) {
            "leave it out there: it moves all data as a whole, and changes with whatever leaves".to_owned()
        } else if named {
            format!("move it into {}: its name says that it belongs there", candidate.name)
        } else {
            format!("call an operation of {} instead of writing its data", candidate.name)
        };
        Some(Blocker { kind: BlockerKind::ForeignWrite, function: Some(*id), place, data, fix })
    };
    candidate.foreign_writers.iter().filter_map(blocker).collect()
}

/// Where the function fills owned columns of a row that another function saves, and which.
fn filled(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> Option<(Place, Vec<String>)> {
    let owned = |column: &&ColumnId| candidate.columns.binary_search(column).is_ok();
    let row = context.handed_by(id).find(|row| row.columns.iter().any(|column| owned(&column)))?;
    Some((row.place, row.columns.iter().filter(owned).map(|column| context.column_name(*column)).collect()))
}

fn split_transactions(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let owned = |table: TableId| candidate.tables.binary_search(&table).is_ok();
    let mut found = Vec::new();
    for (transaction, written) in context.transactions() {
        let (inside, outside): (Vec<TableId>, Vec<TableId>) =
            written.into_iter().partition(|table| owned(*table));
        if inside.is_empty() || outside.is_empty() {
            continue;
        }
        let data =
            inside.iter().chain(outside.iter().take(6)).map(|table| context.table_name(*table)).collect();
        let fix =
            "let the boundary commit first and tell the rest by an event or an idempotent call".to_owned();
        let (function, place) = (Some(transaction.function), transaction.place);
        found.push(Blocker { kind: BlockerKind::SplitTransaction, function, place, data, fix });
    }
    found
}

/// Functions of the boundary whose own statements write data that stays.
fn shared_code(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let mut found = Vec::new();
    for id in &candidate.inside {
        let accesses = context.monolith.graph.accesses(*id);
        if !accesses.iter().any(|access| writes(context, candidate, access)) {
            continue;
        }
        let marker = |access: &Access| {
            let written = &context.statement(access.statement).writes_columns;
            let of_table: Vec<_> = written.iter().filter(|column| column.table == access.table).collect();
            !of_table.is_empty()
                && of_table
                    .iter()
                    .all(|column| candidate.stays.contains(column) || candidate.columns.contains(column))
        };
        let other = accesses.iter().filter(|access| access.mode.writes() && !marker(access));
        let other = other.filter(|access| candidate.tables.binary_search(&access.table).is_err());
        let Some(first) = other.clone().find(|access| !writes(context, candidate, access)) else { continue };
        let names: BTreeSet<String> = other.map(|access| context.table_name(access.table)).collect();
        found.push(Blocker {
            kind: BlockerKind::SharedCode,
            function: Some(*id),
            place: context.statement(first.statement).place,
            data: names.into_iter().collect(),
            fix: "divide the function: what writes data that stays is called back or told by an event"
                .to_owned(),
        });
    }
    found
}

fn triggers(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let schema = &context.monolith.program.schema;
    let owned = |table: TableId| candidate.tables.binary_search(&table).is_ok();
    let mut found = Vec::new();
    for trigger in &schema.triggers {
        let written = schema.written_by(trigger).into_iter();
        let across: Vec<TableId> = written.filter(|table| owned(*table) != owned(trigger.table)).collect();
        if across.is_empty() {
            continue;
        }
        let names = [trigger.table].into_iter().chain(across).map(|table| context.table_name(table));
        let fix = format!("replace trigger {} by a call or an event", trigger.name);
        let data = names.collect();
        found.push(Blocker { kind: BlockerKind::Trigger, function: None, place: trigger.place, data, fix });
    }
    found
}

/// Statements without a known table in the files of those who write the data.
fn dynamic_sql(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let files: BTreeSet<&str> = candidate.inside.iter().map(|id| &*context.function(*id).path).collect();
    let statements = context.monolith.program.statements.iter();
    let unknown = statements.filter(|statement| {
        let function = context.function(statement.function);
        statement.gap.is_some()
            && statement.tables.is_empty()
            && function.of_program()
            && files.contains(&*function.path)
    });
    let blocker = |statement: &crate::resolve::program::StatementInfo| Blocker {
        kind: BlockerKind::DynamicSql,
        function: Some(statement.function),
        place: statement.place,
        data: candidate.tables.iter().map(|table| context.table_name(*table)).collect(),
        fix: "find out which tables the statement touches; its text is only known when it runs".to_owned(),
    };
    unknown.map(blocker).collect()
}

fn foreign_keys(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let owned = |table: TableId| candidate.tables.binary_search(&table).is_ok();
    let mut found = Vec::new();
    for table in context.ids() {
        for key in context.table(table).foreign_keys.iter().filter(|key| owned(table) != owned(key.to)) {
            let from = context.table_name(table);
            let to = context.table_name(key.to);
            let cascade =
                key.on_delete.as_deref().is_some_and(|action| action.eq_ignore_ascii_case("cascade"));
            let fix = match (owned(table), cascade) {
                (true, true) => format!(
                    "keep the id without the constraint, and delete on an event when a row of {to} goes"
                ),
                (true, false) => "keep the id without the constraint".to_owned(),
                (false, _) => {
                    format!("let {from} keep the id of the service's object without the constraint")
                }
            };
            let data = vec![from, to];
            found.push(Blocker {
                kind: BlockerKind::ForeignKey,
                function: None,
                place: key.place,
                data,
                fix,
            });
        }
    }
    found
}

/// One a function: the first statement that touches tables on both sides.
fn joins(context: &Context<'_>, candidate: &Candidate) -> Vec<Blocker> {
    let mut found: BTreeMap<FunctionId, (Place, Vec<String>)> = BTreeMap::new();
    let graph = context.monolith.graph;
    for access in candidate.tables.iter().flat_map(|table| graph.accesses_to(*table)) {
        let statement = context.statement(access.statement);
        let others: BTreeSet<String> = statement
            .tables
            .iter()
            .filter(|(table, _)| candidate.tables.binary_search(table).is_err())
            .map(|(table, _)| context.table_name(*table))
            .collect();
        if !others.is_empty() {
            let data = [context.table_name(access.table)].into_iter().chain(others).collect();
            found.entry(access.function).or_insert((statement.place, data));
        }
    }
    let blocker = |(function, (place, data)): (FunctionId, (Place, Vec<String>))| {
        let inside = candidate.inside.binary_search(&function).is_ok();
        let fix = if inside {
            "read the other side through its API, or keep a copy of the columns that are shown"
        } else {
            "ask the boundary's API for its part, or keep a copy of the columns that are shown"
        };
        Blocker { kind: BlockerKind::Join, function: Some(function), place, data, fix: fix.to_owned() }
    };
    found.into_iter().map(blocker).collect()
}
