//! Where a body's types are lost: for a receiver that is not known, the innermost expression before it that is not.
//! It tells the reader of a gap what Gerund would have to know; it resolves nothing.

use super::defs::{Definitions, TypeId};
use super::types::bodies::{BodyTypes, Callee};
use super::types::ty::{TraitRef, Ty};
use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId, Pat, PatId, Statement};

/// Steps after which the search is given up.
const MAX_STEPS: u32 = 64;

pub(super) struct Lost<'l, 'a> {
    pub(super) defs: &'l Definitions<'a>,
    pub(super) body: &'l Body,
    pub(super) types: &'l BodyTypes,
}

impl Lost<'_, '_> {
    /// What is not known, as words.
    pub(super) fn at(&self, receiver: ExprId) -> String {
        let mut at = receiver;
        for _ in 0..MAX_STEPS {
            at = match self.step(at) {
                Ok(before) => before,
                Err(told) => return told,
            };
        }
        String::from("a long chain")
    }

    /// The expression on which this one's type depends, or words for this one.
    fn step(&self, id: ExprId) -> Result<ExprId, String> {
        let before = |inner: ExprId, told: &dyn Fn() -> String| {
            if is_open(self.types.ty(inner)) { Ok(inner) } else { Err(told()) }
        };
        match self.body.expr(id) {
            Expr::Method(call) => before(call.receiver, &|| {
                format!("what `{}` of `{}` gives", call.name, self.name(self.types.ty(call.receiver)))
            }),
            Expr::Field { base, name } => {
                before(*base, &|| format!("field `{name}` of `{}`", self.name(self.types.ty(*base))))
            }
            Expr::Try(inner)
            | Expr::Await(inner)
            | Expr::Ref(inner)
            | Expr::Deref(inner)
            | Expr::Unary(inner) => {
                before(*inner, &|| format!("what is inside `{}`", self.name(self.types.ty(*inner))))
            }
            Expr::Index { base, .. } => {
                before(*base, &|| format!("an element of `{}`", self.name(self.types.ty(*base))))
            }
            Expr::Call { callee, .. } => Err(match (self.types.callee(id), self.body.expr(*callee)) {
                (Some(Callee::External(path)), _) => format!("what `{path}` gives"),
                (_, Expr::Path(path)) => format!("what `{}` gives", joined(&path.segments)),
                _ => String::from("what a value that is called gives"),
            }),
            Expr::Path(path) => match path.single() {
                Some(name) => self.local(name),
                None => Err(format!("`{}`", joined(&path.segments))),
            },
            Expr::Macro(call) => Err(format!("what `{}!` gives", joined(&call.path.segments))),
            _ => Err(String::from("an expression")),
        }
    }

    /// What a local name was bound to.
    fn local(&self, name: Name) -> Result<ExprId, String> {
        for expr in &self.body.exprs {
            match expr {
                Expr::Block(block) => {
                    for statement in &block.statements {
                        if let Statement::Let { pat, ty: None, value: Some(value), .. } = statement
                            && self.binds(*pat, name)
                        {
                            return self.bound(*value, name);
                        }
                    }
                }
                Expr::Let { pat, value } | Expr::For { pat, iter: value, .. } if self.binds(*pat, name) => {
                    return self.bound(*value, name);
                }
                Expr::Match { value, arms } if arms.iter().any(|arm| self.binds(arm.pat, name)) => {
                    return self.bound(*value, name);
                }
                Expr::Method(call) if call.args.iter().any(|arg| self.is_closure_over(*arg, name)) => {
                    let ty = self.types.ty(call.receiver);
                    return match is_open(ty) {
                        true => Ok(call.receiver),
                        false => {
                            Err(format!("what `{}` of `{}` hands to a closure", call.name, self.name(ty)))
                        }
                    };
                }
                _ => {}
            }
        }
        Err(format!("`{name}`"))
    }

    fn bound(&self, value: ExprId, name: Name) -> Result<ExprId, String> {
        let ty = self.types.ty(value);
        if is_open(ty) { Ok(value) } else { Err(format!("`{name}`, a part of `{}`", self.name(ty))) }
    }

    fn is_closure_over(&self, id: ExprId, name: Name) -> bool {
        matches!(self.body.expr(id), Expr::Closure(closure)
            if closure.params.iter().any(|(pat, _)| self.binds(*pat, name)))
    }

    fn binds(&self, pat: PatId, name: Name) -> bool {
        match &self.body.pats[pat.0 as usize] {
            Pat::Bind { name: own, sub } => *own == name || sub.is_some_and(|sub| self.binds(sub, name)),
            Pat::Tuple(all) | Pat::Or(all) | Pat::Slice(all) | Pat::TupleStruct { elems: all, .. } => {
                all.iter().any(|pat| self.binds(*pat, name))
            }
            Pat::Struct { fields, .. } => fields.iter().any(|(_, pat)| self.binds(*pat, name)),
            Pat::Ref(inner) | Pat::Typed(inner, _) => self.binds(*inner, name),
            Pat::Wild | Pat::Path(_) | Pat::Literal => false,
        }
    }

    /// A type's name for people, without its arguments.
    fn name(&self, ty: &Ty) -> String {
        match ty {
            Ty::Adt(id, _) => self.type_name(*id),
            Ty::External(path, _) => path.to_string(),
            Ty::Prim(name) | Ty::Param(name) => name.to_string(),
            Ty::Tuple(_) => String::from("a tuple"),
            Ty::Slice(_) => String::from("a slice"),
            Ty::Opaque(bounds) => match bounds.first().map(|bound| bound.of) {
                Some(TraitRef::Own(id)) => format!("impl {}", self.defs.trait_(id).name),
                Some(TraitRef::External(path)) => format!("impl {path}"),
                None => String::from("an opaque type"),
            },
            Ty::Projection(projection) => format!("{}::{}", self.name(&projection.of), projection.name),
            Ty::Handle(_) => String::from("a table or column"),
            Ty::Fn(_) | Ty::FnDef(_) => String::from("a function"),
            Ty::Unknown | Ty::Var(_) | Ty::Never => String::from("an unknown type"),
        }
    }

    fn type_name(&self, id: TypeId) -> String {
        self.defs.type_(id).name.to_string()
    }
}

fn is_open(ty: &Ty) -> bool {
    matches!(ty, Ty::Unknown | Ty::Var(_))
}

fn joined(segments: &[crate::facts::types::Segment]) -> String {
    segments.iter().map(|segment| segment.name.to_string()).collect::<Vec<_>>().join("::")
}
