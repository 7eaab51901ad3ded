//! A guard before the parser: how deep would it recurse into a text? `syn` parses and drops by recursion, so a text
//! can overflow any stack, and a stack overflow kills the process. What lies over [`LIMIT`] becomes a gap and is
//! never parsed.
//!
//! It is no parser. One pass over the text, without recursion, counts for each open bracket the tokens that could
//! each be one more level of the tree around what follows: operators, prefixes, `.` and `?` of a chain, `else`, `<`,
//! closures' bars, calls. The count starts anew where a statement, an element or an arm ends. It errs upwards: what
//! it cannot tell apart counts as nesting. Real code stays far below the limit (`tests` hold the figures).

/// The stack that a thread needs to parse, walk and drop what [`too_deep`] lets through.
pub(crate) const WORKER_STACK: usize = 256 * 1024 * 1024;

/// The number of levels up to which a text is parsed.
///
/// Measured with `syn` 3 on generated texts of some hundred constructs, dependencies built with `opt-level = 1`: the
/// costliest (nested modules and blocks) takes 7 KB of stack a level, that is 55 MB at the limit; the rest is for
/// whoever walks the tree. Of 11,000 files of real code the deepest reaches 290 levels, tables of alternatives 2,800.
pub(crate) const LIMIT: u32 = 8_000;

/// The line on which the text passes the limit; None: it is safe to parse on a worker's stack.
pub(crate) fn too_deep(text: &str) -> Option<u32> {
    let deep = |text| Scanner::new(text).run(LIMIT);
    let found = deep(text).1;
    // The parser may skip a first line `#!…` whose quotes would lead this scan astray. Whether it does depends on
    // what follows: look at both readings.
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    if found.is_none() && rest.starts_with("#!") {
        let (_, rest) = rest.split_once('\n')?;
        return deep(rest).1.map(|line| line + 1);
    }
    found
}

/// How deep the text nests, up to just above [`LIMIT`].
pub(super) fn levels(text: &str) -> u32 {
    Scanner::new(text).run(LIMIT).0
}

/// The first pair of brackets of a text with what it holds; None if it is not closed or too deep to parse.
pub(super) fn first_group(text: &str) -> Option<&str> {
    let mut scanner = Scanner::new(text);
    let mut start = None;
    while let Some(byte) = scanner.peek(0) {
        if start.is_none() && matches!(byte, b'(' | b'[' | b'{') {
            start = Some(scanner.at);
        }
        scanner.step(byte);
        if scanner.deepest > LIMIT {
            return None;
        }
        if let Some(start) = start
            && scanner.outer.is_empty()
        {
            return text.get(start..scanner.at);
        }
    }
    None
}

/// Words that can stand before or between parts of one expression, type or pattern.
const NESTING_WORDS: [&str; 28] = [
    "as", "async", "await", "become", "break", "const", "do", "dyn", "else", "extern", "fn", "for", "gen",
    "if", "impl", "in", "let", "loop", "match", "move", "mut", "ref", "return", "static", "try", "unsafe",
    "while", "yield",
];

/// After a closing brace these words go on with what came before it.
const CONTINUING_WORDS: [&str; 5] = ["as", "else", "if", "in", "where"];

/// What is counted inside one open bracket.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Levels of everything around this bracket.
    around: u32,
    /// Levels since the last point where an expression ended for sure.
    units: u32,
    /// Where its entries in `Scanner::angles` start.
    angles: usize,
    /// A `|` was seen: a comma may stand between a closure's parameters.
    bars: bool,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
    /// The enclosing brackets' levels.
    outer: Vec<Level>,
    level: Level,
    /// For each `<` not yet closed the levels before it: a comma between generic arguments goes back to there.
    angles: Vec<u32>,
    /// The last token was `}`.
    closed: bool,
    deepest: u32,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Scanner {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
            outer: Vec::new(),
            level: Level::default(),
            angles: Vec::new(),
            closed: false,
            deepest: 0,
        }
    }

    /// The greatest depth, and the line on which it passed the limit, where the scan stops.
    fn run(mut self, limit: u32) -> (u32, Option<u32>) {
        while let Some(byte) = self.peek(0) {
            self.step(byte);
            if self.deepest > limit {
                return (self.deepest, Some(self.line));
            }
        }
        (self.deepest, None)
    }

    /// Goes past one token, or one byte between tokens.
    fn step(&mut self, byte: u8) {
        match byte {
            b'\n' => {
                self.line += 1;
                self.at += 1;
            }
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
            b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
            b'"' => self.string(),
            b'\'' => self.quote(),
            b'0'..=b'9' => self.number(),
            b'(' | b'[' | b'{' => self.open(),
            b')' | b']' | b'}' => self.close(byte),
            _ if is_word(byte) => self.word(),
            _ => self.punctuation(byte),
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// One more level.
    fn unit(&mut self) {
        self.level.units += 1;
        self.deepest = self.deepest.max(self.level.around + self.level.units);
    }

    fn reset(&mut self) {
        self.angles.truncate(self.level.angles);
        self.level = Level { around: self.level.around, angles: self.level.angles, ..Level::default() };
    }

    /// A token that cannot go on with what a closing brace ended.
    fn starts_anew(&mut self) {
        if std::mem::take(&mut self.closed) {
            self.reset();
        }
    }

    fn open(&mut self) {
        self.closed = false;
        // A call or an index is also a link of a chain: the group itself counts for what follows it.
        self.unit();
        self.outer.push(self.level);
        let around = self.level.around + self.level.units;
        self.level = Level { around, angles: self.angles.len(), ..Level::default() };
        self.at += 1;
    }

    fn close(&mut self, byte: u8) {
        self.angles.truncate(self.level.angles);
        self.level = self.outer.pop().unwrap_or_default();
        self.closed = byte == b'}';
        self.at += 1;
    }

    fn punctuation(&mut self, byte: u8) {
        self.at += 1;
        let next = self.peek(0);
        match (byte, next) {
            (b'#', _) => return self.starts_anew(),
            (b';', _) => self.reset(),
            (b',', _) => self.comma(),
            (b'=', Some(b'>')) => {
                self.at += 1;
                self.reset();
            }
            (b'-', Some(b'>')) => {
                self.at += 1;
                self.unit();
            }
            _ => {
                self.unit();
                match byte {
                    b'<' => self.angles.push(self.level.units),
                    b'>' if self.angles.len() > self.level.angles => {
                        self.angles.truncate(self.angles.len() - 1)
                    }
                    b'|' => self.level.bars = true,
                    _ => {}
                }
            }
        }
        self.closed = false;
    }

    fn comma(&mut self) {
        if !self.level.bars {
            let open = &self.angles[self.level.angles..];
            self.level.units = open.last().copied().unwrap_or_default();
        }
    }

    fn word(&mut self) {
        let start = self.at;
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        let word = &self.bytes[start..self.at];
        let is_one_of = |list: &[&str]| list.iter().any(|w| w.as_bytes() == word);
        if self.closed && !is_one_of(&CONTINUING_WORDS) {
            self.reset();
        }
        self.closed = false;
        match (word, self.peek(0)) {
            (b"b" | b"c", Some(b'"')) => self.string(),
            (b"b", Some(b'\'')) => self.quote(),
            (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => self.raw_string(),
            _ if is_one_of(&NESTING_WORDS) => self.unit(),
            _ => {}
        }
    }

    fn number(&mut self) {
        self.starts_anew();
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|b| b != b'\n') {
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_u32;
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.skip(1),
            }
        }
    }

    fn string(&mut self) {
        self.starts_anew();
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.skip(2),
                _ => self.skip(1),
            }
        }
    }

    /// At the first `#` or the quote after `r`; a raw identifier is left alone.
    fn raw_string(&mut self) {
        let mut hashes = 0;
        while self.peek(hashes) == Some(b'#') {
            hashes += 1;
        }
        if self.peek(hashes) != Some(b'"') {
            return;
        }
        self.at += hashes + 1;
        while let Some(byte) = self.peek(0) {
            if byte == b'"' && (1..=hashes).all(|n| self.peek(n) == Some(b'#')) {
                self.at += hashes + 1;
                return;
            }
            self.skip(1);
        }
    }

    /// A character, or the quote of a lifetime: its name is then read as a word.
    fn quote(&mut self) {
        self.starts_anew();
        self.at += 1;
        let Some(first) = self.peek(0) else { return };
        if first == b'\\' {
            self.skip(2);
            while self.peek(0).is_some_and(|b| b != b'\'') {
                self.skip(1);
            }
            self.at += 1;
            return;
        }
        let len = match first {
            0xf0.. => 4,
            0xe0.. => 3,
            0xc0.. => 2,
            _ => 1,
        };
        if self.peek(len) == Some(b'\'') {
            self.skip(len);
            self.at += 1;
        }
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            if self.peek(0) == Some(b'\n') {
                self.line += 1;
            }
            self.at += 1;
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

#[cfg(test)]
mod tests;
