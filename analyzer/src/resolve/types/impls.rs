//! Which impl gives a type its methods and associated types: inherent first, then traits, then blanket impls.

use rustc_hash::{FxHashMap, FxHashSet};

use super::signatures::Signatures;
use super::ty::{Bound, Head, Projection, Substitution, TraitRef, Ty};
use crate::facts::Name;
use crate::facts::item::Function;
use crate::facts::model::{Gives, GivesRule};
use crate::facts::place::Certainty;
use crate::resolve::defs::{ConstId, FnId, ImplId, Owned, TraitId, TypeId, count};

/// A method or associated function that was found for a type.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) function: FnId,
    pub(crate) certainty: Certainty,
    /// What the owner's generics (and `Self`) stand for.
    pub(crate) substitution: Substitution,
    /// Found through a bound or `dyn`: any implementation may run.
    pub(crate) dispatched: Option<TraitId>,
}

/// Impls by head.
pub(crate) struct Impls<'a> {
    pub(crate) signatures: &'a Signatures<'a>,
    /// Functions of impls by head and name, inherent ones first.
    functions: FxHashMap<(Head, Name), Vec<(ImplId, FnId)>>,
    by_head: FxHashMap<Head, Vec<ImplId>>,
    pub(crate) by_trait: FxHashMap<TraitId, Vec<ImplId>>,
    trait_functions: FxHashMap<(TraitId, Name), FnId>,
    supertraits: Vec<Vec<TraitId>>,
    deref: Option<TraitId>,
    /// Traits of the declarations, by name.
    known_traits: FxHashMap<&'static str, TraitId>,
    /// What methods of libraries that the tree uses say themselves.
    pub(super) gives: FxHashMap<&'static str, Gives>,
    /// Names of the analysed code's functions, with the number of arguments that a call with a dot, or by path, has.
    own_names: FxHashSet<(Name, bool, usize)>,
}

/// Steps through `Deref` after which a type is taken for a cycle.
const MAX_DEREF: usize = 8;

impl<'a> Impls<'a> {
    pub(crate) fn index(signatures: &'a Signatures<'a>, gives: &[GivesRule]) -> Self {
        let defs = signatures.names.defs;
        let used = |rule: &&GivesRule| rule.crates.iter().any(|krate| signatures.names.tree.may_use(krate));
        let mut impls = Impls {
            signatures,
            functions: FxHashMap::default(),
            by_head: FxHashMap::default(),
            by_trait: FxHashMap::default(),
            trait_functions: FxHashMap::default(),
            supertraits: Vec::new(),
            deref: None,
            known_traits: FxHashMap::default(),
            gives: gives.iter().filter(used).map(|rule| (rule.method, rule.gives)).collect(),
            own_names: (0..defs.own_functions).flat_map(|n| call_shapes(defs.function(FnId(n)))).collect(),
        };
        for number in 0..count(&defs.traits) {
            let id = TraitId(number);
            let facts = defs.trait_(id);
            let scope = signatures.owner_scope(Some(Owned::Trait(id)), defs.module_of_trait(id));
            impls.supertraits.push(facts.supertraits.iter().filter_map(|t| scope.trait_of(t)).collect());
            if defs.traits[number as usize].file >= defs.own_files {
                impls.known_traits.insert(facts.name.as_str(), id);
            }
            for function in defs.assoc_functions.get(&Owned::Trait(id)).into_iter().flatten() {
                impls.trait_functions.insert((id, defs.function(*function).name), *function);
            }
        }
        impls.deref = impls.well_known("Deref");
        for number in 0..count(&defs.impls) {
            impls.add(ImplId(number));
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in impls.functions.values_mut() {
            list.sort_by_key(|(id, f)| (signatures.impl_head(*id).of_trait.is_some(), *f));
        }
        impls
    }

    /// Whether a call, with a dot or by path, with so many arguments may be one of a function of the analysed code.
    pub(crate) fn may_be_own(&self, name: Name, dotted: bool, arguments: usize) -> bool {
        self.own_names.contains(&(name, dotted, arguments))
    }

    /// A trait of the declarations by name: `Deref`, `Future`, `IntoIterator`.
    pub(crate) fn well_known(&self, name: &str) -> Option<TraitId> {
        self.known_traits.get(name).copied()
    }

    /// A type of the declarations by name: `Vec`, `String`.
    pub(crate) fn well_known_type(&self, name: &str) -> Option<TypeId> {
        self.signatures.names.defs.declared_type(name)
    }

    /// `str` and `String`.
    pub(crate) fn is_text(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Prim(name) => name.as_str() == "str",
            Ty::Adt(id, _) => Some(*id) == self.well_known_type("String"),
            _ => false,
        }
    }

    /// All impls for a type's head.
    pub(crate) fn impls_of(&self, ty: &Ty) -> Vec<ImplId> {
        ty.head().and_then(|head| self.by_head.get(&head)).cloned().unwrap_or_default()
    }

    /// The impls of a trait for a type.
    pub(crate) fn impls_of_trait(&self, ty: &Ty, of: TraitId) -> Vec<ImplId> {
        let mut found = self.impls_of(ty);
        found.retain(|id| {
            let of_trait = &self.signatures.impl_head(*id).of_trait;
            matches!(of_trait, Some(Bound { of: TraitRef::Own(t), .. }) if *t == of)
        });
        found
    }

    /// Whether some impl of a trait is for any type that has certain bounds.
    pub(crate) fn has_blanket(&self, of: TraitId) -> bool {
        self.by_head.get(&Head::Blanket).into_iter().flatten().any(|id| {
            let bound = &self.signatures.impl_head(*id).of_trait;
            matches!(bound, Some(Bound { of: TraitRef::Own(own), .. }) if *own == of)
        })
    }

    /// The impls that cover a type.
    pub(crate) fn impls_covering(&self, ty: &Ty) -> impl Iterator<Item = ImplId> {
        let all = ty.head().and_then(|head| self.by_head.get(&head)).into_iter().flatten().copied();
        all.filter(|id| {
            matches_type(&self.signatures.impl_head(*id).self_ty, ty, &mut Substitution::default())
        })
    }

    fn add(&mut self, id: ImplId) {
        let defs = self.signatures.names.defs;
        let head = self.signatures.impl_head(id);
        let Some(key) = head.self_ty.head() else { return };
        self.by_head.entry(key).or_default().push(id);
        if let Some(Bound { of: TraitRef::Own(of), .. }) = head.of_trait {
            self.by_trait.entry(of).or_default().push(id);
        }
        for function in defs.assoc_functions.get(&Owned::Impl(id)).into_iter().flatten() {
            self.functions.entry((key, defs.function(*function).name)).or_default().push((id, *function));
        }
    }

    /// A trait's function, or one of its supertraits'.
    pub(crate) fn trait_function(&self, of: TraitId, name: Name) -> Option<(TraitId, FnId)> {
        let mut todo = vec![of];
        let mut seen = Vec::new();
        while let Some(id) = todo.pop() {
            if let Some(function) = self.trait_functions.get(&(id, name)) {
                return Some((id, *function));
            }
            if !seen.contains(&id) {
                seen.push(id);
                todo.extend(&self.supertraits[id.index()]);
            }
        }
        None
    }

    /// The function of that name that a type has itself, without `Deref`.
    pub(crate) fn associated(
        &self,
        ty: &Ty,
        name: Name,
        bounds: &dyn Fn(Name) -> Vec<Bound>,
    ) -> Option<Found> {
        match ty {
            Ty::Param(param) => self.of_bounds(&bounds(*param), ty, name),
            Ty::Opaque(list) => self.of_bounds(list, ty, name).or_else(|| self.of_head(ty, name, false)),
            Ty::Projection(projection) => self.of_bounds(&self.projected(projection, bounds), ty, name),
            _ => self.of_head(ty, name, false),
        }
        .or_else(|| self.of_blanket(ty, name, bounds))
    }

    /// The constant of that name that a type has, by itself or by a trait.
    pub(crate) fn associated_const(&self, ty: &Ty, name: Name) -> Option<ConstId> {
        let defs = self.signatures.names.defs;
        let named = |owner: Owned| {
            let list = defs.assoc_consts.get(&owner).into_iter().flatten();
            list.copied().find(|id| defs.const_(*id).name == name)
        };
        self.impls_of(ty).into_iter().find_map(|id| named(Owned::Impl(id)))
    }

    /// A method by name, through `Deref` where the type has none of its own. Gives the type it was found on.
    pub(crate) fn method(
        &self,
        ty: &Ty,
        name: Name,
        bounds: &dyn Fn(Name) -> Vec<Bound>,
    ) -> Option<(Found, Ty)> {
        let mut at = ty.clone();
        for step in 0..MAX_DEREF {
            if let Some(found) = self.of_type(&at, name, bounds) {
                return Some((found, at));
            }
            match self.deref(&at) {
                Some(next) if step + 1 < MAX_DEREF => at = next,
                _ => break,
            }
        }
        self.of_blanket(ty, name, bounds).map(|found| (found, ty.clone()))
    }

    /// What a method call on a value of the type itself may run.
    fn of_type(&self, ty: &Ty, name: Name, bounds: &dyn Fn(Name) -> Vec<Bound>) -> Option<Found> {
        match ty {
            Ty::Param(param) => self.of_bounds(&bounds(*param), ty, name),
            Ty::Opaque(list) => self.of_bounds(list, ty, name).or_else(|| self.of_head(ty, name, true)),
            Ty::Projection(projection) => self.of_bounds(&self.projected(projection, bounds), ty, name),
            _ => self.of_head(ty, name, true),
        }
    }

    /// What a trait asks of its associated type, where that is not known: `type Transactions: Transact`.
    fn projected(&self, projection: &Projection, bounds: &dyn Fn(Name) -> Vec<Bound>) -> Vec<Bound> {
        let own = |bound: &Bound| match bound.of {
            TraitRef::Own(id) => Some(id),
            TraitRef::External(_) => None,
        };
        let traits: Vec<TraitId> = match (projection.as_trait, &projection.of) {
            (Some(id), _) => vec![id],
            (None, Ty::Param(param)) => bounds(*param).iter().filter_map(own).collect(),
            (None, Ty::Opaque(list)) => list.iter().filter_map(own).collect(),
            _ => Vec::new(),
        };
        let defs = self.signatures.names.defs;
        let asked = |id: TraitId| {
            let types = &defs.trait_(id).assoc_types;
            let found = types.iter().find(|(name, ..)| *name == projection.name)?;
            let scope = self.signatures.owner_scope(Some(Owned::Trait(id)), defs.module_of_trait(id));
            Some(found.1.iter().filter_map(|path| scope.bound(path)).collect())
        };
        traits.into_iter().find_map(asked).unwrap_or_default()
    }

    fn of_bounds(&self, bounds: &[Bound], ty: &Ty, name: Name) -> Option<Found> {
        bounds.iter().find_map(|bound| {
            let TraitRef::Own(id) = bound.of else { return None };
            let (of, function) = self.trait_function(id, name)?;
            let mut substitution = self.trait_substitution(id, &bound.args);
            substitution.0.push((Name::from("Self"), ty.clone()));
            Some(Found { function, certainty: Certainty::Certain, substitution, dispatched: Some(of) })
        })
    }

    fn trait_substitution(&self, id: TraitId, args: &[Ty]) -> Substitution {
        let generics = &self.signatures.names.defs.trait_(id).generics;
        Substitution(generics.params.iter().map(|p| p.name).zip(args.iter().cloned()).collect())
    }

    /// The functions of that name in impls that cover the type, inherent ones first, and whether each is a trait's.
    pub(crate) fn fitting(&self, ty: &Ty, name: Name) -> Vec<(FnId, Substitution, bool)> {
        let all = ty.head().and_then(|head| self.functions.get(&(head, name)));
        let covering = all.into_iter().flatten().filter_map(|(id, function)| {
            let head = self.signatures.impl_head(*id);
            let mut substitution = Substitution::default();
            let covers = matches_type(&head.self_ty, ty, &mut substitution);
            covers.then_some((*id, *function, substitution, head.of_trait.is_some()))
        });
        let mut found: Vec<(ImplId, FnId, Substitution, bool)> = covering.collect();
        // `impl<R: Users> Users for Box<R>` beside `impl<R: Posts> Posts for Box<R>`: what is in the box tells.
        if found.len() > 1 && found.iter().any(|(id, _, known, _)| self.bounds_hold(*id, known)) {
            found.retain(|(id, _, known, _)| self.bounds_hold(*id, known));
        }
        found.into_iter().map(|(_, function, known, from_trait)| (function, known, from_trait)).collect()
    }

    /// Whether what an impl's generics stand for has the traits of the analysed code that it must have; of what is not known
    /// it is believed.
    fn bounds_hold(&self, id: ImplId, known: &Substitution) -> bool {
        let head = self.signatures.impl_head(id);
        head.generics.iter().all(|generic| {
            let Some(ty) = known.get(generic.name).filter(|ty| ty.head().is_some()) else { return true };
            generic.bounds.iter().all(|bound| match bound.of {
                TraitRef::Own(of) if self.signatures.names.defs.is_own_trait(of) => {
                    matches!(ty, Ty::Param(_))
                        || self.implements(ty, of, &|_| Vec::new())
                        || self.has_blanket(of)
                }
                _ => true,
            })
        })
    }

    /// `methods`: only functions that take `self` count, as for a call with a dot.
    fn of_head(&self, ty: &Ty, name: Name, methods: bool) -> Option<Found> {
        let head = ty.head()?;
        let mut fitting = self.fitting(ty, name);
        fitting.retain(|(function, ..)| !methods || self.takes_self(*function));
        if let Some((function, substitution, from_trait)) = fitting.first() {
            let rivals = fitting.iter().filter(|f| f.2 == *from_trait).count();
            let certainty = if rivals > 1 { Certainty::Likely } else { Certainty::Certain };
            return Some(Found {
                function: *function,
                certainty,
                substitution: substitution.clone(),
                dispatched: None,
            });
        }
        self.default_method(head, ty, name)
    }

    fn takes_self(&self, function: FnId) -> bool {
        self.signatures.names.defs.function(function).receiver.is_some()
    }

    /// A trait's default method of a trait that the type implements.
    fn default_method(&self, head: Head, ty: &Ty, name: Name) -> Option<Found> {
        self.by_head.get(&head)?.iter().find_map(|id| {
            let impl_head = self.signatures.impl_head(*id);
            let bound = impl_head.of_trait.as_ref()?;
            let TraitRef::Own(of) = bound.of else { return None };
            let function = *self.trait_functions.get(&(of, name))?;
            let mut own = Substitution::default();
            if !matches_type(&impl_head.self_ty, ty, &mut own) {
                return None;
            }
            let args: Vec<Ty> = bound.args.iter().map(|a| own.apply(a)).collect();
            let mut substitution = self.trait_substitution(of, &args);
            substitution.0.push((Name::from("Self"), ty.clone()));
            Some(Found { function, certainty: Certainty::Certain, substitution, dispatched: None })
        })
    }

    /// `impl<T: Bound> Trait for T`: bounds by our own traits must hold; others are believed.
    fn of_blanket(&self, ty: &Ty, name: Name, bounds: &dyn Fn(Name) -> Vec<Bound>) -> Option<Found> {
        if matches!(ty, Ty::Unknown | Ty::Var(_)) {
            return None;
        }
        for id in self.by_head.get(&Head::Blanket).into_iter().flatten() {
            let head = self.signatures.impl_head(*id);
            let (Ty::Param(param), Some(bound)) = (&head.self_ty, &head.of_trait) else { continue };
            let TraitRef::Own(of) = bound.of else { continue };
            let own = self.functions.get(&(Head::Blanket, name)).into_iter().flatten().find(|(i, _)| i == id);
            let function = own.map(|(_, f)| *f).or_else(|| self.trait_functions.get(&(of, name)).copied());
            let Some(function) = function else { continue };
            let required = head.generics.iter().find(|g| g.name == *param).map_or(&[][..], |g| &g.bounds);
            let holds = required.iter().all(|b| match b.of {
                TraitRef::Own(required) => self.implements(ty, required, bounds),
                TraitRef::External(_) => true,
            });
            if holds {
                let mut substitution = Substitution(vec![(*param, ty.clone())]);
                substitution.0.push((Name::from("Self"), ty.clone()));
                return Some(Found {
                    function,
                    certainty: Certainty::Certain,
                    substitution,
                    dispatched: None,
                });
            }
        }
        None
    }

    /// Whether a type implements a trait of the analysed code, as far as heads tell.
    pub(crate) fn implements(&self, ty: &Ty, of: TraitId, bounds: &dyn Fn(Name) -> Vec<Bound>) -> bool {
        let has = |list: &[Bound]| {
            list.iter().any(|b| matches!(b.of, TraitRef::Own(id) if id == of || self.is_super(id, of)))
        };
        match ty {
            Ty::Param(name) => has(&bounds(*name)),
            Ty::Opaque(list) => has(list),
            _ => self.impl_of(ty, of).is_some(),
        }
    }

    fn is_super(&self, of: TraitId, wanted: TraitId) -> bool {
        let mut todo = self.supertraits[of.index()].clone();
        let mut seen = Vec::new();
        while let Some(id) = todo.pop() {
            if id == wanted {
                return true;
            }
            if !seen.contains(&id) {
                seen.push(id);
                todo.extend(&self.supertraits[id.index()]);
            }
        }
        false
    }

    /// The impl of a trait for a type, and what its generics stand for.
    pub(crate) fn impl_of(&self, ty: &Ty, of: TraitId) -> Option<(ImplId, Substitution)> {
        let head = ty.head()?;
        self.by_head.get(&head)?.iter().find_map(|id| {
            let impl_head = self.signatures.impl_head(*id);
            let fits = matches!(&impl_head.of_trait, Some(Bound { of: TraitRef::Own(t), .. }) if *t == of);
            let mut substitution = Substitution::default();
            (fits && matches_type(&impl_head.self_ty, ty, &mut substitution)).then_some((*id, substitution))
        })
    }

    /// `<ty as Trait>::name` by the type's impls; without a trait, of any impl that has such a type.
    pub(crate) fn assoc_type(&self, ty: &Ty, of: Option<TraitId>, name: Name) -> Option<Ty> {
        let head = ty.head()?;
        self.by_head.get(&head)?.iter().find_map(|id| {
            let impl_head = self.signatures.impl_head(*id);
            if let Some(of) = of
                && !matches!(&impl_head.of_trait, Some(Bound { of: TraitRef::Own(t), .. }) if *t == of)
            {
                return None;
            }
            let facts = self.signatures.names.defs.impl_(*id);
            let (_, written) = facts.assoc_types.iter().find(|(n, _)| *n == name)?;
            let mut substitution = Substitution::default();
            if !matches_type(&impl_head.self_ty, ty, &mut substitution) {
                return None;
            }
            let module = self.signatures.names.defs.module_of_impl(*id);
            let scope = self.signatures.owner_scope(Some(Owned::Impl(*id)), module);
            Some(substitution.apply(&scope.lower(written)))
        })
    }

    /// One step of `Deref`. A foreign wrapper of one type is taken to be transparent (extractors, guards).
    pub(crate) fn deref(&self, ty: &Ty) -> Option<Ty> {
        if let Some(target) = self.assoc_type(ty, self.deref, Name::from("Target")) {
            return Some(target);
        }
        match ty {
            Ty::External(_, args) if args.len() == 1 && !args[0].is_unknown() => Some(args[0].clone()),
            _ => None,
        }
    }
}

/// How a function is called: without `self` by path only, with it in both ways.
fn call_shapes(function: &Function) -> impl Iterator<Item = (Name, bool, usize)> {
    let takes_self = function.receiver.is_some();
    let count = function.params.len();
    let dotted = takes_self.then_some((function.name, true, count));
    dotted.into_iter().chain([(function.name, false, count + usize::from(takes_self))])
}

/// Whether an impl's type covers a type; binds the impl's parameters. Holes fit anything.
pub(crate) fn matches_type(pattern: &Ty, ty: &Ty, out: &mut Substitution) -> bool {
    match (pattern, ty) {
        (Ty::Param(name), _) => {
            if out.get(*name).is_none() {
                out.0.push((*name, ty.clone()));
            }
            true
        }
        (Ty::Unknown | Ty::Projection(_), _)
        | (_, Ty::Unknown | Ty::Var(_) | Ty::Projection(_) | Ty::Param(_)) => true,
        (Ty::Adt(a, x), Ty::Adt(b, y)) => a == b && all_match(x, y, out),
        (Ty::External(a, x), Ty::External(b, y)) => a == b && all_match(x, y, out),
        (Ty::Tuple(x), Ty::Tuple(y)) => x.len() == y.len() && all_match(x, y, out),
        (Ty::Slice(x), Ty::Slice(y)) => matches_type(x, y, out),
        (Ty::Opaque(x), Ty::Opaque(y)) => x.iter().zip(y.iter()).all(|(a, b)| a.of == b.of),
        (Ty::Fn(_) | Ty::FnDef(_), Ty::Fn(_) | Ty::FnDef(_)) => true,
        (a, b) => a == b,
    }
}

fn all_match(patterns: &[Ty], types: &[Ty], out: &mut Substitution) -> bool {
    patterns.iter().zip(types).all(|(p, t)| matches_type(p, t, out))
}
