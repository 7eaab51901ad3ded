//! What a type selects when a function that a derive gives it is called on it: `User::as_select()`, of tuples and
//! options too. It does not say what is selected of which table where a query names columns itself.

use super::eval::Evaluator;
use super::rules::Rule;
use super::value::{Mentions, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId};
use crate::facts::model::{CallEffect, CallMatcher, FormUse};
use crate::resolve::types::bodies::Callee;
use crate::resolve::types::ty::Ty;

use std::rc::Rc;

/// Tuples, options and references are looked into this deep.
const MAX_DEPTH: u8 = 6;

impl Evaluator<'_, '_> {
    /// The value of such a call; None where the call is another, or one of a function that is not of a type.
    pub(super) fn selection(&mut self, id: ExprId, callee: ExprId, args: &[ExprId]) -> Option<Value> {
        let Expr::Path(path) = self.body.expr(callee) else { return None };
        let name = path
            .last()
            .filter(|_| args.is_empty() && path.segments.len() + usize::from(path.qself.is_some()) > 1)?;
        let fits = |rule: &&Rule| {
            matches!((rule.matches, rule.effect), (CallMatcher::OfAnyType { .. }, CallEffect::Selection))
        };
        self.context.rules.named(&name).iter().find(fits)?;
        let line = self.body.line(id);
        match self.types.callee(id)? {
            Callee::Function { on, .. } => {
                let on = on.clone();
                self.selected(&on, name, line, 0)
            }
            Callee::Derived(on) => {
                let on = on.clone();
                self.selected(&on, name, line, 0)
            }
            Callee::Unknown | Callee::External(_) | Callee::ExternalMethod => Some(whole_row()),
            Callee::Constructor(_) | Callee::Value => None,
        }
    }

    fn selected(&mut self, ty: &Ty, name: Name, line: u32, depth: u8) -> Option<Value> {
        if depth > MAX_DEPTH {
            return Some(whole_row());
        }
        let impls = self.context.impls;
        let defs = impls.signatures.names.defs;
        match ty {
            Ty::Tuple(parts) => {
                let parts = parts.iter().filter_map(|part| self.selected(part, name, line, depth + 1));
                Some(Value::Tuple(Rc::new(parts.collect())))
            }
            Ty::Adt(id, args) if !defs.is_own_type(*id) => match args.first() {
                Some(inner) => self.selected(inner, name, line, depth + 1),
                None => Some(whole_row()),
            },
            Ty::Adt(id, _) => {
                let table = self.context.forms.mapping(*id, FormUse::Read).map(|form| form.table);
                let written = impls.associated(ty, name, &|_| Vec::new()).map(|found| found.function);
                let mut mentions = match written.filter(|function| defs.is_own(*function)) {
                    Some(function) => self.inline(function, line, Value::None, &[]).mentions(),
                    None => whole_row().mentions(),
                };
                if let (true, Some(table)) = (mentions.whole, table) {
                    mentions.whole_row_of(table);
                }
                Some(Value::Mentions(Rc::new(mentions)))
            }
            _ => Some(whole_row()),
        }
    }
}

/// All columns of the table that is selected from, whichever that is.
fn whole_row() -> Value {
    Value::Mentions(Rc::new(Mentions { whole: true, ..Mentions::default() }))
}
