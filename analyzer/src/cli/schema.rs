//! `gerund schema`: the JSON Schema of the document.

use super::args::SchemaArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;

pub(super) fn run(args: &SchemaArgs) -> Result<u8, Failure> {
    Output::open(args.output.as_deref())?.write(|out| out.write_all(reports::schema::text().as_bytes()))?;
    Ok(exit::DONE)
}
