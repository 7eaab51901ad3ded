//! Reads the SQL text of a query, wherever a front end found it: what it does to which tables and columns.

use sqlparser::ast::Statement;
use sqlparser::dialect::Dialect as Grammar;
use sqlparser::tokenizer::TokenWithSpan;

use super::parse::{self, Refusal};
use super::query::Walk;
use super::{holes, repair, writing};
use crate::facts::statement::{Dialect, SqlStatement, StatementReader, StatementResult};

/// The reader that the registry hands to the resolver.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SqlReader;

impl StatementReader for SqlReader {
    fn read(&self, text: &str, dialect: Dialect) -> StatementResult {
        let marked = holes::mark(text);
        let partial = marked.is_some();
        let text = marked.as_deref().unwrap_or(text);
        let result = parsed(text, dialect, partial).or_else(|error| template(text, dialect).ok_or(error));
        match result {
            Ok((statements, left_out)) => StatementResult {
                statements: statements.iter().map(|statement| effects(statement, &[])).collect(),
                partial: partial || left_out,
                error: None,
            },
            Err(error) => StatementResult { statements: Vec::new(), partial, error: Some(error) },
        }
    }
}

/// What a parsed statement does; `variables` are names that are no columns.
pub(super) fn effects(statement: &Statement, variables: &[String]) -> SqlStatement {
    let mut walk = Walk::default();
    walk.scopes.variables = variables.to_vec();
    walk.effects.kind = writing::kind(statement);
    walk.statement(statement);
    walk.effects.finish()
}

/// All statements of the text in the first grammar that takes them all; else those that some grammar takes, and
/// whether others were left out.
fn parsed(text: &str, dialect: Dialect, has_holes: bool) -> Result<(Vec<Statement>, bool), String> {
    let mut why = None;
    for grammar in parse::grammars(dialect) {
        match parse::tokens(text, grammar) {
            Ok(tokens) => match one_grammar(&tokens, grammar, has_holes) {
                Ok(statements) => return Ok((statements, false)),
                Err(refusal) => why = why.or(Some(refusal.why)),
            },
            Err(error) => why = why.or(Some(error)),
        }
    }
    let why = why.unwrap_or_default();
    piecewise(text, dialect, has_holes).map(|statements| (statements, true)).ok_or(why)
}

/// A template: `{}` and `{name}` outside of strings are parts that are filled in when the program runs.
fn template(text: &str, dialect: Dialect) -> Option<(Vec<Statement>, bool)> {
    parse::grammars(dialect).into_iter().find_map(|grammar| {
        let tokens = holes::braces(&parse::tokens(text, grammar).ok()?)?;
        Some((one_grammar(&tokens, grammar, true).ok()?, true))
    })
}

fn one_grammar(
    tokens: &[TokenWithSpan],
    grammar: &'static dyn Grammar,
    has_holes: bool,
) -> Result<Vec<Statement>, Refusal> {
    let result = if has_holes { holes::parse(tokens, grammar) } else { parse::statements(tokens, grammar) };
    result.or_else(|refusal| match repair::repaired(tokens) {
        Some(repaired) if has_holes => holes::parse(&repaired, grammar).map_err(|_| refusal),
        Some(repaired) => parse::statements(&repaired, grammar).map_err(|_| refusal),
        None => Err(refusal),
    })
}

/// One of several statements may be refused and the others not.
fn piecewise(text: &str, dialect: Dialect, has_holes: bool) -> Option<Vec<Statement>> {
    let mut statements = Vec::new();
    let tokens =
        parse::grammars(dialect).into_iter().find_map(|grammar| parse::tokens(text, grammar).ok())?;
    let parts = parse::split(&tokens);
    if parts.len() < 2 {
        return None;
    }
    for part in parts {
        let taken = parse::grammars(dialect)
            .into_iter()
            .find_map(|grammar| one_grammar(part, grammar, has_holes).ok());
        statements.extend(taken.unwrap_or_default());
    }
    (!statements.is_empty()).then_some(statements)
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
