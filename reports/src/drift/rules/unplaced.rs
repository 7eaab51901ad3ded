//! Tables that nobody has decided about.

use std::collections::BTreeSet;

use super::super::{Identity, Look, Violation, fails};
use super::RuleInfo;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "unplaced",
    title: "a table that no boundary places",
    about: "A table is owned by no boundary of the plan and is no noun that stays: nobody has decided where it belongs. Looked at only \
            where the plan says `unplaced` under `[drift]`.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let Some(fails) = fails(look.plan.policy.unplaced) else { return Vec::new() };
    let planned = look.plan.boundaries.iter();
    let data = planned.flat_map(|one| one.tables.iter().chain(&one.columns).chain(&one.markers));
    // A table of which a column was placed was looked at.
    let mut placed: BTreeSet<&str> =
        data.map(|one| one.text.rsplit_once('.').map_or(one.text.as_str(), |(table, _)| table)).collect();
    placed.extend(look.plan.boundaries.iter().flat_map(|one| &one.tables).map(|one| one.text.as_str()));
    placed.extend(look.document.nouns.iter().map(|noun| noun.table.as_str()));
    let open = look.document.tables.iter().filter(|table| !placed.contains(table.name.as_str()));
    let violation = |table: &crate::document::v1::Table| Violation {
        identity: Identity { rule: INFO.id.to_owned(), data: table.name.clone(), ..Identity::default() },
        file: table.file.clone(),
        line: table.line,
        message: format!("no boundary of the plan owns {}, and it is no noun", table.name),
        fix: "give it to a boundary, or name it under `nouns` in gerund.toml".to_owned(),
        owners: Vec::new(),
        fails,
    };
    open.map(violation).collect()
}
