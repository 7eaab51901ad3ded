//! The schema's tables and columns that names in one file's code mean. It reads no query.

use std::collections::BTreeSet;

use super::value::ColumnRef;
use crate::facts::Name;
use crate::facts::schema::TableName;
use crate::facts::statement::{ColumnName, ColumnUse};
use crate::resolve::ids::{ColumnId, TableId};
use crate::resolve::schema::{Schema, bookkeeping};
use crate::source::FileId;

/// Names as a file's code means them.
pub(super) struct Lookup<'a> {
    schema: &'a Schema,
    /// The database of the file, where it is known to have one.
    home: Option<u32>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of_file(schema: &'a Schema, file: FileId) -> Lookup<'a> {
        Lookup { schema, home: schema.homes.of_file(file) }
    }

    /// The table that a handle names, or the tables under a view.
    pub(super) fn tables(&self, name: Name) -> Option<Vec<TableId>> {
        self.tables_named(&table_name(&name))
    }

    /// A table, or the tables under a view; none of the schema where migrations are kept.
    pub(super) fn tables_named(&self, name: &TableName) -> Option<Vec<TableId>> {
        let known = self.table(name).map(|table| vec![table]).or_else(|| self.schema.view_tables(name));
        known.or_else(|| bookkeeping::is_named(name).then(Vec::new))
    }

    pub(super) fn column(&self, table: Name, column: Name) -> Option<ColumnId> {
        self.schema.column(self.table(&table_name(&table))?, &column)
    }

    /// The columns, each once and in order; `*` is all of a table's.
    pub(super) fn columns(&self, refs: &BTreeSet<ColumnRef>) -> Vec<ColumnId> {
        let mut found = BTreeSet::new();
        for (table, column) in refs {
            if column.as_str() == "*" {
                let tables = self.tables(*table).into_iter().flatten();
                found.extend(tables.flat_map(|table| self.schema.columns_of(table)));
            } else {
                found.extend(self.column(*table, *column));
            }
        }
        found.into_iter().collect()
    }

    /// The columns that a use may mean: of the tables that have one of that name.
    pub(super) fn used(&self, used: &ColumnUse, fallback: &[TableName]) -> Vec<ColumnId> {
        let tables = if used.tables.is_empty() { fallback } else { &used.tables };
        let ids = tables.iter().filter_map(|table| self.table(table));
        match &used.column {
            ColumnName::All => ids.flat_map(|table| self.schema.columns_of(table)).collect(),
            ColumnName::Named(name) => ids.filter_map(|table| self.schema.column(table, name)).collect(),
        }
    }

    fn table(&self, name: &TableName) -> Option<TableId> {
        self.schema.table_at(name, self.home)
    }
}

/// A handle's name as a table's: `schema.table` where it has a schema.
fn table_name(name: &str) -> TableName {
    match name.rsplit_once('.') {
        Some((schema, table)) => TableName { schema: Some(schema.to_string()), name: table.to_string() },
        None => TableName::plain(name),
    }
}
