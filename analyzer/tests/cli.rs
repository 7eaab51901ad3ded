//! The binary as a user meets it: what it prints where, and how it exits. Few, since all that is decided below the
//! command line is tested there.

#![expect(clippy::disallowed_methods, reason = "a test that makes the folders that the binary then reads")]

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use reports::render::Format;
use tempfile::TempDir;

/// The binary in a scrubbed environment.
fn gerund(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gerund"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    gerund(arguments).current_dir(folder).output().expect("the binary runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8")
}

/// What is said on stderr, with a placeholder for the folder.
fn err(output: &Output, folder: &Path) -> String {
    let text = String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8");
    text.replace(&*folder.to_string_lossy(), "FOLDER")
}

/// A monolith with one function and one table.
fn small() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let files = [
        ("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n"),
        ("src/main.rs", "fn main() {}\n"),
        ("migrations/0001_init.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n"),
    ];
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder is made");
        fs::write(path, text).expect("a file is written");
    }
    dir
}

#[test]
fn failures_say_what_is_wrong_and_what_to_do() {
    let dir = small();
    let path = dir.path();
    fs::create_dir(path.join("empty")).expect("a folder is made");
    let cases: [&[&str]; 6] = [
        &["analyze", "no/such"],
        &["analyze", "src/main.rs"],
        &["analyze", "empty"],
        &["facts", "no\u{1b}[2Jsuch"],
        &["analyze", ".", "--output", "no/such/report.json"],
        &["analyze", ".", "--output", "empty"],
    ];
    let mut said = String::new();
    for arguments in cases {
        let output = run(path, arguments);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{arguments:?}");
        said += &err(&output, path);
    }
    insta::assert_snapshot!(said);
}

#[test]
fn bad_arguments_exit_with_the_code_of_failures() {
    let dir = small();
    for arguments in [&["analyse", "."][..], &["analyze"], &["analyze", ".", "--format", "xml"], &[]] {
        assert_eq!(run(dir.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_report_goes_to_stdout_and_nothing_to_stderr() {
    let dir = small();
    let facts = [&["facts", ".", "--queries"][..], &["facts", ".", "--schema"]];
    for arguments in [&["analyze", "."][..], &["analyze", ".", "--quiet"]].into_iter().chain(facts) {
        let output = run(dir.path(), arguments);
        assert_eq!((output.status.code(), err(&output, dir.path()).as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!out(&output).contains('\u{1b}'), "no colour without a terminal");
    }
    let coloured = out(&run(dir.path(), &["analyze", "../", "--color", "always"]));
    assert!(coloured.is_empty() || coloured.starts_with("Analysed"));
}

#[test]
fn json_is_a_document_on_stdout_and_in_a_file() {
    let dir = small();
    let output = run(dir.path(), &["analyze", ".", "--format", "json"]);
    let document = reports::document::read(&out(&output)).expect("it is a document");
    assert_eq!(document.tool.version, env!("CARGO_PKG_VERSION"));
    let to_file = run(dir.path(), &["analyze", ".", "--format", "json", "--output", "report.json"]);
    assert_eq!((to_file.status.code(), out(&to_file).as_str()), (Some(0), ""));
    let written = fs::read_to_string(dir.path().join("report.json")).expect("the file is there");
    assert_eq!(written, out(&output));
}

#[test]
fn every_format_comes_again_from_a_saved_document() {
    let dir = small();
    let path = dir.path();
    let files = ["one.txt", "one.json", "one.md", "one.dot", "one.mmd", "one.sarif"];
    let outputs: Vec<&str> = files.iter().flat_map(|file| ["--output", file]).collect();
    let analyzed = run(path, &[&["analyze", "."], &outputs[..]].concat());
    assert_eq!((analyzed.status.code(), out(&analyzed).as_str()), (Some(0), ""), "{}", err(&analyzed, path));
    let first: Vec<_> = files.iter().map(|file| fs::read(path.join(file)).expect("it is written")).collect();
    for (file, first) in files.iter().zip(first) {
        let named = format!("{}:-", Format::of_file(Path::new(file)).expect("its ending is known").name());
        let again = run(path, &["render", "one.json", "--output", &named]);
        assert_eq!((again.status.code(), err(&again, path).as_str()), (Some(0), ""));
        assert_eq!(again.stdout, first, "{file}");
    }
}

#[test]
fn a_document_that_cannot_be_read_is_refused_with_a_reason() {
    let dir = small();
    let path = dir.path();
    fs::write(path.join("newer.json"), r#"{"schema_version": "2.0"}"#).expect("a file is written");
    fs::write(path.join("other.json"), "{}").expect("a file is written");
    let mut said = String::new();
    for document in ["newer.json", "other.json", "none.json", "src"] {
        let output = run(path, &["render", document, "--format", "markdown"]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{document}");
        said += &err(&output, path);
    }
    let two = run(path, &["analyze", ".", "--format", "json", "--output", "a.json", "--output", "b.md"]);
    assert_eq!(two.status.code(), Some(2));
    said += &err(&two, path);
    insta::assert_snapshot!(said);
}

#[test]
fn threads_and_place_change_nothing() {
    let (one, two) = (small(), small());
    for format in Format::ALL.iter().map(|format| format.name()) {
        let first = run(one.path(), &["analyze", ".", "--format", format, "--threads", "1"]);
        let place = two.path().to_string_lossy().into_owned();
        let second = run(Path::new("/"), &["analyze", &place, "--format", format, "--threads", "2"]);
        assert_eq!(out(&first), out(&second));
    }
}

#[test]
fn the_schema_is_the_stored_one() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let output = run(dir.path(), &["schema"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out(&output), reports::schema::text());
    serde_json::from_str::<serde_json::Value>(&out(&output)).expect("the schema is JSON");
}

#[test]
fn the_report_on_a_real_monolith_keeps_to_the_schema() {
    let apps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps");
    let output = run(&apps, &["analyze", "payroll", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("it is JSON");
    let schema = serde_json::from_str(&reports::schema::text()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let problems: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert_eq!(problems, [""; 0]);
    assert!(document["proposals"].as_array().is_some_and(|proposals| !proposals.is_empty()));
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let dir = small();
    for arguments in [&["analyze", "."][..], &["facts", "."], &["schema"]] {
        let mut command = gerund(arguments);
        command.current_dir(dir.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        drop(child.stdout.take());
        let status = child.wait().expect("the binary ends");
        let mut said = String::new();
        child.stderr.take().expect("stderr is piped").read_to_string(&mut said).expect("stderr is UTF-8");
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_configuration_is_found_in_the_folder_or_named_and_leaves_folders_out() {
    let dir = small();
    let path = dir.path();
    fs::create_dir(path.join("src/old")).expect("a folder is made");
    fs::write(path.join("src/old/gone.rs"), "fn gone() {}\n").expect("a file is written");
    let functions = |arguments: &[&str]| {
        let output = run(path, &[&["facts", "."], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output, path));
        out(&output)
    };
    assert!(functions(&[]).contains("gone"));
    fs::write(path.join("other.toml"), "exclude = [\"gone.rs\"]\n").expect("a file is written");
    assert!(!functions(&["--config", "other.toml"]).contains("gone"));
    fs::write(path.join("gerund.toml"), "exclude = [\"src/old/\"]\n").expect("a file is written");
    assert!(!functions(&[]).contains("gone"));
    let output = run(path, &["analyze", ".", "--format", "json"]);
    assert!(out(&output).contains("excluded by the configuration"), "{}", out(&output));
    // The one that is named is the only one.
    fs::write(path.join("empty.toml"), "").expect("a file is written");
    assert!(functions(&["--config", "empty.toml"]).contains("gone"));
}

#[test]
fn a_mistaken_configuration_stops_the_work() {
    let dir = small();
    let path = dir.path();
    let mut said = String::new();
    for (name, text) in [("key.toml", "nouns = []\nexcludes = []\n"), ("score.toml", "min_score = 3\n")] {
        fs::write(path.join(name), text).expect("a file is written");
    }
    for name in ["key.toml", "score.toml", "none.toml", "src"] {
        let output = run(path, &["analyze", ".", "--config", name]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""), "{name}");
        said += &err(&output, path);
    }
    insta::assert_snapshot!(said);
}

#[test]
fn places_become_links_to_where_git_says_the_code_is() {
    let dir = small();
    let path = dir.path();
    let commit = "0123456789abcdef0123456789abcdef01234567";
    fs::create_dir(path.join(".git")).expect("a folder is made");
    fs::write(path.join(".git/HEAD"), commit).expect("a file is written");
    let remote = "[remote \"origin\"]\n\turl = https://me:hidden@github.com/some/shop.git\n";
    fs::write(path.join(".git/config"), remote).expect("a file is written");
    let page =
        |arguments: &[&str]| out(&run(path, &[&["analyze", ".", "--format", "html"], arguments].concat()));
    let found = page(&[]);
    assert!(
        found.contains(&format!("https://github.com/some/shop/blob/{commit}/migrations/0001_init.sql#L1"))
    );
    assert!(!found.contains("hidden@"));
    assert!(!page(&["--source-url", "none"]).contains("github.com/some"));
    assert!(
        page(&["--source-url", "https://git.example/{path}"]).contains("https://git.example/migrations/")
    );
}

#[test]
fn boundaries_are_drawn_otherwise_over_a_saved_document() {
    let payroll = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps/payroll");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path();
    let payroll = payroll.to_string_lossy();
    assert!(run(path, &["analyze", &payroll, "--quiet", "--output", "a.json"]).status.success());
    let merge =
        ["what-if", "a.json", "--merge", "UserApprovals,UserInvitations=Onboardings", "--save", "b.json"];
    let merged = run(path, &merge);
    assert!(merged.status.success(), "{}", err(&merged, path));
    for wanted in ["Onboardings (new)", "UserApprovals (gone)", "transactions cut", "sensitive data taken"] {
        assert!(out(&merged).contains(wanted), "{wanted}: {}", out(&merged));
    }
    // What is saved is a document as any other.
    let again = run(path, &["what-if", "b.json", "--format", "json", "--drop", "Onboardings"]);
    let json: serde_json::Value = serde_json::from_str(&out(&again)).expect("it is JSON");
    assert_eq!(json["changed"][0]["name"], "Onboardings");
    assert_eq!(json["changed"][0]["after"], serde_json::Value::Null);
    let wrong = run(path, &["what-if", "a.json", "--move", "users.approved_at=UserApproval"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong, path).contains("did you mean UserApprovals?"), "{}", err(&wrong, path));
}

#[test]
fn what_is_kept_gives_the_same_bytes_and_damage_is_not_believed() {
    let dir = small();
    let path = dir.path();
    let analyze = |cache: &[&str]| {
        let output = run(path, &[&["analyze", ".", "-q", "--format", "json"], cache].concat());
        assert!(output.status.success(), "{}", err(&output, path));
        out(&output)
    };
    let cached = ["--cache-dir", "kept"];
    let cold = analyze(&["--no-cache"]);
    assert!(!path.join("kept").exists());
    assert_eq!(analyze(&cached), cold);
    let entry = fs::read_dir(path.join("kept"))
        .expect("it is made")
        .next()
        .expect("an entry")
        .expect("it is read")
        .path();
    assert_eq!(analyze(&cached), cold, "the folder is hidden from the key, or the tree with it is another");
    let kept = fs::read_to_string(&entry).expect("it is text");
    fs::write(&entry, kept.replace("\"tables\":1", "\"tables\":7")).expect("it is written");
    assert_eq!(analyze(&cached), cold);
    fs::write(path.join("src/main.rs"), "fn main() {}\nfn other() {}\n").expect("it is written");
    assert_ne!(analyze(&cached), cold);
}

#[test]
fn two_documents_are_compared() {
    let dir = small();
    let path = dir.path();
    let save = |name: &str| assert!(run(path, &["analyze", ".", "-q", "--output", name]).status.success());
    save("old.json");
    fs::write(path.join("migrations/0002_more.sql"), "\n\nCREATE TABLE invoices (id bigint PRIMARY KEY);\n")
        .expect("a file is written");
    save("new.json");
    let same = run(path, &["diff", "old.json", "old.json"]);
    assert!(same.status.code() == Some(0) && out(&same).contains("Nothing changed"), "{}", out(&same));
    let changed = run(path, &["diff", "old.json", "new.json"]);
    assert!(changed.status.code() == Some(0) && out(&changed).contains("+ invoices"), "{}", out(&changed));
    let json = run(path, &["diff", "new.json", "old.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).expect("it is JSON");
    assert_eq!(json["tables"]["removed"][0], "invoices");
    let twice = ["diff", "HEAD~1", "HEAD", "--path", ".", "--rev", "HEAD"];
    let no_repository = ["diff", "HEAD~1", "--path", "."];
    for wrong in [
        &["diff", "-", "-"][..],
        &["diff", "old.json", "none.json"],
        &["diff", "old.json"],
        &twice,
        &no_repository,
    ] {
        assert_eq!(run(path, wrong).status.code(), Some(2), "{wrong:?}");
    }
}
