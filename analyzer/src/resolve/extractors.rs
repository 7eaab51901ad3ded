//! What a framework calls before a handler: the impl by which it makes a parameter from the request. The code writes
//! no such call; the parameter's type says it. Which traits those are, rules say.

use std::collections::BTreeSet;

use super::defs::{FnId, ImplId, Owned};
use super::ids::FunctionId;
use super::program::{Call, CallKind, Program};
use super::types::impls::Impls;
use super::types::ty::{Bound, TraitRef, Ty};
use crate::facts::item::EntryKind;
use crate::facts::model::ExtractorRule;
use crate::facts::place::{Certainty, Place};

/// Parameters are looked for in types around them (`Option<T>`, tuples) to this depth.
const MAX_DEPTH: u8 = 4;

/// Adds the calls before the handlers of the program.
pub(super) fn calls(impls: &Impls<'_>, rules: &[ExtractorRule], program: &mut Program) {
    let served = program.entries.iter().filter(|entry| entry.kind == EntryKind::Http);
    let handlers: BTreeSet<FunctionId> = served.map(|entry| entry.function).collect();
    for caller in handlers {
        let mut found = BTreeSet::new();
        for param in &impls.signatures.function(FnId(caller.0)).params {
            of_type(impls, rules, param, MAX_DEPTH, &mut found);
        }
        let place: Place = program.functions[caller.0 as usize].place;
        program.calls.extend(found.into_iter().filter(|callee| *callee != caller).map(|callee| Call {
            caller,
            place,
            callee,
            certainty: Certainty::Likely,
            kind: CallKind::Extractor,
        }));
    }
}

fn of_type(impls: &Impls<'_>, rules: &[ExtractorRule], ty: &Ty, depth: u8, found: &mut BTreeSet<FunctionId>) {
    let before = found.len();
    for id in impls.impls_covering(ty) {
        let Some(Bound { of: TraitRef::External(path), .. }) = &impls.signatures.impl_head(id).of_trait
        else {
            continue;
        };
        for rule in rules.iter().filter(|rule| names(rule, path)) {
            found.extend(function(impls, id, rule.function));
        }
    }
    // `Option`, `Result` and tuples are made of what they hold; `Json` and its like read another way.
    let transparent = match ty {
        Ty::Adt(id, _) => !impls.signatures.names.defs.is_own_type(*id),
        Ty::Tuple(_) => true,
        _ => false,
    };
    if found.len() == before && transparent && depth > 0 {
        for inner in ty.args() {
            of_type(impls, rules, inner, depth - 1, found);
        }
    }
}

/// Whether the path is that of the rule's trait; a name that leads nowhere may have come by a glob.
fn names(rule: &ExtractorRule, path: &str) -> bool {
    let (krate, name) = super::data::rules::ends(path);
    name == rule.of_trait && (krate == name || rule.crates.contains(&krate))
}

fn function(impls: &Impls<'_>, id: ImplId, name: &str) -> Option<FunctionId> {
    let defs = impls.signatures.names.defs;
    let own = defs.assoc_functions.get(&Owned::Impl(id))?;
    let found = own.iter().find(|f| defs.is_own(**f) && defs.function(**f).name.as_str() == name)?;
    Some(FunctionId(found.0))
}
