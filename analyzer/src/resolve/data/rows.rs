//! Values that stand for rows: how they are built and changed, and what saving one writes.

use std::rc::Rc;

use super::effects::Site;
use super::eval::{Evaluator, Local};
use super::noted::HandedRow;
use super::rules::Rule;
use super::value::{Form, Query, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId, StructLit};
use crate::facts::model::{FormUse, SaveKind};
use crate::facts::statement::SqlKind;
use crate::resolve::defs::{Def, FnId, Owned, TypeId};
use crate::resolve::types::ty::Ty;

/// Said of a row that came from elsewhere.
pub(super) const UNKNOWN_FIELDS: &str = "which columns of the row were set does not follow from the code";

impl Evaluator<'_, '_> {
    pub(super) fn struct_literal(&mut self, id: ExprId, literal: &StructLit) -> Value {
        let mut queries = Vec::new();
        let (mut fields, mut constants) = (Vec::new(), Vec::new());
        for (name, at) in &literal.fields {
            let value = self.eval(*at);
            if !matches!(value, Value::Unset) {
                fields.push(*name);
                constants.extend(self.constant(*at).map(|constant| (*name, constant)));
            }
            if let Value::Query(query) = value {
                queries.push(query);
            }
        }
        let rest = literal.rest.map(|rest| (self.eval(rest), self.types.ty(rest).clone()));
        let Some(Def::Type(ty)) = self.types.path(id) else { return Value::holding(&queries) };
        if self.context.forms.of(ty).is_empty() {
            return Value::holding(&queries);
        }
        let unset = fields.len() < literal.fields.len();
        let mut form =
            Form { ty, fields, partial: rest.is_some() || unset, loaded: false, constants, lent: Vec::new() };
        if let Some((Value::Form(base), _)) = &rest {
            form.loaded = base.loaded;
            form.partial = base.partial;
            form.fields.extend(&base.fields);
            form.constants.extend(base.constants.iter().cloned());
        }
        Value::Form(Rc::new(form))
    }

    /// `row.field = value`, where the row is a variable; or `self.query = …` of a struct that stands for the query it holds.
    pub(super) fn assign_field(&mut self, base: ExprId, name: Name, value: &Value) {
        if let Value::Unset = value {
            return;
        }
        if self.goes_on(base, value) {
            return;
        }
        let ty = self.types.ty(base).clone();
        let forms = self.context.forms;
        let tracked = match ty {
            Ty::Adt(id, _) if forms.is_tracked(id) || forms.is_row(id) => Some(id),
            _ => None,
        };
        let Some(local) = self.local_at(base) else { return };
        let mut form: Form = match (&local.value, tracked) {
            (Value::Form(form), _) => (**form).clone(),
            (Value::None, Some(ty)) => loaded(ty),
            _ => return,
        };
        form.fields.push(name);
        form.lent.retain(|field| *field != name);
        local.value = Value::Form(Rc::new(form));
    }

    /// Whether the value is what has become of the query that the variable stands for: the variable then stands for that.
    fn goes_on(&mut self, at: ExprId, value: &Value) -> bool {
        let Some(local) = self.local_at(at) else { return false };
        let goes_on = local.value.is_text_query() && value.is_text_query();
        if goes_on {
            local.value = value.clone();
        }
        goes_on
    }

    /// What is handed to a function: a variable that holds a row as it was read is such a row.
    pub(super) fn row_at(&mut self, at: ExprId, value: Value) -> Value {
        let ty = match self.types.ty(at) {
            Ty::Adt(id, _) if value.is_none() && self.context.forms.is_row(*id) => *id,
            _ => return value,
        };
        match self.local_at(at) {
            Some(local) if local.value.is_none() => Value::Form(Rc::new(loaded(ty))),
            _ => value,
        }
    }

    pub(super) fn rows_at(&mut self, args: &[ExprId], values: Vec<Value>) -> Vec<Value> {
        args.iter().zip(values).map(|(at, value)| self.row_at(*at, value)).collect()
    }

    /// Sets the column that an argument names in the row.
    pub(super) fn set_field(&mut self, site: &Site<'_>, arg: u8) -> Option<Value> {
        let base = site.receiver?;
        let ty = self.form_of(base)?;
        for (_, column) in site.value(arg).mentions().columns {
            let form = self.context.forms.mapping(ty, FormUse::Insert)?;
            let field = form.mapping.columns.iter().find(|c| c.column == Some(column)).map(|c| c.field);
            if let Some(field) = field {
                self.assign_field(base, field, &Value::None);
            }
        }
        Some(Value::None)
    }

    /// A row made of another value: one that was read, of which nothing is set yet, or what the code's own conversion
    /// makes.
    pub(super) fn loaded(&mut self, site: &Site<'_>) -> Option<Value> {
        let to = match self.types.ty(site.id) {
            Ty::Adt(to, _) => *to,
            _ => return None,
        };
        let forms = self.context.forms;
        if !forms.is_tracked(to) {
            return None;
        }
        let (given, value) = match site.receiver {
            Some(receiver) => (receiver, site.receiver_value.clone()),
            None => (site.arg(0)?, site.value(0)),
        };
        let from = self.types.ty(given).clone();
        let source = self.form_of(given);
        if let Some(source) = source.filter(|from| forms.table_of(to) == forms.table_of(*from)) {
            return Some(Value::Form(Rc::new(self.row_of_struct(to, source, &value))));
        }
        self.converted(site, to, &from, value)
    }

    /// A row made of a struct: nothing is set where it is the row as it was read, else what the struct's fields say.
    fn row_of_struct(&self, to: TypeId, source: TypeId, value: &Value) -> Form {
        if let Value::Form(row) = value
            && row.ty == to
        {
            return (**row).clone();
        }
        let forms = self.context.forms;
        let read = forms.of(source).iter().any(|form| form.mapping.use_ == FormUse::Read);
        match forms.mapping(source, FormUse::Insert) {
            Some(form) if !read => {
                let fields = form.mapping.columns.iter().map(|column| column.field).collect();
                Form { ty: to, fields, partial: true, loaded: false, constants: Vec::new(), lent: Vec::new() }
            }
            _ => loaded(to),
        }
    }

    /// What `impl From<Source> for Row` makes.
    fn converted(&mut self, site: &Site<'_>, to: TypeId, from: &Ty, value: Value) -> Option<Value> {
        let impls = self.context.impls;
        let defs = impls.signatures.names.defs;
        let target = Ty::Adt(to, Ty::no_args());
        let fitting = impls.impls_of_trait(&target, impls.well_known("From")?).into_iter().find(|id| {
            let of = impls.signatures.impl_head(*id).of_trait.as_ref().and_then(|bound| bound.args.first());
            of.is_some_and(|source| source == from)
        })?;
        let named = |f: &&FnId| defs.function(**f).name == "from" && defs.is_own(**f);
        let function = *defs.assoc_functions.get(&Owned::Impl(fitting))?.iter().find(named)?;
        self.note_call(function, site.line);
        Some(self.inline(function, site.line, Value::None, &[value]))
    }

    pub(super) fn save(
        &mut self,
        rule: &Rule,
        site: &Site<'_>,
        (kind, arg, hook): (SaveKind, Option<u8>, Option<&'static str>),
    ) -> Option<Value> {
        let (at, value) = match arg {
            Some(arg) => (site.arg(arg), site.value(arg)),
            None => (site.receiver, site.receiver_value.clone()),
        };
        let by_type = at.and_then(|at| self.form_of(at));
        let mut row = match value {
            Value::Form(row) => Some((*row).clone()),
            _ => None,
        };
        let ty = by_type.or_else(|| row.as_ref().map(|row| row.ty))?;
        let (known, was_loaded) = (row.is_some(), row.as_ref().is_some_and(|row| row.loaded));
        if let Some(hook) = hook {
            row = self.hooked(ty, row, hook, site.line);
        }
        let kind = match kind {
            SaveKind::Insert => SqlKind::Insert,
            SaveKind::Update => SqlKind::Update,
            SaveKind::Either if was_loaded || !known => SqlKind::Update,
            SaveKind::Either => SqlKind::Insert,
            SaveKind::Delete => SqlKind::Delete,
        };
        let mut query = Query { library: rule.library, kind, ..Query::default() };
        query.target = self.context.forms.table_of(ty);
        // A function over any row: what it writes is known where it is called.
        query.foreign = u8::from(by_type.is_none());
        if kind != SqlKind::Delete {
            self.saved_columns(&mut query, ty, row.as_ref(), known);
        }
        self.note_run(site.line, query.into());
        Some(Value::None)
    }

    fn saved_columns(&self, query: &mut Query, ty: TypeId, row: Option<&Form>, known: bool) {
        let use_ = if query.kind == SqlKind::Insert { FormUse::Insert } else { FormUse::Update };
        let forms = self.context.forms;
        match row {
            Some(row) if known || use_ == FormUse::Update => {
                query.written.extend(forms.columns(ty, use_, row.written(use_)));
                self.row_constants(query, row, use_);
            }
            None if use_ == FormUse::Update && forms.is_tracked(ty) => {}
            _ => query.written.extend(forms.columns(ty, use_, None)),
        }
        if !known && use_ == FormUse::Update && forms.is_tracked(ty) {
            query.gap = Some(UNKNOWN_FIELDS);
        }
    }

    /// The constants that a row's columns are set to.
    pub(super) fn row_constants(&self, query: &mut Query, row: &Form, use_: FormUse) {
        for (field, constant) in &row.constants {
            let columns = self.context.forms.columns(row.ty, use_, Some(std::slice::from_ref(field)));
            query.mentions.constants.extend(columns.into_iter().map(|column| (column, constant.clone())));
        }
    }

    /// The row after the type's own function that is run before it is saved.
    fn hooked(&mut self, ty: TypeId, row: Option<Form>, hook: &'static str, line: u32) -> Option<Form> {
        let none = |_: Name| Vec::new();
        let found = self.context.impls.associated(&Ty::Adt(ty, Ty::no_args()), Name::from(hook), &none);
        let function = found.map(|found| found.function);
        let own = function.filter(|f| self.context.impls.signatures.names.defs.is_own(*f));
        let Some(function) = own else { return row };
        self.note_call(function, line);
        let before = row.unwrap_or_else(|| loaded(ty));
        match self.inline(function, line, Value::Form(Rc::new(before.clone())), &[]) {
            Value::Form(after) => Some((*after).clone()),
            _ => Some(before),
        }
    }

    /// Rows of which the arguments, or `self`, say what is set: whoever is given one may save it.
    pub(super) fn note_rows<'v>(&mut self, to: FnId, line: u32, args: impl IntoIterator<Item = &'v Value>) {
        // A function that is read for its caller has its own turn.
        if !self.stack.is_empty() {
            return;
        }
        for arg in args {
            let Value::Form(row) = arg else { continue };
            let Some(fields) = row.written(FormUse::Update).filter(|fields| !fields.is_empty()) else {
                continue;
            };
            // What it sets itself belongs together; what functions that it lent the row to have set is their choice.
            let (lent, own): (Vec<Name>, Vec<Name>) =
                fields.iter().copied().partition(|field| row.lent.contains(field));
            for fields in [own, lent].iter().filter(|fields| !fields.is_empty()) {
                let mut columns = self.context.forms.columns(row.ty, FormUse::Update, Some(fields));
                columns.sort_unstable();
                columns.dedup();
                self.noted.rows.push(HandedRow { line, to, columns });
            }
        }
    }

    /// The variable that was lent: at the beginning of a chain, where a builder is handed on from call to call.
    fn lent_at(&mut self, place: ExprId, value: &Value) -> Option<&mut Local> {
        match value.is_text_query().then(|| self.variable_of_chain(place)).flatten() {
            Some(name) => self.locals.iter_mut().rev().find(|local| local.name == name),
            None => self.local_at(place),
        }
    }

    /// What a function has made of the rows and builders that were lent to it stays in the caller's variables.
    pub(super) fn take_back(&mut self, receiver: Option<ExprId>, args: &[ExprId]) {
        let handed = std::mem::take(&mut self.handed_back);
        let lent = |at: &ExprId| matches!(self.body.expr(*at), Expr::Ref(_) | Expr::Path(_));
        let places: Vec<Option<ExprId>> =
            std::iter::once(receiver).chain(args.iter().map(|a| Some(*a).filter(lent))).collect();
        for (place, value) in places.into_iter().zip(handed) {
            let Some(local) = place.and_then(|place| self.lent_at(place, &value)) else { continue };
            match (&local.value, &value) {
                (Value::Form(before), Value::Form(after)) => {
                    local.value = lent_to_others(after, &before.fields, &before.lent);
                }
                (Value::None, Value::Form(after)) if !after.fields.is_empty() => {
                    local.value = lent_to_others(after, &[], &[]);
                }
                (Value::Query(before), Value::Query(after)) if before.in_place || before.text.is_some() => {
                    local.value =
                        Value::Query(Rc::new(Query { foreign: before.foreign, ..(**after).clone() }));
                }
                _ => {}
            }
        }
    }
}

/// The row as others have left it that were lent it with these fields set.
fn lent_to_others(after: &Form, before: &[Name], lent: &[Name]) -> Value {
    let set = after.fields.iter().filter(|field| !before.contains(field));
    let lent = lent.iter().chain(set).copied().collect();
    Value::Form(Rc::new(Form { lent, ..after.clone() }))
}

/// A row of which nothing is set yet.
fn loaded(ty: TypeId) -> Form {
    Form { ty, fields: Vec::new(), partial: true, loaded: true, constants: Vec::new(), lent: Vec::new() }
}
