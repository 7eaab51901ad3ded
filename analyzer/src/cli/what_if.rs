//! `gerund what-if`: boundaries drawn otherwise over a saved document, every figure beside the one before.

use std::path::Path;

use analyzer::publish::again;
use reports::comparison::compare;
use reports::drawn::{Board, Change};
use reports::render::{self, Format, render};

use super::args::WhatIfArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::plan_files::PlanFile;
use super::render::document;

pub(super) fn run(args: &WhatIfArgs) -> Result<u8, Failure> {
    let before = document(&args.document)?;
    let output = Output::open(args.output.as_deref())?;
    let save = args.save.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let mut board = Board::of(&before);
    if let Some(file) = &args.plan {
        let plan = PlanFile::plan(Path::new(""), Some(file))?.parsed()?;
        board.draw(plan.resolve(&before).drawn);
    }
    let drops = args.drop.iter().map(|name| Change::Drop { name: name.clone() });
    let others = args.split.iter().chain(&args.merge).chain(&args.moves).cloned();
    for change in drops.chain(others) {
        board.change(&change).map_err(|error| Failure::change(&args.document, &error))?;
    }
    let after = again::judged(&before, &board.boundaries)
        .map_err(|error| Failure::not_judged(&args.document, error))?;
    let options = render::Options {
        width: output.width(),
        colour: output.colour(args.color),
        full: true,
        ..render::Options::default()
    };
    output.write(|out| render::comparison(&compare(&before, &after), args.format, &options, out))?;
    if let Some(save) = save {
        save.write(|out| render(&after, Format::Json, &options, out))?;
    }
    Ok(exit::DONE)
}
