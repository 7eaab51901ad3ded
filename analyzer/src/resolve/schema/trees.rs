//! From files to drafts: which files make one database, in what order they are applied, and which database is the
//! main one.

use std::collections::{BTreeMap, BTreeSet};

use super::built::Stated;
use super::draft::Draft;
use super::texts;
use crate::facts::file::{FileFacts, SchemaFacts};
use crate::facts::schema::{Change, SchemaSource, TableName};

/// What the files of one folder make.
#[derive(Debug)]
pub(super) struct Grown {
    pub(super) folder: String,
    pub(super) source: SchemaSource,
    pub(super) draft: Draft,
}

/// One logical database: the drafts that speak of the same tables, the one to trust most first.
pub(super) type Database = Vec<Grown>;

/// Every database that the files make, the main one first. What code declares is the last draft of the main one.
pub(super) fn databases(files: &[FileFacts], stated: &Stated) -> Vec<Database> {
    let mut folders: BTreeMap<(&str, SchemaSource), Vec<&SchemaFacts>> = BTreeMap::new();
    for facts in files.iter().filter_map(|file| file.schema.as_ref()).chain(&stated.migrations) {
        folders.entry((&facts.tree, facts.source)).or_default().push(facts);
    }
    let dumps: Vec<String> = folders
        .iter()
        .filter(|((_, source), files)| {
            *source == SchemaSource::Dump && files.iter().any(|file| makes_tables(file))
        })
        .map(|((folder, _), _)| (*folder).to_owned())
        .collect();
    let mut declared = Draft::default();
    let mut grown = Vec::new();
    for ((folder, source), mut files) in folders {
        files.sort_by(|a, b| a.order.cmp(&b.order));
        if source == SchemaSource::Code {
            files.iter().for_each(|file| apply(&mut declared, file));
            continue;
        }
        if source == SchemaSource::Migration && superseded(folder, &files, &dumps) {
            continue;
        }
        let mut draft = Draft::default();
        files.iter().for_each(|file| apply(&mut draft, file));
        grown.push(Grown { folder: folder.to_owned(), source, draft });
    }
    let mut databases = grouped(grown);
    let names: BTreeSet<String> = declared.tables.keys().map(plain).collect();
    databases.sort_by_key(|database| std::cmp::Reverse(weight(database, &names)));
    texts::apply(&mut databases, &stated.texts);
    if !declared.tables.is_empty() {
        let code = Grown { folder: String::new(), source: SchemaSource::Code, draft: declared };
        match databases.first_mut() {
            Some(main) => main.push(code),
            None => databases.push(vec![code]),
        }
    }
    databases
}

fn apply(draft: &mut Draft, file: &SchemaFacts) {
    file.changes.iter().for_each(|ddl| draft.apply(ddl, file.source));
}

fn makes_tables(file: &SchemaFacts) -> bool {
    file.changes.iter().any(|ddl| matches!(ddl.change, Change::CreateTable(_)))
}

/// Steps without versions have no order that can be known: a dump in the folder or around it says what they lead to.
fn superseded(folder: &str, files: &[&SchemaFacts], dumps: &[String]) -> bool {
    let ordered = files.iter().all(|file| !file.order.version.is_empty());
    !ordered && dumps.iter().any(|dump| encloses(dump, folder))
}

fn encloses(outer: &str, inner: &str) -> bool {
    outer == inner || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
}

/// Puts together what speaks of the same tables: trees per back end, a dump beside its migrations; and files that
/// make no table (replaceable routines and triggers) with the tree whose tables they name or that lies nearest.
fn grouped(grown: Vec<Grown>) -> Vec<Database> {
    let mut databases: Vec<Database> = Vec::new();
    let mut trees = grown;
    trees.sort_by(|a, b| {
        (a.source, preference(&a.folder), std::cmp::Reverse(a.draft.tables.len()), &a.folder).cmp(&(
            b.source,
            preference(&b.folder),
            std::cmp::Reverse(b.draft.tables.len()),
            &b.folder,
        ))
    });
    let (with_tables, without): (Vec<Grown>, Vec<Grown>) =
        trees.into_iter().partition(|tree| !tree.draft.tables.is_empty());
    for tree in with_tables {
        match databases.iter_mut().find(|database| overlap(&database[0].draft, &tree.draft)) {
            Some(database) => database.push(tree),
            None => databases.push(vec![tree]),
        }
    }
    for tree in without {
        let nearest = (0..databases.len()).max_by_key(|&at| {
            (
                triggered(&databases[at], &tree),
                common(&databases[at][0].folder, &tree.folder),
                usize::MAX - at,
            )
        });
        match nearest {
            Some(at) => databases[at].push(tree),
            None => databases.push(vec![tree]),
        }
    }
    databases
}

/// How many of the tree's triggers and routines name tables of the database.
fn triggered(database: &Database, tree: &Grown) -> usize {
    let known = |name: &TableName| database.iter().any(|grown| grown.draft.key(name).is_some());
    let triggers = tree.draft.triggers.iter().filter(|(_, trigger)| known(&trigger.table)).count();
    let statements = tree.draft.routines.values().flat_map(|routine| &routine.statements);
    triggers
        + statements.flat_map(|one| one.reads.iter().chain(&one.writes)).filter(|name| known(name)).count()
}

/// Path segments that two folders share from the root on.
fn common(a: &str, b: &str) -> usize {
    a.split('/').zip(b.split('/')).take_while(|(a, b)| a == b).count()
}

/// Of trees per back end PostgreSQL's says most about types and keys.
fn preference(folder: &str) -> u8 {
    let folder = folder.to_lowercase();
    let words: Vec<&str> = folder.split(['/', '_', '-']).collect();
    let any = |names: &[&str]| names.iter().any(|name| words.contains(name));
    if any(&["postgres", "postgresql", "pg", "crdb"]) {
        0
    } else if any(&["mysql", "mariadb", "sqlite", "clickhouse"]) {
        2
    } else {
        1
    }
}

/// Whether at least half of the smaller one's tables stand in the other.
fn overlap(a: &Draft, b: &Draft) -> bool {
    let names: BTreeSet<String> = a.tables.keys().map(plain).collect();
    let shared = b.tables.keys().filter(|name| names.contains(&plain(name))).count();
    let smaller = a.tables.len().min(b.tables.len());
    shared > 0 && shared * 2 >= smaller
}

fn plain(name: &TableName) -> String {
    name.name.to_lowercase()
}

/// The main database is the one that the code declares, else the one with the most tables.
fn weight(database: &Database, declared: &BTreeSet<String>) -> (usize, usize) {
    let tables: BTreeSet<String> =
        database.iter().flat_map(|grown| grown.draft.tables.keys().map(plain)).collect();
    (tables.intersection(declared).count(), tables.len())
}
