//! Entries of the plan that name what is not there.

use super::super::{Look, Violation, of_boundary};
use super::RuleInfo;

pub(super) const INFO: RuleInfo = RuleInfo {
    id: "plan-entry",
    title: "a name in the plan that nothing has",
    about: "The plan names a table, a column, a marker or an operation that is not in the code and not in the schema: it was \
            renamed or removed, or never there. The plan holds nobody to what it does not name.",
};

pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for missing in look.missing {
        let Some(boundary) = look.plan.boundary(&missing.boundary) else { continue };
        let place = (look.plan_file, missing.line);
        let mut one = of_boundary(boundary, INFO.id, None, &missing.name, place);
        one.message = format!("{} names the {} {}, and nothing has this name", missing.boundary, missing.what, missing.name);
        one.fix = match &missing.moved_to {
            Some(to) => format!("write {to}: until then it counts as if the plan said so"),
            None => "correct the plan, or write it again with `gerund accept`".to_owned(),
        };
        // What was only moved is still known: nobody's build fails for it.
        one.fails &= missing.moved_to.is_none();
        found.push(one);
    }
    found
}
