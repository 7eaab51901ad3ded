//! SQL text that the analysed code hands to a function of its own in which it is lost: a statement cache, a driver behind
//! a trait, a queue of statements; or to a library that no rule is about. Whoever hands it over runs it. A function that
//! gives text back only works on it.

use std::rc::Rc;

use super::eval::{Evaluator, Run};
use super::texts;
use super::value::{Query, Text, Value};
use crate::facts::Name;
use crate::facts::body::{Expr, ExprId};
use crate::facts::item::HandleKind;
use crate::facts::statement::SqlKind;
use crate::resolve::defs::{Def, FnId};
use crate::resolve::types::bodies::Callee;
use crate::resolve::types::ty::Ty;

/// What stands for the library of such statements. They count only where they parse and the schema has their tables: a
/// log line may begin like SQL.
pub(crate) const LIBRARY: &str = "own code";

impl Evaluator<'_, '_> {
    /// Notes the texts among the arguments as run by whoever calls the function.
    pub(super) fn note_handed_texts(&mut self, function: FnId, line: u32, args: &[Value]) {
        if self.gives_text(function) {
            return;
        }
        self.note_texts(line, args);
    }

    fn note_texts(&mut self, line: u32, args: &[Value]) {
        for query in args.iter().flat_map(queries) {
            self.note_run(line, Rc::new(query));
        }
    }

    /// The same of a method of a library that no rule is about: a driver.
    pub(super) fn note_texts_for_library(&mut self, id: ExprId, line: u32, args: &[Value]) {
        let foreign = matches!(
            self.types.callee(id),
            None | Some(Callee::Unknown | Callee::External(_) | Callee::ExternalMethod)
        );
        if foreign {
            self.note_texts(line, args);
        }
    }

    /// Where the body names the table.
    fn line_of_table(&self, table: Name) -> Option<u32> {
        let defs = self.context.impls.signatures.names.defs;
        let names = |id: &ExprId| match self.types.path(*id) {
            Some(Def::Handle(handle)) => {
                matches!(defs.handle(handle).what, HandleKind::Table(name) if name == table)
            }
            _ => false,
        };
        let all = (0..self.body.exprs.len()).filter_map(|n| u32::try_from(n).ok()).map(ExprId);
        all.filter(names).map(|id| self.body.line(id)).min()
    }

    /// Where the body's value stands.
    fn last_line(&self) -> u32 {
        let mut at = self.body.root;
        while let Some(Expr::Block(block)) = at.map(|id| self.body.expr(id))
            && let Some(tail) = block.tail
        {
            at = Some(tail);
        }
        at.map_or(0, |id| self.body.line(id))
    }

    fn gives_text(&self, function: FnId) -> bool {
        let impls = self.context.impls;
        let text = |ty: &Ty| impls.is_text(ty);
        match &impls.signatures.function(function).ret {
            Ty::Adt(_, args) if args.iter().any(text) => true,
            ret => text(ret),
        }
    }
}

/// Writes and texts that a function builds and gives back: who calls it runs them, but a function that is only named, or
/// called through a trait, is called by whoever is given it, and there they are lost.
pub(crate) fn given_back(evaluator: &Evaluator<'_, '_>, value: &Value) -> Vec<Run> {
    let one = |value: &Value| match value {
        Value::Query(query)
            if query.kind != SqlKind::Select && query.target.is_some() && query.foreign == 0 =>
        {
            Some(Run {
                query: query.clone(),
                line: evaluator.line_of_table(query.target?)?,
                transaction: None,
            })
        }
        Value::Text(text) if text.foreign == 0 && texts::may_be_sql(text) => {
            Some(run(text, evaluator.last_line()))
        }
        _ => None,
    };
    match value {
        Value::Tuple(parts) => parts.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}

/// The text as run at the line.
pub(super) fn run(text: &Rc<Text>, line: u32) -> Run {
    Run { query: Rc::new(query(text)), line, transaction: None }
}

/// What is handed over in a value: texts, and queries that are texts.
fn queries(value: &Value) -> Vec<Query> {
    let of_query = |query: &Rc<Query>| {
        let text = query.text.clone();
        text.map(|text| Query {
            library: LIBRARY,
            foreign: query.foreign,
            text: Some(text),
            ..Query::default()
        })
    };
    match value {
        Value::Query(query) => of_query(query).into_iter().collect(),
        value => texts::sql_in(value).into_iter().map(query).collect(),
    }
}

fn query(text: &Rc<Text>) -> Query {
    Query { library: LIBRARY, foreign: text.foreign, text: Some(text.clone()), ..Query::default() }
}

/// Leaves out such texts where the same one is known to be run, be it with more at its end, or is noted already.
pub(super) fn settle(runs: &mut Vec<Run>) {
    if !runs.iter().any(is_handed) {
        return;
    }
    let run: Vec<Rc<Text>> =
        runs.iter().filter(|run| !is_handed(run)).filter_map(|run| run.query.text.clone()).collect();
    let mut noted: Vec<(u32, Rc<Text>)> = Vec::new();
    runs.retain(|one| match &one.query.text {
        Some(text) if is_handed(one) => {
            let same = |other: &Rc<Text>| other.readings == text.readings;
            let begins = |other: &Rc<Text>| {
                text.readings.iter().all(|text| other.readings.iter().any(|run| run.starts_with(text)))
            };
            let known =
                run.iter().any(begins) || noted.iter().any(|(line, other)| *line == one.line && same(other));
            if !known {
                noted.push((one.line, text.clone()));
            }
            !known
        }
        _ => true,
    });
}

fn is_handed(run: &Run) -> bool {
    run.query.library == LIBRARY
}
