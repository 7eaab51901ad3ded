//! Boundaries judged again over a saved document: what is drawn as it was found has the figures that it had.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures")]

use std::path::{Path, PathBuf};

use analyzer::Options;
use analyzer::publish::{again, document};
use reports::Document;
use reports::document::v1::Proposal;
use reports::drawn::Board;

fn documents() -> Vec<(String, Document)> {
    let apps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/apps");
    let extra = std::env::var("GERUND_TREES").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(apps)
        .expect("apps lie there")
        .map(|entry| entry.expect("a folder").path())
        .collect();
    folders.extend(extra.split(' ').filter(|path| !path.is_empty()).map(PathBuf::from));
    folders.retain(|path| path.is_dir());
    folders.sort();
    let options = Options::default();
    let of = |path: &PathBuf| {
        let tree = analyzer::load(path, &options).expect("an app is a monolith");
        let made = document(&analyzer::analyze(&tree, &options, &()));
        // As it is saved, and read again.
        let text = serde_json::to_string(&made).expect("a document is JSON");
        (path.display().to_string(), reports::document::read(&text).expect("it is read again"))
    };
    folders.iter().map(of).collect()
}

#[test]
fn what_is_drawn_as_it_was_found_has_the_same_figures() {
    for (name, document) in documents() {
        let board = Board::of(&document);
        let after = again::judged(&document, &board.boundaries).expect("it has a graph");
        let find = |name: &str| after.proposals.iter().find(|one| one.name == name).expect("it is kept");
        let other: Vec<(String, String)> = document
            .proposals
            .iter()
            .map(|one| (figures(one), figures(find(&one.name))))
            .filter(|(before, after)| before != after)
            .collect();
        assert!(other.is_empty(), "{name}: {} of {}: {other:#?}", other.len(), document.proposals.len());
    }
}

/// What a person decides by.
fn figures(one: &Proposal) -> String {
    let signals: Vec<String> =
        one.signals.iter().map(|one| format!("{} {}", one.id, one.contribution)).collect();
    let consumers: Vec<&str> = one.consumers.iter().map(|one| one.function.as_str()).collect();
    let blockers: Vec<String> = one
        .blockers
        .iter()
        .map(|one| format!("{} {:?} {}", one.kind.code(), one.function, one.data.join(" ")))
        .collect();
    format!(
        "{} {} {} | {} | {} | {}",
        one.name,
        one.score,
        one.verdict.as_str(),
        signals.join(", "),
        consumers.join(", "),
        blockers.join(", ")
    )
}
