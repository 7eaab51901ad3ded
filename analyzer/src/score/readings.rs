//! What the names of tables, columns and functions say in English. Says nothing about what the code does.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use super::carriers::{Carrier, carrier, done_with, is_filler, is_issued, thing_by_version};
use super::carriers::{is_bearer, is_configuration, is_task, is_whole};
use crate::lexicon::{self, Certainty, Form, Strength};

/// What a decision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// To what was asked.
    Yes,
    /// To what was asked.
    No,
    /// One or the other.
    Either,
    /// That what was claimed is so.
    True,
}

static DECISIONS: LazyLock<Vec<(&'static str, Decision)>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let mut fields = row.split(',');
        let (verb, says) = (fields.next()?, fields.next()?);
        let says = match says {
            "yes" => Decision::Yes,
            "no" => Decision::No,
            "true" => Decision::True,
            _ => Decision::Either,
        };
        Some((verb, says))
    };
    include_str!("decisions.csv").lines().skip(1).filter_map(row).collect()
});

/// What the verb says, if it decides.
pub(crate) fn decision(verb: &str) -> Option<Decision> {
    DECISIONS.iter().find(|(own, _)| *own == verb).map(|(_, says)| *says)
}

/// Whether the verb says yes or no.
pub(crate) fn is_decision(verb: &str) -> bool {
    decision(verb).is_some()
}

/// Of verbs the one that decides; of several the one that says yes.
pub(crate) fn deciding(verbs: impl Iterator<Item = String>) -> Option<String> {
    let place = |verb: &String| DECISIONS.iter().position(|(own, _)| own == verb);
    verbs.filter_map(|verb| Some((place(&verb)?, verb))).min().map(|(_, verb)| verb)
}

/// A word that names a verb's act.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Act {
    pub(crate) verb: String,
    /// The particle of a phrasal verb: `out` of `payout`.
    pub(crate) particle: Option<&'static str>,
    /// The word's index in the name.
    pub(crate) at: usize,
    /// From 0 to 1: how surely it is meant as an act.
    pub(crate) sure: f64,
    /// A participle before the thing that it was done to: `uploaded_images`.
    pub(crate) participle: bool,
}

/// A table's name, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    /// In the singular.
    pub(crate) words: Vec<String>,
    /// How many of the words stand before the carriers at the end.
    pub(crate) core: usize,
    /// Carriers at the end, the last first.
    pub(crate) carriers: Vec<Carrier>,
    pub(crate) act: Option<Act>,
    /// Acts that other words of the name could tell of, the surest last.
    other_acts: Vec<Act>,
}

impl Reading {
    /// Reads a name's words.
    pub(crate) fn of(original: &[String]) -> Reading {
        let words: Vec<String> = original.iter().map(|word| lexicon::singular(word)).collect();
        let mut core = words.len();
        let mut carriers = Vec::new();
        while core > 1
            && !is_one_thing(&words[core - 2..core])
            && let Some(kind) = carrier(&words[core - 1])
        {
            carriers.push(kind);
            core -= 1;
        }
        if core == 1 && carriers.is_empty() {
            carriers.extend(carrier(&words[0]));
        }
        let mut acts: Vec<Act> = (0..core).filter_map(|at| act(&original[at], &words[..core], at)).collect();
        // What is done by a pull request is pulling.
        if core > 1 && is_one_thing(&words[core - 2..core]) {
            let asked = acts.iter_mut().filter(|act| act.at + 1 == core);
            asked.for_each(|act| act.verb.clone_from(&words[core - 2]));
        }
        // What the name ends in says what the rows are, if it says an act at all.
        let ends = |act: &Act| act.at + 1 == core && act.sure >= 0.6;
        let participle = |act: &Act| act.participle && act.sure >= 0.6;
        let order = |act: &Act| (participle(act) || ends(act), act.sure, act.at);
        acts.sort_by(|a, b| order(a).partial_cmp(&order(b)).unwrap_or(std::cmp::Ordering::Equal));
        let act = acts.pop();
        Reading { words, core, carriers, act, other_acts: acts }
    }

    /// Takes the word for a thing: it tells of no act, another word may.
    pub(crate) fn take_for_thing(&mut self, word: &str) {
        while self.act.as_ref().is_some_and(|act| !act.participle && self.words[act.at] == word) {
            self.act = self.other_acts.pop();
        }
    }

    /// Whether only its name says that the rows wait to be worked off: `tasks` may be anything.
    pub(crate) fn is_task_by_name(&self) -> bool {
        matches!(&self.words[..], [word] if is_task(word))
    }

    /// The word that says that whoever has the thing may do something, if the name ends in one.
    pub(crate) fn bearer(&self) -> Option<&str> {
        self.words.last().map(String::as_str).filter(|word| is_bearer(word))
    }

    /// Whether it is called after the configuration of the whole, and nothing more.
    pub(crate) fn is_configuration(&self) -> bool {
        matches!(&self.words[..], [word] if is_configuration(word))
    }

    /// Takes its rows for what its name is the name of.
    pub(crate) fn take_for_rows(&mut self) {
        self.carriers.clear();
    }

    /// Takes every word for a thing.
    pub(crate) fn take_for_things(&mut self) {
        (self.act, self.other_acts) = (None, Vec::new());
    }

    pub(crate) fn has(&self, kind: Carrier) -> bool {
        self.carriers.contains(&kind)
    }

    /// Whether its rows last as long as something goes on.
    pub(crate) fn lasts(&self) -> bool {
        self.has(Carrier::Pending) || self.has(Carrier::Queued)
    }

    /// What its rows are in one word, or in the two that name one thing.
    pub(crate) fn thing(&self) -> &[String] {
        let core = self.core_words();
        let from = if core.len() > 1 && is_one_thing(&core[core.len() - 2..]) { 2 } else { 1 };
        &core[core.len().saturating_sub(from)..]
    }

    /// The name's last word, which says what the rows are; empty where the name has none.
    pub(crate) fn head(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The words before the carriers.
    pub(crate) fn core_words(&self) -> &[String] {
        &self.words[..self.core]
    }
}

/// `pull_request`, `merge_request`: code that somebody offers, and no request for a pull.
fn is_one_thing(words: &[String]) -> bool {
    matches!(words, [first, last] if is_whole(&format!("{first} {last}")))
}

/// So many tables, and this share of all, must begin with a word for it to be a namespace …
const NAMESPACE: (usize, usize) = (10, 4);
/// … or all of so many, where it is no English: a small service of `payment_…` is about payments.
const ALL: usize = 4;

/// The first words of very many tables, where no table is called so itself: `core` of `core_customers`, `core_deposits`. They
/// say whose tables they are and nothing about their rows.
pub(crate) fn namespace(names: &[Vec<String>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    while let Some(word) = next_namespace(names, &found) {
        found.push(word.to_owned());
    }
    found
}

fn next_namespace<'a>(names: &'a [Vec<String>], found: &[String]) -> Option<&'a str> {
    let within = || names.iter().filter_map(|words| words.strip_prefix(found));
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for words in within().filter(|words| words.len() > 1) {
        *counts.entry(&words[0]).or_default() += 1;
    }
    let (word, count) = counts.into_iter().max_by_key(|(word, count)| (*count, std::cmp::Reverse(*word)))?;
    let (least, share) = NAMESPACE;
    let is_table =
        within().any(|words| words.len() == 1 && lexicon::singular(&words[0]) == lexicon::singular(word));
    let mark = !lexicon::is_noun(&lexicon::singular(word)) && lexicon::verb_lemma(word).is_none();
    let many =
        (count >= least && count * share >= names.len()) || (mark && count >= ALL && count == names.len());
    (many && !is_table).then_some(word)
}

/// So many tables must end in a word for it to be a mark.
const MARK: usize = 3;

/// Words that some tables end in and that are no English: `fri` of `prover_jobs_fri`. They mark whose the rows are and say
/// nothing about them.
pub(crate) fn marks(names: &[Vec<String>]) -> FxHashSet<&str> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let names = names.iter().map(|words| without_version(words));
    for last in names.filter(|words| words.len() > 2).filter_map(|words| words.last()) {
        *counts.entry(last).or_default() += 1;
    }
    let english = |word: &str| {
        let one = lexicon::singular(word);
        lexicon::is_noun(&one) || lexicon::verb_lemma(word).is_some() || carrier(&one).is_some()
    };
    counts.retain(|word, count| *count >= MARK && !english(word));
    counts.into_keys().collect()
}

/// A table's words without its namespace, its mark and its version.
pub(crate) fn inside<'a>(words: &'a [String], namespace: &[String], marks: &FxHashSet<&str>) -> &'a [String] {
    let common = words.iter().zip(namespace).take_while(|(word, first)| word == first).count();
    let words = &words[common.min(words.len().saturating_sub(1))..];
    match without_version(words) {
        [rest @ .., last] if rest.len() > 1 && marks.contains(last.as_str()) => rest,
        words => words,
    }
}

/// `rebates_v2` are rebates.
fn without_version(words: &[String]) -> &[String] {
    match words {
        [rest @ .., v, number] if !rest.is_empty() && is_version(v, number) => rest,
        words => words,
    }
}

/// How many words at the beginning tell a version and are not all: two of `v1_orders`.
pub(crate) fn leading_version(words: &[String]) -> usize {
    match words {
        [v, number, _, ..] if is_version(v, number) => 2,
        _ => 0,
    }
}

fn is_version(v: &str, number: &str) -> bool {
    v == "v" && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn act(original: &str, words: &[String], at: usize) -> Option<Act> {
    let word = &words[at];
    let head = at + 1 == words.len();
    if !head && let Some(lemma) = lexicon::verb_lemma(original) {
        let done = is_done(&lemma, original);
        // `published_view_comment`: the view was published; the rows are comments.
        let of_head = at + 2 == words.len() || !words.last().is_some_and(|last| names_act(last));
        if done && tells(&lemma.verb) {
            let sure = if of_head { 0.9 } else { 0.5 };
            return Some(Act { verb: lemma.verb, particle: None, at, sure, participle: true });
        }
        // `sent_activity`, `deleted_account`: what is said of most things says something where the rows are named after it.
        if done && of_head && matches!(lexicon::strength(&lemma.verb), Strength::Technical | Strength::Crud) {
            return Some(Act { verb: lemma.verb, particle: None, at, sure: 0.6, participle: true });
        }
    }
    // `last_seen` only says when.
    if head
        && at > 0
        && words[at - 1] != "last"
        && let Some(lemma) = lexicon::verb_lemma(original).filter(|lemma| is_done(lemma, original))
    {
        // `pool_created`, `fees_withdrawn`: what the rows tell was done.
        return Some(Act { verb: lemma.verb, particle: None, at, sure: 0.6, participle: true });
    }
    // `secret_revisions`: secrets as they were, and no revising.
    if thing_by_version(&words[..=at]).is_some() {
        return None;
    }
    let found = lexicon::nominal_verb(word)?;
    // `log in` says more than `log`.
    let phrase = format!("{}{}", found.verb, found.particle.unwrap_or_default());
    if !tells(&phrase) {
        let weak =
            weak_act(word, found.certainty, lexicon::strength(&found.verb)).filter(|_| head && at > 0)?;
        return Some(Act { verb: found.verb, particle: found.particle, at, sure: weak, participle: false });
    }
    let base = if found.certainty == Certainty::Likely { 1.0 } else { 0.25 };
    let sure = base * if head { 1.0 } else { 0.7 };
    Some(Act { verb: found.verb, particle: found.particle, at, sure, participle: false })
}

/// `created`, and not `set`, which is a verb's base form, too.
fn is_done(lemma: &lexicon::Lemma, word: &str) -> bool {
    matches!(lemma.form, Form::PastParticiple | Form::Past) && word != lemma.verb
}

/// Whether the noun by itself says what is done.
fn names_act(noun: &str) -> bool {
    lexicon::nominal_verb(noun)
        .is_some_and(|found| found.certainty == Certainty::Likely && tells(&found.verb))
}

/// How surely rows are named after the act of a verb that says little where functions are named after it:
/// `account_deletion`, `page_rendering`. A word that is a verb itself may be anything (`index`), and what ends in `-ing`
/// is a thing as often as not (`listing`, `reading`).
fn weak_act(noun: &str, certainty: Certainty, verb: Strength) -> Option<f64> {
    if certainty == Certainty::Possible || lexicon::is_verb(noun) {
        return None;
    }
    match (verb, noun.ends_with("ing")) {
        (Strength::Technical | Strength::Crud, false) => Some(0.6),
        (Strength::Technical, true) => Some(0.5),
        _ => None,
    }
}

/// Whether the verb says more than that data is stored or code is run.
pub(crate) fn tells(verb: &str) -> bool {
    matches!(lexicon::strength(verb), Strength::Domain | Strength::Noun)
}

/// The words of an identifier; `blocklist` and `modlog` are two.
pub(crate) fn split(identifier: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in lexicon::words(identifier) {
        let parts = ["list", "log"].iter().find_map(|end| {
            let start = word.strip_suffix(end).filter(|start| start.len() > 2)?;
            (!lexicon::is_noun(&word)).then(|| [start.to_owned(), (*end).to_owned()])
        });
        match parts {
            Some(parts) => all.extend(parts),
            None => all.push(word),
        }
    }
    all
}

/// The forms under which a word meets its relatives: `verification`, `verified` and `verify` share one.
pub(crate) fn keys(word: &str) -> Vec<String> {
    let singular = lexicon::singular(word);
    let mut keys = vec![singular.clone()];
    if let Some(lemma) = lexicon::verb_lemma(word) {
        keys.push(lemma.verb);
    }
    if let Some(found) = lexicon::nominal_verb(&singular) {
        keys.push(found.verb + found.particle.unwrap_or_default());
    }
    for prefix in ["un", "re", "de"] {
        let bases: Vec<String> =
            keys.iter().filter_map(|key| key.strip_prefix(prefix)).map(str::to_owned).collect();
        // `unban`, but `reset` has nothing to do with `set`.
        let least = if prefix == "un" { 3 } else { 4 };
        keys.extend(bases.into_iter().filter(|base| base.len() >= least && lexicon::is_verb(base)));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// What a column is to the process that its name tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnRole {
    /// What came of it: `approved_at`, `email_verified`, `status`.
    Outcome,
    /// What it needs on its way: `reset_token`, `attempts`, `denied_reason`, `approved_by`.
    Intermediate,
}

/// A trace of a process in a column's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    /// None for a role without a verb of its own: `status`, `attempts`, `expires_at`.
    pub(crate) verb: Option<String>,
    pub(crate) role: ColumnRole,
}

const ON_THE_WAY: [&str; 19] = [
    "token",
    "secret",
    "code",
    "attempt",
    "expiry",
    "expire",
    "expiration",
    "reason",
    "message",
    "challenge",
    "nonce",
    "retry",
    "error",
    "deadline",
    "reviewer",
    "approver",
    "queue",
    "lock",
    "next",
];
const STATES: [&str; 5] = ["status", "state", "stage", "phase", "pending"];

/// Words for how far the work on a row has come.
const WORKED: [&str; 14] = [
    "status", "state", "attempt", "retry", "lock", "start", "finish", "complete", "do", "fail", "run",
    "schedule", "worker", "priority",
];

/// Words for what ends, and for what only who has it knows.
const BORNE: [&str; 9] = ["expire", "expiration", "expiry", "exp", "ttl", "secret", "hash", "digest", "jwt"];

/// Whether the column holds what the word names, its secret, or when it ends: `access_token` and `token_hash` of a token,
/// and no `token_id`.
pub(crate) fn tells_bearer(column: &str, word: &str) -> bool {
    let words = split(column);
    let last = words.iter().rev().find(|word| word.len() > 1 && !word.contains(|c: char| c.is_ascii_digit()));
    last.is_some_and(|last| lexicon::singular(last) == word)
        || words.iter().any(|word| is_among(&BORNE, word))
        || trace(column).is_some_and(|trace| trace.verb.is_some())
}

/// Whether the column says how far the work on its row has come: `started_at`, `attempts`, `locked_by`.
pub(crate) fn tells_work(column: &str) -> bool {
    split(column).iter().any(|word| is_among(&WORKED, word))
}

/// Whether the word in the singular, or its verb, is one of those.
fn is_among(words: &[&str], word: &str) -> bool {
    words.contains(&lexicon::singular(word).as_str())
        || lexicon::verb_lemma(word).is_some_and(|lemma| words.contains(&lemma.verb.as_str()))
}

/// The trace of a process that a column's name shows, if any.
pub(crate) fn trace(column: &str) -> Option<Trace> {
    let words = split(column);
    let keyed = |word: &String| lexicon::singular(word);
    let verb = words.iter().find_map(|word| done(word));
    let by = words.last().is_some_and(|word| word == "by") || words.iter().any(|word| word == "by");
    // What a `token_list_name` gives is a name.
    let last = words.last().map_or("", String::as_str);
    let other = lexicon::is_noun(last) && ![&BORNE[..], &WHEN, &["id"]].iter().any(|all| all.contains(&last));
    let before_thing = |at: usize| other && at + 1 < words.len();
    let on_the_way = words.iter().enumerate().any(|(at, word)| {
        let key = lexicon::verb_lemma(word).map_or_else(|| keyed(word), |lemma| lemma.verb);
        (ON_THE_WAY.contains(&keyed(word).as_str()) && !(is_bearer(&keyed(word)) && before_thing(at)))
            || key == "expire"
    });
    let agent = words.iter().find_map(|word| {
        let verb = lexicon::agent_verb(&keyed(word)).filter(|verb| tells(verb))?;
        (words.len() > 1 && word != words.last()?).then_some(verb)
    });
    if on_the_way || (by && verb.is_some()) {
        let verb = verb.filter(|verb| verb != "expire").or(agent);
        return Some(Trace { verb, role: ColumnRole::Intermediate });
    }
    if words.iter().any(|word| STATES.contains(&word.as_str())) {
        return Some(Trace { verb, role: ColumnRole::Outcome });
    }
    verb.map(|verb| Trace { verb: Some(verb), role: ColumnRole::Outcome })
}

/// Words for when something was, and by whom.
const WHEN: [&str; 8] = ["at", "on", "by", "date", "time", "timestamp", "last", "is"];

/// Whether the column only keeps when or by whom its row was made, changed or removed, whoever did it: `updated_at`,
/// `time_modified`, `created_by`.
pub(crate) fn keeps_books(column: &str) -> bool {
    // That somebody read or saw the row is an act of its own.
    let crud = |word: &String| {
        let kind = lexicon::verb_lemma(word).and_then(|lemma| lexicon::crud(&lemma.verb));
        kind.is_some_and(|kind| kind != lexicon::Crud::Read)
    };
    let words = split(column);
    words.iter().any(crud) && words.iter().all(|word| WHEN.contains(&word.as_str()) || crud(word))
}

/// Whether the column says when: `seen_at`, `time_seen`.
pub(crate) fn is_time(column: &str) -> bool {
    let words = split(column);
    let said =
        |word: Option<&String>, among: &[&str]| word.is_some_and(|word| among.contains(&word.as_str()));
    said(words.last(), &["at", "on", "date", "time", "timestamp"])
        || (words.len() > 1 && said(words.first(), &["time"]))
}

/// The verb of a participle that tells of something done in the domain.
fn done(word: &str) -> Option<String> {
    let lemma = lexicon::verb_lemma(word)?;
    let participle = matches!(lemma.form, Form::PastParticiple | Form::Past) && word.ends_with("ed")
        || lexicon::is_past_participle(word);
    (participle && word != lemma.verb && tells(&lemma.verb)).then_some(lemma.verb)
}

#[cfg(test)]
mod tests {
    use super::{Carrier, ColumnRole, Reading, keys, split, trace};

    #[test]
    fn a_table_name_tells_its_act() {
        let verb = |name| Reading::of(&split(name)).act.map(|act| act.verb);
        assert_eq!(verb("email_verification").as_deref(), Some("verify"));
        assert_eq!(verb("password_reset_request").as_deref(), Some("reset"));
        assert_eq!(verb("uploaded_images").as_deref(), Some("upload"));
        assert!(Reading::of(&split("password_reset_request")).has(Carrier::Petition));
    }

    #[test]
    fn rows_are_called_after_what_they_tell_was_done() {
        let act = |name| Reading::of(&split(name)).act.map(|act| (act.verb, act.participle));
        assert_eq!(act("fees_withdrawn"), Some(("withdraw".to_owned(), true)));
        assert_eq!(act("pool_created"), Some(("create".to_owned(), true)));
        assert_eq!(act("series_last_seen"), None);
    }

    #[test]
    fn what_is_offered_to_be_pulled_is_no_request() {
        assert!(!Reading::of(&split("pull_requests")).has(Carrier::Petition));
        assert_eq!(Reading::of(&split("open_pull_requests")).thing(), ["pull", "request"]);
        assert!(Reading::of(&split("access_requests")).has(Carrier::Petition));
        assert!(
            super::tells_work("locked_by") && super::tells_work("attempts") && !super::tells_work("vdaf")
        );
    }

    #[test]
    fn a_token_is_a_coin_until_its_rows_hold_it_or_end() {
        let told = ["access_token", "token_hash", "hashed_token", "expires_at", "revoked", "token_b58"];
        assert!(told.iter().all(|column| super::tells_bearer(column, "token")));
        let coin = ["symbol", "decimals", "token_list_name", "token_id", "l1_address"];
        assert!(!coin.iter().any(|column| super::tells_bearer(column, "token")));
    }

    #[test]
    fn relatives_meet() {
        let meet = |a: &str, b: &str| keys(a).iter().any(|key| keys(b).contains(key));
        assert!(
            meet("verification", "verified") && meet("approvals", "approve") && meet("unfollow", "follows")
        );
        assert!(meet("unban", "ban") && !meet("reset", "set"));
        assert!(!meet("payment", "approve"));
    }

    #[test]
    fn a_column_name_tells_its_role() {
        let role = |name| trace(name).map(|trace| trace.role);
        assert_eq!(role("approved_at"), Some(ColumnRole::Outcome));
        assert_eq!(role("approved_by"), Some(ColumnRole::Intermediate));
        assert_eq!(role("denied_reason"), Some(ColumnRole::Intermediate));
        assert_eq!(role("expires_at"), Some(ColumnRole::Intermediate));
        assert_eq!(role("name"), None);
        assert_eq!(role("token_list_name"), None);
        assert_eq!(role("token_generated_at"), Some(ColumnRole::Intermediate));
        assert_eq!(role("created_at"), None);
    }

    #[test]
    fn what_only_keeps_books_tells_no_process() {
        let kept = ["created_at", "updated", "time_modified", "last_updated_on", "created_by", "is_deleted"];
        assert!(kept.iter().all(|name| super::keeps_books(name)));
        let told = ["approved_at", "last_seen_at", "read_count", "status", "time"];
        assert!(!told.iter().any(|name| super::keeps_books(name)));
        assert!(super::is_time("last_seen_at") && super::is_time("time_seen") && !super::is_time("name"));
    }

    #[test]
    fn a_word_that_very_many_tables_begin_with_is_no_part_of_their_names() {
        let split = |names: &[&str]| names.iter().map(|name| super::split(name)).collect::<Vec<_>>();
        let mut names: Vec<String> =
            (b'a'..=b'l').map(|letter| format!("core_{}x", char::from(letter))).collect();
        names.extend(["payouts".to_owned(), "audit_entries".to_owned()]);
        let tables: Vec<&str> = names.iter().map(String::as_str).collect();
        let words = split(&tables);
        let core = super::namespace(&words);
        assert_eq!(core, ["core"]);
        assert_eq!(super::inside(&split(&["core_deposits"])[0], &core, &Default::default()), ["deposits"]);
        // A table of that name: the others belong to it.
        let words = split(&[&tables[..], &["cores"]].concat());
        assert!(super::namespace(&words).is_empty());
        assert!(super::namespace(&split(&["core_a", "core_b"])).is_empty());
        let all = ["tb_mall_goods", "tb_mall_orders", "tb_mall_users", "tb_mall_carts"];
        assert_eq!(super::namespace(&split(&all)), ["tb"]);
        let two: Vec<String> = tables.iter().map(|name| name.replace("core_", "core_ex_")).collect();
        let two: Vec<&str> = two.iter().map(String::as_str).collect();
        assert_eq!(super::namespace(&split(&two)), ["core", "ex"]);
        // A version is no mark.
        let words = split(&["token_datas_v2", "token_owners_v2", "token_moves_v2"]);
        assert!(super::marks(&words).is_empty());
        assert_eq!(super::inside(&words[0], &[], &super::marks(&words)), ["token", "datas"]);
    }
}
