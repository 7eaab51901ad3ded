//! From files to drafts: which files make one database, in what order they are applied, and which database is the
//! main one.

use std::collections::{BTreeMap, BTreeSet};

use super::built::Stated;
use super::draft::Draft;
use super::homes::Places;
use super::texts;
use crate::facts::file::{FileFacts, SchemaFacts};
use crate::facts::schema::{Change, SchemaSource, TableName};
use crate::source::{FileId, SourceTree};

/// What the files of one folder make.
#[derive(Debug)]
pub(super) struct Grown {
    pub(super) folder: String,
    pub(super) source: SchemaSource,
    pub(super) draft: Draft,
    /// Folders of the code that declares it.
    pub(super) declared_in: Vec<String>,
}

/// One logical database: the drafts that speak of the same tables, the one to trust most first.
pub(super) type Database = Vec<Grown>;

/// Every database that the files make, the main one first. What code declares of a database is its last draft.
pub(super) fn databases(tree: &SourceTree, files: &[FileFacts], stated: &Stated) -> Vec<Database> {
    let mut folders: BTreeMap<(&str, SchemaSource), Vec<&SchemaFacts>> = BTreeMap::new();
    let written = files.iter().filter_map(|file| file.schema.as_ref()).chain(&stated.migrations);
    for facts in written.filter(|facts| facts.source != SchemaSource::Code) {
        folders.entry((&facts.tree, facts.source)).or_default().push(facts);
    }
    let dumps: Vec<String> = folders
        .iter()
        .filter(|((_, source), files)| {
            *source == SchemaSource::Dump && files.iter().any(|file| makes_tables(file))
        })
        .map(|((folder, _), _)| (*folder).to_owned())
        .collect();
    let mut grown = Vec::new();
    for ((folder, source), mut files) in folders {
        files.sort_by(|a, b| a.order.cmp(&b.order));
        // What takes a step of the folder back is no step.
        let steps = files.clone();
        files.retain(|file| !steps.iter().any(|other| file.order.undoes(&other.order)));
        if source == SchemaSource::Migration && superseded(folder, &files, &dumps) {
            continue;
        }
        let mut draft = Draft::default();
        files.iter().for_each(|file| apply(&mut draft, file));
        grown.push(Grown { folder: folder.to_owned(), source, draft, declared_in: Vec::new() });
    }
    let mut databases = grouped(grown);
    let declarations = Declaration::all(files);
    let names: BTreeSet<String> = declarations.iter().flat_map(|one| one.tables.iter().cloned()).collect();
    databases.sort_by_key(|database| std::cmp::Reverse(weight(database, &names)));
    texts::apply(tree, &mut databases, &stated.texts, &names);
    declare(tree, &mut databases, &declarations);
    databases
}

/// By database, the folders that its drafts come from.
pub(super) fn folders(databases: &[Database]) -> Vec<Vec<String>> {
    databases.iter().map(|database| database.iter().map(|one| one.folder.clone()).collect()).collect()
}

/// What one file of code declares.
struct Declaration<'a> {
    file: FileId,
    facts: &'a SchemaFacts,
    /// Names of the tables that it is about.
    tables: BTreeSet<String>,
}

impl<'a> Declaration<'a> {
    /// Those of all files, in the order of the files.
    fn all(files: &'a [FileFacts]) -> Vec<Declaration<'a>> {
        let one = |file: &'a FileFacts| {
            let facts = file.schema.as_ref().filter(|facts| facts.source == SchemaSource::Code)?;
            let tables = facts.changes.iter().filter_map(|ddl| declared(&ddl.change)).map(plain).collect();
            Some(Declaration { file: file.file, facts, tables })
        };
        files.iter().filter_map(one).collect()
    }
}

/// The table that a declaration in code is about.
fn declared(change: &Change) -> Option<&TableName> {
    match change {
        Change::CreateTable(def) => def.name.as_ref(),
        Change::AddForeignKey { table, .. } => Some(table),
        _ => None,
    }
}

/// Gives every database what code declares of it.
fn declare(tree: &SourceTree, databases: &mut Vec<Database>, declarations: &[Declaration<'_>]) {
    let places = Places::of(tree, folders(databases));
    let homes: Vec<usize> = declarations.iter().map(|one| of_declaration(&places, databases, one)).collect();
    let mut drafts: BTreeMap<usize, Grown> = BTreeMap::new();
    for (one, at) in declarations.iter().zip(homes) {
        let grown = drafts.entry(at).or_insert_with(|| Grown {
            folder: String::new(),
            source: SchemaSource::Code,
            draft: Draft::default(),
            declared_in: Vec::new(),
        });
        apply(&mut grown.draft, one.facts);
        grown.declared_in.push(tree.get(one.file).dir().to_owned());
    }
    for (at, grown) in drafts.into_iter().filter(|(_, grown)| !grown.draft.tables.is_empty()) {
        match databases.get_mut(at) {
            Some(database) => database.push(grown),
            None => databases.push(vec![grown]),
        }
    }
}

/// The database that a file of code declares: that which lies nearest among those that know at least half of its tables,
/// else that which knows most of them, else the main one.
fn of_declaration(places: &Places<'_>, databases: &[Database], one: &Declaration<'_>) -> usize {
    let known = |database: &Database| {
        let knows = |name: &&String| {
            let name = TableName::plain(name.as_str());
            database.iter().any(|grown| grown.draft.key(&name).is_some())
        };
        one.tables.iter().filter(knows).count()
    };
    let counts: Vec<usize> = databases.iter().map(known).collect();
    let well: Vec<usize> =
        (0..counts.len()).filter(|at| counts[*at] > 0 && counts[*at] * 2 >= one.tables.len()).collect();
    let most = (0..counts.len()).filter(|at| counts[*at] > 0).max_by_key(|at| (counts[*at], usize::MAX - at));
    places.home(one.file, &well).or(most).unwrap_or_default()
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
pub(super) fn common(a: &str, b: &str) -> usize {
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

/// The name alone, in small letters.
pub(super) fn plain(name: &TableName) -> String {
    name.name.to_lowercase()
}

/// The main database is the one that the code declares, else the one with the most tables.
fn weight(database: &Database, declared: &BTreeSet<String>) -> (usize, usize) {
    let tables: BTreeSet<String> =
        database.iter().flat_map(|grown| grown.draft.tables.keys().map(plain)).collect();
    (tables.intersection(declared).count(), tables.len())
}
