//! The grammar of format texts: `"UPDATE {table} SET {} = $1"` as text and places. Where values come from is not known
//! here: a front end has them beside a text that stands in the code, evaluation beside one that is only found later.

/// A piece of a format text whose values are looked up elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    /// `{}`
    Next,
    /// `{0}`
    At(usize),
    /// `{name}`
    Named(String),
}

/// Splits a format text. What is no proper format (a brace that never closes) is kept as text.
pub(crate) fn split(text: &str) -> Vec<Piece> {
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
