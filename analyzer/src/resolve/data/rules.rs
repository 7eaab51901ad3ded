//! The libraries' rules, indexed by the name of the call. Says which rule fits a call, not what it does.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::facts::model::{CallEffect, CallMatcher, CallRule};

/// A rule with the id of its library.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) library: &'static str,
    pub(crate) matches: CallMatcher,
    pub(crate) effect: CallEffect,
}

/// Rules by call name.
#[derive(Default)]
pub(crate) struct Rules {
    by_name: FxHashMap<&'static str, Vec<Rule>>,
    /// The crates of whose declared functions rules speak.
    pub(crate) declared: BTreeSet<&'static str>,
    /// The crates that take SQL as texts.
    pub(crate) of_texts: BTreeSet<&'static str>,
}

impl Rules {
    pub(crate) fn index(libraries: &[(&'static str, &'static [CallRule])]) -> Self {
        let mut rules = Rules::default();
        for (library, list) in libraries {
            for rule in *list {
                let name = match rule.matches {
                    CallMatcher::Function { name, .. }
                    | CallMatcher::Macro { name, .. }
                    | CallMatcher::OnQuery { name }
                    | CallMatcher::OnOwnQuery { name }
                    | CallMatcher::Declared { name, .. }
                    | CallMatcher::OnTable { name }
                    | CallMatcher::OnType { name, .. }
                    | CallMatcher::OnText { name, .. }
                    | CallMatcher::OnNamedType { name, .. }
                    | CallMatcher::OnForm { name }
                    | CallMatcher::OfFormType { name }
                    | CallMatcher::OfAnyType { name } => name,
                };
                match rule.matches {
                    CallMatcher::Declared { krate, .. } => {
                        rules.declared.insert(krate);
                    }
                    CallMatcher::Function { krate, .. } | CallMatcher::OnType { krate, .. }
                        if matches!(rule.effect, CallEffect::Text { .. } | CallEffect::TextRun { .. }) =>
                    {
                        rules.of_texts.insert(krate);
                    }
                    _ => {}
                }
                rules.by_name.entry(name).or_default().push(Rule {
                    library,
                    matches: rule.matches,
                    effect: rule.effect,
                });
            }
        }
        rules
    }

    pub(crate) fn named(&self, name: &str) -> &[Rule] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Whether an external path is one of the crate, be it that another crate hands it on: `pool::rusqlite::Transaction`.
pub(crate) fn is_of(path: &str, krate: &str) -> bool {
    path.rsplit("::").skip(1).any(|segment| segment == krate) || path == krate
}

/// The same for a name of the crate.
pub(crate) fn is_named(path: &str, krate: &str, name: &str) -> bool {
    is_of(path, krate) && path.rsplit("::").next() == Some(name)
}

/// The crate and the last name of an external path.
pub(crate) fn ends(path: &str) -> (&str, &str) {
    (path.split("::").next().unwrap_or(path), path.rsplit("::").next().unwrap_or(path))
}
