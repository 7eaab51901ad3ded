//! Names that are written in one word: `messageattempt`. How they divide is told by the code, where the same words stand
//! in camel or snake case: `MessageAttempt`. No list and no guess: a name that the code never divides stays whole.

use rustc_hash::{FxHashMap, FxHashSet};

use super::readings;
use crate::lexicon;
use crate::resolve::program::Program;

/// A name in one word is of so many words at most.
const MOST: usize = 4;
/// Shorter names than this are no compounds.
const SHORTEST: usize = 6;

/// The words of names that tables have in one word.
#[derive(Debug, Default)]
pub(crate) struct Compounds {
    /// How they divide.
    divided: FxHashMap<String, Vec<String>>,
    /// Those that stay whole, since the code writes them so more often.
    whole: FxHashSet<String>,
}

impl Compounds {
    /// Looks for the tables' words in the names of the code's types and functions.
    pub(crate) fn of(program: &Program) -> Self {
        let tables = program.schema.tables.iter().flat_map(|table| readings::split(&table.name.name));
        let mut open: FxHashSet<String> = tables
            .filter(|word| word.len() >= SHORTEST && !is_word(word) && !is_word(&lexicon::singular(word)))
            .collect();
        if open.is_empty() {
            return Compounds::default();
        }
        let mut names: Vec<&str> = program
            .functions
            .iter()
            .filter(|function| function.of_program())
            .flat_map(|f| f.owner.iter().chain([&f.name]))
            .map(|n| n.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        let mut found: FxHashMap<String, Vec<String>> = FxHashMap::default();
        // By how many more names it is divided than whole: one slip of a pen divides nothing.
        let mut divided: FxHashMap<String, i32> = FxHashMap::default();
        for name in names {
            let words = readings::split(name);
            for word in words.iter().filter(|word| open.contains(*word)) {
                *divided.entry(word.clone()).or_default() -= 1;
            }
            for window in (2..=MOST).flat_map(|count| words.windows(count)) {
                let joined = window.concat();
                // `TransactionS` is spelt wrong.
                if open.contains(&joined) && window.iter().all(|word| word.len() > 1) {
                    *divided.entry(joined.clone()).or_default() += 1;
                    found.entry(joined).or_insert_with(|| window.to_vec());
                }
            }
        }
        found.retain(|word, _| divided[word] > 0);
        open.retain(|word| !found.contains_key(word));
        Compounds { divided: found, whole: open }
    }

    /// The words of an identifier.
    pub(crate) fn split(&self, identifier: &str) -> Vec<String> {
        let words = readings::split(identifier);
        if self.divided.is_empty() {
            return words;
        }
        let parts = |word: String| self.divided.get(&word).cloned().unwrap_or_else(|| vec![word]);
        words.into_iter().flat_map(parts).collect()
    }

    /// Words of tables that the words make where they stand together: `two_factor` says `twofactor`, too.
    pub(crate) fn joined(&self, words: &[String]) -> Vec<String> {
        if self.whole.is_empty() {
            return Vec::new();
        }
        let windows = (2..=MOST).flat_map(|count| words.windows(count));
        windows.map(|window| window.concat()).filter(|word| self.whole.contains(word)).collect()
    }
}

/// Whether the language has it as it stands: then it is none of several.
fn is_word(word: &str) -> bool {
    lexicon::is_noun(word) || lexicon::is_verb(word)
}
