//! Texts on a walk: what literals and `format!` with known values come to. A text of a change is a change, any other a word.

use super::eval::{Event, Walk};
use super::parts::Value;
use crate::facts::body::{ExprId, FormatPiece, FormatText, Literal, MacroCall, MacroKind};
use crate::resolve::schema::texts;

impl<'a> Walk<'a> {
    pub(super) fn literal(&mut self, id: ExprId, literal: &Literal) -> Value {
        match literal {
            Literal::Str(text) => self.text(id, text),
            Literal::Bool(on) => Value::Word(on.to_string()),
            Literal::Int(number) => Value::Word(number.to_string()),
            Literal::Char(_) | Literal::Other(_) => Value::None,
        }
    }

    /// A text of changes is a change; any other is a word.
    fn text(&mut self, id: ExprId, text: &str) -> Value {
        if (self.counts)(text) {
            let place = self.place(id);
            let some = texts::of_text(text, place, self.reader.reader, self.reader.dialect);
            if !some.is_empty() {
                self.events.push(Event::Changes(some));
                return Value::None;
            }
        }
        Value::Word(text.to_owned())
    }

    pub(super) fn macro_call(&mut self, id: ExprId, call: &'a MacroCall) -> Value {
        if let Some(format) = &call.format {
            return self.filled(format).map_or(Value::None, |text| self.text(id, &text));
        }
        let values: Vec<Value> = call.args.iter().map(|one| self.eval(*one)).collect();
        match call.what {
            MacroKind::List => Value::List(values),
            _ => Value::None,
        }
    }

    /// The text with what its holes are known to hold; None where one is not known.
    fn filled(&mut self, format: &'a FormatText) -> Option<String> {
        let mut text = Some(String::new());
        for piece in &format.pieces {
            let part = match piece {
                FormatPiece::Text(known) => Some(known.to_string()),
                FormatPiece::Value(value) => match self.eval(*value) {
                    Value::Word(word) => Some(word),
                    _ => None,
                },
            };
            text = text.zip(part).map(|(text, part)| text + &part);
        }
        text
    }
}
