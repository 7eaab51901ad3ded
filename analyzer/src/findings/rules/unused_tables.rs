//! A table that nothing reads or writes.

use std::collections::BTreeSet;

use super::Found;
use crate::facts::statement::SqlStatement;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::resolve::ids::TableId;
use crate::resolve::schema::Schema;

pub(super) const ABOUT: About = About {
    title: "A table that nothing reads or writes",
    severity: Severity::Info,
    says: "No statement of the code outside of tests, no view, trigger or procedure that was understood touches the table.",
    matters: "It is kept, backed up and migrated for nobody; or another program uses it, which an extraction must know of.",
    fix: "Find out whether another program uses it. If none does, drop it.",
};

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let schema = &monolith.program.schema;
    let by_schema = touched_by_schema(schema);
    let mut found = Vec::new();
    for (id, table) in (0..).map(TableId).zip(&schema.tables) {
        let computed = table.computed_from.is_some();
        if computed || by_schema.contains(&id) || !monolith.graph.accesses_to(id).is_empty() {
            continue;
        }
        let message = format!("nothing that was understood reads or writes `{}`", table.name.name);
        found.push(Found { subject: Subject::Table(id), place: table.place, message });
    }
    found
}

/// What views, materialised ones too, and routines touch.
fn touched_by_schema(schema: &Schema) -> BTreeSet<TableId> {
    let views = schema.views.iter().map(|view| &view.query);
    let computed = schema.tables.iter().filter_map(|table| table.computed_from.as_ref());
    let routines = schema.routines.iter().flat_map(|routine| &routine.statements);
    let names = |statement: &SqlStatement| [statement.reads.clone(), statement.writes.clone()].concat();
    let all = views.chain(computed).chain(routines).flat_map(names);
    all.filter_map(|name| schema.table(&name)).collect()
}
