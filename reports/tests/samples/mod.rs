//! The sample documents that every renderer is tried on: those of `fixtures/documents`, and one too large to keep.

use reports::document::{self, v1::Document};

/// The stored samples, name and text.
pub(crate) const STORED: [(&str, &str); 3] = [
    ("typical", include_str!("../../../fixtures/documents/typical.json")),
    ("empty", include_str!("../../../fixtures/documents/empty.json")),
    ("hostile", include_str!("../../../fixtures/documents/hostile.json")),
];

/// One of the stored samples.
pub(crate) fn stored(name: &str) -> Document {
    let (_, text) = STORED.into_iter().find(|(stored, _)| *stored == name).expect("a stored sample's name");
    document::read(text).expect("a stored sample is a document")
}

/// All samples.
pub(crate) fn all() -> Vec<(&'static str, Document)> {
    let mut samples: Vec<_> = STORED.into_iter().map(|(name, _)| (name, stored(name))).collect();
    samples.push(("large", large()));
    samples
}

/// 2,000 proposals, one of them with names of 10,000 characters and 10,000 tables.
fn large() -> Document {
    let mut document = stored("typical");
    let pattern = document.proposals[0].clone();
    document.proposals = (1..=2000)
        .map(|rank| {
            let mut proposal = pattern.clone();
            proposal.rank = rank;
            proposal.name = format!("Processes{rank}");
            proposal.owns.tables = vec![format!("table_{rank}")];
            proposal
        })
        .collect();
    let first = &mut document.proposals[0];
    first.name = "n".repeat(10_000);
    first.owns.tables = (0..10_000).map(|table| format!("table_{table:05}_of_a_wide_process")).collect();
    first.stays = vec!["s".repeat(10_000)];
    first.evidence[0].claim = "c ".repeat(5_000);
    first.evidence[0].file = "f/".repeat(5_000);
    document.findings[0].id = format!("tangled-entry/{}", "i".repeat(10_000));
    document
}
