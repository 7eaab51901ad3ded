//! Whether tokens match a rule of a macro by example, and what its variables then stand for. Fragments are parsed by
//! `syn`; a repetition takes as much as it can, as the compiler's does.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};

use super::rules::{Pattern, Repeat};

/// What a variable stands for.
pub(super) enum Binding {
    One(TokenStream),
    /// One for each round of a repetition.
    Many(Vec<Binding>),
}

pub(super) type Bindings = BTreeMap<String, Binding>;

/// The variables of a matcher that fits all of the tokens.
pub(super) fn matches(matcher: &[Pattern], tokens: TokenStream) -> Option<Bindings> {
    let parser = |input: ParseStream<'_>| {
        let mut bindings = Bindings::new();
        sequence(matcher, input, &mut bindings)?;
        Ok(bindings)
    };
    parser.parse2(tokens).ok()
}

fn sequence(matcher: &[Pattern], input: ParseStream<'_>, bindings: &mut Bindings) -> syn::Result<()> {
    for pattern in matcher {
        match pattern {
            Pattern::Token(expected) => token(expected, input)?,
            Pattern::Group(delimiter, inner) => group(*delimiter, inner, input, bindings)?,
            Pattern::Variable { name, kind } => {
                let made = fragment(kind, input)?;
                bindings.insert(name.clone(), Binding::One(made));
            }
            Pattern::Repeat(repeat) => repetition(repeat, input, bindings)?,
        }
    }
    Ok(())
}

fn token(expected: &TokenTree, input: ParseStream<'_>) -> syn::Result<()> {
    let found: TokenTree = input.parse()?;
    let same = match (expected, &found) {
        (TokenTree::Punct(a), TokenTree::Punct(b)) => a.as_char() == b.as_char(),
        (TokenTree::Ident(a), TokenTree::Ident(b)) => a == b,
        (TokenTree::Literal(a), TokenTree::Literal(b)) => a.to_string() == b.to_string(),
        _ => false,
    };
    if same { Ok(()) } else { Err(input.error("another token")) }
}

fn group(
    delimiter: Delimiter,
    inner: &[Pattern],
    input: ParseStream<'_>,
    bindings: &mut Bindings,
) -> syn::Result<()> {
    match input.parse()? {
        TokenTree::Group(found) if found.delimiter() == delimiter => {
            (|input: ParseStream<'_>| sequence(inner, input, bindings)).parse2(found.stream())
        }
        _ => Err(input.error("another group")),
    }
}

fn repetition(repeat: &Repeat<Pattern>, input: ParseStream<'_>, bindings: &mut Bindings) -> syn::Result<()> {
    let mut rounds = Vec::new();
    let most = if repeat.operator == '?' { 1 } else { usize::MAX };
    while !input.is_empty() && rounds.len() < most {
        let fork = input.fork();
        let mut round = Bindings::new();
        let separated = rounds.is_empty() || repeat.separator.iter().all(|s| token(s, &fork).is_ok());
        if !separated
            || sequence(&repeat.inner, &fork, &mut round).is_err()
            || fork.cursor() == input.cursor()
        {
            break;
        }
        input.advance_to(&fork);
        rounds.push(round);
    }
    if rounds.is_empty() && repeat.operator == '+' {
        return Err(input.error("nothing to repeat"));
    }
    let mut names = Vec::new();
    variables(&repeat.inner, &mut names);
    let mut all: Bindings = names.into_iter().map(|name| (name, Binding::Many(Vec::new()))).collect();
    for (name, binding) in rounds.into_iter().flatten() {
        if let Some(Binding::Many(list)) = all.get_mut(&name) {
            list.push(binding);
        }
    }
    bindings.append(&mut all);
    Ok(())
}

/// The names that a matcher binds.
fn variables(matcher: &[Pattern], out: &mut Vec<String>) {
    for pattern in matcher {
        match pattern {
            Pattern::Token(_) => {}
            Pattern::Variable { name, .. } => out.push(name.clone()),
            Pattern::Group(_, inner) | Pattern::Repeat(Repeat { inner, .. }) => variables(inner, out),
        }
    }
}

/// The tokens of one fragment of that kind.
fn fragment(kind: &str, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let start = input.cursor();
    match kind {
        "tt" => return token_tree(input),
        "ident" => drop(input.call(syn::Ident::parse_any)?),
        "lifetime" => drop(input.parse::<syn::Lifetime>()?),
        "literal" => {
            input.parse::<Option<syn::Token![-]>>()?;
            input.parse::<syn::Lit>()?;
        }
        "expr" | "expr_2021" => drop(input.parse::<syn::Expr>()?),
        "ty" => drop(input.parse::<syn::Type>()?),
        "path" => drop(input.call(syn::Path::parse_mod_style).or_else(|_| input.parse())?),
        "pat" => drop(input.call(syn::Pat::parse_multi_with_leading_vert)?),
        "pat_param" => drop(input.call(syn::Pat::parse_single)?),
        "block" => drop(input.parse::<syn::Block>()?),
        "stmt" => statement(input)?,
        "item" => drop(input.parse::<syn::Item>()?),
        "meta" => drop(input.parse::<syn::Meta>()?),
        "vis" => drop(input.parse::<syn::Visibility>()?),
        _ => return Err(input.error("an unknown kind of fragment")),
    }
    let taken = between(start, input.cursor()).ok_or_else(|| input.error("a fragment inside a group"))?;
    Ok(if kind.starts_with("expr") { as_one(taken) } else { taken })
}

/// A statement without its semicolon.
fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.peek(syn::Token![let]) {
        let fork = input.fork();
        if fork.parse::<syn::Item>().is_ok() {
            input.advance_to(&fork);
            return Ok(());
        }
        return input.parse::<syn::Expr>().map(drop);
    }
    while !input.is_empty() && !input.peek(syn::Token![;]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// One token tree; a mark of several characters and a lifetime are one.
fn token_tree(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    const MARKS: [&str; 25] = [
        "<<=", ">>=", "...", "..=", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=", "*=", "/=",
        "%=", "^=", "&=", "|=", "->", "=>", "::", "..", "'",
    ];
    let first: TokenTree = input.parse()?;
    let TokenTree::Punct(mark) = &first else { return Ok(first.into()) };
    let mut text = String::from(mark.as_char());
    let mut all = TokenStream::from(first.clone());
    if text == "'" {
        all.extend([input.parse::<TokenTree>()?]);
        return Ok(all);
    }
    loop {
        let fork = input.fork();
        let Ok(TokenTree::Punct(next)) = fork.parse::<TokenTree>() else { return Ok(all) };
        text.push(next.as_char());
        if !MARKS.contains(&text.as_str()) {
            return Ok(all);
        }
        input.advance_to(&fork);
        all.extend([TokenTree::Punct(next)]);
    }
}

/// The tokens from one place to a later one on the same level.
fn between(start: syn::buffer::Cursor<'_>, end: syn::buffer::Cursor<'_>) -> Option<TokenStream> {
    let mut taken = TokenStream::new();
    let mut at = start;
    while at != end {
        let (token, next) = at.token_tree()?;
        taken.extend([token]);
        at = next;
    }
    Some(taken)
}

/// An expression keeps together wherever it is put.
fn as_one(tokens: TokenStream) -> TokenStream {
    if tokens.clone().into_iter().nth(1).is_none() {
        return tokens;
    }
    TokenTree::Group(Group::new(Delimiter::None, tokens)).into()
}
