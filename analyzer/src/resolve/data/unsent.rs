//! SQL texts that a body has and that nobody is known to run: put into a list, a struct, a library of which nothing is known.
//! The function in which one stands is taken to run it: nothing is swallowed. What only begins like SQL is left to `emit`,
//! which asks the parser and the schema.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashSet, FxHasher};

use super::eval::Evaluator;
use super::handed;
use super::noted::{Noted, Run};
use super::texts;
use super::value::{Piece, Text, Value};
use crate::facts::body::ExprId;

/// The texts of a body by what they begin with, each as long as it became, with the line where it begins.
#[derive(Default, Debug)]
pub(crate) struct Texts(BTreeMap<u64, (u32, Rc<Text>)>);

/// A text as a run of the function that it stands in, and what it begins with.
pub(crate) struct Unsent {
    pub(crate) begins: u64,
    pub(crate) run: Run,
}

impl Evaluator<'_, '_> {
    /// Notes what an expression of the function's own body gives, where it may be SQL.
    pub(super) fn note_text(&mut self, id: ExprId, value: &Value) {
        let text = match value {
            Value::Text(text) => text,
            // A macro of the house's own made it, and of what runs it nothing may be known.
            Value::Query(query) if query.library.is_empty() => match &query.text {
                Some(text) => text,
                None => return,
            },
            _ => return,
        };
        if !self.stack.is_empty() || !texts::begins_statement(text) {
            return;
        }
        let Some(begins) = pieces(text).next() else { return };
        let line = self.body.line(id);
        let Texts(all) = &mut self.noted.texts;
        all.entry(begins).or_insert_with(|| (line, text.clone())).1 = text.clone();
    }

    /// What is given to a macro is printed, or is a piece of what it makes.
    pub(super) fn forget_texts(&mut self, values: &[Value]) {
        let Texts(all) = &mut self.noted.texts;
        for value in values {
            if let Value::Text(text) = value {
                pieces(text).for_each(|piece| drop(all.remove(&piece)));
            }
        }
    }
}

/// All that was sent to a database in parts that the code writes.
pub(crate) fn sent(runs: &[Run]) -> FxHashSet<u64> {
    runs.iter().filter_map(|run| run.query.text.as_ref()).flat_map(|text| pieces(text)).collect()
}

/// The texts of a body that it neither sends nor gives back.
pub(crate) fn unsent(noted: &Noted, sent: &FxHashSet<u64>, given: &[Run]) -> Vec<Unsent> {
    let Texts(all) = &noted.texts;
    let given = self::sent(given);
    let unsent = all.iter().filter(|(begins, _)| !sent.contains(begins) && !given.contains(begins));
    unsent.map(|(begins, (line, text))| Unsent { begins: *begins, run: handed::run(text, *line) }).collect()
}

/// The parts of a text that are known and more than blanks.
fn pieces(text: &Text) -> impl Iterator<Item = u64> {
    text.readings.iter().flatten().filter_map(|piece| match piece {
        Piece::Known(known) if !known.trim().is_empty() => {
            let mut hasher = FxHasher::default();
            known.hash(&mut hasher);
            Some(hasher.finish())
        }
        _ => None,
    })
}
