//! Statements that touch both sides of a boundary.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "join",
    title: "a join across the line",
    about: "One statement reads data of a boundary together with data that stays. Two databases have no joins.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::Join) {
            let data = held.own_of(&blocker.data).join(", ");
            let mut one = held.violation(INFO.id, blocker.function.as_deref(), &data, (&blocker.file, blocker.line));
            one.message = format!("one statement joins {data} of {name} with data that stays");
            one.fix.clone_from(&blocker.fix);
            found.push(one);
        }
    }
    found
}
