//! Who produces and who reads sensitive data, in words that several formats share. It knows no format.

use std::collections::BTreeMap;

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

    /// Who could still read it once it is another's: `still read by Payouts, the rest of the monolith`.
    pub(super) fn others(&self, column: &SensitiveColumn, owner: &Proposal) -> String {
        let mut others = self.readers(column);
        others.retain(|name| *name != owner.name);
        match others.is_empty() {
            true => "nobody else reads it".to_owned(),
            false => format!("still read by {}", others.join(", ")),
        }
    }

    fn names(&self, column: &SensitiveColumn, wanted: impl Fn(&Use) -> bool) -> Vec<String> {
        let name = |one: &Use| match one.boundary {
            Some(rank) => self.by_rank.get(&rank).map_or_else(|| format!("#{rank}"), |one| one.name.clone()),
            None => "the rest of the monolith".to_owned(),
        };
        column.uses.iter().filter(|one| wanted(one)).map(name).collect()
    }
}

/// Sensitive columns that leave the monolith with a boundary.
pub(super) fn taken_out<'a>(
    document: &'a Document,
    proposal: &'a Proposal,
) -> impl Iterator<Item = &'a SensitiveColumn> {
    document.sensitive.iter().filter(|one| {
        let table = one.column.rsplit_once('.').map_or("", |(table, _)| table);
        proposal.owns.columns.contains(&one.column) || proposal.owns.tables.iter().any(|own| own == table)
    })
}
