//! `gerund diff OLD NEW`: what changed between two saved documents, or between two revisions of a folder.

use std::path::Path;

use reports::Document;
use reports::diff::diff;
use reports::render;

use super::args::{DiffArgs, WorkArgs};
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::{render as saved, work};

pub(super) fn run(args: &DiffArgs) -> Result<u8, Failure> {
    let (old, new) = match &args.path {
        Some(root) => of_revisions(args, root)?,
        None => of_documents(args)?,
    };
    let output = Output::open(args.output.as_deref())?;
    let found = diff(&old, &new).map_err(|error| {
        let given = if error.new { args.new.as_ref().or(args.path.as_ref()) } else { Some(&args.old) };
        let what = format!("{}: {error}", given.map_or_else(String::new, |path| path.display().to_string()));
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

fn of_documents(args: &DiffArgs) -> Result<(Document, Document), Failure> {
    let new = args.new.as_deref().unwrap_or(Path::new("-"));
    if args.old == Path::new("-") && new == Path::new("-") {
        return Err(Failure::arguments(
            "stdin holds one document, and two are asked of it",
            "give a file for one of them",
        ));
    }
    Ok((saved::document(&args.old)?, saved::document(new)?))
}

/// The folder at two revisions, or at one and as it is.
fn of_revisions(args: &DiffArgs, root: &Path) -> Result<(Document, Document), Failure> {
    if args.work.rev.is_some() {
        return Err(Failure::arguments(
            "with --path the revisions are named by OLD and NEW",
            "gerund diff OLD NEW --path PATH",
        ));
    }
    let at = |revision: Option<&Path>| {
        let rev = revision.map(|name| name.to_string_lossy().into_owned());
        work::document(root, None, &WorkArgs { rev, ..args.work.clone() })
    };
    Ok((at(Some(&args.old))?, at(args.new.as_deref())?))
}
