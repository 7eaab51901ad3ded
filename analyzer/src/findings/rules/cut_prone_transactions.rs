//! A transaction that writes many tables.

use std::collections::BTreeSet;

use super::Found;
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::resolve::ids::TableId;
use crate::resolve::program::Transaction;

pub(super) const ABOUT: About = About {
    title: "A transaction that writes many tables",
    severity: Severity::Info,
    says: "What runs inside the transaction, calls included, writes that many tables.",
    matters: "Any boundary between them cuts the transaction in two; until then it holds locks on all of them.",
    fix: "Commit what must be true at once, and do the rest by an event or an idempotent call afterwards.",
};

/// From so many written tables on it is reported.
const MANY: usize = 5;

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let program = monolith.program;
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for transaction in &program.transactions {
        let function = &program.functions[transaction.function.0 as usize];
        let written = written(monolith, transaction);
        // Where one function opens several, its first says enough.
        if !function.of_program() || written.len() < MANY || !told.insert(transaction.function) {
            continue;
        }
        let names = written.iter().take(MANY).map(|table| program.schema.get(*table).name.name.as_str());
        let message = format!(
            "a transaction of `{}` writes {} tables ({}{})",
            function.name,
            written.len(),
            names.collect::<Vec<_>>().join(", "),
            if written.len() > MANY { " …" } else { "" }
        );
        let (subject, place) = (Subject::Function(transaction.function), transaction.place);
        found.push(Found { subject, place, message });
    }
    found
}

fn written(monolith: Monolith<'_>, transaction: &Transaction) -> BTreeSet<TableId> {
    let statements = transaction.statements.iter();
    let own = statements.flat_map(|id| &monolith.program.statements[id.0 as usize].tables);
    let mut all: BTreeSet<TableId> = own.filter(|(_, mode)| mode.writes()).map(|(table, _)| *table).collect();
    for (callee, _) in &transaction.calls {
        let reached = monolith.graph.writes(*callee).iter();
        all.extend(reached.filter_map(|table| u32::try_from(table).ok()).map(TableId));
    }
    all
}
