//! The columns that a write sets: assignments, forms, tuples and lists of them, or what the value's type says.

use super::effects::Site;
use super::eval::Evaluator;
use super::value::{Query, Value};
use crate::facts::model::FormUse;
use crate::resolve::types::ty::Ty;

impl Evaluator<'_, '_> {
    /// Columns that values set: assignments, forms, tuples and lists of them.
    pub(super) fn assign_values(&mut self, query: &mut Query, site: &Site<'_>, arg: u8, use_: FormUse) {
        let ty = site.arg(arg).map(|a| self.types.ty(a).clone()).unwrap_or(Ty::Unknown);
        // What a generic function writes is known where it is called, and counts there.
        let (ty, level) = self.concrete(&ty);
        query.foreign = query.foreign.max(level);
        self.assign_value(query, &site.value(arg), &ty, use_, 0);
    }

    pub(super) fn assign_value(
        &mut self,
        query: &mut Query,
        value: &Value,
        ty: &Ty,
        use_: FormUse,
        depth: u8,
    ) {
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
                query.written.extend(self.context.forms.columns(form.ty, use_, form.written(use_)));
                self.row_constants(query, form, use_);
                if query.target.is_none() {
                    query.target = self.context.forms.mapping(form.ty, use_).map(|f| f.table);
                }
            }
            Value::None | Value::Text(_) | Value::Unset => self.assign_by_type(query, ty, use_, depth),
            other => query.mentions.add(&other.mentions()),
        }
    }

    pub(super) fn assign_by_type(&mut self, query: &mut Query, ty: &Ty, use_: FormUse, depth: u8) {
        if let Some(id) = self.context.forms.type_in(ty) {
            if use_ == FormUse::Update && self.context.forms.is_tracked(id) {
                query.gap = Some(super::rows::UNKNOWN_FIELDS);
                return;
            }
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
}
