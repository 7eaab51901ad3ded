//! `gerund analyze`: analyse, select, render.

use reports::render::{self, render};
use reports::select::{Selection, select};

use super::args::{AnalyzeArgs, Format};
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::work::with_analysis;

/// Proposals that one screen has room for.
const SCREEN: usize = 8;

pub(super) fn run(args: &AnalyzeArgs) -> Result<u8, Failure> {
    let output = Output::open(args.output.as_deref())?;
    let document = with_analysis(&args.path, &args.work, analyzer::publish::document)?;
    let selected = select(document, &selection(args));
    let options = render::Options {
        colour: output.colour(args.color),
        width: output.width(),
        full: args.all,
        left_out: selected.left_out,
    };
    output.write(|out| render(&selected.document, args.format.into(), &options, out))?;
    Ok(exit::DONE)
}

/// A screen holds the best; what programs read is whole.
fn selection(args: &AnalyzeArgs) -> Selection {
    let top = (args.format == Format::Text && !args.all).then_some(SCREEN);
    Selection { top, min_score: None }
}
