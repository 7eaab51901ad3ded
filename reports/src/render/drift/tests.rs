//! Every format of drift over a report with hostile names.

use super::{DriftFormat, Options, Report, drift};
use crate::drift::{Drift, GapGrowth, Gone, Identity, Known, Moved, Violation};

const HOSTILE: &str = "<script>alert(1)</script>|`x`\n::error::gone\u{202e}\u{1b}[2J,%0A:";

fn violation(function: &str, fails: bool) -> Violation {
    Violation {
        identity: Identity {
            rule: "foreign-write".to_owned(),
            boundary: "UserApprovals".to_owned(),
            function: function.to_owned(),
            data: "user_approvals".to_owned(),
        },
        file: "src/users.rs".to_owned(),
        line: 12,
        message: "it writes user_approvals, which is UserApprovals's".to_owned(),
        fix: "call an operation".to_owned(),
        owners: vec!["team-identity".to_owned()],
        fails,
    }
}

fn report() -> Report {
    let gone = Known { identity: violation("src/old.rs::old", true).identity, ..Known::default() };
    let mut hostile = violation(&format!("src/a.rs::{HOSTILE}"), true);
    hostile.message = HOSTILE.to_owned();
    hostile.file = HOSTILE.to_owned();
    hostile.owners = vec![HOSTILE.to_owned()];
    Report {
        drift: Drift {
            new: vec![violation("src/users.rs::update", true), hostile],
            notes: vec![violation("src/users.rs::note", false)],
            known: vec![violation("src/users.rs::known", true)],
            moved: vec![Moved { known: gone.clone(), to: HOSTILE.to_owned() }],
            gone: vec![Gone { known: gone, moved_to: Some("src/users.rs::update".to_owned()) }],
            gaps: vec![GapGrowth {
                kind: "dynamic-sql".to_owned(),
                words: HOSTILE.to_owned(),
                before: 1,
                now: 2,
                fails: true,
            }],
        },
        baseline: "gerund.baseline.toml".to_owned(),
        plan: "gerund.plan.toml".to_owned(),
        boundaries: 1,
    }
}

fn written(report: &Report, format: DriftFormat) -> String {
    let mut out = Vec::new();
    drift(report, format, &Options { full: true, ..Options::default() }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_format_says_what_is_new_and_acts_on_nothing() {
    for format in DriftFormat::ALL {
        let text = written(&report(), *format);
        assert!(text.contains("update"), "{}: {text}", format.name());
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}') || *format == DriftFormat::Github,
            "{text}"
        );
        assert!(!text.contains("<script>") || !matches!(format, DriftFormat::Markdown), "{text}");
    }
    let commands = written(&report(), DriftFormat::Github);
    assert_eq!(commands.lines().filter(|line| line.starts_with("::error")).count(), 2, "{commands}");
    assert!(!commands.contains('\u{1b}'));
}

#[test]
fn a_green_report_counts_too() {
    let green = Report { drift: Drift::default(), ..report() };
    for format in [DriftFormat::Text, DriftFormat::Markdown, DriftFormat::Github] {
        let text = written(&green, format);
        assert!(text.contains("none new, none known, none gone"), "{}: {text}", format.name());
    }
}

#[test]
fn sarif_and_json_are_whole() {
    let sarif: serde_json::Value = serde_json::from_str(&written(&report(), DriftFormat::Sarif)).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 4);
    let json: serde_json::Value = serde_json::from_str(&written(&report(), DriftFormat::Json)).unwrap();
    assert_eq!(
        (json["fails"].as_bool(), json["new"][0]["rule"].as_str()),
        (Some(true), Some("foreign-write"))
    );
    assert_eq!(json["gone"][0]["moved_to"], "src/users.rs::update");
}
