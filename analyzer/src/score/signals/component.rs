//! Rows that are made where the rows of the entity that they belong to are made.

use crate::resolve::ids::TableId;
use crate::score::Measure;
use crate::score::candidate::Candidate;
use crate::score::context::Context;
use crate::score::parts;

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let (mut makers, mut together) = (0usize, 0usize);
    for table in &candidate.tables {
        let entities: Vec<TableId> = context.figures[table.0 as usize]
            .refers_to
            .iter()
            .copied()
            .filter(|other| context.is_noun(*other))
            .collect();
        for maker in parts::makers(context, *table) {
            makers += 1;
            let with = entities.iter().any(|entity| parts::makes_too(context, maker, *entity));
            together += usize::from(with);
        }
    }
    let words = format!("{together} of {makers} functions that make its rows make the entity's rows in the same breath");
    (together > 0).then(|| Measure { value: together as f64 / makers as f64, words, ..Measure::default() })
}
