//! The logical schema: what the changes of all files add up to. It knows no parser; it applies changes and unites
//! what migrations, dumps and declarations in code say.

mod apply;
pub(crate) mod bookkeeping;
pub(crate) mod built;
mod columns;
mod draft;
pub(crate) mod homes;
mod lookup;
mod texts;
mod trees;
mod unite;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::ids::{ColumnId, TableId};
use crate::facts::place::Place;
use crate::facts::schema::{SchemaSource, TableName};
use crate::facts::statement::SqlStatement;

/// The database of the monolith, or its databases: each table says which tree it comes from.
#[derive(Debug, Default)]
pub(crate) struct Schema {
    /// Sorted by name, then tree.
    pub(crate) tables: Vec<Table>,
    /// Sorted by name. Materialised views hold rows of their own and are tables.
    pub(crate) views: Vec<View>,
    pub(crate) enums: Vec<EnumType>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) routines: Vec<Routine>,
    /// Where the sources of the schema contradict each other.
    pub(crate) disagreements: Vec<Disagreement>,
    /// The databases, the main one first. A table's `tree` is an index into them.
    pub(crate) trees: Vec<Tree>,
    /// Whose database a file speaks of.
    pub(crate) homes: homes::Homes,
    index: lookup::Index,
}

/// One logical database: the folders whose files make it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tree {
    /// Folders from the analysed root; empty for one that only code declares.
    pub(crate) folders: Vec<String>,
    pub(crate) tables: u32,
}

/// A table of today.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: TableName,
    /// Index into `Schema::trees`.
    pub(crate) tree: u32,
    pub(crate) source: SchemaSource,
    /// In the order of the schema; a [`ColumnId`] is an index into them.
    pub(crate) columns: Vec<Column>,
    pub(crate) primary_key: Vec<u16>,
    pub(crate) uniques: Vec<Vec<u16>>,
    pub(crate) foreign_keys: Vec<Fk>,
    pub(crate) checks: Vec<String>,
    pub(crate) indexes: Vec<Vec<u16>>,
    /// Where it is created.
    pub(crate) place: Place,
    /// For a materialised view: what it is computed from.
    pub(crate) computed_from: Option<SqlStatement>,
}

/// A column of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) ty: String,
    pub(crate) nullable: bool,
    pub(crate) default: Option<String>,
    pub(crate) generated: bool,
    /// Where it is added.
    pub(crate) place: Place,
}

/// A foreign key to a table of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fk {
    pub(crate) columns: Vec<u16>,
    pub(crate) to: TableId,
    pub(crate) to_columns: Vec<u16>,
    /// `CASCADE`, `SET NULL` …
    pub(crate) on_delete: Option<String>,
    pub(crate) on_update: Option<String>,
    pub(crate) place: Place,
}

/// A view with what its query reads.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) name: TableName,
    /// Index into `Schema::trees`.
    pub(crate) tree: u32,
    pub(crate) columns: Vec<String>,
    pub(crate) query: SqlStatement,
    pub(crate) place: Place,
}

/// An enumerated type of the database.
#[derive(Debug, Clone)]
pub(crate) struct EnumType {
    pub(crate) name: TableName,
    /// Index into `Schema::trees`.
    pub(crate) tree: u32,
    pub(crate) values: Vec<String>,
    pub(crate) place: Place,
}

/// A trigger on a table of the schema.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    pub(crate) name: String,
    pub(crate) table: TableId,
    /// `INSERT`, `UPDATE`, `DELETE`, `TRUNCATE`.
    pub(crate) events: Vec<String>,
    pub(crate) routine: TableName,
    pub(crate) place: Place,
}

/// A function or procedure with what its body does.
#[derive(Debug, Clone)]
pub(crate) struct Routine {
    pub(crate) name: TableName,
    pub(crate) language: String,
    pub(crate) statements: Vec<SqlStatement>,
    /// Columns that it names of the rows that a trigger is given; `*`: any.
    pub(crate) row_columns: Vec<String>,
    /// Parts of its body that were not understood.
    pub(crate) refused: Vec<String>,
    pub(crate) place: Place,
}

/// Two sources of the schema that say different things.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Disagreement {
    pub(crate) table: String,
    /// None: the whole table.
    pub(crate) column: Option<String>,
    /// The source that has it; the others do not.
    pub(crate) only_in: SchemaSource,
    pub(crate) place: Place,
}

impl Schema {
    /// A schema of nothing but tables, sorted by name.
    pub(crate) fn of_tables(tables: Vec<Table>) -> Schema {
        Schema { index: lookup::Index::of(&tables), tables, ..Schema::default() }
    }

    /// The tables that a trigger's routine writes.
    pub(crate) fn written_by(&self, trigger: &Trigger) -> BTreeSet<TableId> {
        let routine = self.routines.iter().find(|routine| routine.name == trigger.routine);
        let writes = routine.iter().flat_map(|routine| &routine.statements).flat_map(|one| &one.writes);
        writes.filter_map(|name| self.table(name)).collect()
    }

    pub(crate) fn get(&self, table: TableId) -> &Table {
        &self.tables[table.0 as usize]
    }

    pub(crate) fn column_of(&self, column: ColumnId) -> &Column {
        &self.get(column.table).columns[usize::from(column.column)]
    }

    /// Every table, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = TableId> {
        (0..u32::try_from(self.tables.len()).unwrap_or(u32::MAX)).map(TableId)
    }
}
