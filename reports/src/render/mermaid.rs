//! The boundary graph for Mermaid, as it stands in a Markdown page: boundaries as boxes, nouns as rounded ones.

use std::io::{self, Write};

use super::graph::{Graph, Node};
use super::{Options, escape, words};
use crate::document::v1::{Document, Verdict};

pub(super) fn render(document: &Document, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    graph(document, out)?;
    for finding in &document.findings {
        // As in an address: a comment has no entities, and some readers end it at a semicolon.
        writeln!(out, "  %% finding {}", escape::url(&finding.id))?;
    }
    Ok(())
}

/// The picture alone.
pub(super) fn graph(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let graph = Graph::of(document);
    writeln!(out, "flowchart LR")?;
    for (at, proposal) in graph.boundaries.iter().enumerate() {
        let class = class(proposal.verdict);
        let (verdict, score) = (proposal.verdict.as_str(), proposal.score);
        let name = escape::mermaid(&proposal.name);
        let blockers = words::count(proposal.blockers.len() as u64, "blocker");
        writeln!(out, "  b{at}[\"{name}<br/>{verdict} {score}, {blockers}\"]:::{class}")?;
    }
    for (at, noun) in graph.nouns.iter().enumerate() {
        writeln!(out, "  n{at}([\"{}\"]):::noun", escape::mermaid(&noun.table))?;
    }
    for edge in &graph.edges {
        let to = match edge.to {
            Node::Boundary(at) => format!("b{at}"),
            Node::Noun(at) => format!("n{at}"),
        };
        let arrow = if edge.writes > 0 { "-->" } else { "-.->" };
        match edge.words() {
            words if words.is_empty() => writeln!(out, "  b{} {arrow} {to}", edge.from)?,
            words => writeln!(out, "  b{} {arrow}|\"{words}\"| {to}", edge.from)?,
        }
    }
    writeln!(out, "  classDef extract fill:#d7f0dd,stroke:#2e7d46,color:#111")?;
    writeln!(out, "  classDef fixfirst fill:#fdf0cc,stroke:#a97a00,color:#111")?;
    writeln!(out, "  classDef leave fill:#eeeeee,stroke:#777,color:#111")?;
    writeln!(out, "  classDef noun fill:#e3ecfa,stroke:#3b62a8,color:#111")?;
    if graph.left_out > 0 {
        writeln!(out, "  %% {} more with less traffic are not shown", words::count(graph.left_out as u64, "edge"))?;
    }
    Ok(())
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Extract => "extract",
        Verdict::FixFirst => "fixfirst",
        Verdict::Leave => "leave",
    }
}
