//! Calls: which function runs, what its generics stand for, what it gives.

use super::values::{Value, callee_of};
use super::{Callee, Deferred, Reader};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, MethodCall};
use crate::facts::place::Certainty;
use crate::facts::types::{PathRef, TypeExpr};
use crate::resolve::defs::{Def, FnId};
use crate::resolve::types::impls::{Found, matches_type};
use crate::resolve::types::ty::{Bound, Substitution, TraitRef, Ty};

/// Rounds over the calls whose receiver was open: each may open the next.
const DEFERRED_ROUNDS: usize = 3;

/// Of more impls than these that fit alike, none is likely.
const MAX_LIKELY: usize = 3;

/// Wrappers that are looked through for an iterator: `Pin<Box<dyn …>>`.
const MAX_WRAPPERS: u8 = 4;

/// Bounds of impls' own parameters are followed this deep: `Result<Vec<Option<T>>, E>`.
const MAX_BOUND_DEPTH: u8 = 4;

impl Reader<'_, '_> {
    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, args: &[ExprId], expected: &Ty) -> Ty {
        if let Expr::Path(path) = self.body.expr(callee) {
            let path: &PathRef = path;
            let value = self.value_of(path);
            if !matches!(value, Value::Local(_)) {
                return self.call_value(id, callee, path, value, args, expected);
            }
        }
        let ty = self.infer(callee, &Ty::Unknown);
        self.call_type(id, &ty, args, expected)
    }

    fn call_value(
        &mut self,
        id: ExprId,
        at: ExprId,
        path: &PathRef,
        value: Value,
        args: &[ExprId],
        expected: &Ty,
    ) -> Ty {
        match value {
            Value::Def(Def::Function(function)) => {
                self.out.paths[at.0 as usize] = Some(Def::Function(function));
                let on = Ty::Unknown;
                let certainty = Certainty::Certain;
                self.set_callee(id, Callee::Function { function, certainty, dispatched: None, on });
                let turbofish = path.segments.last().map_or(&[][..], |s| &s.args);
                let given = self.apply(function, Substitution::default(), turbofish, None, args, expected);
                self.keep_generics(id, function);
                given
            }
            Value::Assoc(found, on) => {
                self.out.paths[at.0 as usize] = Some(Def::Function(found.function));
                self.set_callee(id, callee_of(&found, &on));
                let turbofish = path.segments.last().map_or(&[][..], |s| &s.args);
                let known = found.substitution.clone();
                let given = self.apply(found.function, known, turbofish, None, args, expected);
                let settled = if on.is_unknown() { self.settle_self(id, &found) } else { None };
                let (found, on) = settled.unwrap_or((found, on));
                self.among_rivals(id, (&found, &on), args, expected, given)
            }
            Value::Def(def @ (Def::Variant(..) | Def::Type(_))) => {
                self.out.paths[at.0 as usize] = Some(def);
                self.set_callee(id, Callee::Constructor(def));
                self.construct(def, path, args, expected)
            }
            Value::Def(def) => {
                self.out.paths[at.0 as usize] = Some(def);
                let ty = self.path_expr(at, path);
                self.call_type(id, &ty, args, expected)
            }
            Value::AssocConst(_) | Value::Local(_) => {
                let ty = self.path_expr(at, path);
                self.call_type(id, &ty, args, expected)
            }
            Value::External(name) => {
                self.out.paths[at.0 as usize] = Some(Def::External(name));
                self.set_callee(id, Callee::External(name));
                self.walk_args(args);
                self.foreign_call(name, args)
            }
            Value::ExternalAssoc(ty) => {
                self.set_callee(id, Callee::Derived(ty.clone()));
                if let Ty::Adt(owner, _) = &ty {
                    self.out.paths[at.0 as usize] = Some(Def::Type(*owner));
                }
                self.walk_args(args);
                self.derived(&ty, path.last())
            }
            Value::Unknown => {
                self.set_callee(id, Callee::Unknown);
                self.walk_args(args);
                Ty::Unknown
            }
        }
    }

    /// Functions of our types that no impl in the code has come from derives: most give the type itself.
    fn derived(&self, ty: &Ty, name: Option<Name>) -> Ty {
        match name.map(|n| n.as_str()) {
            Some("default" | "new" | "from" | "clone" | "builder" | "parse" | "parse_from" | "from_args") => {
                ty.clone()
            }
            Some("deserialize" | "try_parse") => {
                let result = self.impls.well_known_type("Result");
                result.map_or(Ty::Unknown, |id| Ty::Adt(id, [ty.clone(), Ty::Unknown].into()))
            }
            _ => Ty::Unknown,
        }
    }

    fn construct(&mut self, def: Def, path: &PathRef, args: &[ExprId], expected: &Ty) -> Ty {
        let whole = match self.path_to_type(path) {
            Some((_, ty)) => ty,
            None => match def {
                Def::Type(id) | Def::Variant(id, _) => self.fresh_adt(id),
                _ => Ty::Unknown,
            },
        };
        self.unify(&whole, expected);
        let fields = self.fields_of(def, &whole);
        for (index, arg) in args.iter().enumerate() {
            let want = fields.get(index).map_or(Ty::Unknown, |(_, t)| t.clone());
            let got = self.infer(*arg, &want);
            self.unify(&want, &got);
        }
        whole
    }

    /// Calls a value of function type.
    fn call_type(&mut self, id: ExprId, ty: &Ty, args: &[ExprId], expected: &Ty) -> Ty {
        if let Some(function) = self.function_of(ty) {
            let callee = self.out.callees[id.0 as usize].take();
            let on = Ty::Unknown;
            let known = Callee::Function { function, certainty: Certainty::Certain, dispatched: None, on };
            self.set_callee(id, callee.unwrap_or(known));
            return self.apply(function, Substitution::default(), &[], None, args, expected);
        }
        self.set_callee(id, Callee::Value);
        match self.function_shape(ty) {
            Some(fun) => {
                self.arguments(&fun.params, args);
                fun.ret.clone()
            }
            None => {
                self.walk_args(args);
                Ty::Unknown
            }
        }
    }

    fn function_shape(&self, ty: &Ty) -> Option<std::sync::Arc<crate::resolve::types::ty::FnTy>> {
        let mut at = self.shallow(ty);
        for _ in 0..4 {
            match &at {
                Ty::Fn(fun) => return Some(fun.clone()),
                Ty::Param(name) => {
                    let param = self.params.iter().find(|p| p.name == *name)?;
                    return match &param.function {
                        Some(Ty::Fn(fun)) => Some(fun.clone()),
                        _ => None,
                    };
                }
                _ => at = self.shallow(&self.impls.deref(&at)?),
            }
        }
        None
    }

    pub(super) fn method(&mut self, id: ExprId, call: &MethodCall, expected: &Ty) -> Ty {
        let receiver = self.infer(call.receiver, &Ty::Unknown);
        let on = self.shallow(&receiver);
        if matches!(on, Ty::Var(_)) {
            self.walk_args(&call.args);
            let result = self.hole();
            self.deferred.push(Deferred { call: id, result: result.clone() });
            return result;
        }
        self.method_on(id, call, &on, expected)
    }

    fn method_on(&mut self, id: ExprId, call: &MethodCall, on: &Ty, expected: &Ty) -> Ty {
        let normal = self.normal(on);
        if let Some((found, at)) = self.find_method(&normal, call.name)
            && self.impls.signatures.function(found.function).has_receiver
        {
            self.set_callee(id, callee_of(&found, &at));
            let given = self.apply_method(&found, call, at.clone(), expected);
            self.keep_generics(id, found.function);
            return self.among_rivals(id, (&found, &at), &call.args, expected, given);
        }
        let callee = match &normal {
            Ty::Unknown | Ty::Var(_) | Ty::Projection(_) | Ty::Param(_) => Callee::Unknown,
            _ => Callee::ExternalMethod,
        };
        self.set_callee(id, callee);
        self.walk_args(&call.args);
        if call.name == "into" && call.args.is_empty() {
            // What it becomes is said by what is wanted.
            let result = self.hole();
            self.unify(&result, expected);
            return result;
        }
        self.says_itself(&normal, call).unwrap_or_else(|| self.foreign_method(&normal, call))
    }

    /// A method of the type itself, or an adapter where the type is an iterator of any kind.
    fn find_method(&self, on: &Ty, name: Name) -> Option<(Found, Ty)> {
        let bounds = |name: Name| self.bounds_of(name);
        self.impls.method(on, name, &bounds).or_else(|| {
            let iter = self.as_iterator(on)?;
            self.impls.method(&iter, name, &bounds)
        })
    }

    /// `Iter<T>` for what implements `Iterator<Item = T>`, perhaps behind a `Box`.
    fn as_iterator(&self, on: &Ty) -> Option<Ty> {
        let iterator = self.impls.well_known("Iterator")?;
        let iter = self.impls.well_known_type("Iter")?;
        let bounds = |name: Name| self.bounds_of(name);
        let mut at = on.clone();
        for _ in 0..MAX_WRAPPERS {
            if self.impls.implements(&at, iterator, &bounds) {
                let item = self.assoc(&at, Some(iterator), Name::from("Item")).unwrap_or(Ty::Unknown);
                return Some(Ty::Adt(iter, [item].into()));
            }
            at = self.normal(&self.impls.deref(&at)?);
        }
        None
    }

    fn apply_method(&mut self, found: &Found, call: &MethodCall, on: Ty, expected: &Ty) -> Ty {
        let known = found.substitution.clone();
        self.apply(found.function, known, &call.generics, Some(on), &call.args, expected)
    }

    /// Of impls of one trait with several arguments (`From<A>`, `From<B>`) the one that fits what is handed over and
    /// what is wanted. Gives the type of the call.
    fn among_rivals(
        &mut self,
        id: ExprId,
        (found, on): (&Found, &Ty),
        args: &[ExprId],
        expected: &Ty,
        given: Ty,
    ) -> Ty {
        if found.certainty == Certainty::Certain || found.dispatched.is_some() {
            return given;
        }
        let impls = self.impls;
        let name = self.scope.names.defs.function(found.function).name;
        let types: Vec<Ty> = args.iter().map(|arg| self.normal(&self.out.types[arg.0 as usize])).collect();
        let wanted = self.normal(expected);
        let mut fitting = impls.fitting(on, name);
        fitting.retain(|(function, known, _)| {
            let signature = impls.signatures.function(*function);
            let fits =
                |pattern: &Ty, ty: &Ty| matches_type(&known.apply(pattern), ty, &mut Substitution::default());
            // A path that names a method takes the receiver as its first argument.
            let skipped = types.len().saturating_sub(signature.params.len());
            let mut pairs = signature.params.iter().zip(&types[skipped..]);
            pairs.all(|(param, ty)| fits(param, ty)) && fits(&signature.ret, &wanted)
        });
        let [(function, known, _)] = &fitting[..] else {
            if fitting.len() > MAX_LIKELY {
                let (function, certainty) = (found.function, Certainty::Possible);
                self.set_callee(
                    id,
                    Callee::Function { function, certainty, dispatched: None, on: on.clone() },
                );
            }
            return given;
        };
        let (function, certainty) = (*function, Certainty::Certain);
        self.set_callee(id, Callee::Function { function, certainty, dispatched: None, on: on.clone() });
        if function == found.function {
            return given;
        }
        let signature = impls.signatures.function(function);
        let substitution = self.fresh(&signature.generics, known.clone());
        self.normal(&substitution.apply(&signature.ret))
    }

    /// Applies a function: generics become holes, arguments fill them, bounds with bindings too.
    fn apply(
        &mut self,
        function: FnId,
        known: Substitution,
        turbofish: &[TypeExpr],
        receiver: Option<Ty>,
        args: &[ExprId],
        expected: &Ty,
    ) -> Ty {
        let impls = self.impls;
        let signature = impls.signatures.function(function);
        let mut substitution = known;
        self.explicit_generics(function, turbofish, &mut substitution);
        let substitution = self.fresh(&signature.generics, substitution);
        for param in &signature.generics {
            if let (Some(fun), Some(hole)) = (&param.function, substitution.get(param.name).cloned()) {
                let fun = substitution.apply(fun);
                self.unify(&hole, &fun);
            }
        }
        let mut params: Vec<Ty> = Vec::with_capacity(signature.params.len() + 1);
        match (&receiver, &signature.receiver) {
            (Some(on), Some(own)) => {
                let own = substitution.apply(own);
                self.unify(&own, on);
            }
            (None, Some(own)) => params.push(substitution.apply(own)),
            (_, None) => {}
        }
        params.extend(signature.params.iter().map(|p| substitution.apply(p)));
        let ret = substitution.apply(&signature.ret);
        if !matches!(self.shallow(expected), Ty::Var(_) | Ty::Unknown)
            && matches!(ret, Ty::Var(_) | Ty::Adt(..))
        {
            self.unify(&ret, expected);
        }
        self.arguments(&params, args);
        self.use_bindings(signature, &substitution);
        self.applied = substitution;
        // Naming a trait's function through `Self: Trait` leaves `Self` open until an argument tells.
        self.normal(&ret)
    }

    fn explicit_generics(&mut self, function: FnId, turbofish: &[TypeExpr], out: &mut Substitution) {
        let generics = &self.impls.signatures.names.defs.function(function).generics;
        for (param, written) in generics.params.iter().zip(turbofish) {
            let lowered = self.scope.lower(written);
            let ty = self.open(&lowered);
            out.0.push((param.name, ty));
        }
    }

    /// `I: IntoIterator<Item = T>`, `Fut: Future<Output = T>`: what the arguments' types say about `T`.
    fn use_bindings(
        &mut self,
        signature: &crate::resolve::types::signatures::Signature,
        known: &Substitution,
    ) {
        for param in &signature.generics {
            let Some(actual) = known.get(param.name).cloned() else { continue };
            for bound in &param.bounds {
                self.use_bound(&actual, &known.apply_bound(bound), 0);
            }
        }
        for (ty, bounds) in &signature.wheres {
            let actual = known.apply(ty);
            for bound in bounds {
                self.use_bound(&actual, &known.apply_bound(bound), 0);
            }
        }
    }

    fn use_bound(&mut self, actual: &Ty, bound: &Bound, depth: u8) {
        let actual = self.shallow(actual);
        if matches!(actual, Ty::Var(_) | Ty::Unknown) {
            return;
        }
        if !bound.args.is_empty() {
            self.use_impl(&actual, bound, depth);
        }
        if bound.bindings.is_empty() {
            return;
        }
        let as_bound = Ty::Opaque([bound.clone()].into());
        if !matches!(bound.of, TraitRef::Own(_)) || !matches!(actual, Ty::Opaque(_)) {
            self.unify(&as_bound, &actual);
            return;
        }
        for (name, ty) in &bound.bindings {
            if let Some(given) = self.assoc(&actual, None, *name) {
                self.unify(ty, &given);
            }
        }
    }

    /// `B: FromIterator<T>`: where one impl alone fits, its head says how the two hang together.
    fn use_impl(&mut self, actual: &Ty, bound: &Bound, depth: u8) {
        let TraitRef::Own(of) = bound.of else { return };
        let [only] = self.impls.impls_of_trait(actual, of)[..] else { return };
        let impls = self.impls;
        let head = impls.signatures.impl_head(only);
        let substitution = self.fresh(&head.generics, Substitution::default());
        self.unify(&substitution.apply(&head.self_ty), actual);
        let Some(of_trait) = &head.of_trait else { return };
        for (written, given) in of_trait.args.iter().zip(&bound.args) {
            self.unify(&substitution.apply(written), given);
        }
        if depth >= MAX_BOUND_DEPTH {
            return;
        }
        for param in &head.generics {
            let Some(part) = substitution.get(param.name).cloned() else { continue };
            for inner in &param.bounds {
                self.use_bound(&part, &substitution.apply_bound(inner), depth + 1);
            }
        }
    }

    /// Arguments against parameters; closures last, when the others have filled the holes in their parameters.
    pub(super) fn arguments(&mut self, params: &[Ty], args: &[ExprId]) {
        let is_closure =
            |body: &crate::facts::body::Body, id: ExprId| matches!(body.expr(id), Expr::Closure(_));
        for closures in [false, true] {
            for (index, arg) in args.iter().enumerate() {
                if is_closure(self.body, *arg) != closures {
                    continue;
                }
                let want = params.get(index).cloned().unwrap_or(Ty::Unknown);
                let got = self.infer(*arg, &want);
                self.unify(&want, &got);
            }
        }
    }

    pub(super) fn walk_args(&mut self, args: &[ExprId]) {
        for arg in args {
            self.infer(*arg, &Ty::Unknown);
        }
    }

    /// Method calls whose receiver became known by what came after them.
    pub(super) fn retry_deferred(&mut self) {
        for _ in 0..DEFERRED_ROUNDS {
            let pending = std::mem::take(&mut self.deferred);
            if pending.is_empty() {
                return;
            }
            for Deferred { call, result } in pending {
                let Expr::Method(method) = self.body.expr(call) else { continue };
                let receiver = self.out.types[method.receiver.0 as usize].clone();
                let on = self.shallow(&receiver);
                if matches!(on, Ty::Var(_)) {
                    self.set_callee(call, Callee::Unknown);
                    self.deferred.push(Deferred { call, result });
                    continue;
                }
                let normal = self.normal(&on);
                let Some((found, at)) = self.find_method(&normal, method.name) else {
                    self.set_callee(
                        call,
                        if normal.is_unknown() { Callee::Unknown } else { Callee::ExternalMethod },
                    );
                    continue;
                };
                self.set_callee(call, callee_of(&found, &at));
                let signature = self.impls.signatures.function(found.function);
                let substitution = self.fresh(&signature.generics, found.substitution.clone());
                for (param, arg) in signature.params.iter().zip(&*method.args) {
                    let got = self.out.types[arg.0 as usize].clone();
                    self.unify(&substitution.apply(param), &got);
                }
                self.use_bindings(signature, &substitution);
                self.unify(&result, &substitution.apply(&signature.ret));
            }
        }
    }
}
