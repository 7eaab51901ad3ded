//! What a statement does, collected while its tree is walked; and how names are folded.

use std::collections::BTreeSet;

use sqlparser::ast::{Ident, ObjectName, ObjectNamePart};

use super::holes;
use crate::facts::schema::TableName;
use crate::facts::statement::{ColumnConstant, ColumnName, ColumnUse, SqlKind, SqlStatement};

/// Sets that become a [`SqlStatement`].
#[derive(Debug, Default)]
pub(super) struct Effects {
    pub(super) kind: SqlKind,
    reads: BTreeSet<TableName>,
    writes: BTreeSet<TableName>,
    inserts: BTreeSet<TableName>,
    deletes: BTreeSet<TableName>,
    read_columns: BTreeSet<ColumnUse>,
    written_columns: BTreeSet<ColumnUse>,
    constants: BTreeSet<ColumnConstant>,
    calls: BTreeSet<TableName>,
}

impl Effects {
    pub(super) fn read(&mut self, table: &TableName) {
        if is_known(&table.name) && !is_catalog(table) {
            self.reads.insert(table.clone());
        }
    }

    pub(super) fn write(&mut self, table: &TableName) {
        if is_known(&table.name) {
            self.writes.insert(table.clone());
        }
    }

    pub(super) fn insert(&mut self, table: &TableName) {
        self.write(table);
        if is_known(&table.name) {
            self.inserts.insert(table.clone());
        }
    }

    pub(super) fn delete(&mut self, table: &TableName) {
        self.write(table);
        if is_known(&table.name) {
            self.deletes.insert(table.clone());
        }
    }

    pub(super) fn read_column(&mut self, column: ColumnUse) {
        self.read_columns.extend(usable(column));
    }

    pub(super) fn write_column(&mut self, column: ColumnUse) {
        self.written_columns.extend(usable(column));
    }

    pub(super) fn constant(&mut self, column: ColumnUse, value: String, written: bool) {
        if let Some(column) = usable(column).filter(|_| !holes::marks(&value)) {
            self.constants.insert(ColumnConstant { column, value, written });
        }
    }

    pub(super) fn call(&mut self, function: TableName) {
        if is_known(&function.name) {
            self.calls.insert(function);
        }
    }

    pub(super) fn finish(self) -> SqlStatement {
        SqlStatement {
            kind: self.kind,
            reads: self.reads.into_iter().collect(),
            writes: self.writes.into_iter().collect(),
            inserts: self.inserts.into_iter().collect(),
            deletes: self.deletes.into_iter().collect(),
            read_columns: self.read_columns.into_iter().collect(),
            written_columns: self.written_columns.into_iter().collect(),
            constants: self.constants.into_iter().collect(),
            calls: self.calls.into_iter().collect(),
        }
    }
}

/// One column of one table.
pub(super) fn column_of(table: &TableName, column: ColumnName) -> ColumnUse {
    ColumnUse { tables: vec![table.clone()], column }
}

/// The identifier as the database folds it.
pub(super) fn fold(ident: &Ident) -> String {
    match ident.quote_style {
        None => ident.value.to_lowercase(),
        Some(_) => ident.value.clone(),
    }
}

/// The name's last two parts; the schemas that every database has by default are no schema.
pub(super) fn name_of(name: &ObjectName) -> TableName {
    let mut parts: Vec<String> = name.0.iter().filter_map(part).collect();
    let last = parts.pop().unwrap_or_default();
    let schema = parts.pop().filter(|schema| schema != "public" && schema != "main" && schema != "dbo");
    TableName { schema, name: last }
}

/// One part of a name, folded.
pub(super) fn part(part: &ObjectNamePart) -> Option<String> {
    part.as_ident().map(fold)
}

/// The last part of a name, folded.
pub(super) fn last_part(name: &ObjectName) -> Option<String> {
    name.0.last().and_then(part)
}

/// Whether no part of the text that is unknown stands in it.
fn is_known(text: &str) -> bool {
    !text.is_empty() && !holes::marks(text)
}

/// The column of those of its tables that are known, if any is.
fn usable(mut column: ColumnUse) -> Option<ColumnUse> {
    let named = match &column.column {
        ColumnName::Named(name) => is_known(name),
        ColumnName::All => true,
    };
    column.tables.retain(|table| is_known(&table.name) && !is_catalog(table));
    (named && !column.tables.is_empty()).then_some(column)
}

/// The database's own catalogue is no data of the program.
fn is_catalog(table: &TableName) -> bool {
    match table.schema.as_deref() {
        Some(schema) => {
            let schema = schema.to_lowercase();
            matches!(schema.as_str(), "information_schema" | "pg_catalog" | "sys" | "crdb_internal")
        }
        None => table.name.starts_with("pg_") || table.name.starts_with("sqlite_") || table.name == "dual",
    }
}
