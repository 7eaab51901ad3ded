//! Boundaries as a person draws them, judged as proposals are: the same signals, blockers and verdict over data and operations
//! that are given and not found.

use std::collections::{BTreeMap, BTreeSet};

use super::members::{self, Signature};
use super::proposal::Proposal;
use super::{Scored, act_keys, conclude, split};
use crate::graph::Monolith;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::score::candidate::{Candidate, Role};
use crate::score::context::Context;
use crate::score::readings;

/// A boundary as somebody draws it. Lists are sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) name: String,
    pub(crate) verb: String,
    pub(crate) subject: String,
    pub(crate) tables: Vec<TableId>,
    pub(crate) columns: Vec<ColumnId>,
    pub(crate) stays: Vec<ColumnId>,
    pub(crate) operations: Vec<FunctionId>,
    /// Its data is new to it: who belongs to it is to be found, besides those that are given.
    pub(crate) redrawn: bool,
}

/// Each boundary with its figures, in the order given.
pub(crate) fn judge(monolith: Monolith<'_>, nouns: &[TableId], drawn: &[Drawn]) -> Vec<Proposal> {
    let mut context = Context::new(monolith);
    nouns.iter().for_each(|table| context.mark_noun(*table));
    drawn.iter().map(|one| conclude(&context, Scored::of(&context, candidate(&context, one)))).collect()
}

fn candidate(context: &Context<'_>, drawn: &Drawn) -> Candidate {
    let mut candidate = Candidate {
        tables: drawn.tables.clone(),
        columns: drawn.columns.clone(),
        stays: drawn.stays.clone(),
        name: drawn.name.clone(),
        verb: drawn.verb.clone(),
        subject: drawn.subject.clone(),
        ..Candidate::default()
    };
    let signature = if candidate.tables.is_empty() {
        let said = said_by_columns(context, &candidate);
        candidate.act_keys = context.keys(&said).iter().cloned().collect();
        Signature::of_any(context, [&said])
    } else {
        candidate.act_keys = act_keys(context, &candidate);
        Signature::of_tables(context, &candidate.tables)
    };
    let mut operations: BTreeSet<FunctionId> = drawn.operations.iter().copied().collect();
    if drawn.redrawn {
        operations.retain(|id| reaches(context, &candidate, *id));
        let mut found = candidate.clone();
        members::fill(context, &mut found, &signature);
        operations.extend(found.operations.iter().map(|(id, _)| *id));
    }
    let belongs = |id| operations.contains(&id) || is_made_for(context, &operations, id);
    members::divide(context, &mut candidate, &signature, belongs);
    let graph = context.monolith.graph;
    let role = |id| if graph.is_entry(id) { Role::Entry } else { Role::Core };
    candidate.operations = operations.into_iter().map(|id| (id, role(id))).collect();
    candidate.operations.sort_by_key(|(id, role)| (*role, *id));
    candidate
}

/// Whether the function, or what it calls, touches a table with the boundary's data.
fn reaches(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> bool {
    let graph = context.monolith.graph;
    let of_columns = candidate.columns.iter().map(|column| column.table);
    let mut tables = candidate.tables.iter().copied().chain(of_columns);
    tables.any(|table| {
        let at = table.0 as usize;
        graph.reads(id).contains(at) || graph.writes(id).contains(at)
    })
}

/// What a derive makes stands nowhere: it is of those that call it.
fn is_made_for(context: &Context<'_>, operations: &BTreeSet<FunctionId>, id: FunctionId) -> bool {
    let callers = context.monolith.graph.callers(id);
    context.function(id).derived && !callers.is_empty() && callers.iter().all(|id| operations.contains(id))
}

/// The word that the columns are about, as when such columns are found: the decision among them, else what most begin with.
fn said_by_columns(context: &Context<'_>, candidate: &Candidate) -> String {
    let schema = &context.monolith.program.schema;
    let traces =
        candidate.columns.iter().filter_map(|column| readings::trace(&schema.column_of(*column).name)?.verb);
    if let Some(decision) = readings::deciding(traces) {
        return decision;
    }
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    for stem in candidate.columns.iter().filter_map(|column| split::stem(context, *column)) {
        *stems.entry(stem).or_default() += 1;
    }
    let most = stems.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or_else(|| candidate.verb.clone(), |(stem, _)| stem)
}
