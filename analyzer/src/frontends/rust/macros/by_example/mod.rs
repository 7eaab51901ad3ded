//! Macros by example (`macro_rules!`) of the analysed code, expanded where they are invoked: what they make is read
//! like what is written out. Their rules are matched and transcribed by our own small engine over `syn`'s fragments:
//! the only other one to be had, rust-analyzer's, changes weekly and brings its whole data base along.
//!
//! Hygiene is left out: a local name of a template is in view at the invocation. Depth and size are bounded; what is
//! beyond, or matches no rule, is read as an unknown macro is.

mod index;
mod matching;
mod rules;
mod transcribe;

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use proc_macro2::TokenStream;
use rustc_hash::FxHashMap;
use syn::Stmt;
use syn::parse::Parser as _;

use super::{known, paste};
use crate::facts::body::{Expr, ExprId};
use crate::facts::gap::GapKind;
use crate::frontends::rust::lowering::{Lowering, line};
use crate::frontends::rust::{libraries, nesting};
use crate::source::FileId;

pub(in crate::frontends::rust) use index::MacroIndex;
use matching::Bindings;
use rules::{Rule, Template};
use transcribe::Transcriber;

/// How deep expansions may stand in expansions; real code needs about ten, and the compiler refuses more than 128.
const DEPTH: u32 = 64;

/// How many tokens one expansion may have.
const SIZE: usize = 1 << 20;

/// What one token counts for in the file's budget of bytes, and what any expansion does.
const TOKEN: usize = 8;
const EXPANSION: usize = 256;

type Rules = Option<Rc<Vec<Rule>>>;

/// What a file's lowering keeps about expansions.
#[derive(Default)]
pub(in crate::frontends::rust) struct Expansions {
    pub(in crate::frontends::rust) index: Arc<MacroIndex>,
    /// Rules that were read, by their definition's place.
    rules: FxHashMap<(FileId, u32), Rules>,
    around: Around,
}

/// The expansions inside which something is read.
#[derive(Clone, Copy, Default)]
struct Around {
    /// How many they are.
    depth: u32,
    /// The levels of nesting of all of them: they share the parser's stack.
    levels: u32,
}

impl Lowering {
    /// Expands the macro, if it is one of the analysed code's, and runs `read` on what it makes.
    pub(in crate::frontends::rust) fn expanded<T>(
        &mut self,
        mac: &syn::Macro,
        read: impl FnOnce(&mut Self, TokenStream) -> T,
    ) -> Option<T> {
        let around = self.expansions.around;
        let tokens = self.expand(mac)?;
        let made = read(self, tokens);
        self.expansions.around = around;
        Some(made)
    }

    /// The items that tokens made by a macro are.
    pub(super) fn made_items(&mut self, tokens: TokenStream) -> bool {
        let Ok(file) = syn::parse2::<syn::File>(tokens) else { return false };
        self.items(&file.items);
        true
    }

    /// The value of tokens that a macro made: an expression, or statements.
    pub(super) fn made_value(&mut self, tokens: TokenStream, at: u32) -> ExprId {
        if let Ok(expr) = syn::parse2::<syn::Expr>(tokens.clone()) {
            return self.expr(&expr);
        }
        match syn::Block::parse_within.parse2(tokens) {
            Ok(statements) => self.statements(&statements, false, at),
            Err(_) => {
                self.gap(GapKind::UnknownMacro, at, "what the macro makes does not read as an expression");
                self.push(Expr::Missing, at)
            }
        }
    }

    /// Runs `read` on a block's statements, those that macros make among them.
    pub(in crate::frontends::rust) fn with_expanded<T>(
        &mut self,
        stmts: &[Stmt],
        read: impl FnOnce(&mut Self, &[Stmt]) -> T,
    ) -> T {
        let around = self.expansions.around;
        let stmts = self.spliced(stmts);
        let made = read(self, &stmts);
        self.expansions.around = around;
        made
    }

    /// Statements with those that macros make in their place. The levels of the deepest stay taken.
    fn spliced<'s>(&mut self, stmts: &'s [Stmt]) -> Cow<'s, [Stmt]> {
        let is_macro = |stmt: &Stmt| matches!(stmt, Stmt::Macro(stmt) if self.own_macro(&stmt.mac).is_some());
        if !stmts.iter().any(is_macro) {
            return Cow::Borrowed(stmts);
        }
        let (around, mut deepest) = (self.expansions.around, self.expansions.around);
        let mut all = Vec::new();
        for stmt in stmts {
            self.expansions.around = around;
            match self.statements_of(stmt) {
                Some(mut made) => {
                    all.append(&mut made);
                    let now = self.expansions.around;
                    deepest.levels = deepest.levels.max(now.levels);
                    deepest.depth = deepest.depth.max(now.depth);
                }
                None => all.push(stmt.clone()),
            }
        }
        self.expansions.around = deepest;
        Cow::Owned(all)
    }

    fn statements_of(&mut self, stmt: &Stmt) -> Option<Vec<Stmt>> {
        let Stmt::Macro(stmt) = stmt else { return None };
        let tokens = self.expand(&stmt.mac)?;
        let mut made = syn::Block::parse_within.parse2(tokens).ok()?;
        if let (Some(semicolon), Some(Stmt::Expr(_, end @ None))) = (stmt.semi_token, made.last_mut()) {
            *end = Some(semicolon);
        }
        Some(self.spliced(&made).into_owned())
    }

    /// The analysed code's definition that an invocation means, by place.
    fn own_macro(&self, mac: &syn::Macro) -> Option<&index::Definition> {
        let path = &mac.path;
        let name = path.segments.last()?.ident.to_string();
        let first = &path.segments.first()?.ident;
        let is_path = path.segments.len() > 1;
        if is_path && self.expansions.index.leads_out(&first.to_string(), self.facts.file) {
            return None;
        }
        let of_own = is_path && ["crate", "self", "super"].iter().any(|word| first == word);
        let has_meaning = || {
            known::reading(&name).is_some()
                || libraries::reads_macro(&name, path).is_some()
                || libraries::makes_items(mac)
                || paste::is_paste(&name)
        };
        let elsewhere = of_own || !has_meaning();
        if is_path && !elsewhere {
            // `diesel::table!` is not the `table!` that stands around it in the file.
            return None;
        }
        self.expansions.index.find(&name, self.facts.file, line(first.span()), elsewhere)
    }

    /// What the macro makes; None if it is none of the analysed code's, or is not understood.
    fn expand(&mut self, mac: &syn::Macro) -> Option<TokenStream> {
        let definition = self.own_macro(mac)?;
        let key = (definition.file, definition.line);
        let krate = self.expansions.index.crate_of(definition, self.facts.file).map(str::to_owned);
        let rules = match self.expansions.rules.get(&key) {
            Some(rules) => rules.clone(),
            None => {
                let rules = rules::rules(&definition.rules).map(Rc::new);
                self.expansions.rules.insert(key, rules.clone());
                rules
            }
        };
        if self.expansions.around.depth == DEPTH {
            return self.given_up(mac, "expands without end");
        }
        let at = mac.path.segments.last()?.ident.span();
        let Some((template, bindings)) = rules.as_deref().and_then(|rules| self.fitting(rules, mac)) else {
            return self.given_up(mac, "has no rule that is understood to fit");
        };
        let mut writer = Transcriber { bindings: &bindings, at, krate: krate.as_deref(), left: SIZE };
        match writer.run(template, &mut Vec::new()) {
            Some(tokens) => self.enter(mac, tokens, SIZE - writer.left),
            None => self.given_up(mac, "makes more than is read"),
        }
    }

    /// The first rule that fits, by what it makes and with its variables.
    fn fitting<'r>(&mut self, rules: &'r [Rule], mac: &syn::Macro) -> Option<(&'r [Template], Bindings)> {
        let cost = EXPANSION + transcribe::size(&mac.tokens, SIZE) * TOKEN;
        rules.iter().find_map(|rule| {
            let bindings =
                self.may_parse(cost).then(|| matching::matches(&rule.matcher, mac.tokens.clone()))?;
            bindings.map(|bindings| (&rule.template[..], bindings))
        })
    }

    fn given_up(&mut self, mac: &syn::Macro, why: &str) -> Option<TokenStream> {
        let last = &mac.path.segments.last()?.ident;
        let what = format!("`{last}!` {why}");
        let place = self.place(line(last.span()));
        // A statement's macro is tried as statements and then as a value.
        if self.facts.gaps.last().is_none_or(|gap| gap.place != place || gap.what != what) {
            self.gap(GapKind::UnknownMacro, place.line, what);
        }
        None
    }

    /// Takes room for an expansion: in the budget, and on the parser's stack.
    fn enter(&mut self, mac: &syn::Macro, tokens: TokenStream, size: usize) -> Option<TokenStream> {
        let levels = self.expansions.around.levels + nesting::levels(&tokens.to_string());
        if levels > nesting::LIMIT || !self.may_parse(size.saturating_mul(TOKEN)) {
            return self.given_up(mac, "makes more than is read");
        }
        self.expansions.around = Around { depth: self.expansions.around.depth + 1, levels };
        Some(tokens)
    }
}
