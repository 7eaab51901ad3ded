//! Reads the SQL text of a query, wherever a front end found it: what it does to which tables and columns.

use std::cell::OnceCell;

use sqlparser::ast::Statement;
use sqlparser::dialect::Dialect as Grammar;
use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::parse::{self, Refusal};
use super::query::Walk;
use super::words::Words;
use super::{ddl, holes, otherwise, split, writing};
use crate::facts::schema::Change;
use crate::facts::statement::{Dialect, SqlKind, SqlStatement, StatementReader, StatementResult};

/// The reader that the registry hands to the resolver.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SqlReader;

impl StatementReader for SqlReader {
    fn schema(&self, text: &str, dialect: Dialect) -> Vec<(u32, Change)> {
        let changes = split::pieces(text).into_iter().flat_map(|piece| {
            let changes = ddl::read(piece.text, dialect).changes.into_iter();
            changes.map(move |change| (piece.line.saturating_sub(1), change))
        });
        changes.filter(|(_, change)| !matches!(change, Change::Data(_))).collect()
    }

    fn read(&self, text: &str, dialect: Dialect) -> StatementResult {
        let marked = holes::mark(text);
        let partial = marked.is_some();
        let text = Cut::new(marked.as_deref().unwrap_or(text), dialect);
        if !begins(&text) {
            let error = Some("no statement begins like this".to_owned());
            return StatementResult { statements: Vec::new(), partial, error };
        }
        let whole = whole(&text, partial).map(|statements| (all_effects(&statements), false));
        let template = |error| template(&text).map(|found| (all_effects(&found), true)).ok_or(error);
        match whole.or_else(template).or_else(|error| piecewise(&text, dialect, partial).ok_or(error)) {
            Ok((statements, left_out)) => {
                StatementResult { statements, partial: partial || left_out, error: None }
            }
            Err(error) => StatementResult { statements: Vec::new(), partial, error: Some(error) },
        }
    }
}

/// A text with its tokens in each grammar, cut when they are first asked for.
struct Cut<'a> {
    text: &'a str,
    grammars: [(&'static dyn Grammar, OnceCell<Tokens>); 5],
}

/// Tokens, or why the text cannot be cut into such.
type Tokens = Result<Vec<TokenWithSpan>, String>;

impl<'a> Cut<'a> {
    fn new(text: &'a str, dialect: Dialect) -> Cut<'a> {
        Cut { text, grammars: parse::grammars(dialect).map(|grammar| (grammar, OnceCell::new())) }
    }

    /// Its tokens in every grammar, the likely one first.
    fn tokens(&self) -> impl Iterator<Item = (&'static dyn Grammar, Result<&[TokenWithSpan], &str>)> {
        self.grammars.iter().map(|(grammar, cut)| {
            let tokens = cut.get_or_init(|| parse::tokens(self.text, *grammar));
            (*grammar, tokens.as_deref().map_err(String::as_str))
        })
    }

    /// Its tokens in the first grammar that cuts it.
    fn first(&self) -> Option<&[TokenWithSpan]> {
        self.tokens().find_map(|(_, tokens)| tokens.ok())
    }
}

fn all_effects(statements: &[Statement]) -> Vec<SqlStatement> {
    statements.iter().map(|statement| effects(statement, &[])).collect()
}

/// What a parsed statement does; `variables` are names that are no columns.
pub(super) fn effects(statement: &Statement, variables: &[String]) -> SqlStatement {
    let mut walk = Walk::default();
    walk.scopes.variables = variables.to_vec();
    walk.effects.kind = writing::kind(statement);
    walk.statement(statement);
    walk.effects.finish()
}

/// All statements of the text, in the first grammar that takes them all.
fn whole(text: &Cut<'_>, has_holes: bool) -> Result<Vec<Statement>, String> {
    let mut why = None;
    for (grammar, tokens) in text.tokens() {
        match tokens {
            Ok(tokens) => match one_grammar(tokens, grammar, has_holes) {
                Ok(statements) => return Ok(statements),
                Err(refusal) => why = why.or(Some(refusal.why)),
            },
            Err(error) => why = why.or(Some(error.to_owned())),
        }
    }
    Err(why.unwrap_or_default())
}

/// Words with which a statement may begin. Prose seldom does.
const FIRST: &str = "SELECT INSERT UPDATE DELETE WITH VALUES MERGE TRUNCATE COPY CALL EXPLAIN DECLARE PREPARE EXECUTE \
    BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE SET SHOW LOCK LISTEN NOTIFY UNLISTEN CREATE ALTER DROP GRANT REVOKE \
    REFRESH ANALYZE ANALYSE VACUUM REINDEX CLUSTER COMMENT DISCARD RESET START ABORT END FETCH CLOSE REPLACE UPSERT \
    TABLE PRAGMA USE ATTACH DETACH DO DEALLOCATE KILL OPTIMIZE SYSTEM DESCRIBE LOAD UNLOCK RENAME FLUSH CHECKPOINT \
    EXEC EXCHANGE SECURITY IMPORT BACKUP CONFIGURE MOVE FROM";

/// Whether a statement may begin as the text does. A text that cannot be cut into words is left to the parser.
fn begins(text: &Cut<'_>) -> bool {
    let Some(tokens) = text.first() else { return true };
    match Words::new(tokens).peek() {
        Some(Token::Word(word)) => {
            holes::marks(&word.value) || FIRST.split(' ').any(|first| word.value.eq_ignore_ascii_case(first))
        }
        Some(Token::LParen | Token::LBrace | Token::SemiColon) => true,
        _ => false,
    }
}

/// A statement that the parser does not know and the reader of schema files does: REFRESH, DO, COMMENT ON …
fn beside(tokens: &[TokenWithSpan], dialect: Dialect) -> Option<Vec<SqlStatement>> {
    let outcome = ddl::changes(tokens, dialect);
    if !outcome.refused.is_empty() {
        return None;
    }
    let data = outcome.changes.into_iter().filter_map(|change| match change {
        Change::Data(statement) => Some(statement),
        _ => None,
    });
    let mut statements: Vec<SqlStatement> = data.collect();
    if statements.is_empty() {
        statements.push(SqlStatement { kind: SqlKind::Other, ..SqlStatement::default() });
    }
    Some(statements)
}

/// A template: `{}` and `{name}` outside of strings are parts that are filled in when the program runs.
fn template(text: &Cut<'_>) -> Option<Vec<Statement>> {
    text.tokens().find_map(|(grammar, tokens)| {
        let tokens = holes::braces(tokens.ok()?)?;
        one_grammar(&tokens, grammar, true).ok()
    })
}

fn one_grammar(
    tokens: &[TokenWithSpan],
    grammar: &'static dyn Grammar,
    has_holes: bool,
) -> Result<Vec<Statement>, Refusal> {
    let result =
        if has_holes { holes::parse(tokens, grammar) } else { parse::statements(tokens.to_vec(), grammar) };
    result.or_else(|refusal| match otherwise::repaired(tokens) {
        Some(repaired) if has_holes => holes::parse(&repaired, grammar).map_err(|_| refusal),
        Some(repaired) => parse::statements(repaired, grammar).map_err(|_| refusal),
        None => Err(refusal),
    })
}

/// Each statement alone, and whether one was left out: one of several may be refused and the others not.
fn piecewise(text: &Cut<'_>, dialect: Dialect, has_holes: bool) -> Option<(Vec<SqlStatement>, bool)> {
    let mut statements = Vec::new();
    let mut left_out = false;
    let parts = parse::split(text.first()?);
    // A single one was refused as a whole.
    let is_new = parts.len() > 1;
    for part in parts {
        let mut grammars = parse::grammars(dialect).into_iter().filter(|_| is_new);
        let parsed = grammars.find_map(|grammar| one_grammar(part, grammar, has_holes).ok());
        match parsed.map(|parsed| all_effects(&parsed)).or_else(|| beside(part, dialect)) {
            Some(found) => statements.extend(found),
            None => {
                let begun = |grammar| parse::beginning(part, grammar);
                let begun = parse::grammars(dialect).into_iter().find_map(begun);
                statements.extend(begun.map(|statement| effects(&statement, &[])));
                left_out = true;
            }
        }
    }
    (!statements.is_empty()).then_some((statements, left_out))
}

/// The statements of tokens in the first grammar that takes them.
pub(super) fn parse_tokens(tokens: &[TokenWithSpan], dialect: Dialect) -> Result<Vec<Statement>, String> {
    let mut why = None;
    for grammar in parse::grammars(dialect) {
        match one_grammar(tokens, grammar, false) {
            Ok(statements) => return Ok(statements),
            Err(refusal) => why = why.or(Some(refusal.why)),
        }
    }
    Err(why.unwrap_or_default())
}
