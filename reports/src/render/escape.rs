//! Makes text of the analysed code harmless where it is shown: names and SQL are the code's, and a terminal obeys
//! control characters, an editor reorders text at bidirectional marks.

use std::borrow::Cow;
use std::fmt::Write;

/// Text for a terminal: what would act instead of show is written as an escape (`\n`, `\u{202e}`).
pub fn terminal(text: &str) -> Cow<'_, str> {
    replace(text, |c, out| match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            write!(out, "{}", c.escape_unicode()).expect("writing to a string does not fail");
        }
    })
}

/// JSON text, in which such characters can only stand inside strings: they become JSON escapes, so that it is the
/// same value, safe to look at.
pub fn json(text: &str) -> Cow<'_, str> {
    replace(text, |c, out| {
        if c == '\n' {
            // Between values; inside a string the serializer has escaped it already.
            out.push(c);
            return;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}").expect("writing to a string does not fail");
        }
    })
}

fn replace(text: &str, escape: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let Some(first) = text.find(acts) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for c in text[first..].chars() {
        if acts(c) { escape(c, &mut out) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Characters that do something to their surroundings, or cannot be seen.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' // soft hyphen
            | '\u{61c}' | '\u{200e}' | '\u{200f}' // bidirectional marks
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // embeddings, overrides, isolates
            | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' // no width
            | '\u{2028}' | '\u{2029}' // line and paragraph separators
            | '\u{fff9}'..='\u{fffb}' // interlinear annotations
            | '\u{e0000}'..='\u{e0fff}' // tags, variation selectors
        )
}

#[cfg(test)]
mod tests {
    use super::{json, terminal};

    #[test]
    fn what_acts_on_a_terminal_is_shown_instead() {
        assert_eq!(terminal("users.approved_at"), "users.approved_at");
        assert_eq!(terminal("a\u{1b}[31mb\nc"), "a\\u{1b}[31mb\\nc");
        assert_eq!(terminal("\u{202e}cod.exe\u{9b}2J"), "\\u{202e}cod.exe\\u{9b}2J");
        assert_eq!(terminal("données 表"), "données 表");
    }

    #[test]
    fn json_stays_the_same_value() {
        for value in ["a\u{1b}[31m\n\t", "\u{202e}x\u{2028}", "\u{e0041}tag\u{7f}", "\"quoted\\\""] {
            let text = serde_json::to_string_pretty(&[value]).unwrap();
            let safe = json(&text);
            assert!(!safe.chars().any(|c| c != '\n' && super::acts(c)), "{safe:?}");
            assert_eq!(serde_json::from_str::<[String; 1]>(&safe).unwrap(), [value]);
        }
    }
}
