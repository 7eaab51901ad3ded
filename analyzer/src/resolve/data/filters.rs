//! Routes that are chains of filters, as in warp: the path and the method are what the filters before a handler ask
//! for. Filters are followed through locals and through functions of the analysed code that only make one.

use super::effects::Site;
use super::eval::{Evaluator, Prefix, RouteSite};
use super::inline::Bodies;
use super::rules::is_of;
use super::steps::Steps;
use super::texts;
use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId, Literal, Pat, Statement};
use crate::facts::item::EntryKind;
use crate::facts::model::CallEffect;
use crate::resolve::defs::Definitions;
use crate::resolve::types::bodies::{BodyTypes, Callee};

/// Filters made of filters, and functions that make them, are followed this deep.
const MAX_DEPTH: u8 = 24;

/// What a chain of filters asks for.
#[derive(Default)]
struct Chain {
    path: Vec<String>,
    method: Option<Name>,
    /// A filter of the library was seen.
    known: bool,
}

impl Evaluator<'_, '_> {
    pub(super) fn filter_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        let (CallEffect::Filtered { arg } | CallEffect::FilterAnd { arg }) = effect else { return };
        let (Some(at), Some(receiver)) = (site.arg(arg), site.receiver) else { return };
        let defs = self.context.impls.signatures.names.defs;
        let reader = Reader { defs, bodies: self.context.bodies, body: self.body, types: self.types };
        let mut chain = Chain::default();
        reader.read(receiver, 0, &mut chain);
        if !chain.known {
            return;
        }
        let handles = matches!(effect, CallEffect::Filtered { .. });
        let text = chain.path.join("/");
        self.noted.prefixes.push(Prefix {
            site: site.id,
            inner: Some(at),
            route: handles,
            text: text.clone(),
        });
        if !handles {
            return;
        }
        let mut found = Vec::new();
        self.handlers_in(at, chain.method, &mut found);
        if let Expr::Closure(_) = self.body.expr(at) {
            let steps = Steps { defs, body: self.body, types: self.types, apart: &|_| false }.of(at);
            found.extend(steps.into_iter().map(|(function, at)| (function, chain.method, at)));
        }
        for (function, method, at) in found {
            let line = self.body.line(at);
            let name = Some(text.clone());
            self.noted.routes.push(RouteSite { function, kind: EntryKind::Http, method, name, line, at });
        }
    }
}

struct Reader<'r, 'a> {
    defs: &'r Definitions<'a>,
    bodies: &'r Bodies<'a>,
    body: &'r Body,
    types: &'r BodyTypes,
}

impl Reader<'_, '_> {
    fn read(&self, id: ExprId, depth: u8, chain: &mut Chain) {
        if depth > MAX_DEPTH {
            return;
        }
        match self.body.expr(id) {
            Expr::Method(call) => {
                self.read(call.receiver, depth + 1, chain);
                if let ("and", Some(more)) = (call.name.as_str(), call.args.first()) {
                    self.read(*more, depth + 1, chain);
                }
            }
            Expr::Call { callee, args } => self.call(id, *callee, args, depth, chain),
            Expr::Macro(call) if call.path.last().is_some_and(|last| last == "path") => {
                chain.known = true;
                call.args.iter().for_each(|arg| self.pieces(*arg, chain));
            }
            Expr::Path(path) => {
                if let Some(value) = path.single().and_then(|name| self.local(name, id)) {
                    self.read(value, depth + 1, chain);
                }
            }
            Expr::Ref(inner) => self.read(*inner, depth + 1, chain),
            Expr::Block(block) => {
                if let Some(tail) = block.tail {
                    self.read(tail, depth + 1, chain);
                }
            }
            _ => {}
        }
    }

    fn call(&self, id: ExprId, callee: ExprId, args: &[ExprId], depth: u8, chain: &mut Chain) {
        match self.types.callee(id) {
            Some(Callee::Function { function, .. }) if self.defs.is_own(*function) => {
                let facts = self.defs.function(*function);
                if let (Some(body), Some(types)) = (&facts.body, self.bodies.function(*function))
                    && let Some(root) = body.root
                {
                    let inner = Reader { defs: self.defs, bodies: self.bodies, body, types };
                    inner.read(root, depth + 4, chain);
                }
            }
            Some(Callee::External(path)) if is_of(path, "warp") => {
                chain.known = true;
                self.filter(callee, args, chain);
            }
            _ => {}
        }
    }

    /// A filter that the library gives.
    fn filter(&self, callee: ExprId, args: &[ExprId], chain: &mut Chain) {
        let Expr::Path(path) = self.body.expr(callee) else { return };
        match path.last().map(|last| last.as_str()) {
            Some("path") => args.iter().for_each(|arg| self.pieces(*arg, chain)),
            Some("param" | "tail") => chain.path.push(texts::UNKNOWN.to_string()),
            Some(method @ ("get" | "post" | "put" | "delete" | "patch" | "head" | "options")) => {
                chain.method = Some(Name::from(&method.to_ascii_uppercase()));
            }
            _ => {}
        }
    }

    /// `"users" / u32 / "posts"`: pieces of a path, a type for each that a value fills.
    fn pieces(&self, id: ExprId, chain: &mut Chain) {
        match self.body.expr(id) {
            Expr::Literal(Literal::Str(text)) => chain.path.push(text.to_string()),
            Expr::Binary { left, right, .. } => {
                self.pieces(*left, chain);
                self.pieces(*right, chain);
            }
            Expr::Path(_) => chain.path.push(texts::UNKNOWN.to_string()),
            _ => {}
        }
    }

    /// The last value that a local was bound to before it is used.
    fn local(&self, name: Name, used: ExprId) -> Option<ExprId> {
        let statements = self.body.exprs.iter().filter_map(|expr| match expr {
            Expr::Block(block) => Some(&block.statements),
            _ => None,
        });
        let values = statements.flat_map(|all| all.iter()).filter_map(|statement| match statement {
            Statement::Let { pat, value: Some(value), .. } => match self.body.pat(*pat) {
                Pat::Bind { name: own, .. } if *own == name && *value < used => Some(*value),
                _ => None,
            },
            _ => None,
        });
        values.max()
    }
}
