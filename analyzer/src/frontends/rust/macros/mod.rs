//! Macro invocations. Those that the analysed code defines by example are expanded; any other is read as the
//! expressions or items that it holds: a macro whose arguments are Rust, or nearly so, is a call site like any other.

mod arguments;
mod by_example;
mod format;
mod item_macros;
mod known;
mod paste;
mod scan;
mod special;

use super::libraries;
use super::lowering::{Lowering, line};
use crate::facts::body::{Expr, ExprId, MacroCall, MacroKind};
use crate::facts::gap::GapKind;

pub(super) use arguments::Argument;
pub(super) use by_example::{Expansions, MacroIndex};
pub(super) use item_macros::items_of_impl;

/// How a macro's tokens are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Expressions between commas, some of them named.
    Arguments,
    /// The same without literals: they are messages for people.
    Messages,
    /// Expressions of which the one at that place is a format text.
    Format(usize),
    /// Pieces of one text.
    Concat,
    /// `matches!(value, pattern if guard)`.
    Matches,
    /// `select! { pattern = future => value, … }`.
    Select,
    /// `json!({ "key": value })`.
    Json,
    /// A type, then expressions.
    TypeThenArguments,
    /// The path of a text file, then expressions; `typed` if a type stands before it.
    FileThenArguments { typed: bool },
    /// `a as b, c as d`: names of the first for the second.
    Aliases,
    /// Nothing in it is an expression.
    Nothing,
}

impl Lowering {
    /// A macro in the place of an expression or statement.
    pub(super) fn macro_expr(&mut self, mac: &syn::Macro) -> ExprId {
        let Some(last) = mac.path.segments.last() else { return self.push(Expr::Missing, 0) };
        let at = line(last.ident.span());
        if let Some(made) = self.expanded(mac, |inner, tokens| inner.made_value(tokens, at)) {
            return made;
        }
        if !self.may_read(mac) {
            return self.push(Expr::Missing, at);
        }
        let name = self.name(&last.ident);
        if paste::is_paste(name.as_str()) {
            return self.made_value(paste::pasted(mac.tokens.clone()), at);
        }
        let (what, reading) = libraries::reads_macro(name.as_str(), &mac.path)
            .or_else(|| known::reading(name.as_str()))
            .unwrap_or((MacroKind::Unknown, Reading::Arguments));
        match reading {
            Reading::Matches => {
                if let Some(made) = self.matches_macro(mac, at) {
                    return made;
                }
            }
            Reading::Aliases => {
                if let Some(made) = self.alias_macro(mac, at) {
                    return made;
                }
            }
            _ => {}
        }
        let (args, format) = self.macro_inside(mac, reading, at);
        let path = self.path(&mac.path);
        self.push(Expr::Macro(Box::new(MacroCall { path, args, format, what })), at)
    }

    fn macro_inside(
        &mut self,
        mac: &syn::Macro,
        reading: Reading,
        at: u32,
    ) -> (Box<[ExprId]>, Option<Box<crate::facts::body::FormatText>>) {
        if reading == Reading::Nothing || mac.tokens.is_empty() {
            return (Box::default(), None);
        }
        let read = match reading {
            Reading::Select => self.select_arms(mac).map(|args| (args, None)),
            Reading::Json => self.json_values(mac).map(|args| (args, None)),
            Reading::TypeThenArguments => self.type_then_arguments(mac).map(|args| (args, None)),
            Reading::FileThenArguments { typed } => {
                self.file_then_arguments(mac, typed, at).map(|args| (args, None))
            }
            _ => self.plain_arguments(mac, reading),
        };
        match read {
            Some((args, format)) => (args.into_boxed_slice(), format),
            None => (self.scanned(mac, reading, at), None),
        }
    }

    fn plain_arguments(
        &mut self,
        mac: &syn::Macro,
        reading: Reading,
    ) -> Option<(Vec<ExprId>, Option<Box<crate::facts::body::FormatText>>)> {
        let args = mac.parse_body_with(arguments::arguments).ok()?;
        Some(match reading {
            Reading::Format(at) => self.format_macro(&args, at),
            Reading::Concat => self.concat_macro(&args),
            _ => (self.argument_values(&args, reading == Reading::Messages), None),
        })
    }

    pub(super) fn argument_values(&mut self, args: &[Argument], messages: bool) -> Vec<ExprId> {
        let told = args.iter().filter(|arg| !messages || !matches!(arg.value, syn::Expr::Lit(_)));
        // What has a name is an option, and stands anywhere.
        let (named, rest): (Vec<&Argument>, Vec<&Argument>) = told.partition(|arg| arg.name.is_some());
        rest.into_iter().chain(named).map(|arg| self.expr(&arg.value)).collect()
    }

    /// What can be found in tokens that do not read as the macro's usual arguments.
    fn scanned(&mut self, mac: &syn::Macro, reading: Reading, at: u32) -> Box<[ExprId]> {
        let found = self.scan(mac.tokens.clone());
        let silent = matches!(reading, Reading::Messages | Reading::Format(_) | Reading::Concat);
        if found.is_empty() && !silent && scan::holds_call(mac.tokens.clone()) {
            let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            self.gap(GapKind::UnknownMacro, at, format!("the arguments of `{name}!` are not understood"));
        }
        found.into_boxed_slice()
    }
}
