//! Background work: what is handed to a scheduler as a closure, and what is spawned and then goes on for as long as
//! the program runs. Which call schedules or spawns is said by rules; whether start-up code does it, by the program.

use std::collections::BTreeSet;

use super::effects::Site;
use super::eval::{Evaluator, RouteSite};
use super::mounts::children;
use super::steps::{Step, Steps};
use crate::facts::body::{Body, Expr, ExprId, MacroKind};
use crate::facts::item::EntryKind;
use crate::facts::model::CallEffect;
use crate::resolve::defs::{Definitions, FnId};
use crate::resolve::types::bodies::BodyTypes;

/// A function that runs in a task of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spawned {
    pub(crate) function: FnId,
    pub(crate) line: u32,
    /// The task calls it over and over; else it must do so itself to be background work.
    pub(crate) in_loop: bool,
}

impl Evaluator<'_, '_> {
    /// What a call says of who starts what.
    pub(super) fn start_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        match effect {
            CallEffect::Spawn { arg } => {
                site.arg(arg).into_iter().for_each(|task| self.note_spawned(task));
            }
            CallEffect::Receives => self.noted.receives.push(site.line),
            CallEffect::Filtered { .. } | CallEffect::FilterAnd { .. } => self.filter_effect(effect, site),
            _ => self.entry_effect(effect, site),
        }
    }

    /// The steps of a closure that a scheduler is given.
    pub(super) fn note_scheduled(&mut self, id: ExprId, kind: EntryKind, name: Option<&str>) {
        for (function, at) in self.steps(id, &|_| false) {
            let (line, name) = (self.body.line(at), name.map(String::from));
            self.noted.routes.push(RouteSite { function, kind, method: None, name, line, at });
        }
    }

    /// What a task that is spawned does: in its endless loops, else before them.
    pub(super) fn note_spawned(&mut self, task: ExprId) {
        let loops = loops_in(self.body, task);
        let mut inside: Vec<Step> = loops.iter().flat_map(|at| self.steps(*at, &|_| false)).collect();
        inside.retain(|(function, _)| self.is_async(*function));
        let defs = self.context.impls.signatures.names.defs;
        let apart = |at| loops.contains(&at);
        let outside = Steps { defs, body: self.body, types: self.types, apart: &apart }.with_bound(task);
        self.push_spawned(inside, true);
        self.push_spawned(outside, false);
    }

    fn push_spawned(&mut self, steps: Vec<Step>, in_loop: bool) {
        for (function, at) in steps {
            let line = self.body.line(at);
            self.noted.spawned.push(Spawned { function, line, in_loop });
        }
    }

    /// A function of the analysed code that is called `spawn` runs the closures that it is handed as one of a runtime;
    /// one that spawns what repeats is a scheduler of them.
    pub(super) fn note_own_spawn(&mut self, function: FnId, args: &[ExprId]) {
        let given = |id: &ExprId| matches!(self.body.expr(*id), Expr::Closure(_) | Expr::Block(_));
        let closures: Vec<ExprId> = args.iter().copied().filter(given).collect();
        if closures.is_empty() {
            return;
        }
        let facts = self.context.impls.signatures.names.defs.function(function);
        let named = facts.name == "spawn" || facts.name.starts_with("spawn_");
        if !named && !facts.body.as_deref().is_some_and(schedules) {
            return;
        }
        for id in closures {
            if named {
                self.note_spawned(id);
            } else {
                let mut steps = self.steps(id, &|_| false);
                steps.retain(|(function, _)| self.is_async(*function));
                self.push_spawned(steps, true);
            }
        }
    }

    fn is_async(&self, function: FnId) -> bool {
        self.context.impls.signatures.names.defs.function(function).is_async
    }

    fn steps(&self, id: ExprId, apart: &dyn Fn(ExprId) -> bool) -> Vec<Step> {
        let defs = self.context.impls.signatures.names.defs;
        Steps { defs, body: self.body, types: self.types, apart }.of(id)
    }
}

/// How a function goes on until it is stopped.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rounds {
    /// It waits in each round.
    pub(crate) waits: bool,
    /// And does some step of the analysed code.
    pub(crate) works: bool,
    /// What it does last, where it has no rounds of its own.
    pub(crate) last: Option<FnId>,
}

pub(crate) fn rounds(defs: &Definitions<'_>, id: FnId, body: &Body, types: &BodyTypes) -> Rounds {
    let Some(root) = body.root.filter(|_| defs.function(id).is_async) else { return Rounds::default() };
    let steps = Steps { defs, body, types, apart: &|_| false };
    let repeats = body.exprs.iter().any(|e| matches!(e, Expr::Loop { .. }));
    let loops = if repeats { loops_in(body, root) } else { BTreeSet::new() };
    if loops.is_empty() {
        let last = steps.of(root).last().map(|(function, _)| *function);
        return Rounds { last, ..Rounds::default() };
    }
    let works = loops.iter().any(|at| !steps.of(*at).is_empty());
    Rounds { waits: true, works, last: None }
}

/// Whether a body spawns what goes on in rounds.
fn schedules(body: &Body) -> bool {
    let named = |names: &[&str]| {
        body.exprs.iter().any(|expr| match expr {
            Expr::Method(call) => names.contains(&call.name.as_str()),
            Expr::Call { callee, .. } => match body.expr(*callee) {
                Expr::Path(path) => path.last().is_some_and(|last| names.contains(&last.as_str())),
                _ => false,
            },
            _ => false,
        })
    };
    named(&["spawn", "spawn_local", "spawn_blocking"]) && named(&["interval", "interval_at", "sleep"])
}

/// The outermost loops inside an expression that wait in each round: for a timer, a message, a signal.
fn loops_in(body: &Body, root: ExprId) -> BTreeSet<ExprId> {
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        match body.expr(id) {
            Expr::Loop { .. } if waits(body, id) => {
                found.insert(id);
            }
            form => open.extend(children(form)),
        }
    }
    found
}

fn waits(body: &Body, id: ExprId) -> bool {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match body.expr(id) {
            Expr::Await(_) => return true,
            Expr::Macro(call) if call.what == MacroKind::Choice => return true,
            // What another task waits for.
            Expr::Closure(_) => {}
            form => open.extend(children(form)),
        }
    }
    false
}
