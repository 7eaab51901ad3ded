//! One proposal in four lines, or in full with every list.

use std::collections::BTreeMap;
use std::io;

use super::super::words::{self, count, last};
use super::layout::Page;
use crate::document::v1::{Proposal, Role};

const INDENT: &str = "    ";
const DEEP: &str = "      ";

/// More columns of one table than these are given as a number.
const MANY_COLUMNS: usize = 2;

pub(super) fn render(proposal: &Proposal, page: &mut Page<'_>) -> io::Result<()> {
    if page.full() {
        page.blank()?;
    }
    page.heading(proposal.rank, &proposal.name, proposal.verdict, proposal.score)?;
    data(proposal, page)?;
    page.line(INDENT, &words::figures(proposal))?;
    if page.full() {
        sensitive(proposal, page)?;
        return lists(proposal, page);
    }
    match proposal.evidence.first() {
        Some(evidence) => page.claim(INDENT, &evidence.claim, &evidence.file, Some(evidence.line)),
        None => Ok(()),
    }
}

/// The sensitive data that goes along, and who could still read it.
fn sensitive(proposal: &Proposal, page: &mut Page<'_>) -> io::Result<()> {
    for one in &proposal.takes_out {
        let (columns, readers) = (one.columns.join(", "), words::readers(std::slice::from_ref(one)));
        page.text(INDENT, &format!("takes out {} data: {columns}; {readers}", one.class))?;
    }
    Ok(())
}

fn data(proposal: &Proposal, page: &mut Page<'_>) -> io::Result<()> {
    let stays: &[String] = &proposal.stays;
    if page.full() {
        let owned: Vec<String> = proposal.owns.tables.iter().chain(&proposal.owns.columns).cloned().collect();
        page.items(&format!("{INDENT}owns  "), &owned, ", ")?;
        return if stays.is_empty() { Ok(()) } else { page.items(&format!("{INDENT}stays "), stays, ", ") };
    }
    let columns = short(&proposal.owns.columns);
    let owned: Vec<String> = proposal.owns.tables.iter().cloned().chain(columns).collect();
    page.pair(INDENT, ("owns ", &owned), ("stays ", &short(stays)))
}

/// Columns by name, or by number where a table has more than a line can name.
fn short(columns: &[String]) -> Vec<String> {
    let mut by_table: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for column in columns {
        let table = column.rsplit_once('.').map_or("", |(table, _)| table);
        by_table.entry(table).or_default().push(column);
    }
    let mut items = Vec::new();
    for (table, columns) in by_table {
        match columns.len() > MANY_COLUMNS && !table.is_empty() {
            true => items.push(format!("{} of {table}", count(columns.len() as u64, "column"))),
            false => items.extend(columns.into_iter().cloned()),
        }
    }
    items
}

fn lists(proposal: &Proposal, page: &mut Page<'_>) -> io::Result<()> {
    for evidence in &proposal.evidence {
        page.claim(INDENT, &format!("because {}", evidence.claim), &evidence.file, Some(evidence.line))?;
    }
    for signal in &proposal.signals {
        page.text(INDENT, &format!("{:+.2} {}: {}", signal.contribution.value(), signal.id, signal.words))?;
    }
    for operation in &proposal.operations {
        let role = match operation.role {
            Role::Entry => "entry",
            Role::Step => "step",
        };
        page.claim(
            INDENT,
            &format!("{role} {}", last(&operation.function)),
            &operation.file,
            Some(operation.line),
        )?;
    }
    for consumer in &proposal.consumers {
        let text = format!("consumer {} reads {}", last(&consumer.function), consumer.reads.join(", "));
        page.claim(INDENT, &text, &consumer.file, Some(consumer.line))?;
    }
    for effect in proposal.effects.iter().filter(|effect| !effect.shared) {
        page.claim(INDENT, &format!("reaches {}", words::effect(effect)), &effect.file, Some(effect.line))?;
    }
    if let Some(shared) = words::shared_effects(proposal) {
        page.text(INDENT, &shared)?;
    }
    for blocker in &proposal.blockers {
        let kind = blocker.kind.code().replace('_', " ");
        let by = blocker.function.as_deref().map_or(String::new(), |f| format!(" by {}", last(f)));
        let text = format!("blocker: {kind}{by}: {}", blocker.data.join(", "));
        page.claim(INDENT, &text, &blocker.file, Some(blocker.line))?;
        page.text(DEEP, &format!("fix: {}", blocker.fix))?;
    }
    Ok(())
}
