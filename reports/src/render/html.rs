//! The document as one page for a browser: no network, nothing from elsewhere, light and dark, printable.
//!
//! Its policy lets only its own style and script run, by their hashes. Without script everything is there but search,
//! filters and the tracing of lines. Every text of the analysed code goes through `escape::html`.

mod boundary;
mod matrix;
mod parts;
mod picture;
mod sensitive;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use self::parts::{code, h, list, narrow, place, prose};
use super::{Options, rules, words};
use crate::document::v1::{BlockerKind, Document, Proposal, Severity, Verdict};

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// Entries of a list that stand in the open.
const OPEN: usize = 12;

pub(super) fn render(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Gerund: {}</title>\n<style>{STYLE}</style></head>\n<body>",
        words::count(document.proposals.len() as u64, "proposed boundary")
    )?;
    out.write_all(head(document, options).as_bytes())?;
    if !document.proposals.is_empty() {
        writeln!(
            out,
            "<h2 id=\"picture\">Boundaries, and the nouns that stay</h2><p>A line leads from a boundary to the one, or to the \
             noun, whose data its functions touch or whose functions they call.</p>{}",
            picture::render(document)
        )?;
        out.write_all(ranking(document).as_bytes())?;
        for proposal in &document.proposals {
            writeln!(out, "{}", boundary::render(document, proposal, options))?;
        }
        writeln!(out, "</section>{}", matrix::render(document))?;
    }
    out.write_all(sensitive::render(document, options).as_bytes())?;
    out.write_all(nouns(document, options).as_bytes())?;
    out.write_all(findings(document, options).as_bytes())?;
    out.write_all(notes(document, options).as_bytes())?;
    writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</body></html>")
}

/// As a policy names what may run.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn head(document: &Document, options: &Options) -> String {
    let total = document.proposals.len() + options.left_out;
    let of = |verdict| document.proposals.iter().filter(|one| one.verdict == verdict).count();
    let mut html = format!(
        "<a class=\"skip\" href=\"#ranking\">To the ranking</a><header><h1>{}</h1><p>Gerund read {}. Each boundary is a verb with data of its own, \
         such as the approving of users, that could leave the monolith as a service. The nouns that everybody leans on stay.</p><nav>",
        words::count(total as u64, "proposed boundary"),
        h(&words::size(document).join(", ")),
    );
    let parts = [
        ("picture", "Picture", !document.proposals.is_empty()),
        ("ranking", "Ranking and details", !document.proposals.is_empty()),
        ("matrix", "Verbs against tables", !document.proposals.is_empty() && !document.tables.is_empty()),
        ("sensitive", "Sensitive data", !document.sensitive.is_empty()),
        ("nouns", "Nouns that stay", !document.nouns.is_empty()),
        ("findings", "Findings", !document.findings.is_empty()),
        ("coverage", "Coverage", true),
    ];
    for (id, title, _) in parts.iter().filter(|part| part.2) {
        let _ = write!(html, "<a href=\"#{id}\">{title}</a>");
    }
    html.push_str("</nav></header><main><ul class=\"tiles\">");
    let tiles = [
        (of(Verdict::Extract), "ready to extract, keys and joins apart"),
        (of(Verdict::FixFirst), "to extract once their blockers are fixed"),
        (of(Verdict::Leave), "processes that are not worth it"),
        (document.nouns.len(), "nouns that stay"),
        (document.findings.len(), "findings beyond boundaries"),
    ];
    for (n, what) in tiles {
        let _ = write!(html, "<li><b>{n}</b>{what}</li>");
    }
    html.push_str("</ul>");
    if document.proposals.is_empty() {
        html.push_str("<p>No process was found that could own data.</p>");
    }
    if options.left_out > 0 {
        let left_out = words::count(options.left_out as u64, "proposal");
        let _ = write!(html, "<p>{left_out} left out by the selection.</p>");
    }
    html
}

fn ranking(document: &Document) -> String {
    let mut html = String::from(
        "<section><h2 id=\"ranking\">Ranking: the best candidate first</h2><div class=\"scroll\" tabindex=\"0\"><table class=\"ranking\"><thead><tr><th class=\"n\">#</th>\
         <th>boundary</th><th>verdict</th><th class=\"n\">score</th><th>owns</th><th class=\"wide\">stays as the outcome</th>\
         <th>blockers</th></tr></thead><tbody>",
    );
    for proposal in &document.proposals {
        row(proposal, &mut html);
    }
    html.push_str("</tbody></table></div><h2>Each boundary</h2><div class=\"filters\" id=\"filters\" hidden>");
    html.push_str(
        "<input type=\"search\" id=\"search\" placeholder=\"Search names, tables, files ( / )\" aria-label=\"Search\">",
    );
    for verdict in [Verdict::Extract, Verdict::FixFirst, Verdict::Leave].map(Verdict::as_str) {
        let _ = write!(
            html,
            "<label><input type=\"checkbox\" name=\"verdict\" value=\"{verdict}\" checked> <span class=\"tag {verdict}\">{verdict}</span></label>"
        );
    }
    html.push_str("<select id=\"kind\" aria-label=\"Blockers\"><option value=\"\">any blockers</option>");
    let blockers = document.proposals.iter().flat_map(|proposal| &proposal.blockers);
    let kinds: BTreeSet<&BlockerKind> = blockers.map(|blocker| &blocker.kind).collect();
    for kind in kinds {
        let _ = write!(
            html,
            "<option value=\"{}\">{}</option>",
            h(kind.code()),
            h(&kind.code().replace('_', " "))
        );
    }
    html.push_str("</select><button type=\"button\" id=\"unfold\">Open all</button><span id=\"found\" class=\"soft\" role=\"status\"></span></div>");
    html
}

fn row(proposal: &Proposal, html: &mut String) {
    let verdict = proposal.verdict.as_str();
    let owned: Vec<String> = proposal.owns.tables.iter().chain(&proposal.owns.columns).cloned().collect();
    let few = |names: &[String]| match names.len() {
        0..=4 => narrow(names),
        n => format!("{} and {} more", narrow(&names[..3]), n - 3),
    };
    let blockers = match proposal.blockers.as_slice() {
        [] => "none".to_owned(),
        blockers => h(&words::kinds(blockers)),
    };
    let _ = writeln!(
        html,
        "<tr data-text=\"\" data-verdict=\"{verdict}\" data-kinds=\"{}\"><td class=\"n\">{}</td><td><a href=\"#b{}\">{}</a></td>\
         <td><span class=\"tag {verdict}\">{verdict}</span></td><td class=\"n\">{}</td><td>{}</td><td class=\"wide\">{}</td><td>{blockers}</td></tr>",
        h(&words::kind_codes(proposal)),
        proposal.rank,
        proposal.rank,
        h(&proposal.name),
        proposal.score,
        few(&owned),
        few(&proposal.stays),
    );
}

fn nouns(document: &Document, options: &Options) -> String {
    if document.nouns.is_empty() {
        return String::new();
    }
    let item = |noun: &crate::document::v1::Noun| {
        let place = place(&noun.file, Some(noun.line), options);
        format!("{} {} {place}", code(&noun.table), prose(&noun.why))
    };
    let items: Vec<String> = document.nouns.iter().map(item).collect();
    format!(
        "<h2 id=\"nouns\">Nouns that stay</h2><p>The whole monolith leans on these tables. Extracting one would only move it far \
         away from everybody.</p>{}",
        list(&items, OPEN * 2)
    )
}

fn findings(document: &Document, options: &Options) -> String {
    if document.findings.is_empty() {
        return String::new();
    }
    let mut html = String::from("<h2 id=\"findings\">Findings beyond the boundaries</h2>");
    let mut by_rule: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for finding in &document.findings {
        let steps: String = finding
            .chain
            .iter()
            .map(|step| format!("<li>{} {}</li>", prose(&step.claim), place(&step.file, Some(step.line), options)))
            .collect();
        let chain = if steps.is_empty() { String::new() } else { format!("<ol class=\"chain\">{steps}</ol>") };
        by_rule.entry(&finding.rule).or_default().push(format!(
            "{}: {} {} <span class=\"soft\">{}</span>{chain}",
            finding.severity.as_str(),
            prose(&finding.message),
            place(&finding.file, Some(finding.line), options),
            h(&finding.id)
        ));
    }
    for (rule, items) in by_rule {
        let known = document.rules.iter().find(|known| known.id == rule);
        let title = known.map_or(rule, |known| known.title.as_str());
        let _ = write!(html, "<h3>{} <span class=\"soft\">{}</span></h3>", h(title), h(rule));
        if let Some(known) = known {
            let _ = write!(html, "<p>{} {} {}</p>", prose(&known.says), prose(&known.matters), prose(&known.fix));
        }
        html.push_str(&list(&items, OPEN));
    }
    html
}

fn notes(document: &Document, options: &Options) -> String {
    let mut html = format!(
        "<h2 id=\"coverage\">Coverage: what was understood, and what was not</h2><p>{}.</p>",
        h(&words::coverage(document).join(", "))
    );
    let gaps = document.gaps.iter();
    let gaps: Vec<String> =
        gaps.map(|gap| format!("{} {}: {}", words::number(gap.count), code(&gap.kind), prose(&gap.words))).collect();
    html.push_str(&list(&gaps, OPEN * 2));
    let said = document.diagnostics.iter().map(|diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Info => String::new(),
            grave => format!("<b>{}</b> ", grave.as_str()),
        };
        let file = diagnostic.file.as_deref();
        let place = file.map(|file| format!(" {}", place(file, diagnostic.line, options)));
        format!("{severity}{}{}", prose(&diagnostic.message), place.unwrap_or_default())
    });
    html.push_str(&list(&said.collect::<Vec<_>>(), OPEN));
    let kinds = document.proposals.iter().flat_map(|proposal| &proposal.blockers).count();
    let _ = write!(
        html,
        "<p class=\"soft\">{} {}. {}{}</p>",
        h(&document.tool.name),
        h(&document.tool.version),
        rules::BOUNDARY.help,
        if kinds > 0 { " Scores run from 0 to 1." } else { "" }
    );
    html
}
