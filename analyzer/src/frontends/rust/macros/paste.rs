//! `paste! { fn [<get_ $name>]() … }`: names put together from parts, as the `paste` crate does it. Macros by example
//! use it to name what they make.

use heck::{ToLowerCamelCase as _, ToShoutySnakeCase as _, ToSnakeCase as _, ToUpperCamelCase as _};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// Whether a macro of that name is one.
pub(super) fn is_paste(name: &str) -> bool {
    matches!(name, "paste" | "pastey")
}

/// The tokens with every `[< … >]` as the name that it means.
pub(super) fn pasted(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => match name_of(&group) {
                Some(name) => TokenTree::Ident(name),
                None => {
                    let mut made = Group::new(group.delimiter(), pasted(group.stream()));
                    made.set_span(group.span());
                    TokenTree::Group(made)
                }
            },
            token => token,
        })
        .collect()
}

fn name_of(group: &Group) -> Option<Ident> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let [open, parts @ .., close] = &tokens[..] else { return None };
    if group.delimiter() != Delimiter::Bracket || mark(open) != Some('<') || mark(close) != Some('>') {
        return None;
    }
    let (mut name, mut span) = (String::new(), None);
    let mut part = String::new();
    let mut parts = parts.iter();
    while let Some(token) = parts.next() {
        if mark(token) == Some(':') {
            part = cased(&part, &parts.next()?.to_string())?;
            continue;
        }
        name.push_str(&std::mem::take(&mut part));
        part = text(token)?;
        span = span.or(Some(token.span()));
    }
    name.push_str(&part);
    let is_name = syn::parse_str::<Ident>(&name).is_ok();
    is_name.then(|| Ident::new(&name, span.unwrap_or_else(Span::call_site)))
}

fn mark(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(mark) => Some(mark.as_char()),
        _ => None,
    }
}

fn text(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string().trim_start_matches("r#").to_owned()),
        TokenTree::Literal(literal) => Some(literal.to_string().trim_matches('"').to_owned()),
        TokenTree::Punct(mark) => (mark.as_char() == '_').then(|| "_".to_owned()),
        // A fragment that a macro by example put there.
        TokenTree::Group(group) => {
            let parts: Option<Vec<String>> = group.stream().into_iter().map(|token| text(&token)).collect();
            parts.map(|parts| parts.concat())
        }
    }
}

fn cased(part: &str, modifier: &str) -> Option<String> {
    Some(match modifier {
        "snake" => part.to_snake_case(),
        "camel" => part.to_upper_camel_case(),
        "lower_camel" => part.to_lower_camel_case(),
        "upper" => part.to_uppercase(),
        "lower" => part.to_lowercase(),
        "screaming" | "shouty" => part.to_shouty_snake_case(),
        _ => return None,
    })
}
