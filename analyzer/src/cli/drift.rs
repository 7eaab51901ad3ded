//! `gerund drift`: the code against the plan, and what of it is new.

use std::collections::BTreeSet;
use std::path::Path;

use analyzer::publish::again;
use analyzer::source::{environment, git, write};
use reports::Document;
use reports::drift::{Baseline, Drift, Violation, compare, violations, with, without};
use reports::plan::Plan;
use reports::render::{self, DriftFormat, DriftReport};

use super::args::{DriftArgs, WorkArgs};
use super::exit;
use super::failure::Failure;
use super::output::Output;
use super::plan_files::PlanFile;
use super::work::document;

/// Where GitHub Actions reads a step's summary from.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

pub(super) fn run(args: &DriftArgs) -> Result<u8, Failure> {
    let root = &args.source.path;
    let plan_file = PlanFile::plan(root, args.plan.as_deref())?;
    let plan = plan_file.parsed()?;
    let mut baseline_file = PlanFile::baseline(root, args.baseline.as_deref())?;
    let needed = !args.no_baseline && args.baseline_rev.is_none();
    let known = if needed { baseline_file.known()? } else { None };
    if known.is_none() && needed && !args.accept_new {
        return Err(no_baseline(&baseline_file));
    }
    let output = Output::open(args.output.as_deref())?;
    let document = document(root, args.source.from.as_deref(), &args.work)?;
    let found = found(&plan, &document, &plan_file, root)?;
    let mut baseline = match &args.baseline_rev {
        Some(revision) => of_revision(args, &plan, &plan_file, revision)?,
        None => known.unwrap_or_default(),
    };
    let mut drift = compare(&plan, &document, found.clone(), &baseline);
    if args.update_baseline || args.accept_new {
        rewrite(args, &mut baseline_file, &drift, &document)?;
        baseline = baseline_file.known()?.unwrap_or_default();
        drift = compare(&plan, &document, found, &baseline);
    }
    let stale = args.deny_stale && !drift.gone.is_empty();
    let report = DriftReport {
        drift,
        baseline: match &args.baseline_rev {
            Some(revision) => format!("revision {revision}"),
            None if args.no_baseline => "nothing".to_owned(),
            None => baseline_file.shown(),
        },
        plan: plan_file.shown(),
        boundaries: plan.boundaries.len(),
    };
    print(args, &report, output)?;
    Ok(if report.drift.fails() || stale { exit::FOUND } else { exit::DONE })
}

/// Everything that another revision shows against the same plan.
fn of_revision(args: &DriftArgs, plan: &Plan, file: &PlanFile, revision: &str) -> Result<Baseline, Failure> {
    let root = &args.source.path;
    let then = document(root, None, &WorkArgs { rev: Some(revision.to_owned()), ..args.work.clone() })?;
    Ok(Baseline::of(&found(plan, &then, file, root)?, &then))
}

/// Everything in the code that contradicts the plan.
fn found(plan: &Plan, document: &Document, file: &PlanFile, root: &Path) -> Result<Vec<Violation>, Failure> {
    let resolved = plan.resolve(document);
    let judged =
        again::judged(document, &resolved.drawn).map_err(|error| Failure::not_judged(root, error))?;
    Ok(violations(plan, &judged, &resolved.missing, &file.shown()))
}

/// The baseline without what is gone, or with what is new.
fn rewrite(args: &DriftArgs, file: &mut PlanFile, drift: &Drift, document: &Document) -> Result<(), Failure> {
    let mut text = file.text.clone().unwrap_or_default();
    if args.update_baseline && !text.is_empty() {
        let gone: BTreeSet<_> = drift.gone.iter().map(|one| one.known.identity.clone()).collect();
        text = without(&text, &gone, &drift.moved, document).map_err(|error| file.wrong_baseline(&error))?;
    }
    if args.accept_new {
        let new: Vec<&Violation> = drift.new.iter().collect();
        let why = (args.reason.as_deref().unwrap_or_default(), args.issue.as_deref().unwrap_or_default());
        text = with(&text, &new, why, document).map_err(|error| file.wrong_baseline(&error))?;
    }
    file.write(&text)?;
    file.text = Some(text);
    Ok(())
}

fn print(args: &DriftArgs, report: &DriftReport, output: Output) -> Result<(), Failure> {
    let options = render::Options {
        colour: output.colour(args.color),
        width: output.width(),
        full: args.all,
        source_url: args.source_url.clone().or_else(|| git::source_url(&args.source.path)),
        ..render::Options::default()
    };
    output.write(|out| render::drift(report, args.format, &options, out))?;
    if let (DriftFormat::Github, Some(summary)) = (args.format, environment::variable(SUMMARY)) {
        let mut text = Vec::new();
        render::drift(report, DriftFormat::Markdown, &options, &mut text)
            .and_then(|()| write::append(Path::new(&summary), &text))
            .map_err(|error| Failure::output(Some(Path::new(&summary)), &error))?;
    }
    Ok(())
}

fn no_baseline(file: &PlanFile) -> Failure {
    Failure::arguments(
        &format!("{}: there is no baseline of what is known", file.path.display()),
        "make one with `gerund drift --accept-new --reason \"as it was found\"`, or look at everything with --no-baseline",
    )
}
