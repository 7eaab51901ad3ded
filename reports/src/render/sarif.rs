//! SARIF 2.1.0: a result for each proposal, blocker and finding, for code scanning and editors.
//!
//! A result's fingerprint is made of what identifies the entry, never of its line, so that moved code is no new
//! result. Diagnostics of the analysis itself are notifications of the tool.

mod rules;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Options, escape, words};
use crate::document::Identify;
use crate::document::v1::{Blocker, Document, Evidence, Finding, Proposal, Severity};

/// Where the format is defined.
pub(super) const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// All files are relative to it.
pub(super) const ROOT: &str = "SRCROOT";

pub(super) fn render(document: &Document, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let rules = rules::Rules::of(document);
    let mut results = Results { rules: &rules, seen: BTreeMap::new(), all: Vec::new() };
    for proposal in &document.proposals {
        results.proposal(document, proposal);
        for blocker in &proposal.blockers {
            results.blocker(proposal, blocker);
        }
    }
    for finding in &document.findings {
        results.finding(finding);
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": document.tool.name,
                "version": document.tool.version,
                "rules": rules.described(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "The analysed folder."}}},
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(document),
            }],
            "results": results.all,
        }],
    });
    let text = serde_json::to_string_pretty(&log)?;
    writeln!(out, "{}", escape::json(&text))
}

/// Results in the making.
struct Results<'a> {
    rules: &'a rules::Rules,
    /// How often an identity has been seen: the schema may be in the way twice alike.
    seen: BTreeMap<String, u32>,
    all: Vec<Value>,
}

impl Results<'_> {
    fn proposal(&mut self, document: &Document, proposal: &Proposal) {
        let owned: Vec<&str> = proposal.owns.tables.iter().chain(&proposal.owns.columns).map(String::as_str).collect();
        let text = format!(
            "{} ({}, score {}) would own {}: {}",
            proposal.name,
            proposal.verdict.as_str(),
            proposal.score,
            owned.join(", "),
            words::figures(proposal)
        );
        let mut result = self.result("boundary", "note", &text, &format!("{:?}", proposal.identity()));
        result["locations"] = json!([main_place(document, proposal)]);
        let related = proposal.evidence.iter().map(|one| location(&one.file, one.line, Some(&one.claim)));
        result["relatedLocations"] = related.collect();
        result["properties"] = json!({"rank": proposal.rank, "score": proposal.score.value(), "verdict": proposal.verdict.as_str()});
        self.all.push(result);
    }

    fn blocker(&mut self, proposal: &Proposal, blocker: &Blocker) {
        let by = blocker.function.as_deref().map_or(String::new(), |function| format!(" by {}", words::last(function)));
        let kind = blocker.kind.code().replace('_', " ");
        let text = format!("In the way of {}: {kind}{by}: {}. To fix it: {}", proposal.name, blocker.data.join(", "), blocker.fix);
        let identity = format!("{:?} {:?}", proposal.identity(), blocker.identity());
        let mut result = self.result(&rules::of_blocker(&blocker.kind), "note", &text, &identity);
        result["locations"] = json!([location(&blocker.file, blocker.line, None)]);
        flow(&mut result, &blocker.chain, &blocker.file, blocker.line, &kind);
        self.all.push(result);
    }

    fn finding(&mut self, finding: &Finding) {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let mut result = self.result(&finding.rule, level, &finding.message, &finding.id);
        result["locations"] = json!([location(&finding.file, finding.line, None)]);
        result["properties"] = json!({"id": finding.id});
        flow(&mut result, &finding.chain, &finding.file, finding.line, &finding.message);
        self.all.push(result);
    }

    fn result(&mut self, rule: &str, level: &str, text: &str, identity: &str) -> Value {
        let seen = self.seen.entry(format!("{rule} {identity}")).or_default();
        *seen += 1;
        let fingerprint = fingerprint(&format!("{rule} {identity} {seen}"));
        let mut result = json!({
            "ruleId": escape::terminal(rule),
            "level": level,
            "message": {"text": escape::sarif(text)},
            "partialFingerprints": {"gerund/v1": fingerprint},
        });
        if let Some(index) = self.rules.index(rule) {
            result["ruleIndex"] = json!(index);
        }
        result
    }
}

/// The strongest evidence, or else an operation, or else what it owns.
fn main_place(document: &Document, proposal: &Proposal) -> Value {
    if let Some(evidence) = proposal.evidence.first() {
        return location(&evidence.file, evidence.line, None);
    }
    if let Some(operation) = proposal.operations.first() {
        return location(&operation.file, operation.line, None);
    }
    let owned = document.tables.iter().find(|table| proposal.owns.tables.contains(&table.name));
    owned.map_or_else(|| location(".", 1, None), |table| location(&table.file, table.line, None))
}

pub(super) fn location(file: &str, line: u32, words: Option<&str>) -> Value {
    let mut location = json!({"physicalLocation": {
        "artifactLocation": {"uri": escape::url(file), "uriBaseId": ROOT},
        "region": {"startLine": line.max(1)},
    }});
    if let Some(words) = words {
        location["message"] = json!({"text": escape::sarif(words)});
    }
    location
}

/// The way from outside to the place, as steps that an editor walks through.
fn flow(result: &mut Value, chain: &[Evidence], file: &str, line: u32, last: &str) {
    if chain.is_empty() {
        return;
    }
    let steps = chain.iter().map(|step| location(&step.file, step.line, Some(&step.claim)));
    let steps: Vec<Value> =
        steps.chain([location(file, line, Some(last))]).map(|step| json!({"location": step})).collect();
    result["codeFlows"] = json!([{"threadFlows": [{"locations": steps}]}]);
}

fn notifications(document: &Document) -> Vec<Value> {
    let one = |diagnostic: &crate::document::v1::Diagnostic| {
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let mut notification = json!({
            "descriptor": {"id": escape::terminal(&diagnostic.code)},
            "level": level,
            "message": {"text": escape::sarif(&diagnostic.message)},
        });
        if let Some(file) = &diagnostic.file {
            notification["locations"] = json!([location(file, diagnostic.line.unwrap_or(1), None)]);
        }
        notification
    };
    document.diagnostics.iter().map(one).collect()
}

/// What stays the same where lines move.
pub(super) fn fingerprint(identity: &str) -> String {
    Sha256::digest(identity).iter().map(|byte| format!("{byte:02x}")).collect()
}
