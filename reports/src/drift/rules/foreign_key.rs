//! Foreign keys that cross the line of a boundary.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "foreign-key",
    title: "a foreign key across the line",
    about: "A foreign key leads over the line of a boundary. The database cannot hold it once the tables lie apart.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::ForeignKey) {
            let data = blocker.data.join(", ");
            let mut one = held.violation(INFO.id, blocker.function.as_deref(), &data, (&blocker.file, blocker.line));
            one.message = format!("a foreign key between {data} crosses the line of {name}");
            one.fix.clone_from(&blocker.fix);
            found.push(one);
        }
    }
    found
}
