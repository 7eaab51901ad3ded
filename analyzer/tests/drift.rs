//! Drift over whole monoliths: what is known is never new, and edits that change no data access are no drift.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures, edit copies of them and run the binary")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use analyzer::Options;
use analyzer::publish::{again, document};
use analyzer::source::SourceTree;
use reports::Document;
use reports::document::v1::Proposal;
use reports::drift::{Baseline, Drift, compare, violations};
use reports::plan::{Plan, Said, accept};

fn apps() -> Vec<PathBuf> {
    let apps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(apps).expect("apps lie there").map(|entry| entry.expect("a folder").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn load(app: &Path) -> SourceTree {
    analyzer::load(app, &Options::default()).expect("an app is a monolith")
}

fn analyzed(tree: &SourceTree) -> Document {
    document(&analyzer::analyze(tree, &Options::default(), &()))
}

/// A plan that accepts every proposal.
fn plan_of(document: &Document) -> Plan {
    let all: Vec<&Proposal> = document.proposals.iter().collect();
    Plan::read(&accept("", document, &all, &Said::default()).expect("proposals do not overlap"))
        .expect("it is a plan")
}

fn drift(plan: &Plan, baseline: Option<&Baseline>, document: &Document) -> (Drift, Baseline) {
    let resolved = plan.resolve(document);
    let judged = again::judged(document, &resolved.drawn).expect("it has a graph");
    let found = violations(plan, &judged, &resolved.missing, "gerund.plan.toml");
    let own = Baseline::of(&found, document);
    (compare(plan, document, found, baseline.unwrap_or(&own)), own)
}

#[test]
fn a_monolith_does_not_drift_from_itself() {
    for app in apps() {
        let document = analyzed(&load(&app));
        let (drift, _) = drift(&plan_of(&document), None, &document);
        let quiet = drift.new.is_empty() && drift.gone.is_empty() && drift.gaps.is_empty();
        assert!(quiet && drift.notes.is_empty(), "{}: {drift:#?}", app.display());
    }
}

#[test]
fn moved_and_reformatted_lines_are_no_drift() {
    for app in apps() {
        let tree = load(&app);
        let document = analyzed(&tree);
        let plan = plan_of(&document);
        let (_, baseline) = drift(&plan, None, &document);
        let edited = tree.files().iter().map(|file| (file.path.to_string(), shifted(&file.path, &file.text)));
        let moved = analyzed(&SourceTree::memory(edited));
        assert_eq!(moved.proposals.len(), document.proposals.len(), "{}", app.display());
        let (drift, _) = drift(&plan, Some(&baseline), &moved);
        assert!(drift.new.is_empty() && drift.gone.is_empty(), "{}: {drift:#?}", app.display());
    }
}

/// The file with its lines elsewhere: three more at its head, and an empty one after each that ends a block.
fn shifted(path: &str, text: &str) -> String {
    if !path.ends_with(".rs") {
        return text.to_owned();
    }
    // Inner attributes and comments must stay first.
    let head = text.lines().take_while(|line| line.starts_with("//!") || line.starts_with("#!")).count();
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        if at == head {
            out.push_str("\n// moved\n\n");
        }
        out.push_str(line);
        out.push_str(if line == "}" { "\n\n" } else { "\n" });
    }
    out
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gerund"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("the binary runs")
}

/// Payroll as it was before anybody planned anything.
fn payroll(to: &Path) {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps/payroll"), to);
    for name in ["gerund.plan.toml", "gerund.baseline.toml"] {
        fs::remove_file(to.join(name)).expect("payroll has a plan and a baseline");
    }
}

#[test]
fn payroll_keeps_to_its_plan() {
    let payroll = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps/payroll");
    let output = run(&payroll, &["drift", "--quiet", "--deny-stale"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("none new") && text.contains("none gone"), "{text}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder is made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let target = to.join(entry.file_name().expect("it has a name"));
        if entry.is_dir() {
            copy(&entry, &target)
        } else {
            fs::copy(&entry, target).map(drop).expect("it is copied")
        }
    }
}

#[test]
fn a_new_writer_to_promised_data_fails_the_check() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let root = dir.path();
    payroll(root);
    let said = |output: &Output| {
        String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
    };
    let code = |arguments: &[&str]| {
        let output = run(root, arguments);
        (output.status.code(), said(&output))
    };
    assert_eq!(code(&["drift", "-q"]).0, Some(2), "there is no plan");
    let (accepted, text) = code(&["accept", "UserApprovals", "-q", "--owner", "identity"]);
    assert_eq!(accepted, Some(0), "{text}");
    let (none, text) = code(&["drift", "-q"]);
    assert!(none == Some(2) && text.contains("--accept-new --reason"), "{text}");
    assert_eq!(code(&["drift", "-q", "--accept-new", "--reason", "as it was found"]).0, Some(0));
    let (green, text) = code(&["drift", "-q"]);
    assert!(green == Some(0) && text.contains("none new") && text.contains("none gone"), "{text}");

    let file = root.join("src/routes/admin.rs");
    let source = fs::read_to_string(&file).expect("it is there");
    let writer = "
pub fn wipe(conn: &mut PgConnection) -> QueryResult<usize> {
    diesel::delete(crate::schema::user_approval_requests::table).execute(conn)
}
";
    fs::write(&file, format!("{source}{writer}")).expect("it is written");
    let (red, text) = code(&["drift", "-q"]);
    assert!(red == Some(1) && text.contains("src/routes/admin.rs"), "{text}");
    assert!(text.contains("written from outside wipe (owned by identity)"), "{text}");
    for format in ["text", "json", "markdown", "sarif", "github"] {
        assert_eq!(code(&["drift", "-q", "--format", format]).0, Some(1), "{format}");
    }
    let before = fs::read_to_string(root.join("gerund.baseline.toml")).expect("it is there");
    assert_eq!(code(&["drift", "-q", "--update-baseline"]).0, Some(1), "removing adds nothing");
    assert_eq!(fs::read_to_string(root.join("gerund.baseline.toml")).expect("it is there"), before);
    assert_eq!(code(&["drift", "-q", "--accept-new", "--reason", "by hand", "--issue", "#1"]).0, Some(0));
    fs::write(&file, source).expect("it is written");
    let (stale, text) = code(&["drift", "-q"]);
    assert!(stale == Some(0) && text.contains("1 gone"), "{text}");
    assert_eq!(code(&["drift", "-q", "--deny-stale"]).0, Some(1));
    assert_eq!(code(&["drift", "-q", "--update-baseline"]).0, Some(0));
    assert_eq!(fs::read_to_string(root.join("gerund.baseline.toml")).expect("it is there"), before);
}

#[test]
fn a_bad_plan_or_baseline_is_said_with_its_line_and_stays_as_it_is() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let root = dir.path();
    payroll(root);
    let said = |arguments: &[&str]| {
        let output = run(root, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&["accept", "UserAproval", "-q"]).contains("did you mean UserApprovals?"));
    let plan = "version = 1\n[[boundary]]\nname = \"A\"\ntables = [\"user_approval_requests\"]\n";
    fs::write(root.join("gerund.plan.toml"), plan).expect("it is written");
    assert!(said(&["accept", "UserApprovals", "-q"]).contains("is owned by A too, on line 4"));
    fs::write(root.join("gerund.baseline.toml"), "version = 1\nknown = [\n{ rule = 1 },\n]\n")
        .expect("written");
    assert!(said(&["drift", "-q"]).contains("gerund.baseline.toml:3: invalid type"));
    fs::write(root.join("gerund.plan.toml"), "version = 1\n[boundary]\n").expect("it is written");
    assert!(said(&["drift", "-q"]).contains("gerund.plan.toml:2:"));
    assert_eq!(
        fs::read_to_string(root.join("gerund.plan.toml")).expect("there"),
        "version = 1\n[boundary]\n"
    );
}
