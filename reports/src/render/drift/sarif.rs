//! Drift as SARIF 2.1.0: a result for each violation; the known ones are suppressed with their reason's place, so that code
//! scanning does not open them again. Fingerprints come from identities, never from lines.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::sarif::{ROOT, SCHEMA, fingerprint, location};
use super::super::{Options, escape};
use super::{Report, owners, subject, tool};
use crate::drift::{Violation, rules};

pub(super) fn render(report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let drift = &report.drift;
    let new = drift.new.iter().map(|one| result(one, "error", false));
    let notes = drift.notes.iter().map(|one| result(one, "note", false));
    let known = drift.known.iter().map(|one| result(one, "note", true));
    let results: Vec<Value> = new.chain(notes).chain(known).collect();
    let tool = tool();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": tool.name, "version": tool.version, "rules": described()}},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "The analysed folder."}}},
            "results": results,
        }],
    });
    writeln!(out, "{}", escape::json(&serde_json::to_string_pretty(&log)?))
}

fn described() -> Vec<Value> {
    let one = |rule: &crate::drift::RuleInfo| {
        json!({
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.about},
            "help": {"text": rule.about},
        })
    };
    rules().iter().map(one).collect()
}

fn result(one: &Violation, level: &str, known: bool) -> Value {
    let identity = &one.identity;
    let owned = if one.owners.is_empty() { String::new() } else { format!(" Owned by {}.", owners(one)) };
    let text = format!("{}: {}. To fix it: {}.{owned}", subject(one), one.message, one.fix);
    let key = format!("{} {} {} {}", identity.rule, identity.boundary, identity.function, identity.data);
    let mut result = json!({
        "ruleId": escape::terminal(&identity.rule),
        "level": level,
        "message": {"text": escape::sarif(&text)},
        "partialFingerprints": {"gerund/drift/v1": fingerprint(&key)},
        "locations": [location(&one.file, one.line, None)],
        "baselineState": if known { "unchanged" } else { "new" },
    });
    if let Some(index) = rules().iter().position(|rule| rule.id == identity.rule) {
        result["ruleIndex"] = json!(index);
    }
    if known {
        result["suppressions"] = json!([{"kind": "external", "justification": "It stands in the baseline."}]);
    }
    result
}
