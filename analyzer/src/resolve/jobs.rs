//! Jobs that are types: impls of a trait by which something runs them. Traits of other crates for jobs are said by
//! rules; one of the analysed code is such by its name and the function it asks for, or by a constant with the job's name.

use std::collections::BTreeMap;

use super::data::rules::ends;
use super::defs::{ConstId, FnId, ImplId, Owned, count};
use super::ids::FunctionId;
use super::program::{EntryPoint, Program};
use super::types::impls::Impls;
use super::types::ty::{Bound, TraitRef, Ty};
use crate::facts::Name;
use crate::facts::body::{Expr, Literal};
use crate::facts::item::EntryKind;
use crate::facts::model::JobRule;

/// What is called of a job, in the order in which one is looked for.
const STARTERS: [&str; 7] = ["run", "perform", "execute", "process", "handle", "work", "activate"];

/// What traits for jobs are called, by the end of their names.
const TRAITS: [(&str, EntryKind); 4] = [
    ("Job", EntryKind::Job),
    ("Task", EntryKind::Job),
    ("Worker", EntryKind::Job),
    ("Consumer", EntryKind::Consumer),
];

/// Adds the functions that run jobs.
pub(super) fn collect(impls: &Impls<'_>, rules: &[JobRule], program: &mut Program) {
    let named = named(impls);
    for n in 0..count(&impls.signatures.names.defs.impls) {
        let id = ImplId(n);
        let Some((function, kind)) = job(impls, rules, id, named.contains_key(&id)) else { continue };
        let Some(info) = program.functions.get(function.index()).filter(|info| !info.test) else { continue };
        let name = named.get(&id).cloned().or_else(|| info.owner.map(|owner| owner.to_string()));
        let (function, place) = (FunctionId(function.0), info.place);
        program.entries.push(EntryPoint { function, kind, method: None, name, place });
    }
}

/// The function that runs the job that an impl makes of a type.
fn job(impls: &Impls<'_>, rules: &[JobRule], id: ImplId, named: bool) -> Option<(FnId, EntryKind)> {
    let defs = impls.signatures.names.defs;
    let head = impls.signatures.impl_head(id);
    let Bound { of, .. } = head.of_trait.as_ref()?;
    match of {
        TraitRef::External(path) => {
            let (krate, last) = ends(path);
            let fits =
                |rule: &&JobRule| rule.of_trait == last && (krate == last || rule.crates.contains(&krate));
            let rule = rules.iter().find(fits)?;
            Some((function(impls, id, rule.function)?, rule.kind))
        }
        TraitRef::Own(of) if defs.is_own_trait(*of) => {
            let called = defs.trait_(*of).name;
            let kind = TRAITS.iter().find(|(end, _)| called.ends_with(end)).map(|(_, kind)| *kind);
            // One for every type that has some other trait is no job of its own.
            let own = matches!(&head.self_ty, Ty::Adt(id, _) if defs.is_own_type(*id));
            let kind = kind.filter(|_| own).or(named.then_some(EntryKind::Job))?;
            let found = STARTERS.iter().find_map(|name| function(impls, id, name))?;
            Some((found, kind))
        }
        TraitRef::Own(_) => None,
    }
}

fn function(impls: &Impls<'_>, id: ImplId, name: &str) -> Option<FnId> {
    let defs = impls.signatures.names.defs;
    let own = defs.assoc_functions.get(&Owned::Impl(id))?;
    own.iter().copied().find(|f| defs.is_own(*f) && defs.function(*f).name == name)
}

/// Impls that state the name of a job in a constant.
fn named(impls: &Impls<'_>) -> BTreeMap<ImplId, String> {
    let defs = impls.signatures.names.defs;
    let mut named = BTreeMap::new();
    for n in 0..count(&defs.consts) {
        let id = ConstId(n);
        let facts = defs.const_(id);
        let Some(Owned::Impl(owner)) =
            facts.owner.map(|owner| defs.global_owner(defs.consts[id.index()].file, owner))
        else {
            continue;
        };
        if let (true, Some(text)) = (is_name(facts.name), text_of(facts)) {
            named.insert(owner, text);
        }
    }
    named
}

fn is_name(name: Name) -> bool {
    name.ends_with("NAME") || name == "IDENTIFIER"
}

fn text_of(facts: &crate::facts::item::ConstDef) -> Option<String> {
    let body = facts.body.as_ref()?;
    match body.expr(body.root?) {
        Expr::Literal(Literal::Str(text)) => Some(text.to_string()),
        _ => None,
    }
}
