//! The document for a pull request's comment or a wiki page: the summary first, details folded.
//!
//! Every text of the analysed code goes through `escape::markdown` or `escape::markdown_code`.

mod proposal;

use std::io::{self, Write};

use super::access::Access;
use super::escape::{html, markdown, markdown_code};
use super::{Options, mermaid, words};
use crate::document::v1::{Document, Proposal, Severity, Verdict};

/// So many proposals stand in the open; more would bury what follows.
const OPEN: usize = 15;

/// Boundaries that a picture on a page has room for.
const PICTURE: usize = 40;

/// What a pull request's comment holds on GitHub is 65,536 characters; some are left for who posts it.
const COMMENT: usize = 60_000;

pub(super) fn render(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    summary(document, options, &mut before)?;
    picture(document, options, &mut before)?;
    sensitive(document, options, &mut after)?;
    nouns(document, options, &mut after)?;
    findings(document, options, &mut after)?;
    notes(document, options, &mut after)?;
    out.write_all(&before)?;
    let room = if options.full { usize::MAX } else { COMMENT.saturating_sub(before.len() + after.len()) };
    details(document, options, room, out)?;
    out.write_all(&after)
}

/// The boundaries one by one, the best first, as many as there is room for.
fn details(document: &Document, options: &Options, mut room: usize, out: &mut dyn Write) -> io::Result<()> {
    for (at, one) in document.proposals.iter().enumerate() {
        let mut text = Vec::new();
        proposal::render(document, one, options, &mut text)?;
        let Some(rest) = room.checked_sub(text.len()) else {
            let left = words::count((document.proposals.len() - at) as u64, "boundary");
            return writeln!(out, "The details of {left} are left out, so that this fits a comment; `--all` writes them.\n");
        };
        room = rest;
        out.write_all(&text)?;
    }
    Ok(())
}

fn summary(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let all = &document.proposals;
    let total = (all.len() + options.left_out) as u64;
    writeln!(out, "## Gerund: {}\n", words::count(total, "proposed boundary"))?;
    let with = |verdict| all.iter().filter(|proposal| proposal.verdict == verdict).count();
    writeln!(
        out,
        "{} ready to extract (keys and joins apart), {} to fix first, {} to leave. Analysed {}.\n",
        with(Verdict::Extract),
        with(Verdict::FixFirst),
        with(Verdict::Leave),
        words::size(document).join(", ")
    )?;
    if all.is_empty() {
        return writeln!(out, "No process was found that could own data.\n");
    }
    table(&all[..all.len().min(OPEN)], out)?;
    if all.len() > OPEN {
        fold(&format!("{} more", words::number((all.len() - OPEN) as u64)), out)?;
        table(&all[OPEN..], out)?;
        unfold(out)?;
    }
    if options.left_out > 0 {
        writeln!(out, "{} left out by the selection.\n", words::count(options.left_out as u64, "proposal"))?;
    }
    Ok(())
}

fn table(proposals: &[Proposal], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| # | boundary | verdict | score | owns | blockers |")?;
    writeln!(out, "|--:|---|---|--:|---|---|")?;
    for proposal in proposals {
        let owned: Vec<&String> = proposal.owns.tables.iter().chain(&proposal.owns.columns).collect();
        let shown: Vec<String> = owned.iter().take(4).map(|name| markdown_code(name)).collect();
        let more = if owned.len() > 4 { format!(" and {} more", owned.len() - 4) } else { String::new() };
        let blockers = match proposal.blockers.as_slice() {
            [] => "none".to_owned(),
            blockers => markdown(&words::kinds(blockers)),
        };
        writeln!(
            out,
            "| {} | **{}** | {} | {} | {}{more} | {blockers} |",
            proposal.rank,
            markdown(&proposal.name),
            proposal.verdict.as_str(),
            proposal.score,
            shown.join(", "),
        )?;
    }
    writeln!(out)
}

fn picture(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.proposals.is_empty() || document.proposals.len() > PICTURE {
        return Ok(());
    }
    fold("Picture: boundaries, and the nouns that stay", out)?;
    writeln!(out, "```mermaid")?;
    mermaid::render(document, options, out)?;
    writeln!(out, "```\n")?;
    unfold(out)
}

fn sensitive(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.sensitive.is_empty() {
        return Ok(());
    }
    fold("Sensitive data: who produces it, who reads it", out)?;
    writeln!(out, "| column | class | produced by | read by |\n|---|---|---|---|")?;
    let access = Access::of(document);
    for one in &document.sensitive {
        let column = match options.link(&one.file, one.line) {
            Some(address) => format!("[{}](<{}>)", markdown_code(&one.column), html(&address)),
            None => markdown_code(&one.column),
        };
        let (writers, readers) = (access.writers(one).join(", "), access.readers(one).join(", "));
        writeln!(out, "| {column} | {} | {} | {} |", markdown(&one.class), markdown(&writers), markdown(&readers))?;
    }
    writeln!(out)?;
    unfold(out)
}

fn nouns(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.nouns.is_empty() {
        return Ok(());
    }
    fold(&format!("{} that stay", words::count(document.nouns.len() as u64, "noun")), out)?;
    for noun in &document.nouns {
        let place = place(&noun.file, Some(noun.line), options);
        writeln!(out, "- {}: {} ({place})", markdown_code(&noun.table), markdown(&noun.why))?;
    }
    writeln!(out)?;
    unfold(out)
}

fn findings(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.findings.is_empty() {
        return Ok(());
    }
    fold(&format!("{} beyond the boundaries", words::count(document.findings.len() as u64, "finding")), out)?;
    let mut rule = "";
    for finding in &document.findings {
        if rule != finding.rule {
            rule = &finding.rule;
            match document.rules.iter().find(|known| known.id == rule) {
                Some(known) => writeln!(out, "\n**{}.** {} {}\n", markdown(&known.title), markdown(&known.matters), markdown(&known.fix))?,
                None => writeln!(out, "\n**{}**\n", markdown(rule))?,
            }
        }
        let place = place(&finding.file, Some(finding.line), options);
        writeln!(out, "- {} ({place}) {}", markdown(&finding.message), markdown_code(&finding.id))?;
    }
    writeln!(out)?;
    unfold(out)
}

fn notes(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Coverage: {}.\n", words::coverage(document).join(", "))?;
    if document.gaps.is_empty() && document.diagnostics.is_empty() {
        return Ok(());
    }
    fold("What was not understood", out)?;
    for gap in &document.gaps {
        writeln!(out, "- {} {}: {}", words::number(gap.count), markdown(&gap.kind), markdown(&gap.words))?;
    }
    for diagnostic in &document.diagnostics {
        let place = diagnostic.file.as_ref().map(|file| format!(" ({})", place(file, diagnostic.line, options)));
        let severity = match diagnostic.severity {
            Severity::Info => String::new(),
            grave => format!("{}: ", grave.as_str()),
        };
        writeln!(out, "- {severity}{}{}", markdown(&diagnostic.message), place.unwrap_or_default())?;
    }
    writeln!(out)?;
    unfold(out)
}

/// `file:line`, linked where the code can be looked at.
pub(super) fn place(file: &str, line: Option<u32>, options: &Options) -> String {
    let text = line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
    let shown = markdown_code(&text);
    match options.link(file, line.unwrap_or(1)) {
        Some(address) => format!("[{shown}](<{}>)", html(&address)),
        None => shown,
    }
}

/// Begins a folded part.
fn fold(title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<details><summary>{}</summary>\n", html(title))
}

fn unfold(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</details>\n")
}
