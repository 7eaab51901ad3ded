//! Reading a function for its caller: what it makes of the values that it is given. Bounded in depth.

use std::sync::OnceLock;

use super::eval::{Evaluator, Noted, Run};
use super::value::Value;
use crate::facts::Name;
use crate::facts::body::{Expr, Pat, PatId};
use crate::resolve::defs::{ConstId, FnId};
use crate::resolve::types::bodies::{self, BodyTypes};
use crate::resolve::types::impls::Impls;
use crate::resolve::types::ty::Ty;

/// How deep functions are read for their callers.
pub(crate) const MAX_INLINE: usize = 6;
/// How many bodies are read for one function, those that they need included: the depth alone bounds nothing where
/// each refers to many.
pub(super) const MAX_READINGS: u32 = 1_000;
/// So many of them are kept for functions that are handed a text or a query: those surely matter.
const KEPT_READINGS: u32 = 500;
/// How far functions are followed that ask about each other whether they begin a transaction.
const MAX_ASKING: u32 = 3;
/// Larger bodies are not read for their callers.
const MAX_BODY: usize = 4_000;

/// Types of bodies that were read for a caller, kept: several callers read the same.
pub(crate) struct Bodies<'a> {
    impls: &'a Impls<'a>,
    functions: Vec<OnceLock<Option<Box<BodyTypes>>>>,
    constants: Vec<OnceLock<Option<Box<BodyTypes>>>>,
    transactions: Vec<OnceLock<bool>>,
}

impl<'a> Bodies<'a> {
    pub(crate) fn new(impls: &'a Impls<'a>) -> Self {
        let defs = impls.signatures.names.defs;
        Bodies {
            impls,
            functions: (0..defs.functions.len()).map(|_| OnceLock::new()).collect(),
            constants: (0..defs.consts.len()).map(|_| OnceLock::new()).collect(),
            transactions: (0..defs.functions.len()).map(|_| OnceLock::new()).collect(),
        }
    }

    pub(super) fn function(&self, id: FnId) -> Option<&BodyTypes> {
        self.functions[id.index()]
            .get_or_init(|| bodies::read_function(self.impls, id).map(Box::new))
            .as_deref()
    }

    pub(crate) fn constant(&self, id: ConstId) -> Option<&BodyTypes> {
        self.constants[id.index()].get_or_init(|| bodies::read_const(self.impls, id).map(Box::new)).as_deref()
    }
}

impl Evaluator<'_, '_> {
    /// What a call of a function of the analysed code is worth; queries of ours that it runs are run here.
    pub(super) fn inline(&mut self, function: FnId, line: u32, receiver: Value, args: &[Value]) -> Value {
        self.handed_back.clear();
        let generics = std::mem::take(&mut self.next_generics);
        let gives = self.may_give_value(function);
        let is_row = |value: &Value| match value {
            Value::Form(_) => self.is_tracked_row(value) || self.sets_fields(function),
            _ => self.is_tracked_row(value),
        };
        let row = std::iter::once(&receiver).chain(args).any(is_row);
        let given = std::iter::once(&receiver).chain(args).any(|v| match v {
            Value::Query(_) | Value::Table(_) => true,
            value => !super::texts::sql_in(value).is_empty(),
        });
        let may_give = gives && self.readings > KEPT_READINGS;
        if !given && !may_give && !row && generics.is_empty() {
            return Value::None;
        }
        let passed =
            || std::iter::once(&receiver).chain(args).find(|v| matches!(v, Value::Query(_))).cloned();
        if self.stack.len() >= MAX_INLINE || self.readings == 0 || self.stack.contains(&function) {
            self.note_handed_texts(function, line, args);
            return passed().unwrap_or_default();
        }
        let defs = self.context.impls.signatures.names.defs;
        let Some(body) = defs.function(function).body.as_deref().filter(|b| b.exprs.len() <= MAX_BODY) else {
            self.note_handed_texts(function, line, args);
            return passed().unwrap_or_default();
        };
        let Some(types) = self.context.bodies.function(function) else { return Value::None };
        let mut inner = Evaluator::new(self.context, body, types, defs.functions[function.index()].file);
        inner.stack.clone_from(&self.stack);
        inner.stack.push(function);
        inner.generics = generics;
        let foreign: Vec<Value> = args.iter().map(Value::as_foreign).collect();
        let value = self.run_inner(&mut inner, receiver.as_foreign(), &foreign);
        self.handed_back = inner.parameters();
        let Noted { runs: ran, taken_from, .. } = inner.into_noted();
        self.noted.taken_from.extend(taken_from);
        if matches!(value, Value::Query(_) | Value::Text(_) | Value::Tuple(_)) {
            self.noted.taken_from.insert(function);
        }
        if !matches!(value, Value::Query(_) | Value::Text(_)) && ran.iter().all(|run| run.query.foreign == 0)
        {
            self.note_handed_texts(function, line, args);
        }
        self.adopt(ran, line);
        if value.is_none() && gives {
            passed().unwrap_or_default()
        } else if given || gives || self.is_tracked_row(&value) {
            value.returned()
        } else {
            Value::None
        }
    }

    /// Whether the function assigns to fields of what it is given.
    fn sets_fields(&self, function: FnId) -> bool {
        let Some(body) = self.context.impls.signatures.names.defs.function(function).body.as_deref() else {
            return false;
        };
        body.exprs.iter().any(|expr| match expr {
            Expr::Assign { to, .. } => matches!(body.expr(*to), Expr::Field { .. }),
            _ => false,
        })
    }

    /// A row whose changes are followed.
    fn is_tracked_row(&self, value: &Value) -> bool {
        match value {
            Value::Form(form) => self.context.forms.is_tracked(form.ty),
            Value::Tuple(parts) => parts.iter().any(|part| self.is_tracked_row(part)),
            _ => false,
        }
    }

    /// What has become of the receiver and the parameters.
    fn parameters(&self) -> Vec<Value> {
        let simple = |pat: &PatId| match self.body.pat(*pat) {
            Pat::Bind { name, .. } => Some(*name),
            _ => None,
        };
        let of =
            |name: Name| self.locals.iter().find(|local| local.name == name).map(|local| local.value.clone());
        let receiver = of(Name::from("self")).unwrap_or_default();
        let rest = self.body.params.iter().map(|pat| simple(pat).and_then(of).unwrap_or_default());
        std::iter::once(receiver).chain(rest).collect()
    }

    /// Runs the evaluation of another body on what is left of this one's readings.
    pub(super) fn run_inner(
        &mut self,
        inner: &mut Evaluator<'_, '_>,
        receiver: Value,
        args: &[Value],
    ) -> Value {
        inner.readings = self.readings - 1;
        inner.asking = inner.asking.max(self.asking);
        let value = inner.run(receiver, args);
        self.readings = inner.readings;
        value
    }

    /// Whether a function with a closure parameter begins a transaction itself. The answer depends on the function
    /// alone where it is kept, so that it is the same whoever asks first; functions that ask about each other are
    /// followed a few steps.
    pub(super) fn opens_transaction(&mut self, function: FnId) -> bool {
        let inside = self.asking > 0;
        if self.asking >= MAX_ASKING || self.readings == 0 || self.stack.contains(&function) {
            return false;
        }
        let kept = &self.context.bodies.transactions[function.index()];
        if let Some(answer) = kept.get().filter(|_| !inside) {
            return *answer;
        }
        let defs = self.context.impls.signatures.names.defs;
        let body = defs.function(function).body.as_deref().filter(|b| b.exprs.len() <= MAX_BODY);
        let (Some(body), Some(types)) = (body, self.context.bodies.function(function)) else {
            return false;
        };
        let mut inner = Evaluator::new(self.context, body, types, defs.functions[function.index()].file);
        inner.stack.push(function);
        inner.asking = self.asking + 1;
        if inside {
            self.run_inner(&mut inner, Value::None, &[]);
        } else {
            inner.run(Value::None, &[]);
        }
        let answer = !inner.into_noted().transactions.is_empty();
        if !inside {
            // Another thread that was first found the same.
            let _ = kept.set(answer);
        }
        answer
    }

    /// Runs of queries that were handed over count where the function is called.
    fn adopt(&mut self, runs: Vec<Run>, line: u32) {
        for run in runs {
            if run.query.foreign > 0 {
                let mut query = (*run.query).clone();
                query.foreign -= 1;
                self.note_run(line, query.into());
            }
        }
    }

    /// Whether a function's result can be a query, a part of one, or a text: by its type.
    fn may_give_value(&self, function: FnId) -> bool {
        let signature = self.context.impls.signatures.function(function);
        let text = |ty: &Ty| {
            self.context.impls.is_text(ty)
                || self.context.is_of_library(ty)
                || self.context.forms.type_in(ty).is_some_and(|id| self.context.forms.is_tracked(id))
        };
        // An error is none.
        let given = match &signature.ret {
            Ty::Adt(id, args) if Some(*id) == self.context.impls.well_known_type("Result") => {
                args.first().unwrap_or(&Ty::Unknown)
            }
            ret => ret,
        };
        let texts = |ty: &Ty| matches!(ty, Ty::Tuple(parts) if parts.iter().any(text));
        may_be_query(given, 0) || text(given) || texts(given) || self.holds_query(given, 0)
    }

    /// Whether it is a type of the analysed code around a query, or has one inside: `Option<Builder>`.
    fn holds_query(&self, ty: &Ty, depth: u8) -> bool {
        match ty {
            Ty::Adt(id, _) if self.context.holders.has(*id) => true,
            ty => depth < 3 && ty.args().iter().any(|arg| self.holds_query(arg, depth + 1)),
        }
    }
}

/// Types of queries are foreign, opaque, or not written out; rows, numbers and results are not.
fn may_be_query(ty: &Ty, depth: u8) -> bool {
    match ty {
        // What an error is called does not tell, and a crate's own `Result` is worth what it holds.
        Ty::External(path, args) => match path.rsplit("::").next() {
            Some("Result") => args.first().is_some_and(|held| may_be_query(held, depth + 1)),
            Some(name) => !name.ends_with("Error"),
            None => true,
        },
        Ty::Opaque(_) | Ty::Unknown | Ty::Handle(_) | Ty::Projection(_) | Ty::Param(_) => true,
        Ty::Adt(_, args) => depth < 3 && args.iter().any(|a| may_be_query(a, depth + 1)),
        Ty::Tuple(parts) => parts.iter().any(|p| may_be_query(p, depth + 1)),
        Ty::Var(_) | Ty::Prim(_) | Ty::Slice(_) | Ty::Fn(_) | Ty::FnDef(_) | Ty::Never => false,
    }
}
