//! Functions outside a boundary that write what it owns.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "foreign-write",
    title: "written from outside",
    about: "A function outside a boundary writes data that is promised to it. As long as anybody else writes the data, the service cannot own it.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::ForeignWrite) {
            for data in &blocker.data {
                let mut one = held.violation(INFO.id, blocker.function.as_deref(), data, (&blocker.file, blocker.line));
                one.message = format!("it writes {data}, which is {name}'s");
                one.fix.clone_from(&blocker.fix);
                found.push(one);
            }
        }
    }
    found
}
