//! The boundary graph as SVG: a library finds the places, the drawing is done here. Layers run from left to right.

use std::fmt::Write;

use rust_sugiyama::configure::Config;

use super::parts::{cut, h};
use crate::document::v1::Document;
use crate::render::graph::{Graph, Node};
use crate::render::words;

const WIDTH: f64 = 196.0;
const HEIGHT: f64 = 42.0;
const GAP: f64 = 16.0;
/// Characters that a box has room for.
const LABEL: usize = 24;
/// What a page is wide, which the room between layers is to keep to; and the least that edges need.
const PAGE: f64 = 1230.0;
const LEAST_ROOM: f64 = 46.0;
const MOST_ROOM: f64 = 120.0;
const MARGIN: f64 = 14.0;

/// More nodes than these are laid out as a plain grid: no picture of so many could be followed.
const MANY_NODES: usize = 160;

/// Where each node's middle stands.
type Places = Vec<(f64, f64)>;

/// The picture and its key; nothing where there are no boundaries.
pub(super) fn render(document: &Document) -> String {
    let graph = Graph::of(document);
    if graph.boundaries.is_empty() {
        return String::new();
    }
    let places = places(&graph);
    let right = places.iter().map(|place| place.0).fold(0.0, f64::max) + WIDTH / 2.0 + MARGIN;
    let bottom = places.iter().map(|place| place.1).fold(0.0, f64::max) + HEIGHT / 2.0 + MARGIN;
    let mut svg = format!(
        "<div class=\"scroll\" tabindex=\"0\"><svg class=\"picture\" role=\"group\" aria-label=\"Boundaries and the nouns between them\" \
         width=\"{right:.0}\" height=\"{bottom:.0}\" viewBox=\"0 0 {right:.0} {bottom:.0}\"><defs>"
    );
    for (id, class) in [("head", "head"), ("head-writes", "head writes")] {
        let _ = write!(
            svg,
            "<marker id=\"{id}\" class=\"{class}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker>"
        );
    }
    svg.push_str("</defs>");
    edges(&graph, &places, &mut svg);
    nodes(&graph, &places, &mut svg);
    svg.push_str("</svg>");
    key(&graph, &mut svg);
    svg.push_str("</div>");
    svg
}

fn key(graph: &Graph<'_>, svg: &mut String) {
    svg.push_str(
        "<div class=\"key\"><span>boxes: boundaries by verdict</span><span>round: nouns that stay</span>\
         <span>red line: writes</span><span>dashed: calls</span><span>grey line: reads, or refers</span>\
         <span>point at a box to follow its lines</span>",
    );
    if graph.left_out > 0 {
        let left_out = words::count(graph.left_out as u64, "weaker line");
        let _ = write!(svg, "<span>{left_out} left out: the matrix has them all</span>");
    }
    svg.push_str("</div>");
}

fn index(graph: &Graph<'_>, node: Node) -> usize {
    match node {
        Node::Boundary(at) => at,
        Node::Noun(at) => graph.boundaries.len() + at,
    }
}

fn places(graph: &Graph<'_>) -> Places {
    let count = graph.boundaries.len() + graph.nouns.len();
    let mut tied = vec![false; count];
    let mut edges: Vec<(u32, u32)> = Vec::new();
    for edge in &graph.edges {
        let (from, to) = (edge.from, index(graph, edge.to));
        (tied[from], tied[to]) = (true, true);
        // Two that touch each other are one pair to the layout, which would else break the circle at random.
        let pair = (number(from), number(to));
        if from != to && !edges.contains(&(pair.1, pair.0)) {
            edges.push(pair);
        }
    }
    let mut places = vec![(0.0, 0.0); count];
    let mut bottom = 0.0;
    if count <= MANY_NODES {
        bottom = layered(&edges, &tied, &mut places);
    } else {
        tied.fill(false);
    }
    let alone: Vec<usize> = (0..count).filter(|at| !tied[*at]).collect();
    grid(&alone, bottom, &mut places);
    places
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("fewer nodes than MANY_NODES, or than a document can hold")
}

/// Places those that edges tie; gives where the next row may begin.
fn layered(edges: &[(u32, u32)], tied: &[bool], places: &mut Places) -> f64 {
    // The library numbers what it is given from 0, without holes.
    let known: Vec<usize> = (0..tied.len()).filter(|at| tied[*at]).collect();
    let own = |at: u32| number(known.partition_point(|known| number(*known) < at));
    let vertices: Vec<(u32, (f64, f64))> = (0..known.len()).map(|at| (number(at), (HEIGHT, WIDTH))).collect();
    let edges: Vec<(u32, u32)> = edges.iter().map(|(from, to)| (own(*from), own(*to))).collect();
    let config = Config { vertex_spacing: GAP, ..Config::default() };
    let mut top = MARGIN;
    for (nodes, _, _) in rust_sugiyama::from_vertices_and_edges(&vertices, &edges, &config) {
        // The library's layers run downwards, ours to the right; only their order is taken, since layers of one width
        // stand in columns.
        let mut layers: Vec<f64> = nodes.iter().map(|(_, (_, y))| *y).collect();
        layers.sort_by(f64::total_cmp);
        layers.dedup();
        let between = (layers.len().max(2) - 1) as f64;
        let room = (PAGE - 2.0 * MARGIN - WIDTH) / between - WIDTH;
        let step = WIDTH + room.clamp(LEAST_ROOM, MOST_ROOM);
        let least = nodes.iter().map(|(_, (x, _))| *x).fold(f64::INFINITY, f64::min);
        let most = nodes.iter().map(|(_, (x, _))| *x).fold(f64::NEG_INFINITY, f64::max);
        for (at, (x, y)) in nodes {
            let layer = layers.iter().position(|known| *known == y).unwrap_or_default();
            places[known[at]] = (MARGIN + WIDTH / 2.0 + layer as f64 * step, top + HEIGHT / 2.0 + (x - least));
        }
        top += most - least + HEIGHT + GAP * 2.0;
    }
    top
}

/// Those that nothing ties stand in rows.
fn grid(alone: &[usize], bottom: f64, places: &mut Places) {
    let columns = 6;
    for (n, at) in alone.iter().enumerate() {
        let (column, row) = (n % columns, n / columns);
        let x = MARGIN + WIDTH / 2.0 + column as f64 * (WIDTH + GAP);
        places[*at] = (x, bottom.max(MARGIN) + HEIGHT / 2.0 + row as f64 * (HEIGHT + GAP));
    }
}

fn edges(graph: &Graph<'_>, places: &Places, svg: &mut String) {
    for edge in &graph.edges {
        let to = index(graph, edge.to);
        let ((x1, y1), (x2, y2)) = (places[edge.from], places[to]);
        let (class, head) = match (edge.writes, edge.calls) {
            (1.., _) => ("edge writes", "head-writes"),
            (_, 1..) => ("edge calls", "head"),
            _ => ("edge", "head"),
        };
        // From the side that faces the other; in one column both from the right.
        let (start, end) = if x2 > x1 {
            (x1 + WIDTH / 2.0, x2 - WIDTH / 2.0)
        } else if x2 < x1 {
            (x1 - WIDTH / 2.0, x2 + WIDTH / 2.0)
        } else {
            (x1 + WIDTH / 2.0, x2 + WIDTH / 2.0)
        };
        let bend = if x2 < x1 { -45.0 } else { 45.0 };
        let back = if x1 == x2 { bend } else { -bend };
        let name = match edge.to {
            Node::Boundary(at) => &graph.boundaries[at].name,
            Node::Noun(at) => &graph.nouns[at].table,
        };
        let _ = write!(
            svg,
            "<path class=\"{class}\" data-from=\"{}\" data-to=\"{to}\" marker-end=\"url(#{head})\" \
             d=\"M{start:.0} {y1:.0}C{:.0} {y1:.0} {:.0} {y2:.0} {end:.0} {y2:.0}\"><title>{} {} {}</title></path>",
            edge.from,
            start + bend,
            end + back,
            h(&graph.boundaries[edge.from].name),
            if edge.words().is_empty() { "is tied to".to_owned() } else { edge.words() },
            h(name),
        );
    }
}

fn nodes(graph: &Graph<'_>, places: &Places, svg: &mut String) {
    for (at, proposal) in graph.boundaries.iter().enumerate() {
        let (x, y) = places[at];
        let verdict = proposal.verdict.as_str();
        let blockers = words::count(proposal.blockers.len() as u64, "blocker");
        let _ = write!(
            svg,
            "<a href=\"#b{}\" class=\"{verdict}\" data-node=\"{at}\"><title>{}</title>",
            proposal.rank,
            h(&proposal.name)
        );
        boxed(x, y, 6.0, svg);
        text(x, y - 3.0, "", &cut(&format!("{}. {}", proposal.rank, proposal.name), LABEL), svg);
        text(x, y + 13.0, "small", &format!("{verdict} {}, {blockers}", proposal.score), svg);
        svg.push_str("</a>");
    }
    for (at, noun) in graph.nouns.iter().enumerate() {
        let node = graph.boundaries.len() + at;
        let (x, y) = places[node];
        let _ = write!(
            svg,
            "<a href=\"#nouns\" class=\"noun\" data-node=\"{node}\"><title>{}</title>",
            h(&noun.table)
        );
        boxed(x, y, HEIGHT / 2.0, svg);
        text(x, y + 5.0, "", &cut(&noun.table, LABEL), svg);
        svg.push_str("</a>");
    }
}

fn boxed(x: f64, y: f64, round: f64, svg: &mut String) {
    let (left, top) = (x - WIDTH / 2.0, y - HEIGHT / 2.0);
    let _ = write!(
        svg,
        "<rect class=\"box\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"{round}\"/>"
    );
}

fn text(x: f64, y: f64, class: &str, text: &str, svg: &mut String) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = write!(svg, "<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"middle\"{class}>{}</text>", h(text));
}
