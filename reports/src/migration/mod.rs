//! The migration of one boundary out of the monolith, in the five stages that good migrations have: design v2 and the path, fix
//! v1, implement v2, migrate in steps that are safe by themselves, delete v1. It is made from a document alone; how it is shown
//! is for `render`.
//!
//! SQL is drafted for PostgreSQL. Names, types and defaults come from the analysed schema and are not trusted: `sql` is the one
//! door that they pass.

mod capture;
mod delete;
mod design;
mod fix;
mod functions;
mod implement;
mod moving;
mod sql;
mod transfer;

use serde::Serialize;

use crate::document::v1::{Document, Proposal};
use crate::drawn::similar;
use crate::plan::Boundary;
use moving::Moving;

/// The way of one boundary out of the monolith.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Migration {
    /// The boundary's name.
    pub name: String,
    /// What it is, in a few sentences.
    pub summary: Vec<String>,
    /// The five stages, in their order.
    pub stages: Vec<Stage>,
}

/// A stage: nothing of the next one begins before it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// What it is called.
    pub title: &'static str,
    /// What it is for, and why its steps stand in this order.
    pub why: String,
    /// In the order in which they are done.
    pub steps: Vec<Step>,
}

/// Something to do, and to tick off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What to do.
    pub what: String,
    /// Where, if it is one place.
    pub place: Option<Place>,
    /// The things that it is about.
    pub points: Vec<Point>,
    /// SQL drafts, in the order in which they are run.
    pub sql: Vec<Draft>,
    /// How one knows that it is done.
    pub check: Option<String>,
    /// How one gets back from it.
    pub way_back: Option<String>,
}

/// One thing of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// What it is.
    pub text: String,
    /// Where it stands.
    pub place: Option<Place>,
}

/// A line of the code or the schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
}

/// A statement that a person looks at before it is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// What to know about it; empty where it speaks for itself. One line.
    pub comment: String,
    /// The statement, ending in `;`.
    pub statement: String,
}

/// Why there is no migration to speak of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMigration {
    /// No boundary has the name.
    #[error("{name}: no boundary has this name")]
    NoBoundary {
        /// What was asked for.
        name: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The boundary owns nothing: its last stage would delete nothing.
    #[error(
        "{name} owns no table and no column: there would be nothing to delete in v1, and the migration would never end"
    )]
    NoData {
        /// The boundary.
        name: String,
    },
    /// The boundary owns data that the schema does not have.
    #[error("{name} owns {data}, which the schema does not have: what to delete in v1 cannot be said")]
    UnknownData {
        /// The boundary.
        name: String,
        /// The table or column.
        data: String,
    },
}

impl Step {
    fn new(what: impl Into<String>) -> Step {
        Step { what: what.into(), ..Step::default() }
    }

    fn at(mut self, file: &str, line: u32) -> Step {
        self.place = Some(Place { file: file.to_owned(), line });
        self
    }

    fn points(mut self, points: impl IntoIterator<Item = Point>) -> Step {
        self.points.extend(points);
        self
    }

    fn sql(mut self, drafts: impl IntoIterator<Item = Draft>) -> Step {
        self.sql.extend(drafts);
        self
    }

    fn check(mut self, check: impl Into<String>) -> Step {
        self.check = Some(check.into());
        self
    }

    fn back(mut self, back: impl Into<String>) -> Step {
        self.way_back = Some(back.into());
        self
    }
}

impl Point {
    fn new(text: impl Into<String>) -> Point {
        Point { text: text.into(), place: None }
    }

    fn at(text: impl Into<String>, file: &str, line: u32) -> Point {
        Point { text: text.into(), place: Some(Place { file: file.to_owned(), line }) }
    }
}

/// The migration of the document's boundary of that name. What the plan says of owners stands in it too.
///
/// # Errors
/// When there is no such boundary, or its last stage would be empty or cannot be said.
pub fn migration(
    document: &Document,
    name: &str,
    planned: Option<&Boundary>,
) -> Result<Migration, NoMigration> {
    let proposal = document.proposals.iter().find(|one| one.name == name);
    let proposal = proposal.ok_or_else(|| NoMigration::NoBoundary {
        name: name.to_owned(),
        nearest: similar(name, document.proposals.iter().map(|one| one.name.as_str())),
    })?;
    let moving = Moving::of(document, proposal)?;
    let stages = vec![
        design::stage(&moving),
        fix::stage(&moving),
        implement::stage(&moving),
        transfer::stage(&moving),
        delete::stage(&moving),
    ];
    Ok(Migration { name: proposal.name.clone(), summary: summary(&moving, proposal, planned), stages })
}

fn summary(moving: &Moving<'_>, proposal: &Proposal, planned: Option<&Boundary>) -> Vec<String> {
    let mut lines = vec![format!(
        "{} leaves the monolith with {}. Gerund's verdict is {}, its score {}.",
        proposal.name,
        moving.owned_in_words(),
        proposal.verdict.as_str(),
        proposal.score
    )];
    if let Some(boundary) = planned {
        let owners = match boundary.owners.as_slice() {
            [] => "nobody yet: name a team before the first stage".to_owned(),
            owners => owners.join(", "),
        };
        lines.push(format!("In the plan it is `{}`; who answers for it: {owners}.", boundary.stage.as_str()));
    }
    lines.push(format!(
        "SQL is a draft for PostgreSQL, to be read before it is run. The service's tables stand in a schema of their own, `{}`, in \
         the same database: that cuts the data dependency, and every step stays one transaction. Once v1 is deleted no statement \
         crosses, and the schema can move to a server of its own with pg_dump or logical replication. Elsewhere: MySQL calls a \
         schema a database and writes INSERT IGNORE and one trigger an event; SQLite has neither schemas nor constraints that \
         can be dropped, so make a file beside it, and each table anew.",
        moving.schema
    ));
    lines
}
