//! What a rule's effect makes of a call: a query that begins, goes on, or is run.

use std::rc::Rc;

use super::eval::Evaluator;
use super::rules::Rule;
use super::texts;
use super::value::{Equals, Mentions, Query, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, Literal};
use crate::facts::model::{CallEffect, CallMatcher, FormUse};
use crate::facts::statement::SqlKind;
use crate::resolve::defs::Def;
use crate::resolve::types::ty::Ty;

/// A call as effects see it.
pub(super) struct Site<'s> {
    pub(super) id: ExprId,
    /// The type that a function of a type is called on.
    pub(super) on: Ty,
    pub(super) line: u32,
    pub(super) receiver: Option<ExprId>,
    pub(super) receiver_value: Value,
    pub(super) args: &'s [ExprId],
    pub(super) values: &'s [Value],
}

impl Site<'_> {
    pub(super) fn value(&self, arg: u8) -> Value {
        self.values.get(usize::from(arg)).cloned().unwrap_or_default()
    }

    pub(super) fn arg(&self, arg: u8) -> Option<ExprId> {
        self.args.get(usize::from(arg)).copied()
    }
}

impl Evaluator<'_, '_> {
    /// What an effect makes of a call; None where its arguments are not what it is about.
    pub(super) fn apply_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        match rule.effect {
            CallEffect::Insert { arg } => self.start(rule, site, SqlKind::Insert, arg),
            CallEffect::Update { arg } => self.start(rule, site, SqlKind::Update, arg),
            CallEffect::Delete { arg } => self.start(rule, site, SqlKind::Delete, arg),
            CallEffect::InsertNamed { arg } => {
                let Value::Text(text) = site.value(arg) else { return None };
                let target = Some(Name::from(texts::whole(&text)?));
                let query =
                    Query { library: rule.library, kind: SqlKind::Insert, target, ..Query::default() };
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
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
                query.put_on(&site.value(arg));
                if query.target.is_none() && site.arg(arg).is_some_and(|arg| self.is_of_open_parameter(arg)) {
                    query.foreign = query.foreign.max(1);
                }
                Some(query.into())
            }
            CallEffect::Text { .. } | CallEffect::TextPiece { .. } | CallEffect::TextRun { .. } => {
                self.text_effect(rule, site)
            }
            CallEffect::OwnText | CallEffect::OwnTextRun => self.own_text(rule, site),
            CallEffect::Append { .. }
            | CallEffect::AppendMore { .. }
            | CallEffect::AppendText { .. }
            | CallEffect::Separated { .. } => self.append_effect(rule, site),
            CallEffect::TransactionBegin
            | CallEffect::Savepoint
            | CallEffect::TransactionCommit
            | CallEffect::TransactionRollback => {
                self.transaction_effect(rule.effect, site);
                Some(Value::None)
            }
            CallEffect::Spawn { .. }
            | CallEffect::Receives
            | CallEffect::Filtered { .. }
            | CallEffect::FilterAnd { .. }
            | CallEffect::Entry { .. }
            | CallEffect::Route { .. }
            | CallEffect::Nest { .. }
            | CallEffect::Under { .. } => {
                self.start_effect(rule.effect, site);
                None
            }
            _ => self.write_effect(rule, site),
        }
    }

    pub(super) fn write_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
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
            CallEffect::Reaches { what, target } => {
                self.note_reached(rule, site, what, target);
                None
            }
            CallEffect::Ignore { .. } => Some(site.receiver_value.clone()),
            CallEffect::Equals => self.equals(site),
            CallEffect::Mention => None,
            CallEffect::Run => {
                let query = self.query_of(rule, &site.receiver_value)?;
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            CallEffect::RunUnread => {
                let gap = Some("a query that the code writes itself, piece by piece");
                let query = Query { library: rule.library, kind: SqlKind::Other, gap, ..Query::default() };
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            CallEffect::Rows => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                if query.text.is_none() && !query.selected {
                    query.mention(&Mentions { whole: true, ..Mentions::default() });
                }
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            CallEffect::Selects => {
                let mut query = self.query_of(rule, &site.receiver_value)?;
                query.selected = true;
                query.mention(&mentioned(site.values).mentions());
                Some(query.into())
            }
            CallEffect::RunArg { arg } => {
                let query = self.query_of(rule, &site.value(arg))?;
                self.note_run(site.line, query.into());
                Some(Value::None)
            }
            CallEffect::Save { kind, arg, hook } => self.save(rule, site, (kind, arg, hook)),
            CallEffect::Loaded => self.loaded(site),
            CallEffect::SetField { arg } => self.set_field(site, arg),
            CallEffect::Unset => Some(Value::Unset),
            _ => self.builder_effect(rule, site),
        }
    }

    /// The query that a value is, or begins.
    pub(super) fn query_of(&self, rule: &Rule, value: &Value) -> Option<Query> {
        let mut query = match value {
            Value::Query(query) => (**query).clone(),
            Value::Table(table) => Query { target: Some(*table), ..Query::default() },
            _ => return None,
        };
        query.library = rule.library;
        Some(query)
    }

    /// An INSERT of the receiver, which stands for a row.
    pub(super) fn row_of(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Query> {
        let ty = self.types.ty(site.receiver?).clone();
        let mut query = Query { library: rule.library, kind: SqlKind::Insert, ..Query::default() };
        self.assign_value(&mut query, &site.receiver_value, &ty, FormUse::Insert, 0);
        Some(query)
    }

    /// Begins a write whose target is the argument: a table, a query over one, or a value of a type bound to one.
    pub(super) fn start(&mut self, rule: &Rule, site: &Site<'_>, kind: SqlKind, arg: u8) -> Option<Value> {
        let mut query = Query { library: rule.library, kind, ..Query::default() };
        match site.value(arg) {
            Value::Table(table) => query.target = Some(table),
            Value::Query(over) => {
                query.target = over.target;
                query.also.clone_from(&over.also);
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

    pub(super) fn become_kind(&mut self, rule: &Rule, site: &Site<'_>, kind: SqlKind) -> Option<Value> {
        let mut query = match self.query_of(rule, &site.receiver_value) {
            Some(query) => query,
            None => Query { library: rule.library, ..Query::default() },
        };
        query.kind = kind;
        query.selected |= kind == SqlKind::Select && !site.values.is_empty();
        query.mentions.add(&mentioned(site.values).mentions());
        Some(query.into())
    }

    pub(super) fn equals(&mut self, site: &Site<'_>) -> Option<Value> {
        let Value::Column(column) = site.receiver_value else { return None };
        let constant = site.arg(0).and_then(|a| self.constant(a));
        let rest = mentioned(site.values).mentions();
        Some(Value::Equals(Rc::new(Equals { column, constant, rest })))
    }

    /// A literal or a unit variant, as the constant that a column is compared with or set to.
    pub(super) fn constant(&self, id: ExprId) -> Option<String> {
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

    /// A method of a text that makes a query of it, or runs it.
    fn own_text(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        let Value::Text(text) = &site.receiver_value else { return None };
        let query = text_query(rule, text.clone());
        if rule.effect == CallEffect::OwnText {
            return Some(query.into());
        }
        self.note_run(site.line, query.into());
        Some(Value::None)
    }

    pub(super) fn text_effect(&mut self, rule: &Rule, site: &Site<'_>) -> Option<Value> {
        let (CallEffect::Text { arg } | CallEffect::TextPiece { arg } | CallEffect::TextRun { arg }) =
            rule.effect
        else {
            return None;
        };
        // `PgPoolOptions::new()` is given none.
        site.arg(arg)?;
        let given = site.value(arg);
        if let (CallEffect::TextRun { .. }, Value::Query(query)) = (rule.effect, &given) {
            self.note_run(site.line, query.clone());
            return Some(Value::None);
        }
        let text = match given {
            Value::Text(text) => text,
            // The text of a query that was built.
            Value::Query(query) if !matches!(rule.effect, CallEffect::TextPiece { .. }) => {
                return Some(Query { library: rule.library, ..(*query).clone() }.into());
            }
            // Of any method with the name, only one that is given SQL is meant.
            _ if matches!(rule.effect, CallEffect::TextRun { .. })
                || matches!(rule.matches, CallMatcher::OnType { .. }) =>
            {
                return None;
            }
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
}

fn text_query(rule: &Rule, text: Rc<super::value::Text>) -> Query {
    Query { library: rule.library, foreign: text.foreign, text: Some(text), ..Query::default() }
}

/// What several operands mention together.
pub(super) fn mentioned(values: &[Value]) -> Value {
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
