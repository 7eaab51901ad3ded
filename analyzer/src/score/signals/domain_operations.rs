//! Operations with a verb of the domain: `approve_application`, `reset_password`.

use std::collections::BTreeMap;

use crate::score::Measure;
use crate::score::candidate::{Candidate, Evidence};
use crate::score::context::Context;

/// With so many functions that say it the signal is fully met.
const ENOUGH: f64 = 3.0;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let mut verbs: BTreeMap<String, usize> = BTreeMap::new();
    let mut evidence = Vec::new();
    for (function, _) in &candidate.operations {
        let Some(verb) = context.verb_of(*function) else { continue };
        let info = context.function(*function);
        if evidence.len() < 2 {
            let claim = format!("`{}` says what is done: {verb}", info.name);
            evidence.push(Evidence { claim, place: info.place });
        }
        *verbs.entry(verb).or_default() += 1;
    }
    let said: usize = verbs.values().sum();
    let mut order: Vec<(&String, &usize)> = verbs.iter().collect();
    order.sort_by_key(|(verb, count)| (std::cmp::Reverse(**count), (*verb).clone()));
    let shown: Vec<&str> = order.iter().take(4).map(|(verb, _)| verb.as_str()).collect();
    let words = format!("{said} of its functions say what is done: {}", shown.join(", "));
    (said > 0).then_some(Measure { value: said as f64 / ENOUGH, words, evidence })
}
