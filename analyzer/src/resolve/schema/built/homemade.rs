//! Migrations that a program makes without a library: implementations of one trait's function, or functions of one name in
//! the files of a folder, of which most change tables, by texts or what a library builds. It tells which functions they are; what the texts come
//! to is read like that of any other.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Reader;
use super::templates::calls_one_of;
use crate::facts::Name;
use crate::facts::body::{Body, Expr, FormatPiece, Literal};
use crate::resolve::defs::{FnId, ModuleId, Owned};
use crate::resolve::schema::texts;

/// Fewer functions of a kind are no series of steps.
const SERIES: usize = 3;

/// What the steps of one series have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind<'a> {
    /// The trait, and its function.
    Of(Name, Name),
    /// The folder, and the function.
    In(&'a str, Name),
}

/// The functions of such migrations.
pub(super) fn migrations(reader: &Reader<'_>) -> BTreeSet<FnId> {
    let defs = reader.names.defs;
    let all: Vec<FnId> = reader.functions().collect();
    let body = |id: &FnId| defs.function(*id).body.as_deref();
    let begins =
        reader.builders.iter().flat_map(|one| one.begins).filter_map(|(path, _)| path.split_once("::"));
    let begins = begins.map(|(owner, name)| (Name::from(owner), Name::from(name))).collect();
    let builds = |id: &FnId| body(id).is_some_and(|body| builds(&begins, body));
    let building: BTreeSet<FnId> = all.par_iter().copied().filter(builds).collect();
    let mut builders: BTreeMap<ModuleId, FxHashSet<Name>> = BTreeMap::new();
    for id in &building {
        builders.entry(defs.module_of_function(*id)).or_default().insert(defs.function(*id).name);
    }
    let changes = |id: &FnId| {
        let beside = builders.get(&defs.module_of_function(*id));
        let calls = |body: &Body| beside.is_some_and(|names| calls_one_of(body, names));
        building.contains(id) || body(id).is_some_and(|body| changes_tables(body) || calls(body))
    };
    let changing: BTreeSet<FnId> = all.par_iter().copied().filter(changes).collect();
    let mut series: BTreeMap<Kind<'_>, Vec<FnId>> = BTreeMap::new();
    for id in &all {
        if let Some(kind) = kind(reader, *id) {
            series.entry(kind).or_default().push(*id);
        }
    }
    series.retain(|_, steps| {
        let changing = steps.iter().filter(|id| changing.contains(id)).count();
        steps.len() >= SERIES && changing * 2 >= steps.len()
    });
    let steps: BTreeSet<FnId> = series.into_values().flatten().collect();
    let helpers = helpers(reader, &all, &steps);
    steps.into_iter().chain(helpers).collect()
}

fn kind<'a>(reader: &Reader<'a>, id: FnId) -> Option<Kind<'a>> {
    let defs = reader.names.defs;
    let name = defs.function(id).name;
    match defs.owner_of(id) {
        Some(Owned::Impl(owner)) => {
            let of = defs.impl_(owner).of_trait.as_ref()?.last()?;
            Some(Kind::Of(of, name))
        }
        Some(Owned::Trait(_)) => None,
        // Programs of their own.
        None if name.as_str() == "main" => None,
        None => {
            let file = defs.files[defs.functions[id.index()].file as usize].file;
            Some(Kind::In(reader.tree.get(file).dir(), name))
        }
    }
}

/// Private functions of the modules whose others are steps, or of the traits of steps: nobody else can call them.
fn helpers(reader: &Reader<'_>, all: &[FnId], steps: &BTreeSet<FnId>) -> Vec<FnId> {
    let defs = reader.names.defs;
    let of = |id: &FnId| match kind(reader, *id) {
        Some(Kind::Of(of, _)) => Some(of),
        _ => None,
    };
    let traits: BTreeSet<Name> = steps.iter().filter_map(of).collect();
    let mut modules: BTreeMap<ModuleId, Vec<FnId>> = BTreeMap::new();
    for id in all {
        modules.entry(defs.module_of_function(*id)).or_default().push(*id);
    }
    let among = |id: &FnId| steps.contains(id) || of(id).is_some_and(|of| traits.contains(&of));
    let private = |id: &FnId| !defs.function(*id).public && of(id).is_none();
    let wholly = |ids: &Vec<FnId>| {
        ids.iter().any(|id| steps.contains(id)) && ids.iter().all(|id| among(id) || private(id))
    };
    modules.into_values().filter(wholly).flatten().collect()
}

/// Whether the body begins a change of a table as a library writes it: `Table::create`.
fn builds(begins: &FxHashSet<(Name, Name)>, body: &Body) -> bool {
    body.exprs.iter().any(|expr| match expr {
        Expr::Path(path) => match &*path.segments {
            [.., owner, name] => begins.contains(&(owner.name, name.name)),
            _ => false,
        },
        _ => false,
    })
}

/// Whether the body has a text that makes or changes a table, whole or with holes.
fn changes_tables(body: &Body) -> bool {
    body.exprs.iter().any(|expr| match expr {
        Expr::Literal(Literal::Str(text)) => texts::may_define(text),
        Expr::Macro(call) => call.format.as_ref().is_some_and(|format| {
            let known = |piece: &FormatPiece| match piece {
                FormatPiece::Text(text) => text.to_string(),
                FormatPiece::Value(_) => String::new(),
            };
            texts::may_define(&format.pieces.iter().map(known).collect::<String>())
        }),
        _ => false,
    })
}
