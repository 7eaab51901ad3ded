//! Texts put together from pieces: literals, constants, `format!`, `+`, `push_str`.

use std::rc::Rc;

use super::value::{Piece, Text};

/// Readings beyond this many are cut: a text with more branches is dynamic anyway.
const MAX_READINGS: usize = 16;
/// Pieces of one text beyond this are cut.
const MAX_PIECES: usize = 512;
/// How an unknown part is written in the text that reports show.
pub(crate) const UNKNOWN: &str = "{…}";

/// How a parameter's place is written where a builder numbers it itself.
pub(crate) const PARAMETER: &str = "$1";

pub(crate) fn known(text: &str) -> Text {
    Text { readings: vec![vec![Piece::Known(text.into())]], foreign: 0 }
}

pub(crate) fn unknown() -> Text {
    Text { readings: vec![vec![Piece::Unknown]], foreign: 0 }
}

/// Every reading of the first followed by every reading of the second.
pub(crate) fn concat(a: &Text, b: &Text) -> Text {
    let mut readings = Vec::new();
    for x in &a.readings {
        for y in &b.readings {
            if readings.len() < MAX_READINGS && x.len() + y.len() <= MAX_PIECES {
                readings.push(x.iter().chain(y).cloned().collect());
            }
        }
    }
    if readings.is_empty() {
        readings.clone_from(&a.readings);
    }
    Text { readings, foreign: a.foreign.max(b.foreign) }
}

/// After branches: where one is the other with more text at its end, as conditional `push`es make it, the longer
/// one stands for both; else both are readings.
pub(crate) fn merge(a: &Rc<Text>, b: &Rc<Text>) -> Rc<Text> {
    if a == b {
        return a.clone();
    }
    let mut readings: Vec<Vec<Piece>> = Vec::new();
    for reading in a.readings.iter().chain(&b.readings) {
        if readings.iter().any(|r| r.starts_with(reading)) {
            continue;
        }
        readings.retain(|r| !reading.starts_with(r));
        if readings.len() < MAX_READINGS {
            readings.push(reading.clone());
        }
    }
    Rc::new(Text { readings, foreign: a.foreign.max(b.foreign) })
}

/// The readings as the program would send them, unknown parts marked; and whether there are unknown parts.
pub(crate) fn render(text: &Text) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = text
        .readings
        .iter()
        .map(|pieces| {
            let dynamic = pieces.iter().any(|p| matches!(p, Piece::Unknown));
            let text = pieces
                .iter()
                .map(|p| match p {
                    Piece::Known(text) => text,
                    Piece::Unknown => UNKNOWN,
                })
                .collect();
            (text, dynamic)
        })
        .collect();
    out.dedup();
    out
}

/// Whether a text begins like a statement. Only a filter before the SQL parser is asked: prose in a log line and
/// names are left out early, the parser decides.
pub(crate) fn may_be_sql(text: &Text) -> bool {
    let blank = |piece: &&Piece| matches!(piece, Piece::Known(text) if text.trim().is_empty());
    text.readings.iter().any(|pieces| match pieces.iter().find(|piece| !blank(piece)) {
        Some(Piece::Known(first)) => {
            let word = first.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
            let word: String = word.chars().take_while(char::is_ascii_alphabetic).collect();
            matches!(
                word.to_ascii_uppercase().as_str(),
                "SELECT"
                    | "INSERT"
                    | "UPDATE"
                    | "DELETE"
                    | "WITH"
                    | "MERGE"
                    | "TRUNCATE"
                    | "REPLACE"
                    | "CALL"
                    | "COPY"
            ) || first.trim_start().starts_with("--")
                || first.trim_start().starts_with("/*")
        }
        _ => false,
    })
}
