//! Processes inside tables that stay: columns that one verb needs on its way, apart from those that tell the outcome. The
//! same verb in several tables is one process where they say it alike, and yes and no in one row are one decision.

use std::collections::{BTreeMap, BTreeSet};

use super::members::{self, Signature};
use super::stays::set_beside;
use crate::lexicon::{self, Certainty, Strength};
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::resolve::program::Mode;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{self, ColumnRole, Decision};

/// Words for what somebody shows to be let through.
const CHECKED: [&str; 5] = ["secret", CODE, "token", "challenge", "nonce"];
/// The one that may as well be what something is filed under: `area_code`.
const CODE: &str = "code";

/// Candidates from the columns of tables that stay, in the order of their words, with whether they can stand alone.
pub(super) fn candidates(context: &Context<'_>, staying: &[TableId]) -> Vec<(Candidate, bool)> {
    let mut groups: BTreeMap<String, Vec<ColumnId>> = BTreeMap::new();
    // What names a row of another process is that one's marker.
    let names_row = |column: &ColumnId| {
        let references = &context.references[column.table.0 as usize];
        references.iter().any(|(own, to)| *own == column.column && !context.is_noun(*to))
    };
    let columns = staying.iter().flat_map(|table| context.columns(*table));
    for column in columns.filter(|column| !names_row(column)) {
        if let Some(stem) = stem(context, column) {
            groups.entry(stem).or_default().push(column);
        }
    }
    for table in staying {
        join_bare(context, *table, &mut groups);
    }
    join_outcomes(context, &mut groups);
    join_opposites(context, &mut groups);
    let apart = |(stem, columns): (String, Vec<ColumnId>)| -> Vec<(Candidate, bool)> {
        let things = by_thing(context, &stem, columns);
        let related = things.into_iter().flat_map(|columns| related(context, columns));
        related.filter_map(|columns| candidate(context, &stem, &columns)).collect()
    };
    groups.into_iter().flat_map(apart).collect()
}

/// `email_verify_token` and `phone_verify_code` of one row are two processes, if each column of the verb says what it is done
/// to and each of those things needs something on its way.
fn by_thing(context: &Context<'_>, stem: &str, columns: Vec<ColumnId>) -> Vec<Vec<ColumnId>> {
    let schema = &context.monolith.program.schema;
    let mut things: BTreeMap<(TableId, Vec<String>), Vec<ColumnId>> = BTreeMap::new();
    for column in &columns {
        things.entry((column.table, thing(context, stem, *column))).or_default().push(*column);
    }
    let needed = |column: &ColumnId| on_its_way(&schema.column_of(*column).name);
    let row = columns.iter().all(|column| column.table == columns[0].table);
    let told = things.iter().all(|((_, thing), of)| !thing.is_empty() && of.iter().any(needed));
    if says_verb(stem) && row && told { things.into_values().collect() } else { vec![columns] }
}

/// What a column says that the verb is done to: the words before what tells the stem (the act, or where no word is one, the
/// first). Of a decision yes and no tell it.
fn thing(context: &Context<'_>, stem: &str, column: ColumnId) -> Vec<String> {
    let own = &context.readings[column.table.0 as usize].words;
    let words = readings::split(&context.monolith.program.schema.column_of(column).name);
    let decides = readings::is_decision(stem);
    let says = |verb: String| verb == stem || (decides && readings::is_decision(&verb));
    let tells = |word: &&String| act(word).is_some_and(says) || lexicon::singular(word) == stem;
    let before = words.iter().take_while(|word| !tells(word));
    before.filter(|word| !own.contains(word)).cloned().collect()
}

/// Columns of several tables are of one process where the tables say it alike, by a column's name or as rows that relate
/// entities: `ban_expires_at` here and there, not `profile.email_confirmation_token` and `reservation.confirmed_by`.
fn related(context: &Context<'_>, columns: Vec<ColumnId>) -> Vec<Vec<ColumnId>> {
    let name = |column: &ColumnId| &context.monolith.program.schema.column_of(*column).name;
    let alike = |one: &ColumnId, other: &ColumnId| {
        one.table == other.table
            || name(one) == name(other)
            || (context.is_pair(one.table) && context.is_pair(other.table))
    };
    let mut groups: Vec<Vec<ColumnId>> = Vec::new();
    for column in columns {
        let (with, without): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| alike(&column, other)));
        groups = without;
        groups.push(with.into_iter().flatten().chain([column]).collect());
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    groups
}

/// `approved_by` and `rejected_reason` of one row, said of the same thing, are one decision.
fn join_opposites(context: &Context<'_>, groups: &mut BTreeMap<String, Vec<ColumnId>>) {
    let that_say = |says: Decision| -> Vec<String> {
        groups.keys().filter(|stem| readings::decision(stem) == Some(says)).cloned().collect()
    };
    let (yes, no) = (that_say(Decision::Yes), that_say(Decision::No));
    let about = |stem: &str, column: &ColumnId| (column.table, thing(context, stem, *column));
    for no in no {
        let mut said = groups.remove(&no).unwrap_or_default();
        for yes in &yes {
            let Some(columns) = groups.get_mut(yes) else { continue };
            let things: Vec<_> = columns.iter().map(|column| about(yes, column)).collect();
            let (with, without): (Vec<_>, Vec<_>) =
                said.into_iter().partition(|column| things.contains(&about(&no, column)));
            columns.extend(with);
            said = without;
        }
        if !said.is_empty() {
            groups.insert(no, said);
        }
    }
}

/// `token`, `attempts`, `expires_at` beside the columns of one verb are that verb's: `token` beside `verified_at`.
fn join_bare(context: &Context<'_>, table: TableId, groups: &mut BTreeMap<String, Vec<ColumnId>>) {
    let schema = &context.monolith.program.schema;
    let trace = |column: ColumnId| readings::trace(&schema.column_of(column).name);
    let bare: Vec<ColumnId> = context
        .columns(table)
        .filter(|column| {
            trace(*column).is_some_and(|t| t.role == ColumnRole::Intermediate && t.verb.is_none())
        })
        .filter(|column| stem(context, *column).is_none())
        .collect();
    let mut verbs: Vec<&String> = groups
        .iter()
        .filter(|(stem, columns)| {
            let done = |column: &&ColumnId| trace(**column).is_some_and(|t| t.verb.as_ref() == Some(stem));
            columns.iter().filter(|column| column.table == table).any(|column| done(&column))
        })
        .map(|(stem, _)| stem)
        .collect();
    verbs.dedup();
    if let [verb] = verbs[..] {
        let verb = verb.clone();
        groups.entry(verb).or_default().extend(bare);
    }
}

/// `phone_verified_at` tells what came of `phone_code`, though verifying is what its name is about.
fn join_outcomes(context: &Context<'_>, groups: &mut BTreeMap<String, Vec<ColumnId>>) {
    let schema = &context.monolith.program.schema;
    for (stem, columns) in groups.iter_mut().filter(|(stem, _)| !says_verb(stem)) {
        let mut tables: Vec<TableId> = columns.iter().map(|column| column.table).collect();
        tables.dedup();
        let outcomes = tables.iter().flat_map(|table| context.columns(*table)).filter(|column| {
            let name = &schema.column_of(*column).name;
            let first = readings::split(name).first().map(|word| lexicon::singular(word));
            let done =
                readings::trace(name).is_some_and(|t| t.role == ColumnRole::Outcome && t.verb.is_some());
            done && first.as_ref() == Some(stem) && !columns.contains(column)
        });
        let outcomes: Vec<ColumnId> = outcomes.collect();
        columns.extend(outcomes);
    }
}

/// Whether the word is a verb in the first place: `phone` is a thing that one can also do.
pub(super) fn says_verb(word: &str) -> bool {
    let says = match lexicon::strength(word) {
        Strength::Noun => false,
        Strength::Vague => lexicon::tells_end(word),
        Strength::Crud | Strength::Technical | Strength::Domain => true,
    };
    says && lexicon::is_verb(word)
}

/// What the column is about: the verb in its name, or the word before what it is good for (`totp_secret`).
pub(super) fn stem(context: &Context<'_>, column: ColumnId) -> Option<String> {
    let key = context.table(column.table).primary_key.contains(&column.column);
    let words = readings::split(&context.monolith.program.schema.column_of(column).name);
    if key || (words.len() == 1 && !lexicon::is_past_participle(&words[0])) {
        return None;
    }
    let own = &context.readings[column.table.0 as usize].words;
    // `order_reason` of orders is just the order's.
    let mut telling = words.iter().filter(|word| !own.contains(word));
    if let Some(verb) = telling.find_map(|word| act(word)).filter(|verb| verb != "expire") {
        return Some(verb);
    }
    let first = words
        .first()
        .filter(|word| word.len() > 2 && !on_its_way(word) && !lexicon::is_past_participle(word))?;
    // `user_expires` of users tells when the user ends, not a process.
    Some(lexicon::singular(first)).filter(|stem| !own.contains(stem))
}

fn act(word: &str) -> Option<String> {
    if lexicon::is_past_participle(word) {
        let lemma = lexicon::verb_lemma(word).filter(|lemma| lemma.verb != word)?;
        return readings::tells(&lemma.verb).then_some(lemma.verb);
    }
    let singular = lexicon::singular(word);
    let found = lexicon::nominal_verb(&singular).filter(|found| found.certainty == Certainty::Likely)?;
    (readings::tells(&found.verb) && readings::carrier(&singular).is_none()).then_some(found.verb)
}

/// A word or a column's name for what a process needs on its way.
fn on_its_way(name: &str) -> bool {
    readings::trace(name).is_some_and(|trace| trace.role == ColumnRole::Intermediate)
}

fn candidate(context: &Context<'_>, stem: &str, columns: &[ColumnId]) -> Option<(Candidate, bool)> {
    let schema = &context.monolith.program.schema;
    let role = |column: &ColumnId| readings::trace(&schema.column_of(*column).name).map(|trace| trace.role);
    let (mut way, mut rest): (Vec<ColumnId>, Vec<ColumnId>) =
        columns.iter().partition(|column| role(column) == Some(ColumnRole::Intermediate));
    // In a row for a pair of entities the verb's columns are its own, if it needs nothing else on its way.
    if way.is_empty() && rest.len() >= 2 && rest.iter().all(|column| context.is_pair(column.table)) {
        std::mem::swap(&mut way, &mut rest);
    }
    if let Some(begun) = begun_by(context, stem, columns) {
        rest.retain(|column| !begun.contains(column));
        way.extend(begun);
        way.sort_unstable();
        way.dedup();
    }
    let kept: Vec<TableId> = way.iter().map(|column| column.table).collect();
    let told = |column: &ColumnId| {
        let words = readings::split(&schema.column_of(*column).name);
        role(column).is_some()
            || words.last().is_some_and(|word| word == "at" || lexicon::is_past_participle(word))
    };
    rest.retain(|column| kept.contains(&column.table) && told(column));
    // Without a verb only what is there to be checked tells of a process: `totp_secret`, not `password_expires`.
    let checked = |column: &ColumnId| {
        readings::split(&schema.column_of(*column).name).iter().any(|word| CHECKED.contains(&word.as_str()))
    };
    if way.is_empty() || (!says_verb(stem) && !way.iter().any(checked)) {
        return None;
    }
    // A token that is given with the row is used up where the outcome is set.
    if !way.iter().chain(&rest).any(|column| is_changed(context, *column)) {
        return None;
    }
    let mut candidate =
        Candidate { columns: way, stays: rest, verb: stem.to_owned(), ..Candidate::default() };
    // Where somebody decides on it, only what decides is its own; asking and taking back is the noun's.
    let traces =
        candidate.columns.iter().filter_map(|column| readings::trace(&schema.column_of(*column).name)?.verb);
    let decisions: BTreeSet<String> = traces.into_iter().filter(|verb| readings::is_decision(verb)).collect();
    let said = if decisions.is_empty() { BTreeSet::from([stem.to_owned()]) } else { decisions };
    let signature = Signature::of_any(context, &said);
    candidate.act_keys = signature.keys();
    members::fill(context, &mut candidate, &signature);
    if !says_verb(stem) && is_filed_under(context, &candidate) {
        return None;
    }
    let beside = set_beside(context, &candidate);
    candidate.stays.extend(beside);
    candidate.stays.sort_unstable();
    candidate.stays.dedup();
    let fits = |id: &FunctionId| {
        let words = context.words(*id);
        candidate.act_keys.iter().any(|key| words.name.contains(key) || words.home.contains(key))
    };
    let own = candidate.inside.iter().filter(|id| fits(id)).count();
    let doing = candidate.operations.iter().filter(|(id, _)| fits(id)).count();
    let pairs = candidate.columns.iter().all(|column| context.is_pair(column.table));
    let devoted =
        pairs && candidate.inside.iter().filter(|id| is_devoted(context, &candidate, **id)).count() >= 2;
    Some((candidate, devoted || (own >= 1 && doing >= 2)))
}

/// Whether the one column is a code that nobody verifies: of a country, of a vendor.
fn is_filed_under(context: &Context<'_>, candidate: &Candidate) -> bool {
    let [column] = candidate.columns[..] else { return false };
    let name = &context.monolith.program.schema.column_of(column).name;
    let code = readings::split(name).last().is_some_and(|last| last == CODE);
    let verifies = |id: &FunctionId| {
        let mut verbs = readings::split(&context.function(*id).name).into_iter();
        verbs.any(|word| readings::decision(&word) == Some(Decision::True))
    };
    code && !candidate.operations.iter().any(|(id, _)| verifies(id))
}

/// Three and more columns of one table that begin with the noun of the act are its data: `garnishment_agency`,
/// `email_verification_sent_at`. The same in several tables is told by other means.
fn begun_by(context: &Context<'_>, stem: &str, columns: &[ColumnId]) -> Option<Vec<ColumnId>> {
    let schema = &context.monolith.program.schema;
    let begins = |column: &ColumnId| {
        let mut words = readings::split(&schema.column_of(*column).name);
        let noun = |word: &String| !lexicon::is_past_participle(word) && act(word).as_deref() == Some(stem);
        let at = words.iter().position(noun).filter(|at| *at < 2 && at + 1 < words.len())?;
        words.truncate(at + 1);
        // `order_state` of orders, `exercise_id` beside exercises: that is what an entity is called.
        let own = &context.readings[column.table.0 as usize].words;
        let entity = |word: &String| own.contains(word) || members::names_noun(context, word);
        if words.last().is_some_and(entity) {
            return None;
        }
        Some((column.table, words))
    };
    let mut by_start: BTreeMap<(TableId, Vec<String>), Vec<ColumnId>> = BTreeMap::new();
    for column in columns {
        if let Some(start) = begins(column) {
            by_start.entry(start).or_default().push(*column);
        }
    }
    if by_start.len() != 1 {
        return None;
    }
    by_start.into_values().next().filter(|begun| begun.len() >= 3)
}

/// Whether something sets the column once its row is there: what is given with the row and never changes is how things are.
fn is_changed(context: &Context<'_>, column: ColumnId) -> bool {
    let accesses = context.monolith.graph.accesses_to(column.table).iter();
    let mut updates = accesses.filter(|access| access.mode == Mode::Update);
    updates.any(|access| context.statement(access.statement).writes_columns.contains(&column))
        || members::fillers(context, column).next().is_some()
}

/// Whether all that the function writes is the candidate's, the row's key aside.
fn is_devoted(context: &Context<'_>, candidate: &Candidate, id: FunctionId) -> bool {
    let accesses = context.monolith.graph.accesses(id);
    let mut written = accesses
        .iter()
        .filter(|access| access.mode.writes())
        .flat_map(|access| &context.statement(access.statement).writes_columns)
        .filter(|column| !context.table(column.table).primary_key.contains(&column.column))
        .peekable();
    written.peek().is_some()
        && written.all(|column| candidate.columns.contains(column) || candidate.stays.contains(column))
}
