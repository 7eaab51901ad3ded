//! Test doubles that no `cfg(test)` marks: a type that has a trait of the analysed code, and that nothing of the
//! program names beside its own impls, is no implementation that the program runs. Who names it tells it apart, not
//! what it is called.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::defs::{Definitions, FnId, Owned};
use super::program::{Call, CallKind, Program};
use super::types::impls::Impls;
use super::types::ty::Ty;
use crate::facts::Name;
use crate::facts::body::{Body, Expr, Statement};
use crate::facts::file::FileFacts;
use crate::facts::item::TypeKind;
use crate::facts::place::Certainty;
use crate::facts::types::{PathRef, TypeExpr};

/// Types of calls to implementations of which there are several: doubles go, a lone one that is left is likely.
pub(super) fn drop(impls: &Impls<'_>, program: &mut Program) {
    let several = |call: &&Call| call.kind == CallKind::Dispatch && call.certainty == Certainty::Possible;
    let open: BTreeSet<FnId> = program.calls.iter().filter(several).map(|call| FnId(call.callee.0)).collect();
    let types: FxHashSet<Name> = open.iter().filter_map(|id| type_of(impls, *id)).collect();
    if types.is_empty() {
        return;
    }
    let named = named(impls.signatures.names.defs, program, &types);
    let is_double = |id: FnId| type_of(impls, id).is_some_and(|name| !named.contains(&name));
    let doubles: BTreeSet<u32> = open.into_iter().filter(|id| is_double(*id)).map(|id| id.0).collect();
    if doubles.is_empty() {
        return;
    }
    program.calls.sort();
    let name = |call: &Call| program.functions[call.callee.0 as usize].name;
    let group = |a: &Call, b: &Call| {
        (a.caller, a.place) == (b.caller, b.place) && several(&a) == several(&b) && name(a) == name(b)
    };
    let mut calls: Vec<Call> = Vec::with_capacity(program.calls.len());
    // Calls of one place stand together; those of one name are one call.
    let mut all = program.calls.clone();
    all.sort_by(|a, b| {
        (a.caller, a.place, several(&a), name(a), a.callee).cmp(&(
            b.caller,
            b.place,
            several(&b),
            name(b),
            b.callee,
        ))
    });
    for same in all.chunk_by(group) {
        let real: Vec<&Call> = same.iter().filter(|call| !doubles.contains(&call.callee.0)).collect();
        match real[..] {
            _ if !several(&&same[0]) || real.is_empty() || real.len() == same.len() => {
                calls.extend_from_slice(same);
            }
            [one] => calls.push(Call { certainty: Certainty::Likely, ..one.clone() }),
            _ => calls.extend(real.into_iter().cloned()),
        }
    }
    program.calls = calls;
}

/// The name of the type that an impl of a function is for, where the analysed code has it.
fn type_of(impls: &Impls<'_>, id: FnId) -> Option<Name> {
    let defs = impls.signatures.names.defs;
    let Some(Owned::Impl(owner)) = defs.owner_of(id) else { return None };
    match &impls.signatures.impl_head(owner).self_ty {
        Ty::Adt(of, _) if defs.is_own_type(*of) => Some(defs.type_(*of).name),
        _ => None,
    }
}

/// Those of the types that the program names, in functions other than their own or in the types of items.
fn named(defs: &Definitions<'_>, program: &Program, types: &FxHashSet<Name>) -> BTreeSet<Name> {
    let in_functions =
        program.functions.par_iter().enumerate().filter(|(_, info)| info.of_program()).map(|(n, info)| {
            let mut seen = Seen { types, found: BTreeSet::new() };
            let facts = defs.function(FnId(u32::try_from(n).unwrap_or(u32::MAX)));
            facts.params.iter().chain(&facts.ret).for_each(|ty| seen.ty(ty));
            if let Some(body) = facts.body.as_deref() {
                seen.body(body);
            }
            // Its own functions name it whoever runs them.
            info.owner.iter().for_each(|owner| {
                seen.found.remove(owner);
            });
            seen.found
        });
    let in_items = defs.files[..defs.own_files as usize].par_iter().map(|file| {
        let mut seen = Seen { types, found: BTreeSet::new() };
        seen.items(file);
        seen.found
    });
    let all = |mut a: BTreeSet<Name>, b: BTreeSet<Name>| {
        a.extend(b);
        a
    };
    all(in_functions.reduce(BTreeSet::new, all), in_items.reduce(BTreeSet::new, all))
}

struct Seen<'s> {
    types: &'s FxHashSet<Name>,
    found: BTreeSet<Name>,
}

impl Seen<'_> {
    fn items(&mut self, file: &FileFacts) {
        for def in file.types.iter().filter(|def| !def.test) {
            match &def.kind {
                TypeKind::Struct(fields) => fields.iter().for_each(|field| self.ty(&field.ty)),
                TypeKind::Enum(variants) => {
                    variants.iter().flat_map(|v| v.fields.iter()).for_each(|field| self.ty(&field.ty));
                }
                TypeKind::Alias(ty) => self.ty(ty),
            }
        }
        for def in &file.consts {
            self.ty(&def.ty);
            if let Some(body) = def.body.as_deref() {
                self.body(body);
            }
        }
        for def in file.impls.iter().filter(|def| !def.test) {
            def.assoc_types.iter().for_each(|(_, ty)| self.ty(ty));
        }
    }

    fn body(&mut self, body: &Body) {
        for expr in &body.exprs {
            match expr {
                Expr::Path(path) => self.path(path),
                Expr::Struct(literal) => self.path(&literal.path),
                Expr::Method(call) => call.generics.iter().for_each(|ty| self.ty(ty)),
                Expr::Cast { ty, .. } => self.ty(ty),
                Expr::Block(block) => {
                    for statement in &block.statements {
                        if let Statement::Let { ty: Some(ty), .. } = statement {
                            self.ty(ty);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn path(&mut self, path: &PathRef) {
        if let Some(qself) = &path.qself {
            self.ty(&qself.ty);
        }
        for segment in &path.segments {
            if self.types.contains(&segment.name) {
                self.found.insert(segment.name);
            }
            segment.args.iter().chain(segment.bindings.iter().map(|(_, ty)| ty)).for_each(|ty| self.ty(ty));
        }
    }

    fn ty(&mut self, ty: &TypeExpr) {
        match ty {
            TypeExpr::Path(path) => self.path(path),
            TypeExpr::Ref(inner) | TypeExpr::Slice(inner) => self.ty(inner),
            TypeExpr::Tuple(all) => all.iter().for_each(|ty| self.ty(ty)),
            TypeExpr::Impl(bounds) | TypeExpr::Dyn(bounds) => bounds.iter().for_each(|path| self.path(path)),
            TypeExpr::Fn(params, ret) => {
                params.iter().for_each(|ty| self.ty(ty));
                ret.iter().for_each(|ty| self.ty(ty));
            }
            TypeExpr::Never | TypeExpr::Infer | TypeExpr::Unknown => {}
        }
    }
}
