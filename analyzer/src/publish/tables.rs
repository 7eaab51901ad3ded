//! Every table with its columns, and how many functions of each boundary, and of none, read and write it.

use reports::document::v1::{Column, Table, Use};

use super::names::{path, table};
use super::uses::{Sides, Uses};
use crate::Analysis;
use crate::resolve::ids::TableId;

pub(super) fn tables(analysis: &Analysis, uses: &Uses) -> Vec<Table> {
    let count = u32::try_from(analysis.program.schema.tables.len()).expect("a TableId has 32 bits");
    (0..count).map(|id| published(analysis, uses, TableId(id))).collect()
}

fn published(analysis: &Analysis, uses: &Uses, id: TableId) -> Table {
    let info = analysis.program.schema.get(id);
    let refers = info.foreign_keys.iter().filter(|key| key.to != id);
    let column = |column: &crate::resolve::schema::Column| Column {
        name: column.name.clone(),
        type_: column.ty.clone(),
    };
    let one = |(boundary, sides): (Option<u32>, &Sides)| Use {
        boundary,
        reads: sides.readers.len() as u64,
        writes: sides.writers.len() as u64,
    };
    Table {
        name: table(analysis, id),
        file: path(analysis, info.place),
        line: info.place.line,
        columns: info.columns.iter().map(column).collect(),
        refers_to: refers.map(|key| table(analysis, key.to)).collect(),
        uses: uses.of_table(id).map(one).collect(),
    }
}
