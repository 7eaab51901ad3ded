//! Types as calls need them: heads and arguments. References are stripped, lifetimes and constness do not exist.

use std::sync::Arc;

use crate::facts::Name;
use crate::resolve::defs::{FnId, HandleId, TraitId, TypeId};

/// Type arguments.
pub(crate) type Args = Arc<[Ty]>;

/// A type, perhaps with holes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Ty {
    Unknown,
    /// A hole of the function that is being read.
    Var(u32),
    /// A type of the analysed code or of the declarations.
    Adt(TypeId, Args),
    /// A type of a crate that is not analysed, by its path.
    External(Name, Args),
    /// `str`, `i32`, `bool` …
    Prim(Name),
    Tuple(Args),
    Slice(Arc<Ty>),
    /// A generic parameter in scope; `Self` inside a trait.
    Param(Name),
    /// `impl A + B` and `dyn A + B`.
    Opaque(Arc<[Bound]>),
    /// Closures and function pointers.
    Fn(Arc<FnTy>),
    /// A function or method by name.
    FnDef(FnId),
    /// `<T as Trait>::Name`.
    Projection(Arc<Projection>),
    /// A table or column of a data-access library.
    Handle(HandleId),
    Never,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct FnTy {
    pub(crate) params: Vec<Ty>,
    pub(crate) ret: Ty,
}

/// A trait, ours or another crate's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TraitRef {
    Own(TraitId),
    External(Name),
}

/// A bound with its arguments and `Item = T` bindings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Bound {
    pub(crate) of: TraitRef,
    pub(crate) args: Vec<Ty>,
    pub(crate) bindings: Vec<(Name, Ty)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Projection {
    pub(crate) of: Ty,
    pub(crate) as_trait: Option<TraitId>,
    pub(crate) name: Name,
}

/// What impls are looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Head {
    Adt(TypeId),
    External(Name),
    Prim(Name),
    Tuple,
    Slice,
    Fn,
    Handle(HandleId),
    OwnTrait(TraitId),
    /// `impl<T> Trait for T`.
    Blanket,
}

impl Ty {
    pub(crate) fn unit() -> Ty {
        Ty::Tuple(Arc::from([]))
    }

    pub(crate) fn no_args() -> Args {
        Arc::from([])
    }

    pub(crate) fn prim(name: &str) -> Ty {
        Ty::Prim(Name::from(name))
    }

    /// Some value of the crate to which a path leads: nothing more is known of it.
    pub(crate) fn foreign(path: Name) -> Ty {
        let krate = path.split("::").next().unwrap_or_default();
        Ty::External(Name::from(&format!("{krate}::_")), Ty::no_args())
    }

    /// Whether nothing but the crate is known.
    pub(crate) fn is_foreign(&self) -> bool {
        matches!(self, Ty::External(path, _) if path.ends_with("::_"))
    }

    /// The head under which impls of the type stand; None for holes and the unknown.
    pub(crate) fn head(&self) -> Option<Head> {
        Some(match self {
            Ty::Adt(id, _) => Head::Adt(*id),
            Ty::External(name, _) => Head::External(*name),
            Ty::Prim(name) => Head::Prim(*name),
            Ty::Tuple(_) => Head::Tuple,
            Ty::Slice(_) => Head::Slice,
            Ty::Fn(_) | Ty::FnDef(_) => Head::Fn,
            Ty::Handle(id) => Head::Handle(*id),
            Ty::Param(_) => Head::Blanket,
            Ty::Opaque(bounds) => bounds.iter().find_map(|b| match b.of {
                TraitRef::Own(id) => Some(Head::OwnTrait(id)),
                TraitRef::External(_) => None,
            })?,
            Ty::Unknown | Ty::Var(_) | Ty::Projection(_) | Ty::Never => return None,
        })
    }

    pub(crate) fn args(&self) -> &[Ty] {
        match self {
            Ty::Adt(_, args) | Ty::External(_, args) | Ty::Tuple(args) => args,
            Ty::Slice(one) => std::slice::from_ref(one),
            _ => &[],
        }
    }

    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self, Ty::Unknown)
    }

    /// Whether the type is larger than that; it is looked through no further.
    pub(crate) fn has_more_parts_than(&self, limit: u32) -> bool {
        let mut left = limit;
        let mut open = vec![self];
        while let Some(ty) = open.pop() {
            let Some(rest) = left.checked_sub(1) else { return true };
            left = rest;
            match ty {
                Ty::Fn(fun) => open.extend(fun.params.iter().chain([&fun.ret])),
                Ty::Opaque(bounds) => open.extend(
                    bounds.iter().flat_map(|b| b.args.iter().chain(b.bindings.iter().map(|(_, ty)| ty))),
                ),
                Ty::Projection(projection) => open.push(&projection.of),
                other => open.extend(other.args()),
            }
        }
        false
    }

    /// Replaces parts bottom up: `f` is asked for parameters, holes and projections.
    pub(crate) fn map(&self, f: &mut dyn FnMut(&Ty) -> Option<Ty>) -> Ty {
        if let Some(new) = f(self) {
            return new;
        }
        let all = |args: &[Ty], f: &mut dyn FnMut(&Ty) -> Option<Ty>| {
            args.iter().map(|a| a.map(f)).collect::<Vec<_>>()
        };
        match self {
            Ty::Adt(id, args) if !args.is_empty() => Ty::Adt(*id, all(args, f).into()),
            Ty::External(name, args) if !args.is_empty() => Ty::External(*name, all(args, f).into()),
            Ty::Tuple(args) if !args.is_empty() => Ty::Tuple(all(args, f).into()),
            Ty::Slice(one) => Ty::Slice(Arc::new(one.map(f))),
            Ty::Opaque(bounds) if bounds.iter().any(|b| !b.args.is_empty() || !b.bindings.is_empty()) => {
                Ty::Opaque(bounds.iter().map(|b| b.map(f)).collect())
            }
            Ty::Fn(fun) => Ty::Fn(Arc::new(FnTy { params: all(&fun.params, f), ret: fun.ret.map(f) })),
            Ty::Projection(p) => Ty::Projection(Arc::new(Projection { of: p.of.map(f), ..(**p).clone() })),
            other => other.clone(),
        }
    }
}

impl Bound {
    pub(crate) fn map(&self, f: &mut dyn FnMut(&Ty) -> Option<Ty>) -> Bound {
        Bound {
            of: self.of,
            args: self.args.iter().map(|a| a.map(f)).collect(),
            bindings: self.bindings.iter().map(|(n, t)| (*n, t.map(f))).collect(),
        }
    }
}

/// What generic parameters stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Substitution(pub(crate) Vec<(Name, Ty)>);

impl Substitution {
    pub(crate) fn get(&self, name: Name) -> Option<&Ty> {
        self.0.iter().rev().find(|(n, _)| *n == name).map(|(_, t)| t)
    }

    pub(crate) fn apply(&self, ty: &Ty) -> Ty {
        if self.0.is_empty() {
            return ty.clone();
        }
        ty.map(&mut |t| match t {
            Ty::Param(name) => self.get(*name).cloned(),
            _ => None,
        })
    }

    pub(crate) fn apply_bound(&self, bound: &Bound) -> Bound {
        bound.map(&mut |t| match t {
            Ty::Param(name) => self.get(*name).cloned(),
            _ => None,
        })
    }
}
