//! The steps of a stretch of code: the calls of the analysed code's functions that it consists of, not those that
//! only make its values. What a scheduler, a spawned task or a command's arm starts are its steps.

use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId, MacroKind, Statement};
use crate::resolve::defs::{Definitions, FnId};
use crate::resolve::types::bodies::{BodyTypes, Callee};

/// Steps of one stretch beyond this many are cut.
const MAX_STEPS: usize = 64;

/// Looks for steps in one body.
pub(crate) struct Steps<'s, 'a> {
    pub(crate) defs: &'s Definitions<'a>,
    pub(crate) body: &'s Body,
    pub(crate) types: &'s BodyTypes,
    /// What is no part of the stretch: asked for each expression.
    pub(crate) apart: &'s dyn Fn(ExprId) -> bool,
}

/// A step, and the call.
pub(crate) type Step = (FnId, ExprId);

impl Steps<'_, '_> {
    /// The steps inside an expression; those that values are bound to only where there are no others.
    pub(crate) fn of(&self, id: ExprId) -> Vec<Step> {
        let mut found = Vec::new();
        self.walk(id, false, &mut found);
        if found.is_empty() {
            self.walk(id, true, &mut found);
        }
        found
    }

    /// The same, those that values are bound to always.
    pub(crate) fn with_bound(&self, id: ExprId) -> Vec<Step> {
        let mut found = Vec::new();
        self.walk(id, true, &mut found);
        found
    }

    fn walk(&self, id: ExprId, bound: bool, out: &mut Vec<Step>) {
        if out.len() >= MAX_STEPS || (self.apart)(id) {
            return;
        }
        match self.body.expr(id) {
            Expr::Call { .. } | Expr::Method(_) => self.call(id, bound, out),
            Expr::Block(block) => {
                for statement in &block.statements {
                    match statement {
                        Statement::Expr(inner) => self.walk(*inner, bound, out),
                        Statement::Let { value: Some(value), .. } if bound => {
                            self.walk(*value, bound, out);
                        }
                        Statement::Let { .. } => {}
                    }
                }
                self.all(block.tail, bound, out);
            }
            Expr::If { cond, then, otherwise } => {
                self.all([*cond, *then].into_iter().chain(*otherwise), bound, out);
            }
            Expr::Match { value, arms } => {
                self.walk(*value, bound, out);
                self.all(arms.iter().map(|arm| arm.body), bound, out);
            }
            Expr::Loop { cond, body } => self.all(cond.iter().copied().chain([*body]), bound, out),
            Expr::For { iter, body, .. } => {
                let before = out.len();
                self.walk(*body, bound, out);
                if out.len() == before {
                    self.walk(*iter, bound, out);
                }
            }
            Expr::Closure(closure) => self.walk(closure.body, bound, out),
            Expr::Let { value, .. } | Expr::Assign { value, .. } => self.walk(*value, bound, out),
            Expr::Await(inner)
            | Expr::Try(inner)
            | Expr::Ref(inner)
            | Expr::Unary(inner)
            | Expr::Return(Some(inner))
            | Expr::Break(Some(inner)) => self.walk(*inner, bound, out),
            Expr::Macro(call) if starts(call.what) => self.all(call.args.iter().copied(), bound, out),
            Expr::Tuple(parts) | Expr::Array(parts) => self.all(parts.iter().copied(), bound, out),
            _ => {}
        }
    }

    fn all(&self, ids: impl IntoIterator<Item = ExprId>, bound: bool, out: &mut Vec<Step>) {
        ids.into_iter().for_each(|id| self.walk(id, bound, out));
    }

    fn closures<'c>(&'c self, args: &'c [ExprId]) -> impl Iterator<Item = ExprId> + 'c {
        args.iter().copied().filter(|arg| matches!(self.body.expr(*arg), Expr::Closure(_)))
    }

    /// A call of the analysed code: a step, or a helper that is handed the steps.
    fn own_call(&self, function: FnId, id: ExprId, bound: bool, out: &mut Vec<Step>) {
        let facts = self.defs.function(function);
        let args = match self.body.expr(id) {
            Expr::Method(call) => &call.args,
            Expr::Call { args, .. } => args,
            _ => return,
        };
        let before = out.len();
        self.all(self.closures(args), bound, out);
        if out.len() == before && !facts.test && !only_gets(facts.name) {
            out.push((function, id));
        }
    }

    fn call(&self, id: ExprId, bound: bool, out: &mut Vec<Step>) {
        if let Some(Callee::Function { function, .. }) = self.types.callee(id)
            && self.defs.is_own(*function)
        {
            self.own_call(*function, id, bound, out);
            return;
        }
        match self.body.expr(id) {
            // `work().await.inspect_err(…)`: what is done with its outcome is no step. `database.transaction(|tx| work(tx))`
            // is how it is done, unlike `list.iter().map(|one| one.kind())`, where nobody waits.
            Expr::Method(call) => {
                let before = out.len();
                self.walk(call.receiver, bound, out);
                if out.len() == before {
                    let mut inside = Vec::new();
                    self.all(self.closures(&call.args), bound, &mut inside);
                    out.extend(inside.into_iter().filter(|(id, _)| self.defs.function(*id).is_async));
                }
            }
            // `Ok(work()?)`, `Box::pin(async move { … })`.
            Expr::Call { args, .. } => self.all(args.iter().copied(), bound, out),
            _ => {}
        }
    }
}

/// What gets the next thing to do, or says that one is done with: no work by itself.
fn only_gets(name: Name) -> bool {
    const NAMES: [&str; 9] = ["poll", "pop", "changed", "tick", "ack", "nack", "wait", "sleep", "clone"];
    const WORDS: [&str; 4] = ["recv", "receive", "next", "dequeue"];
    let mut words = name.split('_');
    let gets = words.next().is_some_and(|first| WORDS.contains(&first)) && words.count() <= 1;
    gets || NAMES.contains(&name.as_str())
}

/// Whether a macro's arguments are run as they stand: `join!`, `select!`.
fn starts(what: MacroKind) -> bool {
    matches!(what, MacroKind::TryJoin | MacroKind::Join | MacroKind::Choice)
}
