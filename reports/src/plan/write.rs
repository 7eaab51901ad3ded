//! Boundaries into the text of a plan, by an editor that keeps what people wrote: comments, order, blanks.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::{Plan, PlanError, Stage, VERSION, homes};
use crate::document::v1::{Document, Proposal};

/// Begins a new plan.
const HEAD: &str = "# The accepted boundaries of this monolith. Edit it by hand, or with `gerund accept`; `gerund drift` holds the code to it.
version = 1
";

/// What else is said of the boundaries that are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Teams; what the plan says stays if none is given.
    pub owners: Vec<String>,
    /// A note; what the plan says stays if none is given.
    pub note: Option<String>,
    /// The stage; `accepted` for a boundary that the plan does not have yet.
    pub stage: Option<Stage>,
}

/// The plan with the proposals in it. What it has of them already is brought up to date.
///
/// # Errors
/// When the text is no plan, or would be none afterwards: data that another boundary of it owns.
pub fn accept(
    text: &str,
    document: &Document,
    proposals: &[&Proposal],
    said: &Said,
) -> Result<String, PlanError> {
    let mut edit = parsed(text)?;
    for proposal in proposals {
        let table = boundary(&mut edit, &proposal.name)?;
        let owns = &proposal.owns;
        if !table.contains_key("verb") {
            table["verb"] = value(&proposal.verb);
            table["subject"] = value(&proposal.subject);
        }
        if let Some(stage) = said.stage.or((!table.contains_key("stage")).then_some(Stage::Accepted)) {
            put(table, "stage", stage.as_str().into());
        }
        if !said.owners.is_empty() || !table.contains_key("owners") {
            put(table, "owners", Value::Array(said.owners.iter().collect()));
        }
        if let Some(note) = said.note.as_ref().or((!table.contains_key("notes")).then_some(&String::new())) {
            put(table, "notes", note.into());
        }
        set(table, "tables", owns.tables.iter().cloned());
        set(table, "columns", owns.columns.iter().cloned());
        set(table, "markers", proposal.stays.iter().cloned());
        let names = operations(table, document, proposal);
        set(table, "operations", names.into_iter());
    }
    finished(&edit)
}

/// The plan with the boundary at that stage; None where it has no such boundary.
///
/// # Errors
/// When the text is no plan.
pub fn set_stage(text: &str, name: &str, stage: Stage) -> Result<Option<String>, PlanError> {
    let known = Plan::read(text)?.boundary(name).is_some();
    if !known {
        return Ok(None);
    }
    let mut document = parsed(text)?;
    put(boundary(&mut document, name)?, "stage", stage.as_str().into());
    finished(&document).map(Some)
}

fn parsed(text: &str) -> Result<DocumentMut, PlanError> {
    if text.trim().is_empty() {
        return Ok(HEAD.parse().expect("the head of a plan is TOML"));
    }
    Plan::read(text)?;
    Ok(text.parse().expect("what was read as TOML is TOML"))
}

/// Whatever was edited must be a plan that is read again.
fn finished(document: &DocumentMut) -> Result<String, PlanError> {
    debug_assert!(document.get("version").and_then(Item::as_integer) == Some(VERSION));
    let text = document.to_string();
    Plan::read(&text)?;
    Ok(text)
}

/// The boundary's table, a new one at the end where there is none.
fn boundary<'d>(document: &'d mut DocumentMut, name: &str) -> Result<&'d mut Table, PlanError> {
    let all = document.entry("boundary").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(all) = all.as_array_of_tables_mut() else {
        return Err(PlanError {
            line: 1,
            what: "boundaries are written as one inline list".to_owned(),
            hint: "write each boundary under a line [[boundary]] of its own".to_owned(),
        });
    };
    let at = all.iter().position(|table| table.get("name").and_then(Item::as_str) == Some(name));
    let at = at.unwrap_or_else(|| {
        let mut table = Table::new();
        table["name"] = value(name);
        all.push(table);
        all.len() - 1
    });
    Ok(all.get_mut(at).expect("it was found or pushed"))
}

/// Sets a value and keeps what stands around the one before.
fn put(table: &mut Table, key: &str, mut new: Value) {
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    table[key] = Item::Value(new);
}

/// A list with one entry a line: names that stay keep their comments, new ones stand at their place in the order.
fn set(table: &mut Table, key: &str, names: impl Iterator<Item = String>) {
    let wanted: BTreeSet<String> = names.collect();
    let old = table.get(key).and_then(Item::as_array).cloned().unwrap_or_default();
    let named = |entry: &Value| entry.as_str().is_some_and(|name| wanted.contains(name));
    let kept: BTreeSet<String> =
        old.iter().filter(|one| named(one)).filter_map(|one| Some(one.as_str()?.to_owned())).collect();
    let (mut list, mut comment) = (Array::new(), String::new());
    for entry in &old {
        let prefix = entry.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        if named(entry) {
            let mut entry = entry.clone();
            entry.decor_mut().set_prefix(format!("{comment}{}", on_own_line(prefix)));
            list.push_formatted(entry);
            comment.clear();
        } else {
            // A comment at a line's end belongs to the entry before, and stands before the next.
            comment.push_str(prefix.split('\n').next().filter(|end| end.contains('#')).unwrap_or_default());
        }
    }
    for name in wanted.into_iter().filter(|name| !kept.contains(name)) {
        let mut entry = Value::from(name.as_str());
        entry.decor_mut().set_prefix("\n    ");
        let later = |other: &Value| other.as_str().is_some_and(|other| other > name.as_str());
        let at = list.iter().position(later).unwrap_or(list.len());
        list.insert_formatted(at, entry);
    }
    if !list.is_empty() {
        let end = old.trailing().as_str().filter(|end| end.contains('\n')).unwrap_or("\n");
        list.set_trailing(format!("{comment}{end}"));
        list.set_trailing_comma(true);
    }
    put(table, key, Value::Array(list));
}

/// What stands before an entry, with an end of line.
fn on_own_line(prefix: &str) -> String {
    if prefix.contains('\n') { prefix.to_owned() } else { format!("{}\n    ", prefix.trim_end()) }
}

/// The proposal's functions. A pattern that a person wrote stays as long as it names one of them.
fn operations(table: &Table, document: &Document, proposal: &Proposal) -> BTreeSet<String> {
    let old = table.get("operations").and_then(Item::as_array).cloned().unwrap_or_default();
    let patterns = old.iter().filter_map(Value::as_str).filter_map(|text| {
        let glob = globset::GlobBuilder::new(text).literal_separator(true).build().ok()?;
        Some((text.to_owned(), glob.compile_matcher()))
    });
    let patterns: Vec<_> = patterns.collect();
    let written = |(function, new): (String, String)| {
        let fits = |(text, matcher): &&(String, globset::GlobMatcher)| {
            *text == function || matcher.is_match(&function)
        };
        patterns.iter().find(fits).map_or(new, |(text, _)| text.clone())
    };
    homes::patterns(document, proposal).into_iter().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Plan;
    use super::{Said, accept, set_stage};
    use crate::document::v1::{Document, Owns, Proposal};

    fn proposal(name: &str, tables: &[&str], operations: &[&str]) -> Proposal {
        let text = r#"{"rank":1,"name":"","verb":"approve","subject":"user","verdict":"extract","score":1.0,
            "owns":{"tables":[],"columns":[]},"stays":["users.approved_at"],"operations":[],"consumers":[],
            "blockers":[],"evidence":[],"signals":[]}"#;
        let one: Proposal = serde_json::from_str(text).unwrap();
        let tables = tables.iter().map(|name| (*name).to_owned()).collect();
        let operation = |name: &&str| {
            let text = format!(r#"{{"function":{name:?},"file":"a.rs","line":1,"role":"step"}}"#);
            serde_json::from_str(&text).unwrap()
        };
        Proposal {
            name: name.to_owned(),
            owns: Owns { tables, columns: Vec::new() },
            operations: operations.iter().map(operation).collect(),
            ..one
        }
    }

    #[test]
    fn a_new_plan_says_what_was_accepted() {
        let one = proposal("UserApprovals", &["user_approvals"], &["src/a.rs::approve", "src/a.rs::deny"]);
        let said = Said { owners: vec!["team-identity".to_owned()], ..Said::default() };
        let text = accept("", &Document::default(), &[&one], &said).unwrap();
        let wanted = "
[[boundary]]
name = \"UserApprovals\"
verb = \"approve\"
subject = \"user\"
stage = \"accepted\"
owners = [\"team-identity\"]
notes = \"\"
tables = [
    \"user_approvals\",
]
columns = []
markers = [
    \"users.approved_at\",
]
operations = [
    \"src/a.rs::approve\",
    \"src/a.rs::deny\",
]
";
        assert!(text.ends_with(wanted), "{text}");
        assert_eq!(accept(&text, &Document::default(), &[&one], &Said::default()).unwrap(), text);
    }

    #[test]
    fn what_people_wrote_stays() {
        let text = "# Ours.\nversion = 1\n\n[[boundary]] # the first\nname = \"Approvals\"\nstage = \"fixing\" # until May\n\
                    notes = \"ask Ann\"\ntables = [\n    # the heart\n    \"b\", # of it\n    \"z\",\n]\n\
                    operations = [\"src/*.rs::**\"]\n\n[drift]\nunplaced = \"warn\"\n";
        let one = proposal("Approvals", &["a", "b"], &["src/a.rs::approve", "lib/b.rs::deny"]);
        let new = accept(text, &Document::default(), &[&one], &Said::default()).unwrap();
        for kept in [
            "# Ours.",
            "# the first",
            "\"fixing\" # until May",
            "ask Ann",
            "# the heart",
            "# of it",
            "unplaced",
        ] {
            assert!(new.contains(kept), "{kept}: {new}");
        }
        let plan = Plan::read(&new).unwrap();
        let names: Vec<&str> = plan.boundaries[0].tables.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        let operations: Vec<&str> =
            plan.boundaries[0].operations.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(operations, ["lib/b.rs::deny", "src/*.rs::**"]);
        assert_eq!(accept(&new, &Document::default(), &[&one], &Said::default()).unwrap(), new);
    }

    #[test]
    fn data_of_another_boundary_is_not_accepted() {
        let plan =
            accept("", &Document::default(), &[&proposal("A", &["a"], &[])], &Said::default()).unwrap();
        let error = accept(&plan, &Document::default(), &[&proposal("B", &["a"], &[])], &Said::default())
            .unwrap_err();
        assert!(error.what.starts_with("a is owned by A too"), "{error}");
    }

    #[test]
    fn a_stage_is_set_where_it_stands() {
        let plan =
            accept("", &Document::default(), &[&proposal("A", &["a"], &[])], &Said::default()).unwrap();
        let set = set_stage(&plan, "A", super::Stage::Deleted).unwrap().unwrap();
        assert_eq!(set, plan.replace("\"accepted\"", "\"deleted\""));
        assert_eq!(set_stage(&plan, "B", super::Stage::Deleted).unwrap(), None);
    }
}
