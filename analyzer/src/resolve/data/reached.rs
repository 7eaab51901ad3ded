//! What code reaches besides the database: keys of caches, queues, object stores, mail, other services. Noted where the
//! client's call stands; what it is about is said as far as a text says it.

use super::effects::Site;
use super::eval::Evaluator;
use super::noted::Reached;
use super::rules::Rule;
use super::value::{Piece, Text, Value};
use crate::facts::model::{CallMatcher, EffectKind};

/// Longer targets are cut: they come from the analysed code.
const MAX_TARGET: usize = 120;

impl Evaluator<'_, '_> {
    pub(super) fn note_reached(
        &mut self,
        rule: &Rule,
        site: &Site<'_>,
        kind: EffectKind,
        target: Option<u8>,
    ) {
        // A function that is read for its caller has its own turn.
        if !self.stack.is_empty() {
            return;
        }
        let target = target.and_then(|arg| match site.value(arg) {
            Value::Text(text) => shown(&text),
            _ => None,
        });
        // A library's file may speak of several crates.
        let library = match rule.matches {
            CallMatcher::Function { krate, .. }
            | CallMatcher::OnType { krate, .. }
            | CallMatcher::OnNamedType { krate, .. } => krate,
            _ => rule.library,
        };
        self.noted.reached.push(Reached { line: site.line, kind, library, target });
    }
}

/// The text with `{}` for what only the running program knows; None where nothing is known, or branches differ.
fn shown(text: &Text) -> Option<String> {
    let [pieces] = text.readings.as_slice() else { return None };
    if !pieces.iter().any(|piece| matches!(piece, Piece::Known(text) if !text.is_empty())) {
        return None;
    }
    let whole: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Known(text) => text,
            Piece::Unknown => "{}",
        })
        .collect();
    Some(match whole.char_indices().nth(MAX_TARGET) {
        Some((end, _)) => format!("{}…", &whole[..end]),
        None => whole,
    })
}
