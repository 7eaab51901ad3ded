//! An explanation as text for a terminal. It is no format of the document: it is asked for one name at a time.

use std::io::{self, Write};

use super::Options;
use super::terminal::Page;
use crate::explanation::{Explanation, Point};

/// Writes the whole argument, nothing cut.
///
/// # Errors
/// When writing fails.
pub fn explanation(explanation: &Explanation, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, options);
    page.title(&explanation.title)?;
    for section in &explanation.sections {
        page.blank()?;
        page.title(&section.heading)?;
        section.points.iter().try_for_each(|one| point(one, &mut page))?;
    }
    Ok(())
}

fn point(point: &Point, page: &mut Page<'_>) -> io::Result<()> {
    let place = point.place.as_ref().map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"));
    page.text("  ", &format!("{}{place}", point.claim))?;
    for step in &point.way {
        page.text("      ", &format!("{} ({}:{})", step.claim, step.file, step.line))?;
    }
    Ok(())
}
