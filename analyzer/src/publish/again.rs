//! Boundaries as a person draws them, judged over a saved document: the document as it would be with them. What the
//! document says of the code (findings, gaps, coverage) stays as it is.

use std::collections::BTreeMap;

use reports::Document;
use reports::drawn::Drawn;

pub use super::revive::ReviveError;
use super::{Sources, document, revive};
use crate::Analysis;
use crate::config::{Config, Pattern, Sensitive};
use crate::graph::{DataGraph, Monolith};
use crate::propose::judge;
use crate::propose::order;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::Program;
use crate::resolve::schema::Schema;

/// The document with these boundaries in the place of its proposals. Data and operations of names that nothing in the document
/// has are left out: who drew them was told.
///
/// # Errors
/// When the document holds no graph, or one that contradicts itself.
pub fn judged(old: &Document, drawn: &[Drawn]) -> Result<Document, ReviveError> {
    let (program, paths) = revive::program(old)?;
    let graph = DataGraph::build(&program);
    let monolith = Monolith { program: &program, graph: &graph };
    let schema = &program.schema;
    let nouns: Vec<TableId> = old.nouns.iter().filter_map(|noun| schema.table_named(&noun.table)).collect();
    let names = Names::of(&program);
    let drawn: Vec<judge::Drawn> = drawn.iter().map(|one| names.drawn(schema, one)).collect();
    let mut proposals = judge::judge(monolith, &nouns, &drawn);
    order(&mut proposals);
    let analysis = Analysis {
        sources: Sources::default(),
        proposals,
        nouns: Vec::new(),
        passed_over: Vec::new(),
        findings: Vec::new(),
        config: Config { sensitive: classes(old), ..Config::default() },
        program,
        graph,
        paths,
    };
    let new = document(&analysis);
    Ok(Document { proposals: new.proposals, tables: new.tables, sensitive: new.sensitive, ..old.clone() })
}

/// What the document says of every sensitive column, and that no other is one.
fn classes(old: &Document) -> Vec<Sensitive> {
    let said = old.sensitive.iter().filter_map(|one| {
        let columns = Pattern::exactly(&one.column).ok()?;
        let class = crate::config::Class::named(&one.class)?;
        Some(Sensitive { columns, class, reason: one.reason.clone() })
    });
    let none = Pattern::new("**").ok().map(|columns| Sensitive {
        columns,
        class: crate::config::Class::None,
        reason: String::new(),
    });
    said.chain(none).collect()
}

/// Functions by the names that documents give them; versions of one for several platforms share theirs.
struct Names(BTreeMap<String, Vec<FunctionId>>);

impl Names {
    fn of(program: &Program) -> Names {
        let mut names: BTreeMap<String, Vec<FunctionId>> = BTreeMap::new();
        for (id, info) in (0..).map(FunctionId).zip(&program.functions) {
            names.entry(info.display()).or_default().push(id);
        }
        Names(names)
    }

    fn drawn(&self, schema: &Schema, one: &Drawn) -> judge::Drawn {
        let column = |name: &String| -> Option<ColumnId> {
            let (table, column) = name.rsplit_once('.')?;
            schema.column(schema.table_named(table)?, column)
        };
        judge::Drawn {
            name: one.name.clone(),
            verb: one.verb.clone(),
            subject: one.subject.clone(),
            tables: sorted(one.tables.iter().filter_map(|name| schema.table_named(name))),
            columns: sorted(one.columns.iter().filter_map(column)),
            stays: sorted(one.stays.iter().filter_map(column)),
            operations: sorted(one.operations.iter().filter_map(|name| self.0.get(name)).flatten().copied()),
            redrawn: one.redrawn,
        }
    }
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests;
