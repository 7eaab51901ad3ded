//! Functions of a boundary that write its data and data which stays.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "shared-code",
    title: "written from inside",
    about: "A function of a boundary writes its data and data that stays in the monolith. Where the service runs, that data is out of its reach.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::SharedCode) {
            for data in &blocker.data {
                let mut one = held.violation(INFO.id, blocker.function.as_deref(), data, (&blocker.file, blocker.line));
                one.message = format!("an operation of {name} writes {data}, which stays");
                one.fix.clone_from(&blocker.fix);
                found.push(one);
            }
        }
    }
    found
}
