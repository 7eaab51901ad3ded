//! Singular and plural. WordNet's nouns settle what endings leave open (`caches` is `cache`, `addresses` is `address`);
//! what it does not know goes by the rules of the `pluralizer` crate.

use super::exceptions::EXCEPTIONS;
use super::wordnet;
use pluralizer::pluralize;

/// Shorter ones (`os`, `js`) end too many words by chance.
const SHORTEST_LAST_PART: usize = 4;

/// The singular of a noun; a word that is singular already, or has no plural, is given back.
pub fn singular(word: &str) -> String {
    if let Some(known) = EXCEPTIONS.singulars.get(word) {
        return (*known).to_owned();
    }
    let irregular = wordnet::noun_bases(word).iter().max_by_key(|base| frequency(base));
    if let Some(base) = irregular {
        return (*base).to_owned();
    }
    let known = wordnet::noun(word).is_some();
    if !word.ends_with('s') {
        return if known { word.to_owned() } else { by_rule(word) };
    }
    if known && (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) {
        return word.to_owned();
    }
    if let Some(found) = by_dictionary(word) {
        return found;
    }
    if known { word.to_owned() } else { by_rule(word) }
}

/// A compound that WordNet lacks is inflected like its last part: `timeseries` as `series`.
fn by_last_part(word: &str) -> Option<String> {
    let last = word.len().checked_sub(SHORTEST_LAST_PART)?;
    (2..=last).filter(|start| word.is_char_boundary(*start)).find_map(|start| {
        let (first, rest) = word.split_at(start);
        Some(format!("{first}{}", EXCEPTIONS.singulars.get(rest)?))
    })
}

/// The plural of a noun; one that is plural already, or has none, is given back.
pub fn plural(word: &str) -> String {
    if let Some(known) = EXCEPTIONS.plurals.get(word) {
        return (*known).to_owned();
    }
    if EXCEPTIONS.singulars.contains_key(word) {
        return word.to_owned();
    }
    pluralize(word, 2, false)
}

fn by_rule(word: &str) -> String {
    if word.len() < 3 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    by_last_part(word).unwrap_or_else(|| pluralize(word, 1, false))
}

/// Of the endings that could be taken off, the one that leaves the most frequent noun; the shortest cut wins a tie.
fn by_dictionary(word: &str) -> Option<String> {
    let candidates = [("ies", "y"), ("ses", "sis"), ("es", ""), ("s", "")];
    candidates
        .iter()
        .filter_map(|(ending, instead)| Some((word.strip_suffix(ending)?, instead)))
        // Without a hiss before it, `es` is no ending: `planes` is not of `plan`.
        .filter(|(stem, instead)| word.len() - stem.len() != 2 || !instead.is_empty() || hisses(stem))
        .map(|(stem, instead)| format!("{stem}{instead}"))
        .filter(|base| base.len() > 1)
        .filter_map(|base| Some((wordnet::noun(&base)?.frequency, base)))
        .max_by_key(|(frequency, _)| *frequency)
        .map(|(_, base)| base)
}

fn hisses(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| stem.ends_with(ending))
}

fn frequency(noun: &str) -> u8 {
    wordnet::noun(noun).map_or(0, |noun| noun.frequency)
}
