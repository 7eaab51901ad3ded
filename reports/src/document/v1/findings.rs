//! What reviewers should look at beyond the boundaries, and the rules that say so, with the words that explain them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Severity};

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The same in every run as long as the thing is there, wherever its lines move: the rule, `/`, and what it is
    /// about.
    pub id: String,
    /// The [`Rule`] that found it.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, and what to do.
    pub message: String,
    /// The file that shows it.
    pub file: String,
    /// The line that shows it.
    pub line: u32,
    /// The way there, step by step: from where the outside starts to the place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<Evidence>,
}

/// A rule, for a person who meets one of its findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// Its stable name: `tangled-entry`.
    pub id: String,
    /// What it looks for, in a few words.
    pub title: String,
    /// What it says.
    pub says: String,
    /// Why that matters.
    pub matters: String,
    /// What to do.
    pub fix: String,
}
