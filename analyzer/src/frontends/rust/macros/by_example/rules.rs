//! The rules of a macro by example, read from their tokens: what a rule matches, and what it makes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// `(matcher) => { template }`.
pub(super) struct Rule {
    pub(super) matcher: Vec<Pattern>,
    pub(super) template: Vec<Template>,
}

/// What a matcher is made of.
pub(super) enum Pattern {
    /// A token that must stand there.
    Token(TokenTree),
    Group(Delimiter, Vec<Pattern>),
    /// `$name:kind`.
    Variable {
        name: String,
        kind: String,
    },
    Repeat(Repeat<Pattern>),
}

/// What a template is made of.
pub(super) enum Template {
    Token(TokenTree),
    Group(Delimiter, Vec<Template>),
    /// `$name`.
    Variable(String),
    /// `$crate`.
    Crate,
    Repeat(Repeat<Template>),
}

/// `$( … ) separator operator`.
pub(super) struct Repeat<T> {
    pub(super) inner: Vec<T>,
    pub(super) separator: Vec<TokenTree>,
    /// `*`, `+` or `?`.
    pub(super) operator: char,
}

/// The rules in a definition's brackets; None if they do not read as rules.
pub(super) fn rules(text: &str) -> Option<Vec<Rule>> {
    let TokenTree::Group(all) = text.parse::<TokenStream>().ok()?.into_iter().next()? else { return None };
    let mut tokens = Tokens::new(all.stream());
    let mut rules = Vec::new();
    while let Some(token) = tokens.next() {
        let TokenTree::Group(matcher) = token else { return None };
        if !tokens.takes('=') || !tokens.takes('>') {
            return None;
        }
        let TokenTree::Group(template) = tokens.next()? else { return None };
        tokens.takes(';');
        let matcher = parts(matcher.stream(), &pattern)?;
        let template = parts(template.stream(), &template_part)?;
        rules.push(Rule { matcher, template });
    }
    Some(rules)
}

/// Tokens with a place in them.
struct Tokens {
    all: Vec<TokenTree>,
    at: usize,
}

impl Tokens {
    fn new(stream: TokenStream) -> Self {
        Tokens { all: stream.into_iter().collect(), at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.all.get(self.at + ahead)
    }

    fn next(&mut self) -> Option<TokenTree> {
        let token = self.peek(0).cloned();
        self.at += 1;
        token
    }

    fn mark(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead) {
            Some(TokenTree::Punct(mark)) => Some(mark.as_char()),
            _ => None,
        }
    }

    fn takes(&mut self, mark: char) -> bool {
        let there = self.mark(0) == Some(mark);
        self.at += usize::from(there);
        there
    }
}

fn parts<T>(stream: TokenStream, part: &dyn Fn(&mut Tokens) -> Option<T>) -> Option<Vec<T>> {
    let mut tokens = Tokens::new(stream);
    let mut all = Vec::new();
    while tokens.peek(0).is_some() {
        all.push(part(&mut tokens)?);
    }
    Some(all)
}

fn pattern(tokens: &mut Tokens) -> Option<Pattern> {
    if tokens.mark(0) == Some('$') {
        match tokens.peek(1) {
            Some(TokenTree::Group(_)) => return repeat(tokens, &pattern).map(Pattern::Repeat),
            Some(TokenTree::Ident(name)) if tokens.mark(2) == Some(':') => {
                let name = plain(&name.to_string());
                let TokenTree::Ident(kind) = tokens.peek(3)? else { return None };
                let kind = kind.to_string();
                tokens.at += 4;
                return Some(Pattern::Variable { name, kind });
            }
            _ => {}
        }
    }
    Some(match tokens.next()? {
        TokenTree::Group(group) => Pattern::Group(group.delimiter(), parts(group.stream(), &pattern)?),
        token => Pattern::Token(token),
    })
}

fn template_part(tokens: &mut Tokens) -> Option<Template> {
    if tokens.mark(0) == Some('$') {
        match tokens.peek(1) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                return repeat(tokens, &template_part).map(Template::Repeat);
            }
            Some(TokenTree::Ident(name)) => {
                let name = plain(&name.to_string());
                tokens.at += 2;
                return Some(if name == "crate" { Template::Crate } else { Template::Variable(name) });
            }
            _ => {}
        }
    }
    Some(match tokens.next()? {
        TokenTree::Group(group) => Template::Group(group.delimiter(), parts(group.stream(), &template_part)?),
        token => Template::Token(token),
    })
}

fn repeat<T>(tokens: &mut Tokens, part: &dyn Fn(&mut Tokens) -> Option<T>) -> Option<Repeat<T>> {
    tokens.next();
    let TokenTree::Group(group) = tokens.next()? else { return None };
    let inner = parts(group.stream(), part)?;
    let mut separator = Vec::new();
    loop {
        let operator = tokens.mark(0).filter(|mark| matches!(mark, '*' | '+' | '?'));
        // `$(…)+*`: a mark before the operator is the separator.
        let is_last = !separator.is_empty() || !matches!(tokens.mark(1), Some('*' | '+'));
        match operator {
            Some(operator) if is_last => {
                tokens.next();
                return Some(Repeat { inner, separator, operator });
            }
            _ if separator.len() == 3 => return None,
            _ => separator.push(tokens.next()?),
        }
    }
}

/// A name without the `r#` of a raw one.
fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}
