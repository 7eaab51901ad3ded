//! An identifier's words, and back to a name. Knows spelling conventions, not meaning.

use super::exceptions::EXCEPTIONS;

/// More pieces than this are never one word (`i`, `pv`, `4`).
const MAX_JOINED: usize = 3;

/// The lower-case words of an identifier in snake_case, kebab-case, camelCase or SCREAMING_CASE, or of a route or path.
///
/// A digit starts and ends a word of its own (`step2` is `step`, `2`), an acronym ends before the last capital
/// (`HTTPServer` is `http`, `server`); `exceptions.csv` puts together what that tears apart (`oauth`, `sha256`, `2fa`).
pub fn words(identifier: &str) -> Vec<String> {
    join_exceptions(pieces(identifier))
}

/// An abbreviation's word, in full: `transaction` of `tx`. What is a word itself stays.
pub fn in_full(word: &str) -> &str {
    EXCEPTIONS.shorts.get(word).copied().unwrap_or(word)
}

/// Words as a type's name: `user`, `approvals` is `UserApprovals`.
pub fn title<S: AsRef<str>>(words: &[S]) -> String {
    let mut name = String::new();
    for word in words {
        let mut letters = word.as_ref().chars();
        if let Some(first) = letters.next() {
            name.extend(first.to_uppercase());
            name.push_str(letters.as_str());
        }
    }
    name
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Upper,
    Lower,
    Digit,
    Other,
}

fn kind(letter: char) -> Kind {
    if letter.is_uppercase() {
        Kind::Upper
    } else if letter.is_alphabetic() {
        Kind::Lower
    } else if letter.is_ascii_digit() {
        Kind::Digit
    } else {
        Kind::Other
    }
}

fn pieces(identifier: &str) -> Vec<String> {
    let letters: Vec<char> = identifier.chars().collect();
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut before = Kind::Other;
    for (index, letter) in letters.iter().enumerate() {
        let now = kind(*letter);
        let next = letters.get(index + 1).map_or(Kind::Other, |next| kind(*next));
        let plural_of_acronym = now == Kind::Upper && ends_plural_acronym(&letters[index + 1..]);
        let starts = match (before, now) {
            (Kind::Upper, Kind::Upper) => next == Kind::Lower && !plural_of_acronym,
            (Kind::Upper, Kind::Lower) => false,
            (one, other) => one != other,
        };
        if starts && !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece));
        }
        if now != Kind::Other {
            piece.extend(letter.to_lowercase());
        }
        before = now;
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// Whether the capital before `rest` is the last of an acronym in the plural, as in `userIDs` or `URLsSeen`.
fn ends_plural_acronym(rest: &[char]) -> bool {
    rest.first() == Some(&'s') && rest.get(1).is_none_or(|next| kind(*next) != Kind::Lower)
}

fn join_exceptions(pieces: Vec<String>) -> Vec<String> {
    let mut words = Vec::with_capacity(pieces.len());
    let mut start = 0;
    while start < pieces.len() {
        let longest = MAX_JOINED.min(pieces.len() - start);
        let length = (2..=longest)
            .rev()
            .find(|length| EXCEPTIONS.joined.contains(pieces[start..start + length].concat().as_str()))
            .unwrap_or(1);
        words.push(pieces[start..start + length].concat());
        start += length;
    }
    words
}
