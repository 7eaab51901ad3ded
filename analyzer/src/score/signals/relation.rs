//! A table that only says how entities relate.

use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::readings::{self, ColumnRole};

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let [table] = candidate.tables[..] else { return None };
    let definition = context.table(table);
    let references = &context.references[table.0 as usize];
    let keys = references.len();
    let others = definition.columns.iter().enumerate().filter(|(at, column)| {
        let key = references.iter().any(|(one, _)| usize::from(*one) == *at);
        let plain = column.name == "id" || readings::split(&column.name).first().is_some_and(|word| word == "created");
        !key && !plain
    });
    let others = others.count();
    let nouns = references.iter().filter(|(_, to)| context.is_noun(*to)).count();
    // A link that goes through states, or that ends, is what somebody does.
    let mut traces = definition.columns.iter().filter_map(|column| readings::trace(&column.name));
    if traces.any(|trace| trace.role == ColumnRole::Intermediate || trace.verb.is_none()) {
        return None;
    }
    let named = context.readings[table.0 as usize].act.as_ref().is_some_and(|act| act.sure > 0.6);
    let words = format!("`{}` refers to {keys} others and has {others} columns of its own", context.table_name(table));
    (keys >= 2 && (nouns >= 2 || context.is_pair(table)) && others <= 2 && !named)
        .then(|| Measure { value: 1.0, words, ..Measure::default() })
}
