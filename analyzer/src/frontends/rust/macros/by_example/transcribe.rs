//! What a rule's template becomes once its variables are known. Every token that the definition wrote stands where the
//! macro is invoked: that is the line that a reader of the report can open.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

use super::matching::{Binding, Bindings};
use super::rules::{Repeat, Template};

pub(super) struct Transcriber<'a> {
    pub(super) bindings: &'a Bindings,
    pub(super) at: Span,
    /// The crate of the definition, unless it is the one that invokes it.
    pub(super) krate: Option<&'a str>,
    /// How many tokens may still be made.
    pub(super) left: usize,
}

impl Transcriber<'_> {
    /// The template's tokens; None if they are too many or a repetition has nothing to count by. `rounds` says which
    /// round of each repetition around is being made.
    pub(super) fn run(&mut self, template: &[Template], rounds: &mut Vec<usize>) -> Option<TokenStream> {
        let mut made = TokenStream::new();
        for part in template {
            match part {
                Template::Token(token) => {
                    self.left = self.left.checked_sub(1)?;
                    made.extend([self.here(token.clone())]);
                }
                Template::Group(delimiter, inner) => {
                    self.left = self.left.checked_sub(2)?;
                    let mut group = Group::new(*delimiter, self.run(inner, rounds)?);
                    group.set_span(self.at);
                    made.extend([TokenTree::Group(group)]);
                }
                Template::Variable(name) => match self.bindings.get(name) {
                    Some(binding) => made.extend(self.value(binding, rounds)?),
                    // `$name` of a macro that this one defines.
                    None => made.extend([TokenTree::Ident(Ident::new(name, self.at))]),
                },
                Template::Crate => self.crate_name(&mut made),
                Template::Repeat(repeat) => self.repeat(repeat, rounds, &mut made)?,
            }
        }
        Some(made)
    }

    fn here(&self, mut token: TokenTree) -> TokenTree {
        token.set_span(self.at);
        token
    }

    fn crate_name(&self, made: &mut TokenStream) {
        let name = self.krate.unwrap_or("crate");
        if syn::parse_str::<Ident>(name).is_ok() || name == "crate" {
            made.extend([TokenTree::Ident(Ident::new(name, self.at))]);
        }
    }

    fn value(&mut self, binding: &Binding, rounds: &[usize]) -> Option<TokenStream> {
        let tokens = match descend(binding, rounds)? {
            Binding::One(tokens) => tokens.clone(),
            Binding::Many(_) => return None,
        };
        self.left = self.left.checked_sub(size(&tokens, self.left))?;
        Some(tokens)
    }

    fn repeat(
        &mut self,
        repeat: &Repeat<Template>,
        rounds: &mut Vec<usize>,
        made: &mut TokenStream,
    ) -> Option<()> {
        let count = self.count(&repeat.inner, rounds)?;
        for round in 0..count {
            if round > 0 {
                self.left = self.left.checked_sub(repeat.separator.len())?;
                made.extend(repeat.separator.iter().map(|token| self.here(token.clone())));
            }
            // Rounds that make nothing must end, too.
            self.left = self.left.checked_sub(1)?;
            rounds.push(round);
            let one = self.run(&repeat.inner, rounds);
            rounds.pop();
            made.extend(one?);
        }
        Some(())
    }

    /// How often the variables inside a repetition are there.
    fn count(&self, inner: &[Template], rounds: &[usize]) -> Option<usize> {
        inner.iter().find_map(|part| match part {
            Template::Variable(name) => match descend(self.bindings.get(name)?, rounds)? {
                Binding::Many(list) => Some(list.len()),
                Binding::One(_) => None,
            },
            Template::Group(_, inner) | Template::Repeat(Repeat { inner, .. }) => self.count(inner, rounds),
            Template::Token(_) | Template::Crate => None,
        })
    }
}

/// The binding for the rounds that are being made; one that is not repeated so deep is the same in all.
fn descend<'b>(binding: &'b Binding, rounds: &[usize]) -> Option<&'b Binding> {
    let mut at = binding;
    for round in rounds {
        match at {
            Binding::One(_) => return Some(at),
            Binding::Many(list) => at = list.get(*round)?,
        }
    }
    Some(at)
}

/// The number of tokens, counted up to a bound and without recursion.
pub(super) fn size(tokens: &TokenStream, bound: usize) -> usize {
    let mut count = 0;
    let mut open = vec![tokens.clone().into_iter()];
    while let Some(level) = open.last_mut() {
        match level.next() {
            Some(TokenTree::Group(group)) => {
                count += 2;
                open.push(group.stream().into_iter());
            }
            Some(_) => count += 1,
            None => drop(open.pop()),
        }
        if count > bound {
            break;
        }
    }
    count
}
