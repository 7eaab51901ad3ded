//! Full paths of routes: which functions add routes under which prefix. A body says under what prefixes each of its
//! expressions stands; over all bodies "F mounts G under P" gives every router function its prefixes. What a handler
//! is, and that a call registers it, is the matter of rules.

use std::collections::{BTreeMap, BTreeSet};

use super::eval::{Noted, Prefix, RouteSite};
use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId, Pat, PatId, Statement};
use crate::resolve::defs::{Def, FnId};
use crate::resolve::types::bodies::{BodyTypes, Callee};

/// Routers nested deeper are not followed.
const MAX_DEPTH: usize = 8;
/// Prefixes of one place beyond this many are cut.
const MAX_PREFIXES: usize = 32;
/// Steps from an expression outwards, over the uses of locals, before the rest is left.
const MAX_STEPS: usize = 4_096;

/// What one function adds to routers.
#[derive(Default, Debug)]
pub(crate) struct Mounts {
    /// Handlers with their paths inside this function.
    pub(crate) routes: Vec<(RouteSite, BTreeSet<String>)>,
    /// Functions that stand under these prefixes, and whether they are called there, not only named.
    mounts: Vec<(FnId, BTreeSet<String>, bool)>,
}

/// Path pieces as routers join them.
pub(crate) fn join(before: &str, after: &str) -> String {
    let before = before.trim_end_matches('/');
    match after.trim_matches('/') {
        "" => before.to_string(),
        after => format!("{before}/{after}"),
    }
}

/// A path as it is shown.
pub(crate) fn shown(path: &str) -> String {
    if path.is_empty() { "/".to_string() } else { path.to_string() }
}

/// Where the functions of a body stand.
pub(crate) fn of_body(body: &Body, types: &BodyTypes, own: u32, noted: &Noted) -> Mounts {
    let places = Places::new(body, &noted.prefixes);
    let mut mounts = Mounts::default();
    for site in &noted.routes {
        mounts.routes.push((site.clone(), places.prefixes(site.at)));
    }
    let mut callees = BTreeSet::new();
    let mut found: BTreeMap<(FnId, bool), BTreeSet<String>> = BTreeMap::new();
    for n in (0..body.exprs.len()).rev() {
        let Ok(n) = u32::try_from(n) else { continue };
        let id = ExprId(n);
        let (function, called) = match body.expr(id) {
            Expr::Call { callee, .. } => {
                callees.insert(*callee);
                (called(types, id), true)
            }
            Expr::Method(_) => (called(types, id), true),
            Expr::Path(_) if !callees.contains(&id) => match types.path(id) {
                Some(Def::Function(function)) => (Some(function), false),
                _ => (None, false),
            },
            _ => continue,
        };
        if let Some(function) = function.filter(|f| f.0 < own) {
            found.entry((function, called)).or_default().extend(places.prefixes(id));
        }
    }
    mounts.mounts = found.into_iter().map(|((f, called), prefixes)| (f, prefixes, called)).collect();
    mounts
}

fn called(types: &BodyTypes, id: ExprId) -> Option<FnId> {
    match types.callee(id) {
        Some(Callee::Function { function, .. }) => Some(*function),
        _ => None,
    }
}

/// The way outwards from each expression of a body.
struct Places<'a> {
    body: &'a Body,
    prefixes: BTreeMap<ExprId, &'a Prefix>,
    parents: Vec<Option<ExprId>>,
    /// Values of locals, by name, in their order.
    values: BTreeMap<Name, Vec<ExprId>>,
    uses: BTreeMap<Name, Vec<ExprId>>,
}

impl<'a> Places<'a> {
    fn new(body: &'a Body, prefixes: &'a [Prefix]) -> Self {
        let prefixes: BTreeMap<ExprId, &Prefix> = prefixes.iter().map(|p| (p.site, p)).collect();
        let mut places =
            Places { body, prefixes, parents: Vec::new(), values: BTreeMap::new(), uses: BTreeMap::new() };
        // Without a prefix in the body every place has the same: none.
        if places.prefixes.is_empty() {
            return places;
        }
        places.parents = vec![None; body.exprs.len()];
        for (n, expr) in body.exprs.iter().enumerate() {
            let Ok(n) = u32::try_from(n) else { continue };
            for child in children(expr) {
                places.parents[child.0 as usize] = Some(ExprId(n));
            }
            places.note_locals(ExprId(n), expr);
        }
        places.values.values_mut().for_each(|list| list.sort());
        places
    }

    fn note_locals(&mut self, id: ExprId, expr: &Expr) {
        match expr {
            Expr::Path(path) => {
                if let Some(name) = path.single() {
                    self.uses.entry(name).or_default().push(id);
                }
            }
            Expr::Block(block) => {
                for statement in &block.statements {
                    if let Statement::Let { pat, value: Some(value), .. } = statement {
                        for name in bound(self.body, *pat) {
                            self.values.entry(name).or_default().push(*value);
                        }
                    }
                }
            }
            Expr::Assign { to, value, compound: false } => {
                if let Expr::Path(path) = self.body.expr(*to)
                    && let Some(name) = path.single()
                {
                    self.values.entry(name).or_default().push(*value);
                }
            }
            _ => {}
        }
    }

    /// The prefixes under which an expression stands in its function.
    fn prefixes(&self, id: ExprId) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if self.prefixes.is_empty() {
            found.insert(String::new());
            return found;
        }
        let mut open = vec![(id, String::new(), false)];
        let mut steps = 0;
        while let Some((mut at, mut path, local)) = open.pop() {
            loop {
                steps += 1;
                if steps > MAX_STEPS || found.len() >= MAX_PREFIXES {
                    break;
                }
                let uses = self.uses_of_value(at);
                if !uses.is_empty() {
                    open.extend(uses.into_iter().map(|used| (used, path.clone(), true)));
                    break;
                }
                let Some(parent) = self.parents[at.0 as usize] else {
                    found.insert(path);
                    break;
                };
                // What a route is given by a local is state or a description, no router.
                if local && self.prefixes.get(&parent).is_some_and(|p| p.route && p.inner == Some(at)) {
                    break;
                }
                for text in self.step(parent, at) {
                    path = join(&join("", text), &path);
                }
                at = parent;
            }
        }
        if found.is_empty() {
            found.insert(String::new());
        }
        without_bare(found)
    }

    /// What a parent puts before the paths of its child, innermost first.
    fn step(&self, parent: ExprId, child: ExprId) -> impl Iterator<Item = &str> {
        let own = self.prefixes.get(&parent).filter(|prefix| prefix.inner == Some(child));
        let around = match self.body.expr(parent) {
            Expr::Method(call) if call.receiver != child => {
                // `web::scope("/api").route(…)`, `Routes::new().prefix("api").add(…)`
                let before = |at: &ExprId| match self.body.expr(*at) {
                    Expr::Method(call) => Some(call.receiver),
                    _ => None,
                };
                let bare = |at: ExprId| self.prefixes.get(&at).filter(|prefix| prefix.inner.is_none());
                std::iter::successors(Some(call.receiver), before).find_map(bare)
            }
            _ => None,
        };
        own.into_iter().chain(around).map(|prefix| prefix.text.as_str())
    }

    /// Where the local is used of which this is a value: up to its next value.
    fn uses_of_value(&self, value: ExprId) -> Vec<ExprId> {
        let mut out = Vec::new();
        for (name, values) in &self.values {
            if values.binary_search(&value).is_err() {
                continue;
            }
            let next = values.iter().find(|v| **v > value).map_or(u32::MAX, |v| v.0);
            let uses = self.uses.get(name).map_or(&[][..], Vec::as_slice);
            out.extend(uses.iter().filter(|used| **used > value && used.0 <= next));
        }
        out
    }
}

/// A router that is used under a prefix is used at the root only to be asked for something.
fn without_bare(mut found: BTreeSet<String>) -> BTreeSet<String> {
    if found.len() > 1 {
        found.remove("");
    }
    found
}

fn bound(body: &Body, pat: PatId) -> Vec<Name> {
    match body.pat(pat) {
        Pat::Bind { name, .. } => vec![*name],
        Pat::Tuple(parts) => parts.iter().flat_map(|part| bound(body, *part)).collect(),
        Pat::Typed(inner, _) | Pat::Ref(inner) => bound(body, *inner),
        _ => Vec::new(),
    }
}

pub(super) fn children(expr: &Expr) -> Vec<ExprId> {
    match expr {
        Expr::Missing | Expr::Path(_) | Expr::Literal(_) => Vec::new(),
        Expr::Call { callee, args } => std::iter::once(*callee).chain(args.iter().copied()).collect(),
        Expr::Method(call) => std::iter::once(call.receiver).chain(call.args.iter().copied()).collect(),
        Expr::Field { base, .. } => vec![*base],
        Expr::Index { base, index } => vec![*base, *index],
        Expr::Struct(literal) => literal.fields.iter().map(|(_, e)| *e).chain(literal.rest).collect(),
        Expr::Closure(closure) => vec![closure.body],
        Expr::Block(block) => {
            let mut out: Vec<ExprId> = block.tail.into_iter().collect();
            for statement in &block.statements {
                match statement {
                    Statement::Let { value, otherwise, .. } => out.extend(value.iter().chain(otherwise)),
                    Statement::Expr(e) => out.push(*e),
                }
            }
            out
        }
        Expr::If { cond, then, otherwise } => [*cond, *then].into_iter().chain(*otherwise).collect(),
        Expr::Match { value, arms } => {
            let arms = arms.iter().flat_map(|arm| arm.guard.into_iter().chain([arm.body]));
            std::iter::once(*value).chain(arms).collect()
        }
        Expr::Loop { cond, body } => cond.iter().copied().chain([*body]).collect(),
        Expr::For { iter, body, .. } => vec![*iter, *body],
        Expr::Let { value, .. } | Expr::Cast { value, .. } => vec![*value],
        Expr::Assign { to, value, .. } => vec![*to, *value],
        Expr::Binary { left, right, .. } => vec![*left, *right],
        Expr::Unary(e) | Expr::Deref(e) | Expr::Ref(e) | Expr::Try(e) | Expr::Await(e) => vec![*e],
        Expr::Return(e) | Expr::Break(e) => e.iter().copied().collect(),
        Expr::Tuple(list) | Expr::Array(list) | Expr::Range(list) => list.to_vec(),
        Expr::Macro(call) => call.args.to_vec(),
    }
}

/// The prefixes of every function that adds routes or is named where routers are built. `of` holds the mounts of
/// each function, none for tests; `marked` says which functions carry a path of their own.
pub(crate) fn compose(of: &[&Mounts], marked: &dyn Fn(FnId) -> bool) -> BTreeMap<FnId, BTreeSet<String>> {
    let relevant = relevant(of, marked);
    let mut edges = Vec::new();
    let mut mounted = BTreeSet::new();
    for mounter in &relevant {
        for (function, prefixes, called) in of.get(mounter.index()).map_or(&[][..], |m| &m.mounts) {
            if (relevant.contains(function) && *called && function != mounter)
                || (!called && (marked(*function) || relevant.contains(function)))
            {
                edges.push((*mounter, prefixes, *function));
                mounted.insert(*function);
            }
        }
    }
    let root = || BTreeSet::from([String::new()]);
    let mut found: BTreeMap<FnId, BTreeSet<String>> =
        relevant.iter().filter(|f| !mounted.contains(f)).map(|f| (*f, root())).collect();
    for _ in 0..MAX_DEPTH {
        let mut next = found.clone();
        for (mounter, prefixes, function) in &edges {
            let Some(before) = found.get(mounter) else { continue };
            let list = next.entry(*function).or_default();
            for path in before.iter().flat_map(|b| prefixes.iter().map(move |p| join(b, p))) {
                if list.len() < MAX_PREFIXES {
                    list.insert(path);
                }
            }
        }
        if next == found {
            break;
        }
        found = next;
    }
    found.into_iter().map(|(function, list)| (function, without_bare(list))).collect()
}

/// Functions that add routes, name functions with a path of their own, or call such functions.
fn relevant(of: &[&Mounts], marked: &dyn Fn(FnId) -> bool) -> BTreeSet<FnId> {
    let mut callers: BTreeMap<FnId, Vec<FnId>> = BTreeMap::new();
    let mut open = Vec::new();
    for (n, mounts) in of.iter().enumerate() {
        let Ok(n) = u32::try_from(n) else { continue };
        let names = mounts.mounts.iter().any(|(f, _, called)| !called && marked(*f));
        if names || !mounts.routes.is_empty() {
            open.push(FnId(n));
        }
        for (function, _, _) in &mounts.mounts {
            callers.entry(*function).or_default().push(FnId(n));
        }
    }
    let mut found = BTreeSet::new();
    while let Some(function) = open.pop() {
        if found.insert(function) {
            open.extend(callers.get(&function).into_iter().flatten());
        }
    }
    found
}
