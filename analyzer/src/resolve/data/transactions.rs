//! Transactions: where they begin and end, what is run and called inside.

use std::rc::Rc;

use super::effects::Site;
use super::eval::{Evaluator, Run, TransactionSpan};
use super::value::{Query, Value};
use crate::facts::body::ExprId;
use crate::facts::model::CallEffect;

impl Evaluator<'_, '_> {
    /// A helper of the analysed code that runs the closure it is given in a transaction.
    pub(super) fn own_transaction(&mut self, id: ExprId, line: u32, args: &[ExprId]) -> Option<Value> {
        let function = self.own_callee(id)?;
        if !args.iter().any(|a| self.closure_in(*a)) || !self.opens_transaction(function) {
            return None;
        }
        self.note_call(function, line);
        Some(self.transaction(line, args))
    }

    pub(super) fn transaction(&mut self, line: u32, args: &[ExprId]) -> Value {
        let span = self.begin(line);
        let outer = std::mem::replace(&mut self.last_line, line);
        let mut result = Value::None;
        for arg in args {
            let value = self.eval(*arg);
            result = result.merge(value);
        }
        self.noted.transactions[span].end_line = self.last_line;
        self.last_line = self.last_line.max(outer);
        self.open.retain(|s| *s != span);
        result
    }

    pub(super) fn begin(&mut self, line: u32) -> usize {
        let span = self.noted.transactions.len();
        self.noted.transactions.push(TransactionSpan { line, end_line: line, calls: Vec::new() });
        self.open.push(span);
        span
    }

    pub(super) fn note_call(&mut self, function: crate::resolve::defs::FnId, line: u32) {
        if let Some(span) = self.open.last() {
            self.noted.transactions[*span].calls.push((function, line));
        }
    }

    pub(super) fn note_run(&mut self, line: u32, query: Rc<Query>) {
        let transaction = self.open.last().copied();
        self.noted.runs.push(Run { line, query, transaction });
    }

    pub(super) fn transaction_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        match effect {
            CallEffect::TransactionBegin => {
                self.begin(site.line);
            }
            CallEffect::Savepoint => match self.open.last() {
                Some(&span) => self.open.push(span),
                None => drop(self.begin(site.line)),
            },
            _ => {
                if let Some(span) = self.open.pop() {
                    self.noted.transactions[span].end_line = site.line;
                }
            }
        }
    }
}
