//! Whether files or types of its own hold the process.

use crate::score::Measure;
use crate::score::candidate::{Candidate, Evidence};
use crate::score::context::Context;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let home = |id: &&(crate::resolve::ids::FunctionId, _)| {
        context.words(id.0).home.iter().any(|key| candidate.keys.contains(key))
    };
    let (first, _) = candidate.operations.iter().find(home)?;
    let at_home = candidate.operations.iter().filter(home).count();
    let info = context.function(*first);
    let file = info.path.rsplit('/').next().unwrap_or_default();
    let words = format!("{at_home} of its functions stand in a place named after it, such as {file}");
    let evidence = vec![Evidence { claim: format!("`{}` stands in {file}", info.name), place: info.place }];
    Some(Measure { value: at_home as f64 / candidate.operations.len() as f64, words, evidence })
}
