//! Two small documents that differ in one thing each.

use super::{Changes, NoGraph, diff};
use crate::document::v1::graph::{Call, CallKind, ColumnRef, Function, Graph, Mode, Statement, TableUse};
use crate::document::v1::{Column, Document, ForeignKey, Operation, Proposal, Role, Table};

fn document() -> Document {
    let table = |name: &str, columns: &[&str]| Table {
        name: name.to_owned(),
        columns: columns
            .iter()
            .map(|name| Column { name: (*name).to_owned(), ..Column::default() })
            .collect(),
        ..Table::default()
    };
    let function = |file: u32, name: &str, table: u32, mode: Mode| Function {
        file,
        name: name.to_owned(),
        line: 3,
        statements: vec![Statement {
            line: 4,
            tables: vec![TableUse(table, mode)],
            reads: if mode.writes() { Vec::new() } else { vec![ColumnRef(table, 0)] },
            writes: if mode.writes() { vec![ColumnRef(table, 0)] } else { Vec::new() },
            ..Statement::default()
        }],
        ..Function::default()
    };
    let graph = Graph {
        files: ["src/a.rs", "src/b.rs", "src/c.rs"].map(str::to_owned).to_vec(),
        functions: vec![function(0, "approve", 0, Mode::Update), function(1, "pay", 1, Mode::Read)],
        ..Graph::default()
    };
    Document {
        proposals: vec![proposal("Approvals", "src/a.rs::approve"), proposal("Payouts", "src/b.rs::pay")],
        tables: vec![table("approvals", &["id", "state"]), table("payouts", &["id"])],
        graph: Some(graph),
        ..Document::default()
    }
}

fn proposal(name: &str, operation: &str) -> Proposal {
    let text = r#"{"rank":1,"name":"","verb":"","subject":"","verdict":"extract","score":1.0,"owns":{"tables":[],"columns":[]},
        "stays":[],"operations":[],"consumers":[],"blockers":[],"evidence":[],"signals":[]}"#;
    let operation = Operation {
        function: operation.to_owned(),
        file: String::new(),
        line: 1,
        role: Role::Entry,
        starts_by: None,
    };
    let proposal: Proposal = serde_json::from_str(text).unwrap();
    Proposal { name: name.to_owned(), operations: vec![operation], ..proposal }
}

fn functions(document: &mut Document) -> &mut Vec<Function> {
    &mut document.graph.as_mut().unwrap().functions
}

#[test]
fn a_document_does_not_differ_from_itself_nor_from_one_with_other_lines() {
    let old = document();
    assert!(diff(&old, &old).unwrap().is_empty());
    let mut new = document();
    for function in functions(&mut new) {
        function.line += 10;
        function.statements.iter_mut().for_each(|one| one.line += 10);
    }
    assert!(diff(&old, &new).unwrap().is_empty());
}

#[test]
fn data_that_comes_and_goes_is_named_once() {
    let (old, mut new) = (document(), document());
    new.tables[0].columns.push(Column { name: "reason".to_owned(), ..Column::default() });
    new.tables[1].name = "payments".to_owned();
    new.tables[0].foreign_keys = vec![ForeignKey {
        columns: vec!["id".to_owned()],
        to: "payments".to_owned(),
        to_columns: vec!["id".to_owned()],
        ..ForeignKey::default()
    }];
    let found = diff(&old, &new).unwrap();
    let one = |name: &str| vec![name.to_owned()];
    assert_eq!(found.tables, Changes { added: one("payments"), removed: one("payouts") });
    assert_eq!(found.columns, Changes { added: one("approvals.reason"), removed: Vec::new() });
    assert_eq!(found.foreign_keys.added, one("approvals(id) → payments(id)"));
    assert_eq!((found.accesses.added.len(), found.accesses.removed.len()), (1, 1));
}

#[test]
fn an_access_is_its_function_its_data_and_how() {
    let (old, mut new) = (document(), document());
    functions(&mut new)[1].statements[0].tables.push(TableUse(0, Mode::Read));
    functions(&mut new)[0].statements[0].writes.push(ColumnRef(0, 1));
    let found = diff(&old, &new).unwrap();
    let said: Vec<(&str, &str, Mode)> =
        found.accesses.added.iter().map(|one| (&*one.function, &*one.data, one.mode)).collect();
    let wanted =
        [("src/a.rs::approve", "approvals.state", Mode::Update), ("src/b.rs::pay", "approvals", Mode::Read)];
    assert_eq!(said, wanted, "a table's columns are named where it was accessed before");
    assert!(found.accesses.removed.is_empty());
}

#[test]
fn a_function_that_only_moved_is_said_to_have_moved() {
    let (old, mut new) = (document(), document());
    functions(&mut new)[1].file = 2;
    let found = diff(&old, &new).unwrap();
    assert_eq!((found.moved.len(), found.moved[0].to.as_str()), (1, "src/c.rs::pay"));
    assert!(found.accesses.is_empty());
    // Two that could be meant: neither is.
    let twice = functions(&mut new)[1].clone();
    functions(&mut new).push(Function { file: 0, ..twice });
    let found = diff(&old, &new).unwrap();
    assert!(found.moved.is_empty() && found.accesses.removed.len() == 1 && found.accesses.added.len() == 2);
}

#[test]
fn calls_between_boundaries_are_followed() {
    let (old, mut new) = (document(), document());
    functions(&mut new)[1].calls = vec![Call(0, 7, CallKind::Call), Call(0, 8, CallKind::Reference)];
    let found = diff(&old, &new).unwrap();
    let [call] = found.calls.added.as_slice() else { panic!("{:?}", found.calls) };
    assert_eq!((call.from.as_str(), call.to.as_str(), call.line), ("Payouts", "Approvals", 7));
    assert_eq!(diff(&new, &old).unwrap().calls.removed.len(), 1);
}

#[test]
fn a_document_without_a_graph_is_refused() {
    let (old, mut new) = (document(), document());
    new.graph = None;
    assert_eq!(diff(&old, &new), Err(NoGraph { new: true }));
    assert_eq!(diff(&new, &old), Err(NoGraph { new: false }));
}
