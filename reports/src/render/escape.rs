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

/// Text between tags or in a quoted attribute of HTML and SVG.
pub fn html(text: &str) -> String {
    each(text, |c| match c {
        '&' => Some("&amp;".into()),
        '<' => Some("&lt;".into()),
        '>' => Some("&gt;".into()),
        '"' => Some("&quot;".into()),
        '\'' => Some("&#39;".into()),
        _ => None,
    })
}

/// Prose in Markdown: what stands between backticks is code, the rest shows itself: no markup, link, table cell or mention.
pub fn markdown(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let balanced = parts.len() % 2 == 1;
    if !balanced {
        return markdown_plain(text);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => markdown_plain(part),
        _ if part.is_empty() => markdown_plain("``"),
        _ => markdown_code(part),
    };
    parts.iter().enumerate().map(part).collect()
}

fn markdown_plain(text: &str) -> String {
    let shown = terminal(text);
    let mut out = String::with_capacity(shown.len());
    let mut before = None;
    let mut rest = shown.chars().peekable();
    while let Some(c) = rest.next() {
        let ends_word = rest.peek().is_none_or(|next| next.is_whitespace());
        let in_word = before.is_some_and(char::is_alphanumeric)
            && rest.peek().is_some_and(|next| next.is_alphanumeric());
        match c {
            // An empty comment keeps sites from making a person or an issue of what follows.
            '@' | '#' => out.extend(['\\', c].into_iter().chain("<!-- -->".chars())),
            // First on a line they begin a heading or a list.
            '=' if before.is_none() => out.extend(['\\', c]),
            ')' if before.is_some_and(|before| before.is_ascii_digit()) => out.extend(['\\', c]),
            // Inside a sentence these say nothing, nor do brackets after which no address is.
            ',' | ';' | '/' | '?' | '%' | '\'' | '=' | '"' | '(' | ')' | '{' | '}' => out.push(c),
            // At the end of a word they begin no link, no list and no picture.
            '.' if ends_word && !before.is_some_and(|before| before.is_ascii_digit()) => out.push(c),
            ':' if ends_word => out.push(c),
            '.' if before.is_some_and(|before| before.is_ascii_digit())
                && rest.peek().is_some_and(char::is_ascii_digit) =>
            {
                out.push(c)
            }
            '-' if in_word => out.push(c),
            c if c.is_ascii_punctuation() => out.extend(['\\', c]),
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// A name or a place in Markdown. In backticks where they hold it, else in a tag with everything in it written as
/// numbers, since neither a pipe in a table nor a backtick can be escaped in backticks everywhere.
pub fn markdown_code(text: &str) -> String {
    let shown = terminal(text);
    let simple = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || " _.,:;/+-=→()<>*'\"!".contains(c);
    if shown.chars().all(simple) && !shown.trim().is_empty() && shown.trim() == shown {
        return format!("`{shown}`");
    }
    let inner = each(&shown, |c| c.is_ascii_punctuation().then(|| format!("&#{};", u32::from(c))));
    format!("<code>{inner}</code>")
}

/// A quoted string of a DOT label: entities, since parsers differ about what a backslash does.
pub fn dot(text: &str) -> String {
    each(text, |c| match c {
        '&' => Some("&amp;".into()),
        '"' => Some("&quot;".into()),
        '\\' => Some("&#92;".into()),
        '<' => Some("&lt;".into()),
        '>' => Some("&gt;".into()),
        _ => None,
    })
}

/// A quoted label of a Mermaid diagram. Directives (`%%{`), icons (`fa:`), Markdown and entities act even in quotes.
pub fn mermaid(text: &str) -> String {
    let shown = terminal(text);
    let listed = shown.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')', '-', '+']);
    let mut first = true;
    each(&shown, |c| {
        let harmless = matches!(c, '_' | ',' | '/' | ' ') || (!listed && matches!(c, '.' | '-' | '(' | ')'));
        let start = std::mem::take(&mut first);
        (c.is_ascii_punctuation() && (start || !harmless)).then(|| format!("#{};", u32::from(c)))
    })
}

/// Plain text of a SARIF message, in which `[words](target)` would be a link.
pub fn sarif(text: &str) -> String {
    if !text.contains("](") {
        return terminal(text).into_owned();
    }
    each(text, |c| matches!(c, '\\' | '[' | ']').then(|| format!("\\{c}")))
}

/// A field of CSV, in quotes. A spreadsheet would take one that begins like a formula for one.
pub fn csv(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let inner = each(text, |c| (c == '"').then(|| "\"\"".to_owned()));
    format!("\"{}{inner}\"", if formula { "'" } else { "" })
}

/// A relative path as part of an address: no scheme, host, query or fragment can come of it.
pub fn url(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'/' if at > 0 => out.push('/'),
            b'.' | b'_' | b'-' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => write!(out, "%{byte:02X}").expect("writing to a string does not fail"),
        }
    }
    out
}

/// Made visible first; then every character by itself.
fn each(text: &str, mut escape: impl FnMut(char) -> Option<String>) -> String {
    let shown = terminal(text);
    let mut out = String::with_capacity(shown.len() + 16);
    for c in shown.chars() {
        match escape(c) {
            Some(escaped) => out.push_str(&escaped),
            None => out.push(c),
        }
    }
    out
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
    use super::{csv, dot, html, json, markdown, markdown_code, mermaid, sarif, terminal, url};

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

    #[test]
    fn every_format_has_characters_of_its_own() {
        assert_eq!(html("<b title='x'>&\n"), "&lt;b title=&#39;x&#39;&gt;&amp;\\n");
        assert_eq!(
            markdown("`users` are *not* [x](y), @me #1"),
            "`users` are \\*not\\* \\[x\\](y), \\@<!-- -->me \\#<!-- -->1"
        );
        assert_eq!(markdown("one ` only"), "one \\` only");
        assert_eq!(markdown_code("users.approved_at"), "`users.approved_at`");
        assert_eq!(markdown_code("a|b"), "<code>a&#124;b</code>");
        assert_eq!(csv("=a\"b"), "\"'=a\"\"b\"");
        assert_eq!(dot("a\"b\\"), "a&quot;b&#92;");
        assert_eq!(mermaid("UserApprovals"), "UserApprovals");
        assert_eq!(mermaid("1. %%{x"), "1#46; #37;#37;#123;x");
        assert_eq!(sarif("[a](b)"), "\\[a\\](b)");
        assert_eq!(url("//src/ä b.rs"), "%2F/src/%C3%A4%20b.rs");
        assert_eq!(url("javascript:x?#"), "javascript%3Ax%3F%23");
    }
}
