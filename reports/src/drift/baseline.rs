//! The baseline: what contradicts the plan and is known, in `gerund.baseline.toml`. One entry a line, sorted, without line
//! numbers, so that two branches seldom meet in it; with room for a reason and an issue.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value, value};

use super::{Identity, Moved, Violation};
use crate::document::v1::Document;

/// The file's name in the root of a monolith.
pub const FILE_NAME: &str = "gerund.baseline.toml";

const HEAD: &str = "# What contradicts gerund.plan.toml and is known. `gerund drift --update-baseline` removes what is mended,
# `gerund drift --accept-new --reason TEXT` adds what is new.
version = 1
known = []
";

/// What is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Sorted by identity.
    pub known: Vec<Known>,
    /// How many gaps of each kind; None where it does not say.
    pub gaps: Option<BTreeMap<String, u64>>,
}

/// A known violation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Known {
    #[serde(flatten)]
    /// What it is.
    pub identity: Identity,
    /// Why it may be so for now.
    pub reason: String,
    /// Where its mending is planned.
    pub issue: String,
}

/// Why a baseline cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BaselineError {
    /// From 1.
    pub line: u32,
    /// What is wrong, for a person.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: i64,
    #[serde(default)]
    known: Vec<toml::Spanned<Written>>,
    #[serde(default)]
    gaps: Option<BTreeMap<String, u64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    #[serde(default)]
    boundary: String,
    #[serde(default)]
    function: String,
    #[serde(default)]
    data: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    issue: String,
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// What is wrong with it, and on which line.
    pub fn read(text: &str) -> Result<Baseline, BaselineError> {
        let line = |at: usize| {
            let before = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
            u32::try_from(before + 1).unwrap_or(u32::MAX)
        };
        let file: File = toml::from_str(text).map_err(|error| BaselineError {
            line: line(error.span().unwrap_or_default().start),
            what: error.message().trim().replace('\n', ": "),
        })?;
        if file.version != 1 {
            let what = format!("the baseline has version {}, and this gerund reads 1", file.version);
            return Err(BaselineError { line: 1, what });
        }
        let mut seen: BTreeMap<Identity, u32> = BTreeMap::new();
        let mut known = Vec::new();
        for one in file.known {
            let at = line(one.span().start);
            let one = one.into_inner();
            let Written { rule, boundary, function, data, reason, issue } = one;
            let identity = Identity { rule, boundary, function, data };
            if let Some(first) = seen.insert(identity.clone(), at) {
                return Err(BaselineError {
                    line: at,
                    what: format!("the entry stands on line {first} too"),
                });
            }
            known.push(Known { identity, reason, issue });
        }
        known.sort();
        Ok(Baseline { known, gaps: file.gaps })
    }

    /// A baseline of everything that another state of the code shows.
    pub fn of(violations: &[Violation], document: &Document) -> Baseline {
        let known = violations.iter().map(|one| Known { identity: one.identity.clone(), ..Known::default() });
        Baseline { known: known.collect(), gaps: Some(counts(document)) }
    }
}

fn counts(document: &Document) -> BTreeMap<String, u64> {
    document.gaps.iter().map(|gap| (gap.kind.clone(), gap.count)).collect()
}

/// The baseline's text without what is gone, and with the present names of functions that were moved. Gaps that are fewer are
/// counted again; nothing is added.
///
/// # Errors
/// When the text is no baseline.
pub fn without(
    text: &str,
    gone: &BTreeSet<Identity>,
    moved: &[Moved],
    document: &Document,
) -> Result<String, BaselineError> {
    edited(
        text,
        |list| {
            list.retain(|entry| !gone.contains(&identity(entry)));
            moved.iter().for_each(|one| rename(list, one));
        },
        |kind, before| counts(document).get(kind).copied().unwrap_or_default().min(before),
    )
}

/// The baseline's text with what is new, and with as many gaps as there are. An empty text becomes a new baseline.
///
/// # Errors
/// When the text is no baseline.
pub fn with(
    text: &str,
    new: &[&Violation],
    why: (&str, &str),
    document: &Document,
) -> Result<String, BaselineError> {
    let text = if text.trim().is_empty() { HEAD } else { text };
    let mut out = edited(
        text,
        |list| new.iter().for_each(|one| insert(list, &one.identity, why)),
        |kind, before| counts(document).get(kind).copied().unwrap_or_default().max(before),
    )?;
    let mut edit: DocumentMut = out.parse().expect("what was written is TOML");
    for (kind, count) in counts(document) {
        let gaps = edit.entry("gaps").or_insert(toml_edit::table());
        if gaps.get(&kind).is_none() {
            gaps[&kind] = value(i64::try_from(count).unwrap_or(i64::MAX));
        }
    }
    out = edit.to_string();
    Baseline::read(&out)?;
    Ok(out)
}

fn edited(
    text: &str,
    change: impl FnOnce(&mut Array),
    gaps: impl Fn(&str, u64) -> u64,
) -> Result<String, BaselineError> {
    Baseline::read(text)?;
    let mut edit: DocumentMut = text.parse().expect("what was read as TOML is TOML");
    let known = edit.entry("known").or_insert(value(Array::new()));
    let Some(list) = known.as_array_mut() else {
        let what = "`known` is written as [[known]]: write one list, an entry a line".to_owned();
        return Err(BaselineError { line: 1, what });
    };
    change(list);
    let end = if list.is_empty() { "" } else { "\n" };
    if list.trailing().as_str().is_none_or(|old| !old.contains('#')) {
        list.set_trailing(end);
    }
    list.set_trailing_comma(!list.is_empty());
    if let Some(table) = edit.get_mut("gaps").and_then(Item::as_table_mut) {
        for (kind, count) in table.iter_mut() {
            let before = count.as_integer().and_then(|count| u64::try_from(count).ok()).unwrap_or_default();
            let now = gaps(&kind, before);
            if now != before {
                *count = value(i64::try_from(now).unwrap_or(i64::MAX));
            }
        }
    }
    Ok(edit.to_string())
}

fn identity(entry: &Value) -> Identity {
    let text = |key: &str| {
        let table = entry.as_inline_table();
        table.and_then(|table| table.get(key)).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    Identity {
        rule: text("rule"),
        boundary: text("boundary"),
        function: text("function"),
        data: text("data"),
    }
}

/// Gives an entry its function's present name, and the place in the order that comes with it.
fn rename(list: &mut Array, moved: &Moved) {
    let Some(at) = list.iter().position(|entry| identity(entry) == moved.known.identity) else { return };
    let mut entry = list.remove(at);
    if let Some(table) = entry.as_inline_table_mut() {
        table.insert("function", moved.to.as_str().into());
    }
    let one = identity(&entry);
    let at = list.iter().position(|other| identity(other) > one).unwrap_or(list.len());
    list.insert_formatted(at, entry);
}

/// Puts the entry at its place in the order.
fn insert(list: &mut Array, one: &Identity, (reason, issue): (&str, &str)) {
    if list.iter().any(|entry| identity(entry) == *one) {
        return;
    }
    let at = list.iter().position(|entry| identity(entry) > *one).unwrap_or(list.len());
    let mut table = InlineTable::new();
    let fields = [
        ("rule", one.rule.as_str()),
        ("boundary", &one.boundary),
        ("function", &one.function),
        ("data", &one.data),
        ("reason", reason),
        ("issue", issue),
    ];
    for (key, text) in fields {
        table.insert(key, text.into());
    }
    let mut entry = Value::InlineTable(table);
    entry.decor_mut().set_prefix("\n    ");
    list.insert_formatted(at, entry);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{Identity, Moved, Violation};
    use super::{Baseline, Known, with, without};
    use crate::document::v1::{Document, GapCount};

    fn violation(function: &str) -> Violation {
        let name = |text: &str| text.to_owned();
        Violation {
            identity: Identity {
                rule: name("foreign-write"),
                boundary: name("A"),
                function: name(function),
                data: name("t"),
            },
            file: name("a.rs"),
            line: 7,
            message: String::new(),
            fix: String::new(),
            owners: Vec::new(),
            fails: true,
        }
    }

    fn document(gaps: u64) -> Document {
        let gap = GapCount { kind: "dynamic-sql".to_owned(), count: gaps, words: String::new() };
        Document { gaps: vec![gap], ..Document::default() }
    }

    #[test]
    fn a_baseline_is_made_grows_and_shrinks() {
        let (b, a) = (violation("b"), violation("a"));
        let first = with("", &[&b], ("old \"code\"", "#7"), &document(3)).unwrap();
        let line = "    { rule = \"foreign-write\", boundary = \"A\", function = \"b\", data = \"t\", reason = 'old \"code\"', issue = \"#7\" },\n";
        assert!(first.contains(line), "{first}");
        let commented = first.replace(line, &format!("    # who knows\n{line}"));
        let both = with(&commented, &[&a, &b], ("new", ""), &document(5)).unwrap();
        let read = Baseline::read(&both).unwrap();
        let functions: Vec<&str> = read.known.iter().map(|one| one.identity.function.as_str()).collect();
        assert_eq!((functions, read.gaps.unwrap()["dynamic-sql"]), (vec!["a", "b"], 5));
        assert!(both.contains("# who knows"), "{both}");
        let gone: BTreeSet<Identity> = [a.identity.clone()].into();
        let less = without(&both, &gone, &[], &document(2)).unwrap();
        assert_eq!(less, commented.replace("= 3", "= 2"));
        // Nothing is added by removing: more gaps stay more.
        assert_eq!(without(&first, &BTreeSet::new(), &[], &document(9)).unwrap(), first);
        let known = Known { identity: b.identity.clone(), ..Known::default() };
        let moved = without(&both, &BTreeSet::new(), &[Moved { known, to: "0::b".to_owned() }], &document(5))
            .unwrap();
        let read = Baseline::read(&moved).unwrap();
        let functions: Vec<&str> = read.known.iter().map(|one| one.identity.function.as_str()).collect();
        assert_eq!((functions, moved.contains("old \"code\"")), (vec!["0::b", "a"], true));
        let empty = without(&first, &[b.identity.clone()].into(), &[], &document(3)).unwrap();
        assert!(empty.contains("known = []"), "{empty}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let said = |text: &str| Baseline::read(text).unwrap_err().to_string();
        let entry = "{ rule = \"r\", data = \"t\" }";
        assert_eq!(
            said(&format!("version = 1\nknown = [\n {entry},\n {entry},\n]")),
            "line 4: the entry stands on line 3 too"
        );
        assert!(
            said("version = 1\nknown = [\n { rule = \"r\", file = \"x\" },\n]")
                .starts_with("line 3: unknown field")
        );
        assert!(said("version = 3").contains("version 3"));
    }
}
