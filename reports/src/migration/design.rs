//! Stage 1: what the service owns and offers, what the monolith keeps, and how the monolith learns of outcomes.

use super::functions::{few, short};
use super::moving::Moving;
use super::{Point, Stage, Step};
use crate::document::v1::{BlockerKind, Operation, Role};

pub(super) fn stage(moving: &Moving<'_>) -> Stage {
    let mut steps = vec![owns(moving), offers(moving)];
    steps.extend(keeps(moving));
    steps.extend(calls(moving));
    steps.extend(effects(moving));
    steps.extend(sensitive(moving));
    Stage {
        title: "Design v2 and the path",
        why: "Agree on this before any code changes: what the service is, and in which steps v1 becomes v2 while people use it."
            .to_owned(),
        steps,
    }
}

fn owns(moving: &Moving<'_>) -> Step {
    let points = moving.pieces.iter().map(|piece| {
        let table = piece.table;
        let text = if piece.whole {
            format!("table `{}` moves whole, {} columns", table.name, table.columns.len())
        } else {
            let names: Vec<String> = piece.columns.iter().map(|one| format!("`{}`", one.name)).collect();
            let leave = if names.len() == 1 { "leaves" } else { "leave" };
            format!(
                "{} {leave} `{}`, which stays; in v2 in `{}`, by the key of `{1}`; the service must hear when a row of `{1}` is removed",
                names.join(", "),
                table.name,
                piece.name
            )
        };
        Point::at(text, &table.file, table.line)
    });
    Step::new(format!("Agree on what {} owns: nobody else may write it, and who reads it asks.", moving.proposal.name))
        .points(points)
        .check("The boundary stands in the plan: `gerund accept`, and `gerund drift` in CI so that nothing new gets in the way.")
}

fn operation(one: &Operation) -> Point {
    let started = one.starts_by.as_ref().map(|by| format!("{by}: ")).unwrap_or_default();
    Point::at(format!("{started}`{}`", short(&one.function)), &one.file, one.line)
}

fn offers(moving: &Moving<'_>) -> Step {
    let entries = moving.proposal.operations.iter().filter(|one| one.role == Role::Entry);
    let points: Vec<Point> = entries.map(operation).collect();
    if points.is_empty() {
        let all = moving.proposal.operations.iter().map(operation);
        return Step::new(
            "Design the service's API: the outside starts none of its functions, so the monolith calls these.",
        )
        .points(all);
    }
    Step::new("Design the service's API: the outside starts these. Routes stay as they are, and are led to the service; jobs run in it.")
        .points(points)
}

fn keeps(moving: &Moving<'_>) -> Vec<Step> {
    let step = |marker: &String| {
        let writers = few(moving.functions.writing(marker), 6);
        let told = if writers.is_empty() {
            "no statement that writes it was found; find out who does".to_owned()
        } else {
            "the monolith writes it when it is told, and of what writes it today the part for this process becomes the receiver".to_owned()
        };
        Step::new(format!(
            "Keep `{marker}` in the monolith: it is the outcome that others read. The service tells it (an event, or an idempotent \
             call with the id of the decision); {told}."
        ))
        .points(writers)
        .check("The same message twice leaves the same value; a message that is late or lost is found by comparing with the service once a day.")
    };
    moving.proposal.stays.iter().map(step).collect()
}

fn calls(moving: &Moving<'_>) -> Option<Step> {
    let mut points: Vec<Point> = Vec::new();
    for call in &moving.proposal.calls {
        let other = moving.document.proposals.iter().find(|one| one.rank == call.boundary);
        if let Some(other) = other {
            let are = if call.functions == 1 { "is" } else { "are" };
            points.push(Point::new(format!(
                "{}: {} of its functions {are} called; while it is part of the monolith, that is a call of the monolith",
                other.name,
                call.functions
            )));
        }
    }
    let cut = |one: &&crate::document::v1::Blocker| one.kind == BlockerKind::SplitTransaction;
    let mut outside: Vec<&str> = Vec::new();
    for blocker in moving.proposal.blockers.iter().filter(cut) {
        outside.extend(blocker.data.iter().map(String::as_str).filter(|data| !moving.owns(data)));
    }
    outside.sort_unstable();
    outside.dedup();
    if !outside.is_empty() {
        let names: Vec<String> = outside.iter().map(|name| format!("`{name}`")).collect();
        points
            .push(Point::new(format!("written with its data today, told afterwards: {}", names.join(", "))));
    }
    (!points.is_empty()).then(|| {
        Step::new(
            "Name the calls and events between the service and the rest; each must be safe to send twice.",
        )
        .points(points)
    })
}

/// What the service needs besides its data.
fn effects(moving: &Moving<'_>) -> Option<Step> {
    let points: Vec<Point> = moving
        .proposal
        .effects
        .iter()
        .filter(|one| !one.shared)
        .map(|one| {
            let target = one.target.as_deref().map_or_else(String::new, |target| format!(", `{target}`"));
            Point::at(format!("{} by {}{target}", one.kind, one.library), &one.file, one.line)
        })
        .collect();
    (!points.is_empty()).then(|| {
        Step::new("Give the service what its code reaches besides the database, with credentials of its own.")
            .points(points)
    })
}

fn sensitive(moving: &Moving<'_>) -> Option<Step> {
    let leaving = moving.document.sensitive.iter().filter(|one| moving.owns(&one.column));
    let points: Vec<Point> = leaving
        .map(|one| {
            Point::at(format!("`{}`: {} ({})", one.column, one.class, one.reason), &one.file, one.line)
        })
        .collect();
    (!points.is_empty()).then(|| {
        Step::new("Protect what leaves: the service's role in the database reads these, the monolith's no longer; copies, logs and events carry none of it.")
            .points(points)
    })
}
