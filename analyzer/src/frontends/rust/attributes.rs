//! What attributes say about any item: compiled only for tests, derives, strings. Who starts a function is said by
//! `entries`, what libraries' attributes mean by `libraries`.

use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use crate::facts::Name;

/// Whether the item is compiled for tests only, by `#[cfg(…)]`.
pub(super) fn is_test_only(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            list.parse_args::<Meta>().is_ok_and(|predicate| holds_only_in_tests(&predicate))
        }
        _ => false,
    })
}

/// `test`, `all(test, …)`, `any(test, all(test, …))`. A feature may be on in production.
fn holds_only_in_tests(predicate: &Meta) -> bool {
    let inner = |list: &syn::MetaList| {
        list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default()
    };
    match predicate {
        Meta::Path(path) => path.is_ident("test") || path.is_ident("doctest") || path.is_ident("doc"),
        Meta::List(list) if list.path.is_ident("all") => inner(list).iter().any(holds_only_in_tests),
        Meta::List(list) if list.path.is_ident("any") => {
            let all = inner(list);
            !all.is_empty() && all.iter().all(holds_only_in_tests)
        }
        _ => false,
    }
}

/// Whether a function is a test: `#[test]`, `#[tokio::test]`, `#[rstest]`, `#[bench]` and macros called so.
pub(super) fn is_test(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let Some(last) = attr.path().segments.last() else { return false };
        let name = &last.ident;
        name == "test"
            || name == "rstest"
            || name == "bench"
            || name == "test_case"
            || name == "quickcheck"
            || (attr.path().leading_colon.is_none() && name.to_string().ends_with("_test"))
    }) || is_test_only(attrs)
}

/// Calls `look` with every attribute, those behind `cfg_attr` included unless they are only for tests.
pub(super) fn each(attrs: &[Attribute], look: &mut impl FnMut(&Meta)) {
    for attr in attrs {
        each_meta(&attr.meta, look);
    }
}

fn each_meta(meta: &Meta, look: &mut impl FnMut(&Meta)) {
    match meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let all = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            let Ok(all) = all else { return };
            let mut all = all.iter();
            if all.next().is_some_and(|predicate| !holds_only_in_tests(predicate)) {
                all.for_each(|inner| each_meta(inner, look));
            }
        }
        _ => look(meta),
    }
}

/// The traits named in `#[derive(…)]`, by their last names.
pub(super) fn derives(attrs: &[Attribute]) -> Box<[Name]> {
    let mut names = Vec::new();
    each(attrs, &mut |meta| {
        let Meta::List(list) = meta else { return };
        if !list.path.is_ident("derive") {
            return;
        }
        let paths = list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
        for path in paths.into_iter().flatten() {
            if let Some(last) = path.segments.last() {
                names.push(Name::from(&last.ident.to_string()));
            }
        }
    });
    names.into_boxed_slice()
}

/// The string of `#[name = "…"]`.
pub(super) fn string_value(attrs: &[Attribute], name: &str) -> Option<String> {
    let mut found = None;
    each(attrs, &mut |meta| {
        let Meta::NameValue(pair) = meta else { return };
        if !pair.path.is_ident(name) {
            return;
        }
        if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value {
            found.get_or_insert_with(|| text.value());
        }
    });
    found
}

/// The arguments of an attribute, read without knowing its grammar: `"literal"`, `word`, `key = value`, `key(…)`.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) literals: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) pairs: Vec<(String, Value)>,
}

/// The right side of `key = …` or the inside of `key(…)`.
pub(super) struct Value {
    pub(super) tokens: TokenStream,
}

impl Value {
    /// The inside of `key(…)` as arguments.
    pub(super) fn arguments(&self) -> Arguments {
        Arguments::read(self.tokens.clone())
    }

    /// The value as text: a string literal's content, else the tokens without spaces.
    pub(super) fn text(&self) -> String {
        match syn::parse2::<syn::LitStr>(self.tokens.clone()) {
            Ok(text) => text.value(),
            Err(_) => self.tokens.to_string().replace(' ', ""),
        }
    }
}

impl Arguments {
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.value(key).map(Value::text)
    }

    /// Every value of a key that may stand several times.
    pub(super) fn texts<'k>(&self, key: &'k str) -> impl Iterator<Item = String> + use<'_, 'k> {
        self.pairs.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.text())
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    pub(super) fn of(meta: &Meta) -> Arguments {
        match meta {
            Meta::List(list) => Arguments::read(list.tokens.clone()),
            _ => Arguments::default(),
        }
    }

    fn read(tokens: TokenStream) -> Arguments {
        let mut made = Arguments::default();
        let mut part: Vec<TokenTree> = Vec::new();
        for token in tokens {
            match &token {
                TokenTree::Punct(comma) if comma.as_char() == ',' => {
                    made.add(std::mem::take(&mut part));
                }
                _ => part.push(token),
            }
        }
        made.add(part);
        made
    }

    fn add(&mut self, part: Vec<TokenTree>) {
        let mut part = part.into_iter();
        match (part.next(), part.next()) {
            (Some(TokenTree::Literal(literal)), None) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    self.literals.push(text.value());
                }
            }
            (Some(TokenTree::Ident(word)), None) => self.words.push(word.to_string()),
            (Some(TokenTree::Ident(key)), Some(TokenTree::Punct(sign))) if sign.as_char() == '=' => {
                self.pairs.push((key.to_string(), Value { tokens: part.collect() }));
            }
            (Some(TokenTree::Ident(key)), Some(TokenTree::Group(group))) => {
                self.pairs.push((key.to_string(), Value { tokens: group.stream() }));
            }
            _ => {}
        }
    }
}
