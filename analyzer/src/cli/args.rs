//! The command line's arguments as types; what they mean is decided by the commands.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use reports::drawn::Change;
use reports::plan::Stage;
use reports::render::{COMPARISON_FORMATS, DriftFormat, Format, MIGRATION_FORMATS};

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
    /// Tell what changed in the data, its accesses and the boundaries between two saved documents
    Diff(DiffArgs),
    /// Write proposals into the plan
    Accept(AcceptArgs),
    /// Hold the code to the plan: what contradicts it, and what of that is new
    Drift(DriftArgs),
    /// Write how a boundary leaves the monolith, in five stages, with places and SQL drafts
    Plan(PlanArgs),
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
    /// With text and markdown: every proposal and every list in full
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

/// The monolith, or what is saved of it.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct SourceArgs {
    /// The monolith's folder: the one that holds its code and its migrations
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Take a document that `gerund analyze --format json` wrote, and read no source; plan and baseline are PATH's
    #[arg(long, value_name = "DOCUMENT")]
    pub(super) from: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct AcceptArgs {
    /// Boundaries, as the report names them
    #[arg(required = true)]
    pub(super) names: Vec<String>,
    /// The monolith's folder: the one that holds its code and its migrations
    #[arg(long, default_value = ".", value_name = "PATH")]
    pub(super) path: PathBuf,
    /// Take a document that `gerund analyze --format json` wrote, and read no source
    #[arg(long, value_name = "DOCUMENT")]
    pub(super) from: Option<PathBuf>,
    /// The plan; without it gerund.plan.toml in the folder
    #[arg(long, value_name = "FILE")]
    pub(super) plan: Option<PathBuf>,
    /// Who owns the boundaries; may be given several times
    #[arg(long, value_name = "TEAM")]
    pub(super) owner: Vec<String>,
    /// A note on them
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// How far they are: proposed, accepted, fixing, extracted, deleted; accepted where the plan does not say
    #[arg(long, value_parser = stage)]
    pub(super) stage: Option<Stage>,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

fn stage(text: &str) -> Result<Stage, String> {
    let names: Vec<&str> = Stage::ALL.iter().map(|stage| stage.as_str()).collect();
    Stage::named(text).ok_or_else(|| format!("write one of {}", names.join(", ")))
}

#[derive(Debug, clap::Args)]
pub(super) struct PlanArgs {
    /// A boundary, as the report or the plan names it
    pub(super) name: String,
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// The plan, whose boundaries come before the report's; without it gerund.plan.toml in the folder, where there is one
    #[arg(long, value_name = "FILE")]
    pub(super) plan: Option<PathBuf>,
    /// What to write
    #[arg(long, value_parser = FormatParser(&MIGRATION_FORMATS), default_value = "markdown")]
    pub(super) format: Format,
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Where a line of the code can be looked at, with {path} and {line}; see `gerund analyze --help`
    #[arg(long, value_name = "ADDRESS", value_parser = source_url)]
    pub(super) source_url: Option<String>,
    /// Colours in text; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct DriftArgs {
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// The plan; without it gerund.plan.toml in the folder
    #[arg(long, value_name = "FILE")]
    pub(super) plan: Option<PathBuf>,
    /// What is known; without it gerund.baseline.toml in the folder
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// What another revision shows is known: compare with it and not with a baseline file
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["baseline", "no_baseline", "update_baseline", "accept_new"])]
    pub(super) baseline_rev: Option<String>,
    /// Everything is new: compare with nothing
    #[arg(long, conflicts_with_all = ["baseline", "update_baseline", "accept_new"])]
    pub(super) no_baseline: bool,
    /// Take what is mended out of the baseline; adds nothing
    #[arg(long)]
    pub(super) update_baseline: bool,
    /// Add what is new to the baseline, with a reason
    #[arg(long, requires = "reason")]
    pub(super) accept_new: bool,
    /// Why it may be so for now
    #[arg(long, value_name = "TEXT", requires = "accept_new")]
    pub(super) reason: Option<String>,
    /// Where its mending is planned
    #[arg(long, value_name = "ID", requires = "accept_new")]
    pub(super) issue: Option<String>,
    /// Entries of the baseline that nothing shows any more fail the check, too
    #[arg(long)]
    pub(super) deny_stale: bool,
    /// What to write
    #[arg(long, value_parser = DriftFormatParser, default_value = "text")]
    pub(super) format: DriftFormat,
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// With text: everything that is known, too
    #[arg(long)]
    pub(super) all: bool,
    /// Where a line of the code can be looked at, with {path} and {line}; see `gerund analyze --help`
    #[arg(long, value_name = "ADDRESS", value_parser = source_url)]
    pub(super) source_url: Option<String>,
    /// Colours in text; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(flatten)]
    pub(super) work: WorkArgs,
}

/// Changes are made in this order: the plan, drops, splits, merges, moves; each in the order given.
#[derive(Debug, clap::Args)]
pub(super) struct WhatIfArgs {
    /// A document that `gerund analyze --format json` wrote, or - for stdin
    pub(super) document: PathBuf,
    /// Boundaries as a plan draws them, in the place of the document's of the same names; others lose what the plan takes
    #[arg(long, value_name = "FILE")]
    pub(super) plan: Option<PathBuf>,
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
pub(super) struct DiffArgs {
    /// The document before, that `gerund analyze --format json` wrote, or - for stdin; with --path a revision
    pub(super) old: PathBuf,
    /// The document after; with --path a revision, or nothing for the folder as it is
    #[arg(required_unless_present = "path")]
    pub(super) new: Option<PathBuf>,
    /// The monolith's folder: OLD and NEW are revisions of its git repository, and no documents
    #[arg(long, value_name = "PATH")]
    pub(super) path: Option<PathBuf>,
    #[command(flatten)]
    pub(super) work: WorkArgs,
    /// What to write
    #[arg(long, value_parser = FormatParser(&COMPARISON_FORMATS), default_value = "text")]
    pub(super) format: Format,
    /// Write into a file instead of to stdout
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// With markdown: where a line of the new code can be looked at, with {path} and {line}
    #[arg(long, value_name = "ADDRESS", value_parser = source_url)]
    pub(super) source_url: Option<String>,
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
#[derive(Clone, Debug, clap::Args)]
pub(super) struct WorkArgs {
    /// What is special about this monolith; without it gerund.toml in its folder, where there is one
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Another revision of the folder's git repository: a branch, a tag, a commit. No checkout is made, git is not run
    #[arg(long, value_name = "REVISION")]
    pub(super) rev: Option<String>,
    /// Where results are kept, so that an unchanged tree is not analysed twice; without it the user's cache folder
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(super) cache_dir: Option<PathBuf>,
    /// Analyse again, and keep nothing
    #[arg(long)]
    pub(super) no_cache: bool,
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

/// Formats of drift by their names.
#[derive(Clone, Debug)]
struct DriftFormatParser;

impl TypedValueParser for DriftFormatParser {
    type Value = DriftFormat;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<DriftFormat, clap::Error> {
        let names = DriftFormat::ALL.iter().map(|format| format.name());
        let name = PossibleValuesParser::new(names).parse_ref(command, argument, value)?;
        let format = DriftFormat::ALL.iter().find(|format| format.name() == name);
        Ok(*format.expect("the parser lets only names of formats through"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let value = |format: &DriftFormat| PossibleValue::new(format.name()).help(format.about());
        Some(Box::new(DriftFormat::ALL.iter().map(value)))
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
