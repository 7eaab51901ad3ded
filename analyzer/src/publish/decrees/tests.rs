//! What each key of a `gerund.toml` does, over a small monolith, and how mistakes in it are said.

use reports::Document;

use crate::config::Config;
use crate::source::SourceTree;
use crate::{Options, analyze, publish};

const SCHEMA: &str = "
CREATE TABLE local_users (id bigint PRIMARY KEY, email text, note text, approved_at timestamptz);
CREATE TABLE local_user_approval_requests (id bigint PRIMARY KEY, user_id bigint REFERENCES local_users (id),
    reviewer_id bigint REFERENCES local_users (id), denied_reason text, status text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES local_users (id), total bigint);
CREATE TABLE invoices (id bigint PRIMARY KEY, user_id bigint REFERENCES local_users (id), total bigint);
CREATE TABLE addresses (id bigint PRIMARY KEY, user_id bigint REFERENCES local_users (id), street text);
";

const APPROVALS: &str = r#"
#[post("/approvals/approve")]
pub async fn approve_local_user(db: &sqlx::PgPool) {
    decide(db).await;
    sqlx::query("UPDATE local_users SET approved_at = now() WHERE id = $1").execute(db).await;
}
#[post("/approvals/deny")]
pub async fn deny_local_user(db: &sqlx::PgPool) {
    decide(db).await;
}
async fn decide(db: &sqlx::PgPool) {
    sqlx::query("UPDATE local_user_approval_requests SET status = $1, denied_reason = $2 WHERE id = $3").execute(db).await;
}
"#;

const USERS: &str = r#"
pub async fn register(db: &sqlx::PgPool) {
    sqlx::query("INSERT INTO local_users (email) VALUES ($1)").execute(db).await;
    sqlx::query("INSERT INTO local_user_approval_requests (user_id) VALUES ($1)").execute(db).await;
}
#[get("/orders")]
pub async fn list_orders(db: &sqlx::PgPool) {
    sqlx::query("SELECT o.total, u.email, u.approved_at FROM orders o JOIN local_users u ON u.id = o.user_id").fetch_all(db).await;
}
"#;

fn document(toml: &str) -> Document {
    let files = [
        ("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[dependencies]\nsqlx = \"0.8\"\n"),
        ("migrations/0001_all.sql", SCHEMA),
        ("src/lib.rs", "pub mod approvals;\npub mod users;\n"),
        ("src/approvals.rs", APPROVALS),
        ("src/users.rs", USERS),
    ];
    let tree = SourceTree::memory(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let config = Config::read(toml).expect("the test's configuration is one");
    publish::document(&analyze(&tree, &Options { config, ..Options::default() }, &()))
}

fn names(document: &Document) -> Vec<&str> {
    document.proposals.iter().map(|proposal| proposal.name.as_str()).collect()
}

#[test]
fn words_of_the_house_stand_in_names_and_subjects() {
    let (plain, house) = (document(""), document("[words]\nlocal_user = \"member\""));
    assert_eq!(names(&plain), ["LocalUserApprovals"]);
    assert_eq!(names(&house), ["MemberApprovals"]);
    assert_eq!(
        (&*plain.proposals[0].subject, &*house.proposals[0].subject),
        ("local_user_approval", "member_approval")
    );
}

#[test]
fn a_noun_by_decree_stays_and_says_so() {
    let decreed = document("nouns = [\"*_requests\"]");
    assert_eq!(names(&decreed), [""; 0]);
    let noun = decreed.nouns.iter().find(|noun| noun.table == "local_user_approval_requests");
    assert!(noun.is_some_and(|noun| noun.why.starts_with("The configuration says so")), "{noun:?}");
}

#[test]
fn proposals_below_the_least_score_are_left_out() {
    assert_eq!(names(&document("min_score = 0.1")).len(), 1);
    assert_eq!(names(&document("min_score = 1.0")).len(), 0);
}

#[test]
fn functions_become_entry_points() {
    let entries = |toml| document(toml).monolith.entry_points;
    assert_eq!(entries(""), 3);
    assert_eq!(entries("[entry_points]\nfunctions = [\"src/*.rs::*_local_user\"]"), 3);
    assert_eq!(entries("[entry_points]\nfunctions = [\"src/*.rs::dec*\", \"src/users.rs::register\"]"), 5);
}

#[test]
fn classes_of_columns_are_overridden() {
    let classes = |toml| {
        let columns = document(toml).sensitive.into_iter();
        columns.map(|one| format!("{}: {}", one.column, one.class)).collect::<Vec<_>>()
    };
    assert_eq!(classes(""), ["addresses.street: personal", "local_users.email: personal"]);
    let overridden = "
        [[sensitive]]
        columns = \"addresses.*\"
        class = \"none\"
        reason = \"They are those of our own shops.\"
        [[sensitive]]
        columns = \"*.note\"
        class = \"health\"
        reason = \"Nurses write it.\"";
    assert_eq!(classes(overridden), ["local_users.email: personal", "local_users.note: health"]);
    let reason = document(overridden).sensitive.into_iter().find(|one| one.column == "local_users.note");
    assert!(reason.is_some_and(|one| one.reason == "Nurses write it."));
}

#[test]
fn what_fits_nothing_is_said() {
    let toml = "nouns = [\"compnies\"]\n[entry_points]\nfunctions = [\"src/x.rs::y\"]
        [[sensitive]]\ncolumns = \"a.b\"\nclass = \"bank\"\nreason = \"x\"";
    let messages: Vec<String> = document(toml)
        .diagnostics
        .into_iter()
        .filter(|one| one.code == "unused-configuration")
        .map(|one| one.message)
        .collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("`compnies`")), "{messages:?}");
}

#[test]
fn a_mistake_is_said_with_its_line() {
    let cases = [
        ("nouns = []\nexcludes = []", 2, "unknown field `excludes`"),
        ("min_score = 7", 1, "a score is from 0 to 1, and not 7"),
        ("\n\nnouns = [\"a\", \"[\"]", 3, "unclosed character class"),
        ("[words]\nlocal_user = \"\"", 1, "a word of the house is empty"),
        (
            "[[sensitive]]\ncolumns = \"a.b\"\nclass = \"private\"\nreason = \"x\"",
            3,
            "unknown variant `private`",
        ),
        ("[[sensitive]]\ncolumns = \"a.b\"\nclass = \"bank\"\nreason = \" \"", 2, "has no reason"),
        ("[[sensitive]]\ncolumns = \"a.b\"\nclass = \"bank\"", 1, "missing field `reason`"),
        ("exclude = \"x\"", 1, "invalid type: string"),
        ("nouns = [", 1, ""),
    ];
    for (toml, line, what) in cases {
        let error = Config::read(toml).expect_err(toml);
        assert!(error.what.contains(what), "{toml}: {error}");
        assert_eq!(error.line, line, "{toml}: {error}");
        assert!(!error.hint().is_empty());
    }
}
