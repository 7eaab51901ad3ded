//! One boundary: what it owns and what stays, operations, consumers, blockers with fixes, the score and its evidence.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::sensitive;
use super::parts::{code, codes, h, list, place, prose};
use crate::document::v1::{Blocker, Document, Evidence, Proposal, Role, Table};
use crate::render::{Options, rules, words};

/// Entries of a list that stand in the open.
const OPEN: usize = 8;

pub(super) fn render(document: &Document, proposal: &Proposal, options: &Options) -> String {
    let mut html = String::new();
    let verdict = proposal.verdict.as_str();
    let _ = write!(
        html,
        "<details class=\"boundary\" id=\"b{}\" data-verdict=\"{verdict}\" data-kinds=\"{}\" data-text=\"\"><summary><h3>{}. {}</h3>\
         <span class=\"tag {verdict}\">{verdict}</span><span>{}</span><span class=\"soft\">{}</span></summary><div>",
        proposal.rank,
        h(&words::kind_codes(proposal)),
        proposal.rank,
        h(&proposal.name),
        proposal.score,
        h(&words::figures(proposal)),
    );
    let _ = write!(html, "<p>To <b>{}</b> {}.{}</p>", h(&proposal.verb), code(&proposal.subject), calls(document, proposal));
    data(document, proposal, &mut html);
    html.push_str(&sensitive::of_boundary(proposal));
    blockers(proposal, options, &mut html);
    operations(proposal, options, &mut html);
    effects(proposal, options, &mut html);
    consumers(proposal, options, &mut html);
    score(proposal, &mut html);
    let evidence: Vec<String> = proposal.evidence.iter().map(|one| claim(one, options)).collect();
    let _ = write!(html, "<h3>Evidence: why it is a process</h3>{}</div></details>", list(&evidence, OPEN));
    html
}

fn claim(evidence: &Evidence, options: &Options) -> String {
    format!("{} {}", prose(&evidence.claim), place(&evidence.file, Some(evidence.line), options))
}

/// The other boundaries that it calls.
fn calls(document: &Document, proposal: &Proposal) -> String {
    let names = proposal.calls.iter().filter_map(|call| {
        let other = document.proposals.iter().find(|other| other.rank == call.boundary)?;
        Some(format!("<a href=\"#b{}\">{}</a>", other.rank, h(&other.name)))
    });
    match names.collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        names => format!(" It calls {}.", names.join(", ")),
    }
}

/// What moves and what stays, table by table, column by column.
fn data(document: &Document, proposal: &Proposal, html: &mut String) {
    html.push_str("<h3>Data</h3><div class=\"split\">");
    for name in &proposal.owns.tables {
        let columns = known(document, name).map(|table| {
            let chips: Vec<(&str, &str)> = table.columns.iter().map(|column| (column.name.as_str(), "moves")).collect();
            chips_of(&chips)
        });
        let _ = write!(html, "<div><h4>{}: moves whole</h4>{}</div>", code(name), columns.unwrap_or_default());
    }
    let mut split: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    let sides = [(&proposal.stays, "marker"), (&proposal.owns.columns, "moves")];
    for (columns, class) in sides {
        for column in columns {
            let (table, name) = column.rsplit_once('.').unwrap_or(("", column));
            split.entry(table).or_default().insert(name, class);
        }
    }
    for (name, named) in split {
        let mut chips: Vec<(&str, &str)> = named.iter().map(|(column, class)| (*column, *class)).collect();
        // The columns that matter stand first; the others show what they are taken from.
        chips.sort_by_key(|(_, class)| *class == "marker");
        let rest = known(document, name).into_iter().flat_map(|table| &table.columns);
        chips.extend(rest.filter(|column| !named.contains_key(column.name.as_str())).map(|column| (column.name.as_str(), "")));
        let _ = write!(html, "<div><h4>{} is split: {}</h4>{}</div>", code(name), parted(&named), chips_of(&chips));
    }
    html.push_str("</div><p class=\"soft\">Green moves to the service, blue stays in the monolith as the outcome, grey stays untouched.</p>");
}

fn parted(named: &BTreeMap<&str, &str>) -> String {
    let moving = named.values().filter(|class| **class == "moves").count();
    match moving {
        0 => "the outcome stays".to_owned(),
        n => format!("{} {}", words::count(n as u64, "column"), if n == 1 { "moves" } else { "move" }),
    }
}

fn known<'a>(document: &'a Document, name: &str) -> Option<&'a Table> {
    document.tables.iter().find(|table| table.name == name)
}

fn chips_of(chips: &[(&str, &str)]) -> String {
    let chip = |(name, class): &(&str, &str)| match *class {
        "" => format!("<li>{}</li>", h(name)),
        class => format!("<li class=\"{class}\">{}</li>", h(name)),
    };
    format!("<ul class=\"chips\">{}</ul>", chips.iter().map(chip).collect::<String>())
}

fn blockers(proposal: &Proposal, options: &Options, html: &mut String) {
    if proposal.blockers.is_empty() {
        html.push_str("<h3>Blockers</h3><p>None: nothing stands in the way.</p>");
        return;
    }
    html.push_str("<h3>Blockers: fix these first</h3>");
    let mut rest = proposal.blockers.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|blocker| blocker.kind == first.kind).count();
        let kind = rules::blocker(&first.kind);
        let items: Vec<String> = rest[..same].iter().map(|blocker| blocked(blocker, options)).collect();
        let _ = write!(
            html,
            "<p><b>{}</b> ({}, {same})<br><span class=\"soft\">{}</span></p>{}",
            h(kind.title),
            h(&first.kind.code().replace('_', " ")),
            h(kind.help),
            list(&items, OPEN)
        );
        rest = &rest[same..];
    }
}

fn blocked(blocker: &Blocker, options: &Options) -> String {
    let by = blocker.function.as_deref().map(|function| format!("{}: ", code(words::last(function))));
    let mut html = format!(
        "{}{} {}<br>Fix: {}",
        by.unwrap_or_default(),
        codes(&blocker.data),
        place(&blocker.file, Some(blocker.line), options),
        prose(&blocker.fix)
    );
    if !blocker.chain.is_empty() {
        let steps: String = blocker.chain.iter().map(|step| format!("<li>{}</li>", claim(step, options))).collect();
        let _ = write!(html, "<details class=\"more\"><summary>how it is reached</summary><ol class=\"chain\">{steps}</ol></details>");
    }
    html
}

fn operations(proposal: &Proposal, options: &Options, html: &mut String) {
    let of = |role| {
        let all = proposal.operations.iter().filter(move |operation| operation.role == role);
        let item = |operation: &crate::document::v1::Operation| {
            let by = operation.starts_by.as_deref().map(|by| format!(" <b>{}</b>", h(by)));
            let place = place(&operation.file, Some(operation.line), options);
            format!("{}{} {place}", code(words::last(&operation.function)), by.unwrap_or_default())
        };
        all.map(item).collect::<Vec<String>>()
    };
    let (entries, steps) = (of(Role::Entry), of(Role::Step));
    html.push_str("<h3>Operations: what its API would offer</h3>");
    if !entries.is_empty() {
        html.push_str(&list(&entries, OPEN * 2));
    }
    if !steps.is_empty() {
        let _ = write!(
            html,
            "<details class=\"more\"><summary>{} inside</summary>{}</details>",
            words::count(steps.len() as u64, "step"),
            list(&steps, usize::MAX)
        );
    }
}

fn effects(proposal: &Proposal, options: &Options, html: &mut String) {
    if proposal.effects.is_empty() {
        return;
    }
    let own = proposal.effects.iter().filter(|effect| !effect.shared);
    let mut all: Vec<String> =
        own.map(|one| format!("{} {}", h(&words::effect(one)), place(&one.file, Some(one.line), options))).collect();
    all.extend(words::shared_effects(proposal).map(|words| h(&words)));
    let _ = write!(html, "<h3>What it reaches besides the database</h3>{}", list(&all, OPEN));
}

fn consumers(proposal: &Proposal, options: &Options, html: &mut String) {
    if proposal.consumers.is_empty() {
        return;
    }
    let item = |consumer: &crate::document::v1::Consumer| {
        let place = place(&consumer.file, Some(consumer.line), options);
        format!("{} reads {} {place}", code(words::last(&consumer.function)), codes(&consumer.reads))
    };
    let items: Vec<String> = proposal.consumers.iter().map(item).collect();
    let _ = write!(html, "<h3>Consumers: outside, and would call its API or get an event</h3>{}", list(&items, OPEN));
}

fn score(proposal: &Proposal, html: &mut String) {
    let _ = write!(html, "<h3>Score {}: what it is made of</h3><div class=\"signals\">", proposal.score);
    for signal in &proposal.signals {
        let value = signal.contribution.value();
        let _ = write!(
            html,
            "<span class=\"n\">{value:+.2}</span><meter min=\"0\" max=\"0.5\" value=\"{:.3}\" title=\"{value:+.2}\"></meter><span>{}: {}</span>",
            value.abs(),
            h(&signal.id.replace('_', " ")),
            prose(&signal.words)
        );
    }
    html.push_str("</div>");
}
