//! What moves: the boundary's data with the schema's knowledge of it, and where each part of it goes. It drafts nothing.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;

use super::NoMigration;
use super::functions::Functions;
use super::sql;
use crate::document::v1::{Column, Document, ForeignKey, Proposal, Table};

/// A boundary on its way.
pub(super) struct Moving<'d> {
    pub(super) document: &'d Document,
    pub(super) proposal: &'d Proposal,
    pub(super) functions: Functions<'d>,
    /// The service's schema.
    pub(super) schema: String,
    /// What moves, each table after those that it refers to where that can be.
    pub(super) pieces: Vec<Piece<'d>>,
}

/// A table that moves, or the columns of one that stays.
pub(super) struct Piece<'d> {
    /// The table in v1.
    pub(super) table: &'d Table,
    /// Whether all of it moves.
    pub(super) whole: bool,
    /// Its name in v2, without the schema's.
    pub(super) name: String,
    /// What tells its rows apart: the column in v1 and in v2.
    pub(super) key: Vec<(&'d str, String)>,
    /// What moves; the key only where the whole table does.
    pub(super) columns: Vec<&'d Column>,
}

impl<'d> Moving<'d> {
    pub(super) fn of(document: &'d Document, proposal: &'d Proposal) -> Result<Moving<'d>, NoMigration> {
        let owns = &proposal.owns;
        if owns.tables.is_empty() && owns.columns.is_empty() {
            return Err(NoMigration::NoData { name: proposal.name.clone() });
        }
        let unknown =
            |data: &str| NoMigration::UnknownData { name: proposal.name.clone(), data: data.to_owned() };
        let find =
            |name: &str| document.tables.iter().find(|table| table.name == name && !table.columns.is_empty());
        let schema = schema_name(document, &proposal.name);
        let mut used = BTreeSet::new();
        let mut pieces = Vec::new();
        for name in owns.tables.iter().collect::<BTreeSet<_>>() {
            pieces.push(whole(find(name).ok_or_else(|| unknown(name))?, &mut used));
        }
        let mut by_table: BTreeMap<&str, Vec<&Column>> = BTreeMap::new();
        for data in owns.columns.iter().collect::<BTreeSet<_>>() {
            let (table, name) = data.rsplit_once('.').ok_or_else(|| unknown(data))?;
            let found = find(table).ok_or_else(|| unknown(data))?;
            let column = found.columns.iter().find(|one| one.name == name).ok_or_else(|| unknown(data))?;
            // With its table it goes anyway.
            if !owns.tables.contains(&found.name) {
                by_table.entry(&found.name).or_default().push(column);
            }
        }
        for (name, columns) in by_table {
            let table = find(name).ok_or_else(|| unknown(name))?;
            pieces.push(part(document, table, columns, &schema, &mut used));
        }
        let functions = Functions::of(document);
        Ok(Moving { document, proposal, functions, schema, pieces: parents_first(pieces) })
    }

    /// The piece's name in v2, quoted.
    pub(super) fn v2(&self, piece: &Piece<'_>) -> String {
        format!("{}.{}", sql::name(&self.schema), sql::name(&piece.name))
    }

    /// The piece that is this whole table.
    pub(super) fn whole(&self, table: &str) -> Option<&Piece<'d>> {
        self.pieces.iter().find(|piece| piece.whole && piece.table.name == table)
    }

    /// Whether it is owned data: a table, a column, or a column of an owned table.
    pub(super) fn owns(&self, data: &str) -> bool {
        let owns = &self.proposal.owns;
        owns.tables.iter().chain(&owns.columns).any(|one| one == data)
            || data.rsplit_once('.').is_some_and(|(table, _)| owns.tables.iter().any(|one| one == table))
    }

    /// `the tables a and b` …
    pub(super) fn owned_in_words(&self) -> String {
        let code = |names: &[String]| match names {
            [one] => format!("`{one}`"),
            names => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        };
        let (tables, columns) = (&self.proposal.owns.tables, &self.proposal.owns.columns);
        let tables_said = if tables.len() == 1 { "the table" } else { "the tables" };
        let columns_said = if columns.len() == 1 { "the column" } else { "the columns" };
        match (tables.is_empty(), columns.is_empty()) {
            (false, true) => format!("{tables_said} {}", code(tables)),
            (true, _) => format!("{columns_said} {}", code(columns)),
            (false, false) => format!("{tables_said} {} and {columns_said} {}", code(tables), code(columns)),
        }
    }
}

impl<'d> Piece<'d> {
    /// The table in v1, quoted.
    pub(super) fn v1(&self) -> String {
        sql::table(&self.table.name)
    }

    /// All of its columns in v1 and in v2: the key first, where only a part moves.
    pub(super) fn all(&self) -> Vec<(&'d str, String)> {
        let columns = self.columns.iter().map(|column| (column.name.as_str(), column.name.clone()));
        if self.whole { columns.collect() } else { self.key.iter().cloned().chain(columns).collect() }
    }

    /// The condition under which a row has anything that moves; None where every row has. `row` is how the row is called.
    pub(super) fn filled(&self, row: &str) -> Option<String> {
        if self.whole || self.columns.iter().any(|column| column.not_null) {
            return None;
        }
        let set = self.columns.iter().map(|column| format!("{row}{} IS NOT NULL", sql::name(&column.name)));
        Some(set.collect::<Vec<_>>().join(" OR "))
    }

    /// Foreign keys that lie within what moves.
    pub(super) fn inner_keys(&self, moving: &Moving<'_>) -> Vec<&'d ForeignKey> {
        let moves = |key: &&ForeignKey| {
            self.whole
                && moving
                    .whole(&key.to)
                    .is_some_and(|to| !key.columns.is_empty() && !to.table.columns.is_empty())
        };
        self.table.foreign_keys.iter().filter(moves).collect()
    }
}

fn whole<'d>(table: &'d Table, used: &mut BTreeSet<String>) -> Piece<'d> {
    let base = table.name.rsplit('.').next().unwrap_or(&table.name).to_owned();
    let name = if used.insert(base.clone()) { base } else { table.name.replace('.', "_") };
    used.insert(name.clone());
    let key = table.primary_key.iter().map(|column| (column.as_str(), column.clone())).collect();
    Piece { table, whole: true, name, key, columns: table.columns.iter().collect() }
}

fn part<'d>(
    document: &Document,
    table: &'d Table,
    columns: Vec<&'d Column>,
    schema: &str,
    used: &mut BTreeSet<String>,
) -> Piece<'d> {
    let base = table.name.rsplit('.').next().unwrap_or(&table.name);
    let mut name = format!("{base}_{schema}");
    while !used.insert(name.clone()) {
        name.push('_');
    }
    let in_v2 = |column: &str| match table.primary_key.as_slice() {
        [_] => referred_as(document, table).unwrap_or_else(|| column.to_owned()),
        _ => column.to_owned(),
    };
    let mut key: Vec<(&str, String)> = Vec::new();
    for column in &table.primary_key {
        let mut called = in_v2(column);
        while columns.iter().any(|one| one.name == called && one.name != *column) {
            called.push('_');
        }
        key.push((column, called));
    }
    let columns = columns.into_iter().filter(|column| !table.primary_key.contains(&column.name)).collect();
    Piece { table, whole: false, name, key, columns }
}

/// What the schema itself calls the id of the table's rows elsewhere: `company_id` of `companies`.
fn referred_as(document: &Document, table: &Table) -> Option<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let base = table.name.rsplit('.').next().unwrap_or(&table.name);
    let keys = document.tables.iter().flat_map(|one| &one.foreign_keys).filter(|key| key.to == table.name);
    for key in keys {
        let [column] = key.columns.as_slice() else { continue };
        let stem = column.strip_suffix("_id").unwrap_or_default();
        // The last letter may change in the plural: company, companies.
        let mut letters = stem.chars();
        letters.next_back();
        if !letters.as_str().is_empty() && base.starts_with(letters.as_str()) {
            *times.entry(column).or_default() += 1;
        }
    }
    times.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(column, _)| column.to_owned())
}

/// The boundary's name as a schema's, and no name of a schema that is there.
fn schema_name(document: &Document, boundary: &str) -> String {
    let taken: BTreeSet<&str> =
        document.tables.iter().filter_map(|table| Some(table.name.split_once('.')?.0)).collect();
    let mut name = boundary.to_snake_case();
    if name.is_empty() || taken.contains(name.as_str()) {
        name.push_str("_service");
    }
    name
}

/// Each after those that it refers to; where they refer to each other, by name.
fn parents_first(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    pieces.sort_by(|a, b| b.whole.cmp(&a.whole).then(a.table.name.cmp(&b.table.name)));
    let mut ordered: Vec<Piece<'_>> = Vec::new();
    while !pieces.is_empty() {
        let waits = |piece: &Piece<'_>| {
            let to = piece.table.foreign_keys.iter().map(|key| &key.to);
            piece.whole
                && to
                    .filter(|to| **to != piece.table.name)
                    .any(|to| pieces.iter().any(|other| other.whole && other.table.name == *to))
        };
        let next = pieces.iter().position(|piece| !waits(piece)).unwrap_or(0);
        let piece = pieces.remove(next);
        ordered.push(piece);
    }
    ordered
}
