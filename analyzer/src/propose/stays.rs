//! Markers: columns of tables that stay, in which the monolith keeps the outcome of a process.

use std::collections::{BTreeMap, BTreeSet};

use super::enders::enders;
use super::members::{fillers, specific, writes};
use super::nouns::is_drawer;
use super::outcomes::handed_over;
use super::proposal::Proposal;
use crate::graph::Access;
use crate::lexicon;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{self, Carrier};

/// How far from an operation a write still counts as its own.
const DEPTH: usize = 3;

/// How many columns of another table an operation sets at most whose outcome they are.
const OUTCOMES: usize = 4;
/// And of how many other tables.
const OTHERS: usize = 2;

/// The markers of a candidate, sorted.
pub(super) fn markers(context: &Context<'_>, candidate: &Candidate) -> Vec<ColumnId> {
    let acted_on: BTreeSet<TableId> = candidate
        .tables
        .iter()
        .flat_map(|table| context.figures[table.0 as usize].refers_to.iter().copied())
        .filter(|table| candidate.tables.binary_search(table).is_err())
        .collect();
    let mut words: BTreeSet<String> = candidate.keys.clone();
    for table in &candidate.tables {
        let reading = &context.readings[table.0 as usize];
        let own = reading.words.iter().filter(|word| !super::members::names_noun(context, word));
        words.extend(own.flat_map(|word| context.keys(word).to_vec()));
    }
    let enders = enders(context, candidate);
    let mut within = with_callees(context, candidate.operations.iter().map(|(id, _)| *id).collect());
    within.extend(with_callees(context, enders.clone()));
    let written = set_by(context, &within, Mode::writes);
    let outcomes = outcomes(context, candidate, &words, &enders);
    let house = house_word(context, candidate);
    let mut found: BTreeSet<ColumnId> = BTreeSet::new();
    for table in context.ids().filter(|table| candidate.tables.binary_search(table).is_err()) {
        let acted = acted_on.contains(&table);
        let kept = context.is_noun(table) || acted || context.is_pair(table);
        for column in context.columns(table) {
            // The cheap questions stand before those about words.
            let acts = || meets_act(context, column, &candidate.act_keys) || mostly(context, column, &words);
            let outcome = || !is_key(context, column) || meets(context, column, &candidate.act_keys);
            let told = || {
                (outcomes.contains(&column) && !keeps_books(context, column))
                    || meets(context, column, &words)
            };
            let keeps = || kept && written.contains(&column) && told() && outcome();
            let named = || {
                let name = &context.monolith.program.schema.column_of(column).name;
                context.is_noun(table)
                    && !is_key(context, column)
                    && house.is_some()
                    && context.split(name).first() == house.as_ref()
            };
            if (acted && acts()) || named() || keeps() {
                found.insert(column);
            }
        }
    }
    found.retain(|column| {
        let name = &context.monolith.program.schema.column_of(*column).name;
        let of_house = house.is_some() && context.split(name).first() == house.as_ref();
        of_house || says_who_or_when(name) || !is_set_by_others(context, *column, &within)
    });
    found.extend(made_relations(context, candidate, &words));
    found.retain(|column| {
        !refers(context, candidate, *column) && candidate.columns.binary_search(column).is_err()
    });
    found.extend(handed_over(context, candidate, &within, &enders));
    // What lies in a drawer is told by its key, and no column says it.
    found.retain(|column| !is_drawer(context, column.table));
    // Where two databases have a table of one name, a reader could not tell which of them stays.
    let owned: BTreeSet<String> = candidate.tables.iter().map(|table| context.table_name(*table)).collect();
    found.retain(|column| !owned.contains(&context.table_name(column.table)));
    found.into_iter().collect()
}

/// `verified_at` is the outcome of verifying, though releasing a payout hangs on it, too: a marker whose name tells the act of
/// one boundary is no other's.
pub(super) fn to_whose_act_they_tell(context: &Context<'_>, proposals: &mut [Proposal]) {
    let schema = &context.monolith.program.schema;
    let tells = |proposal: &Proposal, column: ColumnId| {
        let verb = readings::trace(&schema.column_of(column).name).and_then(|trace| trace.verb);
        verb.is_some_and(|verb| context.keys(&proposal.verb).contains(&verb))
    };
    let told: BTreeSet<ColumnId> = proposals
        .iter()
        .flat_map(|one| one.stays.iter().copied().filter(|column| tells(one, *column)))
        .collect();
    for one in proposals {
        let own: BTreeSet<ColumnId> =
            one.stays.iter().copied().filter(|column| tells(one, *column)).collect();
        one.stays.retain(|column| own.contains(column) || !told.contains(column));
    }
}

/// What so many boundaries would leave behind is the outcome of none, unless its name tells an outcome: a `status`.
const MANY_LEAVE: usize = 4;

/// Takes out of the markers what many boundaries write, each on its way.
pub(super) fn of_few(context: &Context<'_>, proposals: &mut [Proposal]) {
    let mut counts: BTreeMap<ColumnId, usize> = BTreeMap::new();
    proposals.iter().flat_map(|one| &one.stays).for_each(|column| *counts.entry(*column).or_default() += 1);
    let schema = &context.monolith.program.schema;
    let tells = |column: &ColumnId| readings::trace(&schema.column_of(*column).name).is_some();
    for one in proposals {
        one.stays.retain(|column| counts[column] < MANY_LEAVE || tells(column));
    }
}

/// `invited_by_id`, `approved_at`: the name alone says whose outcome it is.
fn says_who_or_when(name: &str) -> bool {
    let done = readings::trace(name).is_some_and(|trace| trace.verb.is_some());
    done && readings::split(name).iter().any(|word| ["at", "by", "on"].contains(&word.as_str()))
}

/// Whether it is known who sets the column, and none of them is of the process: whatever its name, it is another's outcome.
/// What nothing changes is told by whoever makes the row.
fn is_set_by_others(context: &Context<'_>, column: ColumnId, within: &BTreeSet<FunctionId>) -> bool {
    let written = |mode: Mode| {
        let accesses = context.monolith.graph.accesses_to(column.table).iter();
        accesses.filter(move |access| {
            access.mode == mode
                && !context.is_bulk(access.function)
                && context.statement(access.statement).writes_columns.contains(&column)
        })
    };
    let telling =
        |access: &&Access| specific(context, &context.statement(access.statement).writes_columns, column);
    let changed = written(Mode::Update).next().is_some();
    let mut setters: BTreeSet<FunctionId> =
        written(Mode::Update).filter(telling).map(|access| access.function).collect();
    setters.extend(fillers(context, column));
    if !changed && setters.is_empty() {
        setters.extend(written(Mode::Insert).map(|access| access.function));
    }
    !setters.is_empty() && setters.is_disjoint(within)
}

/// What functions set in the same breath as columns that they own, in rows that stay.
pub(super) fn set_beside(context: &Context<'_>, candidate: &Candidate) -> BTreeSet<ColumnId> {
    let owned = |column: &ColumnId| candidate.columns.contains(column);
    let mut found = BTreeSet::new();
    for id in &candidate.inside {
        let rows = context.handed_by(*id).map(|row| &row.columns);
        let updates = context.monolith.graph.accesses(*id).iter().filter(|a| a.mode == Mode::Update);
        let written = updates.map(|access| &context.statement(access.statement).writes_columns);
        for set in rows.chain(written).filter(|set| set.iter().any(owned)) {
            let others: Vec<ColumnId> = set
                .iter()
                .copied()
                .filter(|column| {
                    !owned(column) && !is_key(context, *column) && !keeps_books(context, *column)
                })
                .collect();
            if others.len() <= OUTCOMES {
                found.extend(others);
            }
        }
    }
    found
}

/// Rows that say how two nouns relate and that an operation makes at its end, as an accepted invitation makes a member:
/// when and by whom they were made is the outcome.
fn made_relations(
    context: &Context<'_>,
    candidate: &Candidate,
    keys: &BTreeSet<String>,
) -> BTreeSet<ColumnId> {
    let named = |id: &FunctionId| !context.words(*id).name.is_disjoint(keys);
    let deciding = candidate.operations.iter().map(|(id, _)| *id).filter(|id| context.verb_of(*id).is_some());
    let within = with_callees(context, deciding.filter(named).collect());
    let accesses = within.iter().flat_map(|id| context.monolith.graph.accesses(*id));
    let made: BTreeSet<TableId> = accesses
        .filter(|access| access.mode == Mode::Insert && relates_nouns(context, access.table))
        .filter(|access| !is_entity(context, access.table))
        .map(|access| access.table)
        .collect();
    let made = made.into_iter().filter(|table| candidate.tables.binary_search(table).is_err());
    let columns = made.flat_map(|table| context.columns(table));
    columns.filter(|column| tells_making(context, *column)).collect()
}

/// A noun whose rows have a key of their own is more than how others relate: a folder in a workspace.
fn is_entity(context: &Context<'_>, table: TableId) -> bool {
    context.is_noun(table) && context.table(table).primary_key.len() < 2
}

pub(super) fn relates_nouns(context: &Context<'_>, table: TableId) -> bool {
    let references = &context.references[table.0 as usize];
    let nouns: BTreeSet<TableId> =
        references.iter().map(|(_, to)| *to).filter(|to| context.is_noun(*to)).collect();
    nouns.len() >= 2 && crate::score::signals::act_value(&context.readings[table.0 as usize]) < 0.5
}

/// `created_at`, `created_by`
fn tells_making(context: &Context<'_>, column: ColumnId) -> bool {
    let words = readings::split(&context.monolith.program.schema.column_of(column).name);
    let made = |word: &String| {
        lexicon::verb_lemma(word).is_some_and(|lemma| ["create", "add"].contains(&lemma.verb.as_str()))
    };
    matches!(&words[..], [first, last] if made(first) && ["at", "on", "by"].contains(&last.as_str()))
}

/// The word that leads the names of all tables of a process with several, and of no other table: the house's name for it.
fn house_word(context: &Context<'_>, candidate: &Candidate) -> Option<String> {
    let own = |table: &TableId| candidate.tables.binary_search(table).is_ok();
    let first = |table: TableId| context.readings[table.0 as usize].words.first();
    let word = first(*candidate.tables.first()?)?;
    let led = candidate.tables.len() >= 2 && candidate.tables.iter().all(|table| first(*table) == Some(word));
    let elsewhere = |table: TableId| context.readings[table.0 as usize].words.contains(word);
    let alone = !context.ids().filter(|table| !own(table)).any(elsewhere);
    (led && alone).then(|| word.clone())
}

/// `updated_at` and the like change with every change: that is no outcome of one process.
pub(super) fn keeps_books(context: &Context<'_>, column: ColumnId) -> bool {
    readings::keeps_books(&context.monolith.program.schema.column_of(column).name)
}

pub(super) fn is_key(context: &Context<'_>, column: ColumnId) -> bool {
    context.references[column.table.0 as usize].iter().any(|(own, _)| *own == column.column)
}

fn meets(context: &Context<'_>, column: ColumnId, keys: &BTreeSet<String>) -> bool {
    let name = &context.monolith.program.schema.column_of(column).name;
    readings::split(name).iter().any(|word| context.keys(word).iter().any(|key| keys.contains(key)))
}

/// At least half of the words of the column's name are the process's, and it is no foreign key.
fn mostly(context: &Context<'_>, column: ColumnId, keys: &BTreeSet<String>) -> bool {
    let key = is_key(context, column);
    let mut words = readings::split(&context.monolith.program.schema.column_of(column).name);
    words.retain(|word| !["at", "on", "by", "is", "has", "id"].contains(&word.as_str()));
    let met = words.iter().filter(|word| context.keys(word).iter().any(|key| keys.contains(key))).count();
    !key && met > 0 && met * 2 >= words.len()
}

/// The column's name holds the act itself, and a foreign key's only where it says who did it.
fn meets_act(context: &Context<'_>, column: ColumnId, keys: &BTreeSet<String>) -> bool {
    let by =
        readings::split(&context.monolith.program.schema.column_of(column).name).contains(&"by".to_owned());
    (by || !is_key(context, column)) && meets(context, column, keys)
}

/// A foreign key to owned data is no outcome.
fn refers(context: &Context<'_>, candidate: &Candidate, column: ColumnId) -> bool {
    context
        .table(column.table)
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(&column.column) && candidate.tables.binary_search(&key.to).is_ok())
}

/// What operations whose names or places tell the process, or that call what changes its rows, change in other tables,
/// whatever that is called. One that changes much does several things.
fn outcomes(
    context: &Context<'_>,
    candidate: &Candidate,
    keys: &BTreeSet<String>,
    enders: &BTreeSet<FunctionId>,
) -> BTreeSet<ColumnId> {
    let own = |column: &ColumnId| {
        candidate.tables.binary_search(&column.table).is_ok()
            || candidate.columns.binary_search(column).is_ok()
    };
    let inside = |id| candidate.inside.binary_search(&id).is_ok();
    // Whoever only ends all sessions does something else, and they go with it.
    let acts = !candidate.act_keys.is_empty();
    let works = |access: &Access| writes(context, candidate, access) && (acts || access.mode != Mode::Delete);
    let changes = |id| inside(id) && context.monolith.graph.accesses(id).iter().any(works);
    let pending = |table: &TableId| {
        let reading = &context.readings[table.0 as usize];
        reading.has(Carrier::Pending) && !reading.has(Carrier::Queued)
    };
    let lasts = acts || candidate.tables.iter().any(pending);
    let mut all = BTreeSet::new();
    let mut drivers: BTreeSet<FunctionId> = candidate.operations.iter().map(|(id, _)| *id).collect();
    drivers.extend(enders);
    for id in &drivers {
        let words = context.words(*id);
        // Who puts a job into a queue does not do the queue's work.
        let drives = || {
            let callees = context.monolith.graph.callees(*id);
            lasts && callees.iter().any(|callee| changes(*callee))
        };
        let named = !words.name.is_disjoint(keys) || !words.home.is_disjoint(keys) || enders.contains(id);
        if !named && !drives() {
            continue;
        }
        let alone = BTreeSet::from([*id]);
        let reached = if enders.contains(id) { alone } else { with_callees(context, alone) };
        let mut set = set_by(context, &reached, |mode| mode == Mode::Update);
        set.retain(|column| !own(column) && (context.is_noun(column.table) || !enders.contains(id)));
        let mut counts: BTreeMap<TableId, usize> = BTreeMap::new();
        set.iter().for_each(|column| *counts.entry(column.table).or_default() += 1);
        if counts.len() > OTHERS || counts.values().any(|count| *count > OUTCOMES) {
            continue;
        }
        // `change_password` ends all sessions: the password is its own doing.
        set.retain(|column| named || !says(context, &words.name, *column));
        all.append(&mut set);
    }
    all
}

/// Whether a function's name says that it is about the column, or about the table.
fn says(context: &Context<'_>, name: &BTreeSet<String>, column: ColumnId) -> bool {
    let table = &context.readings[column.table.0 as usize].words;
    meets(context, column, name) || table.iter().any(|word| name.contains(word))
}

/// Columns that the functions set one by one by statements that count.
fn set_by(
    context: &Context<'_>,
    functions: &BTreeSet<FunctionId>,
    counts: impl Fn(Mode) -> bool,
) -> BTreeSet<ColumnId> {
    let graph = context.monolith.graph;
    let mut columns = BTreeSet::new();
    // Of a row that one of them fills and another saves it is known what was filled.
    let mut saved: BTreeSet<(FunctionId, TableId)> = BTreeSet::new();
    for row in functions.iter().flat_map(|id| context.handed_by(*id)) {
        saved.extend(row.columns.iter().map(|column| (row.to, column.table)));
        columns.extend(row.columns.iter().copied().filter(|column| specific(context, &row.columns, *column)));
    }
    let accesses = functions.iter().flat_map(|id| graph.accesses(*id));
    let whole = |function: FunctionId, table: TableId| saved.contains(&(function, table));
    for access in accesses.filter(|a| counts(a.mode) && !whole(a.function, a.table)) {
        let written = &context.statement(access.statement).writes_columns;
        columns.extend(written.iter().copied().filter(|column| specific(context, written, *column)));
    }
    columns
}

/// The functions and what they call, a few steps far.
pub(super) fn with_callees(context: &Context<'_>, functions: BTreeSet<FunctionId>) -> BTreeSet<FunctionId> {
    let graph = context.monolith.graph;
    let mut seen = functions;
    let mut edge: Vec<FunctionId> = seen.iter().copied().collect();
    for _ in 0..DEPTH {
        let new = |id: &FunctionId| !seen.contains(id) && !context.is_everywhere(*id);
        let next: Vec<FunctionId> =
            edge.iter().flat_map(|id| graph.callees(*id)).copied().filter(new).collect();
        seen.extend(next.iter().copied());
        edge = next;
    }
    seen
}
