//! The matrix of verbs against tables: how many functions of each boundary write and read each table.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::parts::{code, h};
use crate::document::v1::{Document, Proposal, Table, Use};

/// Columns that a table on a page has room for; more boundaries are listed in each row instead.
const MOST_COLUMNS: usize = 80;

/// Functions of no boundary.
const NOBODY: &str = "no boundary";

pub(super) fn render(document: &Document) -> String {
    if document.tables.is_empty() || document.proposals.is_empty() {
        return String::new();
    }
    let mut html = String::from(
        "<h2 id=\"matrix\">Verbs against tables</h2><p>How many functions write (<b>w</b>) and read (<b>r</b>) each table: the operations of \
         a boundary with the helpers that they call. Green is the table's owner; red writes what another owns, and must be fixed \
         first; yellow writes what nobody would own; blue only reads.</p>",
    );
    let owners = owners(document);
    let rows = rows(document, &owners);
    if document.proposals.len() > MOST_COLUMNS {
        listed(document, &rows, &mut html);
    } else {
        table(document, &rows, &owners, &mut html);
    }
    html
}

/// The rank of the proposal that owns a table whole.
fn owners(document: &Document) -> BTreeMap<&str, u32> {
    let pairs = document.proposals.iter().flat_map(|one| one.owns.tables.iter().map(|table| (table.as_str(), one.rank)));
    pairs.collect()
}

/// Tables in the order of their owners, then those that nobody owns.
fn rows<'a>(document: &'a Document, owners: &BTreeMap<&str, u32>) -> Vec<&'a Table> {
    let mut rows: Vec<&Table> = document.tables.iter().collect();
    rows.sort_by_key(|table| owners.get(table.name.as_str()).copied().unwrap_or(u32::MAX));
    rows
}

fn table(document: &Document, rows: &[&Table], owners: &BTreeMap<&str, u32>, html: &mut String) {
    html.push_str("<div class=\"scroll later\" tabindex=\"0\"><table class=\"matrix\"><thead><tr><th>table</th>");
    for proposal in &document.proposals {
        let name = h(&proposal.name);
        let _ = write!(html, "<th class=\"side\"><span><a href=\"#b{}\" title=\"{name}\">{name}</a></span></th>", proposal.rank);
    }
    html.push_str("<th class=\"side\"><span>no boundary</span></th></tr></thead><tbody>");
    for row in rows {
        let noun = document.nouns.iter().any(|noun| noun.table == row.name);
        let _ = write!(html, "<tr><th>{}{}</th>", code(&row.name), if noun { " <span class=\"soft\">noun</span>" } else { "" });
        let owner = owners.get(row.name.as_str()).copied();
        let boundaries = document.proposals.iter().map(|one| (Some(one.rank), one.name.as_str()));
        for (rank, name) in boundaries.chain([(None, NOBODY)]) {
            let used = row.uses.iter().find(|one| one.boundary == rank);
            cell(used, name, rank.is_some() && rank == owner, owner.is_some(), html);
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
}

/// The title says whose column it is: far down, and on paper, where there are no columns.
fn cell(used: Option<&Use>, name: &str, own: bool, owned: bool, html: &mut String) {
    let title = h(name);
    let own_class = if own { " own" } else { "" };
    let write = if owned && !own { "w bad" } else { "w" };
    match used {
        Some(one) if one.writes > 0 => {
            let reads = if one.reads > 0 { format!(" r{}", one.reads) } else { String::new() };
            let _ = write!(html, "<td class=\"{write}{own_class}\" title=\"{title}\">w{}{reads}</td>", one.writes);
        }
        Some(one) if one.reads > 0 => {
            let _ = write!(html, "<td class=\"r{own_class}\" title=\"{title}\">r{}</td>", one.reads);
        }
        _ if own => {
            let _ = write!(html, "<td class=\"own\" title=\"{title}\"></td>");
        }
        _ => html.push_str("<td></td>"),
    }
}

fn listed(document: &Document, rows: &[&Table], html: &mut String) {
    let by_rank: BTreeMap<u32, &Proposal> = document.proposals.iter().map(|one| (one.rank, one)).collect();
    html.push_str("<div class=\"scroll later\" tabindex=\"0\"><table><thead><tr><th>table</th><th>touched by</th></tr></thead><tbody>");
    for row in rows {
        let users = row.uses.iter().map(|one| {
            let name = match one.boundary {
                Some(rank) => by_rank.get(&rank).map_or_else(|| format!("#{rank}"), |proposal| h(&proposal.name)),
                None => NOBODY.to_owned(),
            };
            format!("{name} w{} r{}", one.writes, one.reads)
        });
        let _ = write!(html, "<tr><td>{}</td><td>{}</td></tr>", code(&row.name), users.collect::<Vec<_>>().join(", "));
    }
    html.push_str("</tbody></table></div>");
}
