//! The boundary graph for Graphviz: boundaries as boxes, nouns as ellipses, one edge for each pair.

use std::io::{self, Write};

use super::graph::{Edge, Graph, Node};
use super::{Options, escape, words};
use crate::document::v1::{Document, Proposal, Verdict};

pub(super) fn render(document: &Document, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let graph = Graph::of(document);
    writeln!(out, "digraph gerund {{")?;
    writeln!(out, "  rankdir=LR; nodesep=0.25; ranksep=1.2;")?;
    writeln!(out, "  node [fontname=\"Helvetica\", fontsize=11]; edge [fontname=\"Helvetica\", fontsize=9, color=\"#888888\"];")?;
    for (at, proposal) in graph.boundaries.iter().enumerate() {
        boundary(at, proposal, out)?;
    }
    for (at, noun) in graph.nouns.iter().enumerate() {
        writeln!(out, "  n{at} [shape=ellipse, label=\"{}\"];", escape::dot(&noun.table))?;
    }
    for one in &graph.edges {
        edge(one, out)?;
    }
    for finding in &document.findings {
        writeln!(out, "  // finding {}", escape::dot(&finding.id))?;
    }
    if graph.left_out > 0 {
        writeln!(out, "  label=\"{} more with less traffic are not shown\";", words::count(graph.left_out as u64, "edge"))?;
    }
    writeln!(out, "}}")
}

fn boundary(at: usize, proposal: &Proposal, out: &mut dyn Write) -> io::Result<()> {
    let fill = match proposal.verdict {
        Verdict::Extract => "#d7f0dd",
        Verdict::FixFirst => "#fdf0cc",
        Verdict::Leave => "#eeeeee",
    };
    let blockers = words::count(proposal.blockers.len() as u64, "blocker");
    writeln!(
        out,
        "  b{at} [shape=box, style=\"filled,rounded\", fillcolor=\"{fill}\", label=\"{}\\n{} {}, {blockers}\"];",
        escape::dot(&proposal.name),
        proposal.verdict.as_str(),
        proposal.score,
    )
}

fn edge(edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
    let to = match edge.to {
        Node::Boundary(at) => format!("b{at}"),
        Node::Noun(at) => format!("n{at}"),
    };
    let style = if edge.writes > 0 { "solid" } else { "dashed" };
    let label = edge.words();
    writeln!(out, "  b{} -> {to} [style={style}, label=\"{label}\"];", edge.from)
}
