//! The document for a person at a terminal: one screen that needs no manual, or with [`Options::full`] everything.
//! Layout helpers stand in `terminal/layout.rs`.

mod layout;
mod proposal;

use std::io::{self, Write};

pub(super) use layout::Page;

use super::words::{self, count, number};
use super::Options;
use crate::document::v1::{Document, Noun, Severity};

/// Lines that one screen has for nouns, and for diagnostics.
const NOUN_LINES: usize = 2;
const DIAGNOSTIC_LINES: usize = 3;

pub(super) fn render(document: &Document, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options);
    heading(document, &mut page)?;
    proposals(document, options, &mut page)?;
    nouns(document, options, &mut page)?;
    findings(document, options, &mut page)?;
    coverage(document, options, &mut page)?;
    diagnostics(document, options, &mut page)?;
    hint(document, options, &mut page)
}

fn heading(document: &Document, page: &mut Page<'_>) -> io::Result<()> {
    page.items("Analysed ", &words::size(document), ", ")
}

fn proposals(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    page.blank()?;
    if document.proposals.is_empty() {
        return page.text("", &nothing(document, options));
    }
    let verbs = count(document.proposals.len() as u64 + options.left_out as u64, "process");
    page.title(&format!("{verbs} found, the best candidate for extraction first"))?;
    for entry in &document.proposals {
        proposal::render(entry, page)?;
    }
    match options.left_out {
        0 => Ok(()),
        more => page.quiet(&format!("… and {} more (--all)", number(more as u64))),
    }
}

/// Why there are no proposals.
fn nothing(document: &Document, options: &Options) -> String {
    let (m, sql) = (&document.monolith, &document.coverage.sql);
    if options.left_out > 0 {
        format!(
            "No proposal shown: {} left out by the selection.",
            count(options.left_out as u64, "proposal")
        )
    } else if m.tables == 0 {
        "No proposals: no table was found. Looked for SQL migrations and other *.sql files, Diesel's schema.rs and \
         SeaORM entities. Is the schema in another folder? Then give the folder that holds both."
            .to_owned()
    } else if sql.understood + sql.partly == 0 {
        format!(
            "No proposals: there are {}, but no statement in the code was understood to read or write them.",
            count(m.tables, "table")
        )
    } else {
        format!(
            "No proposals: no process was found that could own data. {} read or write {}, and all of them are \
             nouns or serve no process of their own.",
            count(sql.understood + sql.partly, "statement"),
            count(m.tables, "table")
        )
    }
}

fn nouns(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    if document.nouns.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.title("Nouns that stay: the whole monolith leans on them")?;
    if options.full {
        for noun in &document.nouns {
            page.claim("  ", &format!("{}: {}", noun.table, noun.why), &noun.file, Some(noun.line))?;
        }
        return Ok(());
    }
    let mut by_weight: Vec<&Noun> = document.nouns.iter().collect();
    // The document's order is by name; the heaviest say most to a reader.
    by_weight.sort_by_key(|noun| std::cmp::Reverse(noun.figures.values().max().copied()));
    let short: Vec<String> = by_weight.into_iter().map(in_short).collect();
    page.items_in("  ", &short, ", ", NOUN_LINES)
}

/// A noun with the figure that says most.
fn in_short(noun: &Noun) -> String {
    let largest = noun.figures.iter().max_by_key(|(name, value)| (**value, std::cmp::Reverse(name.as_str())));
    match largest {
        Some((name, value)) => format!("{} ({} {})", noun.table, number(*value), name.replace('_', " ")),
        None => noun.table.clone(),
    }
}

fn coverage(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    if options.full || document.findings.is_empty() {
        page.blank()?;
    }
    page.items("Coverage: ", &words::coverage(document), ", ")?;
    if options.full {
        for gap in &document.gaps {
            page.text("  ", &format!("{} {}: {}", number(gap.count), gap.kind, gap.words))?;
        }
    }
    Ok(())
}

/// What reviewers should look at: on a screen their number.
fn findings(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    if document.findings.is_empty() {
        return Ok(());
    }
    if options.full {
        page.blank()?;
        page.title("Findings beyond the boundaries")?;
        for finding in &document.findings {
            let text = format!("{} [{}]", finding.message, finding.id);
            page.claim("  ", &text, &finding.file, Some(finding.line))?;
        }
        return Ok(());
    }
    page.blank()?;
    page.items_in("Findings: ", &words::by_rule(&document.findings), ", ", 1)
}

fn diagnostics(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    let grave: Vec<_> =
        document.diagnostics.iter().filter(|d| options.full || d.severity != Severity::Info).collect();
    let shown = if options.full { grave.len() } else { grave.len().min(DIAGNOSTIC_LINES) };
    for diagnostic in &grave[..shown] {
        let text = format!("{}: {}", diagnostic.severity.as_str(), diagnostic.message);
        match &diagnostic.file {
            Some(file) => page.claim("", &text, file, diagnostic.line)?,
            None => page.text("", &text)?,
        }
    }
    match grave.len() - shown {
        0 => Ok(()),
        more => page.quiet(&format!("… and {} more warnings (--all)", number(more as u64))),
    }
}

fn hint(document: &Document, options: &Options, page: &mut Page<'_>) -> io::Result<()> {
    if document.proposals.is_empty() || options.full {
        return Ok(());
    }
    page.quiet(
        "Next: --all shows every list in full; --output report.html has a picture, evidence and fixes",
    )
}
