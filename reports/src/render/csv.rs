//! The access matrix of sensitive data: a row a column, a column a boundary; `w` where it produces the data, `r` where it
//! reads it. Roles for decryption can be written from it.

use std::io::{self, Write};

use super::{Options, escape};
use crate::document::v1::Document;

pub(super) fn render(document: &Document, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let head = ["column", "class", "the rest of the monolith"].map(escape::csv);
    let names = document.proposals.iter().map(|proposal| escape::csv(&proposal.name));
    writeln!(out, "{}", head.into_iter().chain(names).collect::<Vec<_>>().join(","))?;
    for one in &document.sensitive {
        let cell = |rank: Option<u32>| {
            let used = one.uses.iter().find(|used| used.boundary == rank);
            let (writes, reads) = used.map_or((0, 0), |used| (used.writes, used.reads));
            format!("{}{}", if writes > 0 { "w" } else { "" }, if reads > 0 { "r" } else { "" })
        };
        let mut row = vec![escape::csv(&one.column), escape::csv(&one.class), cell(None)];
        row.extend(document.proposals.iter().map(|proposal| cell(Some(proposal.rank))));
        writeln!(out, "{}", row.join(","))?;
    }
    Ok(())
}
