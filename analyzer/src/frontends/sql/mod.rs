//! The only place that knows the SQL parser: SQL files to schema changes or to the functions that a generator makes of them, and
//! SQL texts to what they do.
//!
//! It does not apply changes (the resolver does) and looks at no file but the one it is given.

mod convert;
mod ddl;
mod effects;
mod expressions;
mod holes;
mod migrations;
mod otherwise;
mod parse;
mod plpgsql;
mod projection;
mod queries;
mod query;
mod repair;
mod routines;
mod scope;
mod split;
mod statement;
mod virtual_tables;
mod words;
mod writing;

#[cfg(test)]
mod tests;

pub(crate) use statement::SqlReader;

use crate::facts::file::{FileFacts, OrderKey, SchemaFacts};
use crate::facts::gap::{Gap, GapKind};
use crate::facts::place::Place;
use crate::facts::schema::{Change, Ddl, SchemaSource};
use crate::frontends::{FileReader, Frontend};
use crate::source::{FileKind, SourceFile, SourceTree};
use migrations::Role;

/// The front end of `*.sql` files.
pub(crate) struct Sql;

impl Frontend for Sql {
    fn claims(&self, file: &SourceFile) -> bool {
        file.kind == FileKind::Sql
    }

    fn reader(&self, _tree: &SourceTree, _include_tests: bool) -> Box<dyn FileReader> {
        Box::new(Sql)
    }
}

impl FileReader for Sql {
    fn extract(&self, file: &SourceFile) -> FileFacts {
        extract(file)
    }
}

/// The facts of one SQL file: the schema changes it makes, if it is part of the schema; else what a generator makes of it.
fn extract(file: &SourceFile) -> FileFacts {
    let mut facts = FileFacts { file: file.id, lines: file.lines(), ..FileFacts::default() };
    let (source, tree, order) = match migrations::role(&file.path) {
        Role::Back | Role::Aside => return facts,
        Role::Step { tree, order } => (SchemaSource::Migration, tree, order),
        Role::Single { tree, name } => (SchemaSource::Dump, tree, OrderKey { version: Vec::new(), name }),
    };
    let dialect = migrations::dialect(&file.path);
    let mut changes = Vec::new();
    let text = migrations::forward(&file.text);
    for piece in split::pieces(&text) {
        let place = Place::new(file.id, piece.line);
        let outcome = ddl::read(piece.text, dialect);
        changes.extend(outcome.changes.into_iter().map(|change| Ddl { place, change }));
        facts.gaps.extend(outcome.refused.into_iter().map(|what| Gap {
            place,
            kind: GapKind::UnparsedDdl,
            what,
        }));
    }
    // A file of queries alone says nothing about the schema, and what of it is refused is no loss to it: a template.
    if source == SchemaSource::Dump && !changes.iter().any(|ddl| defines(&ddl.change)) {
        facts.gaps.clear();
        queries::add_functions(&mut facts, &file.path, &file.text);
        return facts;
    }
    if !changes.is_empty() {
        facts.schema = Some(SchemaFacts { source, tree, order, changes });
    }
    facts
}

/// Whether the change makes something that stays.
fn defines(change: &Change) -> bool {
    matches!(
        change,
        Change::CreateTable(_)
            | Change::CreateView(_)
            | Change::CreateTrigger(_)
            | Change::CreateRoutine(_)
            | Change::CreateEnum { .. }
    )
}
