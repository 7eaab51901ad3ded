//! Statements as points of an argument: what a function does to data, where, and how the outside comes there.

use reports::explanation::Point;

use super::super::{chains, names};
use crate::Analysis;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::{Mode, StatementInfo};

/// Every statement of the program that touches the table, or the one column, in the order of the code.
pub(super) fn statements(
    analysis: &Analysis,
    table: TableId,
    column: Option<ColumnId>,
    writing: bool,
) -> Vec<Point> {
    let touches = |statement: &&StatementInfo| {
        let of_table = statement.tables.iter().any(|(one, mode)| *one == table && mode.writes() == writing);
        let of_column = column.is_none_or(|column| columns(statement, writing).contains(&column));
        of_table && of_column && analysis.program.functions[statement.function.0 as usize].of_program()
    };
    analysis.program.statements.iter().filter(touches).map(|one| statement(analysis, one)).collect()
}

fn columns(statement: &StatementInfo, writing: bool) -> &[ColumnId] {
    if writing { &statement.writes_columns } else { &statement.reads_columns }
}

/// What the statement does, with the way to it.
pub(super) fn statement(analysis: &Analysis, statement: &StatementInfo) -> Point {
    let name = names::function(analysis, statement.function);
    let mut does = Vec::new();
    for (table, mode) in &statement.tables {
        let verb = match mode {
            Mode::Read => "reads",
            Mode::Insert => "inserts into",
            Mode::Update => "updates",
            Mode::Delete => "deletes from",
        };
        does.push(format!("{verb} `{}`", names::table(analysis, *table)));
    }
    let set: Vec<String> =
        statement.writes_columns.iter().map(|id| format!("`{}`", names::column(analysis, *id))).collect();
    let set = if set.is_empty() { String::new() } else { format!("; sets {}", set.join(", ")) };
    let gap = statement.gap.as_ref().map_or_else(String::new, |gap| format!("; not understood: {gap}"));
    let claim = format!("`{name}` {}{set}{gap}", does.join(", "));
    Point {
        claim,
        place: Some((names::path(analysis, statement.place), statement.place.line)),
        way: chains::to(analysis, statement.function),
    }
}

/// The function, its place, what starts it and how it is reached.
pub(super) fn function(analysis: &Analysis, id: FunctionId, words: &str) -> Point {
    let info = &analysis.program.functions[id.0 as usize];
    let started = names::entry(analysis, id).map_or_else(String::new, |by| format!(", started by {by}"));
    let claim = format!("`{}`{words}{started}", info.display());
    let way = if started.is_empty() { chains::to(analysis, id) } else { Vec::new() };
    Point { claim, place: Some((info.path.to_string(), info.place.line)), way }
}
