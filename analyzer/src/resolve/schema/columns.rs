//! Applies changes inside one table: columns, keys, checks, indexes.

use super::draft::{Draft, DraftColumn, DraftTable, Named};
use crate::facts::place::Place;
use crate::facts::schema::{Change, ColumnAlter, ForeignKey, TableName};
use crate::facts::statement::{ColumnName, SqlStatement};

impl Draft {
    pub(super) fn table_change(&mut self, place: Place, change: &Change) {
        match change {
            Change::AddColumn { table, column } => {
                if let Some(table) = self.table(table)
                    && !table.has_column(&column.name)
                {
                    table.columns.push(DraftColumn::new(place, column));
                }
            }
            Change::DropColumn { table, column } => self.drop_column(table, column),
            Change::RenameColumn { table, from, to } => self.rename_column(place, table, from, to),
            Change::AlterColumn { table, column, alter } => {
                if let Some(column) = self.table(table).and_then(|table| table.column(column)) {
                    alter_column(column, alter);
                }
            }
            Change::AddForeignKey { table, key } => {
                let key = self.settled(key);
                if let Some(name) = self.key(table)
                    && let Some(table) = self.tables.get_mut(&name)
                {
                    add_foreign_key(table, &name, place, &key);
                }
            }
            Change::AddUnique { table, columns, primary, name } => {
                self.unique(table, columns, *primary, name.as_deref());
            }
            Change::AddUniqueUsing { table, index, primary, name } => {
                self.unique_using(table, index, *primary, name.as_deref());
            }
            Change::RenameIndex { from, to } => self.rename_index(&from.name, to),
            Change::AddCheck { table, text, name } => {
                if let Some(key) = self.key(table)
                    && let Some(table) = self.tables.get_mut(&key)
                {
                    let name = name.clone().unwrap_or_else(|| format!("{}_check", key.name));
                    table.checks.push(Named { name, what: text.clone() });
                }
            }
            Change::DropConstraint { table, name } => self.drop_constraint(table, name),
            Change::RenameConstraint { table, from, to } => {
                if let Some(table) = self.table(table) {
                    rename_constraint(table, from, to);
                }
            }
            Change::CreateIndex { table, columns, unique, name } => {
                self.index(table, columns, *unique, name.as_deref());
            }
            Change::DropIndex(name) => {
                if let Some(table) = self.indexes.remove(&name.name).and_then(|key| self.tables.get_mut(&key))
                {
                    table.indexes.retain(|index| index.name != name.name);
                    table.uniques.retain(|index| index.name != name.name);
                }
            }
            _ => {}
        }
    }

    fn unique(&mut self, table: &TableName, columns: &[String], primary: bool, name: Option<&str>) {
        let Some(key) = self.key(table) else { return };
        let Some(table) = self.tables.get_mut(&key) else { return };
        if primary {
            table.primary_key = columns.to_vec();
            table.primary_key_name = name.map_or_else(|| format!("{}_pkey", key.name), str::to_owned);
            for column in columns {
                if let Some(column) = table.column(column) {
                    column.def.nullable = false;
                }
            }
        } else {
            add_unique(table, &key, columns, name);
        }
    }

    fn unique_using(&mut self, table: &TableName, index: &str, primary: bool, name: Option<&str>) {
        let Some(found) = self.table(table) else { return };
        let Some(at) = found.uniques.iter().position(|unique| unique.name == index) else { return };
        let columns = found.uniques.remove(at).what;
        self.indexes.remove(index);
        self.unique(table, &columns, primary, Some(name.unwrap_or(index)));
    }

    fn rename_index(&mut self, from: &str, to: &str) {
        if let Some(table) = self.indexes.remove(from) {
            self.indexes.insert(to.to_owned(), table);
        }
        for table in self.tables.values_mut() {
            let names = table.uniques.iter_mut().map(|unique| &mut unique.name);
            let names = names.chain(table.indexes.iter_mut().map(|index| &mut index.name));
            for name in names.chain([&mut table.primary_key_name]).filter(|name| *name == from) {
                to.clone_into(name);
            }
        }
    }

    fn index(&mut self, table: &TableName, columns: &[String], unique: bool, name: Option<&str>) {
        let Some(key) = self.key(table) else { return };
        let Some(table) = self.tables.get_mut(&key) else { return };
        let name = name.map_or_else(|| format!("{}_{}_idx", key.name, columns.join("_")), str::to_owned);
        let named = Named { name: name.clone(), what: columns.to_vec() };
        if unique && !columns.is_empty() {
            table.uniques.push(named)
        } else {
            table.indexes.push(named)
        }
        self.indexes.insert(name, key);
    }

    /// Keys and indexes over the column go with it; so do foreign keys to it.
    fn drop_column(&mut self, table: &TableName, column: &str) {
        let Some(key) = self.key(table) else { return };
        let Some(table) = self.tables.get_mut(&key) else { return };
        let same = |name: &String| name.eq_ignore_ascii_case(column);
        table.columns.retain(|one| !same(&one.def.name));
        if table.primary_key.iter().any(same) {
            table.primary_key.clear();
        }
        table.uniques.retain(|unique| !unique.what.iter().any(same));
        table.indexes.retain(|index| !index.what.iter().any(same));
        table.foreign_keys.retain(|(_, foreign)| !foreign.columns.iter().any(same));
        for other in self.tables.values_mut() {
            other
                .foreign_keys
                .retain(|(_, foreign)| foreign.to != key || !foreign.to_columns.iter().any(same));
        }
    }

    /// Foreign keys need a key to refer to: those that have none any more went with it.
    fn drop_constraint(&mut self, table: &TableName, name: &str) {
        let Some(key) = self.key(table) else { return };
        let Some(table) = self.tables.get_mut(&key) else { return };
        table.foreign_keys.retain(|(_, key)| key.name.as_deref() != Some(name));
        table.checks.retain(|check| check.name != name);
        let (gone, uniques) = table.uniques.drain(..).partition(|unique| unique.name == name);
        table.uniques = uniques;
        let mut gone: Vec<Vec<String>> =
            Vec::from_iter(gone).into_iter().map(|unique: Named<_>| unique.what).collect();
        if table.primary_key_name == name {
            gone.push(std::mem::take(&mut table.primary_key));
        }
        let kept = table.uniques.iter().map(|unique| &unique.what).chain([&table.primary_key]);
        let kept: Vec<Vec<String>> = kept.cloned().collect();
        gone.retain(|columns| !columns.is_empty() && !kept.iter().any(|other| same_set(other, columns)));
        for other in self.tables.values_mut() {
            other.foreign_keys.retain(|(_, foreign)| {
                foreign.to != key || !gone.iter().any(|columns| same_set(columns, &foreign.to_columns))
            });
        }
    }

    fn rename_column(&mut self, place: Place, table: &TableName, from: &str, to: &str) {
        let Some(key) = self.key(table) else { return };
        let Some(table) = self.tables.get_mut(&key) else { return };
        // The line that renames it holds its name of today.
        table.column(from).into_iter().for_each(|column| column.place = place);
        let rename = |name: &mut String| {
            if name.eq_ignore_ascii_case(from) {
                to.clone_into(name);
            }
        };
        table.columns.iter_mut().for_each(|column| rename(&mut column.def.name));
        table.primary_key.iter_mut().for_each(rename);
        table.uniques.iter_mut().flat_map(|unique| &mut unique.what).for_each(rename);
        table.indexes.iter_mut().flat_map(|index| &mut index.what).for_each(rename);
        table.foreign_keys.iter_mut().flat_map(|(_, foreign)| &mut foreign.columns).for_each(rename);
        for other in self.tables.values_mut() {
            let towards = other.foreign_keys.iter_mut().filter(|(_, foreign)| foreign.to == key);
            towards.flat_map(|(_, foreign)| &mut foreign.to_columns).for_each(rename);
        }
        for view in self.views.values_mut() {
            rename_column_in(&mut view.query, &key, from, to);
        }
    }
}

fn alter_column(column: &mut DraftColumn, alter: &ColumnAlter) {
    match alter {
        ColumnAlter::Type(ty) => column.def.ty.clone_from(ty),
        ColumnAlter::SetNotNull => column.def.nullable = false,
        ColumnAlter::DropNotNull => column.def.nullable = true,
        ColumnAlter::SetDefault(value) => column.def.default = Some(value.clone()),
        ColumnAlter::DropDefault => column.def.default = None,
    }
}

fn same_set(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|column| b.contains(column))
}

/// A key over the same columns is one key.
pub(super) fn add_unique(table: &mut DraftTable, name: &TableName, columns: &[String], key: Option<&str>) {
    if table.uniques.iter().any(|unique| unique.what == columns) {
        return;
    }
    let default = || format!("{}_{}_key", name.name, columns.join("_"));
    table.uniques.push(Named { name: key.map_or_else(default, str::to_owned), what: columns.to_vec() });
}

/// A foreign key under the name that the database gives where none is written.
pub(super) fn add_foreign_key(table: &mut DraftTable, name: &TableName, place: Place, key: &ForeignKey) {
    let same = |other: &ForeignKey| other.columns == key.columns && other.to == key.to;
    if table.foreign_keys.iter().any(|(_, other)| same(other)) {
        return;
    }
    let default = || format!("{}_{}_fkey", name.name, key.columns.join("_"));
    let key = ForeignKey { name: Some(key.name.clone().unwrap_or_else(default)), ..key.clone() };
    table.foreign_keys.push((place, key));
}

fn rename_constraint(table: &mut DraftTable, from: &str, to: &str) {
    let names = table.uniques.iter_mut().map(|unique| &mut unique.name);
    let names = names.chain(table.checks.iter_mut().map(|check| &mut check.name));
    let names = names.chain(table.foreign_keys.iter_mut().filter_map(|(_, key)| key.name.as_mut()));
    for name in names.chain([&mut table.primary_key_name]) {
        if name == from {
            to.clone_into(name);
        }
    }
}

/// A query of a view follows its tables through their renames.
pub(super) fn rename_in(query: &mut SqlStatement, from: &TableName, to: &TableName) {
    let columns = query.read_columns.iter_mut().flat_map(|column| &mut column.tables);
    for name in query.reads.iter_mut().chain(columns) {
        if name == from {
            *name = to.clone();
        }
    }
    query.reads.sort();
    query.read_columns.sort();
}

fn rename_column_in(query: &mut SqlStatement, table: &TableName, from: &str, to: &str) {
    for column in query.read_columns.iter_mut().filter(|column| column.tables.contains(table)) {
        if let ColumnName::Named(name) = &mut column.column
            && name.eq_ignore_ascii_case(from)
        {
            to.clone_into(name);
        }
    }
    query.read_columns.sort();
}
