//! The lines of `gerund facts --schema`: tables, views and enumerated types after all migrations. Partitions are their
//! parents, and what migration tools keep for themselves is no part of it.

use reports::facts_lines::{ColumnLine, FactLine, ForeignKeyLine, SchemaLine};

use crate::Analysis;
use crate::facts::place::Place;
use crate::facts::schema::TableName;
use crate::resolve::schema::{Column, Fk, Schema, Table};

/// One line a table, then a view, then an enumerated type, each sorted by name.
pub(super) fn lines(analysis: &Analysis) -> Box<dyn Iterator<Item = FactLine> + '_> {
    let schema = &analysis.program.schema;
    let tables = schema.tables.iter().map(|table| table_line(analysis, schema, table));
    let views = schema.views.iter().map(|view| SchemaLine {
        columns: view.columns.iter().map(|name| computed(name)).collect(),
        reads: view.query.reads.iter().map(shown).collect(),
        ..line(analysis, "view", &view.name, view.tree, view.place)
    });
    let enums = schema.enums.iter().map(|made| SchemaLine {
        values: made.values.clone(),
        ..line(analysis, "enum", &made.name, made.tree, made.place)
    });
    Box::new(tables.chain(views).chain(enums).map(FactLine::Schema))
}

fn line(analysis: &Analysis, kind: &'static str, name: &TableName, tree: u32, place: Place) -> SchemaLine {
    let trees = &analysis.program.schema.trees;
    SchemaLine {
        kind,
        name: name.name.clone(),
        schema: name.schema.clone(),
        database: trees.get(tree as usize).map(|tree| tree.folders.clone()).unwrap_or_default(),
        file: analysis.paths.get(place.file.0 as usize).cloned().unwrap_or_default(),
        line: place.line,
        ..SchemaLine::default()
    }
}

fn table_line(analysis: &Analysis, schema: &Schema, table: &Table) -> SchemaLine {
    let kind = if table.computed_from.is_some() { "materialized view" } else { "table" };
    let reads = table.computed_from.iter().flat_map(|query| &query.reads);
    let mut foreign_keys: Vec<_> =
        table.foreign_keys.iter().map(|key| foreign_key(schema, table, key)).collect();
    foreign_keys.sort();
    SchemaLine {
        columns: table.columns.iter().map(column).collect(),
        primary_key: names(table, &table.primary_key),
        foreign_keys,
        reads: reads.map(shown).collect(),
        ..line(analysis, kind, &table.name, table.tree, table.place)
    }
}

fn column(column: &Column) -> ColumnLine {
    ColumnLine {
        name: column.name.clone(),
        type_: Some(column.ty.clone()).filter(|ty| !ty.is_empty()),
        nullable: column.nullable,
    }
}

fn computed(name: &str) -> ColumnLine {
    ColumnLine { name: name.to_owned(), type_: None, nullable: true }
}

fn foreign_key(schema: &Schema, table: &Table, key: &Fk) -> ForeignKeyLine {
    let to = schema.get(key.to);
    ForeignKeyLine {
        columns: names(table, &key.columns),
        to: shown(&to.name),
        to_columns: names(to, &key.to_columns),
        on_delete: action(key.on_delete.as_deref()),
        on_update: action(key.on_update.as_deref()),
    }
}

/// `NO ACTION` is what happens when nothing is written.
fn action(written: Option<&str>) -> Option<String> {
    written.map(str::to_uppercase).filter(|action| action != "NO ACTION")
}

fn names(table: &Table, columns: &[u16]) -> Vec<String> {
    columns.iter().map(|&at| table.columns[usize::from(at)].name.clone()).collect()
}

fn shown(name: &TableName) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.clone(),
    }
}
