//! A cursor over a statement's significant tokens, for what the parser does not know and for what has no tree.

use sqlparser::tokenizer::{Token, TokenWithSpan, Word};

use super::effects::fold;
use super::parse::significant;
use crate::facts::schema::TableName;

/// A place in a list of tokens. White space and comments are passed by themselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    tokens: &'a [TokenWithSpan],
    at: usize,
}

impl<'a> Words<'a> {
    pub(super) fn new(tokens: &'a [TokenWithSpan]) -> Self {
        let mut words = Words { tokens, at: 0 };
        words.settle();
        words
    }

    fn settle(&mut self) {
        while self.tokens.get(self.at).is_some_and(|token| !significant(&token.token)) {
            self.at += 1;
        }
    }

    /// The index of the next token in the list.
    pub(super) fn index(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at).map(|token| &token.token)
    }

    pub(super) fn next(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.at += 1;
        self.settle();
        Some(token)
    }

    /// The tokens from here on.
    pub(super) fn rest(&self) -> &'a [TokenWithSpan] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Whether the next token is this unquoted word.
    pub(super) fn is(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| is_word(token, word))
    }

    /// Passes the words if all of them come next.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let mut ahead = *self;
        for word in words {
            if !ahead.is(word) {
                return false;
            }
            ahead.next();
        }
        *self = ahead;
        true
    }

    /// Passes any of the words, as often as they come.
    pub(super) fn eat_any(&mut self, words: &[&str]) {
        while words.iter().any(|word| self.is(word)) {
            self.next();
        }
    }

    /// A name with its schema.
    pub(super) fn name(&mut self) -> Option<TableName> {
        let mut parts = vec![self.ident()?];
        while self.peek() == Some(&Token::Period) {
            self.next();
            parts.push(self.ident()?);
        }
        let name = parts.pop()?;
        let schema = parts.pop().filter(|schema| schema != "public" && schema != "main");
        Some(TableName { schema, name })
    }

    /// An identifier, folded.
    pub(super) fn ident(&mut self) -> Option<String> {
        match self.peek()? {
            Token::Word(word) => {
                self.next();
                Some(folded(word))
            }
            Token::DoubleQuotedString(text) => {
                self.next();
                Some(text.clone())
            }
            _ => None,
        }
    }

    /// Passes a pair of parentheses with all between them, which is given.
    pub(super) fn parens(&mut self) -> Option<&'a [TokenWithSpan]> {
        if self.peek() != Some(&Token::LParen) {
            return None;
        }
        let start = self.at + 1;
        let mut depth = 0_usize;
        while let Some(token) = self.peek() {
            let here = self.at;
            match token {
                Token::LParen => depth += 1,
                Token::RParen => depth -= 1,
                _ => {}
            }
            self.next();
            if depth == 0 {
                return Some(&self.tokens[start..here]);
            }
        }
        None
    }

    /// Goes on to the word, outside of parentheses; false: it does not come, and the place stays.
    pub(super) fn find(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        while let Some(token) = ahead.peek() {
            if is_word(token, word) {
                *self = ahead;
                return true;
            }
            if ahead.parens().is_none() {
                ahead.next();
            }
        }
        false
    }

    /// Words of a list separated by commas.
    pub(super) fn idents(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(name) = self.ident() {
            names.push(name);
            if self.peek() != Some(&Token::Comma) {
                break;
            }
            self.next();
        }
        names
    }
}

/// Whether the token is this word, not quoted.
pub(super) fn is_word(token: &Token, text: &str) -> bool {
    matches!(token, Token::Word(word) if word.quote_style.is_none() && word.value.eq_ignore_ascii_case(text))
}

fn folded(word: &Word) -> String {
    let ident = sqlparser::ast::Ident { quote_style: word.quote_style, ..word.value.as_str().into() };
    fold(&ident)
}

/// Cuts at commas outside of parentheses and brackets.
pub(super) fn by_commas(tokens: &[TokenWithSpan]) -> Vec<&[TokenWithSpan]> {
    let mut depth = 0_usize;
    tokens
        .split(|token| {
            match token.token {
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && token.token == Token::Comma
        })
        .filter(|part| part.iter().any(|token| significant(&token.token)))
        .collect()
}

/// The text of a string token.
pub(super) fn string(token: &Token) -> Option<&str> {
    match token {
        Token::SingleQuotedString(text)
        | Token::EscapedStringLiteral(text)
        | Token::NationalStringLiteral(text) => Some(text),
        Token::DollarQuotedString(text) => Some(&text.value),
        _ => None,
    }
}
