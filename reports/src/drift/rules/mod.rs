//! The rules of drift: a file each, with its words for people, and a line in the list below.

use super::{Look, Violation};

/// A rule's words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its stable id: `foreign-write`.
    pub id: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What it finds and why that matters.
    pub about: &'static str,
}

macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        /// All rules, in the order of their names.
        pub fn all() -> &'static [RuleInfo] {
            &[$($module::INFO),*]
        }

        pub(super) fn find(look: &Look<'_>) -> Vec<Violation> {
            let mut found = Vec::new();
            $(found.extend($module::find(look));)*
            found
        }
    };
}

rules![
    dynamic_sql,
    foreign_key,
    foreign_read,
    foreign_write,
    join,
    left_over,
    plan_entry,
    shared_code,
    split_transaction,
    trigger,
    unplaced,
];

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn ids_are_sorted_and_told_apart() {
        assert!(all().windows(2).all(|pair| pair[0].id < pair[1].id));
        assert!(all().iter().all(|rule| !rule.title.is_empty() && rule.about.len() > 40));
    }
}
