//! Format texts: `format!("UPDATE {table} SET {} = $1", column)` as pieces of text and values.

use super::Argument;
use crate::facts::body::{Expr, ExprId, FormatPiece, FormatText, Literal};
use crate::facts::format::{Piece, split};
use crate::facts::types::PathRef;
use crate::facts::{Name, body};
use crate::frontends::rust::lowering::{Lowering, line};

impl Lowering {
    /// Arguments of which the positional one at `at` is the format text. The text itself is no argument then.
    pub(super) fn format_macro(
        &mut self,
        args: &[Argument],
        at: usize,
    ) -> (Vec<ExprId>, Option<Box<FormatText>>) {
        let text = match args.get(at) {
            Some(Argument {
                name: None,
                value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
            }) => text,
            _ => return (self.argument_values(args, false), None),
        };
        let mut all = Vec::with_capacity(args.len());
        let (mut positional, mut named) = (Vec::new(), Vec::new());
        for (position, arg) in args.iter().enumerate() {
            if position == at {
                continue;
            }
            let value = self.expr(&arg.value);
            all.push(value);
            if position > at {
                positional.push(value);
                if let Some(name) = &arg.name {
                    named.push((name.to_string(), value));
                }
            }
        }
        let values = Values { positional, named, line: line(text.span()) };
        let pieces = self.format_pieces(&text.value(), &values);
        (all, Some(Box::new(FormatText { pieces })))
    }

    fn format_pieces(&mut self, text: &str, values: &Values) -> Box<[FormatPiece]> {
        let mut next = 0;
        let mut made = Vec::new();
        for piece in split(text) {
            made.push(match piece {
                Piece::Text(text) => FormatPiece::Text(text.into_boxed_str()),
                Piece::Next => {
                    next += 1;
                    FormatPiece::Value(self.format_value(values.positional.get(next - 1), values.line))
                }
                Piece::At(at) => {
                    FormatPiece::Value(self.format_value(values.positional.get(at), values.line))
                }
                Piece::Named(name) => match values.named.iter().find(|(own, _)| *own == name) {
                    Some((_, value)) => FormatPiece::Value(*value),
                    None => {
                        let path = PathRef::of([Name::from(&name)]);
                        FormatPiece::Value(self.push(Expr::Path(Box::new(path)), values.line))
                    }
                },
            });
        }
        made.into_boxed_slice()
    }

    fn format_value(&mut self, value: Option<&ExprId>, line: u32) -> ExprId {
        match value {
            Some(value) => *value,
            None => self.push(Expr::Missing, line),
        }
    }

    /// `concat!("a", B, "c")`: texts are text, anything else a value.
    pub(super) fn concat_macro(&mut self, args: &[Argument]) -> (Vec<ExprId>, Option<Box<FormatText>>) {
        let (mut all, mut pieces) = (Vec::new(), Vec::new());
        for arg in args {
            let value = self.expr(&arg.value);
            match self.body.expr(value) {
                Expr::Literal(Literal::Str(text)) => pieces.push(FormatPiece::Text(text.clone())),
                Expr::Literal(body::Literal::Int(number)) => {
                    pieces.push(FormatPiece::Text(number.to_string().into_boxed_str()));
                }
                _ => pieces.push(FormatPiece::Value(value)),
            }
            all.push(value);
        }
        (all, Some(Box::new(FormatText { pieces: pieces.into_boxed_slice() })))
    }
}

/// The values that a format text may name.
struct Values {
    positional: Vec<ExprId>,
    named: Vec<(String, ExprId)>,
    line: u32,
}
