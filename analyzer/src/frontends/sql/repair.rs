//! Changes of the schema that the parser does not know, read item by item: repairs on tokens, tried once the parser has
//! refused a statement as it stands. Words that can be left out or said otherwise are in `otherwise`.

use sqlparser::dialect::GenericDialect;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::ddl::Outcome;
use super::words::{Words, by_commas};
use super::{convert, otherwise, parse};
use crate::facts::schema::{Change, TableDef, TableName};
use crate::facts::statement::Dialect;

/// Reads a CREATE TABLE, ALTER TABLE or CREATE INDEX item by item; None: it is none of them.
pub(super) fn piecewise(tokens: &[TokenWithSpan], dialect: Dialect) -> Option<Outcome> {
    let mut words = Words::new(tokens);
    if words.eat(&["ALTER"]) {
        words.eat(&["FOREIGN"]);
        return words.eat(&["TABLE"]).then(|| alter_table(words, dialect))?;
    }
    if words.eat(&["DROP"]) {
        return drop(words);
    }
    if !words.eat(&["CREATE"]) {
        return None;
    }
    words.eat_any(&[
        "OR",
        "REPLACE",
        "GLOBAL",
        "LOCAL",
        "TEMP",
        "TEMPORARY",
        "UNLOGGED",
        "FOREIGN",
        "EXTERNAL",
    ]);
    if words.eat(&["TABLE"]) {
        return create_table(words, dialect);
    }
    words.eat_any(&["UNIQUE", "INVERTED", "VECTOR"]);
    words.eat(&["INDEX"]).then(|| create_index(words))?
}

/// DROP TABLE or VIEW with words after the names that the parser does not know.
fn drop(mut words: Words<'_>) -> Option<Outcome> {
    let make: fn(TableName) -> Change = if words.eat(&["TABLE"]) || words.eat(&["FOREIGN", "TABLE"]) {
        Change::DropTable
    } else if words.eat(&["VIEW"]) || words.eat(&["MATERIALIZED", "VIEW"]) {
        Change::DropView
    } else {
        return None;
    };
    words.eat(&["IF", "EXISTS"]);
    let mut changes = Vec::new();
    while let Some(name) = words.name() {
        changes.push(make(name));
        if words.peek() != Some(&Token::Comma) {
            break;
        }
        words.next();
    }
    Some(Outcome::of(changes))
}

pub(super) fn said(text: &str) -> Vec<TokenWithSpan> {
    Tokenizer::new(&GenericDialect {}, text).tokenize_with_location().unwrap_or_default()
}

fn joined(parts: &[&[TokenWithSpan]]) -> Vec<TokenWithSpan> {
    let space = said(" ");
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(part);
        out.extend_from_slice(&space);
    }
    out
}

/// The changes of the first grammar that takes the tokens.
fn taken(tokens: &[TokenWithSpan], dialect: Dialect) -> Option<Vec<Change>> {
    let repaired = otherwise::repaired(tokens);
    parse::grammars(dialect).into_iter().find_map(|grammar| {
        let statements = parse::statements(tokens.to_vec(), grammar).ok();
        let statements = statements.or_else(|| parse::statements(repaired.clone()?, grammar).ok())?;
        Some(statements.iter().flat_map(convert::changes).collect())
    })
}

/// Each column and constraint alone; of one that is refused, the longest beginning that is not.
fn create_table(mut words: Words<'_>, dialect: Dialect) -> Option<Outcome> {
    let if_not_exists = words.eat(&["IF", "NOT", "EXISTS"]);
    let name = words.name()?;
    let mut table = TableDef { name: Some(name), if_not_exists, ..TableDef::default() };
    let mut refused = Vec::new();
    if words.eat(&["PARTITION", "OF"]) {
        table.partition_of = words.name();
        return Some(Outcome::of(vec![Change::CreateTable(table)]));
    }
    if words.eat(&["ON", "CLUSTER"]) {
        words.ident();
    }
    if words.eat(&["AS"]) && !words.is("SELECT") && !words.is("WITH") {
        table.like.extend(words.name());
        return Some(Outcome::of(vec![Change::CreateTable(table)]));
    }
    let items = words.parens()?;
    if words.find("INHERITS") {
        words.next();
        let parents = words.parens().unwrap_or_default();
        table.like.extend(by_commas(parents).into_iter().filter_map(|part| Words::new(part).name()));
    }
    for item in by_commas(items) {
        match create_item(item, dialect) {
            Some(part) => absorb(&mut table, part),
            None if ignorable(item) => {}
            None => refused.push(described(item)),
        }
    }
    Some(Outcome { changes: vec![Change::CreateTable(table)], refused })
}

fn create_item(item: &[TokenWithSpan], dialect: Dialect) -> Option<TableDef> {
    let mut words = Words::new(item);
    if words.eat(&["LIKE"]) {
        return Some(TableDef { like: words.name().into_iter().collect(), ..TableDef::default() });
    }
    if ignorable(item) {
        return None;
    }
    let (head, tail) = (said("CREATE TABLE t ("), said(")"));
    (2..=item.len()).rev().take(200).find_map(|length| {
        let changes = taken(&joined(&[&head, &item[..length], &tail]), dialect)?;
        changes.into_iter().find_map(|change| match change {
            Change::CreateTable(table) if !empty(&table) => Some(table),
            _ => None,
        })
    })
}

fn empty(table: &TableDef) -> bool {
    table.columns.is_empty()
        && table.foreign_keys.is_empty()
        && table.primary_key.is_empty()
        && table.uniques.is_empty()
        && table.checks.is_empty()
}

fn absorb(table: &mut TableDef, part: TableDef) {
    table.columns.extend(part.columns);
    table.foreign_keys.extend(part.foreign_keys);
    table.uniques.extend(part.uniques);
    table.checks.extend(part.checks);
    table.like.extend(part.like);
    if table.primary_key.is_empty() {
        table.primary_key = part.primary_key;
    }
}

/// Items of a CREATE TABLE that are no columns and no keys.
fn ignorable(item: &[TokenWithSpan]) -> bool {
    let mut words = Words::new(item);
    if words.eat(&["CONSTRAINT"]) {
        words.ident();
    }
    let heads = [
        "INDEX",
        "KEY",
        "FAMILY",
        "EXCLUDE",
        "INVERTED",
        "FULLTEXT",
        "SPATIAL",
        "PROJECTION",
        "PERIOD",
        "VECTOR",
    ];
    let head = heads.iter().any(|head| words.is(head));
    let mut exclude = words;
    if exclude.eat(&["EXCLUDE"]) {
        return exclude.is("USING") || exclude.peek() == Some(&Token::LParen);
    }
    // `key text` is a column; `KEY name (…)` and `KEY (…)` are none.
    let mut ahead = words;
    ahead.next();
    ahead.ident();
    let listed = ahead.peek() == Some(&Token::LParen) || ahead.is("USING");
    head && (listed || Words::new(item).is("CONSTRAINT"))
}

fn described(tokens: &[TokenWithSpan]) -> String {
    let words = tokens.iter().filter(|token| parse::significant(&token.token)).take(6);
    words.map(|token| token.token.to_string()).collect::<Vec<_>>().join(" ")
}

/// Each form of ALTER TABLE alone.
fn alter_table(mut words: Words<'_>, dialect: Dialect) -> Option<Outcome> {
    words.eat_any(&["IF", "EXISTS", "ONLY"]);
    let start = words;
    let table = words.name()?;
    let name_length = words.index() - start.index();
    if words.eat(&["ON", "CLUSTER"]) {
        words.ident();
    }
    let head = said("ALTER TABLE ");
    let name = start.rest().get(..name_length)?;
    let mut outcome = Outcome::default();
    for part in by_commas(words.rest()) {
        match taken(&joined(&[&head, name, part]), dialect) {
            Some(changes) => outcome.changes.extend(changes),
            None => outcome.merge(alter_form(&table, part, dialect)),
        }
    }
    Some(outcome)
}

/// Forms of ALTER TABLE that change no column and no key.
const IRRELEVANT: &str = "MATERIALIZE MODIFY SET RESET CLUSTER WITHOUT ENABLE DISABLE \
    OWNER INHERIT NO DETACH VALIDATE REPLICA FORCE OF \
    NOT CONFIGURE EXPERIMENTAL_AUDIT SPLIT PARTITION ENGINE CONVERT COMMENT";

/// A form of ALTER TABLE that the parser does not know.
fn alter_form(table: &TableName, part: &[TokenWithSpan], dialect: Dialect) -> Outcome {
    let mut words = Words::new(part);
    if IRRELEVANT.split(' ').any(|word| words.is(word)) {
        return Outcome::default();
    }
    if words.eat(&["ADD"]) {
        if ignorable(words.rest()) {
            return Outcome::default();
        }
        let column = words.eat(&["COLUMN"]);
        words.eat(&["IF", "NOT", "EXISTS"]);
        let (head, name) = (said("ALTER TABLE "), said(&quoted(table)));
        let add = said(if column { "ADD COLUMN" } else { "ADD" });
        let item = words.rest();
        let found = (2..=item.len())
            .rev()
            .take(200)
            .find_map(|length| taken(&joined(&[&head, &name, &add, &item[..length]]), dialect));
        if let Some(changes) = found {
            return Outcome::of(changes);
        }
    } else if words.eat(&["ALTER"]) {
        // ALTER CONSTRAINT; ALTER COLUMN … SET STATISTICS, SET STORAGE, SET (…), DROP EXPRESSION …
        return Outcome::default();
    } else if words.eat(&["DROP"]) {
        let constraint = words.eat(&["CONSTRAINT"]);
        words.eat(&["COLUMN"]);
        words.eat(&["IF", "EXISTS"]);
        if let Some(name) = words.ident() {
            let table = table.clone();
            let change = if constraint {
                Change::DropConstraint { table, name }
            } else {
                Change::DropColumn { table, column: name }
            };
            return Outcome::of(vec![change]);
        }
    }
    Outcome { changes: Vec::new(), refused: vec![described(part)] }
}

fn quoted(table: &TableName) -> String {
    let quote = |part: &str| format!("\"{}\"", part.replace('"', "\"\""));
    match &table.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&table.name)),
        None => quote(&table.name),
    }
}

/// An index matters little: what it is on, and the plain columns among its own.
fn create_index(mut words: Words<'_>) -> Option<Outcome> {
    words.eat_any(&["CONCURRENTLY", "ASYNC"]);
    words.eat(&["IF", "NOT", "EXISTS"]);
    let name = if words.is("ON") { None } else { words.name().map(|name| name.name) };
    if !words.eat(&["ON"]) {
        return None;
    }
    words.eat(&["ONLY"]);
    let table = words.name()?;
    Some(Outcome::of(vec![Change::CreateIndex { table, columns: Vec::new(), unique: false, name }]))
}
