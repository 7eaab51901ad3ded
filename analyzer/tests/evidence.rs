//! What a report cites is there: over every whole monolith of `fixtures/apps`, the cited line holds the cited name.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures and run the binary")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

#[test]
fn every_cited_line_holds_what_is_claimed() {
    let apps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(apps).expect("apps lie there").map(|entry| entry.expect("a folder").path()).collect();
    folders.sort();
    let mut checked = 0;
    for app in folders.iter().filter(|app| app.is_dir()) {
        let report = report(app);
        for proposal in list(&report["proposals"]) {
            for cited in list(&proposal["evidence"]) {
                checked += 1;
                holds(app, cited, &quoted(text(&cited["claim"])));
            }
            for operation in list(&proposal["operations"]) {
                let name = text(&operation["function"]).rsplit("::").next().unwrap_or_default();
                // What a macro makes stands at its invocation, which says no name.
                if !line(app, operation).contains("!(") {
                    holds(app, operation, &[format!("fn {name}")]);
                }
            }
        }
        for noun in list(&report["nouns"]) {
            holds(app, noun, &[text(&noun["table"]).rsplit('.').next().unwrap_or_default().to_owned()]);
        }
    }
    assert!(checked > 100, "{checked} claims are few");
}

fn report(app: &Path) -> Json {
    let output = Command::new(env!("CARGO_BIN_EXE_gerund"))
        .args(["analyze", "--quiet", "--format", "json"])
        .arg(app)
        .env_clear()
        .output()
        .expect("the binary runs");
    serde_json::from_slice(&output.stdout).expect("a report is JSON")
}

fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Json) -> &str {
    value.as_str().expect("a text stands there")
}

/// The names between backticks, and the parts of those with a path: `users.approved_at` may stand at the column.
fn quoted(claim: &str) -> Vec<String> {
    let names = claim.split('`').skip(1).step_by(2);
    names.flat_map(|name| name.split(['.', ':'])).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn line(app: &Path, cited: &Json) -> String {
    let text = fs::read_to_string(app.join(text(&cited["file"]))).expect("the cited file is there");
    let number = cited["line"].as_u64().expect("a line is cited") as usize;
    text.lines().nth(number - 1).expect("the cited line is there").to_owned()
}

fn holds(app: &Path, cited: &Json, names: &[String]) {
    let line = line(app, cited);
    assert!(names.iter().any(|name| line.contains(name.as_str())), "{cited} cites `{line}`");
}
