//! Every table with its columns, and how many functions of each boundary, and of none, read and write it.

use reports::document::v1::{Column, SensitiveColumn, Table, Use};

use super::names::{self, path, table};
use super::uses::{Sides, Uses};
use crate::Analysis;
use crate::findings::sensitive;
use crate::resolve::ids::{ColumnId, TableId};

pub(super) fn tables(analysis: &Analysis, uses: &Uses) -> Vec<Table> {
    let count = u32::try_from(analysis.program.schema.tables.len()).expect("a TableId has 32 bits");
    (0..count).map(|id| published(analysis, uses, TableId(id))).collect()
}

/// Columns that must be protected, with who reads and writes each.
pub(super) fn sensitive(analysis: &Analysis, uses: &Uses) -> Vec<SensitiveColumn> {
    let mut all = Vec::new();
    for (id, info) in (0..).map(TableId).zip(&analysis.program.schema.tables) {
        for (at, column) in (0..).zip(&info.columns) {
            if let Some((class, reason)) = sensitive::class(info, column, &analysis.config) {
                let id = ColumnId { table: id, column: at };
                all.push(SensitiveColumn {
                    column: names::column(analysis, id),
                    class: class.to_owned(),
                    reason: reason.to_owned(),
                    file: path(analysis, column.place),
                    line: column.place.line,
                    uses: uses.of_column(id).map(used).collect(),
                });
            }
        }
    }
    all
}

fn used((boundary, sides): (Option<u32>, &Sides)) -> Use {
    Use { boundary, reads: sides.readers.len() as u64, writes: sides.writers.len() as u64 }
}

fn published(analysis: &Analysis, uses: &Uses, id: TableId) -> Table {
    let info = analysis.program.schema.get(id);
    let refers = info.foreign_keys.iter().filter(|key| key.to != id);
    let column = |column: &crate::resolve::schema::Column| Column {
        name: column.name.clone(),
        type_: column.ty.clone(),
    };
    Table {
        name: table(analysis, id),
        file: path(analysis, info.place),
        line: info.place.line,
        columns: info.columns.iter().map(column).collect(),
        refers_to: refers.map(|key| table(analysis, key.to)).collect(),
        uses: uses.of_table(id).map(used).collect(),
    }
}
