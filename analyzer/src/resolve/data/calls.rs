//! Calls under the libraries' rules: which rule fits, and what its effect makes of the values.

use std::rc::Rc;

use super::eval::{Evaluator, RouteSite, Run, TransactionSpan};
use super::rules::{Rule, ends};
use super::texts;
use super::value::{Equals, Mentions, Query, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, Literal, MacroCall, MethodCall};
use crate::facts::item::EntryKind;
use crate::facts::model::{CallEffect, CallMatcher, FormUse};
use crate::facts::statement::SqlKind;
use crate::resolve::defs::Def;
use crate::resolve::types::bodies::Callee;
use crate::resolve::types::ty::Ty;

/// A call as effects see it.
pub(super) struct Site<'s> {
    pub(super) line: u32,
    pub(super) receiver: Option<ExprId>,
    pub(super) receiver_value: Value,
    pub(super) args: &'s [ExprId],
    pub(super) values: &'s [Value],
}

impl Site<'_> {
    fn value(&self, arg: u8) -> Value {
        self.values.get(usize::from(arg)).cloned().unwrap_or_default()
    }

    fn arg(&self, arg: u8) -> Option<ExprId> {
        self.args.get(usize::from(arg)).copied()
    }
}

impl Evaluator<'_, '_> {
    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, args: &[ExprId]) -> Value {
        let line = self.body.line(id);
        if let Some(rule) = self.function_rule(id) {
            return self.guarded(&rule, id, Value::None, None, args);
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
        if let Some(function) = self.own_callee(id) {
            self.note_call(function, line);
            let signature = self.context.impls.signatures.function(function);
            return if signature.has_receiver {
                let (receiver, rest) =
                    values.split_first().map_or((Value::None, &[][..]), |(r, v)| (r.clone(), v));
                self.inline(function, line, receiver, rest)
            } else {
                self.inline(function, line, Value::None, &values)
            };
        }
        match self.types.callee(id) {
            // `Some(q)`, `Box::new(q)`: a wrapper is worth what it wraps.
            _ if values.len() == 1 && self.wraps(id) => values.into_iter().next().unwrap_or_default(),
            Some(Callee::Constructor(_)) => {
                values.into_iter().find(|v| matches!(v, Value::Query(_))).unwrap_or_default()
            }
            _ => mentioned(&values),
        }
    }

    /// A function that a derive gives to a type with a mapping: the query over its table.
    fn form_type_call(&mut self, id: ExprId, callee: ExprId, args: &[ExprId]) -> Option<Value> {
        let (Some(Callee::ExternalMethod), Some(Def::Type(owner))) =
            (self.types.callee(id), self.types.path(callee))
        else {
            return None;
        };
        let Expr::Path(path) = self.body.expr(callee) else { return None };
        let table = self.context.forms.table_of(owner)?;
        let fits = |rule: &&Rule| matches!(rule.matches, CallMatcher::OfFormType { .. });
        let rule = *self.context.rules.named(&path.last()?).iter().find(fits)?;
        let values: Vec<Value> = args.iter().map(|a| self.eval(*a)).collect();
        let mut query = Query { library: rule.library, target: Some(table), ..Query::default() };
        query.mentions.add(&mentioned(&values).mentions());
        Some(query.into())
    }

    /// Constructors and functions of the declared crates with one argument hand it on.
    fn wraps(&self, id: ExprId) -> bool {
        match self.types.callee(id) {
            Some(Callee::Constructor(_)) => true,
            Some(Callee::Function { function, .. }) => {
                !self.context.impls.signatures.names.defs.is_own(*function)
            }
            _ => false,
        }
    }

    fn function_rule(&self, id: ExprId) -> Option<Rule> {
        let Expr::Call { callee, .. } = self.body.expr(id) else { return None };
        let external = match self.types.callee(id)? {
            Callee::External(path) => Some(*path),
            _ => None,
        };
        let last = match (external, self.body.expr(*callee)) {
            (Some(path), _) => Name::from(ends(&path).1),
            (None, Expr::Path(path)) => path.last()?,
            _ => return None,
        };
        let rules = &self.context.rules;
        rules.named(&last).iter().copied().find(|rule| match rule.matches {
            CallMatcher::Function { krate, .. } => match external {
                Some(path) => ends(&path).0 == krate,
                // A name that a glob of the crate may have brought in.
                None => matches!(self.types.callee(id), Some(Callee::Unknown)) && self.globs(krate, callee.0),
            },
            _ => false,
        })
    }

    fn globs(&self, krate: &str, _at: u32) -> bool {
        let names = self.context.impls.signatures.names;
        let file = &names.defs.files[self.file as usize];
        (0..file.scopes.len()).any(|scope| {
            let scope = crate::facts::item::ScopeId(u32::try_from(scope).unwrap_or(0));
            names.external_globs(names.defs.module(self.file, scope)).iter().any(|g| ends(g).0 == krate)
        })
    }

    pub(super) fn method(&mut self, id: ExprId, call: &MethodCall) -> Value {
        let receiver = self.eval(call.receiver);
        if let Some(rule) = self.method_rule(id, call, &receiver) {
            return self.guarded(&rule, id, receiver, Some(call.receiver), &call.args);
        }
        let line = self.body.line(id);
        if let Some(value) = self.own_transaction(id, line, &call.args) {
            return value;
        }
        let values: Vec<Value> = call.args.iter().map(|a| self.eval(*a)).collect();
        if let Some(function) = self.own_callee(id) {
            self.note_call(function, line);
            return self.inline(function, line, receiver, &values);
        }
        self.plain_method(call, receiver, values)
    }

    /// A method that no rule knows.
    fn plain_method(&mut self, call: &MethodCall, receiver: Value, values: Vec<Value>) -> Value {
        match &receiver {
            Value::Text(text) => self.text_method(call, text, &values),
            Value::Query(query) => {
                let mut query = (**query).clone();
                query.mentions.add(&mentioned(&values).mentions());
                Value::Query(Rc::new(query))
            }
            Value::Table(table) => {
                let mut query = Query { target: Some(*table), ..Query::default() };
                query.mentions.add(&mentioned(&values).mentions());
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
            // `list.iter().map(|x| form)`, `option.map(|o| column.eq(o))`: what the closure gives.
            _ => {
                let closure = call
                    .args
                    .iter()
                    .zip(&values)
                    .find(|(a, v)| matches!(self.body.expr(**a), Expr::Closure(_)) && !v.is_none());
                match closure {
                    Some((_, value)) => value.clone(),
                    None if values.iter().any(|v| matches!(v, Value::Query(_))) => mentioned(&values),
                    None => receiver,
                }
            }
        }
    }

    /// Methods of strings that keep or extend the text.
    fn text_method(&mut self, call: &MethodCall, text: &Rc<super::value::Text>, values: &[Value]) -> Value {
        match call.name.as_str() {
            "to_string" | "to_owned" | "into" | "as_str" | "clone" | "as_ref" | "trim" | "into_owned"
            | "borrow" | "trim_end" | "trim_start" | "into_string" | "as_mut_str" => {
                Value::Text(text.clone())
            }
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

    fn method_rule(&self, id: ExprId, call: &MethodCall, receiver: &Value) -> Option<Rule> {
        let own = self.own_callee(id).is_some();
        self.context.rules.named(&call.name).iter().copied().find(|rule| match rule.matches {
            CallMatcher::OnQuery { .. } => {
                let fits = match receiver {
                    Value::Query(query) => query.library.is_empty() || query.library == rule.library,
                    Value::Table(_) => true,
                    Value::None | Value::Text(_) | Value::Form(_) | Value::Tuple(_) => false,
                    _ => matches!(rule.effect, CallEffect::Equals | CallEffect::Mention),
                };
                fits && (!own || matches!(rule.effect, CallEffect::Mention))
            }
            CallMatcher::OnTable { .. } => !own && matches!(receiver, Value::Table(_)),
            CallMatcher::OnType { krate, .. } => {
                !own && !receiver.is_query_like()
                    && self.may_be_of(call.receiver, krate)
                    && self.arg_fits(rule, call)
            }
            CallMatcher::OnForm { .. } => !own && self.form_of(call.receiver).is_some(),
            CallMatcher::Function { .. } | CallMatcher::Macro { .. } | CallMatcher::OfFormType { .. } => {
                false
            }
        })
    }

    /// Whether a receiver may be of a type of that crate: it is, it wraps one, or it is not known. What a type of
    /// the analysed code does not have itself it has by `Deref`, so it is not known either.
    fn may_be_of(&self, receiver: ExprId, krate: &str) -> bool {
        let mut ty = self.types.ty(receiver);
        while let Ty::External(path, args) = ty {
            if ends(path).0 == krate {
                return true;
            }
            match args.first() {
                Some(inner) => ty = inner,
                None => return false,
            }
        }
        !matches!(ty, Ty::Prim(_) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Handle(_))
    }

    /// Rules over any receiver ask for an argument that shows what is meant.
    fn arg_fits(&self, rule: &Rule, call: &MethodCall) -> bool {
        match rule.effect {
            CallEffect::TransactionClosure { arg } => {
                call.args.get(usize::from(arg)).is_some_and(|a| self.closure_in(*a))
            }
            CallEffect::TransactionBegin
            | CallEffect::TransactionCommit
            | CallEffect::TransactionRollback => call.args.is_empty(),
            CallEffect::Route { path, .. } => call.args.get(usize::from(path)).is_some_and(|a| {
                matches!(self.body.expr(*a), Expr::Literal(_) | Expr::Path(_) | Expr::Ref(_) | Expr::Macro(_))
            }),
            CallEffect::Entry { arg, .. } => call.args.get(usize::from(arg)).is_some(),
            _ => true,
        }
    }

    fn closure_in(&self, id: ExprId) -> bool {
        match self.body.expr(id) {
            Expr::Closure(_) | Expr::Block(_) => true,
            // A callback that was handed in.
            Expr::Path(_) => matches!(self.types.ty(id), Ty::Fn(_) | Ty::Param(_)),
            Expr::Method(call) => self.closure_in(call.receiver),
            Expr::Call { args, .. } => args.iter().any(|a| self.closure_in(*a)),
            _ => false,
        }
    }

    pub(super) fn form_of(&self, id: ExprId) -> Option<crate::resolve::defs::TypeId> {
        self.context.forms.type_in(self.types.ty(id))
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
                    Some(found) => matches!(found.def, Def::External(p) if ends(&p).0 == krate),
                    // `use sqlx::*`, or `#[macro_use]`: the crate must at least be one that the file names.
                    None => path.len() == 1,
                }
            }
            _ => false,
        })?;
        let site = Site {
            line: self.body.line(id),
            receiver: None,
            receiver_value: Value::None,
            args: &call.args,
            values,
        };
        self.apply_effect(&rule, &site)
    }

    /// Applies a rule; arguments are evaluated around what the effect needs around them.
    fn guarded(
        &mut self,
        rule: &Rule,
        id: ExprId,
        receiver_value: Value,
        receiver: Option<ExprId>,
        args: &[ExprId],
    ) -> Value {
        let line = self.body.line(id);
        if let CallEffect::TransactionClosure { .. } = rule.effect {
            return self.transaction(line, args);
        }
        let values: Vec<Value> = args.iter().map(|a| self.eval(*a)).collect();
        let site = Site { line, receiver, receiver_value: receiver_value.clone(), args, values: &values };
        match self.apply_effect(rule, &site) {
            Some(value) => value,
            None => match self.body.expr(id) {
                Expr::Method(call) => self.plain_method(call, receiver_value, values),
                _ => mentioned(&values),
            },
        }
    }

    /// A helper of the analysed code that runs the closure it is given in a transaction.
    fn own_transaction(&mut self, id: ExprId, line: u32, args: &[ExprId]) -> Option<Value> {
        let function = self.own_callee(id)?;
        if !args.iter().any(|a| self.closure_in(*a)) || !self.opens_transaction(function) {
            return None;
        }
        self.note_call(function, line);
        Some(self.transaction(line, args))
    }

    fn transaction(&mut self, line: u32, args: &[ExprId]) -> Value {
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

    fn begin(&mut self, line: u32) -> usize {
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

    /// What an effect makes of a call; None where its arguments are not what it is about.
    fn apply_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        match rule.effect {
            CallEffect::Insert { arg } => self.start(rule, site, SqlKind::Insert, arg),
            CallEffect::Update { arg } => self.start(rule, site, SqlKind::Update, arg),
            CallEffect::Delete { arg } => self.start(rule, site, SqlKind::Delete, arg),
            CallEffect::InsertRow { arg } => {
                let mut query = Query { library: rule.library, kind: SqlKind::Insert, ..Query::default() };
                self.assign_values(&mut query, site, arg, FormUse::Insert);
                Some(query.into())
            }
            CallEffect::BecomesInsert => self.become_kind(rule, site, SqlKind::Insert),
            CallEffect::BecomesUpdate => self.become_kind(rule, site, SqlKind::Update),
            CallEffect::BecomesDelete => self.become_kind(rule, site, SqlKind::Delete),
            CallEffect::BecomesSelect => self.become_kind(rule, site, SqlKind::Select),
            CallEffect::IntoTable { arg } | CallEffect::Target { arg } => {
                let mut query = match self.query_of(rule, &site.receiver_value) {
                    Some(query) => query,
                    None => self.row_of(rule, site)?,
                };
                if let Value::Table(table) = site.value(arg) {
                    query.target = Some(table);
                }
                Some(query.into())
            }
            CallEffect::Text { .. } | CallEffect::TextPiece { .. } | CallEffect::TextRun { .. } => {
                self.text_effect(rule, site)
            }
            CallEffect::Append { arg } => {
                let more = match site.value(arg) {
                    Value::Text(text) => (*text).clone(),
                    _ => texts::unknown(),
                };
                self.append(rule, site, &more)
            }
            CallEffect::AppendParameter => self.append(rule, site, &texts::known(texts::PARAMETER)),
            CallEffect::TransactionBegin
            | CallEffect::TransactionCommit
            | CallEffect::TransactionRollback => {
                self.transaction_effect(rule.effect, site);
                Some(Value::None)
            }
            CallEffect::Entry { .. } | CallEffect::Route { .. } => {
                self.entry_effect(rule.effect, site);
                None
            }
            _ => self.write_effect(rule, site),
        }
    }

    fn write_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        match rule.effect {
            CallEffect::Assign { arg } | CallEffect::AssignOnConflict { arg } => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                let use_ = if query.kind == SqlKind::Insert { FormUse::Insert } else { FormUse::Update };
                let use_ = if matches!(rule.effect, CallEffect::AssignOnConflict { .. }) {
                    FormUse::Update
                } else {
                    use_
                };
                self.assign_values(&mut query, site, arg, use_);
                Some(query.into())
            }
            CallEffect::AssignColumn { arg } | CallEffect::InsertColumns { arg } => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                query.written.extend(site.value(arg).mentions().columns);
                Some(query.into())
            }
            CallEffect::Ignore { .. } => Some(site.receiver_value.clone()),
            CallEffect::Equals => self.equals(site),
            CallEffect::Mention => None,
            CallEffect::Run => {
                let query = self.query_of(rule, &site.receiver_value)?;
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            CallEffect::RunArg { arg } => {
                let query = self.query_of(rule, &site.value(arg))?;
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            CallEffect::SaveInsert { arg } => self.save(rule, site, SqlKind::Insert, arg),
            CallEffect::SaveUpdate { arg } => self.save(rule, site, SqlKind::Update, arg),
            CallEffect::SaveDelete { arg } => self.save(rule, site, SqlKind::Delete, arg),
            _ => None,
        }
    }

    /// The query that a value is, or begins.
    fn query_of(&self, rule: &Rule, value: &Value) -> Option<Query> {
        let mut query = match value {
            Value::Query(query) => (**query).clone(),
            Value::Table(table) => Query { target: Some(*table), ..Query::default() },
            _ => return None,
        };
        query.library = rule.library;
        Some(query)
    }

    /// An INSERT of the receiver, which stands for a row.
    fn row_of(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Query> {
        let ty = self.types.ty(site.receiver?).clone();
        let mut query = Query { library: rule.library, kind: SqlKind::Insert, ..Query::default() };
        self.assign_value(&mut query, &site.receiver_value, &ty, FormUse::Insert, 0);
        Some(query)
    }

    /// Begins a write whose target is the argument: a table, a query over one, or a value of a type bound to one.
    fn start(&mut self, rule: &Rule, site: &Site<'_>, kind: SqlKind, arg: u8) -> Option<Value> {
        let mut query = Query { library: rule.library, kind, ..Query::default() };
        match site.value(arg) {
            Value::Table(table) => query.target = Some(table),
            Value::Query(over) => {
                query.target = over.target;
                query.mentions = over.mentions.clone();
                query.foreign = over.foreign;
            }
            _ => {
                let ty = site.arg(arg).and_then(|a| self.form_of(a));
                query.target = ty.and_then(|t| self.context.forms.table_of(t));
                if query.target.is_none() {
                    query.gap = Some("the table that is written does not follow from the code");
                }
            }
        }
        Some(query.into())
    }

    fn become_kind(&mut self, rule: &Rule, site: &Site<'_>, kind: SqlKind) -> Option<Value> {
        let mut query = match self.query_of(rule, &site.receiver_value) {
            Some(query) => query,
            None => Query { library: rule.library, ..Query::default() },
        };
        query.kind = kind;
        query.mentions.add(&mentioned(site.values).mentions());
        Some(query.into())
    }

    /// Columns that values set: assignments, forms, tuples and lists of them.
    fn assign_values(&mut self, query: &mut Query, site: &Site<'_>, arg: u8, use_: FormUse) {
        let ty = site.arg(arg).map(|a| self.types.ty(a).clone()).unwrap_or(Ty::Unknown);
        self.assign_value(query, &site.value(arg), &ty, use_, 0);
    }

    fn assign_value(&mut self, query: &mut Query, value: &Value, ty: &Ty, use_: FormUse, depth: u8) {
        match value {
            Value::Equals(equals) => {
                query.written.insert(equals.column);
                query.mentions.add(&equals.rest);
                if let Some(constant) = &equals.constant {
                    query.mentions.constants.insert((equals.column, constant.clone()));
                }
            }
            Value::Tuple(parts) if depth < 6 => {
                let types = match ty {
                    Ty::Tuple(types) if types.len() == parts.len() => types.to_vec(),
                    _ => vec![ty.args().first().cloned().unwrap_or(Ty::Unknown); parts.len()],
                };
                for (part, ty) in parts.iter().zip(&types) {
                    self.assign_value(query, part, ty, use_, depth + 1);
                }
            }
            Value::Form(form) => {
                let fields = form.partial.then_some(form.fields.as_slice());
                query.written.extend(self.context.forms.columns(form.ty, use_, fields));
                if query.target.is_none() {
                    query.target = self.context.forms.mapping(form.ty, use_).map(|f| f.table);
                }
            }
            Value::None | Value::Text(_) => self.assign_by_type(query, ty, use_, depth),
            other => query.mentions.add(&other.mentions()),
        }
    }

    fn assign_by_type(&mut self, query: &mut Query, ty: &Ty, use_: FormUse, depth: u8) {
        if let Some(id) = self.context.forms.type_in(ty) {
            query.written.extend(self.context.forms.columns(id, use_, None));
            if query.target.is_none() {
                query.target = self.context.forms.mapping(id, use_).map(|f| f.table);
            }
        } else if let Ty::Tuple(parts) = ty
            && depth < 6
        {
            for part in parts.iter() {
                self.assign_by_type(query, part, use_, depth + 1);
            }
        } else {
            query.gap = query.gap.or(Some("the written columns do not follow from the code"));
        }
    }

    fn equals(&mut self, site: &Site<'_>) -> Option<Value> {
        let Value::Column(column) = site.receiver_value else { return None };
        let constant = site.arg(0).and_then(|a| self.constant(a));
        let rest = mentioned(site.values).mentions();
        Some(Value::Equals(Rc::new(Equals { column, constant, rest })))
    }

    /// A literal or a unit variant, as the constant that a column is compared with or set to.
    fn constant(&self, id: ExprId) -> Option<String> {
        let defs = self.context.impls.signatures.names.defs;
        match self.body.expr(id) {
            Expr::Literal(Literal::Str(text)) => Some(text.to_string()),
            Expr::Literal(Literal::Bool(value)) => Some(value.to_string()),
            Expr::Path(_) => match self.types.path(id)? {
                Def::Variant(ty, variant) => defs.variant(ty, variant).map(|v| v.name.to_string()),
                _ => None,
            },
            Expr::Call { args, .. } if args.len() == 1 => self.constant(args[0]),
            Expr::Ref(inner) => self.constant(*inner),
            _ => None,
        }
    }

    fn save(&mut self, rule: &Rule, site: &Site<'_>, kind: SqlKind, arg: Option<u8>) -> Option<Value> {
        let at = match arg {
            Some(arg) => site.arg(arg),
            None => site.receiver,
        }?;
        let ty = self.form_of(at)?;
        let use_ = if kind == SqlKind::Insert { FormUse::Insert } else { FormUse::Update };
        let mut query = Query { library: rule.library, kind, ..Query::default() };
        query.target = self.context.forms.table_of(ty);
        if kind != SqlKind::Delete {
            query.written.extend(self.context.forms.columns(ty, use_, None));
        }
        self.note_run(site.line, query.into());
        Some(Value::None)
    }

    fn transaction_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        match effect {
            CallEffect::TransactionBegin => {
                self.begin(site.line);
            }
            _ => {
                if let Some(span) = self.open.pop() {
                    self.noted.transactions[span].end_line = site.line;
                }
            }
        }
    }

    fn text_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        let (CallEffect::Text { arg } | CallEffect::TextPiece { arg } | CallEffect::TextRun { arg }) =
            rule.effect
        else {
            return None;
        };
        let given = site.value(arg);
        if let (CallEffect::TextRun { .. }, Value::Query(query)) = (rule.effect, &given) {
            self.note_run(site.line, query.clone());
            return Some(Value::None);
        }
        let text = match given {
            Value::Text(text) => text,
            // Of any method with the name, only one that is given SQL is meant.
            _ if matches!(rule.effect, CallEffect::TextRun { .. }) => return None,
            _ => Rc::new(texts::unknown()),
        };
        match rule.effect {
            CallEffect::TextRun { .. } => {
                if !texts::may_be_sql(&text) {
                    return None;
                }
                let query = text_query(rule, text);
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            _ => Some(text_query(rule, text).into()),
        }
    }

    /// Adds text to a builder, which is a variable most of the time.
    fn append(&mut self, rule: &Rule, site: &Site<'_>, more: &super::value::Text) -> Option<Value> {
        let mut query = self.query_of(rule, &site.receiver_value)?;
        let before = query.text.take().unwrap_or_else(|| Rc::new(texts::known("")));
        query.text = Some(Rc::new(texts::concat(&before, more)));
        let value: Value = query.into();
        if let Some(local) = site.receiver.and_then(|r| self.local_at(r)) {
            local.value = value.clone();
        }
        Some(value)
    }

    fn entry_effect(&mut self, effect: CallEffect, site: &Site<'_>) {
        let (handlers, name, kind) = match effect {
            CallEffect::Route { path, handlers } => (handlers, Some(path), EntryKind::Http),
            CallEffect::Entry { arg, name, kind } => (arg, name, kind),
            _ => return,
        };
        let name = name.and_then(|n| match site.value(n) {
            Value::Text(text) => texts::render(&text).first().map(|(t, _)| t.clone()),
            _ => None,
        });
        let Some(at) = site.arg(handlers) else { return };
        let mut found = Vec::new();
        self.handlers_in(at, None, &mut found);
        for (function, method, line) in found {
            self.noted.routes.push(RouteSite { function, kind, method, name: name.clone(), line });
        }
    }

    /// Functions that are named, not called, inside an expression, with the HTTP method of the call around them.
    fn handlers_in(
        &self,
        id: ExprId,
        method: Option<Name>,
        out: &mut Vec<(crate::resolve::defs::FnId, Option<Name>, u32)>,
    ) {
        match self.body.expr(id) {
            Expr::Path(_) => {
                if let Some(Def::Function(function)) = self.types.path(id)
                    && self.context.impls.signatures.names.defs.is_own(function)
                {
                    out.push((function, method, self.body.line(id)));
                }
            }
            Expr::Call { callee, args } => {
                let named = match self.body.expr(*callee) {
                    Expr::Path(path) => path.last().and_then(http_method),
                    _ => None,
                };
                args.iter().for_each(|a| self.handlers_in(*a, named.or(method), out));
            }
            Expr::Method(call) => {
                let named = http_method(call.name).or_else(|| self.method_of_receiver(call.receiver));
                self.handlers_in(call.receiver, method, out);
                call.args.iter().for_each(|a| self.handlers_in(*a, named.or(method), out));
            }
            Expr::Ref(inner) => self.handlers_in(*inner, method, out),
            Expr::Macro(call) => call.args.iter().for_each(|a| self.handlers_in(*a, method, out)),
            _ => {}
        }
    }

    /// `web::post().to(handler)`: the method stands before.
    fn method_of_receiver(&self, id: ExprId) -> Option<Name> {
        match self.body.expr(id) {
            Expr::Call { callee, .. } => match self.body.expr(*callee) {
                Expr::Path(path) => path.last().and_then(http_method),
                _ => None,
            },
            Expr::Method(call) => http_method(call.name).or_else(|| self.method_of_receiver(call.receiver)),
            _ => None,
        }
    }
}

fn http_method(name: Name) -> Option<Name> {
    let known = matches!(name.as_str(), "get" | "post" | "put" | "delete" | "patch" | "head" | "options");
    known.then(|| Name::from(&name.to_ascii_uppercase()))
}

fn text_query(rule: &Rule, text: Rc<super::value::Text>) -> Query {
    Query { library: rule.library, foreign: text.foreign, text: Some(text), ..Query::default() }
}

/// What several operands mention together.
fn mentioned(values: &[Value]) -> Value {
    let mut mentions = Mentions::default();
    for value in values {
        mentions.add(&value.mentions());
    }
    if mentions.is_empty() { Value::None } else { Value::Mentions(Rc::new(mentions)) }
}

impl From<Query> for Value {
    fn from(query: Query) -> Self {
        Value::Query(Rc::new(query))
    }
}
