//! What lowering one file carries along: the facts made so far, the scope and body that are being read.
//!
//! Only the bookkeeping; what a construct becomes is said by the sibling modules, each of which adds methods.

use std::fmt::Write as _;
use std::sync::Arc;

use proc_macro2::{Ident, Span};

use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId, Pat, PatId};
use crate::facts::file::{FileFacts, OrderKey, SchemaFacts};
use crate::facts::gap::{Gap, GapKind};
use crate::facts::item::{Scope, ScopeId};
use crate::facts::place::Place;
use crate::facts::schema::{Change, Ddl, SchemaSource};
use crate::source::FileId;

use super::derives::OwnDerives;
use super::macros::{Expansions, MacroIndex};

/// How many bytes of macros are parsed in one file at most, in seconds about ten. What stands in a macro in a macro
/// is parsed once for each, and what is only nearly Rust is tried at one place after the other: input could make
/// that take for ever. Real files stay below a hundredth of it.
const MACRO_BUDGET: usize = 32 << 20;

/// The state of lowering one file.
pub(super) struct Lowering {
    pub(super) facts: FileFacts,
    /// The scope to which what is read next belongs.
    pub(super) scope: ScopeId,
    /// Whether all around is only compiled for tests.
    pub(super) test: bool,
    /// Whether the bodies of test code are left out, and whether all of the file is such by its place.
    leaves_tests: bool,
    among_tests: bool,
    /// The body that expressions are added to.
    pub(super) body: Body,
    pub(super) expansions: Expansions,
    /// Derives that the analysed code defines.
    pub(super) derives: Arc<OwnDerives>,
    /// How many more bytes of macros may be read in this file.
    budget: usize,
    /// A buffer for the text of identifiers: they are interned, never kept.
    text: String,
}

impl Lowering {
    pub(super) fn new(file: FileId) -> Self {
        let own = Scope { parent: None, name: None, is_block: false, test: false };
        Lowering {
            facts: FileFacts { file, scopes: vec![own], ..FileFacts::default() },
            scope: ScopeId(0),
            test: false,
            leaves_tests: false,
            among_tests: false,
            body: Body::default(),
            expansions: Expansions::default(),
            derives: Arc::default(),
            budget: MACRO_BUDGET,
            text: String::new(),
        }
    }

    /// With the macros that the analysed code defines.
    pub(super) fn expanding(mut self, index: Arc<MacroIndex>) -> Self {
        self.expansions.index = index;
        self
    }

    /// With the derives that the analysed code defines.
    pub(super) fn deriving(mut self, derives: Arc<OwnDerives>) -> Self {
        self.derives = derives;
        self
    }

    /// Without what functions of test code do, `among_tests` being whether the file's place makes all of it such.
    pub(super) fn leaving_tests(mut self, among_tests: bool) -> Self {
        (self.leaves_tests, self.among_tests) = (true, among_tests);
        self
    }

    /// The whole file is only compiled for tests.
    pub(super) fn is_test(&mut self) {
        self.test = true;
        self.facts.scopes[0].test = true;
    }

    /// Whether what a function does is read, `test` being what its own attributes say.
    pub(super) fn reads_bodies(&self, test: bool) -> bool {
        !self.leaves_tests || !(self.test || test || self.among_tests)
    }

    /// The facts of the file, without room to spare: they stay until all files are resolved.
    pub(super) fn finish(self) -> FileFacts {
        let mut facts = self.facts;
        facts.scopes.shrink_to_fit();
        facts.imports.shrink_to_fit();
        facts.modules.shrink_to_fit();
        facts.functions.shrink_to_fit();
        facts.types.shrink_to_fit();
        facts.impls.shrink_to_fit();
        facts.traits.shrink_to_fit();
        facts.consts.shrink_to_fit();
        facts.handles.shrink_to_fit();
        facts
    }

    /// The interned name of an identifier, without the `r#` of a raw one.
    pub(super) fn name(&mut self, ident: &Ident) -> Name {
        self.text.clear();
        write!(self.text, "{ident}").expect("writing to a String cannot fail");
        Name::from(self.text.strip_prefix("r#").unwrap_or(&self.text))
    }

    pub(super) fn push(&mut self, expr: Expr, line: u32) -> ExprId {
        let id = ExprId(self.body.exprs.len() as u32);
        self.body.exprs.push(expr);
        self.body.lines.push(line);
        id
    }

    pub(super) fn push_pat(&mut self, pat: Pat) -> PatId {
        let id = PatId(self.body.pats.len() as u32);
        self.body.pats.push(pat);
        id
    }

    /// Runs `read` on an empty body and gives what it made of it. The body around is left as it was.
    pub(super) fn in_own_body(&mut self, read: impl FnOnce(&mut Self)) -> Box<Body> {
        let around = std::mem::take(&mut self.body);
        read(self);
        let mut made = std::mem::replace(&mut self.body, around);
        made.exprs.shrink_to_fit();
        made.lines.shrink_to_fit();
        made.pats.shrink_to_fit();
        made.params.shrink_to_fit();
        Box::new(made)
    }

    /// Runs `read` in a new scope below the present one.
    pub(super) fn in_scope<T>(
        &mut self,
        name: Option<Name>,
        test: bool,
        read: impl FnOnce(&mut Self) -> T,
    ) -> (ScopeId, T) {
        let id = ScopeId(self.facts.scopes.len() as u32);
        let test = self.test || test;
        self.facts.scopes.push(Scope { parent: Some(self.scope), name, is_block: name.is_none(), test });
        let around = (std::mem::replace(&mut self.scope, id), std::mem::replace(&mut self.test, test));
        let made = read(self);
        (self.scope, self.test) = around;
        (id, made)
    }

    /// Runs `read` marked as test code if `test` says so.
    pub(super) fn marked<T>(&mut self, test: bool, read: impl FnOnce(&mut Self) -> T) -> T {
        let around = self.test;
        self.test |= test;
        let made = read(self);
        self.test = around;
        made
    }

    /// Whether tokens of that many bytes may still be parsed; if so, they are paid for.
    pub(super) fn may_parse(&mut self, bytes: usize) -> bool {
        match self.budget.checked_sub(bytes) {
            Some(rest) => {
                self.budget = rest;
                true
            }
            None => false,
        }
    }

    /// The same for the tokens of a macro. If not, a gap says so.
    pub(super) fn may_read(&mut self, mac: &syn::Macro) -> bool {
        let span = mac.delimiter.span().join();
        let may = self.may_parse(span.byte_range().len());
        if !may {
            self.gap(GapKind::UnknownMacro, line(span), "too many macros in macros to read them all");
        }
        may
    }

    pub(super) fn place(&self, line: u32) -> Place {
        Place::new(self.facts.file, line)
    }

    /// What is not understood in tests is no loss: their code is no part of the program.
    pub(super) fn gap(&mut self, kind: GapKind, line: u32, what: impl Into<String>) {
        if self.test {
            return;
        }
        let place = self.place(line);
        self.facts.gaps.push(Gap { place, kind, what: what.into() });
    }

    /// Adds a change to the schema that code declares.
    pub(super) fn declare(&mut self, line: u32, change: Change) {
        let place = self.place(line);
        let schema = self.facts.schema.get_or_insert_with(|| SchemaFacts {
            source: SchemaSource::Code,
            tree: String::new(),
            order: OrderKey::default(),
            changes: Vec::new(),
        });
        schema.changes.push(Ddl { place, change });
    }
}

/// The line on which a span begins.
pub(super) fn line(span: Span) -> u32 {
    span.start().line as u32
}
