//! Lines that fit a width: escaping, cutting, wrapping, colour. It knows text, not documents' structure.
//!
//! Every text that reaches [`Page`] may come from analysed code and is escaped here, at the one door.

use std::io::{self, Write};

use owo_colors::{OwoColorize, Style};
use unicode_width::UnicodeWidthStr;

use super::super::{Options, escape};
use crate::document::Score;
use crate::document::v1::Verdict;

/// Below this nothing can be laid out; the terminal wraps by itself then.
const MIN_WIDTH: usize = 40;

/// A page being written.
pub(in crate::render) struct Page<'a> {
    out: &'a mut dyn Write,
    width: usize,
    colour: bool,
    full: bool,
}

impl<'a> Page<'a> {
    pub(in crate::render) fn new(out: &'a mut dyn Write, options: &Options) -> Page<'a> {
        Page { out, width: options.width.max(MIN_WIDTH), colour: options.colour, full: options.full }
    }

    /// Whether lists are written in full.
    pub(super) fn full(&self) -> bool {
        self.full
    }

    pub(in crate::render) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A title in bold.
    pub(in crate::render) fn title(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("", text, Style::new().bold())
    }

    /// Text that stands back.
    pub(super) fn quiet(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("", text, Style::new().dimmed())
    }

    /// One line, cut where it is too long.
    pub(super) fn line(&mut self, indent: &str, text: &str) -> io::Result<()> {
        let text = escape::terminal(text);
        writeln!(self.out, "{indent}{}", cut(&text, self.width - indent.len()))
    }

    /// A line whose blanks count: a row of a table.
    pub(in crate::render) fn preformatted(&mut self, text: &str) -> io::Result<()> {
        self.line("", text)
    }

    /// A line that is neither cut nor wrapped, to be copied: a statement.
    pub(in crate::render) fn whole(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", escape::terminal(text))
    }

    /// Text that is wrapped, nothing cut.
    pub(in crate::render) fn text(&mut self, indent: &str, text: &str) -> io::Result<()> {
        self.wrapped(indent, text, Style::new())
    }

    fn wrapped(&mut self, indent: &str, text: &str, style: Style) -> io::Result<()> {
        let text = escape::terminal(text);
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let mut rest = words.as_slice();
        let mut indent = indent.to_owned();
        while !rest.is_empty() {
            let (line, taken) = fill(rest, " ", self.width.saturating_sub(indent.len()));
            rest = &rest[taken..];
            let line = self.painted(&line, style);
            writeln!(self.out, "{indent}{line}")?;
            if rest.len() + taken == words.len() && !indent.is_empty() {
                indent.push_str("  ");
            }
        }
        Ok(())
    }

    /// A list that is wrapped, nothing cut.
    pub(super) fn items(&mut self, label: &str, items: &[String], separator: &str) -> io::Result<()> {
        self.items_in(label, items, separator, usize::MAX)
    }

    /// A list on so many lines at most; what does not fit is counted.
    pub(super) fn items_in(
        &mut self,
        label: &str,
        items: &[String],
        separator: &str,
        lines: usize,
    ) -> io::Result<()> {
        let items: Vec<String> = items.iter().map(|item| escape::terminal(item).into_owned()).collect();
        let mut items = items.as_slice();
        let indent = " ".repeat(label.len());
        let mut start = label;
        for line in 1..=lines {
            let room = self.width.saturating_sub(start.len());
            let (text, taken) = match line == lines {
                true => (fit(items, separator, room), items.len()),
                false => fill(items, separator, room),
            };
            items = &items[taken..];
            writeln!(self.out, "{start}{text}")?;
            if items.is_empty() {
                break;
            }
            start = &indent;
        }
        Ok(())
    }

    /// The heading of a proposal.
    pub(super) fn heading(
        &mut self,
        rank: u32,
        name: &str,
        verdict: Verdict,
        score: Score,
    ) -> io::Result<()> {
        let rank = format!("{rank:>2}");
        let verdict_text = format!("{:<9}", verdict.as_str());
        let score = score.to_string();
        let room = self.width.min(100) - (rank.len() + 2 + 2 + verdict_text.len() + 2 + score.len());
        let name = escape::terminal(name);
        let name = if self.full { name.into_owned() } else { cut(&name, room) };
        let gap = " ".repeat(room.saturating_sub(name.width()));
        let style = match verdict {
            Verdict::Extract => Style::new().green(),
            Verdict::FixFirst => Style::new().yellow(),
            Verdict::Leave => Style::new().dimmed(),
        };
        let name = self.painted(&name, Style::new().bold());
        let verdict_text = self.painted(&verdict_text, style);
        writeln!(self.out, "{rank}  {name}{gap}  {verdict_text}  {score}")
    }

    /// Two lists on one line, the second with what room the first leaves.
    pub(super) fn pair(
        &mut self,
        indent: &str,
        first: (&str, &[String]),
        second: (&str, &[String]),
    ) -> io::Result<()> {
        let escaped = |items: &[String]| {
            items.iter().map(|item| escape::terminal(item).into_owned()).collect::<Vec<_>>()
        };
        let room = self.width - indent.len();
        if second.1.is_empty() {
            let text = fit(&escaped(first.1), ", ", room - first.0.len());
            return writeln!(self.out, "{indent}{}{text}", first.0);
        }
        let right_full = escaped(second.1).join(", ");
        let needed = second.0.len() + right_full.width() + 2;
        let left_room = room.saturating_sub(needed.min(room / 2)).saturating_sub(first.0.len());
        let left = fit(&escaped(first.1), ", ", left_room);
        let right_room = room.saturating_sub(first.0.len() + left.width() + 2 + second.0.len());
        let right = fit(&escaped(second.1), ", ", right_room);
        writeln!(self.out, "{indent}{}{left}; {}{right}", first.0, second.0)
    }

    /// A claim with the place that shows it.
    pub(super) fn claim(
        &mut self,
        indent: &str,
        claim: &str,
        file: &str,
        line: Option<u32>,
    ) -> io::Result<()> {
        let claim = escape::terminal(claim);
        let file = escape::terminal(file);
        let place = line.map_or_else(|| file.to_string(), |line| format!("{file}:{line}"));
        if self.full {
            return self.text(indent, &format!("{claim} ({place})"));
        }
        let room = self.width - indent.len() - 3;
        let place = cut_front(&place, room.saturating_sub(claim.width()).max(room / 3));
        let claim = cut(&claim, room.saturating_sub(place.width()));
        let place = self.painted(&format!("({place})"), Style::new().dimmed());
        writeln!(self.out, "{indent}{claim} {place}")
    }

    fn painted(&self, text: &str, style: Style) -> String {
        if self.colour { text.style(style).to_string() } else { text.to_owned() }
    }
}

/// As many items as fit, and how many those are: one at least.
fn fill(items: &[String], separator: &str, width: usize) -> (String, usize) {
    let mut text = String::new();
    let mut used = 0;
    let last_width = separator.trim_end().width();
    for (at, item) in items.iter().enumerate() {
        let wanted = item.width() + if at == 0 { 0 } else { separator.width() };
        if at > 0 && used + wanted + last_width > width {
            text.push_str(separator.trim_end());
            return (text, at);
        }
        if at > 0 {
            text.push_str(separator);
        }
        text.push_str(item);
        used += wanted;
    }
    (text, items.len())
}

/// All items on one line, or those that fit and the number of the others.
fn fit(items: &[String], separator: &str, width: usize) -> String {
    let separators = separator.width() * items.len().saturating_sub(1);
    if items.iter().map(|item| item.width()).sum::<usize>() + separators <= width {
        return items.join(separator);
    }
    let rest = |shown: usize| format!(" +{}", items.len() - shown);
    let mut used = 0;
    let mut shown = 0;
    for (at, item) in items.iter().enumerate() {
        used += item.width() + if at == 0 { 0 } else { separator.width() };
        if used > width {
            break;
        }
        if used + rest(at + 1).len() <= width {
            shown = at + 1;
        }
    }
    if shown > 0 {
        return items[..shown].join(separator) + &rest(shown);
    }
    match items {
        [] => String::new(),
        [only] => cut(only, width),
        [first, ..] => cut(first, width.saturating_sub(rest(1).len())) + &rest(1),
    }
}

/// The text, its end cut off where it is too long.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str);
        if used + 1 > width {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// The text, its beginning cut off where it is too long: a path's end tells most.
fn cut_front(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut start = text.len();
    let mut used = 1;
    for (at, c) in text.char_indices().rev() {
        used += UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str);
        if used > width {
            break;
        }
        start = at;
    }
    format!("…{}", &text[start..])
}
