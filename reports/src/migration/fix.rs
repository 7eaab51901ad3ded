//! Stage 2: what stands in the way is fixed inside v1, while everything is still one program and one database.

use super::functions::{few, short, some};
use super::moving::Moving;
use super::{Draft, Point, Stage, Step, sql};
use crate::document::v1::graph::Mode;
use crate::document::v1::{Blocker, BlockerKind, Consumer, ForeignKey, Role, Table};

pub(super) fn stage(moving: &Moving<'_>) -> Stage {
    let mut ordered: Vec<(u8, usize, Step)> = Vec::new();
    for blocker in &moving.proposal.blockers {
        ordered.push((rank(&blocker.kind), depth(moving, &blocker.data), step(moving, blocker)));
    }
    for consumer in &moving.proposal.consumers {
        ordered.push((READS, depth(moving, &consumer.reads), reads(moving, consumer)));
    }
    // Stable: the document's own order decides what is left open.
    ordered.sort_by_key(|(rank, depth, _)| (*rank, *depth));
    let why = if ordered.is_empty() {
        "Nothing stands in the way: no foreign writer, no transaction, join or foreign key across the line, nobody outside who reads \
         the data."
            .to_owned()
    } else {
        "All of this happens inside v1, one pull request a step; the monolith works after each. Data dependencies go first: what a \
         statement touches must be known before it can be moved; while others write the data, no operation can promise anything; a \
         function that serves both sides must be divided before a side can call the other; then reads and calls go \
         through the operations, and joins with them. Only then can a transaction be cut without losing a write, and a trigger \
         be replaced. Foreign keys hold the data together while all of this changes, so they are loosened last. Within a kind, \
         data that others refer to comes later."
            .to_owned()
    };
    let mut steps: Vec<Step> = ordered.into_iter().map(|(_, _, step)| step).collect();
    if !steps.is_empty() {
        steps.push(
            Step::new("Look whether anything is left.").check(
                "`gerund drift` finds nothing of this boundary that the design does not keep on purpose, and the monolith's tests pass.",
            ),
        );
    }
    Stage { title: "Fix v1", why, steps }
}

/// Consumers' place among the kinds.
const READS: u8 = 3;

fn rank(kind: &BlockerKind) -> u8 {
    match kind {
        BlockerKind::DynamicSql => 0,
        BlockerKind::ForeignWrite => 1,
        BlockerKind::SharedCode => 2,
        BlockerKind::ForeignCall => 4,
        BlockerKind::Join => 5,
        BlockerKind::SplitTransaction => 6,
        BlockerKind::Trigger => 7,
        BlockerKind::ForeignKey => 9,
        BlockerKind::Other(_) => 8,
    }
}

/// How late the data comes: what refers to other moving data can be freed before it.
fn depth(moving: &Moving<'_>, data: &[String]) -> usize {
    let tables = moving.pieces.iter().rev();
    let first = tables.enumerate().find(|(_, piece)| {
        data.iter()
            .any(|name| *name == piece.table.name || name.starts_with(&format!("{}.", piece.table.name)))
    });
    first.map_or(usize::MAX, |(at, _)| at)
}

fn step(moving: &Moving<'_>, blocker: &Blocker) -> Step {
    let by = blocker.function.as_deref().map(|function| format!("`{}`", short(function))).unwrap_or_default();
    let data = some(blocker.data.iter().map(|name| format!("`{name}`")), usize::MAX);
    let step = match &blocker.kind {
        BlockerKind::ForeignWrite => foreign_write(moving, blocker, &by, &data),
        BlockerKind::SharedCode => {
            Step::new(format!("Shared code: {by} also writes {data}; {}.", blocker.fix))
        }
        BlockerKind::DynamicSql => Step::new(format!("Dynamic SQL: {by} may touch {data}; {}.", blocker.fix)),
        BlockerKind::ForeignCall => {
            Step::new(format!("Foreign call: {by} has {data} written; {}.", blocker.fix))
        }
        BlockerKind::Join => join(moving, blocker, &by),
        BlockerKind::SplitTransaction => transaction(moving, blocker, &by),
        BlockerKind::Trigger => trigger(moving, blocker, &data),
        BlockerKind::ForeignKey => foreign_key(moving, blocker),
        BlockerKind::Other(code) => {
            Step::new(format!("{}: {by} {data}; {}", code.replace('_', " "), blocker.fix))
        }
    };
    let mut step = step.at(&blocker.file, blocker.line);
    let way = blocker.chain.iter().map(|one| Point::at(one.claim.clone(), &one.file, one.line));
    step.points.splice(0..0, way);
    step
}

fn foreign_write(moving: &Moving<'_>, blocker: &Blocker, by: &str, data: &str) -> Step {
    let function = blocker.function.as_deref().unwrap_or_default();
    let mut points = Vec::new();
    // What belongs to the boundary by its name moves, and calls nothing.
    let stays = !blocker.fix.starts_with("move it");
    for name in blocker.data.iter().filter(|_| stays) {
        let table = if moving.whole(name).is_some() {
            name.as_str()
        } else {
            name.rsplit_once('.').map_or("", |it| it.0)
        };
        for mode in moving.functions.writes(function, table) {
            let alike = moving.proposal.operations.iter();
            let alike = alike.filter(|one| moving.functions.writes(&one.function, table).contains(&mode));
            let alike: Vec<String> = alike.map(|one| format!("`{}`", short(&one.function))).collect();
            let verb = match mode {
                Mode::Insert => "makes rows of",
                Mode::Update => "changes rows of",
                Mode::Delete => "removes rows of",
                Mode::Read => continue,
            };
            points.push(Point::new(if alike.is_empty() {
                format!("it {verb} `{table}`, which no operation of the service does yet: write one, and call it here")
            } else {
                format!("it {verb} `{table}`, like {}: call that, or give the service an operation for this case", some(alike, 3))
            }));
        }
    }
    Step::new(format!("Foreign write: {by} writes {data}; {}.", blocker.fix))
        .points(points)
        .check("`gerund explain` on the table names no writer outside of the boundary.")
}

fn reads(moving: &Moving<'_>, consumer: &Consumer) -> Step {
    let data = some(consumer.reads.iter().map(|name| format!("`{name}`")), usize::MAX);
    Step::new(format!(
        "Read: `{}` reads {data}; let it ask an operation of {}, or read a copy that events keep.",
        short(&consumer.function),
        moving.proposal.name
    ))
    .at(&consumer.file, consumer.line)
}

fn join(moving: &Moving<'_>, blocker: &Blocker, by: &str) -> Step {
    let (inside, outside): (Vec<&String>, Vec<&String>) =
        blocker.data.iter().partition(|name| moving.owns(name));
    let code = |names: &[&String]| some(names.iter().map(|name| format!("`{name}`")), usize::MAX);
    let mine = blocker
        .function
        .as_ref()
        .is_some_and(|name| moving.proposal.operations.iter().any(|one| one.function == *name));
    let how = if mine {
        format!(
            "select from {} alone, then ask the monolith for what is shown of {} by the ids, all in one call",
            code(&inside),
            code(&outside)
        )
    } else {
        format!("ask {} for its part by the ids, all in one call, and join in code", moving.proposal.name)
    };
    Step::new(format!("Join: {by} joins {} with {}; {how}.", code(&inside), code(&outside)))
        .check("The same rows in the same order as before, and one call a page, not one a row. Where it filters or sorts by the other side, keep a copy of that column.")
}

fn transaction(moving: &Moving<'_>, blocker: &Blocker, by: &str) -> Step {
    let (inside, outside): (Vec<&String>, Vec<&String>) =
        blocker.data.iter().partition(|name| moving.owns(name));
    let code = |names: &[&String]| some(names.iter().map(|name| format!("`{name}`")), usize::MAX);
    Step::new(format!(
        "Transaction: {by} writes {} and {} in one; commit the boundary's part with a row in an outbox, and let that row cause the rest.",
        code(&inside),
        code(&outside)
    ))
    .check("Stopped between the two parts, the rest still happens after a restart, once.")
}

fn trigger(moving: &Moving<'_>, blocker: &Blocker, data: &str) -> Step {
    let triggers = moving.document.graph.iter().flat_map(|graph| &graph.triggers);
    let here = triggers.filter(|one| one.file == blocker.file && one.line == blocker.line);
    let drafts = here.filter_map(|one| {
        let table = moving.document.tables.get(one.table as usize)?;
        Some(Draft {
            comment: "Only once the code does what its function did.".to_owned(),
            statement: format!("DROP TRIGGER {} ON {};", sql::name(&one.name), sql::table(&table.name)),
        })
    });
    Step::new(format!("Trigger: the database itself reaches across the line ({data}); {}.", blocker.fix))
        .sql(drafts)
}

fn foreign_key(moving: &Moving<'_>, blocker: &Blocker) -> Step {
    // The data's order says nothing of the direction: the schema does.
    let is = |table: &Table, key: &ForeignKey| {
        key.file == blocker.file
            && key.line == blocker.line
            && [&table.name, &key.to].iter().all(|name| blocker.data.contains(name))
            && moving.whole(&table.name).is_some() != moving.whole(&key.to).is_some()
    };
    let tables = moving.document.tables.iter();
    let found = tables.flat_map(|table| table.foreign_keys.iter().map(move |key| (table, key)));
    let found: Vec<(&Table, &ForeignKey)> = found.filter(|(table, key)| is(table, key)).collect();
    let Some(&(table, first)) = found.first() else {
        return Step::new(format!("Foreign key: {}.", blocker.fix));
    };
    let (from, to) = (&table.name, &first.to);
    let keys: Vec<&ForeignKey> =
        found.iter().filter(|(one, key)| one.name == *from && key.to == *to).map(|(_, key)| *key).collect();
    let columns: Vec<String> =
        keys.iter().flat_map(|key| &key.columns).map(|name| format!("`{name}`")).collect();
    let what = format!("Foreign key: `{from}` ({}) refers to `{to}`; {}.", columns.join(", "), blocker.fix);
    let mut step = Step::new(what);
    if let Some(action) = keys.iter().find_map(|key| key.on_delete.as_deref()) {
        step.points.push(Point::new(format!(
            "it says ON DELETE {action}: where a row of `{to}` is removed, an operation must do that from now on, before the \
             constraint goes"
        )));
        let removing = few(moving.functions.removing(to), 6);
        if removing.is_empty() {
            step.points.push(Point::new(format!(
                "no function that removes rows of `{to}` was found; look at what people do by hand"
            )));
        }
        step.points.extend(removing);
    }
    step.sql.extend(keys.iter().flat_map(|key| loosened(table, key)));
    step.check("No ids without a row: the second statement counts none, today and a week later.")
        .back("Add the constraint again: `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY …`, with NOT VALID first, then VALIDATE.")
}

fn loosened(table: &Table, key: &ForeignKey) -> Vec<Draft> {
    let (from, to) = (sql::table(&table.name), sql::table(&key.to));
    let constraint = sql::name(&sql::foreign_key_name(&table.name, &key.columns));
    let mut drafts = vec![Draft {
        comment:
            "The constraint's name as it really is; below stands the one that PostgreSQL gives by itself."
                .to_owned(),
        statement: format!(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = {}::regclass AND \
             confrelid = {}::regclass;",
            sql::text(&from),
            sql::text(&to)
        ),
    }];
    if !key.columns.is_empty() && key.columns.len() == key.to_columns.len() {
        let pairs = key.columns.iter().zip(&key.to_columns);
        let same: Vec<String> = pairs
            .map(|(own, other)| format!("there.{} = here.{}", sql::name(other), sql::name(own)))
            .collect();
        let set: Vec<String> =
            key.columns.iter().map(|own| format!("here.{} IS NOT NULL", sql::name(own))).collect();
        drafts.push(Draft {
            comment: String::new(),
            statement: format!(
                "SELECT count(*) AS ids_without_row FROM {from} AS here WHERE {} AND NOT EXISTS (SELECT 1 FROM {to} AS there WHERE {});",
                set.join(" AND "),
                same.join(" AND ")
            ),
        });
    }
    drafts.push(Draft {
        comment: String::new(),
        statement: format!("ALTER TABLE {from} DROP CONSTRAINT {constraint};"),
    });
    drafts
}

/// Whether the function is an entry point of the boundary that also does what stays: it is divided, not deleted.
pub(super) fn divided(moving: &Moving<'_>, function: &str) -> bool {
    let shared =
        |one: &Blocker| one.kind == BlockerKind::SharedCode && one.function.as_deref() == Some(function);
    moving.proposal.blockers.iter().any(shared)
}

/// Whether the outside starts the function.
pub(super) fn entry(role: Role) -> bool {
    role == Role::Entry
}
