//! Outcomes that no word tells: what a process hands over to rows that stay. A row that it turns into, a value of its own
//! rows that is copied there, an id of its own rows that an entity keeps.

use std::collections::BTreeSet;

use super::stays::relates_nouns;
use crate::graph::Access;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{self, ColumnRole};

/// A row that more columns are set of is made for its own sake.
const MOST: usize = 6;

/// A process ends in rows of so many other tables at most.
const OTHERS: usize = 2;

/// What so many hand a row to makes what they want; what more do saves whatever it gets.
const FEW: usize = 3;

/// Columns of tables that stay, set by the functions within the process.
pub(super) fn handed_over(
    context: &Context<'_>,
    candidate: &Candidate,
    within: &BTreeSet<FunctionId>,
    enders: &BTreeSet<FunctionId>,
) -> BTreeSet<ColumnId> {
    let mut found = results(context, candidate, within);
    found.extend(made_at_the_end(context, candidate, enders));
    found.extend(copied(context, candidate, within));
    found.extend(ids_kept(context, candidate));
    found
}

/// What the operations set in the rows that its own come to name once they are done: the session that a grant is turned
/// into.
fn results(
    context: &Context<'_>,
    candidate: &Candidate,
    within: &BTreeSet<FunctionId>,
) -> BTreeSet<ColumnId> {
    let ends = |from: &TableId| {
        let to = context.figures[from.0 as usize].refers_to.iter().copied();
        to.filter(|to| context.comes_out(*from, *to)).collect::<Vec<_>>()
    };
    let targets: BTreeSet<TableId> =
        candidate.tables.iter().flat_map(ends).filter(|to| stays(candidate, *to)).collect();
    let mut found = BTreeSet::new();
    for table in targets {
        let set: Vec<ColumnId> =
            inserted(context, within, table).into_iter().filter(|column| tells(context, *column)).collect();
        if set.len() <= MOST {
            found.extend(set);
        }
    }
    found
}

/// What those who use its rows up set in new rows that stay, by themselves or by a step that does nothing else: the
/// session that a login code is exchanged for.
fn made_at_the_end(
    context: &Context<'_>,
    candidate: &Candidate,
    enders: &BTreeSet<FunctionId>,
) -> BTreeSet<ColumnId> {
    let graph = context.monolith.graph;
    let steps = enders.iter().flat_map(|id| graph.callees(*id)).copied();
    let alone = steps.filter(|id| graph.writes(*id).iter().count() == 1);
    let mut makers: BTreeSet<FunctionId> = alone.map(|id| context.behind(id)).collect();
    makers.extend(enders);
    let keeps = |table: &TableId| {
        stays(candidate, *table) && (context.is_noun(*table) || relates_nouns(context, *table))
    };
    let made = |table: TableId| -> Vec<ColumnId> {
        inserted(context, &makers, table).into_iter().filter(|column| tells(context, *column)).collect()
    };
    let made: Vec<Vec<ColumnId>> =
        context.ids().filter(keeps).map(made).filter(|set| (1..=MOST).contains(&set.len())).collect();
    // What ends in all sorts of rows is a part of them, like an image in messages and reports.
    if made.len() <= OTHERS { made.into_iter().flatten().collect() } else { BTreeSet::new() }
}

/// Columns of nouns, and of rows that relate them, that the operations set and that its own rows have under the same name:
/// the role that an invitation offers is the role of the member.
fn copied(context: &Context<'_>, candidate: &Candidate, within: &BTreeSet<FunctionId>) -> BTreeSet<ColumnId> {
    let schema = &context.monolith.program.schema;
    let own: BTreeSet<&str> = candidate
        .tables
        .iter()
        .flat_map(|table| context.columns(*table))
        .filter(|column| tells(context, *column))
        .map(|column| schema.column_of(column).name.as_str())
        .collect();
    let mut found = BTreeSet::new();
    for table in context.ids().filter(|table| context.is_noun(*table) && stays(candidate, *table)) {
        let set = inserted(context, within, table);
        found.extend(set.into_iter().filter(|column| own.contains(schema.column_of(*column).name.as_str())));
    }
    // Two rows' times are two times.
    found.retain(|column| tells(context, *column) && !readings::is_time(&schema.column_of(*column).name));
    found
}

/// Columns by which a noun names a row of its own.
fn ids_kept(context: &Context<'_>, candidate: &Candidate) -> BTreeSet<ColumnId> {
    let own = |to: &TableId| candidate.tables.binary_search(to).is_ok();
    let from = candidate.tables.iter().flat_map(|table| &context.figures[table.0 as usize].referred_by);
    let nouns = from.copied().filter(|table| context.is_noun(*table) && stays(candidate, *table));
    let keys =
        nouns.flat_map(|table| context.references[table.0 as usize].iter().map(move |key| (table, key)));
    keys.filter(|(_, (_, to))| own(to))
        .map(|(table, (column, _))| ColumnId { table, column: *column })
        .collect()
}

fn stays(candidate: &Candidate, table: TableId) -> bool {
    candidate.tables.binary_search(&table).is_err()
}

/// What the functions set in new rows of the table.
fn inserted(context: &Context<'_>, within: &BTreeSet<FunctionId>, table: TableId) -> BTreeSet<ColumnId> {
    let accesses = within.iter().flat_map(|id| context.monolith.graph.accesses(*id));
    let inserts = accesses.filter(|access| {
        access.mode == Mode::Insert && access.table == table && !saves_for_all(context, access)
    });
    let columns = inserts.flat_map(|access| &context.statement(access.statement).writes_columns);
    columns.copied().filter(|column| column.table == table).collect()
}

/// Whether the function saves whatever row it is given, new or not: what of it was set is not said there.
fn saves_for_all(context: &Context<'_>, access: &Access) -> bool {
    let own = context.monolith.graph.accesses(access.function).iter();
    let mut updates = own.filter(|other| other.table == access.table && other.mode == Mode::Update);
    let handing = context.handed_rows_of(access.table).filter(|row| row.to == access.function);
    let handing: BTreeSet<FunctionId> = handing.map(|row| row.function).collect();
    updates.next().is_some() || handing.len() > FEW
}

/// Neither the row's key, nor whose it is, nor when it was made.
fn tells(context: &Context<'_>, column: ColumnId) -> bool {
    let table = context.table(column.table);
    let name = &context.monolith.program.schema.column_of(column).name;
    let whose = context.references[column.table.0 as usize]
        .iter()
        .any(|(own, to)| *own == column.column && context.is_noun(*to));
    let key = readings::split(name).first().is_some_and(|word| word == "id");
    let on_its_way = readings::trace(name).is_some_and(|trace| trace.role == ColumnRole::Intermediate);
    !table.primary_key.contains(&column.column)
        && !whose
        && !key
        && !readings::keeps_books(name)
        && !on_its_way
}
