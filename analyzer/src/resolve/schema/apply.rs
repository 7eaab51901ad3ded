//! Applies changes to a draft in the order in which the database would.

use super::columns;
use super::draft::{Draft, DraftColumn, DraftTable, Named};
use super::{EnumType, Routine, View};
use crate::facts::place::Place;
use crate::facts::schema::{
    Change, ColumnDef, Ddl, ForeignKey, Projected, ProjectedType, SchemaSource, TableDef, TableName, ViewDef,
};

impl Draft {
    /// One change. What it names and does not exist is left alone: its making was refused and is a gap already.
    pub(super) fn apply(&mut self, ddl: &Ddl, source: SchemaSource) {
        let place = ddl.place;
        match &ddl.change {
            Change::CreateTable(def) => self.create_table(place, source, def),
            Change::CreateView(def) => self.create_view(place, source, def),
            Change::DropTable(name) => self.drop_table(name),
            Change::DropView(name) => self.drop_view(name),
            Change::RenameTable { from, to } => self.rename_table(place, from, to),
            Change::MoveTable { table, schema } => {
                let schema = Some(schema.clone()).filter(|schema| schema != "public");
                self.rename_table(place, table, &TableName { schema, name: table.name.clone() });
            }
            Change::AttachPartition { parent, child } => {
                let parent = self.key(parent).unwrap_or_else(|| parent.clone());
                self.partition(child, Some(parent));
            }
            Change::DetachPartition { child } => self.partition(child, None),
            Change::CreateTrigger(def) => {
                let mut def = def.clone();
                def.table = self.key(&def.table).unwrap_or(def.table);
                self.triggers.retain(|(_, other)| other.name != def.name || other.table != def.table);
                self.triggers.push((place, def));
            }
            Change::DropTrigger { table, name } => {
                let table = table.as_ref().map(|table| self.key(table).unwrap_or_else(|| table.clone()));
                self.triggers.retain(|(_, trigger)| {
                    trigger.name != *name || table.as_ref().is_some_and(|table| *table != trigger.table)
                });
            }
            Change::RenameTrigger { table, from, to } => {
                let key = self.key(table).unwrap_or_else(|| table.clone());
                let named = self.triggers.iter_mut().filter(|(_, one)| one.name == *from && one.table == key);
                named.for_each(|(_, one)| one.name.clone_from(to));
            }
            Change::RenameRoutine { from, to } => self.rename_routine(from, to),
            Change::CreateRoutine(def) => {
                let routine = Routine {
                    name: def.name.clone(),
                    language: def.language.clone(),
                    statements: def.statements.clone(),
                    row_columns: def.row_columns.clone(),
                    refused: def.refused.clone(),
                    place,
                };
                self.routines.insert(def.name.clone(), routine);
            }
            Change::DropRoutine { name } => {
                self.routines.remove(name);
                self.triggers.retain(|(_, trigger)| trigger.routine != *name);
            }
            Change::DropSchema(schema) => self.drop_schema(schema),
            Change::Data(_) => {}
            change => {
                self.types(place, change);
                self.table_change(place, change);
            }
        }
    }

    fn partition(&mut self, child: &TableName, parent: Option<TableName>) {
        if let Some(table) = self.table(child) {
            table.partition_of = parent;
        }
    }

    fn rename_routine(&mut self, from: &TableName, to: &TableName) {
        if let Some(mut routine) = self.routines.remove(from) {
            routine.name = to.clone();
            self.routines.insert(to.clone(), routine);
        }
        for (_, trigger) in self.triggers.iter_mut().filter(|(_, trigger)| trigger.routine == *from) {
            trigger.routine = to.clone();
        }
    }

    fn types(&mut self, place: Place, change: &Change) {
        match change {
            Change::CreateEnum { name, values } => {
                let made = EnumType { name: name.clone(), tree: 0, values: values.clone(), place };
                self.enums.insert(name.clone(), made);
            }
            Change::AddEnumValue { name, value } => {
                if let Some(made) = self.enums.get_mut(name)
                    && !made.values.contains(value)
                {
                    made.values.push(value.clone());
                }
            }
            Change::RenameEnumValue { name, from, to } => {
                if let Some(made) = self.enums.get_mut(name) {
                    made.values
                        .iter_mut()
                        .filter(|value| *value == from)
                        .for_each(|value| value.clone_from(to));
                }
            }
            Change::DropType(name) => {
                self.enums.remove(name);
            }
            Change::RenameType { from, to } => {
                if let Some(mut made) = self.enums.remove(from) {
                    made.name = to.clone();
                    self.enums.insert(to.clone(), made);
                }
            }
            _ => {}
        }
    }

    fn create_table(&mut self, place: Place, source: SchemaSource, def: &TableDef) {
        let Some(name) = def.name.clone().filter(|_| !def.temporary) else { return };
        if def.if_not_exists && self.tables.contains_key(&name) {
            return;
        }
        let mut table = DraftTable::new(place, source, &name);
        for parent in def.like.iter().chain(&def.partition_of) {
            if let Some(parent) = self.key(parent).and_then(|key| self.tables.get(&key)) {
                table.columns.extend(parent.columns.iter().cloned());
            }
        }
        let untyped = |column: &ColumnDef| column.ty.is_empty() && !def.as_columns.is_empty();
        for column in def.columns.iter().filter(|column| !untyped(column)) {
            if !table.has_column(&column.name) {
                table.columns.push(DraftColumn::new(place, column));
            }
        }
        let names = def.columns.iter().filter(|column| untyped(column)).map(|column| column.name.as_str());
        self.project(place, &def.as_columns, names, &mut table.columns);
        table.primary_key.clone_from(&def.primary_key);
        table.entity = def.entity;
        for columns in &def.uniques {
            columns::add_unique(&mut table, &name, columns, None);
        }
        for text in &def.checks {
            let name = format!("{}_check", name.name);
            table.checks.push(Named { name, what: text.clone() });
        }
        table.partition_of =
            def.partition_of.as_ref().map(|parent| self.key(parent).unwrap_or_else(|| parent.clone()));
        self.views.remove(&name);
        self.tables.insert(name.clone(), table);
        // A key may refer to its own table.
        let keys: Vec<ForeignKey> = def.foreign_keys.iter().map(|key| self.settled(key)).collect();
        let Some(table) = self.tables.get_mut(&name) else { return };
        for key in &keys {
            let column =
                key.columns.first().and_then(|column| table.column(column)).map(|column| column.place);
            columns::add_foreign_key(table, &name, column.unwrap_or(place), key);
        }
    }

    fn create_view(&mut self, place: Place, source: SchemaSource, def: &ViewDef) {
        let mut columns = Vec::new();
        self.project(place, &def.columns, def.names.iter().map(String::as_str), &mut columns);
        if def.materialized {
            let mut table = DraftTable::new(place, source, &def.name);
            columns.iter_mut().for_each(|column| column.def.generated = true);
            table.columns = columns;
            table.computed_from = Some(def.query.clone());
            self.tables.insert(def.name.clone(), table);
            return;
        }
        let view = View {
            name: def.name.clone(),
            tree: 0,
            columns: columns.into_iter().map(|column| column.def.name).collect(),
            query: def.query.clone(),
            place,
        };
        self.views.insert(def.name.clone(), view);
    }

    fn drop_table(&mut self, name: &TableName) {
        let Some(key) = self.key(name) else { return };
        self.tables.remove(&key);
        self.triggers.retain(|(_, trigger)| trigger.table != key);
        self.indexes.retain(|_, table| *table != key);
        // The partitions go with it, and foreign keys to it must have gone before, or go by CASCADE.
        self.tables.retain(|_, table| table.partition_of.as_ref() != Some(&key));
        for table in self.tables.values_mut() {
            table.foreign_keys.retain(|(_, foreign)| foreign.to != key);
        }
    }

    fn drop_view(&mut self, name: &TableName) {
        self.views.remove(name);
        if self.table(name).is_some_and(|table| table.computed_from.is_some()) {
            self.drop_table(name);
        }
    }

    fn drop_schema(&mut self, schema: &str) {
        let inside = |name: &TableName| name.schema.as_deref() == Some(schema);
        self.tables.retain(|name, _| !inside(name));
        self.views.retain(|name, _| !inside(name));
        self.enums.retain(|name, _| !inside(name));
        self.routines.retain(|name, _| !inside(name));
        self.triggers.retain(|(_, trigger)| !inside(&trigger.routine) && !inside(&trigger.table));
    }

    /// A table, view or index under a new name, with all that names it.
    fn rename_table(&mut self, place: Place, from: &TableName, to: &TableName) {
        let renamed = |name: &mut TableName, key: &TableName| {
            if name == key {
                *name = to.clone();
            }
        };
        if let Some(mut view) = self.views.remove(from) {
            view.name = to.clone();
            self.views.insert(to.clone(), view);
            return;
        }
        let Some(key) = self.key(from) else { return };
        let Some(mut table) = self.tables.remove(&key) else { return };
        // The line that renames it holds its name of today.
        table.place = place;
        self.tables.insert(to.clone(), table);
        for table in self.tables.values_mut() {
            table.foreign_keys.iter_mut().for_each(|(_, foreign)| renamed(&mut foreign.to, &key));
            table.partition_of.iter_mut().for_each(|parent| renamed(parent, &key));
            table.computed_from.iter_mut().for_each(|query| columns::rename_in(query, &key, to));
        }
        self.triggers.iter_mut().for_each(|(_, trigger)| renamed(&mut trigger.table, &key));
        self.views.values_mut().for_each(|view| columns::rename_in(&mut view.query, &key, to));
        self.indexes.values_mut().for_each(|table| renamed(table, &key));
    }

    /// A foreign key as the draft knows the tables: the target by its own key, and its columns, which are those of
    /// the primary key of that time where none are written.
    pub(super) fn settled(&self, key: &ForeignKey) -> ForeignKey {
        let to = self.key(&key.to).unwrap_or_else(|| key.to.clone());
        let mut to_columns = key.to_columns.clone();
        if let (true, Some(target)) = (to_columns.is_empty(), self.tables.get(&to)) {
            to_columns.clone_from(&target.primary_key);
        }
        ForeignKey { to, to_columns, ..key.clone() }
    }

    /// Adds the columns of a query's result, once each name: the names given first, then those of the query.
    fn project<'a>(
        &self,
        place: Place,
        projected: &[Projected],
        mut names: impl Iterator<Item = &'a str>,
        into: &mut Vec<DraftColumn>,
    ) {
        let mut add = |own: Option<&str>, ty: String| {
            let Some(name) = names.next().or(own) else { return };
            match into.iter_mut().find(|column| column.def.name == name) {
                Some(column) if column.def.ty.is_empty() => column.def.ty = ty,
                Some(_) => {}
                None => {
                    let def = ColumnDef { name: name.to_owned(), ty, nullable: true, ..ColumnDef::default() };
                    into.push(DraftColumn { place, def });
                }
            }
        };
        for one in projected {
            match one {
                Projected::Column { name, ty } => add(name.as_deref(), self.projected_type(ty)),
                Projected::All(tables) => tables.iter().for_each(|table| {
                    for (name, ty) in self.columns_of(table) {
                        add(Some(&name), ty);
                    }
                }),
            }
        }
    }

    /// Every column of a table or view with its type.
    fn columns_of(&self, name: &TableName) -> Vec<(String, String)> {
        if let Some(table) = self.key(name).and_then(|key| self.tables.get(&key)) {
            let columns = table.columns.iter();
            return columns.map(|one| (one.def.name.clone(), stored(&one.def.ty).to_owned())).collect();
        }
        let view = self.views.get(name);
        view.into_iter().flat_map(|view| &view.columns).map(|name| (name.clone(), String::new())).collect()
    }

    fn projected_type(&self, ty: &ProjectedType) -> String {
        match ty {
            ProjectedType::Unknown => String::new(),
            ProjectedType::Said(ty) => ty.clone(),
            ProjectedType::Of { tables, column } => {
                let mut of = tables.iter().flat_map(|table| self.columns_of(table));
                of.find(|(name, _)| name == column).map(|(_, ty)| ty).unwrap_or_default()
            }
        }
    }
}

/// The type of the values of a column that numbers its rows.
fn stored(ty: &str) -> &str {
    match ty {
        "serial" | "serial4" => "integer",
        "bigserial" | "serial8" => "bigint",
        "smallserial" | "serial2" => "smallint",
        other => other,
    }
}
