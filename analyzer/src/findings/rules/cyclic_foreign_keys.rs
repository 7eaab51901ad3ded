//! Tables whose foreign keys lead in a circle.

use std::collections::BTreeSet;

use super::Found;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::resolve::ids::TableId;
use crate::resolve::schema::Schema;

pub(super) const ABOUT: About = About {
    title: "Tables whose foreign keys lead in a circle",
    severity: Severity::Warning,
    says: "Following foreign keys from the table one comes back to it by way of others.",
    matters: "Rows can only be made in steps, none of the tables can be taken out alone, and restores need an order that there is not.",
    fix: "Let one of the tables keep the other's id in a table of its own, or without a constraint.",
};

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let schema = &monolith.program.schema;
    let count = u32::try_from(schema.tables.len()).expect("a TableId has 32 bits");
    let reached: Vec<BTreeSet<TableId>> = (0..count).map(|id| reach(schema, TableId(id))).collect();
    let mut found = Vec::new();
    let mut told: BTreeSet<TableId> = BTreeSet::new();
    for id in (0..count).map(TableId) {
        let within = |other: &TableId| *other == id || reached[other.0 as usize].contains(&id);
        let circle: Vec<TableId> = reached[id.0 as usize].iter().copied().filter(within).collect();
        if circle.len() < 2 || !told.insert(id) {
            continue;
        }
        told.extend(&circle);
        let names: Vec<&str> = circle.iter().map(|table| schema.get(*table).name.name.as_str()).collect();
        let message = format!("the foreign keys of {} lead in a circle", names.join(", "));
        found.push(Found { subject: Subject::Table(id), place: schema.get(id).place, message });
    }
    found
}

/// Tables that foreign keys lead to, the table itself among them where they lead back.
fn reach(schema: &Schema, from: TableId) -> BTreeSet<TableId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        // A tree within one table is no circle.
        for key in schema.get(at).foreign_keys.iter().filter(|key| key.to != at) {
            if seen.insert(key.to) {
                open.push(key.to);
            }
        }
    }
    seen
}
