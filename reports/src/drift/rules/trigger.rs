//! Triggers whose routine writes on the other side of a boundary.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "trigger",
    title: "a trigger across the line",
    about: "A trigger on one side of the line of a boundary writes on the other. No database fires triggers in another.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::Trigger) {
            let data = blocker.data.join(", ");
            let mut one = held.violation(INFO.id, blocker.function.as_deref(), &data, (&blocker.file, blocker.line));
            one.message = format!("a trigger between {data} crosses the line of {name}");
            one.fix.clone_from(&blocker.fix);
            found.push(one);
        }
    }
    found
}
