//! Data that shows one act: a table named after it (`email_verification`, `payouts`, `uploaded_images`), columns that it
//! needs on its way, or that nobody else changes.

use crate::score::Measure;
use crate::score::candidate::{Candidate, Evidence};
use crate::score::context::Context;
use crate::score::readings::{Carrier, Reading};

pub(super) fn measure(candidate: &Candidate, context: &Context<'_>) -> Option<Measure> {
    let best = candidate.tables.iter().max_by(|a, b| {
        let value = |table: &crate::resolve::ids::TableId| of(&context.readings[table.0 as usize]).0;
        value(a).total_cmp(&value(b)).then(b.cmp(a))
    });
    if let Some(table) = best {
        let (value, told) = of(&context.readings[table.0 as usize]);
        let name = context.table_name(*table);
        let words = match told {
            Some(verb) => format!("`{name}` is named after an act: to {verb}"),
            None => format!("`{name}` is named after something that lasts as long as a process"),
        };
        let evidence = vec![Evidence { claim: words.clone(), place: context.table(*table).place }];
        return (value > 0.0).then_some(Measure { value, words, evidence });
    }
    let column = candidate.columns.first()?;
    let name = context.column_name(*column);
    let words = match candidate.deed {
        Some(_) => format!("only what has to {} changes `{name}` once its row is there", candidate.verb),
        None => format!("`{name}` is data that the process needs on its way"),
    };
    let place = context.monolith.program.schema.column_of(*column).place;
    Some(Measure { value: 0.6, words: words.clone(), evidence: vec![Evidence { claim: words, place }] })
}

/// How surely the name tells of a process, and its verb.
pub(crate) fn of(reading: &Reading) -> (f64, Option<String>) {
    let act = reading.act.as_ref();
    // A word that may also be a verb says nothing.
    let named = act.map_or(0.0, |act| act.sure);
    let named = if named < 0.4 { 0.0 } else { named };
    let carried = reading
        .carriers
        .iter()
        .map(|carrier| match carrier {
            Carrier::Petition => 0.8,
            Carrier::Pending | Carrier::Queued => 0.7,
            Carrier::Record => 0.5,
            Carrier::Detail | Carrier::Setting => 0.0,
        })
        .fold(0.0, f64::max);
    let verb = act.filter(|_| named >= 0.4).map(|act| format!("{}{}", act.verb, particle(act.particle)));
    (named.max(carried), verb)
}

fn particle(particle: Option<&str>) -> String {
    particle.map_or_else(String::new, |particle| format!(" {particle}"))
}
