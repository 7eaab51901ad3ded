//! What changed between two states of the code: tables, columns, foreign keys, who accesses what, calls between boundaries, and what
//! that makes of the boundaries. A value, made of two documents; renderers print it. No line is part of what makes two
//! entries one: code that only moved inside its file has not changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::comparison::{Comparison, compare_by_name};
use crate::document::v1::Document;
use crate::document::v1::graph::{CallKind, Graph, Mode};

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Tables.
    pub tables: Changes<String>,
    /// `table.column`, of tables that are in both.
    pub columns: Changes<String>,
    /// `table(column) → table(column)`
    pub foreign_keys: Changes<String>,
    /// Functions that access data.
    pub accesses: Changes<Access>,
    /// Functions that do what they did under another name or in another file.
    pub moved: Vec<Moved>,
    /// Calls from one boundary into another, of boundaries that are in both.
    pub calls: Changes<Crossing>,
    /// Boundaries with every figure beside the one before.
    pub boundaries: Comparison,
}

/// What is there and was not, and what was there and is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes<T> {
    /// Only in the new document.
    pub added: Vec<T>,
    /// Only in the old one.
    pub removed: Vec<T>,
}

impl<T> Default for Changes<T> {
    fn default() -> Self {
        Changes { added: Vec::new(), removed: Vec::new() }
    }
}

impl<T> Changes<T> {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// A function that reads or writes a table; or a column of it, where it accessed the table in this way before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Access {
    /// `path.rs::module::Type::name`
    pub function: String,
    /// The table, or `table.column`.
    pub data: String,
    /// How.
    pub mode: Mode,
    /// The file of the statement.
    pub file: String,
    /// Its line, in the document that has it.
    pub line: u32,
}

/// A function that is named otherwise, or stands elsewhere, and accesses what it accessed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Moved {
    /// Its name in the old document.
    pub from: String,
    /// Its name in the new one.
    pub to: String,
}

/// A call from one boundary into another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Crossing {
    /// The boundary that calls.
    pub from: String,
    /// The boundary that is called.
    pub to: String,
    /// The function that calls.
    pub caller: String,
    /// The function that is called.
    pub callee: String,
    /// The file of the call.
    pub file: String,
    /// Its line, in the document that has it.
    pub line: u32,
}

/// A document that holds no graph: an older program wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {} document holds no graph of the data: an older gerund wrote it", if *new { "new" } else { "old" })]
pub struct NoGraph {
    /// Whether it is the new one.
    pub new: bool,
}

impl Diff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
            && self.columns.is_empty()
            && self.foreign_keys.is_empty()
            && self.accesses.is_empty()
            && self.moved.is_empty()
            && self.calls.is_empty()
            && self.boundaries.changed.is_empty()
    }
}

/// Compares two documents of one monolith.
///
/// # Errors
/// When one of them holds no graph.
pub fn diff(old: &Document, new: &Document) -> Result<Diff, NoGraph> {
    let old_graph = old.graph.as_ref().ok_or(NoGraph { new: false })?;
    let new_graph = new.graph.as_ref().ok_or(NoGraph { new: true })?;
    let (before, after) = (Accesses::of(old, old_graph), Accesses::of(new, new_graph));
    let moved = moved(&before, &after);
    let shared: BTreeSet<&str> = boundaries(old).intersection(&boundaries(new)).copied().collect();
    let tables = |document: &Document| -> BTreeMap<String, ()> {
        document.tables.iter().map(|table| (table.name.clone(), ())).collect()
    };
    Ok(Diff {
        tables: names(&tables(old), &tables(new)),
        columns: names(&columns(old, new), &columns(new, old)),
        foreign_keys: names(&foreign_keys(old), &foreign_keys(new)),
        accesses: changes(&before.without(&moved, &after), &after.without(&moved, &before)),
        moved,
        calls: changes(&crossings(old, old_graph, &shared), &crossings(new, new_graph, &shared)),
        boundaries: compare_by_name(old, new),
    })
}

/// What only one of two has, by its key.
fn changes<K: Ord, T: Clone>(old: &BTreeMap<K, T>, new: &BTreeMap<K, T>) -> Changes<T> {
    let only = |these: &BTreeMap<K, T>, those: &BTreeMap<K, T>| {
        these.iter().filter(|(key, _)| !those.contains_key(*key)).map(|(_, one)| one.clone()).collect()
    };
    Changes { added: only(new, old), removed: only(old, new) }
}

fn names(old: &BTreeMap<String, ()>, new: &BTreeMap<String, ()>) -> Changes<String> {
    let named = |all: &BTreeMap<String, ()>| all.keys().map(|one| (one.clone(), one.clone())).collect();
    changes(&named(old), &named(new))
}

/// Columns of the tables that the other document has too.
fn columns(of: &Document, other: &Document) -> BTreeMap<String, ()> {
    let there: BTreeSet<&str> = other.tables.iter().map(|table| table.name.as_str()).collect();
    let tables = of.tables.iter().filter(|table| there.contains(table.name.as_str()));
    let names = tables
        .flat_map(|table| table.columns.iter().map(move |column| format!("{}.{}", table.name, column.name)));
    names.map(|name| (name, ())).collect()
}

fn foreign_keys(document: &Document) -> BTreeMap<String, ()> {
    let keys = document.tables.iter().flat_map(|table| {
        table.foreign_keys.iter().map(move |key| {
            format!("{}({}) → {}({})", table.name, key.columns.join(", "), key.to, key.to_columns.join(", "))
        })
    });
    keys.map(|key| (key, ())).collect()
}

fn boundaries(document: &Document) -> BTreeSet<&str> {
    document.proposals.iter().map(|one| one.name.as_str()).collect()
}

/// What identifies an access: function, data, how.
type Key = (String, String, Mode);

/// What the functions of one document access.
struct Accesses {
    /// Every function, those that access nothing too.
    functions: BTreeSet<String>,
    tables: BTreeMap<Key, Access>,
    columns: BTreeMap<Key, Access>,
}

impl Accesses {
    fn of(document: &Document, graph: &Graph) -> Accesses {
        let mut all =
            Accesses { functions: BTreeSet::new(), tables: BTreeMap::new(), columns: BTreeMap::new() };
        for function in &graph.functions {
            let name = graph.function_name(function);
            let own = graph.files.get(function.file as usize).cloned().unwrap_or_default();
            for statement in &function.statements {
                let access = |data: String, mode: Mode| Access {
                    function: name.clone(),
                    data,
                    mode,
                    file: statement.file.clone().unwrap_or_else(|| own.clone()),
                    line: statement.line,
                };
                for one in &statement.tables {
                    let Some(table) = document.tables.get(one.0 as usize) else { continue };
                    put(&mut all.tables, access(table.name.clone(), one.1));
                    let columns = if one.1.writes() { &statement.writes } else { &statement.reads };
                    for column in columns.iter().filter(|column| column.0 == one.0) {
                        let Some(column) = table.columns.get(usize::from(column.1)) else { continue };
                        put(&mut all.columns, access(format!("{}.{}", table.name, column.name), one.1));
                    }
                }
            }
            all.functions.insert(name);
        }
        all
    }

    /// What each function accesses, without its name.
    fn by_function(&self) -> BTreeMap<&str, BTreeSet<(&str, Mode)>> {
        let mut all: BTreeMap<&str, BTreeSet<(&str, Mode)>> = BTreeMap::new();
        for (function, data, mode) in self.tables.keys().chain(self.columns.keys()) {
            all.entry(function).or_default().insert((data, *mode));
        }
        all
    }

    /// All but those of functions that moved. A column counts by itself where the other document has the access to its table:
    /// elsewhere the table says it.
    fn without(&self, moved: &[Moved], other: &Accesses) -> BTreeMap<Key, Access> {
        let gone: BTreeSet<&str> =
            moved.iter().flat_map(|one| [one.from.as_str(), one.to.as_str()]).collect();
        let tables = self.tables.iter();
        let columns = self.columns.iter().filter(|((function, data, mode), _)| {
            let table = data.rsplit_once('.').map_or("", |(table, _)| table);
            other.tables.contains_key(&(function.clone(), table.to_owned(), *mode))
        });
        let kept = tables.chain(columns).filter(|((function, ..), _)| !gone.contains(function.as_str()));
        kept.map(|(key, access)| (key.clone(), access.clone())).collect()
    }
}

/// The first place of several.
fn put(all: &mut BTreeMap<Key, Access>, access: Access) {
    let key = (access.function.clone(), access.data.clone(), access.mode);
    all.entry(key).or_insert(access);
}

/// Functions that are gone, with those that are new, access the very same and have the same name or the same file. Where several
/// could be meant, none is.
fn moved(before: &Accesses, after: &Accesses) -> Vec<Moved> {
    let (old, new) = (before.by_function(), after.by_function());
    let gone = old.iter().filter(|(name, _)| !after.functions.contains(**name));
    let came: Vec<_> = new.iter().filter(|(name, _)| !before.functions.contains(**name)).collect();
    let mut all = Vec::new();
    for (from, accessed) in gone {
        let mut like = came.iter().filter(|(to, same)| same == &accessed && alike(from, to));
        if let (Some((to, _)), None) = (like.next(), like.next()) {
            all.push(Moved { from: (*from).to_owned(), to: (**to).to_owned() });
        }
    }
    // One function cannot have been two.
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    for one in &all {
        *taken.entry(one.to.clone()).or_default() += 1;
    }
    all.retain(|one| taken.get(&one.to) == Some(&1));
    all
}

fn alike(a: &str, b: &str) -> bool {
    let name = |function: &str| function.rsplit("::").next().unwrap_or_default().to_owned();
    let file = |function: &str| function.split("::").next().unwrap_or_default().to_owned();
    name(a) == name(b) || file(a) == file(b)
}

fn crossings(document: &Document, graph: &Graph, shared: &BTreeSet<&str>) -> BTreeMap<[String; 4], Crossing> {
    let mut boundary_of: BTreeMap<&str, &str> = BTreeMap::new();
    for one in document.proposals.iter().filter(|one| shared.contains(one.name.as_str())) {
        boundary_of
            .extend(one.operations.iter().map(|operation| (operation.function.as_str(), one.name.as_str())));
    }
    let mut all = BTreeMap::new();
    for function in &graph.functions {
        let caller = graph.function_name(function);
        let Some(from) = boundary_of.get(caller.as_str()) else { continue };
        for call in &function.calls {
            let Some(callee) = graph.functions.get(call.0 as usize) else { continue };
            let callee = graph.function_name(callee);
            let Some(to) = boundary_of.get(callee.as_str()).filter(|to| *to != from) else { continue };
            if call.2 == CallKind::Reference {
                continue;
            }
            let key = [from.to_string(), to.to_string(), caller.clone(), callee.clone()];
            all.entry(key).or_insert_with(|| Crossing {
                from: from.to_string(),
                to: to.to_string(),
                caller: caller.clone(),
                callee,
                file: graph.files.get(function.file as usize).cloned().unwrap_or_default(),
                line: call.1,
            });
        }
    }
    all
}

#[cfg(test)]
mod tests;
