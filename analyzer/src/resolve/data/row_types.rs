//! Structs that stand for rows without a library's saying so: `User` beside a table `users` with the same columns, which
//! `save` writes by SQL text. What is assigned to one's fields is what whoever saves it changes. It says nothing about
//! statements: those are the texts'.

use rustc_hash::FxHashMap;

use crate::facts::Name;
use crate::facts::item::TypeKind;
use crate::resolve::defs::{Definitions, TypeId, count};
use crate::resolve::ids::TableId;
use crate::resolve::schema::{Schema, Table};

/// Fewer columns than this are no row's.
const LEAST: usize = 3;

/// A row's table, and the columns that fields of the same names stand for.
#[derive(Debug)]
pub(super) struct RowType {
    pub(super) table: Name,
    pub(super) columns: Vec<Name>,
}

/// The structs whose names tell a table and most of whose fields are most of its columns.
pub(super) fn find(defs: &Definitions<'_>, schema: &Schema) -> FxHashMap<TypeId, RowType> {
    let stems: Vec<String> = schema.tables.iter().map(|table| stem(&table.name.name)).collect();
    let own = (0..count(&defs.types)).map(TypeId).filter(|id| defs.is_own_type(*id));
    own.filter_map(|id| Some((id, row_type(defs, schema, &stems, id)?))).collect()
}

fn row_type(defs: &Definitions<'_>, schema: &Schema, stems: &[String], id: TypeId) -> Option<RowType> {
    let def = defs.type_(id);
    let TypeKind::Struct(fields) = &def.kind else { return None };
    if fields.len() < LEAST || def.test {
        return None;
    }
    let name = flat(&def.name);
    let named = (0..).zip(stems).filter(|(_, stem)| !stem.is_empty() && name.contains(stem.as_str()));
    let shared = |table: &Table| fields.iter().filter(|field| has(table, &field.name)).count();
    let fits = |table: &Table| {
        let shared = shared(table);
        shared >= LEAST && shared * 4 >= fields.len() * 3 && shared * 3 >= table.columns.len() * 2
    };
    let tables = named.map(|(at, stem)| (schema.get(TableId(at)), stem)).filter(|(table, _)| fits(table));
    // `UserToken` is of user tokens and not of users.
    let (table, _) = tables.max_by_key(|(table, stem)| (stem.len(), shared(table)))?;
    let columns = fields.iter().map(|field| field.name).filter(|name| has(table, name)).collect();
    let name = match &table.name.schema {
        Some(schema) => Name::from(&format!("{schema}.{}", table.name.name)),
        None => Name::from(&table.name.name),
    };
    Some(RowType { table: name, columns })
}

fn has(table: &Table, field: &str) -> bool {
    let field = field.trim_start_matches("r#");
    table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(field))
}

/// The table's name in one word and without an ending for many.
fn stem(table: &str) -> String {
    let flat = flat(table);
    let ending =
        ["ies", "es", "s"].into_iter().find(|ending| flat.len() > ending.len() + 2 && flat.ends_with(ending));
    flat[..flat.len() - ending.map_or(0, str::len)].to_owned()
}

fn flat(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}
