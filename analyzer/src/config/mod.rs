//! What the user says about a monolith, in `gerund.toml`: data and the questions that the layers ask of it. It reads no
//! file (`source` does) and judges nothing.

mod read;

use std::fmt;
use std::ops::Range;

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

pub use read::ConfigError;

/// The file's name in the root of a monolith.
pub const FILE_NAME: &str = "gerund.toml";

/// All that can be said. Everything may be left out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Folders and files that are not read, as patterns of `.gitignore`.
    pub exclude: Vec<String>,
    /// Proposals with a lower score are left out.
    pub min_score: Option<MinScore>,
    /// Tables that stay, whatever the figures say.
    pub nouns: Vec<Pattern>,
    /// Words of the house: in names of boundaries and subjects, `local_user` is `user`.
    pub words: Words,
    /// What the outside starts, besides what frameworks tell.
    pub entry_points: EntryPoints,
    /// Classes of columns; the first that fits decides, before the rules of the program.
    pub sensitive: Vec<Sensitive>,
}

/// What the outside starts.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EntryPoints {
    /// Functions, as reports write them: `src/consumers/*.rs::*::handle`.
    pub functions: Vec<Pattern>,
}

/// The class of the columns that a pattern names.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensitive {
    /// `table.column`
    pub columns: Pattern,
    /// What they hold.
    pub class: Class,
    /// Why; reports show it.
    pub reason: String,
}

/// Classes of data that must be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It lets its reader act as its holder.
    Secret,
    /// It proves who somebody is.
    Credential,
    /// It belongs to a payment card.
    PaymentCard,
    /// It belongs to a bank account.
    Bank,
    /// It is about health.
    Health,
    /// It tells who a person is, or how to reach them.
    Personal,
    /// It needs no protection.
    None,
}

impl Class {
    /// The class that reports call so.
    pub fn named(word: &str) -> Option<Class> {
        use Class::{Bank, Credential, Health, PaymentCard, Personal, Secret};
        let all = [Secret, Credential, PaymentCard, Bank, Health, Personal];
        all.into_iter().find(|class| class.word() == Some(word))
    }

    /// The word that reports use; None for what needs no protection.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Class::Secret => Some("secret"),
            Class::Credential => Some("credential"),
            Class::PaymentCard => Some("payment-card"),
            Class::Bank => Some("bank"),
            Class::Health => Some("health"),
            Class::Personal => Some("personal"),
            Class::None => None,
        }
    }
}

/// Names with `*` for any run of characters but `/`, `**` for any, `?` for one and `{a,b}` for either.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    matcher: GlobMatcher,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, for a person.
    pub fn new(text: &str) -> Result<Pattern, String> {
        if text.is_empty() {
            return Err("a pattern is empty".to_owned());
        }
        let glob = GlobBuilder::new(text).literal_separator(true).build();
        let matcher = glob.map_err(|error| error.to_string())?.compile_matcher();
        Ok(Pattern { text: text.to_owned(), matcher })
    }

    /// The pattern that names this and nothing else.
    ///
    /// # Errors
    /// When it is empty.
    pub fn exactly(name: &str) -> Result<Pattern, String> {
        Pattern::new(&globset::escape(name))
    }

    /// The pattern as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it names this.
    pub fn fits(&self, name: &str) -> bool {
        self.matcher.is_match(name)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(to)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.text == other.text
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pattern, D::Error> {
        Pattern::new(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// A score from 0 to 1, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinScore(pub i32);

impl<'de> Deserialize<'de> for MinScore {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<MinScore, D::Error> {
        let score = f64::deserialize(from)?;
        if !(0.0..=1.0).contains(&score) {
            return Err(D::Error::custom(format!("a score is from 0 to 1, and not {score}")));
        }
        Ok(MinScore((score * 1000.0).round() as i32))
    }
}

/// Words of the house: each row's words are one or more others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(Vec<(Vec<String>, Vec<String>)>);

impl Words {
    /// Puts the house's words in place of the code's, the longest first.
    pub fn translate(&self, words: &[String]) -> Vec<String> {
        let mut out = Vec::new();
        let mut rest = words;
        while let Some(first) = rest.first() {
            match self.0.iter().find(|(from, _)| rest.starts_with(from)) {
                Some((from, to)) => {
                    out.extend_from_slice(to);
                    rest = &rest[from.len()..];
                }
                None => {
                    out.push(first.clone());
                    rest = &rest[1..];
                }
            }
        }
        out
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Words, D::Error> {
        let rows = std::collections::BTreeMap::<String, String>::deserialize(from)?;
        let words = |text: &String| -> Vec<String> {
            text.to_lowercase().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let mut rows: Vec<_> = rows.iter().map(|(from, to)| (words(from), words(to))).collect();
        if rows.iter().any(|(from, to)| from.is_empty() || to.is_empty()) {
            return Err(D::Error::custom("a word of the house is empty: write `local_user = \"user\"`"));
        }
        rows.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        Ok(Words(rows))
    }
}

impl Config {
    /// Reads the text of a `gerund.toml`.
    ///
    /// # Errors
    /// What is wrong with it, and on which line.
    pub fn read(text: &str) -> Result<Config, ConfigError> {
        read::config(text)
    }

    /// Whether a table stays by decree. Its name is given as reports write it.
    pub fn is_noun(&self, table: &str) -> bool {
        self.nouns.iter().any(|pattern| pattern.fits(table))
    }

    /// Whether a function is started by the outside by decree. Its name is given as reports write it.
    pub fn is_entry(&self, function: &str) -> bool {
        self.entry_points.functions.iter().any(|pattern| pattern.fits(function))
    }

    /// What is decreed of `table.column`.
    pub fn sensitive(&self, column: &str) -> Option<&Sensitive> {
        self.sensitive.iter().find(|rule| rule.columns.fits(column))
    }
}

/// The number of the line that a place in a text is on, from 1.
fn line_of(text: &str, place: &Range<usize>) -> usize {
    text.bytes().take(place.start).filter(|byte| *byte == b'\n').count() + 1
}
