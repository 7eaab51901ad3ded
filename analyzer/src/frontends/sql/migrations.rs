//! What an SQL file is, by its path: a step of a migration folder (of sqlx, Diesel, refinery, or just numbered), one
//! that takes a step back, or a file of its own. It does not look at other files: how a tree's files fit together is
//! decided where they are applied.

use std::borrow::Cow;

use crate::facts::file::OrderKey;
use crate::facts::statement::Dialect;

/// What a path says about an SQL file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A step of the tree, at its place among the others.
    Step { tree: String, order: OrderKey },
    /// Takes a step back: never applied.
    Back,
    /// Neither: whether it is a dump, its content tells.
    Single { tree: String, name: String },
    /// Of tests, examples or documentation.
    Aside,
}

/// What the path says.
pub(super) fn role(path: &str) -> Role {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".sql").unwrap_or(file);
    if aside(folder) {
        return Role::Aside;
    }
    let (stem, direction) = direction(stem);
    if direction == Some(Direction::Down) {
        return Role::Back;
    }
    let (above, inner) = folder.rsplit_once('/').unwrap_or(("", folder));
    // `<version>_<name>/up.sql`; `<name>/up.sql`, `up1.sql`, `up2.sql` where the name is no version.
    if let Some(step) = whole_direction(stem) {
        let mut order = OrderKey {
            version: OrderKey::version(inner).unwrap_or_default(),
            name: format!("{inner}/{step:06}"),
        };
        if !order.version.is_empty() {
            order.version.push(step);
        }
        return Role::Step { tree: above.to_owned(), order };
    }
    match OrderKey::version(stem) {
        Some(version) => {
            Role::Step { tree: folder.to_owned(), order: OrderKey { version, name: stem.to_owned() } }
        }
        None if in_migrations(folder) => Role::Step {
            tree: folder.to_owned(),
            order: OrderKey { version: Vec::new(), name: stem.to_owned() },
        },
        None => Role::Single { tree: folder.to_owned(), name: stem.to_owned() },
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// `x.up`, `x.down`, `down`.
fn direction(stem: &str) -> (&str, Option<Direction>) {
    let last = stem.rsplit(['.', '_', '-']).next().unwrap_or(stem);
    let direction = match last.to_lowercase().as_str() {
        "up" => Some(Direction::Up),
        "down" | "rollback" | "revert" | "undo" => Some(Direction::Down),
        _ => None,
    };
    match direction {
        Some(Direction::Up) if last.len() < stem.len() => (&stem[..stem.len() - last.len() - 1], direction),
        _ => (stem, direction),
    }
}

/// `up`, `up1`, `up02`: the number.
fn whole_direction(stem: &str) -> Option<u64> {
    let rest = stem.strip_prefix("up")?;
    if rest.is_empty() { Some(0) } else { rest.parse().ok() }
}

fn folders(folder: &str) -> impl Iterator<Item = String> + '_ {
    folder.split('/').map(str::to_lowercase)
}

/// Whether the folder is one of migrations, by its name or that of one around it.
fn in_migrations(folder: &str) -> bool {
    folders(folder).any(|name| {
        name.split(['_', '-', '.']).any(|word| matches!(word, "migration" | "migrations" | "migrate"))
    })
}

fn aside(folder: &str) -> bool {
    folders(folder).any(|name| {
        matches!(
            name.as_str(),
            "test"
                | "tests"
                | "testing"
                | "fixture"
                | "fixtures"
                | "testdata"
                | "docs"
                | "doc"
                | "examples"
                | "example"
                | "benches"
                | "bench"
                | "benchmarks"
                | "seeds"
        )
    })
}

/// The text without what takes the step back, in a file that holds both ways (`-- migrate:up`, `-- migrate:down`, as dbmate
/// writes, goose's `-- +goose Down` and others). Lines stay where they are.
pub(super) fn forward(text: &str) -> Cow<'_, str> {
    let ways: Vec<Option<Direction>> = text.lines().map(way).collect();
    if !(ways.contains(&Some(Direction::Up)) && ways.contains(&Some(Direction::Down))) {
        return Cow::Borrowed(text);
    }
    let mut back = false;
    let mut kept = String::with_capacity(text.len());
    for (line, way) in text.split_inclusive('\n').zip(ways) {
        back = way.map_or(back, |way| way == Direction::Down);
        kept.push_str(if back { "\n" } else { line });
    }
    Cow::Owned(kept)
}

/// A comment line that is the way, alone or behind a tool's name: `-- up`, `-- migrate:up`, `-- +goose Up`.
fn way(line: &str) -> Option<Direction> {
    let comment = line.trim().strip_prefix("--")?;
    let words: Vec<String> = comment
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let says = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let marks = words.len() == 1 || (words.len() == 2 && comment.contains([':', '+']));
    if marks && says(&["up"]) {
        Some(Direction::Up)
    } else if marks && says(&["down", "undo"]) {
        Some(Direction::Down)
    } else {
        None
    }
}

/// The dialect that a folder's name tells; else PostgreSQL's, which falls back on the others.
pub(super) fn dialect(path: &str) -> Dialect {
    let mut found = Dialect::Postgres;
    for name in folders(path) {
        for word in name.split(['_', '-', '.']) {
            match word {
                "mysql" | "mariadb" => found = Dialect::Mysql,
                "sqlite" | "sqlite3" => found = Dialect::Sqlite,
                "postgres" | "postgresql" | "pg" => found = Dialect::Postgres,
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{OrderKey, Role, forward, role};

    fn step(path: &str) -> (String, Vec<u64>) {
        match role(path) {
            Role::Step { tree, order } => (tree, order.version),
            other => panic!("{path}: {other:?}"),
        }
    }

    #[test]
    fn steps_of_known_tools() {
        assert_eq!(step("migrations/20200716_x.sql"), ("migrations".into(), vec![20_200_716]));
        assert_eq!(step("a/migrations/20200716_x.up.sql"), ("a/migrations".into(), vec![20_200_716]));
        let diesel = step("migrations/2019-02-26-002946_create_user/up.sql");
        assert_eq!(diesel, ("migrations".into(), vec![20_190_226_002_946, 0]));
        assert_eq!(step("db/V1_2__x.sql"), ("db".into(), vec![1, 2]));
        assert_eq!(step("schema/crdb/add-thing/up03.sql"), ("schema/crdb".into(), vec![]));
        assert_eq!(step("sql/0001.sql"), ("sql".into(), vec![1]));
    }

    #[test]
    fn steps_back_and_asides_are_not_applied() {
        assert_eq!(role("migrations/1_x/down.sql"), Role::Back);
        assert_eq!(role("migrations/1_x.down.sql"), Role::Back);
        assert_eq!(role("a/tests/1_x.sql"), Role::Aside);
        assert!(matches!(role("db/structure.sql"), Role::Single { .. }));
    }

    #[test]
    fn a_file_of_both_ways_is_read_forward() {
        let text = "-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n";
        assert_eq!(forward(text), "-- migrate:up\nCREATE TABLE a (id int);\n\n\n\n");
        let goose = "-- +goose Up\nA;\n-- +goose Down\nB;\n-- +goose Up\nC;";
        assert_eq!(forward(goose), "-- +goose Up\nA;\n\n\n-- +goose Up\nC;");
        let remark = "-- set up\nA;\n-- down\nB;\n-- going up and down and up\n";
        assert_eq!(forward(remark), remark);
    }

    #[test]
    fn versions_are_numbers_at_the_head() {
        assert_eq!(OrderKey::version("create_users"), None);
        assert_eq!(OrderKey::version("00000000000000_setup"), Some(vec![0]));
        assert_eq!(OrderKey::version("20240101120000-add-x"), Some(vec![20_240_101_120_000]));
    }
}
