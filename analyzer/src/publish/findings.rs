//! The rules' findings as the document says them, with the rules themselves.

use reports::document::v1::{Finding, Rule, Severity};

use super::chains;
use super::names::{column, function, path, table};
use crate::Analysis;
use crate::findings::{self, Subject};

pub(super) fn findings(analysis: &Analysis) -> Vec<Finding> {
    let one = |finding: &findings::Finding| Finding {
        id: format!("{}/{}", finding.code, subject(analysis, finding)),
        rule: finding.code.clone(),
        severity: match finding.severity {
            findings::Severity::Warning => Severity::Warning,
            findings::Severity::Info => Severity::Info,
        },
        message: finding.message.clone(),
        file: path(analysis, finding.place),
        line: finding.place.line,
        chain: match finding.subject {
            Subject::Function(id) => chains::to(analysis, id),
            Subject::Table(_) | Subject::Column(_) | Subject::Schema(_) => Vec::new(),
        },
    };
    let mut all: Vec<Finding> = analysis.findings.iter().map(one).collect();
    // Two functions of one name in one file differ by `cfg`: each keeps its finding, and an id of its own.
    for at in 1..all.len() {
        let same = all[..at].iter().filter(|before| before.id == all[at].id).count();
        if same > 0 {
            all[at].id = format!("{}#{}", all[at].id, same + 1);
        }
    }
    all
}

fn subject(analysis: &Analysis, finding: &findings::Finding) -> String {
    match &finding.subject {
        Subject::Function(id) => function(analysis, *id),
        Subject::Table(id) => table(analysis, *id),
        Subject::Column(id) => column(analysis, *id),
        Subject::Schema(name) => name.clone(),
    }
}

pub(super) fn rules() -> Vec<Rule> {
    let one = |rule: findings::RuleText| Rule {
        id: rule.code,
        title: rule.about.title.to_owned(),
        says: rule.about.says.to_owned(),
        matters: rule.about.matters.to_owned(),
        fix: rule.about.fix.to_owned(),
    };
    findings::rules().map(one).collect()
}
