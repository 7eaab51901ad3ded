//! Format texts: `format!("UPDATE {table} SET {} = $1", column)` as pieces of text and values.

use super::Argument;
use crate::facts::body::{Expr, ExprId, FormatPiece, FormatText, Literal};
use crate::facts::types::PathRef;
use crate::facts::{Name, body};
use crate::frontends::rust::lowering::{Lowering, line};

/// A piece of a format text before its values are looked up.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// `{}`
    Next,
    /// `{0}`
    At(usize),
    /// `{name}`
    Named(String),
}

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

/// Splits a format text. What is no proper format (a brace that never closes) is kept as text.
fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(&rest[..at]);
        let brace = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if rest.as_bytes().first() == Some(&brace) {
            plain.push(char::from(brace));
            rest = &rest[1..];
            continue;
        }
        match rest.find('}') {
            Some(end) if brace == b'{' => {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(placeholder(&rest[..end]));
                rest = &rest[end + 1..];
            }
            _ => plain.push(char::from(brace)),
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// The inside of `{…}`: an argument, then perhaps `:` and how it is written.
fn placeholder(inside: &str) -> Piece {
    let argument = inside.split(':').next().unwrap_or_default().trim();
    if argument.is_empty() {
        return Piece::Next;
    }
    match argument.parse::<usize>() {
        Ok(at) => Piece::At(at),
        Err(_) => Piece::Named(argument.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, split};

    #[test]
    fn splits_text_and_places() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let named = |name: &str| Piece::Named(name.to_owned());
        assert_eq!(
            split("a {} b{{c}} {0:>5}{x:?}"),
            [text("a "), Piece::Next, text(" b{c} "), Piece::At(0), named("x")]
        );
        assert_eq!(split("open { never"), [text("open { never")]);
        assert_eq!(split("}"), [text("}")]);
        assert_eq!(split("é{é}é"), [text("é"), named("é"), text("é")]);
    }
}
