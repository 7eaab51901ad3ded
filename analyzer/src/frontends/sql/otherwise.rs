//! Words of queries that the parser does not know, left out or said otherwise: what is read stays the same. Tried once
//! the parser has refused a query as it stands. Changes of the schema are repaired item by item, in `repair`.

use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::repair::said;
use super::words::{Words, is_word};

/// Words with what stands for them.
const SAID: &[(&[&str], &str)] = &[
    (&["CONCURRENTLY"], ""),
    // PostgreSQL's locks by strength.
    (&["FOR", "NO", "KEY", "UPDATE"], "FOR UPDATE"),
    (&["FOR", "KEY", "SHARE"], "FOR SHARE"),
    (&["OVERRIDING", "SYSTEM", "VALUE"], ""),
    (&["OVERRIDING", "USER", "VALUE"], ""),
    // CockroachDB.
    (&["UPSERT"], "INSERT"),
    // PostgreSQL: without the tables that inherit.
    (&["FROM", "ONLY"], "FROM"),
    (&["UPDATE", "ONLY"], "UPDATE"),
    (&["ISNULL"], "IS NULL"),
    (&["NOTNULL"], "IS NOT NULL"),
    // Spanner.
    (&["INSERT", "OR", "UPDATE"], "INSERT"),
    // SQLite: `FROM t NOT INDEXED`, and an insert that takes the place of what is there.
    (&["NOT", "INDEXED"], ""),
    (&["REPLACE", "INTO"], "INSERT INTO"),
];

/// The tokens with every repair that applies to a query; None: none does.
pub(super) fn repaired(tokens: &[TokenWithSpan]) -> Option<Vec<TokenWithSpan>> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut words = Words::new(tokens);
    let mut changed = false;
    while let Some(token) = words.peek() {
        let at = words.index();
        match said_otherwise(words, token, &out) {
            Some((after, instead)) => {
                // Whether it is there does not matter, but the word before `IF NOT EXISTS` stays.
                if instead == Instead::FirstWord {
                    out.push(tokens[at].clone());
                }
                if let Instead::Text(text) = instead {
                    out.extend(said(text));
                }
                out.extend(said(" "));
                words = after;
                changed = true;
            }
            None => {
                words.next();
                out.extend_from_slice(&tokens[at..words.index()]);
            }
        }
    }
    changed.then_some(out)
}

#[derive(PartialEq, Eq)]
enum Instead {
    Nothing,
    FirstWord,
    Text(&'static str),
}

/// What stands instead of the next words, and the place behind them.
fn said_otherwise<'t>(
    words: Words<'t>,
    token: &Token,
    before: &[TokenWithSpan],
) -> Option<(Words<'t>, Instead)> {
    for (phrase, text) in SAID {
        let mut ahead = words;
        if ahead.eat(phrase) {
            return Some((ahead, Instead::Text(text)));
        }
    }
    let mut ahead = words;
    // `CREATE TYPE IF NOT EXISTS`, `DROP INDEX CONCURRENTLY IF EXISTS` …
    if !words.is("TABLE") && ahead.next().is_some() && ahead.eat(&["IF", "NOT", "EXISTS"]) {
        return Some((ahead, Instead::FirstWord));
    }
    // SQLite takes `ON` for the name of what is selected, too, where no FROM stands before it, and says to write WHERE.
    ahead = words;
    if ahead.eat(&["ON", "CONFLICT"]) && selects_from_nothing(before) {
        return Some((ahead, Instead::Text("WHERE TRUE ON CONFLICT")));
    }
    // SQLite: `a IS ?`, `a IS NOT 1` compare what may be NULL.
    ahead = words;
    if ahead.eat(&["IS"]) {
        let instead = if ahead.eat(&["NOT"]) { "<>" } else { "=" };
        return is_value(ahead.peek()?).then_some((ahead, Instead::Text(instead)));
    }
    left_out(words, token, before).map(|after| (after, Instead::Nothing))
}

/// Words of SQL that stand behind IS themselves.
const STATES: [&str; 12] = [
    "NULL",
    "TRUE",
    "FALSE",
    "UNKNOWN",
    "DISTINCT",
    "JSON",
    "NORMALIZED",
    "DOCUMENT",
    "NFC",
    "NFD",
    "NFKC",
    "NFKD",
];

/// Whether what stands behind IS is a value, and not one of the states that SQL asks for.
fn is_value(token: &Token) -> bool {
    !STATES.iter().any(|word| is_word(token, word))
}

/// The place behind what can be left out.
fn left_out<'t>(words: Words<'t>, token: &Token, before: &[TokenWithSpan]) -> Option<Words<'t>> {
    let last = backwards(before).next();
    let mut ahead = words;
    if ahead.eat(&["INDEXED", "BY"]) && ahead.ident().is_some() {
        return Some(ahead);
    }
    ahead = words;
    match token {
        // What a conflict is about may be an expression and have a condition: `ON CONFLICT (lower(a)) WHERE b DO`.
        Token::LParen if ends_in(before, &["ON", "CONFLICT"]) => {
            ahead.parens()?;
            if ahead.is("WHERE") {
                while ahead.peek().is_some() && !ahead.is("DO") {
                    ahead.next();
                }
            }
            Some(ahead)
        }
        // CockroachDB: `x:::type` says the type as `::` does.
        Token::Colon if last == Some(&Token::DoubleColon) => ahead.next().is_some().then_some(ahead),
        // `SET tags[2] = …`: an element of an array is a part of its column.
        Token::LBracket if matches!(last, Some(Token::Word(word)) if word.keyword == Keyword::NoKeyword) => {
            while ahead.peek().is_some() && ahead.next() != Some(&Token::RBracket) {}
            Some(ahead)
        }
        // `VALUES , ($1)`, `IN ($1, )`: of a list that code puts together only one round is known.
        Token::Comma => {
            ahead.next();
            let begins = last.is_some_and(|token| *token == Token::LParen || is_word(token, "VALUES"));
            (begins || ahead.peek() == Some(&Token::RParen)).then_some(ahead)
        }
        // CockroachDB: `table@index`, `table@{…}`.
        Token::AtSign => {
            ahead.next();
            (ahead.ident().is_some() || ahead.peek() == Some(&Token::LBrace)).then_some(ahead)
        }
        // Whose rows are locked, where it is several tables: `FOR UPDATE OF a, b`.
        _ if words.is("OF")
            && (ends_in(before, &["FOR", "UPDATE"]) || ends_in(before, &["FOR", "SHARE"])) =>
        {
            ahead.next();
            (!ahead.idents().is_empty()).then_some(ahead)
        }
        // CockroachDB: `AS OF SYSTEM TIME x`.
        _ if ahead.eat(&["AS", "OF", "SYSTEM", "TIME"]) => {
            if ahead.next().is_some() && ahead.peek() == Some(&Token::LParen) {
                ahead.parens();
            }
            Some(ahead)
        }
        _ => None,
    }
}

/// The tokens without space, the last first.
fn backwards(tokens: &[TokenWithSpan]) -> impl Iterator<Item = &Token> {
    tokens.iter().rev().map(|one| &one.token).filter(|token| !matches!(token, Token::Whitespace(_)))
}

/// Whether the last tokens are these words.
fn ends_in(before: &[TokenWithSpan], words: &[&str]) -> bool {
    let mut last = backwards(before);
    words.iter().rev().all(|word| last.next().is_some_and(|token| is_word(token, word)))
}

/// Whether the last SELECT before has no FROM.
fn selects_from_nothing(before: &[TokenWithSpan]) -> bool {
    let word = |one: &&TokenWithSpan| is_word(&one.token, "SELECT") || is_word(&one.token, "FROM");
    before.iter().rev().find(word).is_some_and(|one| is_word(&one.token, "SELECT"))
}
