//! Who serves what an API describes: the implementations of the trait that describes it, and of the trait that a library's
//! macro makes of it. Which that is, the front end says.

use rustc_hash::{FxHashMap, FxHashSet};

use super::defs::{FnId, ImplId, Owned, TraitId, count};
use super::types::impls::Impls;
use super::types::ty::{Bound, TraitRef};
use crate::facts::Name;

/// Implementations by the traits that macros make.
pub(super) struct Served<'a> {
    impls: &'a Impls<'a>,
    /// By the name that the code gives the trait.
    made: FxHashMap<Name, Vec<ImplId>>,
}

impl<'a> Served<'a> {
    pub(super) fn new(impls: &'a Impls<'a>) -> Served<'a> {
        let defs = impls.signatures.names.defs;
        let traits = (0..count(&defs.traits)).map(|at| defs.trait_(TraitId(at)));
        let served: FxHashSet<Name> = traits.filter_map(|of| of.served_as).collect();
        let mut made: FxHashMap<Name, Vec<ImplId>> = FxHashMap::default();
        for id in (0..count(&defs.impls)).map(ImplId) {
            let own =
                matches!(impls.signatures.impl_head(id).of_trait, Some(Bound { of: TraitRef::Own(_), .. }));
            let name = defs.impl_(id).of_trait.as_ref().and_then(|path| path.last());
            if let Some(name) = name.filter(|name| !own && served.contains(name)) {
                made.entry(name).or_default().push(id);
            }
        }
        Served { impls, made }
    }

    /// The functions that serve what a function is marked for; itself, where it describes nothing.
    pub(super) fn by(&self, id: FnId) -> Vec<FnId> {
        let defs = self.impls.signatures.names.defs;
        let own = defs.function(id);
        let Some(Owned::Trait(of)) = defs.owner_of(id) else { return vec![id] };
        let found: Vec<FnId> = self
            .implementations(of)
            .flat_map(|owner| defs.assoc_functions.get(&Owned::Impl(owner)).into_iter().flatten())
            .copied()
            .filter(|f| defs.is_own(*f) && defs.function(*f).name == own.name && !defs.function(*f).test)
            .collect();
        if found.is_empty() { vec![id] } else { found }
    }

    fn implementations(&self, of: TraitId) -> impl Iterator<Item = ImplId> {
        let own = self.impls.by_trait.get(&of).into_iter().flatten().copied();
        let name = self.impls.signatures.names.defs.trait_(of).served_as;
        let made = name.and_then(|name| self.made.get(&name)).into_iter().flatten().copied();
        own.chain(made)
    }
}
