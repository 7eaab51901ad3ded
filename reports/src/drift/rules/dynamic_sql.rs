//! Statements without a known table beside those of a boundary.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "dynamic-sql",
    title: "a statement that cannot be read",
    about: "A statement near a boundary's data is only known when the program runs: it might touch that data.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::DynamicSql) {
            let data = held.own_of(&blocker.data).join(", ");
            let mut one = held.violation(INFO.id, blocker.function.as_deref(), &data, (&blocker.file, blocker.line));
            one.message = format!("the text of a statement beside those of {name} is only known when it runs");
            one.fix.clone_from(&blocker.fix);
            found.push(one);
        }
    }
    found
}
