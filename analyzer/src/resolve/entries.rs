//! Entry points of the program: marks on functions and routes that calls register, under their full paths; jobs that
//! a constant names. Not which call registers what: rules say that.

use std::collections::{BTreeMap, BTreeSet};

use super::data::mounts::{self, Mounts};
use super::defs::{ConstId, Def, FnId, ImplId, Owned};
use super::ids::FunctionId;
use super::names::{Names, Namespace};
use super::program::{EntryPoint, Program};
use super::types::impls::Impls;
use crate::facts::Name;
use crate::facts::body::{Expr, Literal};
use crate::facts::item::{EntryKind, EntryMark};
use crate::facts::place::Place;

/// What a framework calls of a job.
const STARTERS: [&str; 6] = ["run", "perform", "execute", "process", "handle", "work"];

/// Entries by marks and by registering calls.
pub(super) fn collect(program: &mut Program, impls: &Impls<'_>, mounts: &[Mounts]) {
    let defs = impls.signatures.names.defs;
    let has_path = |id: FnId| {
        defs.function(id).entries.iter().any(|mark| mark.kind == EntryKind::Http && mark.name.is_some())
    };
    let prefixes = mounts::compose(mounts, &has_path);
    let root = BTreeSet::from([String::new()]);
    let mut routed = BTreeSet::new();
    for (n, own) in mounts.iter().enumerate() {
        let file = program.functions[n].place.file;
        let before = u32::try_from(n).ok().and_then(|n| prefixes.get(&FnId(n))).unwrap_or(&root);
        for (site, paths) in &own.routes {
            let names: BTreeSet<Option<String>> = if site.kind == EntryKind::Http {
                let full = before.iter().flat_map(|b| paths.iter().map(move |p| mounts::join(b, p)));
                full.map(|path| (site.name.is_some() || !path.is_empty()).then(|| mounts::shown(&path)))
                    .collect()
            } else {
                BTreeSet::from([site.name.clone()])
            };
            let place = Place::new(file, site.line);
            for name in names {
                if name.is_some() {
                    routed.insert((site.function, site.kind));
                }
                let function = FunctionId(site.function.0);
                program.entries.push(EntryPoint {
                    function,
                    kind: site.kind,
                    method: site.method,
                    name,
                    place,
                });
            }
        }
    }
    for n in 0..defs.own_functions {
        let id = FnId(n);
        for EntryMark { kind, method, name } in &defs.function(id).entries {
            // The call that registers it says the path; the mark describes it.
            if *kind == EntryKind::Http && routed.contains(&(id, *kind)) {
                continue;
            }
            let place = program.functions[n as usize].place;
            let before = prefixes.get(&id).filter(|_| *kind == EntryKind::Http).unwrap_or(&root);
            for prefix in before {
                let name = name.as_ref().map(|name| match prefix.as_str() {
                    "" => name.clone(),
                    prefix => mounts::join(prefix, name),
                });
                for served in serving(impls, id) {
                    program.entries.push(EntryPoint {
                        function: FunctionId(served.0),
                        kind: *kind,
                        method: *method,
                        name: name.clone(),
                        place,
                    });
                }
            }
        }
    }
}

/// Who serves what a function is marked for: an API that a trait describes is served by its implementations.
fn serving(impls: &Impls<'_>, id: FnId) -> Vec<FnId> {
    let defs = impls.signatures.names.defs;
    let own = defs.function(id);
    let Some(Owned::Trait(of)) = defs.owner_of(id) else { return vec![id] };
    let all = impls.by_trait.get(&of).map_or(&[][..], Vec::as_slice).iter();
    let found: Vec<FnId> = all
        .flat_map(|owner| defs.assoc_functions.get(&Owned::Impl(*owner)).into_iter().flatten())
        .copied()
        .filter(|f| defs.is_own(*f) && defs.function(*f).name == own.name && !defs.function(*f).test)
        .collect();
    if found.is_empty() { vec![id] } else { found }
}

/// Impls of an own trait that state the name of a job in a constant: the function that runs it.
pub(super) fn named_jobs(names: &Names<'_>, program: &mut Program) {
    let defs = names.defs;
    let mut named: BTreeMap<ImplId, String> = BTreeMap::new();
    for n in 0..super::defs::count(&defs.consts) {
        let id = ConstId(n);
        let facts = defs.const_(id);
        let Some(Owned::Impl(owner)) =
            facts.owner.map(|owner| defs.global_owner(defs.consts[id.index()].file, owner))
        else {
            continue;
        };
        if let (true, Some(text)) = (facts.name.ends_with("NAME"), text_of(facts)) {
            named.insert(owner, text);
        }
    }
    for n in 0..defs.own_functions {
        let id = FnId(n);
        let Some(Owned::Impl(owner)) = defs.owner_of(id) else { continue };
        let Some(name) = named.get(&owner) else { continue };
        if STARTERS.contains(&defs.function(id).name.as_str()) && of_own_trait(names, owner) {
            let place = program.functions[n as usize].place;
            program.entries.push(EntryPoint {
                function: FunctionId(n),
                kind: EntryKind::Job,
                method: None,
                name: Some(name.clone()),
                place,
            });
        }
    }
}

fn text_of(facts: &crate::facts::item::ConstDef) -> Option<String> {
    let body = facts.body.as_ref()?;
    match body.expr(body.root?) {
        Expr::Literal(Literal::Str(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn of_own_trait(names: &Names<'_>, id: ImplId) -> bool {
    let defs = names.defs;
    let Some(path) = &defs.impl_(id).of_trait else { return false };
    let found = names.path(defs.module_of_impl(id), path, Namespace::Type).map(|found| found.def);
    matches!(found, Some(Def::Trait(id)) if defs.is_own_trait(id))
}

/// One entry a function, kind, name and method; one with a name or method says more than one without.
pub(super) fn settle(program: &mut Program) {
    let entries = &mut program.entries;
    entries.sort_by(|a, b| {
        (a.function, a.kind, &a.name, a.method, a.place)
            .cmp(&(b.function, b.kind, &b.name, b.method, b.place))
    });
    entries.dedup_by(|a, b| {
        a.function == b.function && a.kind == b.kind && a.name == b.name && a.method == b.method
    });
    let mut named: BTreeSet<(FunctionId, EntryKind)> = BTreeSet::new();
    let mut methods: BTreeMap<(FunctionId, EntryKind, Option<String>), Name> = BTreeMap::new();
    for entry in entries.iter() {
        if entry.name.is_some() {
            named.insert((entry.function, entry.kind));
        }
        if let Some(method) = entry.method {
            methods.insert((entry.function, entry.kind, entry.name.clone()), method);
        }
    }
    entries.retain(|e| {
        (e.name.is_some() || !named.contains(&(e.function, e.kind)))
            && (e.method.is_some() || !methods.contains_key(&(e.function, e.kind, e.name.clone())))
    });
}
