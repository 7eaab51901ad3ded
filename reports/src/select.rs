//! Which entries of a document are shown: decided once, before any renderer, so that no format has its own idea.

use crate::document::Score;
use crate::document::v1::Document;

/// What to keep. The default keeps everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// At most so many proposals, by rank.
    pub top: Option<usize>,
    /// Only proposals with at least this score.
    pub min_score: Option<Score>,
}

/// A document with what was chosen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// The document without what was left out.
    pub document: Document,
    /// How many proposals were left out.
    pub left_out: usize,
}

/// Chooses.
pub fn select(mut document: Document, selection: &Selection) -> Selected {
    let before = document.proposals.len();
    if let Some(min) = selection.min_score {
        document.proposals.retain(|proposal| proposal.score >= min);
    }
    if let Some(top) = selection.top {
        document.proposals.truncate(top);
    }
    let left_out = before - document.proposals.len();
    Selected { document, left_out }
}
