//! Drafts to the schema: the sources of one database are united, and names become numbers.

use std::collections::BTreeMap;

use super::bookkeeping;
use super::built::Stated;
use super::draft::{Draft, DraftTable};
use super::homes::Homes;
use super::lookup::{self, Index};
use super::trees::{self, Database, Grown};
use super::{Column, Disagreement, EnumType, Fk, Schema, Table, Tree, Trigger, View};
use crate::facts::file::FileFacts;
use crate::facts::gap::Gap;
use crate::facts::schema::{ForeignKey, SchemaSource, TableName};
use crate::resolve::ids::TableId;
use crate::source::SourceTree;

impl Schema {
    /// What the changes of all files add up to.
    pub(crate) fn build(tree: &SourceTree, files: &[FileFacts], stated: &Stated) -> (Schema, Vec<Gap>) {
        let mut schema = Schema::default();
        let mut all: Vec<(u32, Draft, Vec<TableName>)> = Vec::new();
        let databases = trees::databases(tree, files, stated);
        schema.homes = Homes::of(tree, databases.iter().map(places).collect());
        for (at, database) in databases.into_iter().enumerate() {
            let tree = u32::try_from(at).unwrap_or(u32::MAX);
            let folders = folders(&database);
            let draft = unite(database, &mut schema.disagreements);
            let names = kept(&draft);
            schema.trees.push(Tree { folders, tables: u32::try_from(names.len()).unwrap_or(u32::MAX) });
            all.push((tree, draft, names));
        }
        schema.number(&all);
        schema.disagreements.sort();
        schema.disagreements.dedup();
        (schema, Vec::new())
    }

    /// Gives the tables of all databases their numbers, then resolves what names them.
    fn number(&mut self, all: &[(u32, Draft, Vec<TableName>)]) {
        let mut order: Vec<(String, u32, &TableName, &Draft)> = Vec::new();
        for (tree, draft, names) in all {
            order.extend(names.iter().map(|name| (lookup::display(name), *tree, name, draft)));
        }
        order.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let mut ids: BTreeMap<(u32, &TableName), TableId> = BTreeMap::new();
        for (at, (_, tree, name, _)) in order.iter().enumerate() {
            ids.insert((*tree, name), TableId(u32::try_from(at).unwrap_or(u32::MAX)));
        }
        for (_, tree, name, draft) in &order {
            let table = &draft.tables[*name];
            self.tables.push(made(name, *tree, table));
        }
        for (at, (_, tree, name, draft)) in order.iter().enumerate() {
            let keys = draft.tables[*name].foreign_keys.iter();
            let id = |name: &TableName| ids.get(&(*tree, name)).copied();
            let keys = keys.filter_map(|(place, key)| {
                let to = draft.key(&key.to).map(|to| whole(draft, &to)).and_then(|to| id(&to))?;
                Some(self.foreign_key(at, key, to, *place))
            });
            let keys = keys.collect();
            self.tables[at].foreign_keys = keys;
        }
        let mut index = Index::of(&self.tables);
        for (tree, draft, _) in all {
            let id = |name: &TableName| {
                let whole = draft.key(name).map(|name| self::whole(draft, &name))?;
                ids.get(&(*tree, &whole)).copied()
            };
            for (name, _) in draft.tables.iter().filter(|(_, table)| table.partition_of.is_some()) {
                if let Some(table) = id(name) {
                    index.alias(name, table);
                }
            }
            for (place, def) in &draft.triggers {
                if let Some(table) = id(&def.table) {
                    self.triggers.push(Trigger {
                        name: def.name.clone(),
                        table,
                        events: def.events.clone(),
                        routine: def.routine.clone(),
                        place: *place,
                    });
                }
            }
            let tree = *tree;
            self.views.extend(draft.views.values().map(|view| View { tree, ..view.clone() }));
            self.enums.extend(draft.enums.values().map(|made| EnumType { tree, ..made.clone() }));
            self.routines.extend(draft.routines.values().cloned());
        }
        self.views.sort_by(|a: &View, b| a.name.cmp(&b.name));
        self.enums.sort_by(|a, b| a.name.cmp(&b.name));
        self.routines.sort_by(|a, b| a.name.cmp(&b.name));
        self.triggers.sort_by(|a, b| (a.table, &a.name).cmp(&(b.table, &b.name)));
        self.index = index;
    }

    fn foreign_key(
        &self,
        from: usize,
        key: &ForeignKey,
        to: TableId,
        place: crate::facts::place::Place,
    ) -> Fk {
        let target = self.get(to);
        let to_columns = if key.to_columns.is_empty() {
            target.primary_key.clone()
        } else {
            numbers(&target.columns, &key.to_columns)
        };
        Fk {
            columns: numbers(&self.tables[from].columns, &key.columns),
            to,
            to_columns,
            on_delete: key.on_delete.clone(),
            on_update: key.on_update.clone(),
            place,
        }
    }
}

/// Folders of all that makes the database, code included.
fn places(database: &Database) -> Vec<String> {
    let declared = database.iter().flat_map(|grown| grown.declared_in.iter().cloned());
    folders(database).into_iter().chain(declared).collect()
}

fn folders(database: &Database) -> Vec<String> {
    let mut folders: Vec<String> =
        database.iter().map(|grown| grown.folder.clone()).filter(|folder| !folder.is_empty()).collect();
    folders.sort();
    folders.dedup();
    folders
}

/// Names of the tables that count: not the partitions of others, not the catalogue's.
fn kept(draft: &Draft) -> Vec<TableName> {
    let counts = |name: &TableName, table: &DraftTable| {
        table.partition_of.is_none() && !is_catalog(name) && !bookkeeping::is(name, table)
    };
    draft.tables.iter().filter(|(name, table)| counts(name, table)).map(|(name, _)| name.clone()).collect()
}

/// Code may declare the database's own catalogue to query it.
fn is_catalog(name: &TableName) -> bool {
    match name.schema.as_deref() {
        Some(schema) => matches!(schema, "information_schema" | "pg_catalog" | "crdb_internal"),
        None => name.name.starts_with("pg_") || name.name.starts_with("sqlite_"),
    }
}

/// The table of which this one is a partition, however deep; itself if it is none.
fn whole(draft: &Draft, name: &TableName) -> TableName {
    let mut name = name.clone();
    for _ in 0..8 {
        match draft.tables.get(&name).and_then(|table| table.partition_of.clone()) {
            Some(parent) => name = parent,
            None => break,
        }
    }
    name
}

fn numbers(columns: &[Column], names: &[String]) -> Vec<u16> {
    names.iter().filter_map(|name| lookup::position(columns, name)).collect()
}

fn made(name: &TableName, tree: u32, draft: &DraftTable) -> Table {
    let columns: Vec<Column> = draft
        .columns
        .iter()
        .take(usize::from(u16::MAX))
        .map(|column| Column {
            name: column.def.name.clone(),
            ty: column.def.ty.clone(),
            nullable: column.def.nullable && !draft.primary_key.contains(&column.def.name),
            default: column.def.default.clone(),
            generated: column.def.generated,
            place: column.place,
        })
        .collect();
    Table {
        name: name.clone(),
        tree,
        source: draft.source,
        primary_key: numbers(&columns, &draft.primary_key),
        uniques: draft.uniques.iter().map(|unique| numbers(&columns, &unique.what)).collect(),
        foreign_keys: Vec::new(),
        checks: draft.checks.iter().map(|check| check.what.clone()).collect(),
        indexes: draft.indexes.iter().map(|index| numbers(&columns, &index.what)).collect(),
        place: draft.place,
        computed_from: draft.computed_from.clone(),
        columns,
    }
}

/// One draft of all: the first is to be trusted most, and the others add what it does not have.
fn unite(database: Database, disagreements: &mut Vec<Disagreement>) -> Draft {
    let mut grown = database.into_iter();
    let Some(Grown { draft: mut united, source: trusted, .. }) = grown.next() else {
        return Draft::default();
    };
    for other in grown {
        let compared = (trusted, other.source);
        let imagined = other.source == SchemaSource::Code && covers(&united, &other.draft);
        for (name, table) in other.draft.tables {
            if is_view(&united, &name) || is_catalog(&name) {
                continue;
            }
            if imagined && !table.entity && united.key(&name).is_none() {
                let (table, place) = (lookup::display(&name), table.place);
                disagreements.push(Disagreement { table, column: None, only_in: other.source, place });
                continue;
            }
            add_table(&mut united, name, table, compared, disagreements);
        }
        for (name, view) in other.draft.views {
            if united.key(&name).is_none() {
                united.views.entry(name).or_insert(view);
            }
        }
        for (name, made) in other.draft.enums {
            united.enums.entry(name).or_insert(made);
        }
        for (name, routine) in other.draft.routines {
            united.routines.insert(name, routine);
        }
        for (place, mut trigger) in other.draft.triggers {
            trigger.table = united.key(&trigger.table).unwrap_or(trigger.table);
            if !united.triggers.iter().any(|(_, one)| one.name == trigger.name && one.table == trigger.table)
            {
                united.triggers.push((place, trigger));
            }
        }
    }
    united
}

fn is_view(draft: &Draft, name: &TableName) -> bool {
    draft.views.keys().any(|view| view.name.eq_ignore_ascii_case(&name.name))
}

/// Whether SQL makes most of the tables that code declares: then the rest of those are temporary tables and shapes of
/// query results, which code declares in the same way, but entities.
fn covers(made: &Draft, declared: &Draft) -> bool {
    let is_made = |name: &&TableName| made.key(name).is_some() || is_view(made, name);
    let known = declared.tables.keys().filter(is_made).count();
    known * 3 >= declared.tables.len() * 2
}

fn add_table(
    united: &mut Draft,
    name: TableName,
    table: DraftTable,
    (trusted, source): (SchemaSource, SchemaSource),
    disagreements: &mut Vec<Disagreement>,
) {
    let report = source != trusted;
    // Code may declare keys to join by that the database does not know.
    let keys = source != SchemaSource::Code || trusted == SchemaSource::Code;
    let shown = lookup::display(&name);
    let Some(key) = united.key(&name) else {
        if report {
            let place = table.place;
            disagreements.push(Disagreement { table: shown, column: None, only_in: source, place });
        }
        united.tables.insert(name, table);
        return;
    };
    let foreign: Vec<_> =
        table.foreign_keys.iter().map(|(place, key)| (*place, united.settled(key))).collect();
    let Some(into) = united.tables.get_mut(&key) else { return };
    if report {
        let lacking = into.columns.iter().filter(|column| !table.has_column(&column.def.name));
        disagreements.extend(lacking.map(|column| Disagreement {
            table: shown.clone(),
            column: Some(column.def.name.clone()),
            only_in: trusted,
            place: column.place,
        }));
    }
    for column in table.columns {
        if into.has_column(&column.def.name) {
            continue;
        }
        if report {
            disagreements.push(Disagreement {
                table: shown.clone(),
                column: Some(column.def.name.clone()),
                only_in: source,
                place: column.place,
            });
        }
        into.columns.push(column);
    }
    if into.primary_key.is_empty() && keys {
        into.primary_key = table.primary_key;
    }
    for (place, foreign) in foreign.into_iter().filter(|_| keys) {
        super::columns::add_foreign_key(into, &key, place, &foreign);
    }
}
