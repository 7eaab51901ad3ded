//! Drift in several formats. A format is a file of its own with `render(report, options, out)` and a line in `formats!`.

use std::io::{self, Write};

use super::Options;
use crate::document::v1::Tool;
use crate::drift::{Drift, RuleInfo, Violation, rules};

/// What is printed of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What the code does against the plan.
    pub drift: Drift,
    /// What it is compared with, in words: `gerund.baseline.toml`, `revision main`.
    pub baseline: String,
    /// The plan's file.
    pub plan: String,
    /// How many boundaries the plan has.
    pub boundaries: usize,
}

macro_rules! formats {
    ($($(#[doc = $doc:literal])* $variant:ident = $module:ident $name:literal;)*) => {
        $(mod $module;)*

        /// What drift can be written as.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DriftFormat {
            $($(#[doc = $doc])* $variant,)*
        }

        impl DriftFormat {
            /// All of them.
            pub const ALL: &[DriftFormat] = &[$(DriftFormat::$variant),*];

            /// The name that it is asked for by.
            pub fn name(self) -> &'static str {
                match self { $(DriftFormat::$variant => $name),* }
            }

            /// What it is, in a line.
            pub fn about(self) -> &'static str {
                match self { $(DriftFormat::$variant => concat!($($doc),*).trim_ascii()),* }
            }
        }

        /// Writes the report.
        ///
        /// # Errors
        /// When writing fails.
        pub fn drift(
            report: &Report,
            format: DriftFormat,
            options: &Options,
            out: &mut dyn Write,
        ) -> io::Result<()> {
            match format { $(DriftFormat::$variant => $module::render(report, options, out)),* }
        }
    };
}

formats! {
    /// For a person
    Text = text "text";
    /// For programs
    Json = json "json";
    /// A pull request comment: what this change adds and removes
    Markdown = markdown "markdown";
    /// SARIF 2.1.0 for code scanning
    Sarif = sarif "sarif";
    /// Annotations of GitHub Actions; all of it goes to the step summary
    Github = github "github";
}

/// `2 new, 1 known, none gone`
fn counts(report: &Report) -> String {
    let Drift { new, known, gone, .. } = &report.drift;
    let count = |n: usize, word: &str| if n == 0 { format!("none {word}") } else { format!("{n} {word}") };
    format!("{}, {}, {}", count(new.len(), "new"), count(known.len(), "known"), count(gone.len(), "gone"))
}

/// What the check comes to, in a line.
fn verdict(report: &Report) -> String {
    let state =
        if report.drift.fails() { "The code drifts from the plan" } else { "The code keeps to the plan" };
    format!("{state}: {}.", counts(report))
}

/// The rule's title; its id for a rule of another version.
fn title(rule: &str) -> &str {
    info(rule).map_or(rule, |rule| rule.title)
}

fn info(rule: &str) -> Option<&'static RuleInfo> {
    rules().iter().find(|one| one.id == rule)
}

/// The function without its file, or what else it is about.
fn subject(one: &Violation) -> &str {
    match one.identity.function.as_str() {
        "" => &one.identity.data,
        function => super::words::last(function),
    }
}

/// `team-a, team-b`; empty where nobody owns it.
fn owners(one: &Violation) -> String {
    one.owners.join(", ")
}

/// Who wrote it, as documents say it.
fn tool() -> Tool {
    Tool::default()
}

#[cfg(test)]
mod tests;
