//! Calls and references between functions of the analysed code, from a typed body. Counts what leads elsewhere and
//! what leads nowhere.

use super::defs::{Def, FnId, ImplId, Owned};
use super::generic_calls::{self, Asked, Generic};
use super::ids::FunctionId;
use super::lost::Lost;
use super::program::{Call, CallKind};
use super::types::bodies::{BodyTypes, Callee};
use super::types::impls::{Impls, matches_type};
use super::types::ty::{Bound, Substitution, TraitRef, Ty};
use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId};
use crate::facts::gap::{Gap, GapKind};
use crate::facts::place::{Certainty, Place};
use crate::resolve::defs::TraitId;
use crate::source::FileId;

/// What a body's calls lead to.
#[derive(Default)]
pub(crate) struct Edges {
    pub(crate) calls: Vec<Call>,
    pub(crate) gaps: Vec<Gap>,
    /// Calls to functions of the analysed code.
    pub(crate) resolved: u32,
    pub(crate) external: u32,
    pub(crate) unknown: u32,
    pub(super) generic: Generic,
}

pub(crate) fn edges_of(impls: &Impls<'_>, id: FnId, body: &Body, types: &BodyTypes, file: FileId) -> Edges {
    let mut out = Edges::default();
    let mut called = vec![false; body.exprs.len()];
    for expr in &body.exprs {
        if let Expr::Call { callee, .. } = expr {
            called[callee.0 as usize] = true;
        }
    }
    for (index, expr) in body.exprs.iter().enumerate() {
        let at = ExprId(u32::try_from(index).expect("fewer expressions than 2^32"));
        let place = Place::new(file, body.line(at));
        let mut builder = Builder { impls, caller: FunctionId(id.0), place, out: &mut out };
        match expr {
            Expr::Call { .. } | Expr::Method(_) => {
                let lost = || lost_before(impls, body, types, expr);
                let foreign = matches!(expr, Expr::Call { .. }) && may_be_of_glob(impls, types, id, at);
                let callee = match types.callee(at) {
                    Some(Callee::Unknown) if foreign => Some(&Callee::ExternalMethod),
                    callee => callee,
                };
                builder.call(callee, shape_of(body, expr), &lost);
                if let Some(Callee::Function { function, dispatched, on, .. }) = callee {
                    builder.generic(*function, dispatched.is_some(), on, given(types, expr));
                }
                if let Expr::Method(call) = expr
                    && call.name == "into"
                    && call.args.is_empty()
                {
                    builder.conversion(types.ty(call.receiver), types.ty(at));
                }
            }
            Expr::Path(_) if !called[index] => builder.reference(types, at),
            _ => {}
        }
    }
    out.calls.sort();
    out.calls.dedup();
    out
}

/// The types of what a call is given, the receiver's first.
fn given<'t>(types: &'t BodyTypes, expr: &'t Expr) -> impl Iterator<Item = &'t Ty> {
    let (receiver, args) = match expr {
        Expr::Call { args, .. } => (None, &args[..]),
        Expr::Method(call) => (Some(call.receiver), &call.args[..]),
        _ => (None, &[][..]),
    };
    receiver.into_iter().chain(args.iter().copied()).map(|id| types.ty(id))
}

/// Whether a path that leads nowhere may be a name that a glob of another crate brings into view.
fn may_be_of_glob(impls: &Impls<'_>, types: &BodyTypes, id: FnId, at: ExprId) -> bool {
    let names = impls.signatures.names;
    let module = types.modules.iter().find(|(expr, _)| *expr == at).map(|(_, module)| *module);
    !names.external_globs(module.unwrap_or_else(|| names.defs.module_of_function(id))).is_empty()
}

/// What is not known before an unknown call.
fn lost_before(impls: &Impls<'_>, body: &Body, types: &BodyTypes, expr: &Expr) -> String {
    match expr {
        Expr::Method(call) => {
            let lost = Lost { defs: impls.signatures.names.defs, body, types };
            format!("not known: {}", lost.at(call.receiver))
        }
        _ => String::from("its path leads nowhere"),
    }
}

/// How a call is written: its name, whether with a dot, and how many arguments it has.
struct Shape {
    name: Name,
    dotted: bool,
    arguments: usize,
}

fn shape_of(body: &Body, expr: &Expr) -> Option<Shape> {
    match expr {
        Expr::Method(call) => Some(Shape { name: call.name, dotted: true, arguments: call.args.len() }),
        Expr::Call { callee, args } => match body.expr(*callee) {
            Expr::Path(path) => Some(Shape { name: path.last()?, dotted: false, arguments: args.len() }),
            _ => None,
        },
        _ => None,
    }
}

struct Builder<'b, 'a> {
    impls: &'b Impls<'a>,
    caller: FunctionId,
    place: Place,
    out: &'b mut Edges,
}

impl Builder<'_, '_> {
    fn call(&mut self, callee: Option<&Callee>, shape: Option<Shape>, lost: &dyn Fn() -> String) {
        match callee {
            Some(Callee::Function { function, certainty, dispatched, on }) => {
                if self.impls.signatures.names.defs.is_own(*function) {
                    self.out.resolved += 1;
                    let certainty = (*certainty).max(self.at_most(*function, dispatched.is_some()));
                    self.push(*function, certainty, CallKind::Call);
                    if let Some(of) = dispatched {
                        self.implementations(*of, *function, on);
                    }
                } else {
                    self.out.external += 1;
                }
            }
            Some(Callee::External(_) | Callee::ExternalMethod | Callee::Derived(_)) => self.out.external += 1,
            Some(Callee::Constructor(_) | Callee::Value) | None => {}
            Some(Callee::Unknown) => self.unknown(shape, lost),
        }
    }

    /// What a trait only declares does not run itself: an implementation does.
    fn at_most(&self, function: FnId, dispatched: bool) -> Certainty {
        let declared = dispatched && self.impls.signatures.names.defs.function(function).body.is_none();
        if declared { Certainty::Likely } else { Certainty::Certain }
    }

    /// Where no function of the analysed code has the name and as many parameters, it cannot be a call to one.
    fn unknown(&mut self, shape: Option<Shape>, lost: &dyn Fn() -> String) {
        match shape {
            Some(Shape { name, dotted, arguments }) if self.impls.may_be_own(name, dotted, arguments) => {
                self.out.unknown += 1;
                self.out.gaps.push(Gap {
                    place: self.place,
                    kind: GapKind::UnresolvedCall,
                    what: format!("`{name}` may be a function of this code; {}", lost()),
                });
            }
            _ => self.out.external += 1,
        }
    }

    /// What a call says of generic parameters: the caller's own, and those that it gives a type.
    fn generic<'t>(
        &mut self,
        function: FnId,
        dispatched: bool,
        on: &Ty,
        given: impl Iterator<Item = &'t Ty>,
    ) {
        if !self.impls.signatures.names.defs.is_own(function) {
            return;
        }
        if let (true, Ty::Param(name)) = (dispatched, on) {
            self.out.generic.asked.push((*name, Asked::Runs(function)));
        }
        let slots = generic_calls::slots(self.impls, function).zip(given).enumerate();
        for (at, (_, ty)) in slots.filter(|(_, (slot, _))| matches!(slot, Ty::Param(_))) {
            match ty {
                Ty::Param(name) => {
                    self.out.generic.asked.push((*name, Asked::Hands((function, at))));
                }
                Ty::Adt(id, _) if self.impls.signatures.names.defs.is_own_type(*id) => {
                    self.out.generic.handed.push(((function, at), ty.clone(), self.place));
                }
                _ => {}
            }
        }
    }

    fn reference(&mut self, types: &BodyTypes, at: ExprId) {
        if let Some(Def::Function(function)) = types.path(at)
            && self.impls.signatures.names.defs.is_own(function)
        {
            self.push(function, Certainty::Certain, CallKind::Reference);
        }
    }

    /// `value.into()` runs the `From` of what is wanted for what there is. Nobody wrote that call: `Into` makes it.
    fn conversion(&mut self, from: &Ty, to: &Ty) {
        let Some(of) = self.impls.well_known("From") else { return };
        if matches!(from, Ty::Unknown | Ty::Var(_)) || from == to {
            return;
        }
        let fits = |id: &ImplId| {
            let head = self.impls.signatures.impl_head(*id);
            let mut known = Substitution::default();
            let argument = head.of_trait.as_ref().and_then(|bound| bound.args.first());
            matches_type(&head.self_ty, to, &mut known)
                && argument.is_some_and(|argument| matches_type(&known.apply(argument), from, &mut known))
        };
        let found: Vec<ImplId> = self.impls.impls_of_trait(to, of).into_iter().filter(fits).collect();
        let [one] = found[..] else { return };
        let functions = self.impls.signatures.names.defs.assoc_functions.get(&Owned::Impl(one));
        for function in functions.into_iter().flatten() {
            self.push(*function, Certainty::Possible, CallKind::Call);
        }
    }

    /// A call through a bound or `dyn` may run any implementation for a type that has the other bounds too. A lone
    /// one is likely, whatever wraps it: `impl<R: Repository> Repository for Box<R>` hands every call on to another one.
    fn implementations(&mut self, of: TraitId, function: FnId, on: &Ty) {
        let defs = self.impls.signatures.names.defs;
        let name = defs.function(function).name;
        let impls = self.impls.by_trait.get(&of).map_or(&[][..], Vec::as_slice);
        let bounds = self.bounds(on);
        let fits = |id: &&ImplId| !defs.impl_(**id).test && self.has_bounds(**id, of, &bounds);
        let own = |f: &FnId| defs.function(*f).name == name && defs.is_own(*f) && !defs.function(*f).test;
        let named = |id: &ImplId| {
            let functions = defs.assoc_functions.get(&Owned::Impl(*id)).into_iter().flatten();
            functions.copied().filter(own).collect::<Vec<FnId>>()
        };
        let (wrapping, real): (Vec<ImplId>, Vec<ImplId>) =
            impls.iter().filter(fits).partition(|id| self.wraps(**id, of));
        let real: Vec<FnId> = real.iter().flat_map(named).collect();
        let found = if real.is_empty() { wrapping.iter().flat_map(named).collect() } else { real };
        let certainty = if found.len() == 1 { Certainty::Likely } else { Certainty::Possible };
        for function in found {
            self.push(function, certainty, CallKind::Dispatch);
        }
    }

    /// Whether the impl is for whatever holds a value that has the very same trait: `Box<R>`, `&R`, `MapErr<R, F>`.
    fn wraps(&self, id: ImplId, of: TraitId) -> bool {
        let head = self.impls.signatures.impl_head(id);
        let same = |bound: &Bound| matches!(bound.of, TraitRef::Own(own) if own == of);
        head.generics.iter().any(|generic| generic.bounds.iter().any(same))
    }

    /// The bounds of the type through which a call goes.
    fn bounds(&self, on: &Ty) -> Vec<Bound> {
        match on {
            Ty::Param(name) => {
                let generics = &self.impls.signatures.function(FnId(self.caller.0)).generics;
                generics.iter().filter(|p| p.name == *name).flat_map(|p| p.bounds.iter().cloned()).collect()
            }
            Ty::Opaque(bounds) => bounds.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether an impl is for a type that may have all the bounds, as far as traits of the analysed code tell.
    fn has_bounds(&self, id: ImplId, of: TraitId, bounds: &[Bound]) -> bool {
        let head = self.impls.signatures.impl_head(id);
        let Ty::Adt(..) = head.self_ty else { return true };
        let own = |name: Name| {
            head.generics.iter().filter(|p| p.name == name).flat_map(|p| p.bounds.clone()).collect()
        };
        bounds.iter().all(|bound| match bound.of {
            TraitRef::Own(wanted) if wanted == of => head.of_trait.as_ref().is_none_or(|have| {
                let mut pairs = have.args.iter().zip(&bound.args);
                pairs.all(|(have, wanted)| matches_type(have, wanted, &mut Substitution::default()))
            }),
            TraitRef::Own(wanted) if self.impls.signatures.names.defs.is_own_trait(wanted) => {
                self.impls.implements(&head.self_ty, wanted, &own) || self.impls.has_blanket(wanted)
            }
            _ => true,
        })
    }

    fn push(&mut self, callee: FnId, certainty: Certainty, kind: CallKind) {
        self.out.calls.push(Call {
            caller: self.caller,
            place: self.place,
            callee: FunctionId(callee.0),
            certainty,
            kind,
        });
    }
}
