//! Words that a table's name cuts short and that the code around it says in full: `inv_collections`, kept by functions of an
//! `inventory`. What everybody writes short (`config`) the lexicon knows.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon;
use crate::score::candidate::Candidate;
use crate::score::context::Context;

/// Longer words are not cut short.
const SHORT: usize = 5;
/// So many letters at least are cut off.
const CUT: usize = 3;
/// So many functions say it at least …
const SAYING: usize = 3;
/// … and this part of them all.
const SHARE: usize = 3;

/// The word as the process's functions say it, if they mostly say one that begins with it and that is no word itself.
pub(super) fn in_full(context: &Context<'_>, candidate: &Candidate, word: &str) -> Option<String> {
    if word.len() > SHORT || word.len() < 2 || lexicon::is_noun(word) || lexicon::is_verb(word) {
        return None;
    }
    let longer = |said: &&String| {
        said.len() >= word.len() + CUT && said.starts_with(word) && lexicon::is_noun(&lexicon::singular(said))
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    // A folder alone (`operations`) may be a layer of the program.
    let mut named: BTreeSet<String> = BTreeSet::new();
    for words in candidate.operations.iter().map(|(id, _)| context.words(*id)) {
        named.extend(words.name.iter().filter(longer).map(|said| lexicon::singular(said)));
        for said in words.name.union(&words.home).filter(longer) {
            *counts.entry(lexicon::singular(said)).or_default() += 1;
        }
    }
    let (best, most) = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
    let alone = counts.iter().all(|(other, count)| other == best || count * 2 < *most);
    let enough = *most >= SAYING && most * SHARE >= candidate.operations.len();
    (alone && enough && named.contains(best)).then(|| best.clone())
}
