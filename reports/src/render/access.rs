//! Who produces and who reads sensitive data, in words that several formats share. It knows no format.

use std::collections::BTreeMap;

use super::words;
use crate::document::v1::{Document, Proposal, SensitiveColumn, Use};

/// Boundaries by rank.
pub(super) struct Access<'a> {
    by_rank: BTreeMap<u32, &'a Proposal>,
}

impl<'a> Access<'a> {
    pub(super) fn of(document: &'a Document) -> Access<'a> {
        Access { by_rank: document.proposals.iter().map(|one| (one.rank, one)).collect() }
    }

    /// Who writes it.
    pub(super) fn writers(&self, column: &SensitiveColumn) -> Vec<String> {
        self.names(column, |one| one.writes > 0)
    }

    /// Who reads it.
    pub(super) fn readers(&self, column: &SensitiveColumn) -> Vec<String> {
        self.names(column, |one| one.reads > 0)
    }

    fn names(&self, column: &SensitiveColumn, wanted: impl Fn(&Use) -> bool) -> Vec<String> {
        let name = |one: &Use| match one.boundary {
            Some(rank) => self.by_rank.get(&rank).map_or_else(|| format!("#{rank}"), |one| one.name.clone()),
            None => words::REST.to_owned(),
        };
        column.uses.iter().filter(|one| wanted(one)).map(name).collect()
    }
}
