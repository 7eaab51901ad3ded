//! `gerund plan NAME`: how one boundary leaves the monolith.

use analyzer::publish::again;
use analyzer::source::git;
use reports::Document;
use reports::migration::{self, Migration, NoMigration};
use reports::plan::Plan;
use reports::render;

use super::args::PlanArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::plan_files::PlanFile;
use super::work::document;

pub(super) fn run(args: &PlanArgs) -> Result<u8, Failure> {
    let root = &args.source.path;
    let file = PlanFile::plan(root, args.plan.as_deref())?;
    // A plan that is named must be there; one that is not may be missing.
    let plan = if file.text.is_some() || args.plan.is_some() { Some(file.parsed()?) } else { None };
    let output = Output::open(args.output.as_deref())?;
    let document = document(root, args.source.from.as_deref(), &args.work)?;
    let migration = migration(args, plan.as_ref(), document)?;
    let options = render::Options {
        colour: output.colour(args.color),
        width: output.width(),
        source_url: args.source_url.clone().or_else(|| git::source_url(root)),
        ..render::Options::default()
    };
    output.write(|out| render::migration(&migration, args.format, &options, out))?;
    Ok(exit::DONE)
}

/// Of the boundary as the plan draws it, where the plan does.
fn migration(args: &PlanArgs, plan: Option<&Plan>, document: Document) -> Result<Migration, Failure> {
    let planned = plan.and_then(|plan| Some((plan, plan.boundary(&args.name)?)));
    let made = match planned {
        Some((plan, boundary)) => {
            let judged = again::judged(&document, &plan.resolve(&document).drawn)
                .map_err(|error| Failure::not_judged(&args.source.path, error))?;
            migration::migration(&judged, &args.name, Some(boundary))
        }
        None => migration::migration(&document, &args.name, None),
    };
    made.map_err(|error| Failure::arguments(&error.to_string(), &hint(&error)))
}

fn hint(error: &NoMigration) -> String {
    match error {
        NoMigration::NoBoundary { nearest: Some(near), .. } => format!("did you mean {near}?"),
        NoMigration::NoBoundary { nearest: None, .. } => {
            "`gerund analyze PATH --all` lists the boundaries".to_owned()
        }
        NoMigration::NoData { .. } => {
            "give it data in gerund.plan.toml, or leave it in the monolith as a module".to_owned()
        }
        NoMigration::UnknownData { .. } => {
            "write the migration that makes it, or name what the schema has in gerund.plan.toml".to_owned()
        }
    }
}
