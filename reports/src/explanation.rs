//! The whole argument about one boundary, table, column or function, as a value. What it says is the analyzer's; it knows no
//! code and no layout.

use crate::document::v1::Evidence;

/// What is said about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained, and what it is.
    pub title: String,
    /// The parts of the argument, in reading order.
    pub sections: Vec<Section>,
}

/// A part of the argument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What the points have in common.
    pub heading: String,
    /// What is claimed.
    pub points: Vec<Point>,
}

/// A claim, with the places that show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What is claimed.
    pub claim: String,
    /// Where it is seen; None for sums and judgements.
    pub place: Option<(String, u32)>,
    /// The way there, step by step: from an entry point to the statement.
    pub way: Vec<Evidence>,
}

impl Explanation {
    /// Adds a part, if there is anything to say.
    pub fn add(&mut self, heading: &str, points: Vec<Point>) {
        if !points.is_empty() {
            self.sections.push(Section { heading: heading.to_owned(), points });
        }
    }
}

impl Point {
    /// A claim that no single place shows.
    pub fn said(claim: String) -> Point {
        Point { claim, ..Point::default() }
    }

    /// A claim with its place.
    pub fn at(claim: String, file: String, line: u32) -> Point {
        Point { claim, place: Some((file, line)), way: Vec::new() }
    }
}
