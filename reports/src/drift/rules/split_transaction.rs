//! Transactions that write on both sides of a boundary.

use super::super::{Look, Violation};
use super::RuleInfo;
use crate::document::v1::BlockerKind;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "split-transaction",
    title: "a transaction across the line",
    about: "One transaction writes data of a boundary and data that stays. It cannot be one transaction any more once the data lies in two databases.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for blocker in held.proposal.blockers.iter().filter(|one| one.kind == BlockerKind::SplitTransaction) {
            let data = held.own_of(&blocker.data).join(", ");
            let mut one = held.violation(INFO.id, blocker.function.as_deref(), &data, (&blocker.file, blocker.line));
            one.message = format!("one transaction writes {data} of {name} and data that stays");
            one.fix.clone_from(&blocker.fix);
            found.push(one);
        }
    }
    found
}
