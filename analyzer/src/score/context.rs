//! What signals and proposals look at besides the graph: names read once, and figures of every table.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::bulk;
use super::candidate::Candidate;
use super::compounds::Compounds;
use super::followers;
use super::fronted;
use super::readings::{self, Carrier, Reading};
use super::said;
use crate::facts::Name;
use crate::facts::item::EntryKind;
use crate::graph::{Access, Monolith};
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::{EntryPoint, FunctionInfo, HandedRow, Mode, StatementInfo, Transaction};
use crate::resolve::schema::Table;

/// In a small monolith a few starting points are already a large share.
pub(crate) const FEW_STARTS: usize = 8;
/// A share of the starting points that only what is everybody's has.
pub(crate) const LARGE_SHARE: f64 = 0.35;

/// The keys of a function's names.
#[derive(Debug, Default)]
pub(crate) struct FunctionWords {
    /// Its own name.
    pub(crate) name: BTreeSet<String>,
    /// Its type, its file and the folder that holds it.
    pub(crate) home: BTreeSet<String>,
    /// The route under which it is started.
    pub(crate) route: BTreeSet<String>,
}

/// How the monolith leans on a table.
#[derive(Debug, Default, Clone)]
pub(crate) struct Figures {
    /// Tables with a foreign key to it.
    pub(crate) referred_by: Vec<TableId>,
    /// Tables that it has a foreign key to, itself left out.
    pub(crate) refers_to: Vec<TableId>,
    pub(crate) writers: Vec<FunctionId>,
    /// Those that only read.
    pub(crate) readers: Vec<FunctionId>,
    /// Starting points that touch it, through calls too.
    pub(crate) starts: usize,
    /// Files whose functions touch it themselves.
    pub(crate) files: usize,
    /// Whether code makes rows.
    pub(crate) inserted: bool,
}

/// The monolith with what is read off it once.
pub(crate) struct Context<'a> {
    pub(crate) monolith: Monolith<'a>,
    compounds: Compounds,
    /// By table.
    pub(crate) readings: Vec<Reading>,
    /// By table.
    pub(crate) figures: Vec<Figures>,
    /// By table: columns with the tables that they refer to, by a foreign key or, where there is none, by their name.
    pub(crate) references: Vec<Vec<(u16, TableId)>>,
    /// By table: those whose changes triggers copy into it, where nothing else fills it.
    pub(crate) followed: Vec<Vec<TableId>>,
    /// How many starting points touch data.
    pub(crate) starts: usize,
    /// Tables that stay because the monolith leans on them; by table. Filled by whoever decides it.
    pub(crate) nouns: Vec<bool>,
    /// The words of their names.
    pub(crate) noun_words: FxHashSet<String>,
    /// Those by which one is called: the last, and the last before what only says what its rows are.
    pub(crate) noun_heads: FxHashSet<String>,
    /// Those of them that are the whole name of one.
    pub(super) entities: FxHashSet<String>,
    /// Names under which very many types of the code offer one and the same to the program.
    pub(super) plumbing: FxHashSet<Name>,
    /// Names under which very many modules offer what only their own name says.
    pub(super) doors: FxHashSet<Name>,
    /// Names of tables that are of several words.
    pub(super) table_words: FxHashSet<Vec<String>>,
    /// Functions that move all data as a whole.
    bulk: FxHashSet<FunctionId>,
    words: Vec<OnceLock<FunctionWords>>,
    keys: RwLock<FxHashMap<String, Arc<[String]>>>,
    entries: FxHashMap<FunctionId, usize>,
    /// Keys that most routes have, such as a prefix of all: they tell none from another.
    plain_route: FxHashSet<String>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(monolith: Monolith<'a>) -> Self {
        let schema = &monolith.program.schema;
        let compounds = Compounds::of(monolith.program);
        let names = schema.tables.iter().map(|table| compounds.split(&table.name.name));
        let names: Vec<Vec<String>> = fronted::turned(names.collect());
        let namespace = readings::namespace(&names);
        let marks = readings::marks(&names);
        let readings =
            names.iter().map(|words| Reading::of(readings::inside(words, &namespace, &marks))).collect();
        let starts = monolith.graph.starts();
        let mut context = Context {
            monolith,
            compounds,
            readings,
            figures: vec![Figures::default(); schema.tables.len()],
            references: Vec::new(),
            followed: followers::followed(monolith),
            starts: 0,
            nouns: vec![false; schema.tables.len()],
            noun_words: FxHashSet::default(),
            noun_heads: FxHashSet::default(),
            entities: FxHashSet::default(),
            plumbing: said::plumbing(monolith.program),
            doors: said::doors(monolith.program),
            table_words: FxHashSet::default(),
            bulk: bulk::functions(monolith),
            words: (0..monolith.program.functions.len()).map(|_| OnceLock::new()).collect(),
            keys: RwLock::default(),
            entries: monolith.program.entries.iter().enumerate().map(|(at, e)| (e.function, at)).collect(),
            plain_route: FxHashSet::default(),
        };
        context.plain_route = plain_route(&context);
        let names = context.readings.iter().map(|reading| &reading.words).filter(|words| words.len() > 1);
        context.table_words = names.cloned().collect();
        context.references = references(&context);
        context.ids().for_each(|table| context.read_with_its_columns(table));
        let mut reach = vec![0; schema.tables.len()];
        for start in starts {
            let (reads, writes) = (monolith.graph.reads(start), monolith.graph.writes(start));
            context.starts += usize::from(!reads.is_empty() || !writes.is_empty());
            for (table, count) in reach.iter_mut().enumerate() {
                *count += usize::from(reads.contains(table) || writes.contains(table));
            }
        }
        for (table, starts) in context.ids().zip(reach) {
            context.figures[table.0 as usize] = context.figures_of(table, starts);
        }
        context
    }

    /// What a table's name says where its columns and keys have a say in it.
    fn read_with_its_columns(&mut self, table: TableId) {
        let at = table.0 as usize;
        let pair = self.is_named_after_a_pair(table);
        let reading = &self.readings[at];
        let columns = &self.table(table).columns;
        let none = |tells: &dyn Fn(&str) -> bool| !columns.iter().any(|column| tells(&column.name));
        let no_task = reading.is_task_by_name() && none(&readings::tells_work);
        let no_bearer = self.references[at].is_empty()
            && reading.bearer().is_some_and(|word| none(&|column| readings::tells_bearer(column, word)));
        if pair {
            self.readings[at].take_for_things();
        }
        if no_task || no_bearer {
            self.readings[at].take_for_rows();
        }
    }

    fn figures_of(&self, table: TableId, starts: usize) -> Figures {
        let graph = self.monolith.graph;
        let referred_by = self.ids().filter(|other| {
            *other != table && self.references[other.0 as usize].iter().any(|(_, to)| *to == table)
        });
        let mut refers_to: Vec<TableId> =
            self.references[table.0 as usize].iter().map(|(_, to)| *to).filter(|to| *to != table).collect();
        refers_to.sort_unstable();
        refers_to.dedup();
        let accesses = || graph.accesses_to(table).iter().filter(|access| !self.is_bulk(access.function));
        let files: BTreeSet<&str> = accesses().map(|access| &*self.function(access.function).path).collect();
        Figures {
            referred_by: referred_by.collect(),
            refers_to,
            writers: graph.writers(table).into_iter().filter(|id| !self.is_bulk(*id)).collect(),
            readers: graph.readers(table).into_iter().filter(|id| !self.is_bulk(*id)).collect(),
            starts,
            files: files.len(),
            inserted: graph.accesses_to(table).iter().any(|access| access.mode == Mode::Insert),
        }
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = TableId> + use<> {
        let count = self.monolith.program.schema.tables.len();
        (0..u32::try_from(count).unwrap_or(u32::MAX)).map(TableId)
    }

    pub(crate) fn function(&self, id: FunctionId) -> &'a FunctionInfo {
        &self.monolith.program.functions[id.0 as usize]
    }

    pub(crate) fn table(&self, id: TableId) -> &'a Table {
        self.monolith.program.schema.get(id)
    }

    /// `table`, with its schema where it is not the default one.
    pub(crate) fn table_name(&self, id: TableId) -> String {
        let name = &self.table(id).name;
        name.schema.as_ref().map_or_else(|| name.name.clone(), |schema| format!("{schema}.{}", name.name))
    }

    /// `table.column`
    pub(crate) fn column_name(&self, id: ColumnId) -> String {
        format!("{}.{}", self.table_name(id.table), self.monolith.program.schema.column_of(id).name)
    }

    pub(crate) fn columns(&self, table: TableId) -> impl Iterator<Item = ColumnId> + use<> {
        let count = self.table(table).columns.len();
        (0..u16::try_from(count).unwrap_or(u16::MAX)).map(move |column| ColumnId { table, column })
    }

    pub(crate) fn statement(&self, id: crate::resolve::ids::StatementId) -> &'a StatementInfo {
        &self.monolith.program.statements[id.0 as usize]
    }

    /// Rows that the function fills for others to save.
    pub(crate) fn handed_by(&self, id: FunctionId) -> impl Iterator<Item = &'a HandedRow> + use<'a> {
        let rows = &self.monolith.program.handed_rows;
        self.monolith.graph.handed_by(id).iter().map(|index| &rows[*index])
    }

    /// Rows of the table that are filled at one place and saved at another.
    pub(crate) fn handed_rows_of(&self, table: TableId) -> impl Iterator<Item = &'a HandedRow> + use<'a> {
        let rows = &self.monolith.program.handed_rows;
        self.monolith.graph.handed_rows_of(table).iter().map(|index| &rows[*index])
    }

    pub(crate) fn entry(&self, id: FunctionId) -> Option<&'a EntryPoint> {
        self.entries.get(&id).map(|at| &self.monolith.program.entries[*at])
    }

    /// Whether somebody outside asks for it. A job that a clock starts is as often as not one of a file of sweeps over
    /// everybody's data: its name alone does not bring it in.
    pub(crate) fn is_asked(&self, id: FunctionId) -> bool {
        let asked =
            |kind| matches!(kind, EntryKind::Http | EntryKind::Rpc | EntryKind::Graphql | EntryKind::Export);
        self.entry(id).is_some_and(|entry| asked(entry.kind)) && self.monolith.graph.is_entry(id)
    }

    /// Says that the table is a noun. Its name tells of no act in other names: `blog_authors` beside blogs, `jit_orders` beside
    /// orders.
    pub(crate) fn mark_noun(&mut self, table: TableId) {
        self.nouns[table.0 as usize] = true;
        let words = self.readings[table.0 as usize].words.clone();
        if let [word] = &words[..] {
            let others = self.readings.iter_mut().enumerate().filter(|(at, _)| *at != table.0 as usize);
            others.for_each(|(_, reading)| reading.take_for_thing(word));
            self.entities.insert(word.clone());
        }
        let reading = &self.readings[table.0 as usize];
        // The settings of a sync are no sync.
        let core = reading.core_words().last().filter(|_| !reading.has(Carrier::Setting)).cloned();
        self.noun_heads.extend(words.last().cloned().into_iter().chain(core));
        self.noun_words.extend(words);
    }

    pub(crate) fn is_noun(&self, table: TableId) -> bool {
        self.nouns[table.0 as usize]
    }

    /// `folders_ciphers`: two words, each the name of a table that it refers to. That one of them can be a verb says nothing.
    fn is_named_after_a_pair(&self, table: TableId) -> bool {
        let [one, other] = self.readings[table.0 as usize].core_words() else { return false };
        let names = |word: &String| {
            let mut to = self.references[table.0 as usize].iter().map(|(_, to)| *to);
            to.any(|to| to != table && self.readings[to.0 as usize].words == std::slice::from_ref(word))
        };
        names(one) && names(other)
    }

    /// Whether a row stands for a pair of other tables' rows: the key is made of foreign keys.
    pub(crate) fn is_pair(&self, table: TableId) -> bool {
        let references = &self.references[table.0 as usize];
        let refers = |column: &u16| references.iter().any(|(own, _)| own == column);
        let table = self.table(table);
        table.primary_key.len() >= 2 && table.primary_key.iter().all(refers)
    }

    /// Whether a macro made the function together with others, at one place of the code.
    pub(crate) fn is_one_of_many(&self, id: FunctionId) -> bool {
        let functions = &self.monolith.program.functions;
        let place = self.function(id).place;
        let around = [id.0.checked_sub(1), id.0.checked_add(1)].into_iter().flatten();
        around.filter_map(|other| functions.get(other as usize)).any(|other| other.place == place)
    }

    /// Whether anything changes rows of the table once they are there.
    pub(crate) fn is_changed(&self, table: TableId) -> bool {
        let changes = |access: &Access| access.mode == Mode::Update && !self.is_bulk(access.function);
        self.monolith.graph.accesses_to(table).iter().any(changes)
    }

    /// Whether the function moves all data as a whole, and so says nothing about whose data it is.
    pub(crate) fn is_bulk(&self, id: FunctionId) -> bool {
        self.bulk.contains(&id)
    }

    /// Whether so much of the monolith runs the function that what it does is nobody's in particular: a check before every
    /// request.
    pub(crate) fn is_everywhere(&self, id: FunctionId) -> bool {
        let reaching = self.monolith.graph.entries_of(&[id]).len();
        reaching >= FEW_STARTS && reaching as f64 >= self.starts as f64 * LARGE_SHARE
    }

    /// The function that does the work of one that only hands on: `Box<R>`'s of `R`.
    pub(crate) fn behind(&self, id: FunctionId) -> FunctionId {
        let graph = self.monolith.graph;
        match graph.callees(id) {
            [one] if graph.accesses(id).is_empty() => *one,
            _ => id,
        }
    }

    /// Those of the functions that say whose data it is.
    pub(crate) fn telling(&self, functions: &[FunctionId]) -> usize {
        functions.iter().filter(|id| !self.is_bulk(**id)).count()
    }

    /// The program's own transactions with the tables that they write, through calls too; code that moves all data left out.
    pub(crate) fn transactions(&self) -> impl Iterator<Item = (&'a Transaction, BTreeSet<TableId>)> {
        let telling =
            |one: &&Transaction| self.function(one.function).of_program() && !self.is_bulk(one.function);
        self.monolith.program.transactions.iter().filter(telling).map(|one| {
            let statements = one.statements.iter().flat_map(|id| &self.statement(*id).tables);
            let mut written: BTreeSet<TableId> =
                statements.filter(|(_, mode)| mode.writes()).map(|(table, _)| *table).collect();
            for (callee, _) in &one.calls {
                let reached = self.monolith.graph.writes(*callee);
                written.extend(self.ids().filter(|table| reached.contains(table.0 as usize)));
            }
            (one, written)
        })
    }

    /// How many functions touch the candidate's data and do not belong to it.
    pub(crate) fn outside(&self, candidate: &Candidate) -> usize {
        self.telling(&candidate.consumers) + self.telling(&candidate.foreign_writers)
    }

    /// Whether rows of the one come to name a row of the other only once something is done: a grant names the session that
    /// it was turned into. What comes out of a process is none of its data.
    pub(crate) fn comes_out(&self, from: TableId, to: TableId) -> bool {
        let keys = self.references[from.0 as usize].iter().filter(|(_, target)| *target == to);
        let mut columns = keys.map(|(column, _)| ColumnId { table: from, column: *column }).peekable();
        let accesses = self.monolith.graph.accesses_to(from);
        let sets = |mode: Mode, column: ColumnId| {
            let of_mode =
                accesses.iter().filter(|access| access.mode == mode && !self.is_bulk(access.function));
            of_mode.map(|access| self.statement(access.statement)).any(|s| s.writes_columns.contains(&column))
        };
        columns.peek().is_some() && columns.all(|id| sets(Mode::Update, id) && !sets(Mode::Insert, id))
    }

    /// The share of the starting points that touch the table; none where there are too few for a share to tell anything.
    pub(crate) fn share(&self, table: TableId) -> f64 {
        if self.starts < FEW_STARTS {
            return 0.0;
        }
        self.figures[table.0 as usize].starts as f64 / self.starts as f64
    }

    /// The forms of a word, found once.
    pub(crate) fn keys(&self, word: &str) -> Arc<[String]> {
        if let Some(found) = self.keys.read().unwrap_or_else(PoisonError::into_inner).get(word) {
            return Arc::clone(found);
        }
        let made: Arc<[String]> = readings::keys(word).into();
        self.keys.write().unwrap_or_else(PoisonError::into_inner).insert(word.to_owned(), Arc::clone(&made));
        made
    }

    /// The words of an identifier of this monolith.
    pub(crate) fn split(&self, identifier: &str) -> Vec<String> {
        self.compounds.split(identifier)
    }

    fn keys_of(&self, identifier: &str) -> Vec<String> {
        let mut words = self.split(identifier);
        words.extend(self.compounds.joined(&words));
        words.iter().flat_map(|word| self.keys(word).to_vec()).collect()
    }

    /// What the function's names say.
    pub(crate) fn words(&self, id: FunctionId) -> &FunctionWords {
        self.words[id.0 as usize].get_or_init(|| {
            let function = self.function(id);
            let mut home: BTreeSet<String> = BTreeSet::new();
            let file = function.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
            let folder = function.path.rsplit('/').nth(1).unwrap_or_default();
            for part in [file, folder].into_iter().chain(function.modules.iter().map(|name| name.as_str())) {
                home.extend(self.keys_of(part));
            }
            home.extend(function.owner.iter().flat_map(|owner| self.keys_of(owner)));
            let route = self.entry(id).and_then(|entry| entry.name.clone()).unwrap_or_default();
            let mut route = self.keys_of(&route);
            route.retain(|key| !self.plain_route.contains(key));
            FunctionWords {
                name: self.keys_of(&function.name).into_iter().collect(),
                home,
                route: route.into_iter().collect(),
            }
        })
    }
}

/// What more than a third of many routes say.
fn plain_route(context: &Context<'_>) -> FxHashSet<String> {
    let routes: Vec<&String> =
        context.monolith.program.entries.iter().filter_map(|entry| entry.name.as_ref()).collect();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for route in &routes {
        let keys: BTreeSet<String> = context.keys_of(route).into_iter().collect();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
    }
    let plain = |count: usize| count >= FEW_STARTS && count * 3 > routes.len();
    counts.into_iter().filter(|(_, count)| plain(*count)).map(|(key, _)| key).collect()
}

/// What each table's columns refer to. Where no foreign key says it, names do: `instance_id`, `parent_disk_id`, `order_uid`.
fn references(context: &Context<'_>) -> Vec<Vec<(u16, TableId)>> {
    let mut by_name: FxHashMap<&[String], Option<TableId>> = FxHashMap::default();
    let mut by_end: FxHashMap<&[String], Option<TableId>> = FxHashMap::default();
    for table in context.ids() {
        let words = &context.readings[table.0 as usize].words[..];
        by_name.entry(words).and_modify(|found| *found = None).or_insert(Some(table));
        for from in 1..words.len() {
            by_end.entry(&words[from..]).and_modify(|found| *found = None).or_insert(Some(table));
        }
    }
    let of = |id: TableId| {
        let table = context.table(id);
        let mut found: Vec<(u16, TableId)> = table
            .foreign_keys
            .iter()
            .flat_map(|key| key.columns.iter().map(|column| (*column, key.to)))
            .collect();
        for (at, column) in (0..).zip(&table.columns) {
            if found.iter().any(|(own, _)| *own == at) {
                continue;
            }
            let mut words = context.split(&column.name);
            let (2.., Some(last)) = (words.len(), words.pop()) else { continue };
            // `order_uid` where the key of orders is `uid`.
            let names_key = |to: &TableId| {
                let target = context.table(*to);
                let key = &target.primary_key;
                last == "id" || (key.len() == 1 && target.columns[usize::from(key[0])].name == last)
            };
            let whole = (0..words.len()).find_map(|from| by_name.get(&words[from..]).copied());
            // `subscription_id` where `users_subscriptions` is the only table that ends so.
            let target = whole.or_else(|| by_end.get(&words[..]).copied()).flatten();
            found.extend(target.filter(names_key).map(|to| (at, to)));
        }
        found.sort_unstable();
        found
    };
    context.ids().map(of).collect()
}
