//! `gerund accept NAME…`: proposals into the plan.

use reports::document::v1::{Document, Proposal};
use reports::plan::{Said, accept};
use reports::render::escape;

use super::args::AcceptArgs;
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::plan_files::PlanFile;
use super::work::document;

pub(super) fn run(args: &AcceptArgs) -> Result<u8, Failure> {
    let file = PlanFile::plan(&args.path, args.plan.as_deref())?;
    // A plan that cannot be read costs no waiting.
    if file.text.is_some() {
        file.parsed()?;
    }
    let output = Output::open(None)?;
    let document = document(&args.path, args.from.as_deref(), &args.work)?;
    let proposals: Vec<&Proposal> =
        args.names.iter().map(|name| find(&document, name)).collect::<Result<_, _>>()?;
    let said = Said { owners: args.owner.clone(), note: args.note.clone(), stage: args.stage };
    let text = accept(file.text.as_deref().unwrap_or_default(), &document, &proposals, &said)
        .map_err(|error| file.wrong_plan(&error))?;
    file.write(&text)?;
    let names: Vec<&str> = proposals.iter().map(|one| one.name.as_str()).collect();
    let told = format!("{} now in {}. Next: `gerund drift`.", names.join(", "), file.path.display());
    output.write(|out| writeln!(out, "{}", escape::terminal(&told)))?;
    Ok(exit::DONE)
}

/// The proposal of that name.
pub(super) fn find<'d>(document: &'d Document, name: &str) -> Result<&'d Proposal, Failure> {
    let all = document.proposals.iter();
    all.clone().find(|one| one.name == name).ok_or_else(|| {
        let near = reports::drawn::similar(name, all.map(|one| one.name.as_str()));
        let hint = match near {
            Some(near) => format!("did you mean {near}?"),
            None => "`gerund analyze PATH --all` lists the boundaries".to_owned(),
        };
        Failure::arguments(&format!("{name}: no boundary has this name"), &hint)
    })
}
