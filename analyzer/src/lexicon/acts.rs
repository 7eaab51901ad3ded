//! From a verb to the noun of its act, and from nouns for acts and agents back to their verb.

use super::exceptions::EXCEPTIONS;
use super::nouns::{Category, categories};
use super::strength::{Strength, strength};
use super::verbs::{Form, PREFIXES, known, prefixed, verb_lemma};
use super::wordnet;

/// How surely a noun names the act of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// There is a verb behind it, but the noun mostly names a thing (`organization`, `image`).
    Possible,
    /// The noun mostly names what is done (`registration`, `transfer`).
    Likely,
}

/// The verb behind a noun.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NominalVerb {
    /// The base form.
    pub verb: String,
    /// `out` in `payout`, which is `pay out`.
    pub particle: Option<&'static str>,
    /// How surely the noun names the verb's act.
    pub certainty: Certainty,
}

/// Categories whose nouns tell of something going on.
const DOINGS: [Category; 3] = [Category::Act, Category::Event, Category::Process];
/// Categories that doings often fall under as well: a report, a payment, a suspension.
const OUTCOMES: [Category; 3] = [Category::Communication, Category::Possession, Category::State];
/// Categories whose nouns name a thing even with an act's ending: `organization`, `location`, `building`.
const THINGS: [Category; 9] = [
    Category::Entity,
    Category::Artifact,
    Category::Body,
    Category::Food,
    Category::Group,
    Category::Location,
    Category::Object,
    Category::Person,
    Category::Substance,
];
const ENDINGS: [&str; 12] =
    ["tion", "sion", "ment", "al", "ance", "ence", "ancy", "ery", "sis", "ure", "age", "ification"];
/// Endings of a verb and of its noun, the longest first.
const REGULAR: [(&str, &str); 9] = [
    ("ify", "ification"),
    ("ate", "ation"),
    ("y", "ication"),
    ("e", "ation"),
    ("e", "al"),
    ("", "ation"),
    ("", "ment"),
    ("", "al"),
    ("", "ion"),
];
/// Particles that stand at the end of a noun made of a phrasal verb: `payout`, `signup`, `checkin`.
const PARTICLES: [&str; 7] = ["out", "up", "off", "in", "over", "down", "back"];

/// The noun of the act: `approve` is `approval`. Where nothing better is known, the gerund.
pub fn nominalisation(verb: &str) -> String {
    let listed = EXCEPTIONS.acts.get(verb).or_else(|| EXCEPTIONS.verbs.get(verb));
    if let Some(noun) = listed {
        return (*noun).to_owned();
    }
    if let Some((prefix, rest)) = prefixed(verb) {
        let act = nominalisation(rest);
        // `resubmission` and `unban` are words; `unpublication` is not.
        return if prefix != "un" || act == rest { format!("{prefix}{act}") } else { gerund(verb) };
    }
    if let Some(noun) = wordnet::verb(verb).and_then(|(_, entry)| fittest(verb, &entry.acts)) {
        return noun.to_owned();
    }
    if categories(verb).any(|category| DOINGS.contains(&category)) {
        return verb.to_owned();
    }
    regular_noun(verb).unwrap_or_else(|| gerund(verb))
}

/// The first of a verb's nouns, but where that is the verb's own word and mostly something that one can touch the gerund or
/// the next: what miners do is mining, and a mine is where.
fn fittest<'a>(verb: &str, acts: &[&'a str]) -> Option<&'a str> {
    let (first, rest) = acts.split_first()?;
    let place = [Category::Artifact, Category::Location, Category::Object];
    let thing = categories(verb).next().is_some_and(|category| place.contains(&category));
    if *first != verb || !thing {
        return Some(first);
    }
    let gerund = gerund(verb);
    Some(rest.iter().find(|act| **act == gerund).or(rest.first()).unwrap_or(first))
}

/// A noun that WordNet has but does not tie to the verb: `appoint` is `appointment`, `resubmit` is as `submit`.
fn regular_noun(verb: &str) -> Option<String> {
    let by_ending = REGULAR.iter().find_map(|(verb_ending, noun_ending)| {
        let noun = format!("{}{noun_ending}", verb.strip_suffix(verb_ending)?);
        categories(&noun).any(|category| DOINGS.contains(&category)).then_some(noun)
    });
    by_ending.or_else(|| {
        let rest = verb.strip_prefix("re").filter(|rest| rest.len() > 2)?;
        let act = wordnet::verb(rest)?.1.acts.first()?;
        Some(format!("re{act}"))
    })
}

/// The verb whose act (or its outcome, or its record) a noun in the singular names: `approval` is `approve`.
pub fn nominal_verb(noun: &str) -> Option<NominalVerb> {
    if let Some(listed) = EXCEPTIONS.origins.get(noun) {
        return listed_verb(listed);
    }
    if let Some(verb) = EXCEPTIONS.act_origins.get(noun) {
        return Some(NominalVerb { verb: (*verb).to_owned(), particle: None, certainty: Certainty::Likely });
    }
    if let Some(origin) = wordnet::act_origin(noun) {
        let certainty = certainty(noun, origin.verb);
        return Some(NominalVerb { verb: origin.verb.to_owned(), particle: None, certainty });
    }
    let ways = [phrasal, same_word, of_gerund, of_prefixed, of_regular];
    ways.iter().find_map(|way| way(noun))
}

/// The verb that an agent does: `reviewer` is `review`.
pub fn agent_verb(noun: &str) -> Option<String> {
    if let Some(listed) = EXCEPTIONS.agents.get(noun) {
        return (!listed.is_empty()).then(|| (*listed).to_owned());
    }
    wordnet::agent_origin(noun).map(|origin| origin.verb.to_owned())
}

/// Whether the word goes with verbs, as in `signup`, and is none to speak of itself.
pub fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

fn listed_verb(listed: &'static str) -> Option<NominalVerb> {
    let (verb, particle) = match listed.split_once(' ') {
        Some((verb, particle)) => (verb, Some(particle)),
        None => (listed, None),
    };
    (!verb.is_empty()).then(|| NominalVerb { verb: verb.to_owned(), particle, certainty: Certainty::Likely })
}

/// `approval`, `transfer` and `filing` mostly say what is done; `organization`, `account` and `building` do not.
fn certainty(noun: &str, verb: &str) -> Certainty {
    let likely = match categories(noun).next() {
        // What is only a verb can mean nothing else: `user_accept`.
        None => noun != verb || strength(verb) == Strength::Domain,
        Some(first) if noun == verb => mostly_verb(noun, first),
        Some(first) => {
            let doing = categories(noun).any(|category| DOINGS.contains(&category));
            let ending = ENDINGS.iter().any(|ending| noun.ends_with(ending));
            DOINGS.contains(&first)
                || (ending && !THINGS.contains(&first))
                || (doing && OUTCOMES.contains(&first))
        }
    };
    if likely { Certainty::Likely } else { Certainty::Possible }
}

/// Of a word that is noun and verb: `report` is done as often as it is a thing, `message` and `job` are things.
fn mostly_verb(word: &str, first: Category) -> bool {
    let doing = categories(word).any(|category| DOINGS.contains(&category));
    // A noun that is an act in the first place may be the more frequent word by more (frequencies are logarithms).
    let margin: i16 = match first {
        Category::Act | Category::Event | Category::Process => 3,
        _ if OUTCOMES.contains(&first) => 1,
        // A place, a switch, a drink: as frequent is not enough.
        _ if doing && THINGS.contains(&first) => -1,
        _ if doing => 0,
        _ => return false,
    };
    let as_noun = wordnet::noun(word).map_or(0, |noun| noun.frequency);
    wordnet::verb(word).is_some_and(|(_, verb)| i16::from(verb.frequency) + margin >= i16::from(as_noun))
}

fn phrasal(noun: &str) -> Option<NominalVerb> {
    PARTICLES.iter().find_map(|particle| {
        let verb = noun.strip_suffix(particle).filter(|verb| verb.len() > 2 && known(verb))?;
        let doing =
            wordnet::noun(noun).is_none() || categories(noun).any(|category| DOINGS.contains(&category));
        let certainty = if doing { Certainty::Likely } else { Certainty::Possible };
        Some(NominalVerb { verb: verb.to_owned(), particle: Some(particle), certainty })
    })
}

fn same_word(noun: &str) -> Option<NominalVerb> {
    let certainty = certainty(noun, noun);
    known(noun).then(|| NominalVerb { verb: noun.to_owned(), particle: None, certainty })
}

fn of_gerund(noun: &str) -> Option<NominalVerb> {
    let lemma = verb_lemma(noun).filter(|lemma| lemma.form == Form::Gerund)?;
    let certainty = certainty(noun, &lemma.verb);
    Some(NominalVerb { verb: lemma.verb, particle: None, certainty })
}

/// `revalidation`, `unban`
fn of_prefixed(noun: &str) -> Option<NominalVerb> {
    PREFIXES.iter().find_map(|prefix| {
        let rest = noun.strip_prefix(prefix)?;
        let origin = wordnet::act_origin(rest).filter(|_| wordnet::noun(noun).is_none())?;
        let verb = format!("{prefix}{}", origin.verb);
        Some(NominalVerb { verb, particle: None, certainty: certainty(rest, origin.verb) })
    })
}

fn of_regular(noun: &str) -> Option<NominalVerb> {
    REGULAR.iter().find_map(|(verb_ending, noun_ending)| {
        let verb = format!("{}{verb_ending}", noun.strip_suffix(noun_ending).filter(|stem| stem.len() > 2)?);
        let certainty = certainty(noun, &verb);
        // `internal` is no noun; `retokenization` may well be one.
        let plausible = wordnet::noun(noun).is_some() || noun_ending.len() > 3;
        (plausible && known(&verb)).then_some(NominalVerb { verb, particle: None, certainty })
    })
}

/// The `-ing` form of a verb.
fn gerund(verb: &str) -> String {
    if let Some((prefix, rest)) = prefixed(verb) {
        return format!("{prefix}{}", gerund(rest));
    }
    let irregular = wordnet::irregular_forms(verb).iter().filter(|form| form.ends_with("ing"));
    // Both spellings of `cancelling` are listed; the shorter one is the one that code uses.
    if let Some(form) = irregular.min_by_key(|form| form.len()) {
        return (*form).to_owned();
    }
    match verb.strip_suffix('e') {
        Some(stem) if !verb.ends_with("ee") && !verb.ends_with("oe") && !verb.ends_with("ye") => {
            format!("{stem}ing")
        }
        _ if doubles(verb) => format!("{verb}{}ing", &verb[verb.len() - 1..]),
        _ => format!("{verb}ing"),
    }
}

/// A verb of one syllable that ends in one vowel and one consonant.
fn doubles(verb: &str) -> bool {
    let vowel = |letter: &u8| b"aeiou".contains(letter);
    let bytes = verb.as_bytes();
    let [.., first, middle, last] = bytes else { return false };
    !vowel(first)
        && vowel(middle)
        && !vowel(last)
        && !b"wxy".contains(last)
        && bytes.iter().filter(|letter| vowel(letter)).count() == 1
}
