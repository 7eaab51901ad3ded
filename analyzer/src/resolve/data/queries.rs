//! Effects of builders of queries: where they begin, what they write, how they change in place.

use std::rc::Rc;

use super::anonymous;
use super::effects::{Site, mentioned};
use super::eval::Evaluator;
use super::rules::Rule;
use super::value::{Query, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, MethodCall};
use crate::facts::model::{CallEffect, FormUse};
use crate::facts::statement::SqlKind;
use crate::resolve::defs::{FnId, Owned};
use crate::resolve::types::ty::Ty;

impl Evaluator<'_, '_> {
    pub(super) fn builder_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        match rule.effect {
            CallEffect::OfType { kind, row } => self.of_type(rule, site, kind, row),
            CallEffect::Begin { kind } => {
                Some(Query { library: rule.library, kind, in_place: true, ..Query::default() }.into())
            }
            CallEffect::Joins { arg, own, by_trait } => self.joins(rule, site, arg, (own, by_trait)),
            CallEffect::RelatedRun => {
                let Value::Query(query) = related(rule, site.values) else { return None };
                self.note_run(site.line, query);
                Some(Value::None)
            }
            CallEffect::Same { arg } | CallEffect::Instead { arg } => {
                Some(self.query_of(rule, &site.value(arg))?.into())
            }
            CallEffect::Built => {
                let query = self.query_of(rule, &site.receiver_value)?;
                Some(Value::Tuple(Rc::new(vec![query.into(), Value::None])))
            }
            CallEffect::AssignColumn { arg } => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                for (at, value) in site.values.iter().enumerate() {
                    match at == usize::from(arg) {
                        true => query.written.extend(anonymous::columns(value)),
                        false => query.mentions.add(&value.mentions()),
                    }
                }
                Some(query.into())
            }
            CallEffect::InsertColumns { arg } => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                let columns = anonymous::columns(&site.value(arg));
                if query.kind == SqlKind::Insert {
                    query.written.extend(columns);
                } else {
                    query.mentions.add(&site.value(arg).mentions());
                    query.mentions.columns.extend(columns);
                }
                Some(query.into())
            }
            CallEffect::AssignPairs { arg } => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                if query.kind == SqlKind::Update {
                    assign_pairs(&mut query, &site.value(arg));
                } else {
                    query.mentions.add(&site.value(arg).mentions());
                }
                Some(query.into())
            }
            _ => None,
        }
    }

    /// A statement over the table of the type that the function is called on.
    fn of_type(&mut self, rule: &Rule, site: &Site<'_>, kind: SqlKind, row: Option<u8>) -> Option<Value> {
        let mut query = Query { library: rule.library, kind, ..Query::default() };
        let (on, level) = self.concrete(&site.on);
        query.target = self.context.forms.table_named_by(&on);
        // It is known where the generic function is called, and counts there.
        query.foreign = level;
        match row {
            Some(arg) => {
                let use_ = if kind == SqlKind::Insert { FormUse::Insert } else { FormUse::Update };
                self.assign_values(&mut query, site, arg, use_);
            }
            None => query.mentions.add(&mentioned(site.values).mentions()),
        }
        Some(query.into())
    }

    /// Joins what the argument names; without a query before it, that is a query by itself.
    fn joins(
        &mut self,
        rule: &Rule,
        site: &Site<'_>,
        arg: u8,
        (own, by_trait): (&'static str, (&'static str, &'static str)),
    ) -> Option<Value> {
        let to = self.types.ty(site.arg(arg)?).clone();
        let from = site.receiver.map(|receiver| self.types.ty(receiver).clone());
        let mut query = match self.query_of(rule, &site.receiver_value) {
            Some(query) => query,
            None => Query { library: rule.library, ..Query::default() },
        };
        query.mentions.add(&mentioned(site.values).mentions());
        let between =
            self.function_of_type(&to, own).or_else(|| self.function_between(&from?, &to, by_trait));
        if let Some(between) = between {
            let value = self.inline(between, site.line, Value::None, &[]);
            query.mentions.add(&value.mentions());
        }
        Some(query.into())
    }

    fn function_of_type(&self, ty: &Ty, name: &'static str) -> Option<FnId> {
        let impls = self.context.impls;
        let found = impls.associated(ty, Name::from(name), &|_| Vec::new())?.function;
        impls.signatures.names.defs.is_own(found).then_some(found)
    }

    /// The function of `impl Trait<To> for From`, where from is the receiver's type, what it is made of, or its entity.
    fn function_between(&self, from: &Ty, to: &Ty, (of, name): (&'static str, &'static str)) -> Option<FnId> {
        let impls = self.context.impls;
        let defs = impls.signatures.names.defs;
        let of = impls.well_known(of)?;
        let entity = impls.assoc_type(from, None, Name::from("Entity"));
        let sources = from.args().iter().chain(&entity);
        let fitting = sources.flat_map(|source| impls.impls_of_trait(source, of)).find(|id| {
            let bound = impls.signatures.impl_head(*id).of_trait.as_ref();
            bound.and_then(|bound| bound.args.first()) == Some(to)
        })?;
        let functions = defs.assoc_functions.get(&Owned::Impl(fitting))?;
        functions.iter().copied().find(|f| defs.function(*f).name == name && defs.is_own(*f))
    }

    /// Closures among the arguments change the query that they are given.
    pub(super) fn apply_closures(&mut self, receiver: Value, args: &[ExprId]) -> Value {
        let mut result = receiver.clone();
        let body = self.body;
        for arg in args {
            let value = match body.expr(*arg) {
                Expr::Closure(closure) => self.closure(closure, &receiver),
                _ => self.eval(*arg),
            };
            match value {
                Value::Query(_) => result = result.merge(value),
                other => {
                    if let Value::Query(query) = &result {
                        let mut query = (**query).clone();
                        query.mentions.add(&other.mentions());
                        result = query.into();
                    }
                }
            }
        }
        result
    }

    /// What a method has made of a builder stays in the variable that it was called on, through a chain of calls.
    pub(super) fn keep_in_place(&mut self, call: &MethodCall, value: &Value) {
        if !matches!(value, Value::Query(query) if query.in_place) {
            return;
        }
        let body = self.body;
        let mut at = call.receiver;
        loop {
            match body.expr(at) {
                // A copy is changed, or what was taken out.
                Expr::Method(inner) if matches!(inner.name.as_str(), "clone" | "to_owned" | "take") => return,
                Expr::Method(inner) => at = inner.receiver,
                _ => break,
            }
        }
        if let Some(local) = self.local_at(at)
            && matches!(&local.value, Value::Query(query) if query.in_place)
        {
            local.value = value.clone();
        }
    }
}

/// A query over the tables that values mention.
fn related(rule: &Rule, values: &[Value]) -> Value {
    let mut query = Query { library: rule.library, ..Query::default() };
    query.mentions = mentioned(values).mentions();
    query.into()
}

/// Pairs of column and value, or lists of them.
fn assign_pairs(query: &mut Query, value: &Value) {
    let Value::Tuple(parts) = value else {
        query.mentions.add(&value.mentions());
        return;
    };
    match parts.as_slice() {
        [Value::Column(column), rest @ ..] => {
            query.written.insert(*column);
            rest.iter().for_each(|value| query.mentions.add(&value.mentions()));
        }
        parts => parts.iter().for_each(|part| assign_pairs(query, part)),
    }
}
