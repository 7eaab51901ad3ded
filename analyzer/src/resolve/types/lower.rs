//! Written types to types: paths resolved, aliases expanded, generics kept as parameters. No inference.

use std::cell::Cell;
use std::sync::Arc;

use super::ty::{Args, Bound, FnTy, Projection, Substitution, TraitRef, Ty};
use crate::facts::Name;
use crate::facts::item::TypeKind;
use crate::facts::types::{Generics, PathRef, Segment, TypeExpr};
use crate::resolve::defs::{Def, ModuleId, TraitId, TypeId};
use crate::resolve::names::{Names, Namespace, Resolved};

/// Aliases of aliases deeper than this are cycles.
const MAX_ALIAS_DEPTH: u8 = 12;

/// Aliases and defaults that are followed for one written type. Those that name each other twice over double with every step.
const MAX_EXPANSIONS: u32 = 500;

/// A type of more parts is given up: `type B<T> = (T, T)` of itself doubles with every step, too.
const MAX_PARTS: u32 = 4_000;

/// Where a type is written: what its names mean.
pub(crate) struct TypeScope<'n, 'a> {
    pub(crate) names: &'n Names<'a>,
    pub(crate) module: ModuleId,
    /// Generic parameters in scope.
    pub(crate) params: Vec<Name>,
    /// What `Self` is.
    pub(crate) self_ty: Option<Ty>,
    /// The trait whose body or impl this is: `Self::Item` is its.
    pub(crate) in_trait: Option<TraitId>,
    pub(crate) depth: u8,
    /// How many aliases and defaults were followed for the type around.
    followed: Option<&'n Cell<u32>>,
}

impl<'n, 'a> TypeScope<'n, 'a> {
    pub(crate) fn new(names: &'n Names<'a>, module: ModuleId) -> Self {
        TypeScope {
            names,
            module,
            params: Vec::new(),
            self_ty: None,
            in_trait: None,
            depth: 0,
            followed: None,
        }
    }

    pub(crate) fn with_generics(mut self, generics: &Generics) -> Self {
        self.params.extend(generics.params.iter().map(|p| p.name));
        self
    }

    pub(crate) fn lower(&self, ty: &TypeExpr) -> Ty {
        match ty {
            TypeExpr::Path(path) => self.path_type(path),
            TypeExpr::Ref(inner) => self.lower(inner),
            TypeExpr::Tuple(parts) => Ty::Tuple(parts.iter().map(|p| self.lower(p)).collect()),
            TypeExpr::Slice(inner) => Ty::Slice(Arc::new(self.lower(inner))),
            TypeExpr::Impl(bounds) | TypeExpr::Dyn(bounds) => self.opaque(bounds),
            TypeExpr::Fn(params, ret) => Ty::Fn(Arc::new(FnTy {
                params: params.iter().map(|p| self.lower(p)).collect(),
                ret: ret.as_deref().map_or_else(Ty::unit, |r| self.lower(r)),
            })),
            TypeExpr::Never => Ty::Never,
            TypeExpr::Infer | TypeExpr::Unknown => Ty::Unknown,
        }
    }

    fn opaque(&self, bounds: &[PathRef]) -> Ty {
        if let Some(fun) = bounds.iter().find_map(|b| self.fn_bound(b)) {
            return fun;
        }
        Ty::Opaque(bounds.iter().filter_map(|b| self.bound(b)).collect())
    }

    /// `FnOnce(A) -> R` as the function type it stands for.
    pub(crate) fn fn_bound(&self, path: &PathRef) -> Option<Ty> {
        let last = path.segments.last()?;
        if !matches!(last.name.as_str(), "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce")
        {
            return None;
        }
        let params = match last.args.first() {
            Some(TypeExpr::Tuple(params)) => params.iter().map(|p| self.lower(p)).collect(),
            _ => Vec::new(),
        };
        let ret = last.bindings.iter().find(|(n, _)| n.as_str() == "Output");
        Some(Ty::Fn(Arc::new(FnTy { params, ret: ret.map_or_else(Ty::unit, |(_, t)| self.lower(t)) })))
    }

    pub(crate) fn bound(&self, path: &PathRef) -> Option<Bound> {
        let resolved = self.names.path(self.module, path, Namespace::Type);
        let of = match resolved.map(|r| r.def) {
            Some(Def::Trait(id)) => TraitRef::Own(id),
            Some(Def::External(name)) => TraitRef::External(name),
            _ => TraitRef::External(path.last()?),
        };
        let last = path.segments.last()?;
        Some(Bound {
            of,
            args: last.args.iter().map(|a| self.lower(a)).collect(),
            bindings: last.bindings.iter().map(|(n, t)| (*n, self.lower(t))).collect(),
        })
    }

    fn path_type(&self, path: &PathRef) -> Ty {
        if let Some(qself) = &path.qself {
            let of = self.lower(&qself.ty);
            let as_trait = qself.as_trait.as_ref().and_then(|t| self.trait_of(t));
            return self.projections(of, as_trait, &path.segments);
        }
        let Some(first) = path.segments.first() else { return Ty::Unknown };
        if !path.global {
            if first.name.as_str() == "Self"
                && let Some(own) = &self.self_ty
            {
                return self.projections(own.clone(), self.in_trait, &path.segments[1..]);
            }
            if self.params.contains(&first.name) {
                return self.projections(Ty::Param(first.name), None, &path.segments[1..]);
            }
        }
        match self.names.path(self.module, path, Namespace::Type) {
            Some(resolved) => self.resolved_type(path, resolved),
            None => {
                primitive(path).unwrap_or_else(|| path.last().map_or(Ty::Unknown, |n| self.external(n, path)))
            }
        }
    }

    /// The type that a resolved path names, with its written arguments.
    pub(crate) fn resolved_type(&self, path: &PathRef, resolved: Resolved) -> Ty {
        let segment = &path.segments[resolved.used - 1];
        let rest = &path.segments[resolved.used..];
        let base = match resolved.def {
            Def::Type(id) => self.named(id, segment),
            Def::Variant(id, _) => {
                // `Enum::Variant`: arguments may stand at either place.
                let at = resolved.used.checked_sub(2).map_or(segment, |i| &path.segments[i]);
                self.named(id, if at.args.is_empty() { segment } else { at })
            }
            Def::Trait(id) => Ty::Opaque(Arc::from([Bound {
                of: TraitRef::Own(id),
                args: segment.args.iter().map(|a| self.lower(a)).collect(),
                bindings: Vec::new(),
            }])),
            Def::External(name) => primitive(path).unwrap_or_else(|| self.external(name, path)),
            Def::Handle(id) => Ty::Handle(id),
            Def::Module(_) | Def::Function(_) | Def::Const(_) => Ty::Unknown,
        };
        self.projections(base, None, rest)
    }

    /// A type of another crate. Every crate's `Result<T>` is an alias of the standard one.
    fn external(&self, name: Name, path: &PathRef) -> Ty {
        let args = self.last_args(path);
        match (self.names.defs.declared_type("Result"), args.first()) {
            (Some(result), Some(ok)) if path.last().is_some_and(|last| last.ends_with("Result")) => {
                Ty::Adt(result, [ok.clone(), args.get(1).cloned().unwrap_or(Ty::Unknown)].into())
            }
            _ => Ty::External(name, args),
        }
    }

    fn last_args(&self, path: &PathRef) -> Args {
        path.segments.last().map_or_else(Ty::no_args, |s| s.args.iter().map(|a| self.lower(a)).collect())
    }

    /// A type by its definition: aliases are expanded, missing arguments are defaults or unknown.
    fn named(&self, id: TypeId, segment: &Segment) -> Ty {
        let written: Vec<Ty> = segment.args.iter().map(|a| self.lower(a)).collect();
        follow(self.names, id, written, self.depth, self.followed)
    }

    fn projections(&self, mut of: Ty, as_trait: Option<TraitId>, rest: &[Segment]) -> Ty {
        for segment in rest {
            of = Ty::Projection(Arc::new(Projection { of, as_trait, name: segment.name }));
        }
        of
    }

    pub(crate) fn trait_of(&self, path: &PathRef) -> Option<TraitId> {
        match self.names.path(self.module, path, Namespace::Type)?.def {
            Def::Trait(id) => Some(id),
            _ => None,
        }
    }
}

/// The type with these arguments; an alias is replaced by what it stands for.
pub(crate) fn instantiate(names: &Names<'_>, id: TypeId, written: Vec<Ty>) -> Ty {
    follow(names, id, written, 0, None)
}

fn follow(names: &Names<'_>, id: TypeId, written: Vec<Ty>, depth: u8, followed: Option<&Cell<u32>>) -> Ty {
    let own = Cell::new(0);
    let followed = followed.unwrap_or(&own);
    let may_follow = || {
        followed.set(followed.get() + 1);
        depth < MAX_ALIAS_DEPTH && followed.get() <= MAX_EXPANSIONS
    };
    let def = names.defs.type_(id);
    let mut scope = TypeScope::new(names, names.defs.module_of_type(id)).with_generics(&def.generics);
    scope.depth = depth + 1;
    scope.followed = Some(followed);
    let mut args = written;
    for param in def.generics.params.iter().skip(args.len()) {
        args.push(match &param.default {
            Some(default) if may_follow() => scope.lower(default),
            _ => Ty::Unknown,
        });
    }
    args.truncate(def.generics.params.len());
    let TypeKind::Alias(to) = &def.kind else { return Ty::Adt(id, args.into()) };
    if !may_follow() {
        return Ty::Unknown;
    }
    let bindings = def.generics.params.iter().map(|p| p.name).zip(args).collect();
    let made = Substitution(bindings).apply(&scope.lower(to));
    if made.has_more_parts_than(MAX_PARTS) { Ty::Unknown } else { made }
}

fn primitive(path: &PathRef) -> Option<Ty> {
    let name = path.single()?;
    let known = matches!(
        name.as_str(),
        "str"
            | "bool"
            | "char"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "f32"
            | "f64"
    );
    known.then_some(Ty::Prim(name))
}
