//! Methods that the analysed code gives to queries: what follows the name of a method that is called on a query whose
//! type, a library's, is not known. It does not say what methods of known types are: that is typing's.

use rustc_hash::FxHashMap;

use crate::facts::Name;
use crate::resolve::defs::{Definitions, FnId, ImplId, Owned, TraitId, count};
use crate::resolve::types::impls::Impls;
use crate::resolve::types::ty::{Bound, TraitRef, Ty};

/// Functions with a body and `self` that a query may have, by name and number of arguments: those of impls for any type
/// or for a library's (`impl<Q: QueryFragment> Checked for Q`), and of own types around any (`Paginated<Q>`).
#[derive(Debug, Default)]
pub(crate) struct Extensions {
    functions: FxHashMap<(Name, usize), Candidate>,
}

#[derive(Clone, Copy, Debug)]
enum Candidate {
    One(FnId),
    Several,
}

impl Extensions {
    pub(crate) fn index(impls: &Impls<'_>) -> Self {
        let defs = impls.signatures.names.defs;
        let mut found = Extensions::default();
        for id in (0..count(&defs.impls)).map(ImplId) {
            let head = impls.signatures.impl_head(id);
            let any = match &head.self_ty {
                Ty::Param(_) | Ty::External(..) => true,
                Ty::Adt(_, args) => args.iter().any(|arg| matches!(arg, Ty::Param(_))),
                _ => false,
            };
            if !any {
                continue;
            }
            found.add_all(defs, Owned::Impl(id), &[]);
            if let Some(Bound { of: TraitRef::Own(of), .. }) = head.of_trait {
                found.add_provided(defs, id, of);
            }
        }
        found
    }

    /// What the trait provides and the impl does not replace.
    fn add_provided(&mut self, defs: &Definitions<'_>, id: ImplId, of: TraitId) {
        let replaced = defs.assoc_functions.get(&Owned::Impl(id)).into_iter().flatten();
        let replaced: Vec<Name> = replaced.map(|function| defs.function(*function).name).collect();
        self.add_all(defs, Owned::Trait(of), &replaced);
    }

    fn add_all(&mut self, defs: &Definitions<'_>, owner: Owned, except: &[Name]) {
        for id in defs.assoc_functions.get(&owner).into_iter().flatten() {
            let function = defs.function(*id);
            if function.receiver.is_none()
                || function.body.is_none()
                || !defs.is_own(*id)
                || except.contains(&function.name)
            {
                continue;
            }
            let same = |known: &mut Candidate| match known {
                Candidate::One(other) if other == id => {}
                _ => *known = Candidate::Several,
            };
            let key = (function.name, function.params.len());
            self.functions.entry(key).and_modify(same).or_insert(Candidate::One(*id));
        }
    }

    /// The one function that a call of a method on a query can be of; None where several could, or none.
    pub(super) fn only(&self, name: Name, arguments: usize) -> Option<FnId> {
        match self.functions.get(&(name, arguments))? {
            Candidate::One(id) => Some(*id),
            Candidate::Several => None,
        }
    }
}
