//! `gerund analyze`: analyse, then write the reports that are asked for.

use analyzer::source::git;

use super::args::AnalyzeArgs;
use super::exit;
use super::failure::Failure;
use super::targets;
use super::work::document;

pub(super) fn run(args: &AnalyzeArgs) -> Result<u8, Failure> {
    let open = targets::open(&args.report)?;
    let document = document(&args.path, None, &args.work)?;
    let mut report = args.report.clone();
    report.source_url = report.source_url.or_else(|| git::source_url(&args.path));
    targets::write(open, &document, &report)?;
    Ok(exit::DONE)
}
