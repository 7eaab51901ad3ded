//! Generic functions over tables: what their parameters stand for where they are called.

use super::eval::Evaluator;
use super::value::{Query, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId};
use crate::facts::item::HandleKind;
use crate::facts::model::{CallEffect, CallMatcher};
use crate::facts::types::{PathRef, TypeExpr};
use crate::resolve::defs::{FnId, Owned};
use crate::resolve::types::bodies::Callee;
use crate::resolve::types::ty::{Bound, TraitRef, Ty};

/// Associated types of associated types are followed this deep.
const MAX_STEPS: u8 = 4;

impl Evaluator<'_, '_> {
    /// Hands on what the generics of a called function stand for, where that is a table or a row.
    pub(super) fn hand_generics(&mut self, call: ExprId) {
        let mut next = Vec::new();
        let callee = self.own_callee(call);
        for (name, ty) in self.types.generics(call) {
            let (ty, level) = self.concrete(ty);
            let forms = self.context.forms;
            let known =
                self.table_of_type(&ty).is_some() || matches!(ty, Ty::Adt(id, _) if !forms.of(id).is_empty());
            // A type that leads to a table: an associated type of a handler or a repository.
            let names = || callee.is_some_and(|function| self.names_by_trait(function, *name));
            let leads = matches!(ty, Ty::Adt(..)) && (name.as_str() == "Self" || names());
            if known || leads {
                next.push((*name, ty, level.saturating_add(1)));
            }
        }
        if let Some(own) = self.self_of(call).filter(|_| next.iter().all(|(name, ..)| *name != "Self")) {
            next.push(own);
        }
        self.next_generics = next;
    }

    /// What `Self` stands for in a trait's own function that is called by the name of a type: `Tagline::delete(…)`.
    fn self_of(&self, call: ExprId) -> Option<(Name, Ty, u8)> {
        let Some(Callee::Function { function, on, .. }) = self.types.callee(call) else { return None };
        let defs = self.context.impls.signatures.names.defs;
        let of_trait = matches!(defs.owner_of(*function), Some(Owned::Trait(_)));
        let (ty, level) = self.concrete(on);
        (of_trait && matches!(ty, Ty::Adt(..))).then_some((Name::from("Self"), ty, level.saturating_add(1)))
    }

    /// Whether a parameter of the function has a trait of the analysed code that names something for each type:
    /// `fn table_name() -> impl Iden`, `const TABLE: &'static str`.
    fn names_by_trait(&self, function: FnId, parameter: Name) -> bool {
        let signatures = self.context.impls.signatures;
        let defs = signatures.names.defs;
        let names = |bound: &Bound| {
            let TraitRef::Own(id) = bound.of else { return false };
            let functions = defs.assoc_functions.get(&Owned::Trait(id)).into_iter().flatten();
            let tells = |id: &FnId| {
                let one = signatures.function(*id);
                !one.has_receiver && one.params.is_empty() && one.ret != Ty::unit()
            };
            functions.into_iter().any(tells) || defs.assoc_consts.contains_key(&Owned::Trait(id))
        };
        let own = signatures.function(function).generics.iter().find(|one| one.name == parameter);
        own.is_some_and(|one| one.bounds.iter().any(names))
    }

    /// The function that the call runs where the type before it is known, and how many functions up it is known:
    /// `M::table_name()` of what `M` stands for. `Self` is handed on with it.
    pub(super) fn of_concrete(&mut self, callee: ExprId, function: FnId) -> (FnId, u8) {
        let Expr::Path(path) = self.body.expr(callee) else { return (function, 0) };
        let Some((ty, level)) = parameter(path).and_then(|name| self.generic(name)) else {
            return (function, 0);
        };
        let called = self.context.impls.signatures.names.defs.function(function).name;
        let Some(found) = self.context.impls.associated(&ty, called, &|_| Vec::new()) else {
            return (function, 0);
        };
        let own = Name::from("Self");
        self.next_generics.retain(|(name, ..)| *name != own);
        self.next_generics.push((own, ty, level.saturating_add(1)));
        (found.function, level)
    }

    /// `M::TABLE` of what `M`, or `Self` in a trait, stands for: known as many functions up as that is.
    pub(super) fn const_of_parameter(&mut self, id: ExprId) -> Option<Value> {
        let Expr::Path(path) = self.body.expr(id) else { return None };
        let (ty, level) = self.generic(parameter(path)?)?;
        let found = self.context.impls.associated_const(&ty, path.last()?)?;
        let value = self.const_value(found);
        Some((0..level).fold(value, |value, _| value.as_foreign()))
    }

    /// Whether it is said of a parameter that is only known where the function is called: `M::table_ref()`, `M::TABLE`.
    pub(super) fn is_of_open_parameter(&self, id: ExprId) -> bool {
        let id = match self.body.expr(id) {
            Expr::Call { callee, .. } => *callee,
            _ => id,
        };
        let Expr::Path(path) = self.body.expr(id) else { return false };
        parameter(path).is_some_and(|name| self.generic(name).is_none())
    }

    /// `<T as HasTable>::table()`: the table that the function's parameter stands for, or any.
    pub(super) fn table_of_parameter(&self, id: ExprId, callee: ExprId, args: &[ExprId]) -> Option<Value> {
        let Expr::Path(path) = self.body.expr(callee) else { return None };
        let name = path.last().filter(|_| args.is_empty() && self.own_callee(id).is_none())?;
        let rules = self.context.rules.named(&name).iter();
        let fits = |rule: &&super::rules::Rule| {
            matches!((rule.matches, rule.effect), (CallMatcher::OfAnyType { .. }, CallEffect::WholeTable))
        };
        let rule = rules.copied().find(|rule| fits(&rule))?;
        let (ty, level) = self.concrete(&Ty::Param(parameter(path)?));
        let query = Query {
            library: rule.library,
            target: self.table_of_type(&ty),
            foreign: level.max(1),
            ..Query::default()
        };
        Some(query.into())
    }

    /// The table that a type is, or of whose rows it is.
    fn table_of_type(&self, ty: &Ty) -> Option<Name> {
        let forms = self.context.forms;
        match ty {
            Ty::Adt(id, _) => forms.table_named_by(ty).or_else(|| forms.table_of(*id)),
            Ty::Handle(id) => match self.context.impls.signatures.names.defs.handle(*id).what {
                HandleKind::Table(name) => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    /// A type without the function's generics, and how many functions up these are known.
    pub(super) fn concrete(&self, ty: &Ty) -> (Ty, u8) {
        self.concrete_at(ty, 0)
    }

    fn concrete_at(&self, ty: &Ty, depth: u8) -> (Ty, u8) {
        match ty {
            Ty::Param(name) => self.generic(*name).unwrap_or((ty.clone(), 0)),
            Ty::Projection(projection) if depth < MAX_STEPS => {
                let (of, level) = self.concrete_at(&projection.of, depth + 1);
                match self.context.impls.assoc_type(&of, projection.as_trait, projection.name) {
                    Some(found) => (found, level),
                    // `<User as HasTable>::Table`: a derive says of which table its rows are.
                    None if projection.name.as_str() == "Table" && self.table_of_type(&of).is_some() => {
                        (of, level)
                    }
                    None => (ty.clone(), level),
                }
            }
            _ => (ty.clone(), 0),
        }
    }

    fn generic(&self, name: Name) -> Option<(Ty, u8)> {
        let found = self.generics.iter().rev().find(|(own, ..)| *own == name)?;
        Some((found.1.clone(), found.2))
    }
}

/// The name of the parameter before an associated function: `T` of `T::table`, `<T as HasTable>::table`.
fn parameter(path: &PathRef) -> Option<Name> {
    match (&path.qself, &*path.segments) {
        (Some(qself), _) => match &qself.ty {
            TypeExpr::Path(of) => of.single(),
            _ => None,
        },
        (None, [first, _]) => {
            let is_parameter = |name: &Name| *name == "Self" || name.chars().all(|c| !c.is_lowercase());
            Some(first.name).filter(is_parameter)
        }
        _ => None,
    }
}
