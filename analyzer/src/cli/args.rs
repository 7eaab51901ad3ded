//! The command line's arguments as types; what they mean is decided by the commands.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use reports::drawn::Change;
use reports::render::{COMPARISON_FORMATS, Format};

use super::changes;
use super::targets::Destination;

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
    /// Write any format again from a saved JSON document
    Render(RenderArgs),
    /// Tell the whole argument about a boundary, a table, a column or a function
    Explain(ExplainArgs),
    /// Draw boundaries otherwise and see every figure beside the one before
    WhatIf(WhatIfArgs),
    /// Print what each function calls, reads and writes, as JSON lines
    Facts(FactsArgs),
    /// Print the JSON Schema of `analyze --format json`
    Schema(SchemaArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct AnalyzeArgs {
    /// The monolith's folder: the one that holds its code and its migrations
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) report: ReportArgs,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct RenderArgs {
    /// A document that `gerund analyze --format json` wrote, or - for stdin
    pub(super) document: PathBuf,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

/// What is written, and where.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ReportArgs {
    /// What to write; without it a file's ending decides, and on stdout it is text
    #[arg(long, value_parser = FormatParser(Format::ALL))]
    pub(super) format: Option<Format>,
    /// Write into a file instead of to stdout; may be given several times
    ///
    /// The file's ending says the format: .txt, .json, .md, .dot, .mmd, .sarif and so on. Where it should be another, write
    /// it before the file: `--output markdown:comment.txt`. A file named - is stdout.
    #[arg(long, short, value_name = "[FORMAT:]FILE", value_parser = Destination::parse)]
    pub(super) output: Vec<Destination>,
    /// With text: every proposal and every list in full
    #[arg(long)]
    pub(super) all: bool,
    /// Only the best N proposals
    #[arg(long, value_name = "N")]
    pub(super) top: Option<NonZeroUsize>,
    /// Where a line of the code can be looked at, with {path} and {line}: places become links
    ///
    /// For example `https://github.com/OWNER/REPOSITORY/blob/COMMIT/{path}#L{line}`. Without it `analyze` asks the checkout's
    /// git for its remote, where that is on GitHub, GitLab, Codeberg, Bitbucket or the like; `none` makes no links.
    #[arg(long, value_name = "ADDRESS", value_parser = source_url)]
    pub(super) source_url: Option<String>,
    /// Colours in text; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
}

fn source_url(text: &str) -> Result<String, String> {
    if text == "none" {
        return Ok(String::new());
    }
    match (text.contains("{path}"), ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))) {
        (true, true) => Ok(text.to_owned()),
        (false, _) => Err("it must hold {path}, and {line} where a line can be named".to_owned()),
        (_, false) => Err("it must begin with https:// or http://".to_owned()),
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// A boundary (UserApprovals), a table (users), a column (users.approved_at) or a function (User::approve)
    pub(super) name: String,
    /// The monolith's folder: the one that holds its code and its migrations
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Colours; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

/// Changes are made in this order: drops, splits, merges, moves; each in the order given.
#[derive(Debug, clap::Args)]
pub(super) struct WhatIfArgs {
    /// A document that `gerund analyze --format json` wrote, or - for stdin
    pub(super) document: PathBuf,
    /// There is no such boundary: its data stays in the monolith
    #[arg(long, value_name = "BOUNDARY")]
    pub(super) drop: Vec<String>,
    /// Data leaves a boundary for a new one: `Payouts=PayoutReviews:payout_reviews,payouts.reviewed_by`
    #[arg(long, value_name = "BOUNDARY=NEW:DATA,…", value_parser = changes::split)]
    pub(super) split: Vec<Change>,
    /// Boundaries become one, of the first's name or of another: `Reports,ReportThreads=Moderations`
    #[arg(long, value_name = "A,B[=NAME]", value_parser = changes::merge)]
    pub(super) merge: Vec<Change>,
    /// A table or a column is owned by the boundary, or by nobody: `users.rejection_reason=UserApprovals`, `tokens=`
    #[arg(long = "move", value_name = "DATA=[BOUNDARY]", value_parser = changes::move_)]
    pub(super) moves: Vec<Change>,
    /// What to write
    #[arg(long, value_parser = FormatParser(&COMPARISON_FORMATS), default_value = "text")]
    pub(super) format: Format,
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Save the document as it is after the changes, for `gerund render` and further changes
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Colours; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
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

/// How the work is done: nothing but the configuration changes what comes out.
#[derive(Debug, clap::Args)]
pub(super) struct WorkArgs {
    /// What is special about this monolith; without it gerund.toml in its folder, where there is one
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// No progress on stderr
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// How many threads work; as many as the machine has when not given
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// Formats by their names.
#[derive(Clone, Debug)]
struct FormatParser(&'static [Format]);

impl TypedValueParser for FormatParser {
    type Value = Format;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Format, clap::Error> {
        let names = self.0.iter().map(|format| format.name());
        let name = PossibleValuesParser::new(names).parse_ref(command, argument, value)?;
        Ok(Format::named(&name).expect("the parser lets only names of formats through"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |format: &Format| PossibleValue::new(format.name()).help(format.about());
        Some(Box::new(self.0.iter().map(value)))
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
    use clap::{CommandFactory, Parser};
    use reports::render::Format;

    use super::{Args, Command};

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_format_can_be_asked_for_by_its_name() {
        for format in Format::ALL {
            let args = Args::try_parse_from(["gerund", "analyze", ".", "--format", format.name()]).unwrap();
            let Command::Analyze(args) = args.command else { panic!("it is analyze") };
            assert_eq!(args.report.format, Some(*format));
        }
    }

    #[test]
    fn an_address_of_the_code_must_lead_to_the_web() {
        let with =
            |address| Args::try_parse_from(["gerund", "analyze", ".", "--source-url", address]).is_ok();
        assert!(with("https://git.example/{path}#L{line}"));
        assert!(!with("javascript:alert('{path}')"));
        assert!(!with("https://git.example/"));
        assert!(with("none"));
    }
}
