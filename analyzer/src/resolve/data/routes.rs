//! Entry points that calls register: which functions a router is given, under which path and method.

use super::effects::Site;
use super::eval::{Evaluator, RouteSite};
use super::texts;
use super::value::Value;
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId};
use crate::facts::item::EntryKind;
use crate::facts::model::CallEffect;
use crate::resolve::defs::Def;

impl Evaluator<'_, '_> {
    pub(super) fn entry_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        let (handlers, name, kind) = match effect {
            CallEffect::Route { path, handlers } => (handlers, Some(path), EntryKind::Http),
            CallEffect::Entry { arg, name, kind } => (arg, name, kind),
            _ => return,
        };
        let name = name.and_then(|n| match site.value(n) {
            Value::Text(text) => texts::render(&text).first().map(|(t, _)| t.clone()),
            _ => None,
        });
        let Some(at) = site.arg(handlers) else { return };
        let mut found = Vec::new();
        self.handlers_in(at, None, &mut found);
        for (function, method, line) in found {
            self.noted.routes.push(RouteSite { function, kind, method, name: name.clone(), line });
        }
    }

    /// Functions that are named, not called, inside an expression, with the HTTP method of the call around them.
    pub(super) fn handlers_in(
        &self,
        id: ExprId,
        method: Option<Name>,
        out: &mut Vec<(crate::resolve::defs::FnId, Option<Name>, u32)>,
    ) {
        match self.body.expr(id) {
            Expr::Path(_) => {
                if let Some(Def::Function(function)) = self.types.path(id)
                    && self.context.impls.signatures.names.defs.is_own(function)
                {
                    out.push((function, method, self.body.line(id)));
                }
            }
            Expr::Call { callee, args } => {
                let named = match self.body.expr(*callee) {
                    Expr::Path(path) => path.last().and_then(http_method),
                    _ => None,
                };
                args.iter().for_each(|a| self.handlers_in(*a, named.or(method), out));
            }
            Expr::Method(call) => {
                let named = http_method(call.name).or_else(|| self.method_of_receiver(call.receiver));
                self.handlers_in(call.receiver, method, out);
                call.args.iter().for_each(|a| self.handlers_in(*a, named.or(method), out));
            }
            Expr::Ref(inner) => self.handlers_in(*inner, method, out),
            Expr::Macro(call) => call.args.iter().for_each(|a| self.handlers_in(*a, method, out)),
            _ => {}
        }
    }

    /// `web::post().to(handler)`: the method stands before.
    pub(super) fn method_of_receiver(&self, id: ExprId) -> Option<Name> {
        match self.body.expr(id) {
            Expr::Call { callee, .. } => match self.body.expr(*callee) {
                Expr::Path(path) => path.last().and_then(http_method),
                _ => None,
            },
            Expr::Method(call) => http_method(call.name).or_else(|| self.method_of_receiver(call.receiver)),
            _ => None,
        }
    }
}

fn http_method(name: Name) -> Option<Name> {
    let known = matches!(name.as_str(), "get" | "post" | "put" | "delete" | "patch" | "head" | "options");
    known.then(|| Name::from(&name.to_ascii_uppercase()))
}
