//! The checklist for a terminal.

use std::io::{self, Write};

use super::lines;
use crate::migration::{Migration, Place, Step};
use crate::render::Options;
use crate::render::terminal::Page;

pub(super) fn render(migration: &Migration, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options);
    page.title(&format!("Migration of {}", migration.name))?;
    for line in &migration.summary {
        page.blank()?;
        page.text("", line)?;
    }
    for (at, stage) in migration.stages.iter().enumerate() {
        let number = at + 1;
        page.blank()?;
        page.title(&format!("{number}. {}", stage.title))?;
        page.text("", &stage.why)?;
        for (at, one) in stage.steps.iter().enumerate() {
            page.blank()?;
            step(&format!("{number}.{}", at + 1), one, &mut page)?;
        }
    }
    Ok(())
}

fn step(number: &str, step: &Step, page: &mut Page<'_>) -> io::Result<()> {
    let shown =
        |at: &Option<Place>| at.as_ref().map(|at| format!(" ({}:{})", at.file, at.line)).unwrap_or_default();
    page.text("", &format!("[ ] {number} {}{}", step.what, shown(&step.place)))?;
    for point in &step.points {
        page.text("      ", &format!("{}{}", point.text, shown(&point.place)))?;
    }
    for line in lines(&step.sql) {
        page.whole(&format!("      {line}"))?;
    }
    if let Some(check) = &step.check {
        page.text("    ", &format!("check: {check}"))?;
    }
    if let Some(back) = &step.way_back {
        page.text("    ", &format!("way back: {back}"))?;
    }
    Ok(())
}
