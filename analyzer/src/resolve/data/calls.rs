//! Calls and methods: their arguments' values, the rule that fits, and what a call without a rule is worth.

use std::rc::Rc;

use super::effects::{Site, mentioned};
use super::eval::Evaluator;
use super::rules::Rule;
use super::texts;
use super::value::{Query, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, MacroCall, MethodCall};
use crate::facts::model::{CallEffect, CallMatcher, FormMapping, FormUse, TableRef};
use crate::resolve::data::rules::is_of;
use crate::resolve::defs::{Def, Definitions, FnId, TypeId};
use crate::resolve::types::bodies::Callee;
use crate::resolve::types::ty::Ty;

/// Methods whose closure only says what went wrong.
const TELL_ERRORS: [&str; 4] = ["ok_or_else", "map_err", "with_context", "wrap_err_with"];

impl Evaluator<'_, '_> {
    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, args: &[ExprId]) -> Value {
        let line = self.body.line(id);
        if let Some((rule, on)) = self.declared_rule(id) {
            return self.declared_call(&rule, id, on, args);
        }
        if let Some(rule) = self.function_rule(id) {
            return self.guarded(&rule, id, (Value::None, None, Ty::Unknown), args);
        }
        if let Some(value) = self.selection(id, callee, args) {
            return value;
        }
        if let Some(value) = self.table_of_parameter(id, callee, args) {
            return value;
        }
        if let Some(value) = self.form_type_call(id, callee, args) {
            return value;
        }
        if !matches!(self.body.expr(callee), Expr::Path(_)) {
            self.eval(callee);
        }
        if let Some(value) = self.own_transaction(id, line, args) {
            return value;
        }
        let values: Vec<Value> = args.iter().map(|a| self.eval(*a)).collect();
        if self.is_error(callee) {
            return Value::None;
        }
        if let Some(function) = self.own_callee(id) {
            let values = self.rows_at(args, values);
            self.note_call(function, line);
            self.note_rows(function, line, &values);
            self.note_own_spawn(function, args);
            self.hand_generics(id);
            let signature = self.context.impls.signatures.function(function);
            return if signature.has_receiver {
                let (receiver, rest) =
                    values.split_first().map_or((Value::None, &[][..]), |(r, v)| (r.clone(), v));
                let value = self.inline(function, line, receiver, rest);
                self.take_back(args.first().copied(), args.get(1..).unwrap_or_default());
                value
            } else {
                let (function, level) = self.of_concrete(callee, function);
                let value = self.inline(function, line, Value::None, &values);
                self.take_back(None, args);
                (0..level).fold(value, |value, _| value.as_foreign())
            };
        }
        self.call_of_others(id, callee, args, values)
    }

    /// A call of what is none of the code's own functions: a wrapper, a closure, a function of a library that no rule is about.
    fn call_of_others(&mut self, id: ExprId, callee: ExprId, args: &[ExprId], values: Vec<Value>) -> Value {
        match self.types.callee(id) {
            // `Some(q)`, `Box::new(q)`: a wrapper is worth what it wraps.
            _ if values.len() == 1 && self.wraps(id) => values.into_iter().next().unwrap_or_default(),
            Some(Callee::Constructor(_)) => {
                values.into_iter().find(|v| matches!(v, Value::Query(_))).unwrap_or_default()
            }
            // A variable that holds a closure is worth what the closure gives.
            _ => match self.local_at(callee).map(|local| local.value.clone()) {
                Some(given) if !given.is_none() => given,
                given => {
                    if given.is_some() {
                        self.push_unknown(args);
                    }
                    given_on(&values).unwrap_or_else(|| mentioned(&values))
                }
            },
        }
    }

    /// `Err(…)`: what it says is worth nothing to whoever goes on.
    fn is_error(&self, callee: ExprId) -> bool {
        matches!(self.body.expr(callee), Expr::Path(path) if path.single().is_some_and(|name| name == "Err"))
    }

    /// A function that a derive gives to a type with a mapping: the query over its table.
    pub(super) fn form_type_call(&mut self, id: ExprId, callee: ExprId, args: &[ExprId]) -> Option<Value> {
        let (Some(Callee::Derived(_)), Some(Def::Type(owner))) =
            (self.types.callee(id), self.types.path(callee))
        else {
            return None;
        };
        let Expr::Path(path) = self.body.expr(callee) else { return None };
        let table = self.context.forms.table_of(owner)?;
        let fits = |rule: &&Rule| matches!(rule.matches, CallMatcher::OfFormType { .. });
        let rule = *self.context.rules.named(&path.last()?).iter().find(fits)?;
        let values: Vec<Value> = args.iter().map(|a| self.eval(*a)).collect();
        if rule.effect != CallEffect::FindByType {
            let (on, line) = (Ty::Adt(owner, Ty::no_args()), self.body.line(id));
            let site =
                Site { id, on, line, receiver: None, receiver_value: Value::None, args, values: &values };
            return self.apply_effect(&rule, &site);
        }
        let mut query = Query { library: rule.library, target: Some(table), ..Query::default() };
        query.mentions.add(&mentioned(&values).mentions());
        query.mentions.columns.extend(self.parent_column(owner, args).map(|column| (table, column)));
        Some(query.into())
    }

    /// The column by which rows of the type belong to the row that is given; of several parents its type tells which.
    fn parent_column(&self, owner: TypeId, args: &[ExprId]) -> Option<Name> {
        let defs = self.context.impls.signatures.names.defs;
        let forms = defs.type_(owner).forms.iter().filter(|form| form.use_ == FormUse::BelongsTo);
        let parents: Vec<&FormMapping> = forms.collect();
        let given =
            args.first().and_then(|arg| row_type(defs, self.types.ty(*arg))).map(|ty| defs.type_(ty).name);
        let of = |form: &&&FormMapping| match &form.table {
            TableRef::Path(path) => given.is_some() && path.last() == given,
            _ => false,
        };
        let form = match parents.as_slice() {
            [one] => one,
            several => several.iter().find(of)?,
        };
        form.columns.first().and_then(|column| column.column)
    }

    /// A function of a library that is called by its path: a method's receiver is its first argument.
    fn declared_call(&mut self, rule: &Rule, id: ExprId, on: Ty, args: &[ExprId]) -> Value {
        let receiver = match self.types.callee(id) {
            Some(Callee::Function { function, .. })
                if self.context.impls.signatures.function(*function).has_receiver =>
            {
                args.first().copied()
            }
            _ => None,
        };
        match receiver {
            Some(receiver) => {
                let value = self.eval(receiver);
                self.guarded(rule, id, (value, Some(receiver), on), &args[1..])
            }
            None => self.guarded(rule, id, (Value::None, None, on), args),
        }
    }

    /// Constructors and functions of the declared crates with one argument hand it on.
    pub(super) fn wraps(&self, id: ExprId) -> bool {
        match self.types.callee(id) {
            Some(Callee::Constructor(_)) => true,
            // `sqlx::AssertSqlSafe(text)`: a foreign type that holds it.
            Some(Callee::External(_)) => self.names_type(id),
            Some(Callee::Function { function, .. }) => {
                !self.context.impls.signatures.names.defs.is_own(*function)
            }
            _ => false,
        }
    }

    /// Whether what is called is written as types are.
    fn names_type(&self, id: ExprId) -> bool {
        let Expr::Call { callee, .. } = self.body.expr(id) else { return false };
        let Expr::Path(path) = self.body.expr(*callee) else { return false };
        path.last().is_some_and(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
    }

    pub(super) fn method(&mut self, id: ExprId, call: &MethodCall) -> Value {
        let receiver = self.eval(call.receiver);
        let rule = match self.declared_rule(id) {
            Some(found) => Some(found),
            None => self.method_rule(id, call, &receiver).map(|rule| (rule, Ty::Unknown)),
        };
        let in_place = matches!(&receiver, Value::Query(query) if query.in_place);
        let value = match rule {
            Some((rule, on)) => self.guarded(&rule, id, (receiver, Some(call.receiver), on), &call.args),
            None => self.method_without_rule(id, call, receiver),
        };
        if in_place {
            self.keep_in_place(call, &value);
        }
        value
    }

    fn method_without_rule(&mut self, id: ExprId, call: &MethodCall, receiver: Value) -> Value {
        let line = self.body.line(id);
        if let Some(value) = self.own_transaction(id, line, &call.args) {
            return value;
        }
        if let ("fold" | "try_fold", [first, step]) = (call.name.as_str(), &*call.args)
            && let Expr::Closure(closure) = self.body.expr(*step)
        {
            let first = self.eval(*first);
            let next = self.closure(closure, &first);
            return first.merge(next);
        }
        let values: Vec<Value> = call.args.iter().map(|a| self.argument(*a, &receiver)).collect();
        if let Some(function) = self.own_callee(id).or_else(|| self.extension(id, call, &receiver)) {
            let receiver = self.row_at(call.receiver, receiver);
            let values = self.rows_at(&call.args, values);
            self.note_call(function, line);
            self.note_rows(function, line, std::iter::once(&receiver).chain(&values));
            self.note_own_spawn(function, &call.args);
            self.hand_generics(id);
            let value = self.inline(function, line, receiver, &values);
            self.take_back(Some(call.receiver), &call.args);
            return value;
        }
        if !matches!(receiver, Value::Text(_)) {
            self.note_texts_for_library(id, line, &values);
        }
        self.plain_method(call, receiver, values)
    }

    /// An argument of a method that no rule knows: a closure is given the query that it is called on, as by `Option::map`.
    fn argument(&mut self, id: ExprId, receiver: &Value) -> Value {
        match (self.body.expr(id), receiver) {
            (Expr::Closure(closure), Value::Query(_)) => self.closure(closure, receiver),
            _ => self.eval(id),
        }
    }

    /// The analysed code's own method of a query: its receiver's type is a library's, which tells nothing.
    fn extension(&self, id: ExprId, call: &MethodCall, receiver: &Value) -> Option<FnId> {
        let open = matches!(self.types.callee(id), None | Some(Callee::Unknown | Callee::ExternalMethod));
        let unknown = open && receiver.is_query_like();
        unknown.then(|| self.context.extensions.only(call.name, call.args.len())).flatten()
    }

    /// A method that no rule knows.
    pub(super) fn plain_method(&mut self, call: &MethodCall, receiver: Value, values: Vec<Value>) -> Value {
        match &receiver {
            Value::Text(text) => self.text_method(call, text, &values),
            Value::Query(query) => {
                let gone_on = call.args.iter().zip(&values).find(|(arg, value)| {
                    receiver.is_text_query()
                        && value.is_text_query()
                        && matches!(self.body.expr(**arg), Expr::Closure(_))
                });
                if let Some((_, value)) = gone_on {
                    return value.clone();
                }
                let mut query = (**query).clone();
                query.mention(&mentioned(&values).mentions());
                Value::Query(Rc::new(query))
            }
            Value::Table(table) => {
                let mut query = Query { target: Some(*table), ..Query::default() };
                query.mention(&mentioned(&values).mentions());
                Value::Query(Rc::new(query))
            }
            Value::Column(_) | Value::AllColumns(_) | Value::Mentions(_) | Value::Equals(_) => {
                if values.is_empty() && matches!(receiver, Value::Equals(_)) {
                    return receiver;
                }
                let mut mentions = receiver.mentions();
                mentions.add(&mentioned(&values).mentions());
                Value::Mentions(Rc::new(mentions))
            }
            Value::Tuple(_) | Value::Form(_) if values.is_empty() => receiver,
            Value::Tuple(parts)
                if call.name == "join" && parts.iter().any(|part| matches!(part, Value::Text(_))) =>
            {
                Value::Text(Rc::new(texts::join(parts, values.first())))
            }
            _ if TELL_ERRORS.contains(&call.name.as_str()) => receiver,
            // `list.iter().map(|x| form)`, `option.map(|o| column.eq(o))`: what the closure gives.
            _ => {
                let closure = call
                    .args
                    .iter()
                    .zip(&values)
                    .find(|(a, v)| matches!(self.body.expr(**a), Expr::Closure(_)) && !v.is_none());
                match closure {
                    Some((_, value)) => value.clone(),
                    // `Condition::any().add(column.eq(x))`: a foreign value that holds what it is given.
                    None if values.iter().any(Value::is_of_query) => mentioned(&values),
                    None => receiver,
                }
            }
        }
    }

    /// Methods of strings that keep or extend the text.
    pub(super) fn text_method(
        &mut self,
        call: &MethodCall,
        text: &Rc<super::value::Text>,
        values: &[Value],
    ) -> Value {
        match call.name.as_str() {
            "to_string" | "to_owned" | "as_str" | "clone" | "as_ref" | "trim" | "borrow" | "trim_end"
            | "trim_start" | "as_mut_str" => Value::Text(text.clone()),
            // `into()`, `into_owned()`, a library's `into_iden()`: the same text as something else.
            name if name.starts_with("into") && call.args.is_empty() => Value::Text(text.clone()),
            "push_str" | "push" | "write_str" => {
                let more = match values.first() {
                    Some(Value::Text(more)) => (**more).clone(),
                    _ => texts::unknown(),
                };
                let joined = Value::Text(Rc::new(texts::concat(text, &more)));
                if let Some(local) = self.local_at(call.receiver) {
                    local.value = joined;
                }
                Value::None
            }
            _ => Value::None,
        }
    }

    pub(super) fn macro_rule(&mut self, id: ExprId, call: &MacroCall, values: &[Value]) -> Option<Value> {
        let last = call.path.last()?;
        let module = crate::facts::item::ScopeId(0);
        let names = self.context.impls.signatures.names;
        let rule = self.context.rules.named(&last).iter().copied().find(|rule| match rule.matches {
            CallMatcher::Macro { krate, .. } => {
                let path: Vec<Name> = call.path.segments.iter().map(|s| s.name).collect();
                let at = names.defs.module(self.file, module);
                match names.resolve_names(at, &path, false, crate::resolve::names::Namespace::Any) {
                    Some(found) => self.crate_of(found.def).is_some_and(|own| is_of(&own, krate)),
                    // `use sqlx::*`, or `#[macro_use]`: the crate must at least be one that the file names.
                    None => path.len() == 1,
                }
            }
            _ => false,
        })?;
        let site = Site {
            id,
            on: Ty::Unknown,
            line: self.body.line(id),
            receiver: None,
            receiver_value: Value::None,
            args: &call.args,
            values,
        };
        self.apply_effect(&rule, &site)
    }

    /// Applies a rule; arguments are evaluated around what the effect needs around them.
    pub(super) fn guarded(
        &mut self,
        rule: &Rule,
        id: ExprId,
        (receiver_value, receiver, on): (Value, Option<ExprId>, Ty),
        args: &[ExprId],
    ) -> Value {
        let line = self.body.line(id);
        if let CallEffect::TransactionClosure { .. } = rule.effect {
            return self.transaction(line, args);
        }
        if let CallEffect::Apply = rule.effect {
            return self.apply_closures(receiver_value, args);
        }
        let values: Vec<Value> = args.iter().map(|a| self.eval(*a)).collect();
        let site =
            Site { id, on, line, receiver, receiver_value: receiver_value.clone(), args, values: &values };
        match self.apply_effect(rule, &site) {
            Some(value) => value,
            None => match self.body.expr(id) {
                Expr::Method(call) => self.plain_method(call, receiver_value, values),
                _ => mentioned(&values),
            },
        }
    }
}

/// A foreign function that is given one query, and nothing of ours is known of what comes back: it wraps the query, as
/// builders of pages do.
fn given_on(values: &[Value]) -> Option<Value> {
    let mut queries = values.iter().filter_map(|value| match value {
        Value::Query(query) => Some(query),
        _ => None,
    });
    let (Some(query), None) = (queries.next(), queries.next()) else { return None };
    let mut query = (**query).clone();
    let others = values.iter().filter(|value| !matches!(value, Value::Query(_)));
    others.for_each(|value| query.mention(&value.mentions()));
    Some(query.into())
}

/// The type of a row, or of the rows of a list.
fn row_type(defs: &Definitions<'_>, ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::Adt(id, _) if defs.is_own_type(*id) => Some(*id),
        Ty::Adt(_, args) => args.iter().find_map(|arg| row_type(defs, arg)),
        Ty::Slice(inner) => row_type(defs, inner),
        _ => None,
    }
}
