//! Tables that only triggers fill: they follow the tables whose changes the triggers answer. A copy of somebody's data is
//! whose the data is. What code writes, too, goes its own way and follows nobody.

use std::collections::BTreeSet;

use crate::graph::Monolith;
use crate::resolve::ids::TableId;

/// By table: those that it follows, sorted.
pub(super) fn followed(monolith: Monolith<'_>) -> Vec<Vec<TableId>> {
    let schema = &monolith.program.schema;
    let mut found = vec![BTreeSet::new(); schema.tables.len()];
    for trigger in &schema.triggers {
        for table in schema.written_by(trigger).into_iter().filter(|table| *table != trigger.table) {
            found[table.0 as usize].insert(trigger.table);
        }
    }
    let written =
        |at: usize| u32::try_from(at).is_ok_and(|at| !monolith.graph.writers(TableId(at)).is_empty());
    let kept = found.into_iter().enumerate();
    kept.map(|(at, tables)| if written(at) { Vec::new() } else { tables.into_iter().collect() }).collect()
}
