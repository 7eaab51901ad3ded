//! Reads one body: a type for every expression, a definition for every path and call. Forward, with holes that
//! later code fills; it never fails, what stays open is unknown.

mod calls;
mod expressions;
mod foreign;
mod patterns;
mod unify;
mod values;

use super::impls::Impls;
use super::lower::TypeScope;
use super::signatures::Param;
use super::ty::{Bound, Substitution, Ty};
use crate::facts::Name;
use crate::facts::body::{Body, ExprId};
use crate::facts::place::Certainty;
use crate::resolve::defs::{ConstId, Def, FnId, ModuleId, TraitId};

/// What a call runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Callee {
    /// A function of the analysed code or of the declarations.
    Function {
        function: FnId,
        certainty: Certainty,
        /// Through a bound or `dyn`: any implementation of the trait may run.
        dispatched: Option<TraitId>,
        /// The type that the method was found on.
        on: Ty,
    },
    /// A function of another crate, by its path.
    External(Name),
    /// A method of a type of another crate.
    ExternalMethod,
    /// A function of a type that no code writes out: a derive's, or one that a foreign trait provides.
    Derived(Ty),
    /// A tuple struct or variant.
    Constructor(Def),
    /// A closure or function pointer.
    Value,
    /// The receiver's type is not known, or it has no such method.
    Unknown,
}

/// What reading a body gives. Indexed by expression.
#[derive(Debug, Default)]
pub(crate) struct BodyTypes {
    pub(crate) types: Vec<Ty>,
    pub(crate) callees: Vec<Option<Callee>>,
    /// What paths in value position, struct literals and macros' names stand for.
    pub(crate) paths: Vec<Option<Def>>,
    /// The module (or block) in which each path is to be looked up, where it is not the function's.
    pub(crate) modules: Vec<(ExprId, ModuleId)>,
    /// What the generics (and `Self`) of functions of the analysed code stand for where they are called.
    pub(crate) generics: Vec<(ExprId, Substitution)>,
}

impl BodyTypes {
    pub(crate) fn ty(&self, id: ExprId) -> &Ty {
        &self.types[id.0 as usize]
    }

    pub(crate) fn callee(&self, id: ExprId) -> Option<&Callee> {
        self.callees[id.0 as usize].as_ref()
    }

    /// What the generics of the function stand for that a call runs.
    pub(crate) fn generics(&self, id: ExprId) -> &[(Name, Ty)] {
        self.generics.iter().find(|(at, _)| *at == id).map_or(&[], |(_, substitution)| &substitution.0)
    }

    pub(crate) fn path(&self, id: ExprId) -> Option<Def> {
        self.paths[id.0 as usize]
    }
}

/// A method call whose receiver was still open when it was read.
struct Deferred {
    call: ExprId,
    result: Ty,
}

struct Reader<'r, 'a> {
    impls: &'r Impls<'a>,
    body: &'r Body,
    scope: TypeScope<'a, 'a>,
    /// The function's own module; `scope.module` may be a block inside it.
    home: ModuleId,
    file: u32,
    /// The generics in scope with their bounds.
    params: Vec<Param>,
    holes: Vec<Option<Ty>>,
    locals: Vec<(Name, Ty)>,
    /// Result types of the function and of the closures around the place that is being read.
    returns: Vec<Ty>,
    /// What the loops around the place give by `break`.
    loops: Vec<Ty>,
    deferred: Vec<Deferred>,
    /// What the generics of the function stand for that was applied last.
    applied: Substitution,
    out: BodyTypes,
    depth: u32,
    /// Parts of types that may still be compared with each other.
    parts: u32,
}

/// Expressions nested deeper than this are not typed. The front end bounds nesting before.
const MAX_DEPTH: u32 = 2_000;

/// Reads a function's body.
pub(crate) fn read_function(impls: &Impls<'_>, id: FnId) -> Option<BodyTypes> {
    let signatures = impls.signatures;
    let facts = signatures.names.defs.function(id);
    let body = facts.body.as_deref()?;
    let signature = signatures.function(id);
    let mut reader = Reader::new(
        impls,
        body,
        signatures.names.defs.functions[id.index()].file,
        signatures.scope_of(id),
        signature.generics.clone(),
    );
    if let Some(receiver) = &signature.receiver {
        reader.locals.push((Name::from("self"), receiver.clone()));
    }
    for (pat, ty) in body.params.iter().zip(&signature.params) {
        reader.bind(*pat, ty);
    }
    reader.returns.push(signature.ret.clone());
    Some(reader.finish(&signature.ret))
}

/// Reads the value of a `const` or `static`.
pub(crate) fn read_const(impls: &Impls<'_>, id: ConstId) -> Option<BodyTypes> {
    let signatures = impls.signatures;
    let defs = signatures.names.defs;
    let facts = defs.const_(id);
    let body = facts.body.as_deref()?;
    let owner = facts.owner.map(|o| defs.global_owner(defs.consts[id.index()].file, o));
    let scope = signatures.owner_scope(owner, defs.module_of_const(id));
    let ty = signatures.const_type(id).clone();
    let mut reader = Reader::new(impls, body, defs.consts[id.index()].file, scope, Vec::new());
    reader.returns.push(Ty::Unknown);
    Some(reader.finish(&ty))
}

impl<'r, 'a> Reader<'r, 'a> {
    fn new(
        impls: &'r Impls<'a>,
        body: &'r Body,
        file: u32,
        scope: TypeScope<'a, 'a>,
        params: Vec<Param>,
    ) -> Self {
        let n = body.exprs.len();
        Reader {
            impls,
            body,
            home: scope.module,
            file,
            scope,
            params,
            holes: Vec::new(),
            locals: Vec::new(),
            returns: Vec::new(),
            loops: Vec::new(),
            deferred: Vec::new(),
            applied: Substitution::default(),
            out: BodyTypes {
                types: vec![Ty::Unknown; n],
                callees: vec![None; n],
                paths: vec![None; n],
                modules: Vec::new(),
                generics: Vec::new(),
            },
            depth: 0,
            parts: 0,
        }
    }

    fn finish(mut self, expected: &Ty) -> BodyTypes {
        if let Some(root) = self.body.root {
            self.infer(root, expected);
        }
        self.retry_deferred();
        let types = std::mem::take(&mut self.out.types);
        self.out.types = types.into_iter().map(|t| self.normal(&t)).collect();
        let mut generics = std::mem::take(&mut self.out.generics);
        for (_, ty) in generics.iter_mut().flat_map(|(_, substitution)| &mut substitution.0) {
            *ty = self.normal(ty);
        }
        self.out.generics = generics;
        for index in 0..self.out.callees.len() {
            if let Some(Callee::Function { on, .. }) = &self.out.callees[index] {
                let settled = self.normal(&on.clone());
                if let Some(Callee::Function { on, .. }) = &mut self.out.callees[index] {
                    *on = settled;
                }
            }
        }
        self.out
    }

    /// The bounds of a generic parameter in scope.
    fn bounds_of(&self, name: Name) -> Vec<Bound> {
        self.params.iter().filter(|p| p.name == name).flat_map(|p| p.bounds.clone()).collect()
    }

    fn hole(&mut self) -> Ty {
        let number = u32::try_from(self.holes.len()).expect("fewer holes than 2^32");
        self.holes.push(None);
        Ty::Var(number)
    }

    fn block_module(&self, scope: crate::facts::item::ScopeId) -> ModuleId {
        self.impls.signatures.names.defs.module(self.file, scope)
    }

    /// Keeps what the generics of the function stand for that a call has just applied.
    fn keep_generics(&mut self, call: ExprId, function: FnId) {
        let applied = std::mem::take(&mut self.applied);
        if !applied.0.is_empty() && self.impls.signatures.names.defs.is_own(function) {
            self.out.generics.push((call, applied));
        }
    }

    fn set_callee(&mut self, call: ExprId, callee: Callee) {
        self.out.callees[call.0 as usize] = Some(callee);
    }
}
