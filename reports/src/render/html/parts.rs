//! Small pieces of the page. Every text of the analysed code goes through [`h`].

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::render::{Options, escape};

/// Text made harmless.
pub(super) fn h(text: &str) -> String {
    escape::html(text)
}

/// A name of the code.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", h(text))
}

/// A name that may be broken after its words, for narrow columns.
pub(super) fn narrow(names: &[String]) -> String {
    let one = |name: &String| code(name).replace('_', "_<wbr>").replace('.', ".<wbr>");
    names.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Names of the code, one after the other.
pub(super) fn codes(names: &[String]) -> String {
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

/// Prose in which names of the code stand between backticks.
pub(super) fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return h(text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { h(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

/// `file:line`, linked where the code can be looked at.
pub(super) fn place(file: &str, line: Option<u32>, options: &Options) -> String {
    let shown = line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
    match options.link(file, line.unwrap_or(1)) {
        Some(address) => {
            format!("<a class=\"place\" rel=\"noopener noreferrer\" href=\"{}\">{}</a>", h(&address), h(&shown))
        }
        None => format!("<span class=\"place\">{}</span>", h(&shown)),
    }
}

/// The beginning of a text that is too wide for its box; `most` counts narrow characters, and wide ones are two.
pub(super) fn cut(text: &str, most: usize) -> String {
    let shown = escape::terminal(text);
    if shown.width() <= most {
        return shown.into_owned();
    }
    let mut room = most.saturating_sub(1);
    let fits = |c: &char| match room.checked_sub(c.width().unwrap_or_default()) {
        Some(rest) => {
            room = rest;
            true
        }
        None => false,
    };
    shown.chars().take_while(fits).chain(['…']).collect()
}

/// A list, of which what is beyond `most` is folded.
pub(super) fn list(items: &[String], most: usize) -> String {
    let rows = |items: &[String]| items.iter().map(|item| format!("<li>{item}</li>")).collect::<String>();
    let (open, folded) = items.split_at(items.len().min(most));
    let mut html = format!("<ul class=\"plain\">{}</ul>", rows(open));
    if !folded.is_empty() {
        html.push_str(&format!(
            "<details class=\"more\"><summary>{} more</summary><ul class=\"plain\">{}</ul></details>",
            folded.len(),
            rows(folded)
        ));
    }
    html
}
