//! Paths in value position: locals, constants, functions, constructors, associated functions.

use super::{Callee, Reader};
use crate::facts::Name;
use crate::facts::body::ExprId;
use crate::facts::place::Certainty;
use crate::facts::types::{PathRef, Segment};
use crate::resolve::defs::{ConstId, Def, FnId, Owned};
use crate::resolve::names::Namespace;
use crate::resolve::types::impls::Found;
use crate::resolve::types::ty::{Bound, Substitution, TraitRef, Ty};

/// What a path in value position stands for.
pub(super) enum Value {
    Local(Ty),
    Def(Def),
    /// A function found through a type or bound.
    Assoc(Found, Ty),
    AssocConst(ConstId),
    /// A path into a crate or a type of another crate.
    External(Name),
    /// A function of a foreign type.
    ExternalAssoc(Ty),
    Unknown,
}

impl Reader<'_, '_> {
    pub(super) fn value_of(&mut self, path: &PathRef) -> Value {
        if let Some(name) = path.single()
            && let Some((_, ty)) = self.locals.iter().rev().find(|(n, _)| *n == name)
        {
            return Value::Local(ty.clone());
        }
        if let Some((ty, rest)) = self.typed_prefix(path) {
            return self.assoc_value(&ty, rest);
        }
        let Some(resolved) = self.scope.names.path(self.scope.module, path, Namespace::Value) else {
            return Value::Unknown;
        };
        let rest = &path.segments[resolved.used..];
        match resolved.def {
            Def::External(name) => Value::External(name),
            def if rest.is_empty() => Value::Def(def),
            Def::Trait(id) => self.trait_value(id, rest),
            _ => {
                let ty = self.scope.resolved_type(
                    path,
                    crate::resolve::names::Resolved { def: resolved.def, used: resolved.used },
                );
                // The rest became projections: take the type before them.
                let base = strip_projections(ty, rest.len());
                self.assoc_value(&base, rest)
            }
        }
    }

    /// `Self::…`, `T::…`, `<T>::…`, `<T as Trait>::…`: the type and what follows it.
    fn typed_prefix<'p>(&self, path: &'p PathRef) -> Option<(Ty, &'p [Segment])> {
        if let Some(qself) = &path.qself {
            let ty = self.scope.lower(&qself.ty);
            if let Some(of) = &qself.as_trait
                && let Some(bound) = self.scope.bound(of)
                && self.of_bound_only(&ty, &bound)
            {
                return Some((Ty::Opaque([bound].into()), &path.segments));
            }
            return Some((ty, &path.segments));
        }
        let first = path.segments.first()?;
        if path.global || path.segments.len() < 2 {
            let lone_self = first.name.as_str() == "Self";
            return if lone_self { Some((self.scope.self_ty.clone()?, &path.segments[1..])) } else { None };
        }
        if first.name.as_str() == "Self" {
            return Some((self.scope.self_ty.clone()?, &path.segments[1..]));
        }
        self.scope.params.contains(&first.name).then(|| (Ty::Param(first.name), &path.segments[1..]))
    }

    /// For `<T as Trait>::f` the bound decides where the type itself has no impl that is known.
    fn of_bound_only(&self, ty: &Ty, bound: &Bound) -> bool {
        match bound.of {
            TraitRef::Own(of) => self.impls.impl_of(&self.shallow(ty), of).is_none(),
            TraitRef::External(_) => false,
        }
    }

    fn trait_value(&mut self, id: crate::resolve::defs::TraitId, rest: &[Segment]) -> Value {
        let [segment] = rest else { return Value::Unknown };
        match self.impls.trait_function(id, segment.name) {
            Some((of, function)) => Value::Assoc(
                Found {
                    function,
                    certainty: Certainty::Certain,
                    substitution: Substitution(vec![(Name::from("Self"), self.hole())]),
                    dispatched: Some(of),
                },
                Ty::Unknown,
            ),
            None => Value::Unknown,
        }
    }

    /// `Trait::f(&value)`: what `Self` turned out to be says which implementation runs.
    pub(super) fn settle_self(&mut self, call: ExprId, found: &Found) -> Option<(Found, Ty)> {
        let on = self.normal(found.substitution.get(Name::from("Self"))?);
        let of = found.dispatched.filter(|_| !matches!(on, Ty::Param(_) | Ty::Opaque(_)))?;
        let (owner, substitution) = self.impls.impl_of(&on, of)?;
        let rivals = self.impls.impls_of_trait(&on, of).len();
        let certainty = if rivals > 1 { Certainty::Likely } else { Certainty::Certain };
        let defs = self.scope.names.defs;
        let name = defs.function(found.function).name;
        let written = defs.assoc_functions.get(&Owned::Impl(owner)).into_iter().flatten();
        let function = written.copied().find(|id| defs.function(*id).name == name).unwrap_or(found.function);
        let settled = Found { function, certainty, substitution, dispatched: None };
        self.set_callee(call, callee_of(&settled, &on));
        Some((settled, on))
    }

    fn assoc_value(&mut self, ty: &Ty, rest: &[Segment]) -> Value {
        let ty = self.open(ty);
        let (last, middle) = match rest {
            [] => return self.self_constructor(&ty),
            [middle @ .., last] => (last, middle),
        };
        let mut at = self.shallow(&ty);
        for segment in middle {
            match self.assoc(&at, None, segment.name) {
                Some(next) => at = next,
                None => return Value::Unknown,
            }
        }
        if let Ty::Adt(id, _) = &at
            && let Some(variant) =
                crate::resolve::modules::variant_named(self.scope.names.defs, *id, last.name)
        {
            return Value::Def(variant);
        }
        let bounds = |name: Name| self.bounds_of(name);
        if let Some(found) = self.impls.associated(&at, last.name, &bounds) {
            return Value::Assoc(found, at);
        }
        if let Some(id) = self.impls.associated_const(&at, last.name) {
            return Value::AssocConst(id);
        }
        match &at {
            Ty::External(name, _) => Value::External(Name::from(&format!("{name}::{}", last.name))),
            Ty::Adt(..) | Ty::Prim(_) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Handle(_) => {
                Value::ExternalAssoc(at)
            }
            _ => Value::Unknown,
        }
    }

    fn self_constructor(&self, ty: &Ty) -> Value {
        match ty {
            Ty::Adt(id, _) => Value::Def(Def::Type(*id)),
            Ty::Handle(id) => Value::Def(Def::Handle(*id)),
            _ => Value::Unknown,
        }
    }

    /// The type of a path expression, and what it stands for, noted for the expression.
    pub(super) fn path_expr(&mut self, id: ExprId, path: &PathRef) -> Ty {
        if self.scope.module != self.home {
            self.out.modules.push((id, self.scope.module));
        }
        match self.value_of(path) {
            Value::Local(ty) => ty,
            Value::Def(def) => {
                self.out.paths[id.0 as usize] = Some(def);
                self.def_type(def)
            }
            Value::Assoc(found, on) => {
                self.out.paths[id.0 as usize] = Some(Def::Function(found.function));
                self.set_callee(id, callee_of(&found, &on));
                Ty::FnDef(found.function)
            }
            Value::AssocConst(c) => {
                self.out.paths[id.0 as usize] = Some(Def::Const(c));
                self.impls.signatures.const_type(c).clone()
            }
            Value::External(name) => {
                self.out.paths[id.0 as usize] = Some(Def::External(name));
                Ty::foreign(name)
            }
            Value::ExternalAssoc(_) | Value::Unknown => Ty::Unknown,
        }
    }

    fn def_type(&mut self, def: Def) -> Ty {
        match def {
            Def::Const(id) => self.impls.signatures.const_type(id).clone(),
            Def::Function(id) => Ty::FnDef(id),
            Def::Type(id) => {
                // A unit struct is its own value; a tuple struct is a function to itself.
                let whole = self.fresh_adt(id);
                let fields = self.fields_of(def, &whole);
                self.constructor_type(whole, &fields)
            }
            Def::Variant(id, _) => {
                let whole = self.fresh_adt(id);
                let fields = self.fields_of(def, &whole);
                self.constructor_type(whole, &fields)
            }
            Def::Handle(id) => Ty::Handle(id),
            Def::Module(_) | Def::Trait(_) | Def::External(_) => Ty::Unknown,
        }
    }

    fn constructor_type(&self, whole: Ty, fields: &[(Name, Ty)]) -> Ty {
        if fields.is_empty() {
            return whole;
        }
        let params = fields.iter().map(|(_, t)| t.clone()).collect();
        Ty::Fn(std::sync::Arc::new(crate::resolve::types::ty::FnTy { params, ret: whole }))
    }

    /// The type with a hole for each of its parameters.
    pub(super) fn fresh_adt(&mut self, id: crate::resolve::defs::TypeId) -> Ty {
        let written = crate::resolve::types::lower::instantiate(self.scope.names, id, Vec::new());
        self.open(&written)
    }

    /// The definition and type that a path names in a struct literal or pattern.
    pub(super) fn path_to_type(&mut self, path: &PathRef) -> Option<(Def, Ty)> {
        if let Some((ty, rest)) = self.typed_prefix(path) {
            let ty = self.open(&ty);
            return match (self.shallow(&ty), rest) {
                (Ty::Adt(id, args), []) => Some((Def::Type(id), Ty::Adt(id, args))),
                (Ty::Adt(id, args), [one]) => {
                    let variant =
                        crate::resolve::modules::variant_named(self.scope.names.defs, id, one.name)?;
                    Some((variant, Ty::Adt(id, args)))
                }
                _ => None,
            };
        }
        for namespace in [Namespace::Value, Namespace::Type] {
            let Some(found) = self.scope.names.path(self.scope.module, path, namespace) else { continue };
            if found.used < path.segments.len() {
                continue;
            }
            if let Def::Type(_) | Def::Variant(..) = found.def {
                let ty = self.scope.resolved_type(path, found);
                let ty = self.open(&ty);
                // An alias leads to the type it stands for.
                return match (&ty, found.def) {
                    (Ty::Adt(id, _), Def::Type(_)) => Some((Def::Type(*id), ty)),
                    (_, def) => Some((def, ty)),
                };
            }
        }
        None
    }

    /// What calling a value gives, for `FnDef`s that are called through a variable.
    pub(super) fn function_of(&self, ty: &Ty) -> Option<FnId> {
        match self.shallow(ty) {
            Ty::FnDef(id) => Some(id),
            _ => None,
        }
    }
}

/// A function that was found for a type, as callee.
pub(super) fn callee_of(found: &Found, on: &Ty) -> Callee {
    Callee::Function {
        function: found.function,
        certainty: found.certainty,
        dispatched: found.dispatched,
        on: on.clone(),
    }
}

fn strip_projections(mut ty: Ty, count: usize) -> Ty {
    for _ in 0..count {
        match ty {
            Ty::Projection(p) => ty = p.of.clone(),
            other => return other,
        }
    }
    ty
}
