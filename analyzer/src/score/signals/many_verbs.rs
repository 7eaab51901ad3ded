//! A table of one row for each pair of entities that keeps what several verbs did to the pair.

use std::collections::BTreeSet;

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::lexicon;
use crate::score::readings;

/// From so many verbs on no single one owns the table.
const MANY: usize = 2;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let [table] = candidate.tables[..] else { return None };
    let named = super::act_value(&context.readings[table.0 as usize]) >= 0.6;
    if named || !context.is_pair(table) {
        return None;
    }
    let columns = &context.table(table).columns;
    let verbs: BTreeSet<String> =
        columns.iter().flat_map(|column| readings::split(&column.name)).filter_map(|word| done(&word)).collect();
    let shown: Vec<&str> = verbs.iter().take(5).map(String::as_str).collect();
    let words = format!("one row serves {} verbs: {}", verbs.len(), shown.join(", "));
    (verbs.len() >= MANY).then(|| Measure { value: 1.0, words, ..Measure::default() })
}

/// The verb of a participle, whatever it tells: `saved_at`, `voted_at`; but not when the row was made or changed.
fn done(word: &str) -> Option<String> {
    let lemma = lexicon::verb_lemma(word).filter(|lemma| lemma.verb != word && lexicon::is_past_participle(word))?;
    (!["create", "update", "publish", "delete", "remove"].contains(&lemma.verb.as_str())).then_some(lemma.verb)
}
