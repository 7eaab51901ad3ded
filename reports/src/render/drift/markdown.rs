//! Drift as a pull request's comment: what this change adds and removes, at which lines, who owns the data, how to fix it.

use std::io::{self, Write};

use super::super::escape::{markdown, markdown_code};
use super::super::words::last;
use super::super::{Options, escape};
use super::{Report, owners, subject, title, verdict};
use crate::drift::{Gone, Violation};

/// So many stand in the open; more are folded.
const OPEN: usize = 20;

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let drift = &report.drift;
    writeln!(out, "### Gerund: {}\n", markdown(&verdict(report)))?;
    added(&drift.new, options, out)?;
    for gap in &drift.gaps {
        let (kind, words) = (markdown(&gap.kind), markdown(&gap.words));
        writeln!(out, "- More {kind}: {} before, {} now ({words})", gap.before, gap.now)?;
    }
    removed(&drift.gone, out)?;
    if !drift.moved.is_empty() {
        let count = drift.moved.len();
        writeln!(out, "{count} known, in another file now: `gerund drift --update-baseline` writes where.\n")?;
    }
    if !drift.notes.is_empty() {
        fold(&format!("{} told, failing nothing", drift.notes.len()), out)?;
        table(&drift.notes, options, out)?;
        writeln!(out, "</details>\n")?;
    }
    if !drift.known.is_empty() {
        fold(&format!("{} known", drift.known.len()), out)?;
        table(&drift.known, options, out)?;
        writeln!(out, "</details>\n")?;
    }
    let (plan, baseline) = (markdown_code(&report.plan), markdown(&report.baseline));
    writeln!(out, "{} boundaries in {plan}, compared with {baseline}.", report.boundaries)
}

fn added(new: &[Violation], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    writeln!(out, "**This change adds:**\n")?;
    table(&new[..new.len().min(OPEN)], options, out)?;
    if new.len() > OPEN {
        fold(&format!("{} more", new.len() - OPEN), out)?;
        table(&new[OPEN..], options, out)?;
        writeln!(out, "</details>\n")?;
    }
    Ok(())
}

fn removed(gone: &[Gone], out: &mut dyn Write) -> io::Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    writeln!(out, "**This change removes** (`gerund drift --update-baseline` takes it out of the baseline):\n")?;
    for one in gone {
        let identity = &one.known.identity;
        let moved = one.moved_to.as_deref().map_or_else(String::new, |to| format!(", moved to {}?", markdown_code(last(to))));
        let function = match identity.function.as_str() {
            "" => String::new(),
            function => format!(" by {}", markdown_code(last(function))),
        };
        let (boundary, title, data) = (markdown(&identity.boundary), title(&identity.rule), markdown_code(&identity.data));
        writeln!(out, "- {boundary}: {title}{function}, {data}{moved}")?;
    }
    writeln!(out)
}

fn table(all: &[Violation], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| boundary | owners | what | where | to fix it |\n|---|---|---|---|---|")?;
    for one in all {
        let place = format!("{}:{}", one.file, one.line);
        let place = match options.link(&one.file, one.line) {
            Some(address) => format!("[{}]({})", markdown(&place), escape::html(&address)),
            None => markdown_code(&place),
        };
        let (boundary, owners) = (markdown(&one.identity.boundary), markdown(&owners(one)));
        let what = format!("{}: {}", markdown_code(subject(one)), markdown(&one.message));
        writeln!(out, "| {boundary} | {owners} | {what} | {place} | {} |", markdown(&one.fix))?;
    }
    writeln!(out)
}

fn fold(summary: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<details><summary>{}</summary>\n", escape::html(summary))
}
