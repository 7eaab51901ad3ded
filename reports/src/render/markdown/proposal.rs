//! One proposal as a folded part of the page.

use std::io::{self, Write};

use super::{fold, place, unfold};
use crate::document::v1::{Proposal, Role};
use crate::render::escape::{markdown, markdown_code};
use crate::render::{Options, words};

pub(super) fn render(proposal: &Proposal, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let (verdict, score) = (proposal.verdict.as_str(), proposal.score);
    fold(&format!("{}. {}: {verdict}, {score}", proposal.rank, proposal.name), out)?;
    let names = |names: &[String]| match names {
        [] => "nothing".to_owned(),
        names => names.iter().map(|name| markdown_code(name)).collect::<Vec<_>>().join(", "),
    };
    let owned: Vec<String> = proposal.owns.tables.iter().chain(&proposal.owns.columns).cloned().collect();
    writeln!(out, "Owns {}. In the monolith stays {}.\n", names(&owned), names(&proposal.stays))?;
    sensitive(proposal, out)?;
    blockers(proposal, options, out)?;
    people(proposal, options, out)?;
    writeln!(out, "**Why it is a process**\n")?;
    for evidence in &proposal.evidence {
        let place = place(&evidence.file, Some(evidence.line), options);
        writeln!(out, "- {} ({place})", markdown(&evidence.claim))?;
    }
    writeln!(out, "\n**What the score is made of**\n")?;
    for signal in &proposal.signals {
        writeln!(out, "- {:+.2} {}: {}", signal.contribution.value(), markdown(&signal.id), markdown(&signal.words))?;
    }
    writeln!(out)?;
    unfold(out)
}

/// The sensitive data that goes along, and who could still read it.
fn sensitive(proposal: &Proposal, out: &mut dyn Write) -> io::Result<()> {
    if proposal.takes_out.is_empty() {
        return Ok(());
    }
    writeln!(out, "**Sensitive data that leaves the monolith**\n")?;
    for one in &proposal.takes_out {
        let columns: Vec<String> = one.columns.iter().map(|name| markdown_code(name)).collect();
        let readers = markdown(&words::readers(std::slice::from_ref(one)));
        writeln!(out, "- {}: {}; {readers}", markdown(&one.class), columns.join(", "))?;
    }
    writeln!(out)
}

fn blockers(proposal: &Proposal, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if proposal.blockers.is_empty() {
        return Ok(());
    }
    writeln!(out, "**Fix first**\n")?;
    for blocker in &proposal.blockers {
        let kind = blocker.kind.code().replace('_', " ");
        let by = blocker.function.as_deref().map(|function| format!(" by {}", markdown_code(words::last(function))));
        let data: Vec<String> = blocker.data.iter().map(|name| markdown_code(name)).collect();
        let place = place(&blocker.file, Some(blocker.line), options);
        writeln!(
            out,
            "- {}{}: {}: {} ({place})",
            markdown(&kind),
            by.unwrap_or_default(),
            data.join(", "),
            markdown(&blocker.fix)
        )?;
    }
    writeln!(out)
}

/// What goes along besides data.
fn effects(proposal: &Proposal, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    if proposal.effects.is_empty() {
        return Ok(());
    }
    writeln!(out, "**Reaches besides the database**\n")?;
    for effect in proposal.effects.iter().filter(|effect| !effect.shared) {
        let place = place(&effect.file, Some(effect.line), options);
        writeln!(out, "- {} ({place})", markdown(&words::effect(effect)))?;
    }
    if let Some(shared) = words::shared_effects(proposal) {
        writeln!(out, "- {}", markdown(&shared))?;
    }
    writeln!(out)
}

fn people(proposal: &Proposal, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "**Operations**\n")?;
    for operation in &proposal.operations {
        let place = place(&operation.file, Some(operation.line), options);
        let role = match operation.role {
            Role::Entry => "entry point ",
            Role::Step => "",
        };
        let by = operation.starts_by.as_deref().map(|by| format!(", started by {}", markdown_code(by)));
        writeln!(out, "- {role}{}{} ({place})", markdown_code(words::last(&operation.function)), by.unwrap_or_default())?;
    }
    writeln!(out)?;
    effects(proposal, options, out)?;
    if proposal.consumers.is_empty() {
        return Ok(());
    }
    writeln!(out, "**Consumers: outside, and would call its API**\n")?;
    for consumer in &proposal.consumers {
        let place = place(&consumer.file, Some(consumer.line), options);
        let reads: Vec<String> = consumer.reads.iter().map(|name| markdown_code(name)).collect();
        writeln!(out, "- {} reads {} ({place})", markdown_code(words::last(&consumer.function)), reads.join(", "))?;
    }
    writeln!(out)
}
