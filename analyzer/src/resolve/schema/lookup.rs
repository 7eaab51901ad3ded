//! Finding tables, columns and views by name, as statements and code write them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Routine, Schema, Table, View};
use crate::facts::schema::TableName;
use crate::resolve::ids::{ColumnId, TableId};

/// Tables by their lower-case names without schema.
#[derive(Debug, Default)]
pub(super) struct Index {
    tables: BTreeMap<String, Vec<TableId>>,
    /// Partitions, by the same: they are their parents.
    partitions: BTreeMap<String, TableId>,
}

impl Index {
    pub(super) fn of(tables: &[Table]) -> Index {
        let mut index = Index::default();
        for (at, table) in tables.iter().enumerate() {
            let id = TableId(u32::try_from(at).unwrap_or(u32::MAX));
            index.tables.entry(table.name.name.to_lowercase()).or_default().push(id);
        }
        index
    }

    pub(super) fn alias(&mut self, name: &TableName, table: TableId) {
        self.partitions.entry(name.name.to_lowercase()).or_insert(table);
    }
}

/// `schema.table`, or the name alone in the default schema.
pub(super) fn display(name: &TableName) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.clone(),
    }
}

/// The column's place among the columns.
pub(super) fn position(columns: &[Column], name: &str) -> Option<u16> {
    let at = columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))?;
    u16::try_from(at).ok()
}

impl Schema {
    /// The table of that name; a partition is its parent. Where several databases have one, the main one's.
    pub(crate) fn table(&self, name: &TableName) -> Option<TableId> {
        self.table_at(name, None)
    }

    /// The same, where several databases have one: that of the file's own, else the main one's.
    pub(crate) fn table_at(&self, name: &TableName, home: Option<u32>) -> Option<TableId> {
        let plain = name.name.to_lowercase();
        let fits = self.index.tables.get(&plain).into_iter().flatten().filter_map(|&id| {
            let table = self.get(id);
            let misses = match (&name.schema, &table.name.schema) {
                (None, None) => 0,
                (Some(wanted), Some(has)) if wanted.eq_ignore_ascii_case(has) => 0,
                (Some(_), Some(_)) => return None,
                _ => 1,
            };
            Some((misses, home != Some(table.tree), table.tree, id))
        });
        fits.min().map(|(_, _, _, id)| id).or_else(|| self.index.partitions.get(&plain).copied())
    }

    /// The table of that name as a library writes it: `users`, `audit.users`.
    pub(crate) fn table_named(&self, name: &str) -> Option<TableId> {
        let name = match name.rsplit_once('.') {
            Some((schema, name)) => TableName { schema: Some(schema.to_owned()), name: name.to_owned() },
            None => TableName::plain(name),
        };
        self.table(&name)
    }

    pub(crate) fn column(&self, table: TableId, name: &str) -> Option<ColumnId> {
        let column = position(&self.get(table).columns, name)?;
        Some(ColumnId { table, column })
    }

    /// Every column of the table, in order.
    pub(crate) fn columns_of(&self, table: TableId) -> Vec<ColumnId> {
        let count = u16::try_from(self.get(table).columns.len()).unwrap_or(u16::MAX);
        (0..count).map(|column| ColumnId { table, column }).collect()
    }

    /// The name without its schema: as the output contract writes tables.
    pub(crate) fn name(&self, table: TableId) -> &str {
        &self.get(table).name.name
    }

    /// The view of that name.
    pub(crate) fn view(&self, name: &TableName) -> Option<&View> {
        let fits = |view: &&View| {
            view.name.name.eq_ignore_ascii_case(&name.name)
                && (name.schema.is_none() || view.name.schema.is_none() || view.name.schema == name.schema)
        };
        self.views.iter().find(fits)
    }

    /// The routine of that name.
    pub(crate) fn routine(&self, name: &TableName) -> Option<&Routine> {
        let fits = |routine: &&Routine| {
            routine.name.name.eq_ignore_ascii_case(&name.name)
                && (name.schema.is_none()
                    || routine.name.schema.is_none()
                    || routine.name.schema == name.schema)
        };
        self.routines.iter().find(fits)
    }

    /// The tables under a view, through the views that it reads; None: there is no such view.
    pub(crate) fn view_tables(&self, name: &TableName) -> Option<Vec<TableId>> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<&TableName> = match (self.view(name), self.table(name)) {
            (Some(view), _) => view.query.reads.iter().collect(),
            (None, Some(table)) => self.get(table).computed_from.as_ref()?.reads.iter().collect(),
            (None, None) => return None,
        };
        while let Some(name) = open.pop() {
            if !seen.insert(name) {
                continue;
            }
            match (self.table(name), self.view(name)) {
                (Some(table), _) => {
                    found.insert(table);
                }
                (None, Some(view)) => open.extend(&view.query.reads),
                (None, None) => {}
            }
        }
        Some(found.into_iter().collect())
    }
}
