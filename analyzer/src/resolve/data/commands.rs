//! Commands of a program: which functions a `match` over what was parsed from the command line leads to, by the
//! command's name. Which enums are parsed from there is said by the front end.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::steps::{Step, Steps};
use crate::facts::Name;
use crate::facts::body::{Arm, Body, Expr, ExprId, Pat, PatId};
use crate::resolve::defs::{FnId, TypeId};
use crate::resolve::types::bodies::BodyTypes;
use crate::resolve::types::signatures::Signatures;
use crate::resolve::types::ty::Ty;

/// Alternatives of one pattern beyond this many are cut.
const MAX_NAMES: usize = 64;
/// One function may serve two commands: to switch something on, and off.
const MAX_COMMON: usize = 2;
/// Subcommands of subcommands are followed this deep.
const MAX_DEPTH: u8 = 4;

/// A function that a command leads to.
#[derive(Clone, Debug)]
pub(crate) struct Commanded {
    pub(crate) function: FnId,
    pub(crate) line: u32,
    /// `users create`, under the command of the function that tells them apart.
    pub(crate) name: String,
}

/// What the matches of a body lead to.
pub(crate) fn of_body(signatures: &Signatures<'_>, body: &Body, types: &BodyTypes) -> Vec<Commanded> {
    let reader = Reader { signatures, body, types, seen: RefCell::new(BTreeSet::new()) };
    let mut found = Vec::new();
    // A match inside an arm has a smaller number than the one around it.
    for n in (0..body.exprs.len()).rev() {
        let Some(id) = u32::try_from(n).ok().map(ExprId).filter(|id| reader.tells_apart(*id)) else {
            continue;
        };
        reader.read(id, "", 0, &mut found);
    }
    found
}

struct Reader<'r, 'a> {
    signatures: &'r Signatures<'a>,
    body: &'r Body,
    types: &'r BodyTypes,
    seen: RefCell<BTreeSet<ExprId>>,
}

impl Reader<'_, '_> {
    fn tells_apart(&self, id: ExprId) -> bool {
        let Expr::Match { value, arms } = self.body.expr(id) else { return false };
        let ty = self.types.ty(*value);
        holds_type(ty) && arms.iter().any(|arm| !self.names(arm.pat, ty, 0).is_empty())
    }

    fn read(&self, id: ExprId, before: &str, depth: u8, out: &mut Vec<Commanded>) {
        let Expr::Match { value, arms } = self.body.expr(id) else { return };
        if depth > MAX_DEPTH || !self.seen.borrow_mut().insert(id) {
            return;
        }
        let ty = self.types.ty(*value);
        let named = arms.iter().map(|arm| (arm, self.names(arm.pat, ty, 0)));
        let read: Vec<(Vec<String>, Vec<Step>)> = named
            .map(|(arm, names)| {
                let names: Vec<String> = names.iter().map(|name| joined(before, name)).collect();
                let steps = self.steps(arm, names.first().map_or(before, String::as_str), depth, out);
                (names, steps)
            })
            .collect();
        for (names, steps) in &read {
            for (function, at) in steps {
                // What several commands do is nobody's command, but the work of the function that tells them apart.
                let with = |(_, all): &&(Vec<String>, Vec<Step>)| all.iter().any(|(f, _)| f == function);
                let count = read.iter().filter(with).count();
                if count > MAX_COMMON || (count > 1 && steps.len() > 1) {
                    continue;
                }
                let line = self.body.line(*at);
                out.extend(names.iter().map(|name| Commanded {
                    function: *function,
                    line,
                    name: name.clone(),
                }));
            }
        }
    }

    /// The steps of an arm. A match over its subcommands is read by itself.
    fn steps(&self, arm: &Arm, name: &str, depth: u8, out: &mut Vec<Commanded>) -> Vec<Step> {
        let inner = RefCell::new(BTreeSet::new());
        let apart = |at: ExprId| {
            let apart = self.tells_apart(at);
            if apart {
                inner.borrow_mut().insert(at);
            }
            apart
        };
        let defs = self.signatures.names.defs;
        let steps = Steps { defs, body: self.body, types: self.types, apart: &apart }.of(arm.body);
        let inner = inner.into_inner();
        if inner.is_empty() {
            return steps;
        }
        inner.into_iter().for_each(|at| self.read(at, name, depth + 1, out));
        Vec::new()
    }

    /// The commands that a pattern stands for: `Some(Users { action: Create })` is `users create`.
    fn names(&self, pat: PatId, ty: &Ty, depth: u8) -> Vec<String> {
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        match self.body.pat(pat) {
            Pat::Or(all) => all.iter().flat_map(|pat| self.names(*pat, ty, depth)).take(MAX_NAMES).collect(),
            Pat::Ref(inner) | Pat::Typed(inner, _) => self.names(*inner, ty, depth),
            // A unit variant that an import brought into view.
            Pat::Bind { name, sub: None } => self.variant(*name, ty, &[], depth),
            Pat::Path(path) => path.last().map_or_else(Vec::new, |name| self.variant(name, ty, &[], depth)),
            Pat::TupleStruct { path, elems } => {
                let parts: Vec<(Option<Name>, PatId)> = elems.iter().map(|pat| (None, *pat)).collect();
                path.last().map_or_else(Vec::new, |name| self.variant(name, ty, &parts, depth))
            }
            Pat::Struct { path, fields } => {
                let parts: Vec<(Option<Name>, PatId)> =
                    fields.iter().map(|(name, pat)| (Some(*name), *pat)).collect();
                path.last().map_or_else(Vec::new, |name| self.variant(name, ty, &parts, depth))
            }
            _ => Vec::new(),
        }
    }

    fn variant(&self, name: Name, ty: &Ty, parts: &[(Option<Name>, PatId)], depth: u8) -> Vec<String> {
        let Ty::Adt(id, args) = ty else { return Vec::new() };
        let Some((command, fields)) = self.command(*id, name) else {
            // `Some(command)`.
            return match (parts, &**args) {
                ([(None, pat)], [inner]) => self.names(*pat, inner, depth + 1),
                _ => Vec::new(),
            };
        };
        let inner = parts.iter().enumerate().flat_map(|(at, (name, pat))| {
            let field = match name {
                Some(name) => fields.iter().find(|(own, _)| own == name),
                None => fields.get(at),
            };
            field.map_or_else(Vec::new, |(_, ty)| self.names(*pat, ty, depth + 1))
        });
        let inner: Vec<String> = inner.take(MAX_NAMES).map(|inner| joined(command, &inner)).collect();
        if inner.is_empty() { vec![command.to_owned()] } else { inner }
    }

    fn command(&self, id: TypeId, variant: Name) -> Option<(&str, &[(Name, Ty)])> {
        use crate::facts::item::TypeKind;
        let facts = self.signatures.names.defs.type_(id);
        let TypeKind::Enum(variants) = &facts.kind else { return None };
        if facts.commands.is_empty() {
            return None;
        }
        let at = variants.iter().position(|own| own.name == variant)?;
        Some((facts.commands.get(at)?, self.signatures.fields(id).get(at)?))
    }
}

fn holds_type(ty: &Ty) -> bool {
    matches!(ty, Ty::Adt(..))
}

fn joined(before: &str, name: &str) -> String {
    if before.is_empty() { name.to_owned() } else { format!("{before} {name}") }
}
