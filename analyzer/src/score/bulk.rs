//! Code that moves data as a whole: a copy from one database to another, a restore, a reset for development. It writes
//! nearly every table, and other code makes the same rows; that it writes a table too says nothing about whose data it is.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::graph::Monolith;
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;

/// Fewer tables than this are what one busy function writes, and not the whole.
const LEAST: usize = 10;

/// The functions of files that make rows of at least half of all tables, most of them made in smaller files as well. A layer
/// that holds all statements, alone or beside that of another kind of database, is none.
pub(super) fn functions(monolith: Monolith<'_>) -> FxHashSet<FunctionId> {
    let program = monolith.program;
    let path = |id: FunctionId| &*program.functions[id.0 as usize].path;
    let mut made: BTreeMap<&str, BTreeSet<TableId>> = BTreeMap::new();
    let mut files: BTreeMap<TableId, BTreeSet<&str>> = BTreeMap::new();
    for table in (0..).map(TableId).take(program.schema.tables.len()) {
        for access in monolith.graph.accesses_to(table).iter().filter(|access| access.mode == Mode::Insert) {
            let file = path(access.function);
            made.entry(file).or_default().insert(table);
            files.entry(table).or_default().insert(file);
        }
    }
    let makes_most = |tables: &BTreeSet<TableId>| tables.len() >= LEAST && tables.len() * 2 >= files.len();
    let large: BTreeSet<&str> =
        made.iter().filter(|(_, tables)| makes_most(tables)).map(|(file, _)| *file).collect();
    // Of several layers, one for each kind of database, none moves what another makes.
    let moves_all = |file: &&str| {
        let tables = &made[*file];
        let elsewhere = tables.iter().filter(|table| files[table].iter().any(|other| !large.contains(other)));
        elsewhere.count() * 3 >= tables.len() * 2
    };
    let moving: BTreeSet<&str> = large.iter().copied().filter(moves_all).collect();
    let ids = (0..).map(FunctionId).take(program.functions.len());
    ids.filter(|id| moving.contains(path(*id))).collect()
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
        let program = program(&text);
        let graph = DataGraph::build(&program);
        assert!(functions(Monolith { program: &program, graph: &graph }).is_empty());
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
