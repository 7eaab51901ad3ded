//! Drift for a person at a terminal. A green run says what is known and gone, too.

use std::io::{self, Write};

use super::super::Options;
use super::super::terminal::Page;
use super::{Report, owners, subject, title, verdict};
use crate::drift::{GapGrowth, Gone, Moved, Violation};

/// So many known entries are shown without `--all`.
const KNOWN: usize = 5;

pub(super) fn render(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options);
    page.title(&verdict(report))?;
    let against = format!("{} with {} boundaries, against {}", report.plan, report.boundaries, report.baseline);
    page.text("", &against)?;
    let drift = &report.drift;
    section("New", &drift.new, &mut page)?;
    gaps(&drift.gaps, &mut page)?;
    section("Told, and failing nothing", &drift.notes, &mut page)?;
    moved(&drift.moved, &mut page)?;
    gone(&drift.gone, &mut page)?;
    let shown = if options.full { drift.known.len() } else { KNOWN.min(drift.known.len()) };
    if shown > 0 {
        page.blank()?;
        page.title("Known")?;
        for one in &drift.known[..shown] {
            page.text("  ", &known(one))?;
        }
        if shown < drift.known.len() {
            page.text("  ", &format!("… and {} more (--all)", drift.known.len() - shown))?;
        }
    }
    Ok(())
}

fn known(one: &Violation) -> String {
    let identity = &one.identity;
    let data = if identity.function.is_empty() { String::new() } else { format!(", {}", identity.data) };
    let (rule, subject) = (title(&identity.rule), subject(one));
    format!("{}: {rule}: {subject}{data} ({}:{})", identity.boundary, one.file, one.line)
}

fn section(heading: &str, all: &[Violation], page: &mut Page<'_>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.title(heading)?;
    for one in all {
        let boundary = &one.identity.boundary;
        let of = if boundary.is_empty() { String::new() } else { format!("{boundary}: ") };
        let owned = if one.owners.is_empty() { String::new() } else { format!(" (owned by {})", owners(one)) };
        page.text("  ", &format!("{of}{} {}{owned}", title(&one.identity.rule), subject(one)))?;
        page.text("      ", &format!("{}:{}: {}", one.file, one.line, one.message))?;
        page.text("      ", &format!("to fix it: {}", one.fix))?;
    }
    Ok(())
}

fn gaps(all: &[GapGrowth], page: &mut Page<'_>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.title("More was not understood than before")?;
    for gap in all {
        page.text("  ", &format!("{}: {} before, {} now ({})", gap.kind, gap.before, gap.now, gap.words))?;
    }
    Ok(())
}

fn moved(all: &[Moved], page: &mut Page<'_>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.title("Known, in another file now: `gerund drift --update-baseline` writes where")?;
    for one in all {
        let identity = &one.known.identity;
        let text = format!("{}: {} {} {}", identity.boundary, title(&identity.rule), one.to, identity.data);
        page.text("  ", &text)?;
    }
    Ok(())
}

fn gone(all: &[Gone], page: &mut Page<'_>) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.blank()?;
    page.title("Gone: `gerund drift --update-baseline` takes it out of the baseline")?;
    for one in all {
        let identity = &one.known.identity;
        let moved = one.moved_to.as_ref().map_or_else(String::new, |to| format!(" (moved to {to}?)"));
        let function = super::super::words::last(&identity.function);
        let text = format!("{}: {} {function} {}{moved}", identity.boundary, title(&identity.rule), identity.data);
        page.text("  ", &text)?;
    }
    Ok(())
}
