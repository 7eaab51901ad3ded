//! Tokens that are only nearly Rust (`on_backend! { conn: a, b { … } }`): the longest expressions and blocks in them.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};

use crate::facts::body::ExprId;
use crate::frontends::rust::lowering::{Lowering, line};

impl Lowering {
    /// The expressions that can be read out of the tokens, in order.
    pub(super) fn scan(&mut self, tokens: TokenStream) -> Vec<ExprId> {
        let mut scanner = Scanner { found: Vec::new() };
        scanner.tokens(self, tokens);
        scanner.found
    }
}

struct Scanner {
    found: Vec<ExprId>,
}

impl Scanner {
    fn tokens(&mut self, lowering: &mut Lowering, tokens: TokenStream) {
        let mut part = Vec::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match &token {
                TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';') => {
                    self.part(lowering, &std::mem::take(&mut part));
                }
                TokenTree::Punct(mark) if mark.as_char() == '=' && is_punct(tokens.peek(), '>') => {
                    tokens.next();
                    self.part(lowering, &std::mem::take(&mut part));
                }
                _ => part.push(token),
            }
        }
        self.part(lowering, &part);
    }

    /// What stands between two separators.
    fn part(&mut self, lowering: &mut Lowering, part: &[TokenTree]) {
        // Without a group nothing is called and no block stands there.
        if !part.iter().any(|token| matches!(token, TokenTree::Group(_))) {
            return;
        }
        let mut at = 0;
        while at < part.len() {
            // Tokens are input, and trying at every place is quadratic.
            if !lowering.may_parse(bytes(&part[at..])) {
                return;
            }
            at += match &part[at] {
                TokenTree::Group(group) => {
                    if !is_punct(at.checked_sub(1).and_then(|before| part.get(before)), '#') {
                        self.group(lowering, group);
                    }
                    1
                }
                TokenTree::Punct(mark) if !matches!(mark.as_char(), '&' | '|' | '*' | '!') => 1,
                _ => self.prefix(lowering, &part[at..]),
            };
        }
    }

    /// Reads the longest expression at the start; the number of its tokens.
    fn prefix(&mut self, lowering: &mut Lowering, tokens: &[TokenTree]) -> usize {
        let parser = |input: ParseStream<'_>| {
            let expr: syn::Expr = input.parse()?;
            let rest: TokenStream = input.parse()?;
            Ok((expr, rest.into_iter().count()))
        };
        match parser.parse2(tokens.iter().cloned().collect()) {
            Ok((syn::Expr::Path(_) | syn::Expr::Lit(_) | syn::Expr::Verbatim(_), rest)) => {
                // A lone name is a word of the macro's own grammar.
                (tokens.len() - rest).max(1)
            }
            Ok((expr, rest)) => {
                self.found.push(lowering.expr(&expr));
                (tokens.len() - rest).max(1)
            }
            Err(_) => self.call(lowering, tokens),
        }
    }

    /// A call at the start whose surroundings are no expression: `a::b(…)` before a word of the macro's grammar.
    fn call(&mut self, lowering: &mut Lowering, tokens: &[TokenTree]) -> usize {
        let end = tokens.iter().position(|token| match token {
            TokenTree::Group(_) => true,
            TokenTree::Punct(mark) => !matches!(mark.as_char(), ':' | '.'),
            _ => false,
        });
        let called = match end {
            Some(end) if end > 0 => &tokens[..=end],
            _ => return 1,
        };
        let is_call = matches!(&called[called.len() - 1],
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        if !is_call || !lowering.may_parse(bytes(called)) {
            return 1;
        }
        match syn::parse2::<syn::Expr>(called.iter().cloned().collect()) {
            Ok(expr @ (syn::Expr::Call(_) | syn::Expr::MethodCall(_))) => {
                self.found.push(lowering.expr(&expr));
                called.len()
            }
            _ => 1,
        }
    }

    fn group(&mut self, lowering: &mut Lowering, group: &Group) {
        if group.delimiter() == Delimiter::Brace
            && let Ok(statements) = syn::Block::parse_within.parse2(group.stream())
            && !statements.is_empty()
        {
            let at = line(group.span_open());
            self.found.push(lowering.statements(&statements, false, at));
        } else {
            self.tokens(lowering, group.stream());
        }
    }
}

/// How long the tokens are in the source.
fn bytes(tokens: &[TokenTree]) -> usize {
    let start = tokens.first().map_or(0, |first| first.span().byte_range().start);
    let end = tokens.last().map_or(0, |last| last.span().byte_range().end);
    end.saturating_sub(start)
}

fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// Whether a name is followed by arguments anywhere in the tokens. Attributes are none.
pub(super) fn holds_call(tokens: TokenStream) -> bool {
    let (mut after_name, mut after_hash) = (false, false);
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let called = after_name && group.delimiter() == Delimiter::Parenthesis;
                if called || (!after_hash && holds_call(group.stream())) {
                    return true;
                }
                (after_name, after_hash) = (false, false);
            }
            TokenTree::Ident(_) => (after_name, after_hash) = (true, false),
            TokenTree::Punct(mark) => (after_name, after_hash) = (false, mark.as_char() == '#'),
            TokenTree::Literal(_) => (after_name, after_hash) = (false, false),
        }
    }
    false
}
