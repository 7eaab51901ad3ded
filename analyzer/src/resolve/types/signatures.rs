//! What functions take and give and what types hold, lowered once and kept.

use std::sync::OnceLock;

use super::lower::TypeScope;
use super::ty::{Bound, Ty};
use crate::facts::Name;
use crate::facts::item::{FieldDef, TypeKind};
use crate::facts::types::Generics;
use crate::resolve::defs::{ConstId, FnId, ImplId, ModuleId, Owned, TypeId};
use crate::resolve::names::Names;

/// A generic parameter and what it must implement.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: Name,
    pub(crate) bounds: Vec<Bound>,
    /// The function type that a bound such as `FnOnce(A) -> R` gives.
    pub(crate) function: Option<Ty>,
}

/// A function's signature. Generic parameters of the owner and of the function stand together.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    pub(crate) generics: Vec<Param>,
    /// Bounds on other types: `where T::Item: Trait`.
    pub(crate) wheres: Vec<(Ty, Vec<Bound>)>,
    pub(crate) has_receiver: bool,
    /// The receiver's type: as written out, else the owner's; `Self` as a parameter inside a trait.
    pub(crate) receiver: Option<Ty>,
    pub(crate) params: Vec<Ty>,
    pub(crate) ret: Ty,
}

/// An impl's head.
#[derive(Clone, Debug)]
pub(crate) struct ImplHead {
    pub(crate) generics: Vec<Param>,
    pub(crate) self_ty: Ty,
    pub(crate) of_trait: Option<Bound>,
}

/// Fields by name and type: one group for a struct, one for each variant of an enum.
type FieldGroups = Box<[Box<[(Name, Ty)]>]>;

/// Lazily lowered signatures, fields and impl heads of all definitions.
pub(crate) struct Signatures<'a> {
    pub(crate) names: &'a Names<'a>,
    functions: Vec<OnceLock<Box<Signature>>>,
    fields: Vec<OnceLock<FieldGroups>>,
    impls: Vec<OnceLock<Box<ImplHead>>>,
    consts: Vec<OnceLock<Ty>>,
}

impl<'a> Signatures<'a> {
    pub(crate) fn new(names: &'a Names<'a>) -> Self {
        let cells = |n: usize| (0..n).map(|_| OnceLock::new()).collect();
        Signatures {
            names,
            functions: cells(names.defs.functions.len()),
            fields: (0..names.defs.types.len()).map(|_| OnceLock::new()).collect(),
            impls: (0..names.defs.impls.len()).map(|_| OnceLock::new()).collect(),
            consts: (0..names.defs.consts.len()).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The scope in which a function's types are written.
    pub(crate) fn scope_of(&self, id: FnId) -> TypeScope<'a, 'a> {
        let defs = self.names.defs;
        self.owner_scope(defs.owner_of(id), defs.module_of_function(id))
            .with_generics(&defs.function(id).generics)
    }

    /// The scope inside an impl or trait, or of a bare module.
    pub(crate) fn owner_scope(&self, owner: Option<Owned>, module: ModuleId) -> TypeScope<'a, 'a> {
        let defs = self.names.defs;
        let mut scope = TypeScope::new(self.names, module);
        match owner {
            Some(Owned::Impl(id)) => {
                scope = scope.with_generics(&defs.impl_(id).generics);
                scope.self_ty = Some(self.impl_head(id).self_ty.clone());
                scope.in_trait = self.impl_head(id).of_trait.as_ref().and_then(|b| match b.of {
                    super::ty::TraitRef::Own(id) => Some(id),
                    super::ty::TraitRef::External(_) => None,
                });
            }
            Some(Owned::Trait(id)) => {
                scope = scope.with_generics(&defs.trait_(id).generics);
                scope.self_ty = Some(Ty::Param(Name::from("Self")));
                scope.params.push(Name::from("Self"));
                scope.in_trait = Some(id);
            }
            None => {}
        }
        scope
    }

    pub(crate) fn function(&self, id: FnId) -> &Signature {
        self.functions[id.index()].get_or_init(|| Box::new(self.lower_function(id)))
    }

    fn lower_function(&self, id: FnId) -> Signature {
        let defs = self.names.defs;
        let facts = defs.function(id);
        let scope = self.scope_of(id);
        let mut generics = Vec::new();
        let mut wheres = Vec::new();
        match defs.owner_of(id) {
            Some(Owned::Impl(owner)) => {
                lower_generics(&scope, &defs.impl_(owner).generics, &mut generics, &mut wheres)
            }
            Some(Owned::Trait(owner)) => {
                let def = defs.trait_(owner);
                let args = def.generics.params.iter().map(|p| Ty::Param(p.name)).collect();
                let itself = Bound { of: super::ty::TraitRef::Own(owner), args, bindings: Vec::new() };
                generics.push(Param { name: Name::from("Self"), bounds: vec![itself], function: None });
                lower_generics(&scope, &def.generics, &mut generics, &mut wheres);
            }
            None => {}
        }
        lower_generics(&scope, &facts.generics, &mut generics, &mut wheres);
        Signature {
            generics,
            wheres,
            has_receiver: facts.receiver.is_some(),
            receiver: facts.receiver.as_ref().map(|written| match written {
                Some(ty) => scope.lower(ty),
                None => scope.self_ty.clone().unwrap_or(Ty::Unknown),
            }),
            params: facts.params.iter().map(|p| scope.lower(p)).collect(),
            ret: facts.ret.as_ref().map_or_else(Ty::unit, |r| scope.lower(r)),
        }
    }

    pub(crate) fn impl_head(&self, id: ImplId) -> &ImplHead {
        self.impls[id.index()].get_or_init(|| {
            let facts = self.names.defs.impl_(id);
            let mut scope =
                TypeScope::new(self.names, self.names.defs.module_of_impl(id)).with_generics(&facts.generics);
            let self_ty = scope.lower(&facts.self_ty);
            scope.self_ty = Some(self_ty.clone());
            let mut generics = Vec::new();
            lower_generics(&scope, &facts.generics, &mut generics, &mut Vec::new());
            Box::new(ImplHead {
                generics,
                self_ty,
                of_trait: facts.of_trait.as_ref().and_then(|t| scope.bound(t)),
            })
        })
    }

    /// Fields of a struct (one group) or of an enum's variants (a group each), by name.
    pub(crate) fn fields(&self, id: TypeId) -> &[Box<[(Name, Ty)]>] {
        self.fields[id.index()].get_or_init(|| {
            let def = self.names.defs.type_(id);
            let mut scope =
                TypeScope::new(self.names, self.names.defs.module_of_type(id)).with_generics(&def.generics);
            let args = def.generics.params.iter().map(|p| Ty::Param(p.name)).collect();
            scope.self_ty = Some(Ty::Adt(id, args));
            let group = |fields: &[FieldDef]| fields.iter().map(|f| (f.name, scope.lower(&f.ty))).collect();
            match &def.kind {
                TypeKind::Struct(fields) => Box::from([group(fields)]),
                TypeKind::Enum(variants) => variants.iter().map(|v| group(&v.fields)).collect(),
                TypeKind::Alias(_) => Box::from([]),
            }
        })
    }

    pub(crate) fn const_type(&self, id: ConstId) -> &Ty {
        self.consts[id.index()].get_or_init(|| {
            let defs = self.names.defs;
            let facts = defs.const_(id);
            let at = defs.consts[id.index()];
            let owner = facts.owner.map(|o| defs.global_owner(at.file, o));
            self.owner_scope(owner, defs.module_of_const(id)).lower(&facts.ty)
        })
    }
}

fn lower_generics(
    scope: &TypeScope<'_, '_>,
    generics: &Generics,
    params: &mut Vec<Param>,
    wheres: &mut Vec<(Ty, Vec<Bound>)>,
) {
    for param in &generics.params {
        params.push(Param {
            name: param.name,
            bounds: param.bounds.iter().filter_map(|b| scope.bound(b)).collect(),
            function: param.bounds.iter().find_map(|b| scope.fn_bound(b)),
        });
    }
    for (ty, bounds) in &generics.wheres {
        let lowered = scope.lower(ty);
        let bounds: Vec<Bound> = bounds.iter().filter_map(|b| scope.bound(b)).collect();
        match &lowered {
            Ty::Param(name) if params.iter().any(|p| p.name == *name) => {
                let function = generics
                    .wheres
                    .iter()
                    .filter(|(t, _)| t == ty)
                    .find_map(|(_, b)| b.iter().find_map(|b| scope.fn_bound(b)));
                let param = params.iter_mut().find(|p| p.name == *name).expect("just seen");
                param.bounds.extend(bounds);
                param.function = param.function.take().or(function);
            }
            _ => wheres.push((lowered, bounds)),
        }
    }
}
