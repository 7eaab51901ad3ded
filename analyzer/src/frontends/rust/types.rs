//! Types, paths and generics as written: from syntax to `facts::types`. Lifetimes are dropped.

use syn::punctuated::Punctuated;

use super::lowering::Lowering;
use crate::facts::Name;
use crate::facts::types::{GenericParam, Generics, PathRef, QSelf, Segment, TypeExpr};

/// `Item = T`.
type Bindings = Box<[(Name, TypeExpr)]>;

impl Lowering {
    pub(super) fn ty(&mut self, ty: &syn::Type) -> TypeExpr {
        match ty {
            syn::Type::Path(path) => {
                TypeExpr::Path(Box::new(self.qualified_path(path.qself.as_ref(), &path.path)))
            }
            syn::Type::Reference(inner) => TypeExpr::Ref(Box::new(self.ty(&inner.elem))),
            syn::Type::Ptr(inner) => TypeExpr::Ref(Box::new(self.ty(&inner.elem))),
            syn::Type::Group(inner) => self.ty(&inner.elem),
            syn::Type::Paren(inner) => self.ty(&inner.elem),
            syn::Type::Tuple(tuple) => TypeExpr::Tuple(self.types(tuple.elems.iter())),
            syn::Type::Slice(slice) => TypeExpr::Slice(Box::new(self.ty(&slice.elem))),
            syn::Type::Array(array) => TypeExpr::Slice(Box::new(self.ty(&array.elem))),
            syn::Type::ImplTrait(bounds) => TypeExpr::Impl(self.bounds(&bounds.bounds)),
            syn::Type::TraitObject(bounds) => TypeExpr::Dyn(self.bounds(&bounds.bounds)),
            syn::Type::FnPtr(function) => {
                let params = self.types(function.inputs.iter().map(|arg| &arg.ty));
                let ret = self.return_type(&function.output).map(Box::new);
                TypeExpr::Fn(params, ret)
            }
            syn::Type::Never(_) => TypeExpr::Never,
            syn::Type::Infer(_) => TypeExpr::Infer,
            _ => TypeExpr::Unknown,
        }
    }

    pub(super) fn types<'t>(&mut self, types: impl Iterator<Item = &'t syn::Type>) -> Box<[TypeExpr]> {
        types.map(|ty| self.ty(ty)).collect()
    }

    pub(super) fn return_type(&mut self, output: &syn::ReturnType) -> Option<TypeExpr> {
        match output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => Some(self.ty(ty)),
        }
    }

    pub(super) fn path(&mut self, path: &syn::Path) -> PathRef {
        let segments = path.segments.iter().map(|segment| self.segment(segment)).collect();
        PathRef { qself: None, global: path.leading_colon.is_some(), segments }
    }

    /// A path with what may stand before it: `<T>::f`, `<T as Trait>::f`.
    pub(super) fn qualified_path(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> PathRef {
        let mut all = self.path(path);
        let Some(qself) = qself else { return all };
        let ty = self.ty(&qself.ty);
        let as_trait = qself.as_token.map(|_| {
            let mut segments = std::mem::take(&mut all.segments).into_vec();
            let own = segments.split_off(qself.position.min(segments.len()));
            all.segments = own.into_boxed_slice();
            let global = std::mem::take(&mut all.global);
            PathRef { qself: None, global, segments: segments.into_boxed_slice() }
        });
        all.qself = Some(Box::new(QSelf { ty, as_trait }));
        all
    }

    fn segment(&mut self, segment: &syn::PathSegment) -> Segment {
        let mut made = Segment::plain(self.name(&segment.ident));
        match &segment.arguments {
            syn::PathArguments::None => {}
            syn::PathArguments::AngleBracketed(args) => {
                (made.args, made.bindings) = self.generic_arguments(args);
            }
            syn::PathArguments::Parenthesized(args) => {
                let inputs = self.types(args.inputs.iter().map(|arg| &arg.ty));
                made.args = Box::new([TypeExpr::Tuple(inputs)]);
                let output = self.return_type(&args.output).unwrap_or(TypeExpr::Tuple(Box::default()));
                made.bindings = Box::new([(Name::from("Output"), output)]);
            }
        }
        made
    }

    /// The type arguments in their places (a constant that is no name stands as unknown) and the bindings.
    pub(super) fn generic_arguments(
        &mut self,
        args: &syn::AngleBracketedGenericArguments,
    ) -> (Box<[TypeExpr]>, Bindings) {
        let (mut types, mut bindings) = (Vec::new(), Vec::new());
        for arg in &args.args {
            match arg {
                syn::GenericArgument::Type(ty) => types.push(self.ty(ty)),
                syn::GenericArgument::Const(_) => types.push(TypeExpr::Unknown),
                syn::GenericArgument::AssocType(assoc) => {
                    bindings.push((self.name(&assoc.ident), self.ty(&assoc.ty)));
                }
                syn::GenericArgument::Constraint(constraint) => {
                    let bounds = self.bounds(&constraint.bounds);
                    bindings.push((self.name(&constraint.ident), TypeExpr::Impl(bounds)));
                }
                _ => {}
            }
        }
        (types.into_boxed_slice(), bindings.into_boxed_slice())
    }

    /// The traits among bounds; `?Sized` and lifetimes say nothing here.
    pub(super) fn bounds(
        &mut self,
        bounds: &Punctuated<syn::TypeParamBound, syn::Token![+]>,
    ) -> Box<[PathRef]> {
        let traits = bounds.iter().filter_map(|bound| match bound {
            syn::TypeParamBound::Trait(bound) if bound.maybe.is_none() => Some(&bound.path),
            _ => None,
        });
        traits.map(|path| self.path(path)).collect()
    }

    /// Type parameters (constants too, so that places agree with arguments) with all their bounds.
    pub(super) fn generics(&mut self, generics: &syn::Generics) -> Generics {
        if generics.params.is_empty() && generics.where_clause.is_none() {
            return Generics::default();
        }
        let mut params = Vec::new();
        for param in &generics.params {
            match param {
                syn::GenericParam::Type(param) => {
                    let bounds = self.bounds(&param.bounds);
                    let default = param.default.as_ref().map(|(_, ty)| self.ty(ty));
                    params.push(GenericParam { name: self.name(&param.ident), bounds, default });
                }
                syn::GenericParam::Const(param) => {
                    let name = self.name(&param.ident);
                    params.push(GenericParam { name, bounds: Box::default(), default: None });
                }
                syn::GenericParam::Lifetime(_) => {}
            }
        }
        let wheres = match &generics.where_clause {
            Some(clause) => self.where_clause(clause, &mut params),
            None => Vec::new(),
        };
        Generics { params: params.into_boxed_slice(), wheres: wheres.into_boxed_slice() }
    }

    /// Gives bounds on a parameter to the parameter, and returns those on other types.
    fn where_clause(
        &mut self,
        clause: &syn::WhereClause,
        params: &mut [GenericParam],
    ) -> Vec<(TypeExpr, Box<[PathRef]>)> {
        let mut wheres = Vec::new();
        for predicate in &clause.predicates {
            let syn::WherePredicate::Type(predicate) = predicate else { continue };
            let bounds = self.bounds(&predicate.bounds);
            let ty = self.ty(&predicate.bounded_ty);
            let single = match &ty {
                TypeExpr::Path(path) => path.single(),
                _ => None,
            };
            match params.iter_mut().find(|param| Some(param.name) == single) {
                Some(param) => {
                    let mut all = std::mem::take(&mut param.bounds).into_vec();
                    all.extend(bounds);
                    param.bounds = all.into_boxed_slice();
                }
                None => wheres.push((ty, bounds)),
            }
        }
        wheres
    }
}
