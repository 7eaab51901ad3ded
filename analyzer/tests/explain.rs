//! `gerund explain`: an argument for everything that has a name, each claim with a line that is there.

#![expect(clippy::disallowed_methods, reason = "a test reads fixtures")]

use std::fs;
use std::path::{Path, PathBuf};

use analyzer::publish::explain::{Unclear, explain};
use analyzer::{Analysis, Options};
use reports::document::v1::Document;

fn payroll() -> (PathBuf, Analysis, Document) {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps/payroll");
    let options = Options::default();
    let tree = analyzer::load(&app, &options).expect("payroll is read");
    let analysis = analyzer::analyze(&tree, &options, &());
    let document = analyzer::publish::document(&analysis);
    (app, analysis, document)
}

#[test]
fn every_boundary_table_and_function_has_an_argument_with_places_that_exist() {
    let (app, analysis, document) = payroll();
    let boundaries = document.proposals.iter().map(|one| one.name.clone());
    let tables = document.tables.iter().map(|table| table.name.clone());
    let columns = document.proposals.iter().flat_map(|one| one.stays.clone());
    let functions =
        document.proposals.iter().flat_map(|one| one.operations.iter().map(|one| one.function.clone()));
    let names: Vec<String> = boundaries.chain(tables).chain(columns).chain(functions).collect();
    assert!(names.len() > 150, "{} names are few", names.len());
    for name in names {
        let told = explain(&analysis, &name).expect("a name of the document is known");
        assert!(!told.sections.is_empty(), "{name}");
        for point in told.sections.iter().flat_map(|section| &section.points) {
            let steps = point.way.iter().map(|step| (&step.file, step.line));
            for (file, line) in point.place.iter().map(|(file, line)| (file, *line)).chain(steps) {
                let text = fs::read_to_string(app.join(file)).expect("the cited file is there");
                assert!((line as usize) <= text.lines().count() && line > 0, "{name}: {file}:{line}");
            }
        }
    }
}

#[test]
fn a_boundarys_score_can_be_added_up_from_what_is_told() {
    let (_, analysis, document) = payroll();
    for proposal in &document.proposals {
        let told = explain(&analysis, &proposal.name).expect("a boundary is known");
        let why = &told.sections[0];
        let sum: f64 = why
            .points
            .iter()
            .map(|point| {
                point
                    .claim
                    .split_whitespace()
                    .next()
                    .expect("a number leads")
                    .parse::<f64>()
                    .expect("a number")
            })
            .sum();
        let said: f64 = why.heading.split(' ').find_map(|word| word.parse().ok()).expect("the score is told");
        assert!((sum - said).abs() < 0.0015, "{}: {sum} and {said}", proposal.name);
    }
}

#[test]
fn a_statement_is_told_with_the_way_from_its_entry_point() {
    let (_, analysis, _) = payroll();
    let told = explain(&analysis, "users.approved_at").expect("the column is known");
    let writes =
        told.sections.iter().find(|section| section.heading == "Who writes it").expect("somebody writes it");
    let [mark] = &writes.points[..] else { panic!("{writes:?}") };
    assert!(mark.claim.contains("User::mark_approved"), "{}", mark.claim);
    let steps: Vec<&str> = mark.way.iter().map(|step| step.claim.as_str()).collect();
    assert_eq!(
        steps,
        [
            "`approve` is started by POST /staff/approvals/{id}/approve",
            "`approve` calls `approve_user`",
            "`approve_user` calls `mark_approved`"
        ]
    );
}

#[test]
fn names_that_mean_nothing_or_much_are_refused_with_offers() {
    let (_, analysis, _) = payroll();
    let Err(Unclear::Unknown(near)) = explain(&analysis, "UserAproval") else { panic!("it is unknown") };
    assert_eq!(near[0], "UserApprovals");
    let Err(Unclear::Ambiguous(all)) = explain(&analysis, "submit") else { panic!("it is ambiguous") };
    assert!(all.len() > 1 && all.iter().all(|path| path.ends_with("::submit")));
    assert_eq!(explain(&analysis, "zzqx"), Err(Unclear::Unknown(Vec::new())));
}
