//! The plan: the boundaries that a team has accepted, in `gerund.plan.toml` under version control. Data and questions; what the
//! code does against it is for `drift`.

mod homes;
mod inside;
mod read;
mod resolve;
mod write;

use serde::Deserialize;

pub use read::PlanError;
pub use resolve::{Missing, Resolved};
pub use write::{Said, accept, set_stage};

/// The file's name in the root of a monolith.
pub const FILE_NAME: &str = "gerund.plan.toml";

/// The version that this program writes and reads.
pub const VERSION: i64 = 1;

/// Accepted boundaries, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// One each.
    pub boundaries: Vec<Boundary>,
    /// What drift makes of what the plan does not say.
    pub policy: Policy,
}

/// An accepted boundary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boundary {
    /// Its name, unique in the plan.
    pub name: Item,
    /// What the process does.
    pub verb: String,
    /// What it does it to.
    pub subject: String,
    /// How far its extraction is.
    pub stage: Stage,
    /// Who owns it: teams.
    pub owners: Vec<String>,
    /// What a person wants to say.
    pub notes: String,
    /// Tables that it owns whole.
    pub tables: Vec<Item>,
    /// `table.column`: columns that it owns in tables that stay.
    pub columns: Vec<Item>,
    /// `table.column`: what the monolith keeps as the outcome.
    pub markers: Vec<Item>,
    /// Its functions, as patterns of their names in reports: `src/approvals/*.rs::**`.
    pub operations: Vec<Item>,
}

/// A name in the plan, with its line there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The name.
    pub text: String,
    /// From 1.
    pub line: u32,
}

/// How far an extraction is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is talked about: what contradicts it is told, and fails nothing.
    Proposed,
    /// The code is held to it.
    #[default]
    Accepted,
    /// What stands in the way is being fixed: the code is held to it.
    Fixing,
    /// The service runs: nothing in the monolith may touch the data any more.
    Extracted,
    /// Tables and code are gone: what is left of them is told.
    Deleted,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 5] =
        [Stage::Proposed, Stage::Accepted, Stage::Fixing, Stage::Extracted, Stage::Deleted];

    /// The word in the plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Proposed => "proposed",
            Stage::Accepted => "accepted",
            Stage::Fixing => "fixing",
            Stage::Extracted => "extracted",
            Stage::Deleted => "deleted",
        }
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.as_str() == name)
    }
}

/// What drift makes of what the plan does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Policy {
    /// Tables that no boundary owns and that are no nouns.
    pub unplaced: Weight,
    /// More of one kind of gap than the baseline knows.
    pub gaps: Warned,
}

/// How much something matters; nothing, where the plan does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// It is not looked at.
    #[default]
    Ignore,
    /// It is told.
    Warn,
    /// It fails the check.
    Fail,
}

/// A [`Weight`] that warns where the plan does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Warned(pub Weight);

impl Default for Warned {
    fn default() -> Self {
        Warned(Weight::Warn)
    }
}

impl Plan {
    /// Reads the text of a plan.
    ///
    /// # Errors
    /// What is wrong with it, and on which line.
    pub fn read(text: &str) -> Result<Plan, PlanError> {
        read::plan(text)
    }

    /// The boundary of that name.
    pub fn boundary(&self, name: &str) -> Option<&Boundary> {
        self.boundaries.iter().find(|one| one.name.text == name)
    }
}
