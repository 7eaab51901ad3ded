//! Code that moves data as a whole: a copy from one database to another, a restore, a reset for development. It writes
//! nearly every table, and other code makes the same rows; that it writes a table too says nothing about whose data it is.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::graph::Monolith;
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::Mode;

/// Fewer tables than this are a few processes and not the whole.
const LEAST: usize = 8;

/// The functions of files that make rows of at least a quarter of all tables, most of them made elsewhere as well. A layer that
/// alone holds all statements is none.
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
    let moves_all = |tables: &BTreeSet<TableId>| {
        let elsewhere = tables.iter().filter(|table| files[table].len() > 1).count();
        tables.len() >= LEAST && tables.len() * 4 >= files.len() && elsewhere * 3 >= tables.len() * 2
    };
    let moving: BTreeSet<&str> =
        made.iter().filter(|(_, tables)| moves_all(tables)).map(|(file, _)| *file).collect();
    let ids = (0..).map(FunctionId).take(program.functions.len());
    ids.filter(|id| moving.contains(path(*id))).collect()
}
