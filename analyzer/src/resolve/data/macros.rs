//! Macros as values: texts that `format!` and `concat!` make, files that are included, lists and choices; and queries, where a
//! macro that nothing is known of is given the text of one.

use std::rc::Rc;

use super::eval::Evaluator;
use super::texts;
use super::value::{Query, Text, Value};
use crate::facts::body::{Expr, ExprId, FormatPiece, MacroCall, MacroKind};
use crate::resolve::defs::Def;

impl Evaluator<'_, '_> {
    pub(super) fn macro_call(&mut self, id: ExprId, call: &MacroCall) -> Value {
        let values: Vec<Value> = call.args.iter().map(|a| self.eval(*a)).collect();
        if let Some(value) = self.macro_rule(id, call, &values) {
            return value;
        }
        let hands_on =
            matches!(call.what, MacroKind::List | MacroKind::Choice | MacroKind::TryJoin | MacroKind::Join);
        if !hands_on {
            self.forget_texts(&values);
        }
        if let Some(format) = &call.format {
            let mut text = texts::known("");
            for piece in &format.pieces {
                let part = match piece {
                    FormatPiece::Text(known) => texts::known(known),
                    FormatPiece::Value(value) => match self.eval(*value) {
                        Value::Text(known) => (*known).clone(),
                        _ => texts::unknown(),
                    },
                };
                text = texts::concat(&text, &part);
            }
            return match call.what {
                MacroKind::Text => Value::Text(Rc::new(text)),
                MacroKind::Write => self.write(call.args.first().copied(), &text),
                _ => Value::None,
            };
        }
        match call.what {
            MacroKind::Text => match values.split_first() {
                Some((Value::Text(format), places)) => Value::Text(Rc::new(texts::fill(format, places))),
                _ => Value::None,
            },
            MacroKind::IncludeText => self.included(values.first()),
            MacroKind::List => Value::Tuple(Rc::new(values)),
            MacroKind::Choice => values.into_iter().fold(Value::None, Value::merge),
            MacroKind::TryJoin | MacroKind::Join => Value::Tuple(Rc::new(values)),
            MacroKind::Unknown => self.given_sql(&call.args, values).unwrap_or(Value::None),
            MacroKind::Unit | MacroKind::Write | MacroKind::Value { .. } => Value::None,
        }
    }

    /// `write!(&mut sql, …)`: more of a text that a variable holds.
    fn write(&mut self, to: Option<ExprId>, more: &Text) -> Value {
        if let Some(local) = to.and_then(|to| self.local_at(to))
            && let Value::Text(text) = &local.value
        {
            local.value = Value::Text(Rc::new(texts::concat(text, more)));
        }
        Value::None
    }

    /// The text of a file named in the code: beside the file itself, or from the crate's folder.
    fn included(&self, path: Option<&Value>) -> Value {
        let Some(Value::Text(text)) = path else { return Value::None };
        let rendered = texts::render(text);
        let Some((path, false)) = rendered.first() else { return Value::None };
        let defs = self.context.impls.signatures.names.defs;
        let own = self.context.tree.get(defs.files[self.file as usize].file);
        let package = self.context.tree.package_of(own.id).map_or("", |p| p.dir.as_str());
        let found = [own.dir(), package].into_iter().find_map(|dir| {
            let at = crate::source::resolve(dir, path)?;
            self.context.tree.by_path(&at)
        });
        found.map_or(Value::None, |id| Value::Text(Rc::new(texts::known(&self.context.tree.get(id).text))))
    }

    /// A macro of the house's own (`query_concat!("SELECT ", COLUMNS, " FROM users WHERE id = $1"; id)`): what it is given
    /// first, or first after a type, are the pieces of a statement. A library's query macro has a rule, and one that is
    /// defined by example is expanded.
    fn given_sql(&mut self, args: &[ExprId], values: Vec<Value>) -> Option<Value> {
        let is_text = |value: &Value| matches!(value, Value::Text(_));
        let start = values.iter().take(2).position(is_text)?;
        let Value::Text(first) = &values[start] else { return None };
        if !texts::may_be_sql(first) {
            return None;
        }
        let mut values: Vec<Value> =
            args.iter().zip(values).skip(start).map(|(arg, value)| self.by_name(*arg, value)).collect();
        values.truncate(values.iter().rposition(is_text)? + 1);
        let pieces = values.iter().map(|value| match value {
            Value::Text(text) => (**text).clone(),
            _ => texts::unknown(),
        });
        let text = pieces.reduce(|all, piece| texts::concat(&all, &piece))?;
        Some(Query { foreign: text.foreign, text: Some(Rc::new(text)), ..Query::default() }.into())
    }

    /// What the macro is given, or the constant that it finds by that name, though it is not in scope here.
    fn by_name(&mut self, arg: ExprId, value: Value) -> Value {
        let Expr::Path(path) = self.body.expr(arg) else { return value };
        let name = path.single().filter(|_| value.is_none() && self.types.path(arg).is_none());
        let defs = self.context.impls.signatures.names.defs;
        match name.and_then(|name| defs.only_const(name)) {
            Some(id) => self.def_value(Def::Const(id)),
            None => value,
        }
    }
}
