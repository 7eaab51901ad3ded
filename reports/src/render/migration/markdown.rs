//! The checklist for a wiki page or an issue.

use std::io::{self, Write};

use super::lines;
use crate::migration::{Draft, Migration, Place, Stage, Step};
use crate::render::Options;
use crate::render::escape::markdown;
use crate::render::markdown::place;

pub(super) fn render(migration: &Migration, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Migration of {}\n", markdown(&migration.name))?;
    for line in &migration.summary {
        writeln!(out, "{}\n", markdown(line))?;
    }
    for (at, one) in migration.stages.iter().enumerate() {
        stage(at + 1, one, options, out)?;
    }
    Ok(())
}

fn stage(number: usize, stage: &Stage, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {number}. {}\n\n{}\n", markdown(stage.title), markdown(&stage.why))?;
    for (at, one) in stage.steps.iter().enumerate() {
        step(&format!("{number}.{}", at + 1), one, options, out)?;
    }
    Ok(())
}

fn step(number: &str, step: &Step, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let shown = |at: &Option<Place>| {
        at.as_ref().map(|at| format!(" ({})", place(&at.file, Some(at.line), options))).unwrap_or_default()
    };
    writeln!(out, "- [ ] **{number}** {}{}", markdown(&step.what), shown(&step.place))?;
    for point in &step.points {
        writeln!(out, "  - {}{}", markdown(&point.text), shown(&point.place))?;
    }
    fenced(&step.sql, out)?;
    if let Some(check) = &step.check {
        writeln!(out, "\n  *Check:* {}", markdown(check))?;
    }
    if let Some(back) = &step.way_back {
        writeln!(out, "\n  *Way back:* {}", markdown(back))?;
    }
    writeln!(out)
}

/// In a fence that is longer than any in the text.
fn fenced(drafts: &[Draft], out: &mut dyn Write) -> io::Result<()> {
    if drafts.is_empty() {
        return Ok(());
    }
    let lines = lines(drafts);
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(out, "\n  {fence}sql")?;
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    writeln!(out, "  {fence}")
}
