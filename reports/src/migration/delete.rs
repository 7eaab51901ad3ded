//! Stage 5: what moved is deleted in v1. Without it nothing was extracted: there would be two of everything.

use std::collections::BTreeSet;

use super::capture::{Way, draft, off};
use super::fix::divided;
use super::functions::short;
use super::moving::{Moving, Piece};
use super::transfer::limit;
use super::{Draft, Point, Stage, Step, sql};

pub(super) fn stage(moving: &Moving<'_>) -> Stage {
    Stage {
        title: "Delete v1",
        why: "Code first, data last: as long as a function still names a table, dropping it is an outage; what is dropped has no way back but the backup."
            .to_owned(),
        steps: vec![functions(moving), unused(moving), disconnect(moving), drops(moving), plan(moving)],
    }
}

fn functions(moving: &Moving<'_>) -> Step {
    // Whom the outcome is told to is what writes it today.
    let receivers: Vec<(&String, Vec<Point>)> =
        moving.proposal.stays.iter().map(|marker| (marker, moving.functions.writing(marker))).collect();
    let points = moving.proposal.operations.iter().map(|one| {
        let name = format!("`{}`", short(&one.function));
        let writes = |point: &Point| {
            point.text == name && point.place.as_ref().is_some_and(|place| place.file == one.file)
        };
        let kept: Vec<String> = receivers
            .iter()
            .filter(|(_, writers)| writers.iter().any(writes))
            .map(|(marker, _)| format!("`{marker}`"))
            .collect();
        let text = match (kept.is_empty(), divided(moving, &one.function)) {
            (false, _) => {
                format!("{name}: what writes {} stays, as the receiver of the outcome", kept.join(", "))
            }
            (true, true) => format!("{name}: only what moved; the rest stays"),
            (true, false) => name,
        };
        Point::at(text, &one.file, one.line)
    });
    Step::new(
        "Delete the functions, their routes and jobs where they are registered, and what only they used: row types, schema declarations of the tables, \
         helpers. A function that still has a caller in the monolith becomes a call of the service.",
    )
    .points(points)
    .check(format!(
        "The monolith compiles without warnings of unused code, its tests pass, and with `{}` at the stage `extracted` `gerund drift` finds nothing.",
        moving.proposal.name
    ))
    .back("Revert the commit: the data is still there, and kept true.")
}

fn unused(moving: &Moving<'_>) -> Step {
    let tables: Vec<String> = moving
        .pieces
        .iter()
        .filter(|one| one.whole)
        .map(|one| format!("{}::regclass", sql::text(&one.v1())))
        .collect();
    let step = Step::new("Look whether anybody still uses the data: a report, a script, a person.")
        .check("Over a whole cycle of the business, a month's end included, only the capture writes, and the counts of reads do not grow.")
        .back("Nothing was changed.");
    if tables.is_empty() {
        return step;
    }
    step.sql([draft(format!(
        "SELECT relname, seq_scan, idx_scan, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables WHERE relid IN ({}) ORDER BY relname;",
        tables.join(", ")
    ))])
}

fn disconnect(moving: &Moving<'_>) -> Step {
    let keyed = moving.pieces.iter().filter(|piece| !piece.key.is_empty());
    let drafts: Vec<Draft> = keyed.flat_map(|piece| off(moving, piece, Way::Back)).collect();
    Step::new("Make a backup of the data and restore it somewhere once; then stop keeping v1 true.")
        .sql(drafts)
        .check("Writes in v2 do not reach v1 any more.")
        .back("Make the triggers again and backfill from v2 to v1; from the next step on there is only the backup.")
}

fn drops(moving: &Moving<'_>) -> Step {
    let mut drafts = vec![limit()];
    drafts.extend(cycles(moving));
    let columns: BTreeSet<&String> = moving.proposal.owns.columns.iter().collect();
    for data in columns {
        let Some((table, column)) = data.rsplit_once('.') else { continue };
        if moving.whole(table).is_none() {
            drafts.push(draft(format!(
                "ALTER TABLE {} DROP COLUMN {};",
                sql::table(table),
                sql::name(column)
            )));
        }
    }
    // Those that refer to others go before them.
    for piece in moving.pieces.iter().rev().filter(|piece| piece.whole) {
        drafts.push(draft(format!("DROP TABLE {};", piece.v1())));
    }
    let mut points = triggers(moving);
    if !moving.proposal.owns.columns.is_empty() {
        points.push(Point::new(
            "indexes and checks over a column go with it, unasked: look at them first (`\\d` of the table)",
        ));
    }
    Step::new("Drop the data, in a migration of the monolith. Without CASCADE: what still depends on it should stop this, not vanish with it.")
        .points(points)
        .sql(drafts)
        .check("The monolith runs, its own migrations run from nothing, and its generated schema has no trace of the data.")
        .back("The backup.")
}

/// Constraints between tables that refer to each other: no order of dropping would do.
fn cycles(moving: &Moving<'_>) -> Vec<Draft> {
    let order: Vec<&Piece<'_>> = moving.pieces.iter().filter(|piece| piece.whole).collect();
    let at = |name: &str| order.iter().position(|piece| piece.table.name == name);
    let mut drafts = Vec::new();
    for (own, piece) in order.iter().enumerate() {
        for key in &piece.table.foreign_keys {
            if at(&key.to).is_some_and(|to| to > own) {
                let name = sql::name(&sql::foreign_key_name(&piece.table.name, &key.columns));
                drafts.push(draft(format!("ALTER TABLE {} DROP CONSTRAINT {name};", piece.v1())));
            }
        }
    }
    drafts
}

fn triggers(moving: &Moving<'_>) -> Vec<Point> {
    let all = moving.document.graph.iter().flat_map(|graph| &graph.triggers);
    let of = all.filter_map(|trigger| {
        let table = moving.document.tables.get(trigger.table as usize)?;
        moving.whole(&table.name)?;
        let text = format!("trigger `{}` goes with its table; drop its function too", trigger.name);
        Some(Point::at(text, &trigger.file, trigger.line))
    });
    of.collect()
}

fn plan(moving: &Moving<'_>) -> Step {
    Step::new(format!(
        "Set the stage of {} to `deleted` in the plan: from then on `gerund drift` tells what comes back.",
        moving.proposal.name
    ))
    .check("`gerund drift` finds nothing left over.")
}
