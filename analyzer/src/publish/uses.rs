//! What each boundary touches: its operations, and the helpers of no boundary that they call. Where a call leads into
//! another boundary the way ends: that is a call of its API, not a touch of its data.

use std::collections::{BTreeMap, BTreeSet};

use crate::Analysis;
use crate::facts::model::EffectKind;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};

/// Who touches a table: ranks of proposals, or None for everybody else, with readers and writers.
type Touches = BTreeMap<Option<u32>, Sides>;

/// Functions that read, and that write.
#[derive(Default)]
pub(super) struct Sides {
    pub(super) readers: BTreeSet<FunctionId>,
    pub(super) writers: BTreeSet<FunctionId>,
}

/// Tables and boundaries that boundaries touch.
#[derive(Default)]
pub(super) struct Uses {
    tables: BTreeMap<TableId, Touches>,
    columns: BTreeMap<ColumnId, Touches>,
    /// By caller's rank, then callee's: functions of the one that are called by the other.
    calls: BTreeMap<u32, BTreeMap<u32, BTreeSet<FunctionId>>>,
    /// By rank: what is reached besides the database, one of a kind, library and target.
    effects: BTreeMap<u32, BTreeMap<Reached, usize>>,
    /// How many boundaries there are.
    boundaries: usize,
}

/// Among fewer boundaries "most" says nothing.
const FEW: usize = 3;

/// Kind, library and target.
type Reached = (EffectKind, String, Option<String>);

impl Uses {
    pub(super) fn of(analysis: &Analysis) -> Uses {
        let mut members: BTreeMap<FunctionId, BTreeSet<u32>> = BTreeMap::new();
        for (rank, proposal) in (1..).zip(&analysis.proposals) {
            for (function, _) in &proposal.operations {
                members.entry(*function).or_default().insert(rank);
            }
        }
        let mut uses = Uses { boundaries: analysis.proposals.len(), ..Uses::default() };
        for (rank, proposal) in (1..).zip(&analysis.proposals) {
            let operations = proposal.operations.iter().map(|(function, _)| *function).collect();
            uses.add_boundary(analysis, &members, rank, operations);
        }
        let count = u32::try_from(analysis.program.functions.len()).expect("a FunctionId has 32 bits");
        for id in (0..count).map(FunctionId).filter(|id| !members.contains_key(id)) {
            uses.add(analysis, None, id);
        }
        uses
    }

    /// Who touches the table.
    pub(super) fn of_table(&self, id: TableId) -> impl Iterator<Item = (Option<u32>, &Sides)> {
        self.tables.get(&id).into_iter().flatten().map(|(rank, sides)| (*rank, sides))
    }

    /// Who touches the column.
    pub(super) fn of_column(&self, id: ColumnId) -> impl Iterator<Item = (Option<u32>, &Sides)> {
        self.columns.get(&id).into_iter().flatten().map(|(rank, sides)| (*rank, sides))
    }

    /// The boundaries that one calls, with how many of their functions.
    pub(super) fn calls_of(&self, rank: u32) -> impl Iterator<Item = (u32, u64)> {
        self.calls.get(&rank).into_iter().flatten().map(|(to, functions)| (*to, functions.len() as u64))
    }

    /// What the boundary reaches besides the database, as places in the program's list, the first of each; and whether
    /// most boundaries do.
    pub(super) fn effects_of(&self, rank: u32) -> impl Iterator<Item = (usize, bool)> {
        let of_rank = self.effects.get(&rank).into_iter().flatten();
        of_rank.map(|(reached, index)| {
            let reach = self.effects.values().filter(|all| all.contains_key(reached)).count();
            (*index, reach >= FEW && 2 * reach > self.boundaries)
        })
    }

    fn add_boundary(
        &mut self,
        analysis: &Analysis,
        members: &BTreeMap<FunctionId, BTreeSet<u32>>,
        rank: u32,
        operations: Vec<FunctionId>,
    ) {
        let mut seen: BTreeSet<FunctionId> = operations.iter().copied().collect();
        let mut open = operations;
        while let Some(id) = open.pop() {
            self.add(analysis, Some(rank), id);
            self.add_effects(analysis, rank, id);
            for callee in analysis.graph.callees(id) {
                match members.get(callee) {
                    Some(owners) if owners.contains(&rank) => {}
                    Some(owners) => {
                        for owner in owners {
                            let called = self.calls.entry(rank).or_default().entry(*owner).or_default();
                            called.insert(*callee);
                        }
                    }
                    None if seen.insert(*callee) => open.push(*callee),
                    None => {}
                }
            }
        }
    }

    fn add_effects(&mut self, analysis: &Analysis, rank: u32, id: FunctionId) {
        let all = &analysis.program.effects;
        let first = all.partition_point(|effect| effect.function < id);
        for (at, effect) in all.iter().enumerate().skip(first).take_while(|(_, effect)| effect.function == id)
        {
            let key = (effect.kind, effect.library.clone(), effect.target.clone());
            let kept = self.effects.entry(rank).or_default().entry(key).or_insert(at);
            *kept = at.min(*kept);
        }
    }

    fn add(&mut self, analysis: &Analysis, rank: Option<u32>, id: FunctionId) {
        for access in analysis.graph.accesses(id) {
            let sides = self.tables.entry(access.table).or_default().entry(rank).or_default();
            let side = if access.mode.writes() { &mut sides.writers } else { &mut sides.readers };
            side.insert(id);
            let statement = &analysis.program.statements[access.statement.0 as usize];
            let of_table = |column: &&ColumnId| column.table == access.table;
            for column in statement.reads_columns.iter().filter(of_table) {
                self.columns.entry(*column).or_default().entry(rank).or_default().readers.insert(id);
            }
            for column in statement.writes_columns.iter().filter(of_table) {
                self.columns.entry(*column).or_default().entry(rank).or_default().writers.insert(id);
            }
        }
    }
}
