//! Small whole monoliths of our own under `fixtures/apps`, each against its labels (`expected.toml`), and the
//! README's example against what the tool prints. `BLESS=1` rewrites the example.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures and run the binary")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn gerund(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gerund"))
        .args(arguments)
        .env_clear()
        .current_dir(root())
        .output()
        .expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("stdout is UTF-8")
}

fn report(app: &str) -> Json {
    serde_json::from_str(&gerund(&["analyze", app, "--quiet", "--format", "json"])).expect("a report is JSON")
}

fn labels(app: &str) -> toml::Table {
    let text = fs::read_to_string(root().join(app).join("expected.toml")).expect("an app has labels");
    text.parse().expect("labels are TOML")
}

fn texts(value: Option<&toml::Value>) -> BTreeSet<String> {
    let list = value.and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(|v| v.as_str()).map(str::to_lowercase).collect()
}

fn json_texts(value: &Json) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_lowercase).collect()
}

/// A whole table counts as much as three columns of one that stays.
fn weight<'a>(items: impl Iterator<Item = &'a String>) -> usize {
    items.map(|item| if item.contains('.') { 1 } else { 3 }).sum()
}

const PAYROLL: &str = "fixtures/apps/payroll";
const CLINIC: &str = "fixtures/apps/clinic";
const LOCKERS: &str = "fixtures/apps/lockers";

#[test]
fn payroll_gets_user_approvals_and_keeps_its_users() {
    let report = report(PAYROLL);
    let proposals = report["proposals"].as_array().expect("proposals are a list");
    let approvals =
        proposals.iter().find(|p| p["name"] == "UserApprovals").expect("UserApprovals is proposed");
    assert!(json_texts(&approvals["stays"]).contains("users.approved_at"), "{approvals}");
    no_proposal_owns_a_noun(PAYROLL);
}

#[test]
fn payroll_finds_every_clear_process_with_its_tables() {
    every_clear_process_is_found(PAYROLL);
}

#[test]
fn clinic_finds_every_clear_process_with_its_tables() {
    every_clear_process_is_found(CLINIC);
    no_proposal_owns_a_noun(CLINIC);
}

#[test]
fn lockers_finds_every_clear_process_with_its_tables() {
    every_clear_process_is_found(LOCKERS);
    no_proposal_owns_a_noun(LOCKERS);
}

fn every_clear_process_is_found(app: &str) {
    let report = report(app);
    let owned: Vec<BTreeSet<String>> = report["proposals"]
        .as_array()
        .expect("proposals are a list")
        .iter()
        .map(|p| {
            json_texts(&p["owns"]["tables"]).union(&json_texts(&p["owns"]["columns"])).cloned().collect()
        })
        .collect();
    for verb in labels(app)["verb"].as_array().expect("verbs are labelled") {
        if verb["strength"].as_str() != Some("clear") {
            continue;
        }
        let wanted: BTreeSet<String> =
            texts(verb.get("owns_tables")).union(&texts(verb.get("owns_columns"))).cloned().collect();
        let found =
            owned.iter().any(|have| 2 * weight(have.intersection(&wanted)) >= weight(have.union(&wanted)));
        assert!(found, "no proposal holds the data of {}: {wanted:?}", verb["name"]);
    }
}

fn no_proposal_owns_a_noun(app: &str) {
    let report = report(app);
    let proposals = report["proposals"].as_array().expect("proposals are a list");
    let owned: BTreeSet<String> = proposals.iter().flat_map(|p| json_texts(&p["owns"]["tables"])).collect();
    for noun in labels(app)["noun"].as_array().expect("nouns are labelled") {
        let table = noun["table"].as_str().expect("a noun names its table");
        assert!(!owned.contains(table), "a proposal owns the noun {table}");
    }
}

#[test]
fn payroll_accesses_are_what_a_reader_found() {
    accesses_are_what_a_reader_found(PAYROLL);
}

#[test]
fn clinic_accesses_are_what_a_reader_found() {
    accesses_are_what_a_reader_found(CLINIC);
}

#[test]
fn lockers_accesses_are_what_a_reader_found() {
    accesses_are_what_a_reader_found(LOCKERS);
}

fn accesses_are_what_a_reader_found(app: &str) {
    let facts: Vec<Json> = gerund(&["facts", app, "--quiet"])
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of facts is JSON"))
        .collect();
    for access in labels(app)["access"].as_array().expect("accesses are labelled") {
        let name = access["function"].as_str().expect("an access names its function");
        let line = access["line"].as_integer();
        let of = facts.iter().find(|f| f["function"] == name && f["line"].as_i64() == line);
        let of = of.unwrap_or_else(|| panic!("no facts of {name}"));
        assert_eq!(json_texts(&of["reads"]), texts(access.get("reads")), "reads of {name}");
        assert_eq!(json_texts(&of["writes"]), texts(access.get("writes")), "writes of {name}");
        if let Some(columns) = access.get("writes_columns") {
            assert_eq!(json_texts(&of["writes_columns"]), texts(Some(columns)), "columns written by {name}");
        }
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("there is a README");
    let (before, rest) = readme.split_once("<!-- example -->\n").expect("the example begins");
    let (_, after) = rest.split_once("<!-- end of example -->").expect("the example ends");
    let screen = gerund(&["analyze", PAYROLL, "--quiet"]);
    let wanted = format!(
        "{before}<!-- example -->\n```text\n{}\n```\n<!-- end of example -->{after}",
        screen.trim_end()
    );
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &wanted).expect("the README can be written");
    }
    assert!(readme == wanted || std::env::var_os("BLESS").is_some(), "BLESS=1 rewrites the README's example");
}
