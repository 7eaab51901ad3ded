//! From the text of a plan to what it says, or to what is wrong with it and on which line.

use std::collections::BTreeMap;
use std::ops::Range;

use globset::Glob;
use serde::Deserialize;
use toml::Spanned;

use super::{Boundary, Item, Plan, Policy, Stage, VERSION};

/// Why a plan cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct PlanError {
    /// From 1.
    pub line: u32,
    /// What is wrong, for a person.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<i64>,
    #[serde(default)]
    boundary: Vec<Written>,
    #[serde(default)]
    drift: Policy,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Spanned<String>,
    #[serde(default)]
    verb: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    stage: Stage,
    #[serde(default)]
    owners: Vec<String>,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    tables: Vec<Spanned<String>>,
    #[serde(default)]
    columns: Vec<Spanned<String>>,
    #[serde(default)]
    markers: Vec<Spanned<String>>,
    #[serde(default)]
    operations: Vec<Spanned<String>>,
}

pub(super) fn plan(text: &str) -> Result<Plan, PlanError> {
    let lines = Lines::of(text);
    let file: File = toml::from_str(text).map_err(|error| {
        let what = error.message().trim().replace('\n', ": ");
        let hint = match what.starts_with("unknown field") {
            true => "check the spelling against README.md, \"The plan\"",
            false => "mend that line; README.md, \"The plan\", shows every key",
        };
        PlanError { line: lines.of_span(&error.span().unwrap_or_default()), what, hint: hint.to_owned() }
    })?;
    if *file.version.get_ref() != VERSION {
        return Err(PlanError {
            line: lines.of_span(&file.version.span()),
            what: format!("the plan has version {}, and this gerund reads {VERSION}", file.version.get_ref()),
            hint: "update gerund, or write `version = 1`".to_owned(),
        });
    }
    let boundaries = file.boundary.into_iter().map(|one| lines.boundary(one)).collect();
    let plan = Plan { boundaries, policy: file.drift };
    check(&plan)?;
    Ok(plan)
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines([0].into_iter().chain(ends).collect())
    }

    fn of_span(&self, span: &Range<usize>) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= span.start)).unwrap_or(u32::MAX)
    }

    fn item(&self, one: Spanned<String>) -> Item {
        let line = self.of_span(&one.span());
        Item { text: one.into_inner(), line }
    }

    fn items(&self, all: Vec<Spanned<String>>) -> Vec<Item> {
        all.into_iter().map(|one| self.item(one)).collect()
    }

    fn boundary(&self, one: Written) -> Boundary {
        Boundary {
            name: self.item(one.name),
            verb: one.verb,
            subject: one.subject,
            stage: one.stage,
            owners: one.owners,
            notes: one.notes,
            tables: self.items(one.tables),
            columns: self.items(one.columns),
            markers: self.items(one.markers),
            operations: self.items(one.operations),
        }
    }
}

/// What the plan must not contradict: itself.
fn check(plan: &Plan) -> Result<(), PlanError> {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    let mut owned: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for boundary in &plan.boundaries {
        let name = &boundary.name;
        if name.text.trim().is_empty() {
            return Err(wrong(
                name,
                "a boundary has no name",
                "give it one: subject and verb, `UserApprovals`",
            ));
        }
        if let Some(line) = names.insert(&name.text, name.line) {
            let what = format!("{} is planned twice, on line {line} too", name.text);
            return Err(wrong(name, &what, "make them one, or give one another name"));
        }
        columns_have_tables(boundary)?;
        for data in boundary.tables.iter().chain(&boundary.columns) {
            if let Some((other, line)) = owned.insert(&data.text, (&name.text, data.line)) {
                let what = format!("{} is owned by {other} too, on line {line}", data.text);
                return Err(wrong(data, &what, "data has one owner: take it out of one of the lists"));
            }
        }
        for pattern in &boundary.operations {
            if let Err(error) = Glob::new(&pattern.text) {
                let what = format!("operation `{}`: {}", pattern.text, error.kind());
                return Err(wrong(
                    pattern,
                    &what,
                    "write a function as reports do, `*` and `**` for any part",
                ));
            }
        }
    }
    for boundary in &plan.boundaries {
        // What one process leaves as its outcome may stand in a table that another owns; not in its own.
        let own = |column: &&Item| {
            boundary.tables.iter().any(|table| column.text.starts_with(&format!("{}.", table.text)))
        };
        for column in boundary.columns.iter().chain(boundary.markers.iter().filter(own)) {
            let (table, _) = column.text.rsplit_once('.').unwrap_or_default();
            if let Some((owner, line)) = owned.get(table) {
                let what =
                    format!("{} is part of {table}, which {owner} owns whole, on line {line}", column.text);
                return Err(wrong(column, &what, "a table is owned whole or by columns, not both"));
            }
        }
        if let Some(marker) = boundary.markers.iter().find(|marker| owned.contains_key(marker.text.as_str()))
        {
            let what = format!("{} is a marker, which stays, and owned, which leaves", marker.text);
            return Err(wrong(marker, &what, "take it out of `markers` or out of `columns`"));
        }
    }
    Ok(())
}

fn columns_have_tables(boundary: &Boundary) -> Result<(), PlanError> {
    match boundary.columns.iter().chain(&boundary.markers).find(|column| !column.text.contains('.')) {
        Some(column) => {
            let what = format!("`{}` is no column", column.text);
            Err(wrong(column, &what, "write TABLE.COLUMN, or list it under `tables`"))
        }
        None => Ok(()),
    }
}

fn wrong(at: &Item, what: &str, hint: &str) -> PlanError {
    PlanError { line: at.line, what: what.to_owned(), hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::{Plan, Stage};

    #[test]
    fn a_plan_says_what_it_says() {
        let text = "version = 1\n# ours\n[[boundary]]\nname = \"Approvals\"\nstage = \"fixing\"\ntables = [\n  \"approvals\",\n]\n";
        let plan = Plan::read(text).unwrap();
        let one = &plan.boundaries[0];
        assert_eq!((one.name.line, one.tables[0].line, one.stage), (4, 7, Stage::Fixing));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let said = |rest: &str| Plan::read(&format!("version = 1\n{rest}")).unwrap_err().to_string();
        let two =
            |a: &str, b: &str| format!("[[boundary]]\nname = \"A\"\n{a}\n[[boundary]]\nname = \"B\"\n{b}\n");
        assert_eq!(
            said(&two("tables = [\"t\"]", "tables = [\"t\"]")),
            "line 7: t is owned by A too, on line 4"
        );
        assert_eq!(
            said(&two("tables = [\"t\"]", "columns = [\"t.c\"]")),
            "line 7: t.c is part of t, which A owns whole, on line 4"
        );
        assert_eq!(
            said(&two("columns = [\"t.c\"]", "markers = [\"t.c\"]")),
            "line 7: t.c is a marker, which stays, and owned, which leaves"
        );
        assert_eq!(
            said("[[boundary]]\nname = \"A\"\n[[boundary]]\nname = \"A\""),
            "line 5: A is planned twice, on line 3 too"
        );
        assert_eq!(said("[[boundary]]\nname = \"A\"\ncolumns = [\"c\"]"), "line 4: `c` is no column");
        assert!(
            said("[[boundary]]\nname = \"A\"\ntabels = []").starts_with("line 4: unknown field `tabels`")
        );
        assert!(said("[[boundary]]\nname = \"A\"\noperations = [\"a{b\"]").starts_with("line 4: operation"));
        assert!(said("[[boundary]]\nname = \"A\"\nstage = \"done\"").starts_with("line 4: unknown variant"));
        assert_eq!(
            Plan::read("version = 2").unwrap_err().to_string(),
            "line 1: the plan has version 2, and this gerund reads 1"
        );
        assert!(Plan::read("version = 1\n[[boundary").is_err());
    }
}
