//! Whether files or types of its own hold the process. What drives it without saying so is not asked: who drives what hangs on
//! how much else a function does, and one statement more or less somewhere below decides it.

use std::collections::BTreeSet;

use crate::resolve::ids::FunctionId;
use crate::score::Measure;
use crate::score::candidate::{Candidate, Evidence};
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let said = |words: &BTreeSet<String>| words.iter().any(|key| candidate.keys.contains(key));
    let own = |id: &FunctionId| {
        let words = context.words(*id);
        candidate.inside.binary_search(id).is_ok() || said(&words.name) || said(&words.home) || said(&words.route)
    };
    let all: Vec<FunctionId> = candidate.operations.iter().map(|(id, _)| *id).filter(own).collect();
    let home = |id: &&FunctionId| said(&context.words(**id).home);
    let first = all.iter().find(home)?;
    let at_home = all.iter().filter(home).count();
    let info = context.function(*first);
    let file = info.path.rsplit('/').next().unwrap_or_default();
    let words = format!(
        "{at_home} of {} functions that touch its data or are called after it stand in a place named after it, such as {file}",
        all.len()
    );
    let evidence = vec![Evidence { claim: format!("`{}` stands in {file}", info.name), place: info.place }];
    Some(Measure { value: at_home as f64 / all.len() as f64, words, evidence })
}
