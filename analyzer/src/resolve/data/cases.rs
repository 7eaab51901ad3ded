//! Branches: each begins with the variables as they stood before, and what they make of a text afterwards are its readings.
//! Of anything but texts a query is worth what all branches make of it together.

use super::eval::Evaluator;
use super::value::Value;
use crate::facts::body::{Arm, Expr, ExprId};

/// The variables that hold a text, by number, with their values.
type Held = Vec<(usize, Value)>;

impl Evaluator<'_, '_> {
    pub(super) fn if_else(&mut self, cond: ExprId, then: ExprId, otherwise: Option<ExprId>) -> Value {
        let mark = self.locals.len();
        self.eval(cond);
        self.branches += 1;
        let before = self.held(mark);
        let first = self.eval(then);
        let after = self.swap(&before);
        self.locals.truncate(mark);
        let second = otherwise.map_or(Value::None, |o| self.eval(o));
        self.either(&after);
        self.branches -= 1;
        first.merge(second)
    }

    pub(super) fn match_arms(&mut self, value: ExprId, arms: &[Arm]) -> Value {
        let value = self.eval(value);
        self.branches += 1;
        let mark = self.locals.len();
        let before = self.held(mark);
        let mut result = Value::None;
        let mut afters: Vec<Held> = Vec::new();
        for arm in arms {
            self.bind(arm.pat, value.clone());
            if let Some(guard) = arm.guard {
                self.eval(guard);
            }
            let arm_value = self.eval(arm.body);
            result = result.merge(arm_value);
            self.locals.truncate(mark);
            // What leaves the function says nothing of what comes after.
            let leaves = matches!(self.body.expr(arm.body), Expr::Return(_));
            let after = self.swap(&before);
            if !leaves {
                afters.push(after);
            }
        }
        if let Some((last, others)) = afters.split_last() {
            self.swap(last);
            others.iter().for_each(|after| self.either(after));
        }
        self.branches -= 1;
        result
    }

    fn held(&self, mark: usize) -> Held {
        let held = self.locals[..mark].iter().enumerate();
        held.filter(|(_, local)| matches!(local.value, Value::Text(_)) || local.value.is_text_query())
            .map(|(at, local)| (at, local.value.clone()))
            .collect()
    }

    /// Gives the variables these values, and gives back those that they had.
    fn swap(&mut self, held: &Held) -> Held {
        let mut before = Held::new();
        for (at, value) in held {
            if let Some(local) = self.locals.get_mut(*at) {
                before.push((*at, std::mem::replace(&mut local.value, value.clone())));
            }
        }
        before
    }

    /// The variables may have these values, too.
    fn either(&mut self, held: &Held) {
        for (at, value) in held {
            if let Some(local) = self.locals.get_mut(*at) {
                local.value = value.clone().merge(std::mem::take(&mut local.value));
            }
        }
    }
}
