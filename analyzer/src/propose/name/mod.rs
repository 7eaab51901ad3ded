//! A boundary's name: the subject and the noun of the verb, plural. The words come from the code's own vocabulary; the
//! lexicon only turns a verb into its noun.

mod columns;
mod full;
mod main_table;
mod told;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use main_table::main_table;
use main_table::{is_root, leads_all};

use super::members::names_noun;
use crate::lexicon::{self, Category, Strength};
use crate::resolve::ids::{ColumnId, FunctionId, TableId};
use crate::score::candidate::{Candidate, Role};
use crate::score::context::Context;
use crate::score::readings::{self, Act, Carrier, Decision, Reading};

/// Words that say nothing about what is acted on.
const LITTLE: [&str; 11] = ["by", "of", "to", "at", "on", "for", "from", "with", "and", "or", "as"];
/// Words for the part of the program that a function is.
const LAYERS: [&str; 4] = ["handler", "controller", "inner", "impl"];
/// So many initials are no chance.
const INITIALS: usize = 3;
/// So many tables are many.
const MANY: usize = 3;
/// If more than one table of so many refers to a group, it is a tenant.
const TENANT: usize = 3;
/// A verb that only one function says is chance.
const SAID: usize = 2;

/// A name after a verb that the table does not say needs so many functions that begin with it …
const MOSTLY_SAID: usize = 3;

/// … and this part of all operations.
const SHARE_SAID: usize = 4;

/// A verb with what it is done to, and the word for the act.
struct Found {
    verb: String,
    subject: Vec<String>,
    head: String,
}

/// Gives the candidate its verb, subject and name.
pub(super) fn name(context: &Context<'_>, candidate: &mut Candidate) {
    let Some(main) = main_table(context, candidate) else { return columns::name(context, candidate) };
    let main = acting(context, candidate, main);
    let reading = &context.readings[main.0 as usize];
    let decided = reading.has(Carrier::Petition).then(|| decided(context, candidate, reading)).flatten();
    let found = decided
        .or_else(|| spelled_out(context, candidate, main))
        .or_else(|| told::to_do(context, candidate, main))
        .or_else(|| shared_by_many(context, candidate, main))
        .or_else(|| named_after_act(context, candidate, main))
        .or_else(|| carried(context, candidate, main))
        .or_else(|| said_by_operations(context, candidate, reading))
        .unwrap_or_else(|| as_it_is(context, candidate, main));
    let acted_on =
        if found.subject.is_empty() { vec![context.table_name(main)] } else { found.subject.clone() };
    candidate.verb = found.verb;
    candidate.subject = acted_on.join("_");
    let full = |word: String| full::in_full(context, candidate, &word).unwrap_or(word);
    candidate.name = compose(found.subject.into_iter().map(full).collect(), &full(found.head));
}

/// Of what somebody asks for, beside a table that is surely named after another act, that table: proposals beside
/// negotiations are of negotiating.
fn acting(context: &Context<'_>, candidate: &Candidate, main: TableId) -> TableId {
    let own = &context.readings[main.0 as usize];
    if let Some(done) = done_to(context, candidate, own) {
        return done;
    }
    let leads = own.act.is_none() && leads_all(context, candidate, main);
    if !own.has(Carrier::Petition) && !leads {
        return main;
    }
    let verb = own.act.as_ref().map_or("", |act| act.verb.as_str());
    acting_one(context, candidate, verb).unwrap_or(main)
}

/// The table that is surely named after what is done to what this one is called, where that could be a verb, too: beside
/// `issue_delivery_queue` an issue is what is delivered.
fn done_to(context: &Context<'_>, candidate: &Candidate, own: &Reading) -> Option<TableId> {
    let word = own.act.as_ref().filter(|act| !act.participle).map(|act| &own.words[act.at])?;
    if !lexicon::is_verb(word) {
        return None;
    }
    let done = |table: &TableId| {
        let reading = &context.readings[table.0 as usize];
        let act = reading.act.as_ref().filter(|act| act.sure >= 0.9 && act.at + 1 == reading.core);
        act.is_some_and(|act| act.at > 0 && reading.words[act.at - 1] == *word)
    };
    candidate.tables.iter().copied().find(done)
}

/// The first table that is surely named after an act, if not after that one.
fn acting_one(context: &Context<'_>, candidate: &Candidate, but: &str) -> Option<TableId> {
    let acts = |table: &TableId| {
        let reading = &context.readings[table.0 as usize];
        let act = reading.act.as_ref().filter(|act| act.sure >= 0.9 && !act.participle);
        act.is_some_and(|act| act.at + 1 == reading.words.len() && act.verb != but)
    };
    candidate.tables.iter().copied().find(acts)
}

/// Somebody decides on what was asked: the process is the decision.
fn decided(context: &Context<'_>, candidate: &Candidate, reading: &Reading) -> Option<Found> {
    let (verb, count) =
        verbs(context, candidate).into_iter().find(|(verb, _)| readings::is_decision(verb))?;
    // A table that is named after the asking and nothing else says it better than one function that denies: claims.
    if count < SAID && reading.words.len() == 1 && reading.act.as_ref().is_some_and(|act| act.sure >= 0.9) {
        return None;
    }
    // Whoever asks for a password reset proves who he is; what is done then is the reset.
    let ends = |act: &Act| act.at + 1 == reading.core && act.sure >= 0.6 && act.verb != verb;
    if readings::decision(&verb) == Some(Decision::True)
        && reading.core > 1
        && reading.act.as_ref().is_some_and(ends)
    {
        return None;
    }
    let head = lexicon::nominalisation(&verb);
    Some(Found { verb, subject: reading.core_words().to_vec(), head })
}

/// `pats` are what the code that works on them calls `PersonalAccessToken`: a word of initials says less than its type.
fn spelled_out(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Option<Found> {
    let reading = &context.readings[main.0 as usize];
    let [word] = &reading.words[..] else { return None };
    let figures = &context.figures[main.0 as usize];
    let owners = figures.writers.iter().chain(&figures.readers).filter_map(|id| context.function(*id).owner);
    // `DbPersonalAccessToken`: what stands before says only where it is kept.
    let tail = |words: Vec<String>| words.len().checked_sub(word.len()).map(|from| words[from..].to_vec());
    let types: BTreeSet<Vec<String>> = owners
        .filter_map(|owner| tail(context.split(&owner)))
        .filter(|words| {
            words.len() >= INITIALS && words.iter().filter_map(|one| one.chars().next()).eq(word.chars())
        })
        .collect();
    let mut types = types.into_iter();
    let (Some(mut subject), None) = (types.next(), types.next()) else { return None };
    let head = lexicon::singular(&subject.pop()?);
    let verb = said(context, candidate, reading).unwrap_or_else(|| "keep".to_owned());
    Some(Found { verb, subject, head })
}

/// `credentials_otp`, `credentials_password`, `credentials_public_key`: what most of many tables are called says it better
/// than any one, where that one is named after something else.
fn shared_by_many(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Option<Found> {
    // What the others hang on is what it is about.
    if candidate.tables.len() < MANY || is_root(context, candidate, main) {
        return None;
    }
    let words = |table: &TableId| &context.readings[table.0 as usize].words;
    let shared: Vec<String> = candidate
        .tables
        .iter()
        .filter_map(|table| shared_words(context, candidate, words(table)))
        .max_by_key(|shared| shared.len())?;
    let reading = &context.readings[main.0 as usize];
    let act = reading.act.as_ref().filter(|act| act.sure >= 0.6).map(|act| &reading.words[act.at]);
    let (head, subject) = shared.split_last()?;
    let plain = readings::carrier(head).is_some() || readings::trace(head).is_some();
    let thing = head.len() > 3
        && lexicon::is_noun(head)
        && !names_noun(context, head)
        && (!plain || !subject.is_empty());
    let own = words(&main).iter().all(|word| shared.contains(word));
    // `stripe_subscriptions` beside `stripe_usage_subscriptions`: an act that several say is what it is about.
    let several =
        |word: &&String| candidate.tables.iter().filter(|table| words(table).contains(*word)).count() >= SAID;
    let sure = reading.act.as_ref().is_some_and(|act| act.sure >= 0.9);
    if sure && act.is_some_and(|act| several(&act)) {
        return None;
    }
    if !thing || own || act.is_some_and(|act| shared.contains(act)) {
        return None;
    }
    in_own_order(&said(context, candidate, reading).unwrap_or_else(|| "keep".to_owned()), &shared)
}

/// The words as the code says them, the last for the act.
fn in_own_order(verb: &str, words: &[String]) -> Option<Found> {
    let (head, subject) = words.split_last()?;
    Some(Found { verb: verb.to_owned(), subject: subject.to_vec(), head: head.clone() })
}

/// The table is named after the act: its own word for it is the name's, a participle's noun is the lexicon's.
fn named_after_act(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Option<Found> {
    let reading = &context.readings[main.0 as usize];
    let act = reading.act.as_ref().filter(|act| act.sure >= 0.6)?;
    let word = &reading.words[act.at];
    // `order_events` beside orders: the order is what the events are about.
    if act.at + 1 < reading.words.len() && names_noun(context, word) && !act.participle {
        return None;
    }
    if reading.words.last().is_some_and(|last| last != word && readings::is_issued(last)) {
        let (subject, head) = own_words(context, candidate, main)?;
        return Some(Found { verb: act.verb.clone(), subject, head });
    }
    let common = common_words(context, candidate, reading).filter(|common| common.contains(word));
    // `funding_fee_events`, `trust_quorum_members`, `repayment_plans`: the word only says more of what follows it, and the name
    // keeps the code's own order. Of words that several tables share, what follows may belong to one of them.
    let words = common.as_deref().unwrap_or(reading.core_words());
    let whole = words == reading.core_words();
    let said_of = whole || lexicon::is_verb(word) || word.ends_with("ing");
    if !act.participle && said_of && words.last() != Some(word) {
        // `relay_browser_sessions` are sessions.
        let lasts = common.is_none() && reading.lasts();
        return in_own_order(&act.verb, if lasts { &reading.words } else { words });
    }
    // `user_accept` is an acceptance.
    let verb = act.particle.is_none() && lexicon::is_verb(word) && !lexicon::is_noun(word);
    let head = if act.participle || verb { lexicon::nominalisation(&act.verb) } else { word.clone() };
    let mut subject: Vec<String> = match (&common, act.participle) {
        (Some(common), _) => common.iter().filter(|other| *other != word).cloned().collect(),
        (None, true) => reading.core_words().iter().filter(|other| *other != word).cloned().collect(),
        (None, false) => reading.words[..act.at].to_vec(),
    };
    // What was done was done to something, whatever other tables say of it: `reverted_blocks`.
    if subject.is_empty() && act.participle {
        subject = reading.core_words().iter().filter(|other| *other != word).cloned().collect();
    }
    // `sync_conduits` beside `sync_generations`: the one word that they share says too little.
    if subject.is_empty() && common.is_some() && reading.words.last() != Some(word) && !act.participle {
        let surest = acting_one(context, candidate, &act.verb)
            .map_or(reading, |table| &context.readings[table.0 as usize]);
        return in_own_order(&act.verb, &surest.words);
    }
    if subject.is_empty() && common.is_none() {
        // A log tells what somebody did and is not his.
        subject = if reading.has(Carrier::Record) { Vec::new() } else { owner(context, main) };
        // One word alone says little, and the table has more: `registration_tokens`, `audit_log`.
        let plain =
            |word: &String| readings::carrier(word) == Some(Carrier::Setting) || readings::is_filler(word);
        let carries = reading.core < reading.words.len() && !reading.words[reading.core..].iter().any(plain);
        if subject.is_empty() && carries && !act.participle {
            return in_own_order(&act.verb, &reading.words);
        }
    }
    let telling = telling(context, &subject);
    // `placed_orders`: what was placed belongs to the name, entity or not.
    if !telling.is_empty() && !act.participle {
        subject = telling;
    }
    Some(Found { verb: act.verb.clone(), subject, head })
}

/// The words without those for entities, which stay: of `user_password` the password. What several words together are the name
/// of is no entity because its last word is one: a `physical_disk` beside `disks`.
fn telling(context: &Context<'_>, subject: &[String]) -> Vec<String> {
    let mut kept: Vec<bool> =
        subject.iter().map(|word| !names_noun(context, word) && !is_little(word)).collect();
    for table in context.ids().filter(|table| !context.is_noun(*table)) {
        let words = &context.readings[table.0 as usize].words;
        if words.len() > 1
            && let Some(at) = subject.windows(words.len()).position(|window| window == words)
        {
            kept[at..at + words.len()].fill(true);
        }
    }
    subject.iter().zip(kept).filter(|(_, kept)| *kept).map(|(word, _)| word.clone()).collect()
}

/// Tokens, sessions, logs: the table's own words say it best.
fn carried(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Option<Found> {
    let reading = &context.readings[main.0 as usize];
    if !reading.lasts() && !reading.has(Carrier::Record) {
        return None;
    }
    let verb = reading.act.as_ref().map(|act| act.verb.clone());
    let verb = verb.or_else(|| said(context, candidate, reading)).unwrap_or_else(|| "issue".to_owned());
    let (subject, head) = own_words(context, candidate, main)?;
    Some(Found { verb, subject, head })
}

/// The table's words, or those that several tables share if they say what the rows are; with their owner where there is just
/// one.
fn own_words(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Option<(Vec<String>, String)> {
    let reading = &context.readings[main.0 as usize];
    let lasts = reading.lasts() || reading.has(Carrier::Petition);
    // `cl_items` and `cl_audits` share nothing that says a thing, nor do `oauth2_identity` and `oauth2_state`.
    let telling = |word: &String| {
        let numbered = word.ends_with(|c: char| c.is_ascii_digit());
        (word.len() > INITIALS && !numbered) || lexicon::is_noun(word) || lexicon::in_full(word) != word
    };
    let says = |shared: &Vec<String>| {
        shared.last().is_some_and(telling)
            && (shared.last() == reading.words.last()
                || (!lasts && shared.last() == reading.core_words().last()))
    };
    let shared = shared_words(context, candidate, &reading.words).filter(says);
    let alone = shared.is_none();
    let mut subject = shared.unwrap_or_else(|| reading.words.clone());
    if let Some(found) = by_what_is_done(reading, &subject) {
        return Some(found);
    }
    let head = subject.pop()?;
    if subject.is_empty() && alone {
        subject = owner(context, main);
    }
    Some((subject, head))
}

/// Jobs are executed, unless it is said what they do: `export_jobs`. What is cached is cached.
fn by_what_is_done(reading: &Reading, words: &[String]) -> Option<(Vec<String>, String)> {
    let (last, before) = words.split_last()?;
    let done = readings::done_with(last)?.to_owned();
    match (reading.has(Carrier::Queued), before.is_empty()) {
        (true, true) => Some((words.to_vec(), done)),
        (false, false) => Some((before.to_vec(), done)),
        _ => None,
    }
}

/// The verb that many operations say, what the outside starts among them: it is what the table is there for.
fn said_by_operations(context: &Context<'_>, candidate: &Candidate, reading: &Reading) -> Option<Found> {
    let verb = said(context, candidate, reading)?;
    let says = |id: FunctionId| context.verb_of(id).as_ref() == Some(&verb);
    let saying = candidate.operations.iter().filter(|(id, _)| says(*id));
    let started = saying.clone().any(|(_, role)| *role == Role::Entry);
    let count = saying.count();
    let mostly = count >= MOSTLY_SAID && count * SHARE_SAID >= candidate.operations.len();
    if !started || (!mostly && !readings::is_decision(&verb)) {
        return None;
    }
    let head = lexicon::nominalisation(&verb);
    let subject = common_words(context, candidate, reading).unwrap_or_else(|| reading.core_words().to_vec());
    Some(Found { verb, subject, head })
}

/// No verb anywhere: the table's own words, or those that several tables share.
fn as_it_is(context: &Context<'_>, candidate: &Candidate, main: TableId) -> Found {
    let reading = &context.readings[main.0 as usize];
    let verb = reading.act.as_ref().map_or_else(|| "keep".to_owned(), |act| act.verb.clone());
    let (subject, head) = own_words(context, candidate, main).unwrap_or_default();
    Found { verb, subject, head }
}

/// Subject and act in one word, the act in the plural.
fn compose(subject: Vec<String>, head: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in subject.iter().map(|word| lexicon::in_full(word)) {
        if !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    let mut head = lexicon::in_full(head).to_owned();
    words.retain(|word| *word != head && !tells_end(word) && !tells_how(word));
    trim(&mut words);
    // `inherit_from`
    if !words.is_empty() && is_little(&head) {
        head = words.pop().unwrap_or_default();
        trim(&mut words);
    }
    // `files_processed`: what was done to them. `job_depends`, but a table of `sends` makes a noun of the verb.
    let done = lexicon::verb_lemma(&head)
        .filter(|lemma| lexicon::is_past_participle(&head) || (lemma.verb == head && !words.is_empty()))
        .filter(|_| !lexicon::is_noun(&head) && !lexicon::is_particle(&head))
        .map(|lemma| lexicon::nominalisation(&lemma.verb))
        .filter(|act| !lexicon::is_verb(act) || lexicon::strength(act) != Strength::Vague);
    words.push(lexicon::plural(&done.unwrap_or(head)));
    lexicon::title(&words)
}

/// Takes what says nothing from both ends; `time_to_first_position` is said whole. `v1` is the interface's.
fn trim(words: &mut Vec<String>) {
    let telling = words.iter().rposition(|word| !is_little(word)).map_or(0, |last| last + 1);
    words.truncate(telling);
    let version = readings::leading_version(words);
    words.drain(..version);
    words.drain(..words.iter().take_while(|word| is_little(word)).count());
}

fn is_little(word: &str) -> bool {
    LITTLE.contains(&word)
}

/// `backups_fully_downloaded` were downloaded.
fn tells_how(word: &str) -> bool {
    word.ends_with("ly") && !lexicon::is_noun(word)
}

/// `failed_tasks` are tasks: how something ended is not what it is.
fn tells_end(word: &str) -> bool {
    let lemma = lexicon::verb_lemma(word).filter(|lemma| lemma.verb != word);
    lexicon::is_past_participle(word) && lemma.is_some_and(|lemma| lexicon::tells_end(&lemma.verb))
}

/// The words that most of several tables share, in the order of the main one; None for a single table.
fn common_words(context: &Context<'_>, candidate: &Candidate, main: &Reading) -> Option<Vec<String>> {
    shared_words(context, candidate, main.core_words())
}

/// Those of the words that most of several tables share.
fn shared_words(context: &Context<'_>, candidate: &Candidate, words: &[String]) -> Option<Vec<String>> {
    if candidate.tables.len() < 2 {
        return None;
    }
    let has = |word: &&String| {
        let with =
            candidate.tables.iter().filter(|table| context.readings[table.0 as usize].words.contains(*word));
        with.count() * 2 > candidate.tables.len()
    };
    let words: Vec<String> = words.iter().filter(has).cloned().collect();
    (!words.is_empty()).then_some(words)
}

/// Domain verbs of the operations with how many say them, the most frequent first.
fn verbs(context: &Context<'_>, candidate: &Candidate) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (function, _) in &candidate.operations {
        for verb in all_verbs(context, *function) {
            *counts.entry(verb).or_default() += 1;
        }
    }
    let mut order: Vec<(String, usize)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    order
}

fn all_verbs(context: &Context<'_>, function: FunctionId) -> Vec<String> {
    let words = readings::split(&context.function(function).name);
    let mut verbs: Vec<String> = words.iter().filter(|word| lexicon::is_domain_verb(word)).cloned().collect();
    verbs.sort();
    verbs.dedup();
    verbs
}

/// The domain verb that the operations say most, where it is no word of the table's name.
fn said(context: &Context<'_>, candidate: &Candidate, reading: &Reading) -> Option<String> {
    let found = verbs(context, candidate);
    // `unarchive` says nothing new of archives.
    let own: BTreeSet<String> = reading.words.iter().flat_map(|word| context.keys(word).to_vec()).collect();
    let fresh =
        |verb: &String| !names_noun(context, verb) && !context.keys(verb).iter().any(|key| own.contains(key));
    found.into_iter().find(|(verb, count)| *count >= SAID && fresh(verb)).map(|(verb, _)| verb)
}

/// The noun that the table's rows belong to, when there is just one: that they refer to, or else that refers to them. Who did
/// it, as in `created_by`, is not whose it is.
fn owner(context: &Context<'_>, table: TableId) -> Vec<String> {
    let figures = &context.figures[table.0 as usize];
    let nouns = |tables: &[TableId]| -> Vec<TableId> {
        tables.iter().copied().filter(|other| context.is_noun(*other)).collect()
    };
    let schema = &context.monolith.program.schema;
    let did = |column: u16| {
        let column = ColumnId { table, column };
        readings::split(&schema.column_of(column).name).last().is_some_and(|last| last == "by")
    };
    let references = &context.references[table.0 as usize];
    let own = |noun: &TableId| {
        let mut columns = references.iter().filter(|(_, to)| to == noun).peekable();
        columns.peek().is_none() || columns.any(|(column, _)| !did(*column))
    };
    let (mut up, down) = (nouns(&figures.refers_to), nouns(&figures.referred_by));
    up.retain(own);
    let only = if up.is_empty() { down } else { up };
    // Of whom everything is, as of a tenant, says nothing of anything.
    let everybodys = |noun: TableId| {
        let head = context.readings[noun.0 as usize].head();
        let most = context.figures[noun.0 as usize].referred_by.len() * TENANT > context.readings.len();
        most && lexicon::noun_category(head) == Some(Category::Group)
    };
    match only[..] {
        [one] if everybodys(one) => Vec::new(),
        [one] => context.readings[one.0 as usize]
            .words
            .last()
            .filter(|word| is_somebody(word))
            .cloned()
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// Whose something is says much where it is somebody's, and little where it is a thing's.
pub(super) fn is_somebody(word: &str) -> bool {
    matches!(lexicon::noun_category(word), Some(Category::Person | Category::Group))
}
