//! Which functions are a boundary's besides those that the plan names: helpers that only its functions lead to and that touch what
//! it owns, wherever they stand. What anybody else calls, names or starts is outside, and so are helpers that call each other
//! in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::v1::Document;
use crate::document::v1::graph::{ColumnRef, Function, Graph};
use crate::drawn::Drawn;

/// Who leads to whom, for all boundaries of a plan.
pub(super) struct Callers<'a> {
    document: &'a Document,
    graph: &'a Graph,
    names: BTreeMap<String, Vec<u32>>,
    /// The functions that each one leads to, each once.
    callees: Vec<BTreeSet<u32>>,
    /// How many others lead to each one.
    callers: Vec<u32>,
}

impl<'a> Callers<'a> {
    pub(super) fn of(document: &'a Document) -> Option<Callers<'a>> {
        let graph = document.graph.as_ref()?;
        let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut callees = Vec::with_capacity(graph.functions.len());
        let mut callers = vec![0; graph.functions.len()];
        for (id, function) in (0_u32..).zip(&graph.functions) {
            names.entry(graph.function_name(function)).or_default().push(id);
            let called: BTreeSet<u32> =
                function.calls.iter().map(|call| call.0).filter(|callee| *callee != id).collect();
            for callee in &called {
                if let Some(count) = callers.get_mut(*callee as usize) {
                    *count += 1;
                }
            }
            callees.push(called);
        }
        Some(Callers { document, graph, names, callees, callers })
    }

    /// Helpers of the boundary, by name.
    pub(super) fn helpers(&self, drawn: &Drawn) -> BTreeSet<String> {
        let mut open = self.callers.clone();
        let mut inside: BTreeSet<u32> =
            drawn.operations.iter().filter_map(|name| self.names.get(name)).flatten().copied().collect();
        let mut next: Vec<u32> = inside.iter().copied().collect();
        let mut helpers = BTreeSet::new();
        while let Some(id) = next.pop() {
            let Some(callees) = self.callees.get(id as usize) else { continue };
            for callee in callees {
                let Some(count) = open.get_mut(*callee as usize) else { continue };
                *count -= 1;
                let function = &self.graph.functions[*callee as usize];
                if *count > 0 || !function.starts.is_empty() || !inside.insert(*callee) {
                    continue;
                }
                next.push(*callee);
                if self.touches(function, drawn) {
                    helpers.insert(self.graph.function_name(function));
                }
            }
        }
        // Versions of one function for several platforms share a name: all of them are inside, or none.
        helpers
            .retain(|name| self.names.get(name).is_some_and(|ids| ids.iter().all(|id| inside.contains(id))));
        helpers
    }

    fn touches(&self, function: &Function, drawn: &Drawn) -> bool {
        let tables = &self.document.tables;
        let table = |id: u32| tables.get(id as usize).is_some_and(|table| drawn.tables.contains(&table.name));
        let column = |one: &ColumnRef| {
            let Some(table) = tables.get(one.0 as usize) else { return false };
            let Some(column) = table.columns.get(usize::from(one.1)) else { return false };
            drawn.columns.contains(&format!("{}.{}", table.name, column.name))
        };
        function.statements.iter().any(|one| {
            one.tables.iter().any(|used| table(used.0)) || one.reads.iter().chain(&one.writes).any(column)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Callers;
    use crate::document::v1::graph::{Call, CallKind, Function, Graph, Mode, Start, Statement, TableUse};
    use crate::document::v1::{Document, Table};
    use crate::drawn::Drawn;

    fn function(name: &str, calls: &[u32], touches: bool) -> Function {
        let tables = if touches { vec![TableUse(0, Mode::Update)] } else { Vec::new() };
        Function {
            name: name.to_owned(),
            calls: calls.iter().map(|callee| Call(*callee, 1, CallKind::Call)).collect(),
            statements: vec![Statement { tables, ..Statement::default() }],
            ..Function::default()
        }
    }

    #[test]
    fn what_only_the_boundary_leads_to_is_its_own() {
        let start = Start { kind: "job".to_owned(), method: None, name: None, file: String::new(), line: 1 };
        let functions = vec![
            function("operation", &[1, 2, 4, 6, 0], false),
            function("helper", &[3], false),
            function("shared", &[], true),
            function("deep", &[3], true),
            Function { starts: vec![start], ..function("started", &[], true) },
            function("outside", &[2, 7], true),
            function("elsewhere", &[], false),
            function("theirs", &[], true),
        ];
        let graph = Graph { files: vec!["a.rs".to_owned()], functions, ..Graph::default() };
        let table = Table { name: "t".to_owned(), ..Table::default() };
        let document = Document { graph: Some(graph), tables: vec![table], ..Document::default() };
        let drawn = Drawn {
            tables: ["t".to_owned()].into(),
            operations: ["a.rs::operation".to_owned()].into(),
            ..Drawn::default()
        };
        let helpers = Callers::of(&document).expect("it has a graph").helpers(&drawn);
        assert_eq!(helpers, ["a.rs::deep".to_owned()].into());
    }
}
