//! Code that moves data as a whole: a copy from one database to another, a restore, a reset for development. It writes
//! nearly every table, and other code makes the same rows; that it writes a table too says nothing about whose data it is.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::graph::Monolith;
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;

/// Fewer tables than this are what one busy function writes, and not the whole.
const LEAST: usize = 10;

/// Where rows of tables are made.
struct Made<K> {
    by_place: BTreeMap<K, BTreeSet<TableId>>,
    by_table: BTreeMap<TableId, BTreeSet<K>>,
}

impl<K: Copy + Ord> Made<K> {
    fn of(monolith: Monolith<'_>, place: impl Fn(FunctionId) -> K) -> Self {
        let mut made = Made { by_place: BTreeMap::new(), by_table: BTreeMap::new() };
        for table in (0..).map(TableId).take(monolith.program.schema.tables.len()) {
            let accesses = monolith.graph.accesses_to(table).iter();
            for access in accesses.filter(|access| access.mode == Mode::Insert) {
                let at = place(access.function);
                made.by_place.entry(at).or_default().insert(table);
                made.by_table.entry(table).or_default().insert(at);
            }
        }
        made
    }

    /// Where rows of at least half of all tables are made, most of them made elsewhere as well. Of several places that make
    /// so many none moves what another makes.
    fn moving(&self) -> BTreeSet<K> {
        let makes_most =
            |tables: &BTreeSet<TableId>| tables.len() >= LEAST && tables.len() * 2 >= self.by_table.len();
        let large: BTreeSet<K> =
            self.by_place.iter().filter(|(_, tables)| makes_most(tables)).map(|(at, _)| *at).collect();
        let moves_all = |at: &K| {
            let tables = &self.by_place[at];
            let elsewhere =
                tables.iter().filter(|table| self.by_table[table].iter().any(|other| !large.contains(other)));
            elsewhere.count() * 3 >= tables.len() * 2
        };
        large.iter().copied().filter(moves_all).collect()
    }
}

/// The functions that move all by themselves, and those of files that do, but those that make rows that nothing else makes. A
/// layer that holds all statements, alone or beside that of another kind of database, moves nothing.
pub(super) fn functions(monolith: Monolith<'_>) -> FxHashSet<FunctionId> {
    let program = monolith.program;
    let path = |id: FunctionId| &*program.functions[id.0 as usize].path;
    let made = Made::of(monolith, path);
    let files = made.moving();
    let alone = Made::of(monolith, |id| id).moving();
    let makes = |id: FunctionId| {
        let inserts = monolith.graph.accesses(id).iter().filter(|access| access.mode == Mode::Insert);
        inserts.map(|access| access.table).any(|table| made.by_table[&table].len() == 1)
    };
    let ids = (0..).map(FunctionId).take(program.functions.len());
    ids.filter(|id| alone.contains(id) || (files.contains(path(*id)) && !makes(*id))).collect()
}

#[cfg(test)]
mod tests {
    use super::functions;
    use crate::graph::sketch::program;
    use crate::graph::{DataGraph, Monolith};

    /// A schema of 24 tables, each with its own maker; a function that makes rows of eight of them, and a copier of all.
    fn sketch() -> String {
        let names: Vec<String> = (b'a'..b'a' + 24).map(|letter| format!("t{}", char::from(letter))).collect();
        let mut text = String::new();
        for name in &names {
            text.push_str(&format!("table {name}: id, body\nfn src/{name}.rs::make\n  insert {name}.body\n"));
        }
        for (function, count) in [("src/hiring.rs::hire", 8), ("src/copy.rs::copy", 24)] {
            text.push_str(&format!("fn {function}\n"));
            names[..count].iter().for_each(|name| text.push_str(&format!("  insert {name}.body\n")));
        }
        text
    }

    #[test]
    fn layers_for_two_kinds_of_database_are_no_copiers() {
        let names: Vec<String> = (b'a'..b'a' + 24).map(|letter| format!("t{}", char::from(letter))).collect();
        let mut text: String = names.iter().map(|name| format!("table {name}: id, body\n")).collect();
        for layer in ["sqlite", "mysql"] {
            for name in &names {
                text.push_str(&format!("fn src/{layer}.rs::make_{name}\n  insert {name}.body\n"));
            }
        }
        let found = |text: &str| {
            let program = program(text);
            let graph = DataGraph::build(&program);
            functions(Monolith { program: &program, graph: &graph }).len()
        };
        assert_eq!(found(&text), 0);
        // What copies from the one to the other does it all by itself.
        text.push_str("fn src/copy.rs::copy\n");
        names.iter().for_each(|name| text.push_str(&format!("  insert {name}.body\n")));
        assert_eq!(found(&text), 1);
    }

    #[test]
    fn a_copier_moves_all_data_and_a_busy_function_does_not() {
        let program = program(&sketch());
        let graph = DataGraph::build(&program);
        let found = functions(Monolith { program: &program, graph: &graph });
        let names: Vec<&str> =
            found.iter().map(|id| program.functions[id.0 as usize].name.as_str()).collect();
        assert_eq!(names, ["copy"]);
    }
}
