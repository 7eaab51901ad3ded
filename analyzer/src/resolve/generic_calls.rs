//! What generic functions run where they are called: `fetch<Q: Query>(query: Q)` calls `Q::sql`, so whoever hands it a
//! `UserQuery` runs `UserQuery::sql`; a trait's provided function runs the implementor's others. Followed through generic
//! functions that hand their parameter on. It reads no body: `edges` say what each hands where.

use std::collections::{BTreeMap, BTreeSet};

use super::defs::{FnId, Owned};
use super::ids::FunctionId;
use super::program::{Call, CallKind};
use super::types::impls::Impls;
use super::types::ty::{Bound, TraitRef, Ty};
use crate::facts::Name;
use crate::facts::place::{Certainty, Place};

/// Functions that hand a parameter on to each other are followed so many steps.
const MAX_STEPS: usize = 8;

/// A function's parameter by number; the receiver, where there is one, is the first.
pub(super) type Slot = (FnId, usize);

/// What a function does with a value of a parameter's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    /// Calls a trait's function on it.
    Runs(FnId),
    /// Hands it to another generic function.
    Hands(Slot),
}

/// What one body says about generic parameters.
#[derive(Default)]
pub(super) struct Generic {
    /// By its own generic parameters, `Self` among them.
    pub(super) asked: Vec<(Name, Asked)>,
    /// Values of types of the analysed code that it hands to generic functions.
    pub(super) handed: Vec<(Slot, Ty, Place)>,
}

/// The types of a function's parameters, the receiver's first.
pub(super) fn slots<'s>(impls: &'s Impls<'_>, function: FnId) -> impl Iterator<Item = &'s Ty> {
    let signature = impls.signatures.function(function);
    let receiver = signature.has_receiver.then(|| signature.receiver.as_ref().unwrap_or(&Ty::Unknown));
    receiver.into_iter().chain(&signature.params)
}

/// The calls that follow: from whoever hands a value over to what is run on it.
pub(super) fn calls(impls: &Impls<'_>, bodies: &[Generic]) -> Vec<Call> {
    let runs = run_by_slot(impls, bodies);
    let mut found = Vec::new();
    for (caller, body) in (0..).zip(bodies) {
        for (slot, ty, place) in &body.handed {
            for function in runs.get(slot).into_iter().flatten() {
                let Some(callee) = implementation(impls, ty, *function) else { continue };
                found.push(Call {
                    caller: FunctionId(caller),
                    place: *place,
                    callee: FunctionId(callee.0),
                    certainty: Certainty::Likely,
                    kind: CallKind::Dispatch,
                });
            }
        }
    }
    found
}

/// The traits' functions that are run on what a slot is given.
fn run_by_slot(impls: &Impls<'_>, bodies: &[Generic]) -> BTreeMap<Slot, BTreeSet<FnId>> {
    let mut runs: BTreeMap<Slot, BTreeSet<FnId>> = BTreeMap::new();
    let mut hands: Vec<(Slot, Slot)> = Vec::new();
    for (id, body) in (0..).map(FnId).zip(bodies).filter(|(_, body)| !body.asked.is_empty()) {
        let slots: Vec<&Ty> = slots(impls, id).collect();
        // What is handed to a trait's function is handed to whoever implements it.
        if let Some(declared) = declared(impls, id) {
            hands.extend((0..slots.len()).map(|at| ((declared, at), (id, at))));
        }
        for (name, asked) in &body.asked {
            let own = slots.iter().enumerate().filter(|(_, ty)| matches!(ty, Ty::Param(own) if own == name));
            for slot in own.map(|(at, _)| (id, at)) {
                match asked {
                    Asked::Runs(function) => drop(runs.entry(slot).or_default().insert(*function)),
                    Asked::Hands(to) => hands.push((slot, *to)),
                }
            }
        }
    }
    for _ in 0..MAX_STEPS {
        let mut changed = false;
        for (from, to) in &hands {
            let more = runs.get(to).cloned().unwrap_or_default();
            let known = runs.entry(*from).or_default();
            let before = known.len();
            known.extend(more);
            changed |= known.len() > before;
        }
        if !changed {
            break;
        }
    }
    runs
}

/// The trait's function that an impl's is.
fn declared(impls: &Impls<'_>, id: FnId) -> Option<FnId> {
    let defs = impls.signatures.names.defs;
    let Some(Owned::Impl(of)) = defs.owner_of(id) else { return None };
    let Some(Bound { of: TraitRef::Own(of), .. }) = impls.signatures.impl_head(of).of_trait else {
        return None;
    };
    let name = defs.function(id).name;
    let functions = defs.assoc_functions.get(&Owned::Trait(of)).into_iter().flatten();
    functions.copied().find(|f| defs.function(*f).name == name)
}

/// The type's own function for the trait's, if it is clear which.
fn implementation(impls: &Impls<'_>, ty: &Ty, function: FnId) -> Option<FnId> {
    let defs = impls.signatures.names.defs;
    let Some(Owned::Trait(of)) = defs.owner_of(function) else { return None };
    let [id] = impls.impls_of_trait(ty, of)[..] else { return None };
    let name = defs.function(function).name;
    let own = defs.assoc_functions.get(&Owned::Impl(id)).into_iter().flatten();
    own.copied().find(|f| defs.function(*f).name == name && defs.is_own(*f) && !defs.function(*f).test)
}
