//! Sources of the schema that say different things.

use super::Found;
use crate::facts::schema::SchemaSource;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;

pub(super) const ABOUT: About = About {
    title: "Sources of the schema that disagree",
    severity: Severity::Warning,
    says: "A table or column stands in only one of the migrations, the dump and the declarations in code.",
    matters: "One of them is out of date: a query that is checked against it can fail in production.",
    fix: "Write the missing migration, or make the declarations anew.",
};

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let one = |one: &crate::resolve::schema::Disagreement| {
        let name = one.column.as_ref().map_or_else(|| one.table.clone(), |column| format!("{}.{column}", one.table));
        let message = format!("`{name}` stands only in {}", words(one.only_in));
        Found { subject: Subject::Schema(name), place: one.place, message }
    };
    monolith.program.schema.disagreements.iter().map(one).collect()
}

fn words(source: SchemaSource) -> &'static str {
    match source {
        SchemaSource::Migration => "the migrations",
        SchemaSource::Dump => "the dump",
        SchemaSource::Code => "declarations in code",
    }
}
