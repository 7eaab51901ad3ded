//! Text to syntax trees: tokens, bounds, dialects in turn. Everything that looks at SQL text looks at its tokens.
//!
//! It knows nothing of tables. A text that is too long, too deep or chained too far is refused before the parser
//! sees it: the trees are dropped recursively.

use sqlparser::ast::Statement;
use sqlparser::dialect::{
    ClickHouseDialect, Dialect as Grammar, GenericDialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::keywords::Keyword;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use crate::facts::statement::Dialect;

/// Text longer than this is refused: no statement that a person wrote is.
pub(super) const MAX_TEXT: usize = 1 << 20;
/// Operators in one stretch without a comma nest the tree one level each.
const MAX_CHAIN: usize = 6000;
/// The parser's own bound on nesting; its default of 50 refuses real queries with CASEs in sub-selects.
const MAX_DEPTH: usize = 96;

static POSTGRES: PostgreSqlDialect = PostgreSqlDialect {};
static GENERIC: GenericDialect = GenericDialect {};
static MYSQL: MySqlDialect = MySqlDialect {};
static SQLITE: SQLiteDialect = SQLiteDialect {};
static CLICKHOUSE: ClickHouseDialect = ClickHouseDialect {};

/// The grammars to try, the likely one first.
pub(super) fn grammars(dialect: Dialect) -> [&'static dyn Grammar; 5] {
    match dialect {
        Dialect::Postgres => [&POSTGRES, &GENERIC, &SQLITE, &MYSQL, &CLICKHOUSE],
        Dialect::Mysql => [&MYSQL, &GENERIC, &POSTGRES, &SQLITE, &CLICKHOUSE],
        Dialect::Sqlite => [&SQLITE, &POSTGRES, &GENERIC, &MYSQL, &CLICKHOUSE],
    }
}

/// The tokens of a text in one grammar, white space and comments among them.
pub(super) fn tokens(text: &str, grammar: &dyn Grammar) -> Result<Vec<TokenWithSpan>, String> {
    if text.len() > MAX_TEXT {
        return Err("text longer than 1 MiB".to_owned());
    }
    let tokens =
        Tokenizer::new(grammar, text).tokenize_with_location().map_err(|error| error.message.clone())?;
    // The tokenizer takes a sign that the grammar does not have for a token of its own.
    if tokens.iter().any(|token| token.token == Token::Char('`')) {
        return Err("names in backticks, which the grammar does not have".to_owned());
    }
    Ok(placeholders(tokens))
}

/// A failed parse: why, and how many tokens the parser got through.
pub(super) struct Refusal {
    pub(super) why: String,
    pub(super) reached: usize,
}

/// Parses tokens as statements in one grammar.
pub(super) fn statements(
    tokens: Vec<TokenWithSpan>,
    grammar: &'static dyn Grammar,
) -> Result<Vec<Statement>, Refusal> {
    if longest_chain(&tokens) > MAX_CHAIN {
        return Err(Refusal { why: "expression chained too far".to_owned(), reached: 0 });
    }
    let mut parser = Parser::new(grammar).with_recursion_limit(MAX_DEPTH).with_tokens_with_locations(tokens);
    parser.parse_statements().map_err(|error| Refusal { why: error.to_string(), reached: parser.index() })
}

/// The statement that the tokens begin with, where the parser takes at least half of them before something that cannot
/// follow: of a text that code puts together by cases, both may have been put in.
pub(super) fn beginning(tokens: &[TokenWithSpan], grammar: &'static dyn Grammar) -> Option<Statement> {
    if longest_chain(tokens) > MAX_CHAIN {
        return None;
    }
    let mut parser =
        Parser::new(grammar).with_recursion_limit(MAX_DEPTH).with_tokens_with_locations(tokens.to_vec());
    let statement = parser.parse_statement().ok()?;
    (parser.index() * 2 >= tokens.len()).then_some(statement)
}

/// Whether the token is neither white space nor a comment.
pub(super) fn significant(token: &Token) -> bool {
    !matches!(token, Token::Whitespace(_))
}

/// Cuts at semicolons outside of parentheses; empty statements are left out.
pub(super) fn split(tokens: &[TokenWithSpan]) -> Vec<&[TokenWithSpan]> {
    tokens
        .split(|token| token.token == Token::SemiColon)
        .filter(|part| part.iter().any(|token| significant(&token.token)))
        .collect()
}

/// The most operators, brackets and the like in one stretch without a comma: how deep a chain may nest.
fn longest_chain(tokens: &[TokenWithSpan]) -> usize {
    let mut longest = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut run = 0;
    for token in tokens {
        match &token.token {
            Token::LParen => {
                open.push(run);
                run = 0;
            }
            Token::RParen => run = open.pop().unwrap_or(0) + 1,
            Token::Comma | Token::SemiColon => run = 0,
            Token::Whitespace(_) | Token::Period => {}
            Token::Word(word) if !chains(word.keyword) => {}
            _ => run += 1,
        }
        longest = longest.max(run + open.len());
    }
    longest
}

/// Keywords that stand between two operands.
fn chains(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::AND
            | Keyword::OR
            | Keyword::XOR
            | Keyword::NOT
            | Keyword::IS
            | Keyword::IN
            | Keyword::LIKE
            | Keyword::BETWEEN
            | Keyword::UNION
            | Keyword::EXCEPT
            | Keyword::INTERSECT
            | Keyword::COLLATE
            | Keyword::ARRAY
            | Keyword::AT
            | Keyword::DIV
            | Keyword::SELECT
    )
}

/// `?`, `?1`, `:name` and `@x` where an operand is expected become placeholders in every grammar.
fn placeholders(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    let mut operand = true;
    while let Some(mut token) = rest.next() {
        let sign = matches!(token.token, Token::Question | Token::Colon | Token::AtSign);
        if operand && sign {
            let named = token.token != Token::Question;
            let name = match rest.peek().map(|next| &next.token) {
                Some(Token::Word(word)) if named => Some(word.value.clone()),
                Some(Token::Number(number, _)) => Some(number.clone()),
                _ => None,
            };
            if name.is_some() {
                rest.next();
            }
            if name.is_some() || !named {
                token.token = Token::Placeholder(format!("${}", name.unwrap_or_default()));
            }
        }
        if significant(&token.token) {
            operand = expects_operand(&token.token);
        }
        out.push(token);
    }
    out
}

/// Whether an operand follows the token.
fn expects_operand(token: &Token) -> bool {
    match token {
        Token::Word(word) => word.quote_style.is_none() && operand_follows(word.keyword),
        Token::RParen
        | Token::RBracket
        | Token::RBrace
        | Token::Number(..)
        | Token::Placeholder(_)
        | Token::SingleQuotedString(_)
        | Token::DoubleQuotedString(_)
        | Token::EscapedStringLiteral(_)
        | Token::NationalStringLiteral(_)
        | Token::DollarQuotedString(_)
        | Token::Period
        | Token::DoubleColon => false,
        _ => true,
    }
}

fn operand_follows(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::SELECT
            | Keyword::DISTINCT
            | Keyword::WHERE
            | Keyword::AND
            | Keyword::OR
            | Keyword::NOT
            | Keyword::IN
            | Keyword::IS
            | Keyword::LIKE
            | Keyword::ILIKE
            | Keyword::BETWEEN
            | Keyword::LIMIT
            | Keyword::OFFSET
            | Keyword::ON
            | Keyword::HAVING
            | Keyword::BY
            | Keyword::CASE
            | Keyword::WHEN
            | Keyword::THEN
            | Keyword::ELSE
            | Keyword::VALUES
            | Keyword::RETURNING
            | Keyword::ESCAPE
            | Keyword::INTERVAL
            | Keyword::FETCH
            | Keyword::NEXT
            | Keyword::FIRST
            | Keyword::REGEXP
            | Keyword::RLIKE
            | Keyword::MATCH
            | Keyword::GLOB
    )
}

/// How many statements the text would be cut into.
pub(super) fn split_text(text: &str) -> usize {
    tokens(text, &POSTGRES).map_or(0, |tokens| split(&tokens).len())
}
