//! Parts of a query's text that are only known when the program runs: `{…}`. They are replaced by whatever makes
//! the rest parse, found by trial: what a hole stands for is not decided by looking at the text around it.

use sqlparser::ast::Statement;
use sqlparser::dialect::{Dialect as Grammar, GenericDialect};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::parse::{self, Refusal, significant};

/// How an unknown part is written in the text that the reader is given.
const WRITTEN: &str = "{…}";
/// The word that stands for it in tokens: no name in a schema is like it.
const MARK: &str = "gerund__unknown";
/// What may stand in the place of a hole, the most telling first.
const STAND_INS: [&str; 9] = [
    MARK,
    "",
    "(NULL)",
    "AND TRUE",
    "=",
    "gerund__unknown = NULL",
    "SELECT NULL",
    "DEFAULT VALUES",
    ", gerund__unknown",
];
/// Texts with more holes or tokens than this are tried as a whole only.
const MAX_HOLES: usize = 24;
const MAX_TOKENS: usize = 20_000;

/// Whether the text was made of an unknown part.
pub(super) fn marks(text: &str) -> bool {
    text.contains(MARK)
}

/// The text with its unknown parts as words; None: it has none.
pub(super) fn mark(text: &str) -> Option<String> {
    text.contains(WRITTEN).then(|| text.replace(WRITTEN, MARK))
}

/// The tokens that a hole in braces holds at most: a name, or a name with a format.
const MOST_INNER: usize = 3;

/// The tokens with `{}` and `{name}` as holes; None: there are none.
pub(super) fn braces(tokens: &[TokenWithSpan]) -> Option<Vec<TokenWithSpan>> {
    let hole = cut(MARK, &GenericDialect {});
    let mut out = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    let mut found = false;
    while let Some((first, after)) = rest.split_first() {
        let close = after.iter().take(MOST_INNER + 1).position(|token| token.token == Token::RBrace);
        if let (Token::LBrace, Some(close)) = (&first.token, close) {
            out.extend_from_slice(&hole);
            rest = &after[close + 1..];
            found = true;
        } else {
            out.push(first.clone());
            rest = after;
        }
    }
    found.then_some(out)
}

/// Parses tokens with holes: each in turn is replaced by what lets the parser get farthest.
pub(super) fn parse(
    tokens: &[TokenWithSpan],
    grammar: &'static dyn Grammar,
) -> Result<Vec<Statement>, Refusal> {
    let holes: Vec<usize> = (0..tokens.len()).filter(|&at| is_hole(&tokens[at].token)).collect();
    let stand_ins = STAND_INS.map(|text| cut(text, grammar));
    let trial = Trial { tokens, holes: &holes, stand_ins: &stand_ins, grammar };
    let mut chosen = vec![0_usize; holes.len()];
    let mut best = match trial.attempt(&chosen) {
        Ok(statements) => return Ok(statements),
        Err(refusal) => refusal,
    };
    if holes.len() > MAX_HOLES || tokens.len() > MAX_TOKENS {
        chosen.fill(1);
        return trial.attempt(&chosen);
    }
    for hole in 0..holes.len() {
        let mut farthest = (trial.distance(&chosen, best.reached), 0);
        for choice in 1..STAND_INS.len() {
            chosen[hole] = choice;
            match trial.attempt(&chosen) {
                Ok(statements) => return Ok(statements),
                Err(refusal) => {
                    let reached = trial.distance(&chosen, refusal.reached);
                    if reached > farthest.0 {
                        farthest = (reached, choice);
                        best = refusal;
                    }
                }
            }
        }
        chosen[hole] = farthest.1;
    }
    Err(best)
}

fn is_hole(token: &Token) -> bool {
    matches!(token, Token::Word(word) if word.value == MARK && word.quote_style.is_none())
}

fn cut(text: &str, grammar: &dyn Grammar) -> Vec<TokenWithSpan> {
    Tokenizer::new(grammar, text).tokenize_with_location().unwrap_or_default()
}

/// A text whose holes are filled by trial.
struct Trial<'a> {
    tokens: &'a [TokenWithSpan],
    /// Where its holes are.
    holes: &'a [usize],
    stand_ins: &'a [Vec<TokenWithSpan>; STAND_INS.len()],
    grammar: &'static dyn Grammar,
}

impl Trial<'_> {
    fn attempt(&self, chosen: &[usize]) -> Result<Vec<Statement>, Refusal> {
        parse::statements(self.filled(chosen), self.grammar)
    }

    fn filled(&self, chosen: &[usize]) -> Vec<TokenWithSpan> {
        let mut out = Vec::with_capacity(self.tokens.len() + self.holes.len() * 4);
        let mut from = 0;
        for (&hole, &choice) in self.holes.iter().zip(chosen) {
            out.extend_from_slice(&self.tokens[from..hole]);
            out.extend_from_slice(&self.stand_ins[choice]);
            from = hole + 1;
        }
        out.extend_from_slice(&self.tokens[from..]);
        out
    }

    /// How many of the text's own tokens the parser got through, stand-ins not counted.
    fn distance(&self, chosen: &[usize], reached: usize) -> usize {
        let mut place = 0;
        let mut own = 0;
        let mut next = self.holes.iter().zip(chosen).peekable();
        for (at, token) in self.tokens.iter().enumerate() {
            place += match next.next_if(|(hole, _)| **hole == at) {
                Some((_, &choice)) => self.stand_ins[choice].len(),
                None => 1,
            };
            if place > reached {
                break;
            }
            own += usize::from(significant(&token.token));
        }
        own
    }
}
