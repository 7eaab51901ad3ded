//! `gerund explain NAME`: the whole argument about one boundary, table, column or function.

use analyzer::Options;
use analyzer::publish::explain::{Unclear, explain};
use reports::render;

use super::args::ExplainArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::work::with_analysis;

pub(super) fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let output = Output::open(args.output.as_deref())?;
    let explained =
        with_analysis(&args.path, &args.work, Options::default(), |analysis| explain(analysis, &args.name))?;
    let explanation = explained.map_err(|unclear| failure(&args.name, unclear))?;
    let options = render::Options {
        width: output.width(),
        colour: output.colour(args.color),
        full: true,
        ..render::Options::default()
    };
    output.write(|out| render::explanation(&explanation, &options, out))?;
    Ok(exit::DONE)
}

fn failure(name: &str, unclear: Unclear) -> Failure {
    match unclear {
        Unclear::Unknown(near) if near.is_empty() => Failure::arguments(
            &format!("{name}: no boundary, table, column or function has this name"),
            "`gerund analyze PATH --all` lists boundaries; a column is TABLE.COLUMN, a function may be named by the end of its path",
        ),
        Unclear::Unknown(near) => Failure::arguments(
            &format!("{name}: no boundary, table, column or function has this name"),
            &format!("did you mean {}?", near.join(", ")),
        ),
        Unclear::Ambiguous(all) => Failure::arguments(
            &format!("{name}: several functions have this name"),
            &format!("give more of the path: {}", all.join(", ")),
        ),
    }
}
