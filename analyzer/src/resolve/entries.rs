//! Entry points of the program: marks on functions, routes that calls register, under their full paths, commands, and
//! tasks that start-up code spawns. Not which call registers or spawns what: rules say that.

use std::collections::{BTreeMap, BTreeSet};

use super::data::commands::Commanded;
use super::data::mounts::{self, Mounts};
use super::data::tasks::{Rounds, Spawned};
use super::defs::FnId;
use super::ids::FunctionId;
use super::program::{CallKind, EntryPoint, FunctionInfo, Program};
use super::served::Served;
use super::types::impls::Impls;
use crate::config::Config;
use crate::facts::Name;
use crate::facts::item::{EntryKind, EntryMark};
use crate::facts::place::{Certainty, Place};

/// Names of functions that say nothing without their type's.
const PLAIN: [&str; 7] = ["run", "start", "execute", "process", "handle", "work", "perform"];
/// Functions around the one that goes on, or that asks a queue for its next message.
const MAX_WRAPPERS: usize = 4;
/// Commands of commands of commands.
const MAX_COMMANDS: usize = 4;
/// Names under which one function may be told apart from others.
const MAX_NAMES: usize = 32;

/// What one function starts, or is started by.
#[derive(Default)]
pub(super) struct Started {
    pub(super) mounts: Mounts,
    pub(super) commands: Vec<Commanded>,
    pub(super) spawned: Vec<Spawned>,
    /// Lines on which it waits for a queue's next message.
    pub(super) receives: Vec<u32>,
    pub(super) rounds: Rounds,
}

/// Entries by marks, by registering calls, by what is spawned and by commands.
pub(super) fn collect(program: &mut Program, impls: &Impls<'_>, started: &[Started]) {
    let mounts: Vec<&Mounts> = started.iter().map(|own| &own.mounts).collect();
    let served = Served::new(impls);
    routes(program, impls, &mounts, &served);
    commands(program, started);
    tasks(program, &served, started);
}

fn routes(program: &mut Program, impls: &Impls<'_>, mounts: &[&Mounts], served: &Served<'_>) {
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
                for serving in served.by(id) {
                    program.entries.push(EntryPoint {
                        function: FunctionId(serving.0),
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

/// Commands under the names of the commands that lead to the functions that tell them apart.
fn commands(program: &mut Program, started: &[Started]) {
    let own = |id: FnId| started.get(id.index()).map_or(&[][..], |own| own.commands.as_slice());
    let all = || (0_u32..).zip(started).filter(|(_, own)| !own.commands.is_empty()).map(|(n, _)| FnId(n));
    let led: BTreeSet<FnId> = all().flat_map(|id| own(id).iter().map(|to| to.function)).collect();
    let mut before: BTreeMap<FnId, BTreeSet<String>> =
        all().filter(|id| !led.contains(id)).map(|id| (id, BTreeSet::from([String::new()]))).collect();
    for _ in 0..MAX_COMMANDS {
        for (id, names) in before.clone() {
            for to in own(id).iter().filter(|to| to.function != id && !own(to.function).is_empty()) {
                let list = before.entry(to.function).or_default();
                list.extend(
                    names
                        .iter()
                        .map(|name| spaced(name, &to.name))
                        .take(MAX_NAMES - list.len().min(MAX_NAMES)),
                );
            }
        }
    }
    let root = BTreeSet::from([String::new()]);
    for id in all() {
        let names = before.get(&id).unwrap_or(&root);
        // A function that tells subcommands apart is none itself.
        for to in own(id).iter().filter(|to| own(to.function).is_empty()) {
            let place = Place::new(program.functions[id.index()].place.file, to.line);
            program.entries.extend(names.iter().map(|name| EntryPoint {
                function: FunctionId(to.function.0),
                kind: EntryKind::Command,
                method: None,
                name: Some(spaced(name, &to.name)),
                place,
            }));
        }
    }
}

fn spaced(before: &str, name: &str) -> String {
    if before.is_empty() { name.to_owned() } else { format!("{before} {name}") }
}

/// What start-up code spawns to go on for as long as the program runs, and what waits for messages of queues.
fn tasks(program: &mut Program, served: &Served<'_>, started: &[Started]) {
    let consumers = consumers(program, started);
    let any = started.iter().any(|own| !own.spawned.is_empty());
    let reached = if any { at_start(program) } else { Vec::new() };
    let mut found: Vec<(FunctionId, EntryKind, Place)> = Vec::new();
    for id in &consumers {
        found.push((*id, EntryKind::Consumer, program.functions[id.0 as usize].place));
    }
    for (n, own) in started.iter().enumerate() {
        if own.spawned.is_empty() || !reached.get(n).is_some_and(|reached| *reached) {
            continue;
        }
        let file = program.functions[n].place.file;
        for task in &own.spawned {
            for function in served.by(task.function) {
                let works = works(started, function);
                let id = FunctionId(function.0);
                if (task.in_loop || works) && !consumers.contains(&id) {
                    found.push((id, EntryKind::Job, Place::new(file, task.line)));
                }
            }
        }
    }
    let entry = |(function, kind, place)| EntryPoint { function, kind, method: None, name: None, place };
    program.entries.extend(found.into_iter().map(entry));
}

/// Whether a function goes on with work of the analysed code, itself or in what it does last.
fn works(started: &[Started], function: FnId) -> bool {
    let mut at = Some(function);
    for _ in 0..MAX_WRAPPERS {
        let Some(own) = at.and_then(|id| started.get(id.index())) else { return false };
        if own.rounds.works {
            return true;
        }
        at = own.rounds.last;
    }
    false
}

/// The functions that wait for messages over and over: those that ask a queue for the next, or call what does.
fn consumers(program: &Program, started: &[Started]) -> BTreeSet<FunctionId> {
    let asks = (0_u32..).zip(started).filter(|(_, own)| !own.receives.is_empty());
    let mut open: BTreeSet<FunctionId> = asks.map(|(n, _)| FunctionId(n)).collect();
    let mut found = BTreeSet::new();
    for round in 0..MAX_WRAPPERS {
        let rounds = |id: &FunctionId| started[id.0 as usize].rounds;
        let (goes_on, wraps): (Vec<FunctionId>, Vec<FunctionId>) =
            open.iter().partition(|id| rounds(id).works || (round == 0 && rounds(id).waits));
        found.extend(goes_on);
        if wraps.is_empty() {
            break;
        }
        let calls = program.calls.iter().filter(|call| wraps.contains(&call.callee));
        open = calls
            .filter(|call| matches!(call.kind, CallKind::Call | CallKind::Dispatch))
            .map(|call| call.caller)
            .filter(|id| !program.functions[id.0 as usize].test && !found.contains(id))
            .collect();
    }
    found
}

/// What the program's start calls before anything else starts something.
fn at_start(program: &Program) -> Vec<bool> {
    let mut reached = vec![false; program.functions.len()];
    let mut calls: Vec<Vec<FunctionId>> = vec![Vec::new(); program.functions.len()];
    for call in &program.calls {
        if matches!(call.kind, CallKind::Call | CallKind::Dispatch) && call.certainty != Certainty::Possible {
            calls[call.caller.0 as usize].push(call.callee);
        }
    }
    let mains = program.entries.iter().filter(|entry| entry.kind == EntryKind::Main);
    let mut open: Vec<FunctionId> = mains.map(|entry| entry.function).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0 as usize], true) {
            open.extend(&calls[id.0 as usize]);
        }
    }
    reached
}

/// Who runs jobs without a name knows them by their functions.
fn name_by_function(entries: &mut [EntryPoint], functions: &[FunctionInfo]) {
    let named = |entry: &EntryPoint| {
        matches!(entry.kind, EntryKind::Job | EntryKind::Consumer | EntryKind::Command)
            && entry.name.is_none()
    };
    let mut of_name: BTreeMap<Name, BTreeSet<FunctionId>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| named(entry)) {
        of_name.entry(functions[entry.function.0 as usize].name).or_default().insert(entry.function);
    }
    for entry in entries.iter_mut().filter(|entry| named(entry)) {
        let info = &functions[entry.function.0 as usize];
        let module = info.module_path.get(1..).and_then(|inner| inner.last().copied());
        let around = info.owner.or(module);
        let several = of_name.get(&info.name).is_some_and(|all| all.len() > 1);
        entry.name = Some(match around {
            Some(around) if several => format!("{around}::{}", info.name),
            Some(around) if PLAIN.contains(&info.name.as_str()) => around.to_string(),
            _ => info.name.to_string(),
        });
    }
}

/// Functions that the outside starts because the user says so.
pub(super) fn decreed(program: &mut Program, config: &Config) {
    if config.entry_points.functions.is_empty() {
        return;
    }
    let known: BTreeSet<FunctionId> = program.entries.iter().map(|entry| entry.function).collect();
    for (n, function) in (0..).zip(&program.functions) {
        let own = function.of_program() && !function.derived && !known.contains(&FunctionId(n));
        if own && config.is_entry(&function.display()) {
            let (kind, place) = (EntryKind::Consumer, function.place);
            program.entries.push(EntryPoint {
                function: FunctionId(n),
                kind,
                method: None,
                name: None,
                place,
            });
        }
    }
}

/// One entry a function, kind, name and method; one with a name or method says more than one without.
pub(super) fn settle(program: &mut Program) {
    let entries = &mut program.entries;
    // Who runs a job that asks a queue is the job's runner.
    let jobs: BTreeSet<FunctionId> =
        entries.iter().filter(|entry| entry.kind == EntryKind::Job).map(|entry| entry.function).collect();
    entries.retain(|entry| entry.kind != EntryKind::Consumer || !jobs.contains(&entry.function));
    name_by_function(entries, &program.functions);
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
