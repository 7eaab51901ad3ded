//! `gerund diff OLD NEW`: what changed between two saved documents.

use std::path::Path;

use reports::diff::diff;
use reports::render;

use super::args::DiffArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::render::document;

pub(super) fn run(args: &DiffArgs) -> Result<u8, Failure> {
    if args.old == Path::new("-") && args.new == Path::new("-") {
        return Err(Failure::arguments(
            "stdin holds one document, and two are asked of it",
            "give a file for one of them",
        ));
    }
    let (old, new) = (document(&args.old)?, document(&args.new)?);
    let output = Output::open(args.output.as_deref())?;
    let found = diff(&old, &new).map_err(|error| {
        let path = if error.new { &args.new } else { &args.old };
        let what = format!("{}: {error}", path.display());
        Failure::arguments(&what, "write the document again with `gerund analyze PATH --output FILE.json`")
    })?;
    let options = render::Options {
        width: output.width(),
        colour: output.colour(args.color),
        full: true,
        source_url: args.source_url.clone(),
        ..render::Options::default()
    };
    output.write(|out| render::diff(&found, args.format, &options, out))?;
    Ok(exit::DONE)
}
