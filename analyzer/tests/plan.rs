//! Migrations of every proposal of every fixture: five stages, nothing forgotten, every draft one statement of SQL.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures and run the binary")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use analyzer::Options;
use analyzer::publish::document;
use reports::Document;
use reports::document::v1::{BlockerKind, Proposal, Verdict};
use reports::migration::{Draft, Migration, NoMigration, Place, migration};
use reports::render::{self, Format};
use sqlparser::ast::{AlterTableOperation, ObjectType, Statement};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

fn apps() -> Vec<PathBuf> {
    let apps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(apps).expect("apps lie there").map(|entry| entry.expect("a folder").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn analyzed(app: &Path) -> Document {
    let tree = analyzer::load(app, &Options::default()).expect("an app is a monolith");
    document(&analyzer::analyze(&tree, &Options::default(), &()))
}

fn payroll() -> Document {
    analyzed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps/payroll"))
}

fn drafts(migration: &Migration) -> impl Iterator<Item = &Draft> {
    migration.stages.iter().flat_map(|stage| &stage.steps).flat_map(|step| &step.sql)
}

fn parsed(draft: &Draft) -> Statement {
    let read = Parser::parse_sql(&PostgreSqlDialect {}, &draft.statement);
    let mut statements = read.unwrap_or_else(|error| panic!("{error}: {}", draft.statement));
    assert_eq!(statements.len(), 1, "{}", draft.statement);
    statements.remove(0)
}

fn written(migration: &Migration, format: Format) -> String {
    let mut text = Vec::new();
    render::migration(migration, format, &render::Options::default(), &mut text).expect("memory takes it");
    String::from_utf8(text).expect("it is text")
}

/// What `stage 5` drops: tables, and columns as `table.column`.
fn dropped(migration: &Migration) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for draft in migration.stages[4].steps.iter().flat_map(|step| &step.sql) {
        let names: Vec<String> = match parsed(draft) {
            Statement::Drop { object_type: ObjectType::Table, names, cascade: false, .. } => {
                names.iter().map(ToString::to_string).collect()
            }
            Statement::AlterTable(alter) => alter
                .operations
                .iter()
                .filter_map(|operation| match operation {
                    AlterTableOperation::DropColumn { column_names, .. } => Some(column_names),
                    _ => None,
                })
                .flatten()
                .map(|column| format!("{}.{column}", alter.name))
                .collect(),
            _ => Vec::new(),
        };
        for name in names {
            *found.entry(name).or_default() += 1;
        }
    }
    found
}

/// How many foreign keys lie across the line, and how many constraints stage 2 drops.
fn loosened(document: &Document, proposal: &Proposal, migration: &Migration) -> (usize, usize) {
    let owned = |name: &String| proposal.owns.tables.contains(name);
    let keys =
        document.tables.iter().flat_map(|table| table.foreign_keys.iter().map(move |key| (table, key)));
    let across = keys.filter(|(table, key)| owned(&table.name) != owned(&key.to));
    let steps = migration.stages[1].steps.iter().flat_map(|step| &step.sql);
    let dropped: BTreeSet<&str> =
        steps.map(|one| one.statement.as_str()).filter(|one| one.contains(" DROP CONSTRAINT ")).collect();
    (across.count(), dropped.len())
}

fn check(proposal: &Proposal, migration: &Migration) {
    assert_eq!(migration.stages.len(), 5);
    assert!(migration.stages.iter().enumerate().all(|(at, stage)| at == 1 || !stage.steps.is_empty()));
    drafts(migration).for_each(|draft| drop(parsed(draft)));
    let owned = proposal.owns.tables.iter().chain(&proposal.owns.columns);
    let once: BTreeMap<String, usize> = owned.map(|name| (name.clone(), 1)).collect();
    assert_eq!(dropped(migration), once, "{}", proposal.name);
    let steps = &migration.stages[1].steps;
    let stands = |file: &str, line: u32| {
        let place = Place { file: file.to_owned(), line };
        steps.iter().filter(|step| step.place.as_ref() == Some(&place)).count()
    };
    for blocker in &proposal.blockers {
        assert!(stands(&blocker.file, blocker.line) > 0, "{}: {blocker:?}", proposal.name);
    }
    for consumer in &proposal.consumers {
        assert!(stands(&consumer.file, consumer.line) > 0, "{}: {consumer:?}", proposal.name);
    }
    let expected = proposal.blockers.len() + proposal.consumers.len();
    assert_eq!(steps.iter().filter(|step| step.place.is_some()).count(), expected);
}

#[test]
fn every_proposal_has_five_stages_and_nothing_is_forgotten() {
    for app in apps() {
        let document = analyzed(&app);
        for proposal in &document.proposals {
            let made = migration(&document, &proposal.name, None).expect("it owns data that the schema has");
            check(proposal, &made);
            let (across, dropped) = loosened(&document, proposal, &made);
            assert_eq!(across, dropped, "{}", proposal.name);
        }
    }
}

#[test]
fn the_plan_of_payrolls_user_approvals() {
    let made = migration(&payroll(), "UserApprovals", None).expect("it owns tables");
    insta::assert_snapshot!(written(&made, Format::Markdown));
}

#[test]
fn data_dependencies_are_fixed_first_and_foreign_keys_last() {
    let document = payroll();
    for proposal in &document.proposals {
        let made = migration(&document, &proposal.name, None).expect("it owns data");
        let kind_at = |kind: &BlockerKind| {
            let places: Vec<(String, u32)> = proposal
                .blockers
                .iter()
                .filter(|one| one.kind == *kind)
                .map(|one| (one.file.clone(), one.line))
                .collect();
            let at = made.stages[1].steps.iter().enumerate().filter(|(_, step)| {
                step.place.as_ref().is_some_and(|at| places.contains(&(at.file.clone(), at.line)))
            });
            at.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let writes = kind_at(&BlockerKind::ForeignWrite);
        let keys = kind_at(&BlockerKind::ForeignKey);
        assert!(writes.iter().max() < keys.iter().min() || keys.is_empty(), "{}", proposal.name);
    }
}

#[test]
fn hostile_names_break_out_of_nothing() {
    let evil = "a\"; DROP TABLE users; --\n```\n# out `x` $body$ \u{202e}*/ '";
    let quoted = serde_json::to_string(evil).expect("it is text");
    let text = serde_json::to_string(&payroll()).expect("it is a document");
    let text = text
        .replace("user_approval_documents", quoted.trim_matches('"'))
        .replace("\"name\":\"storage_key\"", &format!("\"name\":{quoted}"))
        .replace("\"type\":\"bigserial\"", "\"type\":\"text); DROP TABLE users; --\"")
        .replace("\"default\":\"now()\"", "\"default\":\"now(), PRIMARY KEY (x)) --\"");
    let document: Document = serde_json::from_str(&text).expect("it is still a document");
    for proposal in &document.proposals {
        let made = migration(&document, &proposal.name, None).expect("it owns data");
        for draft in drafts(&made) {
            drop(parsed(draft));
            let comment = Parser::parse_sql(&PostgreSqlDialect {}, &format!("-- {}", draft.comment));
            assert_eq!(draft.comment.lines().count().max(1), 1, "{}", draft.comment);
            assert!(comment.expect("a comment").is_empty());
        }
        let markdown = written(&made, Format::Markdown);
        assert_eq!(fenced(&markdown), drafts(&made).map(|one| one.statement.lines().count()).sum::<usize>());
        assert!(!markdown.lines().any(|line| line.starts_with("# out")));
        assert!(!written(&made, Format::Text).contains('\u{202e}'));
    }
}

/// Lines of SQL in fences, comments not counted, as a reader of Markdown sees them.
fn fenced(markdown: &str) -> usize {
    let (mut lines, mut fence) = (0, None);
    for line in markdown.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)) {
        let ticks = line.chars().take_while(|c| *c == '`').count();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            None => {}
            Some(open) if ticks >= open && line.trim_end().len() == ticks => fence = None,
            Some(_) if line.starts_with("-- ") => {}
            Some(_) => lines += 1,
        }
    }
    assert_eq!(fence, None, "every fence is closed");
    lines
}

#[test]
fn a_plan_without_a_last_stage_is_refused() {
    let mut document = payroll();
    let proposal = &mut document.proposals[0];
    proposal.owns.tables = vec!["no_such_table".to_owned()];
    let name = proposal.name.clone();
    let unknown = NoMigration::UnknownData { name: name.clone(), data: "no_such_table".to_owned() };
    assert_eq!(migration(&document, &name, None), Err(unknown));
    let proposal = &mut document.proposals[0];
    (proposal.owns.tables, proposal.verdict) = (Vec::new(), Verdict::Leave);
    assert_eq!(migration(&document, &name, None), Err(NoMigration::NoData { name }));
    assert!(matches!(
        migration(&document, "UserAprovals", None),
        Err(NoMigration::NoBoundary { nearest: Some(_), .. })
    ));
}

#[test]
fn the_command_takes_the_plans_word_over_the_reports() {
    let folder = std::env::temp_dir().join(format!("gerund-plan-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder to write in");
    let file = folder.join("plan.toml");
    let document = payroll();
    let saved = folder.join("document.json");
    fs::write(&saved, serde_json::to_string(&document).expect("a document")).expect("written");
    let plan = |text: &str| {
        fs::write(&file, text).expect("written");
        let run = Command::new(env!("CARGO_BIN_EXE_gerund"))
            .args(["plan", "UserApprovals", "--from"])
            .arg(&saved)
            .arg("--plan")
            .arg(&file)
            .output()
            .expect("it runs");
        (
            run.status.code(),
            String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr),
        )
    };
    let head =
        "version = 1\n\n[[boundary]]\nname = \"UserApprovals\"\nverb = \"approve\"\nsubject = \"user\"\n";
    let (code, text) = plan(&format!("{head}owners = [\"team-kyc\"]\ntables = [\"denial_reasons\"]\n"));
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("team") && text.contains("DROP TABLE denial_reasons;"), "{text}");
    assert!(!text.contains("DROP TABLE user_approval_requests;"), "{text}");
    let (code, text) = plan(head);
    assert_eq!(code, Some(2), "{text}");
    let (code, text) = plan(&format!("{head}tables = [\"denial_reason\"]\n"));
    assert_eq!(code, Some(2), "{text}");
    fs::remove_dir_all(&folder).expect("it was made here");
}
