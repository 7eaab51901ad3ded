//! Macros as values: texts that `format!` and `concat!` make, files that are included, lists and choices.

use std::rc::Rc;

use super::eval::Evaluator;
use super::texts;
use super::value::Value;
use crate::facts::body::{ExprId, FormatPiece, MacroCall, MacroKind};

impl Evaluator<'_, '_> {
    pub(super) fn macro_call(&mut self, id: ExprId, call: &MacroCall) -> Value {
        let values: Vec<Value> = call.args.iter().map(|a| self.eval(*a)).collect();
        if let Some(value) = self.macro_rule(id, call, &values) {
            return value;
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
            MacroKind::Unit | MacroKind::Value { .. } | MacroKind::Unknown => Value::None,
        }
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
}
