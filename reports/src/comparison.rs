//! Boundaries before and after a change that somebody thinks of: every figure beside the one before. A value; renderers
//! print it. What else changed between two states of the code is for `diff`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::document::Score;
use crate::document::v1::{Document, Proposal, Verdict};

/// What became of the boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Boundaries that are new, gone or have other figures; in the order after, the gone last.
    pub changed: Vec<Row>,
    /// Names of those that are as they were.
    pub unchanged: Vec<String>,
}

/// One boundary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// None where it is new.
    pub before: Option<Figures>,
    /// None where it is gone.
    pub after: Option<Figures>,
    /// Owned data that it had not before.
    pub gains: Vec<String>,
    /// Owned data that it has no more.
    pub loses: Vec<String>,
    /// What stands in the way and did not before.
    pub new_blockers: Vec<Obstacle>,
    /// What stands in the way no more.
    pub gone_blockers: Vec<Obstacle>,
}

/// What a person decides by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// How well it holds.
    pub score: Score,
    /// What to do with it.
    pub verdict: Verdict,
    /// Its functions.
    pub operations: u64,
    /// Functions outside that read its data.
    pub consumers: u64,
    /// What must be fixed first.
    pub blockers: u64,
    /// The same by kind.
    pub by_kind: BTreeMap<String, u64>,
    /// Transactions that would be cut.
    pub transactions_cut: u64,
    /// Classes of sensitive data that it would take out of the monolith.
    pub sensitive: BTreeSet<String>,
    /// What the score is made of.
    pub signals: BTreeMap<String, Score>,
}

/// What stands in the way, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Obstacle {
    /// Its kind: `foreign_write`.
    pub kind: String,
    /// The function; null where it is the schema.
    pub function: Option<String>,
    /// The data in question.
    pub data: Vec<String>,
    /// The file that holds it.
    pub file: String,
    /// The line where it stands.
    pub line: u32,
}

/// What makes two obstacles one: kind, function, file, line, data.
type Key = (String, Option<String>, String, u32, Vec<String>);

impl Obstacle {
    /// In one state of the code: what is in the way at a place may be more or less data than before.
    fn place(&self) -> Key {
        (self.kind.clone(), self.function.clone(), self.file.clone(), self.line, Vec::new())
    }

    /// In two states of it: lines move.
    fn name(&self) -> Key {
        let file = if self.function.is_some() { String::new() } else { self.file.clone() };
        (self.kind.clone(), self.function.clone(), file, 0, self.data.clone())
    }
}

/// Compares boundaries over one state of the code. A boundary that is named otherwise is another.
pub fn compare(before: &Document, after: &Document) -> Comparison {
    compared(before, after, Obstacle::place)
}

/// Compares boundaries of two states of the code, where lines may have moved.
pub fn compare_by_name(before: &Document, after: &Document) -> Comparison {
    compared(before, after, Obstacle::name)
}

fn compared(before: &Document, after: &Document, key: fn(&Obstacle) -> Key) -> Comparison {
    let find = |document: &'_ Document, name: &str| -> Option<usize> {
        document.proposals.iter().position(|one| one.name == name)
    };
    let mut comparison = Comparison::default();
    for new in &after.proposals {
        let old = find(before, &new.name).map(|at| (before, &before.proposals[at]));
        let row = row(&new.name, old, Some((after, new)), key);
        let same = row.before == row.after && row.gains.is_empty() && row.loses.is_empty();
        if same && row.new_blockers.is_empty() && row.gone_blockers.is_empty() {
            comparison.unchanged.push(row.name);
        } else {
            comparison.changed.push(row);
        }
    }
    let gone = before.proposals.iter().filter(|old| find(after, &old.name).is_none());
    comparison.changed.extend(gone.map(|old| row(&old.name, Some((before, old)), None, key)));
    comparison
}

fn row(
    name: &str,
    before: Option<(&Document, &Proposal)>,
    after: Option<(&Document, &Proposal)>,
    key: fn(&Obstacle) -> Key,
) -> Row {
    let data = |one: Option<(&Document, &Proposal)>| -> BTreeSet<String> {
        let owns = one.map(|(_, one)| one.owns.clone()).unwrap_or_default();
        owns.tables.into_iter().chain(owns.columns).collect()
    };
    let obstacles = |one: Option<(&Document, &Proposal)>| -> BTreeMap<Key, Obstacle> {
        let all = one.iter().flat_map(|(_, one)| &one.blockers).map(obstacle);
        all.map(|one| (key(&one), one)).collect()
    };
    let (old, new) = (data(before), data(after));
    let (old_blockers, new_blockers) = (obstacles(before), obstacles(after));
    let only = |these: &BTreeMap<Key, Obstacle>, those: &BTreeMap<Key, Obstacle>| {
        these.iter().filter(|(place, _)| !those.contains_key(*place)).map(|(_, one)| one.clone()).collect()
    };
    Row {
        name: name.to_owned(),
        before: before.map(|(document, one)| figures(document, one)),
        after: after.map(|(document, one)| figures(document, one)),
        gains: new.difference(&old).cloned().collect(),
        loses: old.difference(&new).cloned().collect(),
        new_blockers: only(&new_blockers, &old_blockers),
        gone_blockers: only(&old_blockers, &new_blockers),
    }
}

fn obstacle(blocker: &crate::document::v1::Blocker) -> Obstacle {
    Obstacle {
        kind: blocker.kind.code().to_owned(),
        function: blocker.function.clone(),
        data: blocker.data.clone(),
        file: blocker.file.clone(),
        line: blocker.line,
    }
}

fn figures(document: &Document, one: &Proposal) -> Figures {
    let mut by_kind: BTreeMap<String, u64> = BTreeMap::new();
    for blocker in &one.blockers {
        *by_kind.entry(blocker.kind.code().to_owned()).or_default() += 1;
    }
    let taken = document.sensitive.iter().filter(|sensitive| {
        let table = sensitive.column.rsplit_once('.').map_or("", |(table, _)| table);
        one.owns.columns.contains(&sensitive.column) || one.owns.tables.iter().any(|own| own == table)
    });
    Figures {
        score: one.score,
        verdict: one.verdict,
        operations: one.operations.len() as u64,
        consumers: one.consumers.len() as u64,
        blockers: one.blockers.len() as u64,
        transactions_cut: by_kind.get("split_transaction").copied().unwrap_or_default(),
        by_kind,
        sensitive: taken.map(|one| one.class.clone()).collect(),
        signals: one.signals.iter().map(|one| (one.id.clone(), one.contribution)).collect(),
    }
}
