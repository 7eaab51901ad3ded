//! `gerund facts`: what each function calls, reads and writes, one JSON object a line; or each statement, or each table.

use reports::facts_lines::write;

use super::args::FactsArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::work::with_analysis;

pub(super) fn run(args: &FactsArgs) -> Result<u8, Failure> {
    let output = Output::open(None)?;
    with_analysis(&args.path, &args.work, |analysis| {
        output.write(|out| {
            let mut lines = match args.schema {
                true => analyzer::schema_lines(analysis),
                false => analyzer::facts_lines(analysis, args.queries, args.include_tests),
            };
            lines.try_for_each(|line| write(&line, out))
        })
    })??;
    Ok(exit::DONE)
}
