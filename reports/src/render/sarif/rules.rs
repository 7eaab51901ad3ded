//! The rules that results name: one for proposals, one for each kind of blocker, and the document's own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::document::v1::{BlockerKind, Document};
use crate::render::{escape, rules};

/// Rules by id, in the order of their ids.
pub(super) struct Rules {
    all: BTreeMap<String, Value>,
}

/// The rule's id for a kind of blocker: `blocker-foreign-write`.
pub(super) fn of_blocker(kind: &BlockerKind) -> String {
    format!("blocker-{}", kind.code().replace('_', "-"))
}

impl Rules {
    pub(super) fn of(document: &Document) -> Rules {
        let mut all = BTreeMap::new();
        let boundary = rules::BOUNDARY;
        all.insert("boundary".to_owned(), described("boundary", boundary.title, boundary.help));
        for blocker in document.proposals.iter().flat_map(|proposal| &proposal.blockers) {
            let id = of_blocker(&blocker.kind);
            let kind = rules::blocker(&blocker.kind);
            let described = described(&id, kind.title, kind.help);
            all.entry(id).or_insert(described);
        }
        for rule in &document.rules {
            let help = format!("{} {} {}", rule.says, rule.matters, rule.fix);
            all.insert(rule.id.clone(), described(&rule.id, &rule.title, &help));
        }
        for finding in &document.findings {
            all.entry(finding.rule.clone())
                .or_insert_with(|| described(&finding.rule, &finding.rule, "A rule that the document does not explain."));
        }
        Rules { all }
    }

    pub(super) fn index(&self, id: &str) -> Option<usize> {
        self.all.keys().position(|known| known == id)
    }

    pub(super) fn described(&self) -> Vec<&Value> {
        self.all.values().collect()
    }
}

fn described(id: &str, title: &str, help: &str) -> Value {
    json!({
        "id": escape::terminal(id),
        "shortDescription": {"text": escape::sarif(title)},
        "fullDescription": {"text": escape::sarif(help)},
        "help": {"text": escape::sarif(help), "markdown": escape::markdown(help)},
        "properties": {"tags": ["architecture"]},
    })
}
