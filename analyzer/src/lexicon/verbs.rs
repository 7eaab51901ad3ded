//! Verb forms: from an inflected word to its verb. Whether the word is meant as a verb where it stands is for the caller.

use super::exceptions::EXCEPTIONS;
use super::strength::is_listed;
use super::wordnet;

/// How a verb was inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `approve`; also `put` and `reset`, whose participle looks the same.
    Base,
    /// `approves`
    ThirdPerson,
    /// `took`, where the participle differs
    Past,
    /// `approved`, `sent`
    PastParticiple,
    /// `approving`
    Gerund,
}

/// A verb found in a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lemma {
    /// The base form.
    pub verb: String,
    /// How the word was inflected.
    pub form: Form,
}

/// Prefixes that make a verb of a verb and that WordNet lists for few of them (`unban`, `resend`, `revalidate`).
pub(super) const PREFIXES: [&str; 5] = ["un", "re", "de", "pre", "auto"];
/// A shorter rest is a chance find: `re` + `do` is not in `redo` but `re` + `pa` would be in `repa`.
const MIN_PREFIXED: usize = 3;

/// The verb of which `word` is a form, when there is such a verb in the dictionary.
pub fn verb_lemma(word: &str) -> Option<Lemma> {
    plain_lemma(word).or_else(|| prefixed_lemma(word))
}

/// Whether the word is the base form of a verb.
pub fn is_verb(word: &str) -> bool {
    verb_lemma(word).is_some_and(|lemma| lemma.form == Form::Base)
}

/// Whether the word is a participle that tells of something done (`approved`, `sent`); not `pending`, not `reset`.
pub fn is_past_participle(word: &str) -> bool {
    verb_lemma(word).is_some_and(|lemma| lemma.form == Form::PastParticiple)
}

/// Splits a verb that is only known by its prefix: `unban` is (`un`, `ban`).
pub(super) fn prefixed(verb: &str) -> Option<(&'static str, &str)> {
    if wordnet::verb(verb).is_some() || EXCEPTIONS.verbs.contains_key(verb) {
        return None;
    }
    PREFIXES.iter().find_map(|prefix| {
        let rest = verb.strip_prefix(prefix)?;
        (rest.len() >= MIN_PREFIXED && known(rest)).then_some((*prefix, rest))
    })
}

/// Whether WordNet or one of our own files lists the verb itself.
pub(super) fn known(word: &str) -> bool {
    wordnet::verb(word).is_some() || EXCEPTIONS.verbs.contains_key(word) || is_listed(word)
}

fn plain_lemma(word: &str) -> Option<Lemma> {
    match EXCEPTIONS.forms.get(word) {
        Some(&"") => return None,
        Some(verb) if *verb == word => return Some(Lemma { verb: word.to_owned(), form: Form::Base }),
        Some(verb) => return Some(irregular(word, verb)),
        None => {}
    }
    let base = wordnet::verb_bases(word).iter().max_by_key(|base| frequency(base));
    if let Some(base) = base
        && (!known(word) || frequency(base) > frequency(word))
    {
        return Some(irregular(word, base));
    }
    if known(word) {
        return Some(Lemma { verb: word.to_owned(), form: Form::Base });
    }
    regular(word)
}

fn prefixed_lemma(word: &str) -> Option<Lemma> {
    if wordnet::noun(word).is_some() {
        return None;
    }
    PREFIXES.iter().find_map(|prefix| {
        let rest = word.strip_prefix(prefix)?;
        let lemma = plain_lemma(rest).filter(|lemma| lemma.verb.len() >= MIN_PREFIXED)?;
        // `unverified` says that nobody has verified, not that somebody took it back; verbs such as `unban` that are
        // meant the other way stand in exceptions.csv.
        let undone = *prefix != "un" || lemma.form != Form::PastParticiple;
        undone.then(|| Lemma { verb: format!("{prefix}{}", lemma.verb), form: lemma.form })
    })
}

fn irregular(word: &str, verb: &str) -> Lemma {
    let form = if word.ends_with("ing") {
        Form::Gerund
    } else if word.ends_with('s') {
        Form::ThirdPerson
    } else if is_only_past(word, verb) {
        Form::Past
    } else {
        Form::PastParticiple
    };
    Lemma { verb: verb.to_owned(), form }
}

/// `took` beside `taken`, `began` beside `begun`: a verb with a participle of its own.
fn is_only_past(word: &str, verb: &str) -> bool {
    let participle = |form: &str| form.ends_with('n') || form.ends_with("ne");
    let turned = |form: &str| form.replacen('a', "u", 1);
    if participle(word) && turned(word) == word {
        return false;
    }
    let others = wordnet::irregular_forms(verb);
    others
        .iter()
        .any(|form| (*form == turned(word) && *form != word) || (!participle(word) && participle(form)))
}

fn regular(word: &str) -> Option<Lemma> {
    let endings: [(&str, Form); 3] =
        [("ing", Form::Gerund), ("ed", Form::PastParticiple), ("s", Form::ThirdPerson)];
    endings.iter().find_map(|(ending, form)| {
        let stem = word.strip_suffix(ending)?;
        let verb = if *form == Form::ThirdPerson { of_third_person(stem) } else { of_stem(stem, *form) }?;
        Some(Lemma { verb, form: *form })
    })
}

fn of_third_person(stem: &str) -> Option<String> {
    let ies = stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    let es =
        stem.strip_suffix('e').filter(|stem| stem.ends_with(['s', 'x', 'z', 'h', 'o'])).map(str::to_owned);
    best([Some(stem.to_owned()), ies, es], |_| 0)
}

/// The verb of a stem before `-ed` or `-ing`: as it stands, with an `e`, with `y` for `i`, or with one consonant of two.
fn of_stem(stem: &str, form: Form) -> Option<String> {
    let with_e = Some(format!("{stem}e"));
    let with_y =
        stem.strip_suffix('i').filter(|_| form == Form::PastParticiple).map(|stem| format!("{stem}y"));
    let single = doubled(stem).map(str::to_owned);
    // `rating` is not of `rat`: a short stem would have doubled its consonant.
    let prefer_e = would_double(stem);
    best([Some(stem.to_owned()), with_e, with_y, single], |verb| {
        u8::from(prefer_e && verb.ends_with('e')) * 10
    })
}

/// The most frequent verb among the candidates; the first wins a tie.
fn best<const N: usize>(candidates: [Option<String>; N], bonus: impl Fn(&str) -> u8) -> Option<String> {
    candidates
        .into_iter()
        .flatten()
        .filter(|verb| verb.len() > 1 && known(verb))
        .rev_max_by_key(|verb| frequency(verb) + bonus(verb))
}

/// `Iterator::max_by_key` gives the last of equals; here the first is meant.
trait FirstMax: Iterator<Item = String> + Sized {
    fn rev_max_by_key(self, key: impl Fn(&str) -> u8) -> Option<String> {
        self.fold(None, |held: Option<String>, next| match held {
            Some(held) if key(&held) >= key(&next) => Some(held),
            _ => Some(next),
        })
    }
}

impl<I: Iterator<Item = String>> FirstMax for I {}

fn doubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return None };
    (before == last && last.is_ascii_lowercase()).then(|| &stem[..stem.len() - 1])
}

/// One vowel between consonants in a stem of one syllable.
fn would_double(stem: &str) -> bool {
    let vowel = |letter: &u8| b"aeiouy".contains(letter);
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return false };
    vowel(before)
        && !vowel(last)
        && !b"wx".contains(last)
        && bytes.iter().filter(|letter| vowel(letter)).count() == 1
}

fn frequency(verb: &str) -> u8 {
    wordnet::verb(verb).map_or(0, |(_, verb)| verb.frequency)
}
