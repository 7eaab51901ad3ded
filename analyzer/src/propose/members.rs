//! Which functions belong to a candidate, and which ones only touch its data.

use std::collections::BTreeSet;

use crate::facts::statement::SqlKind;
use crate::graph::Access;
use crate::lexicon::{self, Crud};
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::{Mode, StatementInfo};
use crate::score::candidate::{Candidate, Role};
use crate::score::context::Context;
use crate::score::readings::Carrier;

/// A function that drives a process changes at most so many other tables that are no nouns.
const OTHERS: usize = 2;
/// What more functions than this call is a tool of many.
const CALLERS: usize = 6;
/// So far up from what writes the data a function may stand that drives it: a handler, a service, a repository.
const STEPS: usize = 3;
/// And so far one that says by its own name what it drives.
const FURTHER: usize = 4;
/// A statement that touches more of a table's columns than this share touches whole rows.
const WHOLE_ROW: f64 = 0.6;

/// The words by which a candidate's functions are known: one set of alternatives a word, by table.
pub(super) struct Signature {
    tables: Vec<Spoken>,
}

/// The words of one table.
struct Spoken {
    words: Vec<Vec<String>>,
    /// Whether all of them are names of entities: `folders_ciphers`.
    entities: bool,
}

impl Signature {
    pub(super) fn of_tables(context: &Context<'_>, tables: &[TableId]) -> Signature {
        let spoken = tables.iter().map(|table| {
            let reading = &context.readings[table.0 as usize];
            let own: Vec<&String> =
                reading.core_words().iter().filter(|word| !names_noun(context, word)).collect();
            let entities = own.is_empty();
            let mut used = if entities { reading.words.iter().collect() } else { own };
            // `kv_store`: everything is stored.
            if used.iter().any(|word| !is_weak(word)) {
                used.retain(|word| !is_weak(word));
            }
            Spoken { words: used.into_iter().map(|word| context.keys(word).to_vec()).collect(), entities }
        });
        Signature { tables: spoken.collect() }
    }

    /// Whoever says one of the words.
    pub(super) fn of_any<'a>(
        context: &Context<'_>,
        words: impl IntoIterator<Item = &'a String>,
    ) -> Signature {
        let any = words.into_iter().flat_map(|word| context.keys(word).to_vec()).collect();
        Signature { tables: vec![Spoken { words: vec![any], entities: false }] }
    }

    pub(super) fn keys(&self) -> BTreeSet<String> {
        self.tables.iter().flat_map(|table| &table.words).flatten().cloned().collect()
    }

    /// At least half of the words of one table are among the keys.
    fn fits(&self, keys: &[&BTreeSet<String>]) -> bool {
        self.tables.iter().any(|table| table.is_half_said(keys))
    }

    /// The same, but of entities' names all: what says one of them is about that one.
    pub(super) fn fits_surely(&self, keys: &[&BTreeSet<String>]) -> bool {
        self.tables
            .iter()
            .any(|table| if table.entities { table.is_said(keys) } else { table.is_half_said(keys) })
    }
}

impl Spoken {
    fn is_said(&self, keys: &[&BTreeSet<String>]) -> bool {
        self.words.iter().all(|word| is_among(word, keys))
    }

    fn is_half_said(&self, keys: &[&BTreeSet<String>]) -> bool {
        self.words.iter().filter(|word| is_among(word, keys)).count() * 2 >= self.words.len()
    }
}

fn is_among(word: &[String], keys: &[&BTreeSet<String>]) -> bool {
    word.iter().any(|key| keys.iter().any(|set| set.contains(key)))
}

/// Whether functions are named with the word whatever they work on.
fn is_weak(word: &str) -> bool {
    lexicon::crud(word).is_some_and(|crud| crud != Crud::Delete)
}

/// Whether the word is, alone, the name of a noun or the last word of one.
pub(super) fn names_noun(context: &Context<'_>, word: &str) -> bool {
    context.noun_words.contains(word)
}

/// Whether the statement touches the column for itself and not with the whole row.
pub(super) fn specific(context: &Context<'_>, columns: &[ColumnId], column: ColumnId) -> bool {
    let of_table = columns.iter().filter(|other| other.table == column.table).count();
    let all = context.table(column.table).columns.len();
    columns.contains(&column) && (of_table <= 3 || (of_table as f64) < all as f64 * WHOLE_ROW)
}

/// The columns that each place changes for themselves once the row is there, also in rows that others save; with its function.
pub(super) fn changes(context: &Context<'_>, table: TableId) -> Vec<(Vec<ColumnId>, FunctionId)> {
    let updates = context.monolith.graph.accesses_to(table).iter().filter(|a| a.mode == Mode::Update);
    let written = updates.map(|a| (a.function, &context.statement(a.statement).writes_columns[..]));
    let handed = context.handed_rows_of(table).map(|row| (row.function, &row.columns[..]));
    let telling = |columns: &[ColumnId]| -> Vec<ColumnId> {
        context.columns(table).filter(|column| specific(context, columns, *column)).collect()
    };
    written.chain(handed).map(|(id, columns)| (telling(columns), id)).collect()
}

/// Whether the access touches the candidate's data.
pub(super) fn touches(context: &Context<'_>, candidate: &Candidate, access: &Access) -> bool {
    candidate.tables.binary_search(&access.table).is_ok() || {
        let statement = context.statement(access.statement);
        candidate
            .columns
            .iter()
            .any(|column| column.table == access.table && uses(context, statement, *column))
    }
}

/// Whether the access writes the candidate's data.
pub(super) fn writes(context: &Context<'_>, candidate: &Candidate, access: &Access) -> bool {
    access.mode.writes()
        && (candidate.tables.binary_search(&access.table).is_ok() || {
            let written = &context.statement(access.statement).writes_columns;
            candidate.columns.iter().any(|column| {
                column.table == access.table
                    && (specific(context, written, *column)
                        || (access.mode == Mode::Insert && written.contains(column)))
            })
        })
}

fn uses(context: &Context<'_>, statement: &StatementInfo, column: ColumnId) -> bool {
    specific(context, &statement.writes_columns, column)
        || (statement.kind == SqlKind::Insert && statement.writes_columns.contains(&column))
        || specific(context, &statement.reads_columns, column)
}

/// Fills in who belongs to the candidate and who only touches its data.
pub(super) fn fill(context: &Context<'_>, candidate: &mut Candidate, signature: &Signature) {
    candidate.keys.extend(signature.keys());
    let around = around(context, candidate);
    let at_home = |id: FunctionId| signature.fits(&[&context.words(id).home]);
    let has_home = around.iter().any(|(id, writes)| *writes && at_home(*id));
    let belongs = |(id, writes): (FunctionId, bool)| {
        let words = context.words(id);
        // What copies all data works for nobody, though it has a function named after each table.
        if context.is_bulk(id) {
            return false;
        }
        if has_home {
            return at_home(id)
                || (writes && does(context, candidate, id))
                || (context.is_asked(id) && signature.fits(&[&words.name, &words.route]))
                || (!writes && signature.fits(&[&words.name]));
        }
        match in_nouns_home(context, id) {
            // There everything is about the noun: only what by its own name does the process is of it.
            true => signature.fits(&[&words.name]),
            false => signature.fits(&[&words.name, &words.home, &words.route]),
        }
    };
    let mut inside: Vec<FunctionId> =
        around.iter().copied().filter(|one| belongs(*one)).map(|(id, _)| id).collect();
    inside.extend(through_updaters(context, candidate, signature));
    if inside.is_empty() {
        inside = at_main_place(context, &around);
    }
    inside.extend(makers(context, candidate, &inside));
    inside.sort_unstable();
    inside.dedup();
    leave_outside(candidate, around, &inside);
    candidate.inside = inside;
    candidate.operations = operations(context, candidate, signature);
}

/// The same where it is known who belongs to it.
pub(super) fn divide(
    context: &Context<'_>,
    candidate: &mut Candidate,
    signature: &Signature,
    belongs: impl Fn(FunctionId) -> bool,
) {
    candidate.keys.extend(signature.keys());
    let around = around(context, candidate);
    let updating = through_updaters(context, candidate, signature);
    let mut inside: Vec<FunctionId> =
        around.iter().map(|(id, _)| *id).chain(updating).filter(|id| belongs(*id)).collect();
    inside.sort_unstable();
    inside.dedup();
    leave_outside(candidate, around, &inside);
    candidate.inside = inside;
}

/// Functions that touch the candidate's data themselves, sorted, with whether they write it.
fn around(context: &Context<'_>, candidate: &Candidate) -> Vec<(FunctionId, bool)> {
    let graph = context.monolith.graph;
    let data: BTreeSet<TableId> =
        candidate.tables.iter().copied().chain(candidate.columns.iter().map(|column| column.table)).collect();
    let mut around: Vec<(FunctionId, bool)> = Vec::new();
    for access in data.iter().flat_map(|table| graph.accesses_to(*table)) {
        if touches(context, candidate, access) {
            around.push((access.function, writes(context, candidate, access)));
        }
    }
    for column in &candidate.columns {
        around.extend(fillers(context, *column).map(|id| (id, true)));
    }
    around.sort_by_key(|(id, writes)| (*id, !writes));
    around.dedup_by_key(|(id, _)| *id);
    around
}

/// Who touches the data and is not inside writes it from outside, or reads it.
fn leave_outside(candidate: &mut Candidate, around: Vec<(FunctionId, bool)>, inside: &[FunctionId]) {
    for (id, writes) in around {
        if inside.binary_search(&id).is_err() {
            if writes { candidate.foreign_writers.push(id) } else { candidate.consumers.push(id) }
        }
    }
}

/// Whether the function's verb is the candidate's act: `ban`, `unban`; not `update_banned`.
fn does(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> bool {
    let verb = context.verb_of(id);
    verb.is_some_and(|verb| context.keys(&verb).iter().any(|key| candidate.act_keys.contains(key)))
}

/// Without those that make its rows there is no process: where its own name is kept apart from them (a worker makes the rows,
/// a handler named after them lists them), those that make nothing else belong to it.
fn makers(context: &Context<'_>, candidate: &Candidate, inside: &[FunctionId]) -> Vec<FunctionId> {
    let graph = context.monolith.graph;
    let own = |table: TableId| candidate.tables.binary_search(&table).is_ok();
    let made = |id: FunctionId| {
        graph.accesses(id).iter().filter(|access| access.mode == Mode::Insert).map(|access| access.table)
    };
    if inside.iter().any(|id| made(*id).any(own)) {
        return Vec::new();
    }
    let all = candidate.tables.iter().flat_map(|table| graph.accesses_to(*table));
    all.map(|access| access.function).filter(|id| made(*id).any(own) && made(*id).all(own)).collect()
}

/// Where one function saves whole rows for all: those that by their name do the process and call it.
fn through_updaters(context: &Context<'_>, candidate: &Candidate, signature: &Signature) -> Vec<FunctionId> {
    let graph = context.monolith.graph;
    let mut found = Vec::new();
    for column in &candidate.columns {
        for access in graph.accesses_to(column.table).iter().filter(|access| access.mode == Mode::Update) {
            let written = &context.statement(access.statement).writes_columns;
            if written.contains(column) && !specific(context, written, *column) {
                // Of those whose rows are known it is known whether they set the column.
                let known = |id: FunctionId| context.handed_by(id).any(|row| row.to == access.function);
                let callers = graph.callers(access.function).iter().copied();
                found.extend(callers.filter(|id| !known(*id) && named(context, signature, *id)));
            }
        }
    }
    found
}

/// Functions that set the column in a row which another saves.
pub(super) fn fillers(context: &Context<'_>, column: ColumnId) -> impl Iterator<Item = FunctionId> {
    let rows = context.handed_rows_of(column.table);
    rows.filter(move |row| specific(context, &row.columns, column)).map(|row| row.function)
}

/// A function of a noun's type or file.
fn in_nouns_home(context: &Context<'_>, id: FunctionId) -> bool {
    let Some(owner) = context.function(id).owner else { return false };
    let words: Vec<String> =
        context.split(&owner).iter().map(|word| crate::lexicon::singular(word)).collect();
    context.ids().any(|table| context.is_noun(table) && context.readings[table.0 as usize].words == words)
}

/// Where no name tells: the functions in the file that writes the data most.
fn at_main_place(context: &Context<'_>, around: &[(FunctionId, bool)]) -> Vec<FunctionId> {
    let mut files: Vec<(usize, &str)> = Vec::new();
    for (id, _) in around.iter().filter(|(_, writes)| *writes) {
        let path: &str = &context.function(*id).path;
        match files.iter_mut().find(|(_, file)| *file == path) {
            Some((count, _)) => *count += 1,
            None => files.push((1, path)),
        }
    }
    files.sort_by_key(|(count, file)| (std::cmp::Reverse(*count), *file));
    let Some((_, main)) = files.first() else { return Vec::new() };
    around.iter().map(|(id, _)| *id).filter(|id| *context.function(*id).path == **main).collect()
}

/// Entry points first, then those that touch the data, then steps between.
fn operations(
    context: &Context<'_>,
    candidate: &Candidate,
    signature: &Signature,
) -> Vec<(FunctionId, Role)> {
    let graph = context.monolith.graph;
    let surely = |id: FunctionId| {
        let words = context.words(id);
        signature.fits_surely(&[&words.name, &words.home, &words.route])
    };
    let mut entries: Vec<FunctionId> = graph.entries_of(&candidate.inside);
    entries.retain(|id| surely(*id) || (candidate.inside.binary_search(id).is_ok()));
    let mut steps: BTreeSet<FunctionId> = BTreeSet::new();
    for id in entries.iter().chain(&candidate.inside) {
        let own = |step: &FunctionId| {
            named(context, signature, *step) || (surely(*step) && graph.dominates(*id, *step))
        };
        steps.extend(graph.callees(*id).iter().copied().filter(own));
    }
    for id in &candidate.inside {
        steps.extend(graph.callers(*id).iter().copied().filter(|id| surely(*id)));
    }
    steps.extend(drivers(context, candidate));
    steps.extend(callers_named(context, candidate, signature));
    let mut all: Vec<(FunctionId, Role)> = entries.iter().map(|id| (*id, Role::Entry)).collect();
    for id in candidate.inside.iter().copied().chain(steps) {
        let outside = candidate.foreign_writers.contains(&id) || candidate.consumers.contains(&id);
        if !outside && is_step(context, candidate, id) && all.iter().all(|(other, _)| *other != id) {
            all.push((id, if graph.is_entry(id) { Role::Entry } else { Role::Core }));
        }
    }
    all
}

/// What a derive makes stands nowhere, and what a foreign trait demands (`From::from`) is a step only if it touches the data.
fn is_step(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> bool {
    let function = context.function(id);
    let graph = context.monolith.graph;
    // A macro's accessors only tell something, whatever they are called.
    let idle = graph.callees(id).is_empty() && graph.accesses(id).is_empty() && context.is_one_of_many(id);
    !function.derived
        && !idle
        && !context.is_bulk(id)
        && (!function.of_foreign_trait
            || candidate.inside.binary_search(&id).is_ok()
            || context.monolith.graph.is_entry(id))
}

/// Functions that drive it, whatever their names: they call what writes its data, and besides change little but nouns. One
/// that changes all sorts of data does several things, and which of them it is for is not for one process to say. Who writes
/// a log or puts something into a queue does not do the work of the log or the queue.
fn drivers(context: &Context<'_>, candidate: &Candidate) -> BTreeSet<FunctionId> {
    let graph = context.monolith.graph;
    let served = |table: &TableId| {
        let reading = &context.readings[table.0 as usize];
        reading.has(Carrier::Record) || reading.has(Carrier::Queued)
    };
    let mut found = BTreeSet::new();
    if candidate.tables.iter().any(served) {
        return found;
    }
    let owned = |table: usize| candidate.tables.iter().any(|own| own.0 as usize == table);
    let touched =
        |table: usize| owned(table) || candidate.columns.iter().any(|own| own.table.0 as usize == table);
    let drives = |id: FunctionId| {
        let written = graph.writes(id);
        let other = written.iter().filter(|table| !owned(*table) && !context.nouns[*table]).count();
        written.iter().any(touched) && other <= OTHERS
    };
    let changes =
        |id: &FunctionId| graph.accesses(*id).iter().any(|access| writes(context, candidate, access));
    let mut edge: Vec<FunctionId> = candidate.inside.iter().copied().filter(changes).collect();
    for _ in 0..STEPS {
        // What very many call is a tool: who uses it does something else.
        let called = edge.iter().map(|id| graph.callers(*id)).filter(|callers| callers.len() <= CALLERS);
        edge = called.flatten().copied().filter(|id| drives(*id)).collect();
        edge.retain(|id| found.insert(*id));
    }
    found
}

/// Functions further up that say by their own names that they do it: a service between handler and repository.
fn callers_named(
    context: &Context<'_>,
    candidate: &Candidate,
    signature: &Signature,
) -> BTreeSet<FunctionId> {
    let graph = context.monolith.graph;
    let mut seen: BTreeSet<FunctionId> = candidate.inside.iter().copied().collect();
    let mut edge = candidate.inside.clone();
    for _ in 0..FURTHER {
        let called = edge.iter().map(|id| graph.callers(*id)).filter(|callers| callers.len() <= CALLERS);
        edge = called.flatten().copied().filter(|id| !context.is_everywhere(*id)).collect();
        edge.retain(|id| seen.insert(*id));
    }
    seen.retain(|id| {
        let words = context.words(*id);
        signature.fits_surely(&[&words.name]) || signature.fits_surely(&[&words.home])
    });
    seen
}

/// A helper that data does not tie to the process must say by its own name that it belongs.
fn named(context: &Context<'_>, signature: &Signature, id: FunctionId) -> bool {
    signature.fits_surely(&[&context.words(id).name])
}
