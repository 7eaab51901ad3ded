//! Columns that must be protected: who touches each, and what a boundary would take out of the monolith. Which columns are
//! sensitive, and of which class, is for `findings::sensitive`.

use std::collections::{BTreeMap, BTreeSet};

use reports::document::v1::{Proposal, SensitiveColumn, TakenOut};

use super::names::{self, path};
use super::tables::used;
use super::uses::Uses;
use crate::Analysis;
use crate::findings::sensitive;
use crate::resolve::ids::{ColumnId, TableId};

/// Columns that must be protected, with who reads and writes each.
pub(super) fn columns(analysis: &Analysis, uses: &Uses) -> Vec<SensitiveColumn> {
    let mut all = Vec::new();
    for (id, info) in (0..).map(TableId).zip(&analysis.program.schema.tables) {
        for (at, column) in (0..).zip(&info.columns) {
            if let Some((class, reason)) = sensitive::class(info, column, &analysis.config) {
                let id = ColumnId { table: id, column: at };
                all.push(SensitiveColumn {
                    column: names::column(analysis, id),
                    class: class.to_owned(),
                    reason: reason.to_owned(),
                    file: path(analysis, column.place),
                    line: column.place.line,
                    uses: uses.of_column(id).map(used).collect(),
                });
            }
        }
    }
    all
}

/// Gives every proposal what it would take out, by class.
pub(super) fn take_out(proposals: &mut [Proposal], sensitive: &[SensitiveColumn]) {
    let names: BTreeMap<u32, String> = proposals.iter().map(|one| (one.rank, one.name.clone())).collect();
    let mut owners: BTreeMap<&str, u32> = BTreeMap::new();
    for one in proposals.iter() {
        owners.extend(one.owns.tables.iter().chain(&one.owns.columns).map(|name| (name.as_str(), one.rank)));
    }
    let mut taken: BTreeMap<(u32, &str), TakenOut> = BTreeMap::new();
    for column in sensitive {
        let table = column.column.rsplit_once('.').map_or("", |(table, _)| table);
        let owner = owners.get(column.column.as_str()).or_else(|| owners.get(table));
        let Some(&owner) = owner else { continue };
        let class = column.class.as_str();
        let one = taken.entry((owner, class)).or_insert_with(|| TakenOut {
            class: class.to_owned(),
            columns: Vec::new(),
            readers: Vec::new(),
            read_by_rest: false,
        });
        one.columns.push(column.column.clone());
        let readers: BTreeSet<Option<u32>> =
            column.uses.iter().filter(|one| one.reads > 0).map(|one| one.boundary).collect();
        one.read_by_rest |= readers.contains(&None);
        let others = readers.into_iter().flatten().filter(|rank| *rank != owner);
        one.readers.extend(others.filter_map(|rank| names.get(&rank).cloned()));
    }
    let taken: Vec<(u32, TakenOut)> = taken.into_iter().map(|((owner, _), one)| (owner, one)).collect();
    for proposal in proposals {
        let own = taken.iter().filter(|(owner, _)| *owner == proposal.rank);
        proposal.takes_out = own.map(|(_, one)| one.clone()).collect();
    }
}
