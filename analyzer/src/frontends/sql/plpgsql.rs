//! Bodies of routines: cut at token level into the SQL statements they hold, each read by `statement`.
//!
//! Control flow is not followed: every statement of a body counts. Variables are no columns, NEW and OLD no tables.
//! SQL that is put together when the routine runs is refused.

use std::collections::BTreeSet;

use sqlparser::dialect::GenericDialect;
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::words::{self, Words, is_word};
use super::{ddl, parse, statement};
use crate::facts::schema::{Change, RoutineDef};
use crate::facts::statement::{Dialect, SqlStatement};

/// A body with more statements than this is left out: no person wrote it.
const MAX_FRAGMENTS: usize = 20_000;

/// What a body does.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) statements: Vec<SqlStatement>,
    /// Schema changes that it makes when it runs.
    pub(super) changes: Vec<Change>,
    /// What it names of NEW and OLD; `*` for a row as a whole.
    row_columns: BTreeSet<String>,
    pub(super) refused: Vec<String>,
}

impl Block {
    /// Of a routine only what it reads and writes counts: its schema changes come when it is called.
    pub(super) fn into_routine(self, routine: &mut RoutineDef) {
        routine.statements.extend(self.statements);
        routine.row_columns.extend(self.row_columns);
        routine.refused.extend(self.refused);
    }
}

/// A body as text.
pub(super) fn read(text: &str, variables: Vec<String>, dialect: Dialect) -> Block {
    let tokens = parse::grammars(dialect).into_iter().find_map(|grammar| parse::tokens(text, grammar).ok());
    match tokens {
        Some(tokens) => read_tokens(&tokens, variables, dialect),
        None => {
            Block { refused: vec!["a body that cannot be cut into words".to_owned()], ..Block::default() }
        }
    }
}

/// A body as tokens.
pub(super) fn read_tokens(tokens: &[TokenWithSpan], variables: Vec<String>, dialect: Dialect) -> Block {
    let mut reader = Reader { variables, dialect, declaring: false, block: Block::default() };
    reader.variables.extend(["new", "old", "found", "tg_op", "tg_table_name", "tg_argv"].map(str::to_owned));
    reader.block.row_columns = row_columns(tokens);
    let fragments = fragments(tokens);
    if fragments.len() > MAX_FRAGMENTS {
        reader.block.refused.push("a body of too many statements".to_owned());
        return reader.block;
    }
    // Declarations stand before what uses them, but those of an inner block may come late.
    fragments.iter().for_each(|fragment| reader.declare(fragment));
    fragments.iter().for_each(|fragment| reader.fragment(fragment));
    reader.block
}

/// What the tokens name of NEW and OLD. `RETURN NEW` gives the row back as it is.
fn row_columns(tokens: &[TokenWithSpan]) -> BTreeSet<String> {
    let mut words = Words::new(tokens);
    let mut named = BTreeSet::new();
    let mut returns = false;
    while let Some(token) = words.next() {
        if is_word(token, "NEW") || is_word(token, "OLD") {
            let field = (words.peek() == Some(&Token::Period)).then(|| {
                words.next();
                words.ident()
            });
            match field {
                Some(field) => drop(named.insert(field.unwrap_or_else(|| "*".to_owned()))),
                None if returns => {}
                None => drop(named.insert("*".to_owned())),
            }
        }
        returns = is_word(token, "RETURN");
    }
    named
}

/// A stretch of a body: a statement, or the head of a control structure with the word that ended it.
struct Fragment<'a> {
    tokens: &'a [TokenWithSpan],
    declares: bool,
}

/// Cuts a body at semicolons and at the words that begin and end control structures.
fn fragments(tokens: &[TokenWithSpan]) -> Vec<Fragment<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut first = true;
    let mut depth = 0_usize;
    let mut cases = 0_usize;
    let mut declares = false;
    for (at, token) in tokens.iter().enumerate() {
        let token = &token.token;
        if !parse::significant(token) {
            continue;
        }
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            _ => {}
        }
        let word = |text: &str| is_word(token, text);
        if depth == 0 && !first && word("CASE") {
            cases += 1;
        } else if depth == 0 && cases > 0 && word("END") {
            cases -= 1;
        } else if token == &Token::SemiColon {
            out.push(Fragment { tokens: &tokens[start..at], declares });
            (start, first, depth, cases) = (at + 1, true, 0, 0);
            continue;
        } else if depth == 0 && cases == 0 {
            let opens = word("BEGIN") || word("DECLARE");
            let cuts = opens || word("THEN") || word("ELSE") || word("LOOP") || (first && word("EXCEPTION"));
            let merges = word("THEN") && merge(&tokens[start..at]);
            if cuts && !merges {
                out.push(Fragment { tokens: &tokens[start..at], declares });
                declares = word("DECLARE") || (declares && !word("BEGIN"));
                (start, first) = (at + 1, true);
                continue;
            }
        }
        first = false;
    }
    out.push(Fragment { tokens: tokens.get(start..).unwrap_or_default(), declares });
    out.retain(|fragment| Words::new(fragment.tokens).peek().is_some());
    out
}

/// Whether a MERGE runs here: its THEN belongs to it.
fn merge(tokens: &[TokenWithSpan]) -> bool {
    let mut words = Words::new(tokens);
    words.is("MERGE") || (words.is("WITH") && words.find("MERGE"))
}

struct Reader {
    variables: Vec<String>,
    dialect: Dialect,
    declaring: bool,
    block: Block,
}

impl Reader {
    /// `name type [:= value]`, `name CURSOR FOR query`.
    fn declare(&mut self, fragment: &Fragment<'_>) {
        let mut words = Words::new(fragment.tokens);
        if fragment.declares {
            self.variables.extend(words.ident());
        } else if words.eat(&["FOR"]) || words.eat(&["FOREACH"]) {
            self.variables.extend(words.idents());
        }
    }

    fn fragment(&mut self, fragment: &Fragment<'_>) {
        self.declaring = fragment.declares;
        let mut words = Words::new(fragment.tokens);
        while let Some(label) = label(&words) {
            words = label;
        }
        if self.declaring {
            words.ident();
            self.after_declared(words);
            return;
        }
        self.statement(words);
    }

    /// The value of a variable, the query of a cursor.
    fn after_declared(&mut self, words: Words<'_>) {
        let mut rest = words;
        while let Some(token) = rest.next() {
            let value = matches!(token, Token::Assignment | Token::Eq) || is_word(token, "DEFAULT");
            if value {
                self.expression(rest.rest());
                return;
            }
            if is_word(token, "CURSOR") {
                if rest.find("FOR") || rest.find("IS") {
                    rest.next();
                    self.sql(rest.rest());
                }
                return;
            }
        }
    }

    fn statement(&mut self, mut words: Words<'_>) {
        words.eat_any(&["NOT", "ATOMIC"]);
        const NOTHING: [&str; 18] = [
            "END",
            "RAISE",
            "NULL",
            "CLOSE",
            "FETCH",
            "GET",
            "COMMIT",
            "ROLLBACK",
            "MOVE",
            "ASSERT",
            "EXCEPTION",
            "OTHERS",
            "ITERATE",
            "LEAVE",
            "SIGNAL",
            "RESIGNAL",
            "HANDLER",
            "SAVEPOINT",
        ];
        if NOTHING.iter().any(|word| words.is(word)) || words.peek().is_none() {
            return;
        }
        let condition = ["IF", "ELSIF", "ELSEIF", "WHILE", "CASE", "UNTIL", "PERFORM"];
        if condition.iter().any(|word| words.is(word)) {
            words.next();
            self.expression(words.rest());
        } else if words.eat(&["WHEN"]) {
            // A branch of CASE holds an expression; one of EXCEPTION the name of an error, which reads as a column
            // of no table.
            self.expression(words.rest());
        } else if words.eat(&["EXIT"]) || words.eat(&["CONTINUE"]) {
            if words.find("WHEN") {
                words.next();
                self.expression(words.rest());
            }
        } else if words.eat(&["FOR"]) || words.eat(&["FOREACH"]) {
            self.each(words);
        } else if words.eat(&["RETURN"]) {
            self.returned(words);
        } else if words.eat(&["OPEN"]) {
            if words.find("FOR") {
                words.next();
                self.query_or_dynamic(words);
            }
        } else if words.is("EXECUTE") {
            self.query_or_dynamic(words);
        } else if !self.assignment(words) {
            self.sql(words.rest());
        }
    }

    /// `x IN query`, `x IN a..b`, `x SLICE n IN ARRAY expression`.
    fn each(&mut self, mut words: Words<'_>) {
        if !words.find("IN") {
            return;
        }
        words.next();
        words.eat_any(&["REVERSE", "ARRAY"]);
        let query = ["SELECT", "WITH", "VALUES", "EXECUTE", "INSERT", "UPDATE", "DELETE", "TABLE"];
        if query.iter().any(|word| words.is(word)) || words.peek() == Some(&Token::LParen) {
            self.query_or_dynamic(words);
        }
    }

    fn returned(&mut self, mut words: Words<'_>) {
        if words.eat(&["QUERY"]) {
            self.query_or_dynamic(words);
        } else {
            words.eat(&["NEXT"]);
            if words.peek().is_some() {
                self.expression(words.rest());
            }
        }
    }

    /// A query, or `EXECUTE text`: only a text that stands there whole is known.
    fn query_or_dynamic(&mut self, mut words: Words<'_>) {
        if !words.eat(&["EXECUTE"]) {
            self.sql(words.rest());
            return;
        }
        let mut ahead = words;
        let literal = ahead.next().and_then(words::string);
        let whole = ahead.peek().is_none() || ahead.is("USING") || ahead.is("INTO");
        match literal.filter(|_| whole) {
            Some(text) => {
                let inner = read(text, self.variables.clone(), self.dialect);
                self.block.statements.extend(inner.statements);
                self.block.changes.extend(inner.changes);
                self.block.refused.extend(inner.refused);
            }
            None => self.block.refused.push(format!("EXECUTE {}", short(words.rest()))),
        }
    }

    /// `x := value`, `x.y = value`.
    fn assignment(&mut self, words: Words<'_>) -> bool {
        let mut rest = words;
        if rest.ident().is_none() {
            return false;
        }
        while matches!(rest.peek(), Some(Token::Period | Token::LBracket)) {
            if rest.next() == Some(&Token::LBracket) {
                while rest.peek().is_some() && rest.next() != Some(&Token::RBracket) {}
            } else {
                rest.ident();
            }
        }
        if !matches!(rest.peek(), Some(Token::Assignment | Token::Eq)) {
            return false;
        }
        rest.next();
        self.expression(rest.rest());
        true
    }

    fn expression(&mut self, tokens: &[TokenWithSpan]) {
        let select =
            Tokenizer::new(&GenericDialect {}, "SELECT ").tokenize_with_location().unwrap_or_default();
        let mut query = select;
        query.extend(tokens.iter().cloned());
        self.sql(&query);
    }

    /// A statement of SQL, without the INTO that gives its result to variables.
    fn sql(&mut self, tokens: &[TokenWithSpan]) {
        let tokens = without_into(tokens);
        let words = Words::new(&tokens);
        if ["CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE"].iter().any(|word| words.is(word)) {
            let outcome = ddl::changes(&tokens, self.dialect);
            self.block.changes.extend(outcome.changes);
            self.block.refused.extend(outcome.refused);
            return;
        }
        match statement::parse_tokens(&tokens, self.dialect) {
            Ok(statements) => {
                let effects = statements.iter().map(|one| statement::effects(one, &self.variables));
                let telling = effects
                    .filter(|one| !(one.reads.is_empty() && one.writes.is_empty() && one.calls.is_empty()));
                self.block.statements.extend(telling);
            }
            Err(_) => self.block.refused.push(short(&tokens)),
        }
    }
}

/// After `<<label>>`.
fn label<'a>(words: &Words<'a>) -> Option<Words<'a>> {
    let mut ahead = *words;
    let opens = match ahead.next()? {
        Token::ShiftLeft => true,
        Token::Lt => ahead.next() == Some(&Token::Lt),
        _ => false,
    };
    if !opens {
        return None;
    }
    ahead.ident()?;
    match ahead.next()? {
        Token::ShiftRight => Some(ahead),
        Token::Gt if ahead.next() == Some(&Token::Gt) => Some(ahead),
        _ => None,
    }
}

/// The statement without `INTO [STRICT] a, b.c`; the INTO of INSERT and MERGE stays.
fn without_into(tokens: &[TokenWithSpan]) -> Vec<TokenWithSpan> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut words = Words::new(tokens);
    let mut taken = words.index();
    let mut keeps = false;
    let mut depth = 0_usize;
    while let Some(token) = words.peek() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && !keeps && is_word(token, "INTO") {
            out.extend_from_slice(&tokens[taken..words.index()]);
            words.next();
            words.eat(&["STRICT"]);
            targets(&mut words);
            taken = words.index();
            continue;
        }
        keeps = ["INSERT", "MERGE", "REPLACE", "IGNORE"].iter().any(|word| is_word(token, word));
        words.next();
    }
    out.extend_from_slice(tokens.get(taken..).unwrap_or_default());
    out
}

/// `a, b.c, d[1]`.
fn targets(words: &mut Words<'_>) {
    loop {
        if words.name().is_none() {
            return;
        }
        if words.peek() != Some(&Token::Comma) {
            return;
        }
        words.next();
    }
}

/// The first words of what was refused, for a person.
fn short(tokens: &[TokenWithSpan]) -> String {
    let mut text = String::new();
    for token in tokens.iter().filter(|token| parse::significant(&token.token)).take(8) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&token.token.to_string().chars().take(40).collect::<String>());
    }
    text
}
