//! A schema while changes are applied to it: names instead of numbers.

use std::collections::BTreeMap;

use crate::facts::place::Place;
use crate::facts::schema::{ColumnDef, ForeignKey, SchemaSource, TableName, TriggerDef};
use crate::facts::statement::SqlStatement;

use super::{EnumType, Routine, View};

/// What one tree of files makes.
#[derive(Debug, Default, Clone)]
pub(super) struct Draft {
    pub(super) tables: BTreeMap<TableName, DraftTable>,
    pub(super) views: BTreeMap<TableName, View>,
    pub(super) enums: BTreeMap<TableName, EnumType>,
    pub(super) triggers: Vec<(Place, TriggerDef)>,
    pub(super) routines: BTreeMap<TableName, Routine>,
    /// Indexes by their own name: the table, and whether it keeps a key.
    pub(super) indexes: BTreeMap<String, TableName>,
}

#[derive(Debug, Clone)]
pub(super) struct DraftTable {
    pub(super) place: Place,
    pub(super) source: SchemaSource,
    pub(super) columns: Vec<DraftColumn>,
    pub(super) primary_key: Vec<String>,
    pub(super) primary_key_name: String,
    pub(super) uniques: Vec<Named<Vec<String>>>,
    pub(super) checks: Vec<Named<String>>,
    pub(super) indexes: Vec<Named<Vec<String>>>,
    pub(super) foreign_keys: Vec<(Place, ForeignKey)>,
    pub(super) partition_of: Option<TableName>,
    pub(super) computed_from: Option<SqlStatement>,
    /// Code says that its rows are entities.
    pub(super) entity: bool,
}

impl DraftTable {
    pub(super) fn new(place: Place, source: SchemaSource, name: &TableName) -> Self {
        DraftTable {
            place,
            source,
            columns: Vec::new(),
            primary_key: Vec::new(),
            primary_key_name: format!("{}_pkey", name.name),
            uniques: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            partition_of: None,
            computed_from: None,
            entity: false,
        }
    }

    pub(super) fn column(&mut self, name: &str) -> Option<&mut DraftColumn> {
        self.columns.iter_mut().find(|column| column.def.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.def.name.eq_ignore_ascii_case(name))
    }
}

#[derive(Debug, Clone)]
pub(super) struct DraftColumn {
    pub(super) place: Place,
    pub(super) def: ColumnDef,
}

impl DraftColumn {
    /// A column of a statement at that place.
    pub(super) fn new(statement: Place, def: &ColumnDef) -> Self {
        let place = Place::new(statement.file, statement.line.saturating_add(def.line));
        DraftColumn { place, def: def.clone() }
    }
}

/// Something with the name of its constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named<T> {
    pub(super) name: String,
    pub(super) what: T,
}

impl Draft {
    /// The key under which a table of that name stands: with its schema, or by its name alone where that is enough.
    pub(super) fn key(&self, name: &TableName) -> Option<TableName> {
        if self.tables.contains_key(name) {
            return Some(name.clone());
        }
        let mut fits = self.tables.keys().filter(|key| {
            key.name.eq_ignore_ascii_case(&name.name)
                && (name.schema.is_none() || key.schema.is_none() || key.schema == name.schema)
        });
        let first = fits.next()?;
        match fits.next() {
            None => Some(first.clone()),
            Some(_) => None,
        }
    }

    pub(super) fn table(&mut self, name: &TableName) -> Option<&mut DraftTable> {
        let key = self.key(name)?;
        self.tables.get_mut(&key)
    }
}
