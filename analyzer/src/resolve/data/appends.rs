//! Builders of SQL text: what is pushed to them, directly or through a part that puts a separator between.

use std::rc::Rc;

use super::effects::Site;
use super::eval::Evaluator;
use super::rules::Rule;
use super::texts;
use super::value::{Part, Query, Text, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId};
use crate::facts::model::CallEffect;

impl Evaluator<'_, '_> {
    pub(super) fn append_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        let text = |arg| match site.value(arg) {
            Value::Text(text) => (*text).clone(),
            _ => texts::unknown(),
        };
        match rule.effect {
            CallEffect::Append { arg } => self.append(rule, site, &text(arg), true),
            CallEffect::AppendMore { arg } => self.append(rule, site, &text(arg), false),
            CallEffect::AppendText { text, separated } => {
                self.append(rule, site, &texts::known(text), separated)
            }
            CallEffect::Separated { arg } => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                let of = self.variable_of_chain(site.receiver?);
                query.part = Some(Rc::new(Part { of, separator: text(arg), started: false }));
                Some(query.into())
            }
            _ => None,
        }
    }

    /// Adds text to a builder, which is a variable most of the time, and to the builder that a part belongs to.
    fn append(&mut self, rule: &Rule, site: &Site<'_>, more: &Text, separated: bool) -> Option<Value> {
        let mut query = self.query_of(rule, &site.receiver_value)?;
        let before = query.text.take().unwrap_or_else(|| Rc::new(texts::known("")));
        let mut text = (*before).clone();
        let part = query.part.take();
        if let Some(part) = part.as_ref().filter(|part| separated && part.started) {
            text = texts::concat(&text, &part.separator);
        }
        query.text = Some(Rc::new(texts::concat(&text, more)));
        let whole = Value::Query(Rc::new(query.clone()));
        let of = part.as_ref().and_then(|part| part.of);
        query.part = part.map(|part| Rc::new(Part { started: part.started || separated, ..(*part).clone() }));
        let value: Value = query.into();
        let variable = site.receiver.and_then(|receiver| self.variable_of_chain(receiver));
        if let Some(of) = of {
            self.set_builder(of, whole);
        }
        if variable.is_some() && variable != of {
            self.set_builder(variable?, value.clone());
        }
        Some(value)
    }

    /// A closure that the caller hands over may push anything to the builders that it is given.
    pub(super) fn push_unknown(&mut self, args: &[ExprId]) {
        for arg in args {
            let Some(local) = self.local_at(*arg) else { continue };
            let Value::Query(query) = &local.value else { continue };
            let Some(text) = &query.text else { continue };
            let text = Some(Rc::new(texts::concat(text, &texts::unknown())));
            local.value = Query { text, ..(**query).clone() }.into();
        }
    }

    fn set_builder(&mut self, name: Name, value: Value) {
        let Some(local) = self.locals.iter_mut().rev().find(|local| local.name == name) else { return };
        if matches!(local.value, Value::Query(_)) {
            local.value = value;
        }
    }

    /// The variable whose builder a chain of pushes changes.
    pub(super) fn variable_of_chain(&self, receiver: ExprId) -> Option<Name> {
        let mut at = receiver;
        loop {
            match self.body.expr(at) {
                Expr::Path(path) => return path.single(),
                Expr::Ref(inner) | Expr::Deref(inner) => at = *inner,
                // A copy is changed, or what was taken out.
                Expr::Method(call) if matches!(call.name.as_str(), "clone" | "to_owned" | "take") => {
                    return None;
                }
                Expr::Method(call) => at = call.receiver,
                // Whichever branch is taken, it hands the builder on.
                Expr::If { then, .. } => at = *then,
                Expr::Match { arms, .. } => at = arms.first()?.body,
                Expr::Block(block) => at = block.tail?,
                _ => return None,
            }
        }
    }
}

impl Query {
    /// Without its tie to a variable of the function that it comes from.
    pub(super) fn untied(mut self) -> Query {
        if let Some(part) = self.part.take() {
            self.part = Some(Rc::new(Part { of: None, ..(*part).clone() }));
        }
        self
    }
}
