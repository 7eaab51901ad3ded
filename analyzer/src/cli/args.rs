//! The command line's arguments as types; what they mean is decided by the commands.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use reports::render;

/// Proposes which verbs of a Rust monolith can become services of their own, with the data that each would own.
///
/// Reads source code and database schema; compiles nothing, runs nothing, needs no database.
#[derive(Debug, Parser)]
#[command(name = "gerund", version)]
#[command(
    after_help = "Exit codes: 0 done, 1 something that was watched for was found, 2 the work could not be done."
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Propose boundaries for the monolith in a folder
    Analyze(AnalyzeArgs),
    /// Print what each function calls, reads and writes, as JSON lines
    Facts(FactsArgs),
    /// Print the JSON Schema of `analyze --format json`
    Schema(SchemaArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct AnalyzeArgs {
    /// The monolith's folder: the one that holds its code and its migrations
    pub(super) path: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// With text: every proposal and every list in full
    #[arg(long)]
    pub(super) all: bool,
    /// Colours in text; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct FactsArgs {
    /// The monolith's folder: the one that holds its code and its migrations
    pub(super) path: PathBuf,
    /// One statement a line instead of one function
    #[arg(long, group = "subject")]
    pub(super) queries: bool,
    /// One table, view or enumerated type a line, as the schema stands after all migrations
    #[arg(long, group = "subject")]
    pub(super) schema: bool,
    /// One gap a line: what was not understood, and where
    #[arg(long, group = "subject")]
    pub(super) gaps: bool,
    /// One entry point a line: routes, jobs, commands
    #[arg(long, group = "subject")]
    pub(super) entries: bool,
    /// With test code
    #[arg(long)]
    pub(super) include_tests: bool,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArgs {
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// How the work is done: nothing of it changes what comes out.
#[derive(Debug, clap::Args)]
pub(super) struct WorkArgs {
    /// No progress on stderr
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// How many threads work; as many as the machine has when not given
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A screen for a person
    Text,
    /// The whole document
    Json,
}

impl From<Format> for render::Format {
    fn from(format: Format) -> render::Format {
        match format {
            Format::Text => render::Format::Text,
            Format::Json => render::Format::Json,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use clap::ValueEnum;
    use reports::render;

    use super::{Args, Format};

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_format_can_be_asked_for_by_its_name() {
        let asked = Format::value_variants().iter().map(|format| {
            let value = format.to_possible_value().expect("no format is hidden");
            (value.get_name().to_owned(), render::Format::from(*format))
        });
        let there = render::Format::ALL.iter().map(|format| (format.name().to_owned(), *format));
        assert_eq!(asked.collect::<Vec<_>>(), there.collect::<Vec<_>>());
    }
}
