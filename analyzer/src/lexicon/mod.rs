//! Words: what an identifier says in English. Splitting, number, verb forms, the noun that a verb makes and the way back.
//!
//! Pure functions over data that is embedded in the binary: WordNet 3.0 cut down by `scripts/lexicon` (notice in
//! `data/WORDNET-LICENSE`), `data/exceptions.csv` for what WordNet gets wrong or lacks, `data/weak_verbs.csv` for verbs that
//! name no process. The two CSV files are kept by hand and give a reason on every line.
//!
//! It knows general English and general programming vocabulary, nothing of any project, and nothing of code: it never
//! decides that a word *is* a verb where it stands, only that it can be one.
//!
//! All functions take lower-case words, as [`words`] gives them.

mod acts;
mod exceptions;
mod nouns;
mod number;
mod split;
mod strength;
#[cfg(test)]
mod tests;
mod verbs;
mod wordnet;

pub use acts::{Certainty, NominalVerb, agent_verb, is_particle, nominal_verb, nominalisation};
pub use nouns::{Category, is_ever, is_noun, noun_category};
pub use number::{plural, singular};
pub use split::{in_full, title, words};
pub use strength::{Crud, Strength, crud, is_domain_verb, strength, tells_end};
pub use verbs::{Form, Lemma, is_past_participle, is_verb, verb_lemma};
