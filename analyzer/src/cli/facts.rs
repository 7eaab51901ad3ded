//! `gerund facts`: what each function calls, reads and writes, one JSON object a line; or each
//! statement, table, gap or entry point.

use analyzer::{FactSubject as Subject, Options};
use reports::facts_lines::write;

use super::args::FactsArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::work::with_analysis;

pub(super) fn run(args: &FactsArgs) -> Result<u8, Failure> {
    let output = Output::open(None)?;
    let asked = [
        (args.queries, Subject::Queries),
        (args.schema, Subject::Schema),
        (args.gaps, Subject::Gaps),
        (args.entries, Subject::Entries),
    ];
    let subject =
        asked.into_iter().find(|(asked, _)| *asked).map_or(Subject::Functions, |(_, subject)| subject);
    let options = Options { include_tests: args.include_tests, ..Options::default() };
    with_analysis(&args.path, &args.work, options, |analysis| {
        output.write(|out| {
            analyzer::facts_lines(analysis, subject, args.include_tests)
                .try_for_each(|line| write(&line, out))
        })
    })??;
    Ok(exit::DONE)
}
