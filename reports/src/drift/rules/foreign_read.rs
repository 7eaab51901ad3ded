//! Functions outside a boundary that read what it owns.

use super::super::{Look, Violation};
use super::RuleInfo;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "foreign-read",
    title: "read from outside",
    about: "A function outside a boundary reads data that is promised to it. It must ask the boundary's operations, or be told by \
            an event, before the data can move.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for held in look.held() {
        let name = &held.boundary.name.text;
        for consumer in &held.proposal.consumers {
            for data in &consumer.reads {
                let place = (consumer.file.as_str(), consumer.line);
                let mut one = held.violation(INFO.id, Some(&consumer.function), data, place);
                one.message = format!("it reads {data}, which is {name}'s");
                one.fix = format!("call an operation of {name}, or keep what its events tell");
                found.push(one);
            }
        }
    }
    found
}
