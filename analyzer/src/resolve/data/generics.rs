//! Generic functions over tables: what their parameters stand for where they are called.

use super::eval::Evaluator;
use crate::facts::Name;
use crate::facts::body::ExprId;
use crate::resolve::types::ty::Ty;

/// Associated types of associated types are followed this deep.
const MAX_STEPS: u8 = 4;

impl Evaluator<'_, '_> {
    /// Hands on what the generics of a called function stand for, where that is a table or a row.
    pub(super) fn hand_generics(&mut self, call: ExprId) {
        let mut next = Vec::new();
        for (name, ty) in self.types.generics(call) {
            let (ty, level) = self.concrete(ty);
            let forms = self.context.forms;
            let known = forms.table_named_by(&ty).is_some()
                || matches!(ty, Ty::Adt(id, _) if !forms.of(id).is_empty());
            // A type that leads to a table: an associated type of a handler or a repository.
            let leads = name.as_str() == "Self" && matches!(ty, Ty::Adt(..));
            if known || leads {
                next.push((*name, ty, level.saturating_add(1)));
            }
        }
        self.next_generics = next;
    }

    /// A type without the function's generics, and how many functions up these are known.
    pub(super) fn concrete(&self, ty: &Ty) -> (Ty, u8) {
        self.concrete_at(ty, 0)
    }

    fn concrete_at(&self, ty: &Ty, depth: u8) -> (Ty, u8) {
        match ty {
            Ty::Param(name) => self.generic(*name).unwrap_or((ty.clone(), 0)),
            Ty::Projection(projection) if depth < MAX_STEPS => {
                let (of, level) = self.concrete_at(&projection.of, depth + 1);
                match self.context.impls.assoc_type(&of, projection.as_trait, projection.name) {
                    Some(found) => (found, level),
                    None => (ty.clone(), level),
                }
            }
            _ => (ty.clone(), 0),
        }
    }

    fn generic(&self, name: Name) -> Option<(Ty, u8)> {
        let found = self.generics.iter().rev().find(|(own, ..)| *own == name)?;
        Some((found.1.clone(), found.2))
    }
}
