//! The document for a pull request's comment or a wiki page: the summary first, details folded.
//!
//! Every text of the analysed code goes through `escape::markdown` or `escape::markdown_code`.

mod proposal;

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::access::Access;
use super::escape::{html, markdown, markdown_code};
use super::{Options, mermaid, words};
use crate::document::v1::{Document, Finding, Noun, Proposal, SensitiveColumn, Severity, Verdict};

/// So many proposals stand in the open; more would bury what follows.
const OPEN: usize = 15;

/// Boundaries that a picture on a page has room for.
const PICTURE: usize = 40;

/// What a pull request's comment holds on GitHub is 65,536 characters; some are left for who posts it.
const COMMENT: usize = 60_000;

/// Of that, what each part may take, in bytes, so that none buries the others; details of boundaries have what remains.
/// Every boundary's name and every finding's id stand there whatever they take: nothing is lost without a word.
const PICTURE_ROOM: usize = 8_000;
const SENSITIVE_ROOM: usize = 5_000;
const NOUNS_ROOM: usize = 3_000;
const FINDINGS_ROOM: usize = 7_000;
const NOTES_ROOM: usize = 4_000;

/// Findings of one rule that stand in a comment.
const OF_A_RULE: usize = 5;

pub(super) fn render(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    summary(document, options, &mut before)?;
    picture(document, options, &mut before)?;
    sensitive(document, options, &mut after)?;
    nouns(document, options, &mut after)?;
    findings(document, options, &mut after)?;
    notes(document, options, &mut after)?;
    out.write_all(&before)?;
    let room = room(COMMENT.saturating_sub(before.len() + after.len()), options);
    details(document, options, room, out)?;
    out.write_all(&after)
}

/// No limit where all is asked for.
fn room(bytes: usize, options: &Options) -> usize {
    if options.full { usize::MAX } else { bytes }
}

/// Writes the lines that there is room for, and gives how many are left out.
fn lines(lines: &[String], mut room: usize, out: &mut dyn Write) -> io::Result<usize> {
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = room.checked_sub(line.len() + 1) else { return Ok(lines.len() - at) };
        room = rest;
        writeln!(out, "{line}")?;
    }
    Ok(0)
}

/// Says how many are left out, after an empty line.
fn left_out(count: usize, what: &str, out: &mut dyn Write) -> io::Result<()> {
    match count {
        0 => writeln!(out),
        count => writeln!(out, "\n{} not shown here; `--all` writes them.\n", words::count(count as u64, what)),
    }
}

/// The boundaries one by one, the best first, as many as there is room for.
fn details(document: &Document, options: &Options, mut room: usize, out: &mut dyn Write) -> io::Result<()> {
    for (at, one) in document.proposals.iter().enumerate() {
        let mut text = Vec::new();
        proposal::render(one, options, &mut text)?;
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
    let rows: Vec<String> = all.iter().map(row).collect();
    let (open, more) = rows.split_at(rows.len().min(OPEN));
    writeln!(out, "{HEAD}\n{}\n", open.join("\n"))?;
    if !more.is_empty() {
        fold(&format!("{} more", words::number(more.len() as u64)), out)?;
        writeln!(out, "{HEAD}\n{}\n", more.join("\n"))?;
        unfold(out)?;
    }
    if options.left_out > 0 {
        writeln!(out, "{} left out by the selection.\n", words::count(options.left_out as u64, "proposal"))?;
    }
    Ok(())
}

const HEAD: &str = "| # | boundary | verdict | score | owns | sensitive | blockers |\n|--:|---|---|--:|---|---|---|";

fn row(proposal: &Proposal) -> String {
    let owned: Vec<&String> = proposal.owns.tables.iter().chain(&proposal.owns.columns).collect();
    let shown: Vec<String> = owned.iter().take(4).map(|name| markdown_code(name)).collect();
    let more = if owned.len() > 4 { format!(" and {} more", owned.len() - 4) } else { String::new() };
    let blockers = match proposal.blockers.as_slice() {
        [] => "none".to_owned(),
        blockers => markdown(&words::kinds(blockers)),
    };
    format!(
        "| {} | **{}** | {} | {} | {}{more} | {} | {blockers} |",
        proposal.rank,
        markdown(&proposal.name),
        proposal.verdict.as_str(),
        proposal.score,
        shown.join(", "),
        markdown(&words::classes(proposal)),
    )
}

fn picture(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.proposals.is_empty() || document.proposals.len() > PICTURE {
        return Ok(());
    }
    let mut graph = Vec::new();
    mermaid::graph(document, &mut graph)?;
    if graph.len() > room(PICTURE_ROOM, options) {
        return Ok(());
    }
    fold("Picture: boundaries, and the nouns that stay", out)?;
    writeln!(out, "```mermaid")?;
    out.write_all(&graph)?;
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
    let row = |one: &SensitiveColumn| {
        let column = match options.link(&one.file, one.line) {
            Some(address) => format!("[{}](<{}>)", markdown_code(&one.column), html(&address)),
            None => markdown_code(&one.column),
        };
        let (writers, readers) = (access.writers(one).join(", "), access.readers(one).join(", "));
        format!("| {column} | {} | {} | {} |", markdown(&one.class), markdown(&writers), markdown(&readers))
    };
    let rows: Vec<String> = document.sensitive.iter().map(row).collect();
    let missing = lines(&rows, room(SENSITIVE_ROOM, options), out)?;
    left_out(missing, "column", out)?;
    unfold(out)
}

fn nouns(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.nouns.is_empty() {
        return Ok(());
    }
    fold(&format!("{} that stay", words::count(document.nouns.len() as u64, "noun")), out)?;
    let item = |noun: &Noun| {
        let place = place(&noun.file, Some(noun.line), options);
        format!("- {}: {} ({place})", markdown_code(&noun.table), markdown(&noun.why))
    };
    let items: Vec<String> = document.nouns.iter().map(item).collect();
    let missing = lines(&items, room(NOUNS_ROOM, options), out)?;
    left_out(missing, "noun", out)?;
    unfold(out)
}

fn findings(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if document.findings.is_empty() {
        return Ok(());
    }
    fold(&format!("{} beyond the boundaries", words::count(document.findings.len() as u64, "finding")), out)?;
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &document.findings {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let each = room(FINDINGS_ROOM / by_rule.len().max(1), options);
    for (rule, found) in by_rule {
        of_rule(document, rule, &found, each, options, out)?;
    }
    unfold(out)
}

/// What one rule found: some in words, then the ids of the others.
fn of_rule(
    document: &Document,
    rule: &str,
    found: &[&Finding],
    bytes: usize,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    match document.rules.iter().find(|known| known.id == rule) {
        Some(known) => {
            let (title, matters, fix) = (markdown(&known.title), markdown(&known.matters), markdown(&known.fix));
            writeln!(out, "\n**{title}.** {matters} {fix}\n")?;
        }
        None => writeln!(out, "\n**{}**\n", markdown(rule))?,
    }
    let item = |finding: &&Finding| {
        let place = place(&finding.file, Some(finding.line), options);
        format!("- {} ({place}) {}", markdown(&finding.message), markdown_code(&finding.id))
    };
    let items: Vec<String> = found.iter().take(room(OF_A_RULE, options)).map(item).collect();
    let shown = items.len() - lines(&items, bytes, out)?;
    if shown < found.len() {
        let ids: Vec<String> = found[shown..].iter().map(|finding| markdown_code(&finding.id)).collect();
        let more = words::number(ids.len() as u64);
        writeln!(out, "- {more} more, in words with `--all`: {}", ids.join(", "))?;
    }
    writeln!(out)
}

fn notes(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Coverage: {}.\n", words::coverage(document).join(", "))?;
    if document.gaps.is_empty() && document.diagnostics.is_empty() {
        return Ok(());
    }
    fold("What was not understood", out)?;
    let gaps = document.gaps.iter();
    let gaps =
        gaps.map(|gap| format!("- {} {}: {}", words::number(gap.count), markdown(&gap.kind), markdown(&gap.words)));
    let said = document.diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.file.as_ref().map(|file| format!(" ({})", place(file, diagnostic.line, options)));
        let severity = match diagnostic.severity {
            Severity::Info => String::new(),
            grave => format!("{}: ", grave.as_str()),
        };
        format!("- {severity}{}{}", markdown(&diagnostic.message), place.unwrap_or_default())
    });
    let all: Vec<String> = gaps.chain(said).collect();
    let missing = lines(&all, room(NOTES_ROOM, options), out)?;
    left_out(missing, "note", out)?;
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
