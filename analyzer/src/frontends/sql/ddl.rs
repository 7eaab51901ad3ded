//! One statement of an SQL file to schema changes: by its first words where the parser does not know it or has no
//! tree for it, else by the parser, with repairs.

use sqlparser::tokenizer::TokenWithSpan;

use super::words::Words;
use super::{convert, parse, repair, routines, statement, virtual_tables};
use crate::facts::schema::{Change, TableName};
use crate::facts::statement::{Dialect, SqlKind, SqlStatement};

/// What a statement gives: changes, and what of it was refused.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) changes: Vec<Change>,
    pub(super) refused: Vec<String>,
}

impl Outcome {
    pub(super) fn of(changes: Vec<Change>) -> Self {
        Outcome { changes, refused: Vec::new() }
    }

    pub(super) fn merge(&mut self, other: Outcome) {
        self.changes.extend(other.changes);
        self.refused.extend(other.refused);
    }
}

/// The changes of one statement's text.
pub(super) fn read(text: &str, dialect: Dialect) -> Outcome {
    let mut why = String::new();
    for grammar in parse::grammars(dialect) {
        match parse::tokens(text, grammar) {
            Ok(tokens) => return changes(&tokens, dialect),
            Err(error) => why = error,
        }
    }
    Outcome { changes: Vec::new(), refused: vec![why] }
}

/// The changes of one statement's tokens.
pub(super) fn changes(tokens: &[TokenWithSpan], dialect: Dialect) -> Outcome {
    let words = Words::new(tokens);
    if words.peek().is_none() || irrelevant(words) {
        return Outcome::default();
    }
    if let Some(outcome) = by_words(words, dialect) {
        return outcome;
    }
    match statement::parse_tokens(tokens, dialect) {
        Ok(statements) => Outcome::of(statements.iter().flat_map(convert::changes).collect()),
        Err(why) => repair::piecewise(tokens, dialect)
            .unwrap_or_else(|| Outcome { changes: Vec::new(), refused: vec![why] }),
    }
}

/// Statements that the parser has no tree for, or none that is of use.
fn by_words(words: Words<'_>, dialect: Dialect) -> Option<Outcome> {
    let mut after = words;
    if after.eat(&["DO"]) {
        return Some(routines::anonymous(after, dialect));
    }
    if after.eat(&["REFRESH"]) {
        after.eat_any(&["MATERIALIZED", "VIEW", "CONCURRENTLY"]);
        return Some(Outcome::of(after.name().map(refreshed).into_iter().collect()));
    }
    if after.eat(&["CREATE"]) {
        after.eat_any(&["OR", "REPLACE", "CONSTRAINT", "TEMP", "TEMPORARY"]);
        if after.is("DEFINER") {
            after.next();
            while after.peek().is_some()
                && !after.is("PROCEDURE")
                && !after.is("FUNCTION")
                && !after.is("TRIGGER")
            {
                after.next();
            }
        }
        if after.eat(&["FUNCTION"]) || after.eat(&["PROCEDURE"]) {
            return Some(routines::create(after, dialect));
        }
        if after.eat(&["TRIGGER"]) {
            return Some(routines::trigger(after, dialect));
        }
        if after.eat(&["VIRTUAL", "TABLE"]) {
            return virtual_tables::create(after).map(|made| Outcome::of(vec![made]));
        }
    }
    if after.eat(&["DROP"]) {
        return routines::drop(after).map(Outcome::of);
    }
    if after.eat(&["ALTER"]) {
        return routines::alter(after).map(Outcome::of).or_else(|| alter(after));
    }
    if after.eat(&["CALL"]) {
        return routines::call(after, dialect);
    }
    None
}

fn refreshed(view: TableName) -> Change {
    Change::Data(SqlStatement { kind: SqlKind::Other, writes: vec![view], ..SqlStatement::default() })
}

/// ALTER … SET SCHEMA, ALTER VIEW … RENAME TO, ALTER TYPE.
fn alter(mut words: Words<'_>) -> Option<Outcome> {
    let kind = ["TABLE", "VIEW", "MATERIALIZED", "TYPE", "FOREIGN", "INDEX"]
        .into_iter()
        .find(|kind| words.is(kind))?;
    words.next();
    words.eat_any(&["VIEW", "TABLE", "IF", "EXISTS", "ONLY"]);
    let name = words.name()?;
    if words.eat(&["SET", "SCHEMA"]) {
        let schema = words.ident()?;
        return Some(match kind {
            "TYPE" | "INDEX" => Outcome::default(),
            _ => Outcome::of(vec![Change::MoveTable { table: name, schema }]),
        });
    }
    if kind == "INDEX" {
        let renamed = words.eat(&["RENAME", "TO"]).then(|| words.ident()).flatten();
        let renamed = renamed.map(|to| Change::RenameIndex { from: name, to });
        return Some(Outcome::of(renamed.into_iter().collect()));
    }
    if kind != "TYPE" && words.eat(&["RENAME", "TO"]) {
        let to = TableName { schema: name.schema.clone(), name: words.ident()? };
        return Some(Outcome::of(vec![Change::RenameTable { from: name, to }]));
    }
    if words.eat(&["ATTACH", "PARTITION"]) {
        let child = words.name()?;
        return Some(Outcome::of(vec![Change::AttachPartition { parent: name, child }]));
    }
    if words.eat(&["DETACH", "PARTITION"]) {
        let child = words.name()?;
        return Some(Outcome::of(vec![Change::DetachPartition { child }]));
    }
    match kind {
        "TABLE" => None,
        // Attributes of composite types, options and owners of views.
        "TYPE" if words.is("ADD") || words.is("RENAME") => None,
        _ => Some(Outcome::default()),
    }
}

/// Statements that have no bearing on tables and columns, by their first word.
const IRRELEVANT: &str = "COMMENT GRANT REVOKE REINDEX CLUSTER VACUUM ANALYZE ANALYSE SET \
    RESET SHOW BEGIN COMMIT ROLLBACK START SAVEPOINT RELEASE LOCK \
    UNLOCK DISCARD LISTEN UNLISTEN NOTIFY SECURITY PRAGMA USE EXPLAIN \
    CHECKPOINT END ABORT ATTACH DETACH REASSIGN IMPORT LOAD CONFIGURE \
    BACKUP OPTIMIZE SYSTEM IDENTIFY";
/// Objects whose making, change and end have none.
const IRRELEVANT_OBJECTS: &str = "EXTENSION ROLE USER GROUP SEQUENCE DOMAIN COLLATION OPERATOR CAST \
    AGGREGATE POLICY PUBLICATION SUBSCRIPTION SERVER RULE STATISTICS TEXT EVENT \
    DATABASE ACCESS LANGUAGE TRUSTED CONVERSION TABLESPACE TRANSFORM DEFAULT SYSTEM \
    CHANGEFEED STREAM DICTIONARY RANGE";

fn one_of(list: &str, words: Words<'_>) -> bool {
    list.split(' ').any(|word| words.is(word))
}

/// Whether the statement has no bearing on tables and columns.
fn irrelevant(words: Words<'_>) -> bool {
    let mut after = words;
    if one_of(IRRELEVANT, words) {
        return true;
    }
    let create = after.eat(&["CREATE"]);
    let alter = !create && after.eat(&["ALTER"]);
    if !create && !alter && !after.eat(&["DROP"]) {
        return false;
    }
    after.eat_any(&["OR", "REPLACE", "TEMP", "TEMPORARY"]);
    let changed_only = ["SCHEMA", "AGGREGATE"];
    one_of(IRRELEVANT_OBJECTS, after)
        || (create && after.is("SCHEMA"))
        || (alter && changed_only.iter().any(|object| after.is(object)))
}
