//! Cuts an SQL file into statements with their lines, so that one that the parser refuses does not lose the rest.
//!
//! It knows how SQL is written down (quotes, dollar quotes, comments, psql's own lines, data blocks of COPY,
//! `DELIMITER`, bodies between BEGIN and END) and nothing of what it means.

/// One statement of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// Of its first token; 1-based.
    pub(super) line: u32,
}

/// The statements of a file in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut scanner = Scanner { text, at: 0, line: 1, delimiter: ";" };
    let mut pieces = Vec::new();
    while let Some(piece) = scanner.piece() {
        pieces.push(piece);
    }
    pieces
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: &'a str,
}

/// What the words of a statement say about where it ends.
#[derive(Default)]
struct Words {
    count: usize,
    /// It starts with CREATE or ALTER.
    defines: bool,
    /// Of a function, procedure or trigger: it may have a body of statements.
    routine: bool,
    copy: bool,
    from_stdin: bool,
    from: bool,
    /// Open BEGIN and CASE.
    open: usize,
    ended: bool,
}

impl Words {
    fn add(&mut self, word: &str) {
        let word = word.to_ascii_uppercase();
        self.count += 1;
        match word.as_str() {
            "CREATE" | "ALTER" if self.count == 1 => self.defines = true,
            "COPY" if self.count == 1 => self.copy = true,
            "STDIN" => self.from_stdin |= self.copy && self.from,
            "FUNCTION" | "PROCEDURE" | "TRIGGER" | "EVENT" if self.defines && self.count < 9 => {
                self.routine = true;
            }
            "TABLE" | "VIEW" | "INDEX" | "TYPE" | "DOMAIN" | "SEQUENCE" | "SCHEMA" if !self.routine => {
                self.defines = false;
            }
            "BEGIN" if self.routine => self.open += 1,
            "CASE" if self.open > 0 && !self.ended => self.open += 1,
            "END" if self.open > 0 => self.open -= 1,
            "IF" | "LOOP" | "WHILE" | "REPEAT" | "FOR" if self.ended => self.open += 1,
            _ => {}
        }
        self.from = word == "FROM";
        self.ended = word == "END";
    }
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Goes on by that many bytes, which end at a character's border.
    fn skip(&mut self, bytes: usize) {
        let bytes = bytes.min(self.text.len() - self.at);
        let passed = &self.text[self.at..self.at + bytes];
        let lines = passed.bytes().filter(|byte| *byte == b'\n').count();
        self.line += u32::try_from(lines).unwrap_or(0);
        self.at += bytes;
    }

    fn skip_line(&mut self) {
        self.skip(self.rest().find('\n').map_or(usize::MAX, |at| at + 1).min(self.rest().len()));
    }

    /// Past what ends with `end`, or the whole rest.
    fn skip_past(&mut self, start: usize, end: &str) {
        let rest = self.rest();
        let from = start.min(rest.len());
        self.skip(rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len()));
    }

    fn piece(&mut self) -> Option<Piece<'a>> {
        let (start, line) = self.start()?;
        let mut words = Words::default();
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return Some(Piece { text: &self.text[start..self.at], line });
            }
            if rest.starts_with(self.delimiter) && (words.open == 0 || self.delimiter != ";") {
                let text = &self.text[start..self.at];
                self.skip(self.delimiter.len());
                if words.from_stdin {
                    self.data();
                }
                return Some(Piece { text, line });
            }
            self.token(&mut words);
        }
    }

    /// The first token of the next statement; psql's lines and DELIMITER are passed.
    fn start(&mut self) -> Option<(usize, u32)> {
        loop {
            let rest = self.rest();
            let first = rest.chars().next()?;
            let word = rest.split(char::is_whitespace).next().unwrap_or_default();
            if rest.starts_with(self.delimiter) {
                self.skip(self.delimiter.len());
            } else if first.is_whitespace() || first == '\u{feff}' {
                self.skip(first.len_utf8());
            } else if rest.starts_with("--") || first == '\\' {
                self.skip_line();
            } else if rest.starts_with("/*") {
                self.comment();
            } else if word.eq_ignore_ascii_case("DELIMITER") {
                let line = rest.lines().next().unwrap_or_default();
                self.delimiter = line[word.len()..].split_whitespace().next().unwrap_or(";");
                self.skip_line();
            } else {
                return Some((self.at, self.line));
            }
        }
    }

    fn token(&mut self, words: &mut Words) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        match first {
            '\'' => self.quoted('\'', 1, false),
            '"' => self.quoted('"', 1, false),
            '`' => self.quoted('`', 1, false),
            'E' | 'e' if rest[1..].starts_with('\'') => self.quoted('\'', 2, true),
            '-' if rest.starts_with("--") => self.skip_line(),
            '/' if rest.starts_with("/*") => self.comment(),
            '$' => self.dollar(),
            _ if first.is_alphanumeric() || first == '_' => {
                let end = rest
                    .find(|char: char| !char.is_alphanumeric() && char != '_' && char != '$')
                    .unwrap_or(rest.len());
                words.add(&rest[..end]);
                self.skip(end);
            }
            _ => self.skip(first.len_utf8()),
        }
    }

    /// From the opening quote, `start` bytes long, past the closing one; a doubled quote does not close.
    fn quoted(&mut self, quote: char, start: usize, backslash: bool) {
        let rest = self.rest();
        let mut chars = rest[start..].char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            if char == '\\' && backslash {
                chars.next();
            } else if char == quote {
                match chars.peek() {
                    Some((_, next)) if *next == quote => {
                        chars.next();
                    }
                    _ => {
                        self.skip(start + at + char.len_utf8());
                        return;
                    }
                }
            }
        }
        self.skip(rest.len());
    }

    /// `$tag$ … $tag$`, or a `$1`.
    fn dollar(&mut self) {
        let rest = self.rest();
        let tag = rest[1..].find('$').map(|at| &rest[..at + 2]);
        match tag {
            Some(tag) if tag[1..tag.len() - 1].chars().all(|char| char.is_alphanumeric() || char == '_') => {
                self.skip_past(tag.len(), tag);
            }
            _ => self.skip(1),
        }
    }

    /// Block comments nest.
    fn comment(&mut self) {
        let mut depth = 0;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.skip(2);
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.skip(2);
                if depth == 0 {
                    return;
                }
            } else {
                let Some(char) = rest.chars().next() else { return };
                self.skip(char.len_utf8());
            }
        }
    }

    /// The lines of data after `COPY … FROM stdin;`, up to `\.`.
    fn data(&mut self) {
        self.skip_line();
        while !self.rest().is_empty() {
            let end = self.rest().starts_with("\\.");
            self.skip_line();
            if end {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn cut(text: &str) -> Vec<(u32, String)> {
        pieces(text).into_iter().map(|piece| (piece.line, piece.text.trim().to_owned())).collect()
    }

    #[test]
    fn quotes_comments_and_dollars_hide_semicolons() {
        let text =
            "-- a; b\nSELECT ';', E'\\';', \"x;\";\n/* ; /* ; */ ; */ SELECT $a$ ; $$ ; $a$, $1;\nSELECT 2";
        let got = cut(text);
        assert_eq!(got.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(got[2].1, "SELECT 2");
    }

    #[test]
    fn psql_lines_and_copied_data_are_no_statements() {
        let text = "\\connect x\nCOPY t (a) FROM stdin;\n1;2\n\\.\nCREATE TABLE a (b int);";
        let got = cut(text);
        assert_eq!(got.len(), 2);
        assert_eq!(got[1], (5, "CREATE TABLE a (b int)".to_owned()));
    }

    #[test]
    fn bodies_between_begin_and_end_are_one_statement() {
        let text = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END;\n\
                    CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; END;\nBEGIN;\nCOMMIT;";
        assert_eq!(cut(text).len(), 4);
    }

    #[test]
    fn delimiters_change() {
        let text = "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;\nSELECT 2;";
        let got = cut(text);
        assert_eq!(got.len(), 2);
        assert_eq!(got[1], (4, "SELECT 2".to_owned()));
    }
}
