//! The tables that `scripts/lexicon` cuts out of WordNet, parsed once. Nothing here judges; the neighbours do.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A noun: how often WordNet's texts use it, and the categories of its senses.
pub(super) struct Noun {
    /// Logarithm of the count, 0 (never) to 9.
    pub(super) frequency: u8,
    /// Letters `a` to `z`, one a category, the most frequent sense first.
    pub(super) categories: &'static str,
}

/// A verb and the nouns that WordNet derives from it.
pub(super) struct Verb {
    /// Logarithm of the count, 0 (never) to 9.
    pub(super) frequency: u8,
    /// Nouns for what is done or what comes of it, the fittest first.
    pub(super) acts: Vec<&'static str>,
    /// Nouns for who does it or whom it is done to.
    pub(super) agents: Vec<&'static str>,
}

/// A verb that a noun leads back to.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) verb: &'static str,
    /// Place of the noun among the verb's nouns: 0 is the one that names the act best.
    pub(super) rank: usize,
    pub(super) frequency: u8,
}

static NOUNS: LazyLock<FxHashMap<&'static str, Noun>> = LazyLock::new(|| {
    lines(include_str!("data/nouns.txt"))
        .filter_map(|mut fields| {
            let noun = fields.next()?;
            let frequency = fields.next()?.parse().ok()?;
            Some((noun, Noun { frequency, categories: fields.next()? }))
        })
        .collect()
});

static VERBS: LazyLock<FxHashMap<&'static str, Verb>> = LazyLock::new(|| {
    lines(include_str!("data/verbs.txt"))
        .filter_map(|mut fields| {
            let verb = fields.next()?;
            let frequency = fields.next()?.parse().ok()?;
            Some((verb, Verb { frequency, acts: list(fields.next()), agents: list(fields.next()) }))
        })
        .collect()
});

static NOUN_FORMS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| forms(include_str!("data/noun_forms.txt")));

static VERB_FORMS: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| forms(include_str!("data/verb_forms.txt")));

/// The irregular forms of each verb: whether `took` is a participle depends on there being `taken`.
static FORMS_OF: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut found: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for mut fields in lines(include_str!("data/verb_forms.txt")) {
        if let Some(form) = fields.next() {
            for base in fields {
                found.entry(base).or_default().push(form);
            }
        }
    }
    found
});

static ACT_ORIGINS: LazyLock<FxHashMap<&'static str, Origin>> = LazyLock::new(|| origins(|verb| &verb.acts));

static AGENT_ORIGINS: LazyLock<FxHashMap<&'static str, Origin>> =
    LazyLock::new(|| origins(|verb| &verb.agents));

pub(super) fn noun(word: &str) -> Option<&'static Noun> {
    NOUNS.get(word)
}

pub(super) fn verb(word: &str) -> Option<(&'static str, &'static Verb)> {
    VERBS.get_key_value(word).map(|(name, verb)| (*name, verb))
}

/// The lemmas of which `word` is an irregular plural.
pub(super) fn noun_bases(word: &str) -> &'static [&'static str] {
    NOUN_FORMS.get(word).map_or(&[], Vec::as_slice)
}

/// The lemmas of which `word` is an irregular form.
pub(super) fn verb_bases(word: &str) -> &'static [&'static str] {
    VERB_FORMS.get(word).map_or(&[], Vec::as_slice)
}

pub(super) fn irregular_forms(verb: &str) -> &'static [&'static str] {
    FORMS_OF.get(verb).map_or(&[], Vec::as_slice)
}

/// The verb that best explains a noun for what is done.
pub(super) fn act_origin(noun: &str) -> Option<Origin> {
    ACT_ORIGINS.get(noun).copied()
}

/// The verb that best explains a noun for who does it.
pub(super) fn agent_origin(noun: &str) -> Option<Origin> {
    AGENT_ORIGINS.get(noun).copied()
}

/// All nouns with their frequency, for tests that sweep the data.
#[cfg(test)]
pub(super) fn all_nouns() -> Vec<(&'static str, u8)> {
    let mut all: Vec<_> =
        lines(include_str!("data/nouns.txt")).filter_map(|mut fields| fields.next()).collect();
    all.sort_unstable();
    all.into_iter().filter_map(|word| Some((word, noun(word)?.frequency))).collect()
}

/// All verbs, for tests that sweep the data.
#[cfg(test)]
pub(super) fn all_verbs() -> Vec<&'static str> {
    lines(include_str!("data/verbs.txt")).filter_map(|mut fields| fields.next()).collect()
}

fn lines(text: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    text.lines().map(|line| line.split(' '))
}

fn list(field: Option<&'static str>) -> Vec<&'static str> {
    field.unwrap_or("-").split(',').filter(|word| *word != "-").collect()
}

fn forms(text: &'static str) -> FxHashMap<&'static str, Vec<&'static str>> {
    lines(text).filter_map(|mut fields| Some((fields.next()?, fields.collect()))).collect()
}

/// Turns verb -> nouns around. Of several verbs the one with the longest common beginning wins, as `registration` says
/// `register` and not `record`; then the one whose first choice the noun is, then the more frequent. Verbs come in the
/// order of the file, so equal ones are settled by the alphabet.
fn origins(nouns: impl Fn(&Verb) -> &Vec<&'static str>) -> FxHashMap<&'static str, Origin> {
    let mut found: FxHashMap<&str, Origin> = FxHashMap::default();
    for mut fields in lines(include_str!("data/verbs.txt")) {
        let Some((name, entry)) = fields.next().and_then(verb) else { continue };
        for (rank, noun) in nouns(entry).iter().enumerate() {
            let offer = Origin { verb: name, rank, frequency: entry.frequency };
            let held = found.entry(noun).or_insert(offer);
            if weight(noun, &offer) > weight(noun, held) {
                *held = offer;
            }
        }
    }
    found
}

fn weight(noun: &str, origin: &Origin) -> (usize, bool, u8) {
    let common = noun.bytes().zip(origin.verb.bytes()).take_while(|(a, b)| a == b).count();
    // A longer verb shares more letters by being long: what it does not share counts against it.
    let unshared = origin.verb.len() - common;
    ((common + 20).saturating_sub(2 * unshared), origin.rank == 0, origin.frequency)
}
