//! A table or a column: what it is, whose it is or would be, and every statement that touches it.

use reports::explanation::{Explanation, Point};

use super::super::names;
use super::{boundary, ways};
use crate::Analysis;
use crate::propose::proposal::{PassedOver, Proposal};
use crate::resolve::ids::{ColumnId, TableId};

pub(super) fn table(analysis: &Analysis, id: TableId) -> Explanation {
    let table = analysis.program.schema.get(id);
    let name = names::table(analysis, id);
    let mut told = Explanation { title: format!("Table `{name}`"), sections: Vec::new() };
    let made = format!("`{name}` has {} columns", table.columns.len());
    let mut what = vec![Point::at(made, names::path(analysis, table.place), table.place.line)];
    what.extend(analysis.nouns.iter().filter(|noun| noun.table == id).map(|noun| {
        Point::at(
            format!("it is a noun and stays: {}", noun.why),
            names::path(analysis, noun.place),
            noun.place.line,
        )
    }));
    told.add("What it is", what);
    told.add("What is proposed", proposed(analysis, |one| role_of_table(one, id)));
    told.add("Why it is no boundary", passed_over(analysis, |one| one.tables.contains(&id)));
    told.add("Foreign keys", keys(analysis, id));
    told.add("Who writes it", ways::statements(analysis, id, None, true));
    told.add("Who reads it", ways::statements(analysis, id, None, false));
    told
}

pub(super) fn column(analysis: &Analysis, id: ColumnId) -> Explanation {
    let column = analysis.program.schema.column_of(id);
    let name = names::column(analysis, id);
    let mut told = Explanation { title: format!("Column `{name}`"), sections: Vec::new() };
    let null = if column.nullable { "may be null" } else { "is never null" };
    let made = format!("`{name}` is of type {} and {null}", column.ty);
    told.add("What it is", vec![Point::at(made, names::path(analysis, column.place), column.place.line)]);
    told.add("What is proposed", proposed(analysis, |one| role_of_column(one, id)));
    told.add("Why it is no boundary", passed_over(analysis, |one| one.columns.contains(&id)));
    told.add("Who writes it", ways::statements(analysis, id.table, Some(id), true));
    told.add("Who fills it for another to save", filled(analysis, id));
    told.add("Who reads it", ways::statements(analysis, id.table, Some(id), false));
    told
}

fn proposed(analysis: &Analysis, role: impl Fn(&Proposal) -> Option<&'static str>) -> Vec<Point> {
    let said = |one| role(one).map(|role| Point::said(format!("{} {role}", one.name)));
    analysis.proposals.iter().filter_map(said).collect()
}

/// What speaks for the data and against it, where that is too little for a boundary.
fn passed_over(analysis: &Analysis, is_of: impl Fn(&PassedOver) -> bool) -> Vec<Point> {
    let Some(passed) = analysis.passed_over.iter().find(|one| is_of(one)) else { return Vec::new() };
    let tables = passed.tables.iter().map(|id| names::table(analysis, *id));
    let columns = passed.columns.iter().map(|id| names::column(analysis, *id));
    let data: Vec<String> = tables.chain(columns).map(|name| format!("`{name}`")).collect();
    let (sum, least) = (boundary::score(passed.score), boundary::score(passed.least));
    let sum = format!(
        "what speaks for {} and against it adds up to {sum}; a boundary needs {least}",
        data.join(", ")
    );
    let mut told = vec![Point::said(sum)];
    told.extend(boundary::signals(&passed.signals));
    told
}

fn role_of_table(one: &Proposal, id: TableId) -> Option<&'static str> {
    if one.tables.contains(&id) {
        return Some("would own it");
    }
    if one.columns.iter().any(|column| column.table == id) {
        return Some("would take columns out of it");
    }
    one.stays.iter().any(|column| column.table == id).then_some("leaves its outcome in it")
}

fn role_of_column(one: &Proposal, id: ColumnId) -> Option<&'static str> {
    if one.tables.contains(&id.table) {
        return Some("would own it with its table");
    }
    if one.columns.contains(&id) {
        return Some("would own it, its table stays");
    }
    one.stays.contains(&id).then_some("leaves its outcome in it: it stays")
}

fn keys(analysis: &Analysis, id: TableId) -> Vec<Point> {
    let schema = &analysis.program.schema;
    let ids = (0..schema.tables.len()).filter_map(|index| u32::try_from(index).ok()).map(TableId);
    let all = ids.flat_map(|from| schema.get(from).foreign_keys.iter().map(move |key| (from, key)));
    let about = all.filter(|(from, key)| *from == id || key.to == id);
    let said = about.map(|(from, key)| {
        let claim =
            format!("`{}` refers to `{}`", names::table(analysis, from), names::table(analysis, key.to));
        Point::at(claim, names::path(analysis, key.place), key.place.line)
    });
    said.collect()
}

fn filled(analysis: &Analysis, id: ColumnId) -> Vec<Point> {
    let rows = analysis.program.handed_rows.iter().filter(|row| row.columns.contains(&id));
    let said = rows.map(|row| {
        let claim = format!(
            "`{}` hands it to `{}`",
            names::function(analysis, row.function),
            names::function(analysis, row.to)
        );
        Point::at(claim, names::path(analysis, row.place), row.place.line)
    });
    said.collect()
}
