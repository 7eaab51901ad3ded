//! `gerund render`: every format again from a saved document, without the source.

use std::io::{self, Read};
use std::path::Path;

use analyzer::source::saved;
use reports::Document;

use super::args::RenderArgs;
use super::exit;
use super::failure::Failure;
use super::targets;

pub(super) fn run(args: &RenderArgs) -> Result<u8, Failure> {
    // Read first: an output may be the very file.
    let document = document(&args.document)?;
    let open = targets::open(&args.report)?;
    targets::write(open, &document, &args.report)?;
    Ok(exit::DONE)
}

/// The document in the file, or on stdin where it is `-`.
pub(super) fn document(path: &Path) -> Result<Document, Failure> {
    let text = if path == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        saved::text(path)
    };
    let text = text.map_err(|error| Failure::unread(path, &error))?;
    reports::document::read(&text).map_err(|error| Failure::document(path, &error))
}
