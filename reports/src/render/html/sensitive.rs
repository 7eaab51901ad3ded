//! Sensitive data on the page: who produces and who reads each column, and what a boundary would take out.

use std::fmt::Write;

use super::parts::{code, h, list, place};
use crate::document::v1::{Document, Proposal, TakenOut};
use crate::render::access::Access;
use crate::render::{Options, words};

/// Entries that stand in the open.
const OPEN: usize = 8;

/// The access matrix of the whole monolith.
pub(super) fn render(document: &Document, options: &Options) -> String {
    if document.sensitive.is_empty() {
        return String::new();
    }
    let mut html = String::from(
        "<h2 id=\"sensitive\">Sensitive data: who produces it, who reads it</h2><p>Columns that must be protected, by their names, types and \
         tables. Once a boundary is a service, each of its readers needs leave to decrypt: this table says which. As CSV: <code>--format \
         csv</code>.</p><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>column</th><th>class</th><th>produced by</th><th>read by</th></tr>\
         </thead><tbody>",
    );
    let access = Access::of(document);
    for one in &document.sensitive {
        let _ = write!(
            html,
            "<tr><td>{} {}</td><td title=\"{}\">{}</td><td>{}</td><td>{}</td></tr>",
            code(&one.column),
            place(&one.file, Some(one.line), options),
            h(&one.reason),
            h(&one.class),
            h(&access.writers(one).join(", ")),
            h(&access.readers(one).join(", ")),
        );
    }
    html.push_str("</tbody></table></div>");
    html
}

/// What a boundary would take out of the monolith, and who could still read it.
pub(super) fn of_boundary(proposal: &Proposal) -> String {
    let item = |one: &TakenOut| {
        let columns: Vec<String> = one.columns.iter().map(|name| code(name)).collect();
        let readers = words::readers(std::slice::from_ref(one));
        format!("<b>{}</b>: {}; {}", h(&one.class), columns.join(", "), h(&readers))
    };
    if proposal.takes_out.is_empty() {
        return String::new();
    }
    let items: Vec<String> = proposal.takes_out.iter().map(item).collect();
    format!("<h3>Takes sensitive data out of the monolith</h3>{}", list(&items, OPEN))
}
