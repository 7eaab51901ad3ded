//! What functions say that they do: the domain verbs of their names. It knows names, not statements; how much a verb says is
//! the lexicon's.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::context::Context;
use super::readings;
use crate::facts::Name;
use crate::lexicon::{self, Form, Lemma, Strength};
use crate::resolve::ids::FunctionId;
use crate::resolve::program::{FunctionInfo, Program};

/// Words that a question begins with.
const QUESTIONS: [&str; 6] = ["is", "has", "can", "should", "was", "are"];

/// What so many types have under one name, each from a trait, says nothing about any of them.
const MANY_TYPES: usize = 8;

/// And what so many modules have, each a function of its own.
const MANY_MODULES: usize = 8;

impl Context<'_> {
    /// The domain verb of a function's name: `approve_user`, `report_resolve`; none where a weaker verb leads
    /// (`create_order`), or ends what begins with the thing (`order_create`).
    pub(crate) fn verb_of(&self, id: FunctionId) -> Option<String> {
        let function = self.function(id);
        // The name of a foreign trait's function is not the code's own word, and what very many types have is no type's.
        let plumbing = function.of_trait.is_some() && self.plumbing.contains(&function.name);
        if function.of_foreign_trait || plumbing {
            return None;
        }
        let words = self.without_tables(self.split(self.called(function)));
        // `is_batch_present` asks, and does nothing.
        if words.first().is_some_and(|first| QUESTIONS.contains(&first.as_str())) {
            return None;
        }
        let first = words.first().and_then(|word| self.base(word));
        // `probe_create`, `alert_receiver_list` and `probe_create_interface` say the thing first.
        let crud = |word: Option<&String>| {
            word.and_then(|word| self.base(word)).is_some_and(|lemma| lexicon::crud(&lemma.verb).is_some())
        };
        if words.len() > 1 && (crud(words.last()) || crud(words.get(1))) && lexicon::is_noun(&words[0]) {
            return None;
        }
        if let Some(first) = first {
            match lexicon::strength(&first.verb) {
                Strength::Domain => return Some(first.verb),
                Strength::Noun => {}
                _ => return None,
            }
        }
        let domain = |verb: String| (lexicon::strength(&verb) == Strength::Domain).then_some(verb);
        let verb = |word: &String| self.base(word).map(|lemma| lemma.verb);
        let said = |verb: &String| lexicon::strength(verb) != Strength::Noun;
        words
            .last()
            .and_then(verb)
            .and_then(domain)
            .or_else(|| words.iter().filter_map(verb).find(said).and_then(domain))
    }

    /// What a function is called: by its module where very many modules have one of its name.
    fn called<'f>(&self, function: &'f FunctionInfo) -> &'f str {
        let module = function.module_path.last().filter(|_| {
            function.owner.is_none() && function.module_path.len() > 1 && self.doors.contains(&function.name)
        });
        module.map_or(function.name.as_str(), |module| module.as_str())
    }

    /// The words without names of tables that are of several words: `switch_port_set_id` does nothing to switch. What is
    /// nothing but a table's name stays.
    fn without_tables(&self, words: Vec<String>) -> Vec<String> {
        let one: Vec<String> = words.iter().map(|word| lexicon::singular(word)).collect();
        let mut left = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest =
                (2..=words.len() - at).rev().find(|count| self.table_words.contains(&one[at..at + count]));
            match longest {
                Some(count) => at += count,
                None => {
                    left.push(words[at].clone());
                    at += 1;
                }
            }
        }
        if left.is_empty() { words } else { left }
    }

    /// The word as a verb in its base form. What an entity is called is none: `latest_order_event` beside orders.
    fn base(&self, word: &str) -> Option<Lemma> {
        let lemma = lexicon::verb_lemma(word).filter(|lemma| lemma.form == Form::Base);
        lemma.filter(|_| !self.entities.contains(word))
    }
}

/// Names of traits' functions that very many types have: `activate` of each background task. They say that the program runs
/// it, as `run` does.
pub(super) fn plumbing(program: &Program) -> FxHashSet<Name> {
    let mut types: BTreeMap<&Name, BTreeSet<&Name>> = BTreeMap::new();
    for function in program.functions.iter().filter(|function| function.of_program()) {
        if let (Some(_), Some(owner)) = (&function.of_trait, &function.owner) {
            types.entry(&function.name).or_default().insert(owner);
        }
    }
    let many = types.into_iter().filter(|(_, types)| types.len() >= MANY_TYPES);
    many.map(|(name, _)| *name).collect()
}

/// Names of functions of no type that very many modules have, and that say nothing: the `exec` of each handler. What they do
/// the module's name says.
pub(super) fn doors(program: &Program) -> FxHashSet<Name> {
    let mut modules: BTreeMap<&Name, BTreeSet<&[Name]>> = BTreeMap::new();
    for function in program.functions.iter().filter(|function| function.of_program()) {
        if function.owner.is_none() {
            modules.entry(&function.name).or_default().insert(&function.module_path);
        }
    }
    let says = |name: &Name| {
        readings::split(name)
            .iter()
            .filter_map(|word| lexicon::verb_lemma(word))
            .any(|lemma| !matches!(lexicon::strength(&lemma.verb), Strength::Vague | Strength::Technical))
    };
    let many = modules.into_iter().filter(|(name, modules)| modules.len() >= MANY_MODULES && !says(name));
    many.map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use crate::graph::sketch::program;
    use crate::graph::{DataGraph, Monolith};
    use crate::resolve::ids::FunctionId;
    use crate::score::context::Context;

    /// The verbs of functions of these names, each of a type of its own that has it from one trait where `of_trait`.
    fn said(names: &[&str], of_trait: bool) -> Vec<Option<String>> {
        let mut text = "table orders: id\n".to_owned();
        for (at, name) in names.iter().enumerate() {
            text += &format!("fn src/work.rs::T{at}::{name}\n  read orders.id\n");
        }
        let mut program = program(&text);
        if of_trait {
            program.functions.iter_mut().for_each(|function| function.of_trait = Some("Task".into()));
        }
        let graph = DataGraph::build(&program);
        let context = Context::new(Monolith { program: &program, graph: &graph });
        (0..names.len() as u32).map(|at| context.verb_of(FunctionId(at))).collect()
    }

    #[test]
    fn a_verb_is_what_is_done_and_not_what_it_is_done_to() {
        let verbs = said(
            &["approve_user", "report_resolve", "probe_create", "alert_receiver_list", "is_blocked"],
            false,
        );
        assert_eq!(verbs, [Some("approve".to_owned()), Some("report".to_owned()), None, None, None]);
    }

    #[test]
    fn what_a_table_is_called_is_not_done() {
        let mut text = "table switch_ports: id\ntable password_resets: id\n".to_owned();
        for name in ["switch_port_set_id", "reset_code", "password_reset"] {
            text += &format!("fn src/work.rs::{name}\n  read switch_ports.id\n");
        }
        let program = program(&text);
        let graph = DataGraph::build(&program);
        let context = Context::new(Monolith { program: &program, graph: &graph });
        let verbs: Vec<Option<String>> = (0..3).map(|at| context.verb_of(FunctionId(at))).collect();
        assert_eq!(verbs, [None, Some("reset".to_owned()), Some("reset".to_owned())]);
    }

    #[test]
    fn a_door_is_called_by_its_module() {
        let name = |door: &str, module: &str, count: u8| {
            let mut text = "table orders: id\n".to_owned();
            for at in 0..count {
                text += &format!(
                    "fn src/{}{at}.rs::{door}\n  read orders.id\n",
                    if at == 0 { module } else { "x_" }
                );
            }
            let program = program(&text);
            let graph = DataGraph::build(&program);
            Context::new(Monolith { program: &program, graph: &graph }).verb_of(FunctionId(0))
        };
        assert_eq!(name("exec", "refund_order_", 8), Some("refund".to_owned()));
        assert_eq!(name("exec", "refund_order_", 7), None);
        assert_eq!(name("list", "refund_order_", 8), None);
    }

    #[test]
    fn what_very_many_types_do_under_one_name_says_nothing_of_any() {
        assert_eq!(said(&["activate"; 8], true), vec![None; 8]);
        assert_eq!(said(&["activate"; 8], false), vec![Some("activate".to_owned()); 8]);
        assert_eq!(said(&["activate"; 7], true), vec![Some("activate".to_owned()); 7]);
    }
}
