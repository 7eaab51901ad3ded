//! Every table with its columns, and how many functions of each boundary, and of none, read and write it.

use reports::Document;
use reports::document::v1::{Column, ForeignKey, Table, Use};
use rustc_hash::FxHashMap;

use super::names::{path, table};
use super::uses::{Sides, Uses};
use crate::Analysis;
use crate::resolve::ids::{ColumnId, TableId};
use crate::resolve::schema::{self, Fk};

pub(super) fn tables(analysis: &Analysis, uses: &Uses) -> Vec<Table> {
    let count = u32::try_from(analysis.program.schema.tables.len()).expect("a TableId has 32 bits");
    (0..count).map(|id| published(analysis, uses, TableId(id))).collect()
}

pub(super) fn used((boundary, sides): (Option<u32>, &Sides)) -> Use {
    Use { boundary, reads: sides.readers.len() as u64, writes: sides.writers.len() as u64 }
}

fn published(analysis: &Analysis, uses: &Uses, id: TableId) -> Table {
    let info = analysis.program.schema.get(id);
    let refers = info.foreign_keys.iter().filter(|key| key.to != id);
    let column = |column: &crate::resolve::schema::Column| Column {
        name: column.name.clone(),
        type_: column.ty.clone(),
        not_null: !column.nullable,
        default: column.default.clone(),
    };
    let own =
        |columns: &[u16]| columns.iter().map(|at| info.columns[usize::from(*at)].name.clone()).collect();
    Table {
        name: table(analysis, id),
        file: path(analysis, info.place),
        line: info.place.line,
        columns: info.columns.iter().map(column).collect(),
        primary_key: own(&info.primary_key),
        refers_to: refers.map(|key| table(analysis, key.to)).collect(),
        foreign_keys: info.foreign_keys.iter().map(|key| foreign_key(analysis, id, key)).collect(),
        uses: uses.of_table(id).map(used).collect(),
    }
}

fn foreign_key(analysis: &Analysis, of: TableId, key: &Fk) -> ForeignKey {
    let schema = &analysis.program.schema;
    let names = |table: TableId, columns: &[u16]| {
        let columns = columns.iter().map(|column| ColumnId { table, column: *column });
        columns.map(|id| schema.column_of(id).name.clone()).collect()
    };
    ForeignKey {
        columns: names(of, &key.columns),
        to: table(analysis, key.to),
        to_columns: names(key.to, &key.to_columns),
        on_delete: key.on_delete.clone(),
        file: path(analysis, key.place),
        line: key.place.line,
    }
}

/// The place of each table in the sorted document.
pub(super) fn places(analysis: &Analysis, document: &Document) -> Vec<u32> {
    let by_place: FxHashMap<(&str, &str, u32), u32> = (0..)
        .zip(&document.tables)
        .map(|(at, table)| ((&*table.name, &*table.file, table.line), at))
        .collect();
    let place = |(id, info): (TableId, &schema::Table)| {
        by_place[&(&*table(analysis, id), &*path(analysis, info.place), info.place.line)]
    };
    (0..).map(TableId).zip(&analysis.program.schema.tables).map(place).collect()
}
