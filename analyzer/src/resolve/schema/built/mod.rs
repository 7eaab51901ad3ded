//! Schema that code builds by a library's calls: `Table::create().table(Users::Table).col(…)`, as migrations written in
//! Rust do, and texts of such changes beside them. Every branch counts, every loop runs once, but over a list in the code
//! as often as that has entries.
//!
//! It knows no library: the words are data. What the changes come to is for the draft.

mod eval;
mod homemade;
mod parts;
mod templates;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::texts::{self, TextChanges};
use crate::facts::Name;
use crate::facts::body::Expr;
use crate::facts::builders::SchemaBuilders;
use crate::facts::file::{OrderKey, SchemaFacts};
use crate::facts::gap::{Gap, GapKind};
use crate::facts::item::Function;
use crate::facts::place::Place;
use crate::facts::schema::{Ddl, SchemaSource};
use crate::facts::statement::{Dialect, StatementReader};
use crate::resolve::defs::{Definitions, FnId, Owned};
use crate::resolve::names::Names;
use crate::source::SourceTree;
use eval::Walk;
use templates::Templates;

/// What code that reads a body needs.
pub(crate) struct Reader<'a> {
    pub(crate) tree: &'a SourceTree,
    pub(crate) names: &'a Names<'a>,
    pub(crate) builders: &'a [&'static SchemaBuilders],
    pub(crate) reader: &'a dyn StatementReader,
    pub(crate) dialect: Dialect,
}

/// What code states about the schema.
#[derive(Debug, Default)]
pub(crate) struct Stated {
    /// What programs do themselves, in the order of files and lines.
    pub(crate) texts: Vec<TextChanges>,
    /// Steps of migrations.
    pub(crate) migrations: Vec<SchemaFacts>,
    pub(crate) gaps: Vec<Gap>,
    /// Functions of migrations.
    pub(crate) migrates: BTreeSet<FnId>,
}

/// What one function comes to, with what it calls.
#[derive(Debug, Default)]
struct Walked {
    changes: Vec<Ddl>,
    /// Where a name was not understood.
    unknown: Vec<Place>,
    /// It was walked to its end.
    whole: bool,
}

fn gap(place: Place, what: &str) -> Gap {
    Gap { place, kind: GapKind::UnparsedDdl, what: what.to_owned() }
}

/// What a function is to the schema.
enum Role {
    /// It makes the changes of a migration.
    Applies,
    /// Another function of a migration: it takes them back.
    TakesBack,
    Other,
}

impl Reader<'_> {
    /// What all functions and constants outside of tests state.
    pub(crate) fn stated(&self) -> Stated {
        let mut stated = Stated::default();
        // What another function reaches was read there.
        let mut read: BTreeSet<FnId> = BTreeSet::new();
        let mut applied: BTreeMap<FnId, Walked> = BTreeMap::new();
        let opening = self.opening();
        let templates = Templates::of(self);
        let mut open = Vec::new();
        for id in self.functions() {
            match self.role(id) {
                Role::Applies => drop(applied.insert(id, self.walked(id, &mut read, None))),
                Role::TakesBack => drop(self.walked(id, &mut read, None)),
                Role::Other if opening.contains(&id) || templates.has(id) => open.push(id),
                Role::Other => {}
            }
        }
        stated.migrates = self.of_files_with(&applied, &read);
        stated.migrates.extend(homemade::migrations(self));
        let mut others: BTreeMap<FnId, Walked> = BTreeMap::new();
        for id in open {
            let mut called = BTreeSet::new();
            if !read.contains(&id) {
                let only = (!opening.contains(&id)).then_some(&templates.makers);
                others.insert(id, self.walked(id, &mut called, only));
            }
            called.remove(&id);
            read.extend(called);
        }
        others.retain(|id, _| !read.contains(id));
        read.extend(others.keys());
        stated.gaps = applied.iter().chain(&others).flat_map(|(id, walked)| self.gaps(*id, walked)).collect();
        stated.migrations = self.migrations(applied, &mut others);
        stated.texts = self.in_order(others, &read);
        stated
    }

    fn gaps(&self, id: FnId, walked: &Walked) -> Vec<Gap> {
        let defs = self.names.defs;
        let name = |place: &Place| {
            gap(*place, "a schema change that code builds, with a name that is not understood")
        };
        let mut gaps: Vec<Gap> = walked.unknown.iter().map(name).collect();
        if !walked.whole {
            let file = defs.files[defs.functions[id.index()].file as usize].file;
            let place = Place::new(file, defs.function(id).line);
            gaps.push(gap(place, "a function that builds schema changes calls too much to be read whole"));
        }
        gaps
    }

    /// Those of the functions that stand in a file with a migration.
    fn of_files_with(&self, applied: &BTreeMap<FnId, Walked>, read: &BTreeSet<FnId>) -> BTreeSet<FnId> {
        let file = |id: &FnId| self.names.defs.functions[id.index()].file;
        let files: BTreeSet<u32> = applied.keys().map(file).collect();
        read.iter().filter(|id| files.contains(&file(id))).copied().collect()
    }

    /// Functions of the analysed code outside of tests, with a body.
    fn functions(&self) -> impl Iterator<Item = FnId> {
        let defs = self.names.defs;
        (0..defs.own_functions).map(FnId).filter(move |id| {
            let function: &Function = defs.function(*id);
            function.body.is_some()
                && !function.test
                && !self.names.tree.module(defs.module_of_function(*id)).test
        })
    }

    fn role(&self, id: FnId) -> Role {
        let defs: &Definitions<'_> = self.names.defs;
        let Some(Owned::Impl(owner)) = defs.owner_of(id) else { return Role::Other };
        let Some(of) = defs.impl_(owner).of_trait.as_ref().and_then(|path| path.last()) else {
            return Role::Other;
        };
        match self.builders.iter().find(|builders| of == builders.migration.0) {
            Some(builders) if defs.function(id).name == builders.migration.1 => Role::Applies,
            Some(_) => Role::TakesBack,
            None => Role::Other,
        }
    }

    /// Functions that may build something: only a filter before bodies are walked.
    fn opening(&self) -> BTreeSet<FnId> {
        let paths = self.builders.iter().flat_map(|one| one.begins).filter(|(path, _)| path.contains("::"));
        let begins: FxHashSet<Name> =
            paths.filter_map(|(path, _)| path.rsplit("::").next()).map(Name::from).collect();
        let opens = |id: &FnId| {
            let body = self.names.defs.function(*id).body.as_deref();
            body.is_some_and(|body| {
                body.exprs.iter().any(|expr| match expr {
                    Expr::Path(path) => {
                        path.segments.len() > 1 && path.last().is_some_and(|name| begins.contains(&name))
                    }
                    _ => false,
                })
            })
        };
        self.functions().collect::<Vec<FnId>>().into_par_iter().filter(opens).collect()
    }

    /// The changes of a function with what it calls, or of that with `only` some; `read` gets what those are.
    fn walked(&self, id: FnId, read: &mut BTreeSet<FnId>, only: Option<&BTreeSet<FnId>>) -> Walked {
        let migrates = matches!(self.role(id), Role::Applies);
        let mut walk = Walk::new(self, if migrates { texts::may_change } else { texts::may_define }, only);
        walk.function(id);
        read.extend(walk.reached());
        walk.done()
    }

    /// One step a migration, in the tree of its folder; what else its file builds belongs to it.
    fn migrations(
        &self,
        applied: BTreeMap<FnId, Walked>,
        others: &mut BTreeMap<FnId, Walked>,
    ) -> Vec<SchemaFacts> {
        let defs = self.names.defs;
        let path = |id: &FnId| -> &str {
            let file = defs.files[defs.functions[id.index()].file as usize].file;
            &self.tree.files()[file.0 as usize].path
        };
        let mut files: BTreeMap<&str, Vec<Ddl>> = BTreeMap::new();
        for (id, walked) in applied {
            files.entry(path(&id)).or_default().extend(walked.changes);
        }
        let beside: Vec<FnId> = others.keys().copied().filter(|id| files.contains_key(path(id))).collect();
        for id in beside {
            files.entry(path(&id)).or_default().extend(others.remove(&id).unwrap_or_default().changes);
        }
        let step = |(path, changes): (&str, Vec<Ddl>)| {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let stem = name.strip_suffix(".rs").unwrap_or(name);
            // `m20230101_000001_create_users/mod.rs`
            let (folder, stem) = match folder.rsplit_once('/') {
                Some((outer, inner)) if stem == "mod" => (outer, inner),
                _ => (folder, stem),
            };
            let order =
                OrderKey { version: OrderKey::version(stem).unwrap_or_default(), name: stem.to_owned() };
            SchemaFacts { source: SchemaSource::Migration, tree: folder.to_owned(), order, changes }
        };
        files.into_iter().map(step).filter(|step| !step.changes.is_empty()).collect()
    }

    /// What functions build, and what texts in those that were not read and in constants say, by file and line.
    fn in_order(&self, built: BTreeMap<FnId, Walked>, read: &BTreeSet<FnId>) -> Vec<TextChanges> {
        let defs = self.names.defs;
        let file_of = |number: u32| defs.files[number as usize].file;
        let rest: Vec<FnId> = self.functions().filter(|id| !read.contains(id)).collect();
        let texts = |id: FnId| {
            let body = defs.function(id).body.as_deref();
            let file = file_of(defs.functions[id.index()].file);
            body.map_or_else(Vec::new, |body| texts::of_body(body, file, self.reader, self.dialect))
        };
        let mut all: Vec<TextChanges> = rest.into_par_iter().flat_map_iter(texts).collect();
        for file in &defs.files[..defs.own_files as usize] {
            let bodies = file.consts.iter().filter(|one| !one.test).filter_map(|one| one.body.as_deref());
            all.extend(bodies.flat_map(|body| texts::of_body(body, file.file, self.reader, self.dialect)));
        }
        all.extend(built.into_values().map(|walked| walked.changes).filter(|changes| !changes.is_empty()));
        all.sort_by_key(|changes| changes.first().map(|ddl| (ddl.place.file, ddl.place.line)));
        all
    }
}
