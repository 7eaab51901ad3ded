//! The graph of the boundaries that pictures show: boundaries, the nouns that stay, and who touches whose data.
//! It is made of the document alone; how it looks is for the formats.

use std::collections::BTreeMap;

use crate::document::v1::{Document, Noun, Proposal};

/// More edges than these nobody can follow: then each boundary keeps its share of them, the strongest, but at least one
/// and at most so many.
const MANY_EDGES: usize = 60;
const EDGES_EACH: usize = 3;

/// Boundaries and nouns with the edges between them.
pub(super) struct Graph<'a> {
    pub(super) boundaries: Vec<&'a Proposal>,
    /// Those that an edge leads to, in the document's order.
    pub(super) nouns: Vec<&'a Noun>,
    pub(super) edges: Vec<Edge>,
    /// Edges that are left out.
    pub(super) left_out: usize,
}

/// An index into the boundaries or the nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Boundary(usize),
    Noun(usize),
}

/// The functions of a boundary touch data of another, or of a noun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: Node,
    /// How many functions read and write; both 0 where only the schema or a transaction leads there.
    pub(super) reads: u64,
    pub(super) writes: u64,
    /// How many functions of the other it calls.
    pub(super) calls: u64,
}

impl Edge {
    /// `writes 2, reads 5`; empty where only the schema leads there.
    pub(super) fn words(&self) -> String {
        let parts = [("writes", self.writes), ("reads", self.reads), ("calls", self.calls)];
        let parts = parts.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n}"));
        parts.collect::<Vec<_>>().join(", ")
    }

    fn weight(&self) -> (u64, u64, u64) {
        (self.writes, self.calls, self.reads)
    }
}

impl<'a> Graph<'a> {
    pub(super) fn of(document: &'a Document) -> Graph<'a> {
        let mut edges = Edges::of(document);
        edges.add_uses(document);
        edges.add_calls(document);
        edges.add_lines(document);
        let mut all: Vec<Edge> = edges.all.into_values().collect();
        let before = all.len();
        if before > MANY_EDGES {
            let share = MANY_EDGES / document.proposals.len().max(1);
            all = strongest(&all, share.clamp(1, EDGES_EACH));
        }
        let left_out = before - all.len();
        let mut graph = Graph {
            boundaries: document.proposals.iter().collect(),
            nouns: Vec::new(),
            edges: all,
            left_out,
        };
        graph.keep_reached(document);
        graph
    }

    /// Nouns that no edge leads to say nothing in a picture.
    fn keep_reached(&mut self, document: &'a Document) {
        let mut places = BTreeMap::new();
        for edge in &self.edges {
            if let Node::Noun(at) = edge.to {
                places.insert(at, 0);
            }
        }
        for (new, old) in places.values_mut().enumerate() {
            *old = new;
        }
        self.nouns = places.keys().map(|at| &document.nouns[*at]).collect();
        for edge in &mut self.edges {
            if let Node::Noun(at) = &mut edge.to {
                *at = places[at];
            }
        }
    }
}

/// What each boundary has most of.
fn strongest(all: &[Edge], each: usize) -> Vec<Edge> {
    let of_one = |edges: &[Edge]| {
        let mut edges = edges.to_vec();
        edges.sort_by_key(|edge| std::cmp::Reverse(edge.weight()));
        edges.truncate(each);
        edges.sort_by_key(|edge| edge.to);
        edges
    };
    all.chunk_by(|a, b| a.from == b.from).flat_map(of_one).collect()
}

/// Edges by their ends, with what is needed to find those.
struct Edges<'a> {
    by_rank: BTreeMap<u32, usize>,
    /// Who holds a table.
    holders: BTreeMap<&'a str, Node>,
    all: BTreeMap<(usize, Node), Edge>,
}

impl<'a> Edges<'a> {
    fn of(document: &'a Document) -> Edges<'a> {
        let mut edges = Edges { by_rank: BTreeMap::new(), holders: BTreeMap::new(), all: BTreeMap::new() };
        for (at, noun) in document.nouns.iter().enumerate() {
            edges.holders.entry(&noun.table).or_insert(Node::Noun(at));
        }
        for (at, proposal) in document.proposals.iter().enumerate() {
            edges.by_rank.entry(proposal.rank).or_insert(at);
            for table in &proposal.owns.tables {
                edges.holders.insert(table, Node::Boundary(at));
            }
        }
        edges
    }

    fn edge(&mut self, from: usize, to: Node) -> &mut Edge {
        self.all.entry((from, to)).or_insert(Edge { from, to, reads: 0, writes: 0, calls: 0 })
    }

    fn add(&mut self, from: usize, table: &str, reads: u64, writes: u64) {
        match self.holders.get(table).copied() {
            Some(to) if to != Node::Boundary(from) => {
                let edge = self.edge(from, to);
                edge.reads = edge.reads.saturating_add(reads);
                edge.writes = edge.writes.saturating_add(writes);
            }
            _ => {}
        }
    }

    /// Which boundaries call which.
    fn add_calls(&mut self, document: &Document) {
        for (from, proposal) in document.proposals.iter().enumerate() {
            for call in &proposal.calls {
                match self.by_rank.get(&call.boundary).copied() {
                    Some(to) if to != from => {
                        let edge = self.edge(from, Node::Boundary(to));
                        edge.calls = edge.calls.saturating_add(call.functions);
                    }
                    _ => {}
                }
            }
        }
    }

    /// What functions touch.
    fn add_uses(&mut self, document: &Document) {
        for table in &document.tables {
            for one in &table.uses {
                if let Some(from) = one.boundary.and_then(|rank| self.by_rank.get(&rank).copied()) {
                    self.add(from, &table.name, one.reads, one.writes);
                }
            }
        }
    }

    /// The outcomes that stay, and columns that leave, tie a boundary to a noun even where no function is known.
    fn add_lines(&mut self, document: &Document) {
        for (from, proposal) in document.proposals.iter().enumerate() {
            for column in proposal.stays.iter().chain(&proposal.owns.columns) {
                if let Some((table, _)) = column.rsplit_once('.') {
                    self.add(from, table, 0, 0);
                }
            }
        }
    }
}
