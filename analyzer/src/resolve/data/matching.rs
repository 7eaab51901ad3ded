//! Which rule fits a call: by its path, by what its receiver is worth, by its receiver's type.

use super::eval::Evaluator;
use super::rules::{Rule, ends, is_named, is_of};
use super::value::Value;
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, MethodCall};
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallMatcher};
use crate::resolve::defs::{Def, Owned};
use crate::resolve::types::bodies::Callee;
use crate::resolve::types::ty::{Bound, TraitRef, Ty};

impl Evaluator<'_, '_> {
    pub(super) fn function_rule(&self, id: ExprId) -> Option<Rule> {
        let Expr::Call { callee, .. } = self.body.expr(id) else { return None };
        let external = self.foreign_path(self.types.callee(id)?);
        let last = match (external, self.body.expr(*callee)) {
            (Some(path), _) => Name::from(ends(&path).1),
            (None, Expr::Path(path)) => path.last()?,
            _ => return None,
        };
        let rules = &self.context.rules;
        rules.named(&last).iter().copied().find(|rule| match rule.matches {
            CallMatcher::Function { krate, .. } => match external {
                Some(path) => is_of(&path, krate),
                // A name that a glob of the crate may have brought in.
                None => matches!(self.types.callee(id), Some(Callee::Unknown)) && self.globs(krate),
            },
            _ => false,
        })
    }

    /// The rule about a function or variant that the declarations of a library know, and the type it is called on.
    pub(super) fn declared_rule(&self, id: ExprId) -> Option<(Rule, Ty)> {
        let names = self.context.impls.signatures.names;
        let defs = names.defs;
        let (krate, owner, name, on) = match (self.types.callee(id), self.types.path(id)) {
            (Some(Callee::Function { function, on, .. }), _) if !defs.is_own(*function) => {
                let owner = match defs.owner_of(*function)? {
                    Owned::Trait(of) => defs.trait_(of).name,
                    Owned::Impl(of) => match &self.context.impls.signatures.impl_head(of).self_ty {
                        Ty::Adt(of, _) => defs.type_(*of).name,
                        _ => return None,
                    },
                };
                let krate = self.context.krate_of(defs.module_of_function(*function))?;
                (krate, owner, defs.function(*function).name, on.clone())
            }
            (Some(&Callee::Constructor(Def::Variant(of, variant))), _)
            | (None, Some(Def::Variant(of, variant))) => {
                let krate = self.context.krate_of(defs.module_of_type(of))?;
                (krate, defs.type_(of).name, defs.variant(of, variant)?.name, Ty::Unknown)
            }
            _ => return None,
        };
        let fits = |rule: &&Rule| match rule.matches {
            CallMatcher::Declared { krate: wanted, owner: of, .. } => krate == wanted && owner == of,
            _ => false,
        };
        self.context.rules.named(&name).iter().find(fits).map(|rule| (*rule, on))
    }

    /// The path of a function of another crate, declared or not.
    fn foreign_path(&self, callee: &Callee) -> Option<Name> {
        match callee {
            Callee::External(path) => Some(*path),
            Callee::Function { function, .. } => self.crate_of(Def::Function(*function)),
            _ => None,
        }
    }

    /// The path of what another crate has, declared or not: its crate and its name.
    pub(super) fn crate_of(&self, def: Def) -> Option<Name> {
        let defs = self.context.impls.signatures.names.defs;
        match def {
            Def::External(path) => Some(path),
            Def::Function(function) if !defs.is_own(function) => {
                let krate = self.context.krate_of(defs.module_of_function(function))?;
                Some(Name::from(&format!("{krate}::{}", defs.function(function).name)))
            }
            _ => None,
        }
    }

    pub(super) fn globs(&self, krate: &str) -> bool {
        let names = self.context.impls.signatures.names;
        let file = &names.defs.files[self.file as usize];
        (0..file.scopes.len()).any(|scope| {
            let scope = crate::facts::item::ScopeId(u32::try_from(scope).unwrap_or(0));
            names.external_globs(names.defs.module(self.file, scope)).iter().any(|g| is_of(g, krate))
        })
    }

    pub(super) fn method_rule(&self, id: ExprId, call: &MethodCall, receiver: &Value) -> Option<Rule> {
        let own = self.own_callee(id).is_some();
        let fitting = self.context.rules.named(&call.name).iter().filter_map(|rule| {
            let certainty = self.method_fit(rule, call, receiver, own)?;
            Some((certainty, *rule))
        });
        fitting.min_by_key(|(certainty, _)| *certainty).map(|(_, rule)| rule)
    }

    /// How surely the rule is about the call, the surest least.
    fn method_fit(&self, rule: &Rule, call: &MethodCall, receiver: &Value, own: bool) -> Option<u8> {
        let fits = match rule.matches {
            CallMatcher::OnQuery { .. } => {
                let fits = match receiver {
                    Value::Query(query) => query.library.is_empty() || query.library == rule.library,
                    // Handles of tables are those of a library that the tree uses.
                    Value::Table(_) => self.named_by(rule.library).is_some(),
                    Value::None | Value::Text(_) | Value::Form(_) | Value::Tuple(_) => false,
                    _ => matches!(rule.effect, CallEffect::Equals | CallEffect::Mention),
                };
                fits && (!own || matches!(rule.effect, CallEffect::Mention))
            }
            CallMatcher::OnOwnQuery { .. } => {
                !own && matches!(receiver, Value::Query(query) if query.library == rule.library)
            }
            CallMatcher::OnTable { .. } => !own && matches!(receiver, Value::Table(_)),
            CallMatcher::OnType { krate, .. } => {
                if own || receiver.is_query_like() {
                    return None;
                }
                let certainty = self.may_be_of(call.receiver, krate)?;
                let certain = certainty == 0 || self.begins_in(call.receiver, krate);
                return self.arg_fits(rule, call, certain).then_some(certainty);
            }
            CallMatcher::OnText { krate, .. } => {
                // `"…".map(…)` is the crate's, and an option's `map` is not.
                let ty = self.types.ty(call.receiver);
                let text = matches!(ty, Ty::Unknown | Ty::Var(_)) || self.context.impls.is_text(ty);
                !own && text && matches!(receiver, Value::Text(_)) && self.named_by(krate).is_some()
            }
            CallMatcher::OnNamedType { krate, ty, .. } => {
                !own && self.is_named_type(call.receiver, krate, ty)
            }
            CallMatcher::OnForm { .. } => !own && self.form_of(call.receiver).is_some(),
            CallMatcher::Function { .. }
            | CallMatcher::Macro { .. }
            | CallMatcher::Declared { .. }
            | CallMatcher::OfFormType { .. }
            | CallMatcher::OfAnyType { .. } => false,
        };
        fits.then_some(0)
    }

    /// Whether a receiver is of that type of the crate, or has that trait of it, or is a wrapper of such a value.
    fn is_named_type(&self, receiver: ExprId, krate: &str, name: &str) -> bool {
        let defs = self.context.impls.signatures.names.defs;
        let mut ty = self.types.ty(receiver);
        loop {
            let inner = match ty {
                Ty::External(path, _) if is_named(path, krate, name) => return !ty.is_foreign(),
                Ty::Opaque(bounds) => {
                    let is = |bound: &Bound| matches!(bound.of, TraitRef::External(path) if is_named(&path, krate, name));
                    return bounds.iter().any(is);
                }
                Ty::External(_, args) => args.first(),
                Ty::Adt(id, _) if defs.is_own_type(*id) => return self.has_trait(ty, krate, name),
                Ty::Adt(id, args) if !defs.is_own_type(*id) => args.first(),
                _ => None,
            };
            let Some(inner) = inner else { return false };
            ty = inner;
        }
    }

    /// Whether the analysed code gives the type that trait of the crate.
    fn has_trait(&self, ty: &Ty, krate: &str, name: &str) -> bool {
        let impls = self.context.impls;
        impls.impls_covering(ty).into_iter().any(|id| match &impls.signatures.impl_head(id).of_trait {
            Some(Bound { of: TraitRef::External(path), .. }) => is_named(path, krate, name),
            _ => false,
        })
    }

    /// Whether a receiver may be of a type of that crate: it is, or it wraps one (0); or it is not known, and the
    /// crate is one that the package names (1) or another of the tree does (2). What a type of the analysed code does
    /// not have itself it has by `Deref`, so it is not known either.
    pub(super) fn may_be_of(&self, receiver: ExprId, krate: &str) -> Option<u8> {
        let defs = self.context.impls.signatures.names.defs;
        let mut ty = self.types.ty(receiver);
        loop {
            ty = match ty {
                Ty::External(path, _) if is_of(path, krate) => return Some(0),
                Ty::External(..) if ty.is_foreign() => return self.named_by(krate),
                Ty::External(_, args) => args.first()?,
                // `Lazy<Pool>`, `Arc<Client>`
                Ty::Adt(id, args)
                    if !defs.is_own_type(*id) && matches!(args.first(), Some(Ty::External(..))) =>
                {
                    &args[0]
                }
                _ => break,
            };
        }
        if matches!(ty, Ty::Prim(_) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Handle(_)) {
            return None;
        }
        self.named_by(krate)
    }

    /// Whether a chain of methods begins with a value of a type of that crate.
    fn begins_in(&self, receiver: ExprId, krate: &str) -> bool {
        let mut at = receiver;
        while let Expr::Method(call) = self.body.expr(at) {
            at = call.receiver;
        }
        at != receiver
            && matches!(self.types.ty(at), Ty::External(..))
            && self.may_be_of(at, krate) == Some(0)
    }

    /// Whether the file's package names the crate (1), or another package of the tree, or there is no manifest (2).
    fn named_by(&self, krate: &str) -> Option<u8> {
        let names = self.context.impls.signatures.names;
        let module = names.defs.module(self.file, crate::facts::item::ScopeId(0));
        match names.tree.module(module).krate.map(|own| &names.tree.krate(own).named) {
            Some(named) if named.contains(krate) => Some(1),
            _ => names.tree.may_use(krate).then_some(2),
        }
    }

    /// Rules over a receiver that is not known ask for an argument that shows what is meant.
    pub(super) fn arg_fits(&self, rule: &Rule, call: &MethodCall, certain: bool) -> bool {
        match rule.effect {
            CallEffect::TransactionBegin
            | CallEffect::TransactionCommit
            | CallEffect::TransactionRollback
                if certain =>
            {
                true
            }
            CallEffect::TransactionClosure { arg } => {
                call.args.get(usize::from(arg)).is_some_and(|a| self.closure_in(*a))
            }
            CallEffect::TransactionBegin
            | CallEffect::TransactionCommit
            | CallEffect::TransactionRollback => call.args.is_empty(),
            CallEffect::Route { handlers, .. } if call.args.len() <= usize::from(handlers) => false,
            CallEffect::Route { path, .. } => call.args.get(usize::from(path)).is_some_and(|a| {
                let said = matches!(
                    self.body.expr(*a),
                    Expr::Literal(_) | Expr::Path(_) | Expr::Ref(_) | Expr::Macro(_)
                );
                // `Login::route()`: what a function gives is a path where the router is known to be one.
                said || certain
            }),
            CallEffect::Receives | CallEffect::Reaches { .. } | CallEffect::InsertNamed { .. } => certain,
            CallEffect::Entry { arg, kind: EntryKind::Job | EntryKind::Consumer, .. } => {
                let given = call.args.get(usize::from(arg)).map(|a| self.body.expr(*a));
                matches!(given, Some(Expr::Path(_))) || (certain && given.is_some())
            }
            CallEffect::Entry { arg, .. } => call.args.get(usize::from(arg)).is_some(),
            _ => true,
        }
    }

    pub(super) fn closure_in(&self, id: ExprId) -> bool {
        match self.body.expr(id) {
            Expr::Closure(_) | Expr::Block(_) => true,
            // A callback that was handed in.
            Expr::Path(_) => matches!(self.types.ty(id), Ty::Fn(_) | Ty::Param(_)),
            Expr::Method(call) => self.closure_in(call.receiver),
            Expr::Call { args, .. } => args.iter().any(|a| self.closure_in(*a)),
            _ => false,
        }
    }

    pub(super) fn form_of(&self, id: ExprId) -> Option<crate::resolve::defs::TypeId> {
        self.context.forms.type_in(self.types.ty(id))
    }
}
