//! The way from the outside to a function, call by call: the evidence that what it does is reached.

use reports::document::v1::Evidence;

use super::names::{entry, path};
use crate::Analysis;
use crate::resolve::ids::FunctionId;

/// The shortest way from the first entry point that reaches the function; empty where none does, or it is one.
pub(super) fn to(analysis: &Analysis, id: FunctionId) -> Vec<Evidence> {
    let graph = &analysis.graph;
    let mut ways = graph.entries_of(&[id]).into_iter().take(ENTRIES).filter_map(|from| graph.chain(from, id));
    let Some(first) = ways.next() else { return Vec::new() };
    let shortest = ways.fold(first, |best, way| if way.len() < best.len() { way } else { best });
    between(analysis, &shortest)
}

/// Each further entry point costs a search.
const ENTRIES: usize = 8;

/// The steps of a chain of functions that call each other.
pub(super) fn between(analysis: &Analysis, chain: &[FunctionId]) -> Vec<Evidence> {
    let [first, _, ..] = chain else { return Vec::new() };
    let info = |id: &FunctionId| &analysis.program.functions[id.0 as usize];
    let started = match entry(analysis, *first) {
        Some(by) => format!("`{}` is started by {by}", info(first).name),
        None => format!("`{}` is started from outside", info(first).name),
    };
    let start = Evidence { claim: started, file: info(first).path.to_string(), line: info(first).place.line };
    let steps = chain.windows(2).map(|pair| {
        let (caller, callee) = (info(&pair[0]), info(&pair[1]));
        let call = analysis.program.calls_of(pair[0]).iter().find(|call| call.callee == pair[1]);
        let place = call.map_or(caller.place, |call| call.place);
        let claim = format!("`{}` calls `{}`", caller.name, callee.name);
        Evidence { claim, file: path(analysis, place), line: place.line }
    });
    [start].into_iter().chain(steps).collect()
}
