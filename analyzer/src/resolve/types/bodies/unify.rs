//! Holes: filling them by comparing types, and associated types by their impls. Never fails: what does not fit
//! is left as it is.

use std::sync::Arc;

use super::Reader;
use crate::facts::Name;
use crate::resolve::defs::TraitId;
use crate::resolve::types::signatures::Param;
use crate::resolve::types::ty::{FnTy, Projection, Substitution, TraitRef, Ty};

/// Types nested deeper than this are not compared further.
const MAX_TYPE_DEPTH: u8 = 24;

/// Parts of a type that are looked at: pairs of pairs double with every `let`.
const MAX_TYPE_PARTS: u32 = 4_000;

impl Reader<'_, '_> {
    /// The type with its outermost hole filled.
    pub(super) fn shallow(&self, ty: &Ty) -> Ty {
        let mut at = ty;
        while let Ty::Var(n) = at {
            match &self.holes[*n as usize] {
                Some(next) => at = next,
                None => break,
            }
        }
        match at {
            Ty::Projection(p) => {
                let mut parts = MAX_TYPE_PARTS;
                self.project(p, 0, &mut parts).unwrap_or_else(|| at.clone())
            }
            other => other.clone(),
        }
    }

    /// The type with all known holes filled and associated types replaced.
    pub(super) fn normal(&self, ty: &Ty) -> Ty {
        let mut parts = MAX_TYPE_PARTS;
        self.normal_at(ty, 0, &mut parts)
    }

    fn normal_at(&self, ty: &Ty, depth: u8, parts: &mut u32) -> Ty {
        if depth > MAX_TYPE_DEPTH {
            return Ty::Unknown;
        }
        ty.map(&mut |t| {
            let Some(left) = parts.checked_sub(1) else { return Some(Ty::Unknown) };
            *parts = left;
            match t {
                Ty::Var(n) => Some(match &self.holes[*n as usize] {
                    Some(inner) => self.normal_at(inner, depth + 1, parts),
                    None => t.clone(),
                }),
                Ty::Projection(p) => Some(self.project(p, depth + 1, parts).unwrap_or_else(|| t.clone())),
                _ => None,
            }
        })
    }

    /// `<T as Trait>::Name`, where the type is known well enough.
    fn project(&self, p: &Projection, depth: u8, parts: &mut u32) -> Option<Ty> {
        if depth > MAX_TYPE_DEPTH {
            return None;
        }
        let of = self.normal_at(&p.of, depth + 1, parts);
        self.assoc(&of, p.as_trait, p.name).map(|t| self.normal_at(&t, depth + 1, parts))
    }

    /// An associated type of a type, by bindings of its bounds or by its impls, through `Deref`.
    pub(super) fn assoc(&self, of: &Ty, as_trait: Option<TraitId>, name: Name) -> Option<Ty> {
        match of {
            Ty::Param(param) => {
                let bounds = self.bounds_of(*param);
                let bound = bounds.iter().flat_map(|b| &b.bindings).find(|(n, _)| *n == name);
                bound.map(|(_, t)| t.clone())
            }
            Ty::Opaque(bounds) => {
                bounds.iter().flat_map(|b| &b.bindings).find(|(n, _)| *n == name).map(|(_, t)| t.clone())
            }
            Ty::Unknown | Ty::Var(_) => None,
            _ => self.impls.assoc_type(of, as_trait, name).or_else(|| {
                let next = self.impls.deref(of)?;
                (next != *of).then(|| self.assoc(&next, as_trait, name)).flatten()
            }),
        }
    }

    pub(super) fn unify(&mut self, a: &Ty, b: &Ty) {
        self.parts = MAX_TYPE_PARTS;
        self.unify_at(a, b, 0);
    }

    fn unify_at(&mut self, a: &Ty, b: &Ty, depth: u8) {
        if depth > MAX_TYPE_DEPTH || self.parts == 0 {
            return;
        }
        self.parts -= 1;
        let (a, b) = (self.shallow(a), self.shallow(b));
        match (&a, &b) {
            (Ty::Var(x), Ty::Var(y)) if x == y => {}
            (Ty::Unknown | Ty::Never, _) | (_, Ty::Unknown | Ty::Never) => {}
            (Ty::Var(n), other) | (other, Ty::Var(n)) if !self.holds(other, *n) => {
                self.holes[*n as usize] = Some(other.clone());
            }
            (Ty::Var(_), _) | (_, Ty::Var(_)) => {}
            (Ty::Adt(x, p), Ty::Adt(y, q)) if x == y => self.unify_all(p, q, depth),
            (Ty::External(x, p), Ty::External(y, q)) if x == y => self.unify_all(p, q, depth),
            (Ty::Tuple(p), Ty::Tuple(q)) => self.unify_all(p, q, depth),
            (Ty::Slice(p), Ty::Slice(q)) => self.unify_at(p, q, depth + 1),
            (Ty::Fn(p), Ty::Fn(q)) => {
                self.unify_all(&p.params, &q.params, depth);
                self.unify_at(&p.ret, &q.ret, depth + 1);
            }
            (Ty::Fn(p), Ty::FnDef(f)) | (Ty::FnDef(f), Ty::Fn(p)) => {
                let fun = self.function_type(*f);
                self.unify_all(&p.params, &fun.params, depth);
                self.unify_at(&p.ret, &fun.ret, depth + 1);
            }
            (Ty::Opaque(bounds), other) | (other, Ty::Opaque(bounds)) => {
                self.unify_opaque(bounds, other, depth)
            }
            // A wrapper on one side only (`Box<T>` against `T`, `&Vec<T>` against `[T]`) is looked through.
            (Ty::Slice(_), other) | (other, Ty::Slice(_)) => {
                if let Some(Ty::Slice(inner)) = self.impls.deref(other) {
                    let slice = Ty::Slice(inner);
                    let (x, y) = if matches!(a, Ty::Slice(_)) { (&a, &slice) } else { (&b, &slice) };
                    self.unify_at(x, y, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn unify_opaque(&mut self, bounds: &[crate::resolve::types::ty::Bound], other: &Ty, depth: u8) {
        for bound in bounds {
            for (name, ty) in &bound.bindings {
                let as_trait = match bound.of {
                    TraitRef::Own(id) => Some(id),
                    TraitRef::External(_) => None,
                };
                let given = self.assoc(other, as_trait, *name).or_else(|| self.awaited_output(*name, other));
                if let Some(given) = given {
                    self.unify_at(ty, &given, depth + 1);
                }
            }
        }
    }

    /// Async functions are typed by what they give, so a future's `Output` is the type itself.
    fn awaited_output(&self, name: Name, ty: &Ty) -> Option<Ty> {
        let open = matches!(ty, Ty::Opaque(_) | Ty::Fn(_) | Ty::FnDef(_) | Ty::Param(_));
        (name.as_str() == "Output" && !open).then(|| ty.clone())
    }

    fn unify_all(&mut self, a: &[Ty], b: &[Ty], depth: u8) {
        for (x, y) in a.iter().zip(b) {
            self.unify_at(x, y, depth + 1);
        }
    }

    /// Whether a hole is a part of the type; so it is said of what is too large to look through.
    fn holds(&self, ty: &Ty, hole: u32) -> bool {
        let mut parts = MAX_TYPE_PARTS;
        self.mentions(ty, hole, 0, &mut parts)
    }

    fn mentions(&self, ty: &Ty, hole: u32, depth: u8, parts: &mut u32) -> bool {
        if depth > MAX_TYPE_DEPTH || *parts == 0 {
            return true;
        }
        *parts -= 1;
        match self.shallow(ty) {
            Ty::Var(n) => n == hole,
            Ty::Adt(_, args) | Ty::External(_, args) | Ty::Tuple(args) => {
                args.iter().any(|a| self.mentions(a, hole, depth + 1, parts))
            }
            Ty::Slice(one) => self.mentions(&one, hole, depth + 1, parts),
            Ty::Fn(f) => {
                f.params.iter().any(|p| self.mentions(p, hole, depth + 1, parts))
                    || self.mentions(&f.ret, hole, depth + 1, parts)
            }
            Ty::Opaque(bounds) => bounds.iter().any(|b| {
                b.args
                    .iter()
                    .chain(b.bindings.iter().map(|(_, t)| t))
                    .any(|t| self.mentions(t, hole, depth + 1, parts))
            }),
            Ty::Projection(p) => self.mentions(&p.of, hole, depth + 1, parts),
            Ty::Unknown | Ty::Prim(_) | Ty::Param(_) | Ty::FnDef(_) | Ty::Handle(_) | Ty::Never => false,
        }
    }

    /// A function as a value: its type with fresh holes for its generics.
    pub(super) fn function_type(&mut self, id: crate::resolve::defs::FnId) -> FnTy {
        let signature = self.impls.signatures.function(id).clone();
        let substitution = self.fresh(&signature.generics, Substitution::default());
        let receiver = signature.receiver.iter();
        FnTy {
            params: receiver.chain(&signature.params).map(|p| substitution.apply(p)).collect(),
            ret: substitution.apply(&signature.ret),
        }
    }

    /// Adds a hole for every parameter that has no meaning yet.
    pub(super) fn fresh(&mut self, generics: &[Param], mut known: Substitution) -> Substitution {
        for param in generics {
            if known.get(param.name).is_none() {
                let hole = self.hole();
                known.0.push((param.name, hole));
            }
        }
        known
    }

    /// Makes what is unknown in a written type a hole: `Vec<_>`.
    pub(super) fn open(&mut self, ty: &Ty) -> Ty {
        match ty {
            Ty::Unknown => self.hole(),
            Ty::Adt(id, args) => {
                let args: Vec<Ty> = args.iter().map(|a| self.open(a)).collect();
                Ty::Adt(*id, args.into())
            }
            Ty::External(name, args) => {
                let args: Vec<Ty> = args.iter().map(|a| self.open(a)).collect();
                Ty::External(*name, args.into())
            }
            Ty::Tuple(args) => {
                let args: Vec<Ty> = args.iter().map(|a| self.open(a)).collect();
                Ty::Tuple(args.into())
            }
            Ty::Slice(one) => Ty::Slice(Arc::new(self.open(one))),
            other => other.clone(),
        }
    }

    /// What `.await` gives.
    pub(super) fn awaited(&self, ty: &Ty) -> Ty {
        let ty = self.shallow(ty);
        match &ty {
            Ty::Opaque(_) => self.assoc(&ty, None, Name::from("Output")).unwrap_or(Ty::Unknown),
            Ty::Adt(..) => {
                let mut at = ty.clone();
                for _ in 0..4 {
                    if let Some(output) = self.assoc_of_future(&at) {
                        return output;
                    }
                    match self.impls.deref(&at) {
                        Some(next) => at = next,
                        None => break,
                    }
                }
                ty
            }
            // BoxFuture<'_, T> and the like.
            Ty::External(_, args) if args.len() == 1 => args[0].clone(),
            _ => ty,
        }
    }

    fn assoc_of_future(&self, ty: &Ty) -> Option<Ty> {
        match ty {
            Ty::Opaque(_) => self.assoc(ty, None, Name::from("Output")),
            _ => {
                let future = self.future_trait()?;
                self.impls.assoc_type(ty, Some(future), Name::from("Output"))
            }
        }
    }

    fn future_trait(&self) -> Option<TraitId> {
        self.impls.well_known("Future").or_else(|| self.impls.well_known("IntoFuture"))
    }

    /// What `?` gives.
    pub(super) fn tried(&self, ty: &Ty) -> Ty {
        match self.shallow(ty) {
            Ty::Adt(id, args) => {
                let name = self.impls.signatures.names.defs.type_(id).name;
                match (name.as_str(), args.first()) {
                    ("Result" | "Option" | "Poll" | "ControlFlow", Some(first)) => first.clone(),
                    _ => Ty::Unknown,
                }
            }
            Ty::External(_, args) if !args.is_empty() => args[0].clone(),
            foreign @ Ty::External(..) => foreign,
            _ => Ty::Unknown,
        }
    }
}
