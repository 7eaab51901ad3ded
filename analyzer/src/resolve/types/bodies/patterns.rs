//! Patterns: which names they bind, with which types.

use super::Reader;
use crate::facts::Name;
use crate::facts::body::{Pat, PatId};
use crate::facts::types::PathRef;
use crate::resolve::defs::Def;
use crate::resolve::names::Namespace;
use crate::resolve::types::ty::{Substitution, Ty};

impl Reader<'_, '_> {
    /// Binds a pattern's names to the parts of a type.
    pub(super) fn bind(&mut self, id: PatId, ty: &Ty) {
        match self.body.pat(id).clone() {
            Pat::Bind { name, sub } => {
                if !self.is_constant(name) {
                    self.locals.push((name, ty.clone()));
                }
                if let Some(sub) = sub {
                    self.bind(sub, ty);
                }
            }
            Pat::Tuple(parts) => {
                let ty = self.shallow(ty);
                let types = match &ty {
                    Ty::Tuple(args) if args.len() == parts.len() => args.to_vec(),
                    Ty::Var(_) => {
                        let holes: Vec<Ty> = parts.iter().map(|_| self.hole()).collect();
                        self.unify(&ty, &Ty::Tuple(holes.clone().into()));
                        holes
                    }
                    _ => vec![Ty::Unknown; parts.len()],
                };
                for (part, ty) in parts.iter().zip(types) {
                    self.bind(*part, &ty);
                }
            }
            Pat::Struct { path, fields } => {
                let known = self.destructure(&path, ty);
                for (name, sub) in &*fields {
                    let field = known.iter().find(|(n, _)| n == name).map_or(Ty::Unknown, |(_, t)| t.clone());
                    self.bind(*sub, &field);
                }
            }
            Pat::TupleStruct { path, elems } => self.bind_tuple_struct(&path, &elems, ty),
            Pat::Or(subs) => subs.iter().for_each(|sub| self.bind(*sub, ty)),
            Pat::Slice(subs) => {
                let item = self.element_of(ty);
                subs.iter().for_each(|sub| self.bind(*sub, &item));
            }
            Pat::Ref(sub) => self.bind(sub, ty),
            Pat::Typed(sub, written) => {
                let lowered = self.scope.lower(&written);
                let written = self.open(&lowered);
                self.unify(&written, ty);
                self.bind(sub, &written);
            }
            Pat::Wild | Pat::Path(_) | Pat::Literal => {}
        }
    }

    fn bind_tuple_struct(&mut self, path: &PathRef, elems: &[PatId], ty: &Ty) {
        let known = self.destructure(path, ty);
        let single = elems.len() == 1 && known.is_empty();
        for (index, sub) in elems.iter().enumerate() {
            let field = known.get(index).map(|(_, t)| t.clone());
            // A foreign wrapper taken apart (`State(s): State<T>`) gives its argument.
            let wrapped = if single { self.shallow(ty).args().first().cloned() } else { None };
            self.bind(*sub, &field.or(wrapped).unwrap_or(Ty::Unknown));
        }
    }

    /// A lone name that is a constant or unit variant binds nothing.
    fn is_constant(&self, name: Name) -> bool {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && matches!(
                self.scope
                    .names
                    .resolve_names(self.scope.module, &[name], false, Namespace::Value)
                    .map(|r| r.def),
                Some(Def::Variant(..) | Def::Const(_) | Def::Type(_))
            )
    }

    /// The fields of the struct or variant that a path names, with the types they have in `ty`.
    fn destructure(&mut self, path: &PathRef, ty: &Ty) -> Vec<(Name, Ty)> {
        let Some((def, named)) = self.path_to_type(path) else { return Vec::new() };
        let mut whole = self.shallow(ty);
        // `&Box<Enum>` and the like are matched through.
        for _ in 0..4 {
            match (&whole, &named) {
                (Ty::Adt(a, _), Ty::Adt(b, _)) if a != b => match self.impls.deref(&whole) {
                    Some(next) => whole = self.shallow(&next),
                    None => break,
                },
                _ => break,
            }
        }
        let named = self.open(&named);
        self.unify(&named, &whole);
        self.fields_of(def, &named)
    }

    /// Fields of a struct or variant, by definition, with the arguments of the given type.
    pub(super) fn fields_of(&self, def: Def, ty: &Ty) -> Vec<(Name, Ty)> {
        let (id, group) = match def {
            Def::Type(id) => (id, 0),
            Def::Variant(id, variant) => (id, variant as usize),
            _ => return Vec::new(),
        };
        let signatures = self.impls.signatures;
        let Some(fields) = signatures.fields(id).get(group) else { return Vec::new() };
        let params = &signatures.names.defs.type_(id).generics.params;
        let ty = self.shallow(ty);
        let substitution =
            Substitution(params.iter().map(|p| p.name).zip(ty.args().iter().cloned()).collect());
        fields.iter().map(|(n, t)| (*n, substitution.apply(t))).collect()
    }

    /// What iterating or indexing gives.
    pub(super) fn element_of(&self, ty: &Ty) -> Ty {
        let mut at = self.shallow(ty);
        for _ in 0..6 {
            if let Ty::Slice(item) = &at {
                return (**item).clone();
            }
            let found = self.assoc(&at, self.impls.well_known("IntoIterator"), Name::from("Item"));
            if let Some(item) = found.or_else(|| self.assoc(&at, None, Name::from("Item"))) {
                return item;
            }
            match self.impls.deref(&at) {
                Some(next) => at = self.shallow(&next),
                None => break,
            }
        }
        match at {
            Ty::External(path, args) if args.is_empty() => Ty::foreign(path),
            _ => Ty::Unknown,
        }
    }
}
