//! Entry points that calls register: which functions a router is given, under which path and method.

use super::effects::Site;
use super::eval::{Evaluator, Prefix, RouteSite};
use super::texts;
use super::value::Value;
use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId};
use crate::facts::item::EntryKind;
use crate::facts::model::CallEffect;
use crate::resolve::defs::{Def, FnId};

impl Evaluator<'_, '_> {
    pub(super) fn entry_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        let text = |arg| match site.value(arg) {
            Value::Text(text) => texts::render(&text).first().map(|(t, _)| t.clone()),
            _ => None,
        };
        let (handlers, name, kind) = match effect {
            CallEffect::Route { path, handlers } => (handlers, text(path), EntryKind::Http),
            CallEffect::Entry { arg, name, kind } => (arg, name.and_then(text), kind),
            CallEffect::Nest { path, inner } => {
                self.note_prefix(site.id, site.arg(inner), text(path), false);
                return;
            }
            CallEffect::Under { path } => {
                self.noted.prefixes.push(Prefix {
                    site: site.id,
                    inner: None,
                    route: false,
                    text: text(path).unwrap_or_else(|| texts::UNKNOWN.to_string()),
                });
                return;
            }
            _ => return,
        };
        let Some(at) = site.arg(handlers) else { return };
        if let CallEffect::Route { .. } = effect {
            self.note_prefix(site.id, Some(at), name.clone(), true);
        }
        if let (EntryKind::Job | EntryKind::Consumer | EntryKind::Rpc, Expr::Closure(_) | Expr::Block(_)) =
            (kind, self.body.expr(at))
        {
            self.note_scheduled(at, kind, name.as_deref());
            return;
        }
        let own = match self.body.expr(site.id) {
            Expr::Method(call) => http_method(call.name),
            _ => None,
        };
        let method = own.or_else(|| site.receiver.and_then(|receiver| self.method_of_receiver(receiver)));
        let mut found = Vec::new();
        self.handlers_in(at, method, &mut found);
        for (function, method, at) in found {
            let line = self.body.line(at);
            self.noted.routes.push(RouteSite { function, kind, method, name: name.clone(), line, at });
        }
    }

    fn note_prefix(&mut self, site: ExprId, inner: Option<ExprId>, text: Option<String>, route: bool) {
        if inner.is_some() {
            let text = text.unwrap_or_else(|| texts::UNKNOWN.to_string());
            self.noted.prefixes.push(Prefix { site, inner, route, text });
        }
    }

    /// Functions that are named, not called, inside an expression, with the HTTP method of the call around them.
    pub(super) fn handlers_in(
        &self,
        id: ExprId,
        method: Option<Name>,
        out: &mut Vec<(FnId, Option<Name>, ExprId)>,
    ) {
        match self.body.expr(id) {
            Expr::Path(_) => {
                if let Some(Def::Function(function)) = self.types.path(id)
                    && self.context.impls.signatures.names.defs.is_own(function)
                {
                    out.push((function, method, id));
                }
            }
            Expr::Call { callee, args } => {
                let named = match self.body.expr(*callee) {
                    Expr::Path(path) => path.last().and_then(http_method),
                    _ => None,
                };
                let documented = documented(self.body, id);
                let args = args.iter().take(if documented { 1 } else { usize::MAX });
                args.for_each(|a| self.handlers_in(*a, named.or(method), out));
            }
            Expr::Method(call) => {
                let named = http_method(call.name).or_else(|| self.method_of_receiver(call.receiver));
                self.handlers_in(call.receiver, method, out);
                let args = call.args.iter().take(if documented(self.body, id) { 1 } else { usize::MAX });
                args.for_each(|a| self.handlers_in(*a, named.or(method), out));
            }
            Expr::Closure(closure) => self.handed_in(closure.body, method, out),
            // `{ use m; m::create }`, as macros write it.
            Expr::Block(block) => block.tail.iter().for_each(|tail| self.handlers_in(*tail, method, out)),
            Expr::Ref(inner) => self.handlers_in(*inner, method, out),
            Expr::Macro(call) => call.args.iter().for_each(|a| self.handlers_in(*a, method, out)),
            _ => {}
        }
    }

    /// What a closure hands on to what wraps it: `|request| traced(request, list_users)`. What is done with the answer is named
    /// by methods, and serves nobody.
    fn handed_in(&self, id: ExprId, method: Option<Name>, out: &mut Vec<(FnId, Option<Name>, ExprId)>) {
        match self.body.expr(id) {
            Expr::Call { args, .. } => args.iter().for_each(|arg| match self.body.expr(*arg) {
                Expr::Path(_) => self.handlers_in(*arg, method, out),
                _ => self.handed_in(*arg, method, out),
            }),
            Expr::Method(call) => self.handed_in(call.receiver, method, out),
            Expr::Block(block) => block.tail.iter().for_each(|tail| self.handed_in(*tail, method, out)),
            Expr::Await(inner) | Expr::Try(inner) => self.handed_in(*inner, method, out),
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

/// `get_with(handler, docs)`: what follows the handler describes it.
fn documented(body: &Body, id: ExprId) -> bool {
    let name = match body.expr(id) {
        Expr::Method(call) => Some(call.name),
        Expr::Call { callee, .. } => match body.expr(*callee) {
            Expr::Path(path) => path.last(),
            _ => None,
        },
        _ => None,
    };
    name.is_some_and(|name| name.ends_with("_with") && http_method(name).is_some())
}

fn http_method(name: Name) -> Option<Name> {
    let bare = name.strip_prefix("typed_").unwrap_or(name.as_str());
    let bare = bare.strip_suffix("_with").or_else(|| bare.strip_suffix("_service")).unwrap_or(bare);
    let known = matches!(bare, "get" | "post" | "put" | "delete" | "patch" | "head" | "options" | "trace");
    known.then(|| Name::from(&bare.to_ascii_uppercase()))
}
