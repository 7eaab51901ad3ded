//! Stage 4: the data moves while people use it, in steps of which each is safe by itself, has a check and a way back.

use super::capture::{Way, draft, off, on};
use super::implement::counts_up;
use super::moving::{Moving, Piece};
use super::{Draft, Point, Stage, Step, sql};
use crate::document::v1::ForeignKey;

/// Rows of one batch.
const BATCH: u32 = 1000;

pub(super) fn stage(moving: &Moving<'_>) -> Stage {
    let mut steps = Vec::new();
    let keyed: Vec<&Piece<'_>> = moving.pieces.iter().filter(|piece| !piece.key.is_empty()).collect();
    if !keyed.is_empty() {
        steps.push(captured(moving, &keyed));
    }
    steps.push(backfill(moving));
    steps.extend(inner_keys(moving));
    steps.push(verify(moving));
    steps.push(read_switch(moving));
    steps.push(write_switch(moving, &keyed));
    Stage {
        title: "Migrate",
        why: "Each step is atomic: it happens or it does not, v1 and v2 say the same before and after, and there is a way back. Change \
              capture comes before the backfill, so that no row falls between the two."
            .to_owned(),
        steps,
    }
}

fn captured(moving: &Moving<'_>, keyed: &[&Piece<'_>]) -> Step {
    Step::new("Change capture: whatever v1 writes, v2 gets in the same transaction. v1 leads.")
        .points([Point::new(format!(
            "the triggers act as the role that writes v1: let it use the schema `{}` and write its tables first, or every write of v1 fails",
            moving.schema
        ))])
        .sql([limit()])
        .sql(keyed.iter().flat_map(|piece| on(moving, piece, Way::Forth)))
        .check("A row that is written in v1 is in v2; writes take hardly longer, and none fails.")
        .back("Drop the triggers, empty v2's tables: v1 does not know of them.")
}

/// Taking a lock must not make everybody wait behind it.
pub(super) fn limit() -> Draft {
    Draft {
        comment: "Rather fail and try again than let everybody wait behind the lock.".to_owned(),
        statement: "SET lock_timeout = '2s';".to_owned(),
    }
}

fn backfill(moving: &Moving<'_>) -> Step {
    let unkeyed = moving.pieces.iter().filter(|piece| piece.key.is_empty());
    let points = unkeyed.map(|piece| {
        Point::new(format!(
            "`{}` has no primary key that is known: nothing tells its rows apart. Give it one first, or stop its writers from here to the write switch",
            piece.table.name
        ))
    });
    Step::new(format!(
        "Backfill, {BATCH} rows at a time: run each statement in a transaction of its own until it inserts 0 rows. What is there already stays, so it can \
         be stopped and begun again."
    ))
    .points(points)
    .sql(moving.pieces.iter().map(|piece| batch(moving, piece)))
    .check("The last run of each statement inserts 0 rows.")
    .back("Empty v2's tables and begin again.")
}

fn batch(moving: &Moving<'_>, piece: &Piece<'_>) -> Draft {
    let v2 = moving.v2(piece);
    let all = piece.all();
    let into = sql::names(all.iter().map(|(_, v2)| v2.as_str()));
    let from: Vec<String> = all.iter().map(|(v1, _)| format!("here.{}", sql::name(v1))).collect();
    let from = from.join(", ");
    let v1 = piece.v1();
    if piece.key.is_empty() {
        return Draft {
            comment: "Once, while nobody writes.".to_owned(),
            statement: format!(
                "INSERT INTO {v2} ({into}) SELECT {from} FROM {v1} AS here WHERE NOT EXISTS (SELECT 1 FROM {v2});"
            ),
        };
    }
    let same: Vec<String> = piece
        .key
        .iter()
        .map(|(v1, v2)| format!("there.{} = here.{}", sql::name(v2), sql::name(v1)))
        .collect();
    let filled = piece.filled("here.").map(|filled| format!(" AND ({filled})")).unwrap_or_default();
    let order: Vec<String> = piece.key.iter().map(|(v1, _)| format!("here.{}", sql::name(v1))).collect();
    let on = sql::names(piece.key.iter().map(|(_, v2)| v2.as_str()));
    Draft {
        comment: "The rows are locked, so that nobody removes one between reading and writing.".to_owned(),
        statement: format!(
            "INSERT INTO {v2} ({into})\nSELECT {from}\nFROM {v1} AS here\nWHERE NOT EXISTS (SELECT 1 FROM {v2} AS there WHERE {}){filled}\nORDER BY \
             {}\nLIMIT {BATCH}\nFOR SHARE OF here\nON CONFLICT ({on}) DO NOTHING;",
            same.join(" AND "),
            order.join(", ")
        ),
    }
}

fn inner_keys(moving: &Moving<'_>) -> Option<Step> {
    let mut drafts = Vec::new();
    for piece in &moving.pieces {
        for key in piece.inner_keys(moving) {
            drafts.extend(inner_key(moving, piece, key).into_iter().flatten());
        }
    }
    (!drafts.is_empty()).then(|| {
        Step::new("The foreign keys inside the boundary, now that the rows are there: NOT VALID locks for a moment only, VALIDATE reads while people write.")
            .sql(drafts)
            .check("VALIDATE finds no row without its parent.")
            .back("Drop the constraint.")
    })
}

fn inner_key(moving: &Moving<'_>, piece: &Piece<'_>, key: &ForeignKey) -> Option<[Draft; 2]> {
    let to = moving.whole(&key.to)?;
    let columns = sql::names(key.columns.iter().map(String::as_str));
    let there = match key.to_columns.as_slice() {
        [] => String::new(),
        there => format!(" ({})", sql::names(there.iter().map(String::as_str))),
    };
    let name = sql::name(&sql::foreign_key_name(&piece.name, &key.columns));
    let table = moving.v2(piece);
    let action = key.on_delete.as_deref().map(str::to_ascii_uppercase);
    let known = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT"];
    let action = action.filter(|action| known.contains(&action.as_str()));
    let action = action.map(|action| format!(" ON DELETE {action}")).unwrap_or_default();
    Some([
        draft(format!(
            "ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {}{there}{action} NOT VALID;",
            moving.v2(to)
        )),
        draft(format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name};")),
    ])
}

fn verify(moving: &Moving<'_>) -> Step {
    Step::new("Verify: each statement gives one line for v1 and one for v2, in one look at the data.")
        .sql(moving.pieces.iter().map(|piece| compared(moving, piece)))
        .check("The two lines of each are the same, three times on three days.")
        .back("Nothing was changed. Where lines differ, compare by ranges of the key until the row is found, and find out who wrote past the capture.")
}

fn compared(moving: &Moving<'_>, piece: &Piece<'_>) -> Draft {
    let all = piece.all();
    let side = |name: &str, columns: Vec<&str>, table: &str, filled: Option<String>| {
        let filled = filled.map(|filled| format!(" WHERE {filled}")).unwrap_or_default();
        format!(
            "SELECT '{name}' AS side, count(*) AS row_count, sum(CAST(hashtextextended(CAST(ROW({}) AS text), 0) AS numeric)) AS checksum FROM {table}{filled}",
            sql::names(columns)
        )
    };
    let v1 = side("v1", all.iter().map(|(v1, _)| *v1).collect(), &piece.v1(), piece.filled(""));
    let v2 = side("v2", all.iter().map(|(_, v2)| v2.as_str()).collect(), &moving.v2(piece), None);
    draft(format!("{v1}\nUNION ALL\n{v2};"))
}

fn read_switch(moving: &Moving<'_>) -> Step {
    let readers = moving.proposal.consumers.len();
    let who = match readers {
        0 => "The service's operations read v2".to_owned(),
        1 => "The service's operations and the one consumer outside read v2".to_owned(),
        n => format!("The service's operations and the {n} consumers outside read v2"),
    };
    Step::new(format!(
        "Read switch: {who}, behind a flag, for a few people first, then for all. First read both for a while, answer with v1, and log where they differ."
    ))
    .check("No differences logged in a week of real use; the verifying statements still agree.")
    .back("The flag: v1 still leads, and has everything.")
}

fn write_switch(moving: &Moving<'_>, keyed: &[&Piece<'_>]) -> Step {
    let mut drafts = vec![draft("BEGIN;".to_owned()), draft("SET LOCAL lock_timeout = '2s';".to_owned())];
    let v1: Vec<String> = moving.pieces.iter().map(Piece::v1).collect();
    drafts.push(draft(format!("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE;", v1.join(", "))));
    for piece in keyed {
        drafts.extend(off(moving, piece, Way::Forth));
    }
    for piece in &moving.pieces {
        drafts.extend(sequences(moving, piece));
    }
    for piece in keyed {
        drafts.extend(on(moving, piece, Way::Back));
    }
    drafts.push(draft("COMMIT;".to_owned()));
    Step::new(
        "Write switch: stop the operations' writes for the moment (a flag that answers 503, jobs paused), run this in one transaction, then let \
         the operations write v2. From here v2 leads, and v1 is kept true for the way back.",
    )
    .points(own_triggers(moving))
    .sql(drafts)
    .check("The verifying statements agree after the first writes in v2; new ids go on where v1's ended.")
    .back(
        "The same transaction the other way: drop the triggers from v2 to v1, set v1's sequences past the highest id, make the triggers from v1 to v2 \
         again; then the flag.",
    )
}

/// What the database does in v1 by itself, and would do once more for a row that comes back.
fn own_triggers(moving: &Moving<'_>) -> Vec<Point> {
    let triggers = moving.document.graph.iter().flat_map(|graph| &graph.triggers);
    let watched = triggers.filter_map(|trigger| {
        let table = moving.document.tables.get(trigger.table as usize)?;
        moving.pieces.iter().any(|piece| piece.table.name == table.name).then(|| {
            Point::at(
                format!(
                    "v1's own trigger `{}` on `{}` also fires for rows that come back: disable it, or let it do nothing twice",
                    trigger.name, table.name
                ),
                &trigger.file,
                trigger.line,
            )
        })
    });
    watched.collect()
}

fn sequences(moving: &Moving<'_>, piece: &Piece<'_>) -> Vec<Draft> {
    if !piece.whole {
        return Vec::new();
    }
    let table = moving.v2(piece);
    let counting = piece.columns.iter().filter(|column| counts_up(column));
    let set = counting.map(|column| {
        let name = sql::name(&column.name);
        draft(format!(
            "SELECT setval(pg_get_serial_sequence({}, {}), (SELECT coalesce(max({name}), 0) + 1 FROM {table}), false);",
            sql::text(&table),
            sql::text(&column.name)
        ))
    });
    set.collect()
}
