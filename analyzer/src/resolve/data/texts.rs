//! Texts put together from pieces: literals, constants, `format!`, `+`, `push_str`.

use std::rc::Rc;

use super::value::{Piece, Text, Value};
use crate::facts::format;

/// Readings beyond this many are cut: a text with more branches is dynamic anyway.
const MAX_READINGS: usize = 16;
/// Pieces of one text beyond this are cut.
const MAX_PIECES: usize = 512;
/// How an unknown part is written in the text that reports show.
pub(crate) const UNKNOWN: &str = "{…}";

pub(crate) fn known(text: &str) -> Text {
    Text { readings: vec![vec![Piece::Known(text.into())]], foreign: 0 }
}

pub(crate) fn unknown() -> Text {
    Text { readings: vec![vec![Piece::Unknown]], foreign: 0 }
}

/// Every reading of the first followed by every reading of the second.
pub(crate) fn concat(a: &Text, b: &Text) -> Text {
    let mut readings = Vec::new();
    let mut cut = false;
    for x in &a.readings {
        for y in &b.readings {
            if readings.len() < MAX_READINGS && x.len() + y.len() <= MAX_PIECES {
                readings.push(x.iter().chain(y).cloned().collect());
            } else {
                cut = true;
            }
        }
    }
    if readings.is_empty() {
        readings.clone_from(&a.readings);
    }
    if cut {
        say_cut(&mut readings);
    }
    Text { readings, foreign: a.foreign.max(b.foreign) }
}

/// Something of the text is not among its readings: the last one says so.
fn say_cut(readings: &mut [Vec<Piece>]) {
    if let Some(last) = readings.last_mut().filter(|last| last.last() != Some(&Piece::Unknown)) {
        last.push(Piece::Unknown);
    }
}

/// `list.join(separator)`.
pub(crate) fn join(parts: &[Value], separator: Option<&Value>) -> Text {
    let text = |value: &Value| match value {
        Value::Text(text) => (**text).clone(),
        _ => unknown(),
    };
    let separator = separator.map_or_else(unknown, text);
    let joined = parts.iter().map(text).reduce(|all, part| concat(&concat(&all, &separator), &part));
    joined.unwrap_or_else(|| known(""))
}

/// A format text that was only found by evaluation (`format!(include_str!("all.sql"), order)`), its places filled.
pub(crate) fn fill(text: &Text, places: &[Value]) -> Text {
    let mut filled = Text { readings: Vec::new(), foreign: text.foreign };
    for reading in &text.readings {
        let [Piece::Known(known)] = &reading[..] else { return unknown() };
        let one = fill_reading(known, places);
        filled.readings.extend(one.readings);
        filled.foreign = filled.foreign.max(one.foreign);
    }
    filled.readings.truncate(MAX_READINGS);
    filled
}

fn fill_reading(text: &str, places: &[Value]) -> Text {
    let given = |at: usize| match places.get(at) {
        Some(Value::Text(text)) => (**text).clone(),
        _ => unknown(),
    };
    let mut next = 0..;
    format::split(text).into_iter().fold(known(""), |all, piece| {
        let part = match piece {
            format::Piece::Text(text) => known(&text),
            format::Piece::Next => next.next().map_or_else(unknown, given),
            format::Piece::At(at) => given(at),
            format::Piece::Named(_) => unknown(),
        };
        concat(&all, &part)
    })
}

/// After branches: where one is the other with more text at its end, as conditional `push`es make it, the longer
/// one stands for both, the shorter where only a separator follows, for items that do; else both are readings.
pub(crate) fn merge(a: &Rc<Text>, b: &Rc<Text>) -> Rc<Text> {
    if a == b {
        return a.clone();
    }
    let stands_for = |long: &[Piece], short: &[Piece]| long.starts_with(short);
    let separated = |long: &[Piece], short: &[Piece]| {
        long.len() > short.len() && long.starts_with(short) && long[short.len()..].iter().all(is_separator)
    };
    let mut readings: Vec<Vec<Piece>> = Vec::new();
    for reading in a.readings.iter().chain(&b.readings) {
        if readings.iter().any(|r| separated(reading, r)) {
            continue;
        }
        if readings.iter().any(|r| stands_for(r, reading) && !separated(r, reading)) {
            continue;
        }
        readings.retain(|r| !stands_for(reading, r) && !separated(r, reading));
        if readings.len() < MAX_READINGS {
            readings.push(reading.clone());
        } else {
            say_cut(&mut readings);
        }
    }
    Rc::new(Text { readings, foreign: a.foreign.max(b.foreign) })
}

/// What stands between the items of a list.
fn is_separator(piece: &Piece) -> bool {
    let Piece::Known(text) = piece else { return false };
    matches!(text.trim().to_ascii_uppercase().as_str(), "" | "," | "AND" | "OR" | "UNION" | "UNION ALL" | ";")
}

/// The readings as the program would send them, unknown parts marked; and whether there are unknown parts.
pub(crate) fn render(text: &Text) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = text.readings.iter().map(|pieces| render_reading(pieces)).collect();
    out.dedup();
    out
}

fn render_reading(pieces: &[Piece]) -> (String, bool) {
    let mut text = String::new();
    let mut dynamic = false;
    for piece in pieces {
        match piece {
            Piece::Known(known) => text.push_str(known),
            // `$` with a number that a builder counts is a parameter all the same, and ends there.
            Piece::Unknown if text.ends_with('$') => text.push_str("1 "),
            Piece::Unknown => {
                text.push_str(UNKNOWN);
                dynamic = true;
            }
        }
    }
    (text, dynamic)
}

/// The texts that may be SQL in a value: itself, or the items of a list.
pub(super) fn sql_in(value: &Value) -> Vec<&Rc<Text>> {
    match value {
        Value::Text(text) if may_be_sql(text) => vec![text],
        Value::Tuple(items) => items.iter().flat_map(sql_in).collect(),
        _ => Vec::new(),
    }
}

/// The text, where it has one reading and all of it is known.
pub(super) fn whole(text: &Text) -> Option<&str> {
    match &text.readings[..] {
        [reading] => match &reading[..] {
            [Piece::Known(known)] => Some(known),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a text begins like a statement. Only a filter before the SQL parser is asked: prose in a log line and
/// names are left out early, the parser decides.
pub(crate) fn may_be_sql(text: &Text) -> bool {
    firsts(text).any(|first| {
        let first = first.trim_start();
        is_statement(first) || first.starts_with("--") || first.starts_with("/*")
    })
}

/// The same of one that begins with the word itself: a comment stands before the statements of whole files.
pub(super) fn begins_statement(text: &Text) -> bool {
    firsts(text).any(is_statement)
}

/// What each reading begins with, where that is known.
fn firsts(text: &Text) -> impl Iterator<Item = &str> {
    let blank = |piece: &&Piece| matches!(piece, Piece::Known(text) if text.trim().is_empty());
    text.readings.iter().filter_map(move |pieces| match pieces.iter().find(|piece| !blank(piece)) {
        Some(Piece::Known(first)) => Some(&**first),
        _ => None,
    })
}

/// Words that begin a statement over data.
const STATEMENTS: [&str; 10] =
    ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "TRUNCATE", "REPLACE", "CALL", "COPY"];

fn is_statement(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    STATEMENTS.iter().any(|word| text[..end].eq_ignore_ascii_case(word))
}
