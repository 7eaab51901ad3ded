//! The graph's questions on sketches.

use proptest::prelude::*;

use super::DataGraph;
use super::sketch::program;
use crate::resolve::ids::{FunctionId, TableId};

const LAYERED: &str = "
table a: id, x
table b: id, a_id -> a
fn src/api.rs::approve POST /approve
  call src/db.rs::Store::save
fn src/api.rs::list GET /list
  call src/db.rs::Store::load
fn src/db.rs::Store::load
  read a.x
fn src/db.rs::Store::save
  insert b.a_id
  call src/db.rs::Store::load
  call src/db.rs::Store::again
fn src/db.rs::Store::again
  call src/db.rs::Store::save
fn src/db.rs::check test
  delete a
";

#[test]
fn data_is_reached_through_calls_and_circles() {
    let graph = DataGraph::build(&program(LAYERED));
    graph.verify().unwrap();
    let [approve, list, load, save, again, check] = [0, 1, 2, 3, 4, 5].map(FunctionId);
    let [a, b] = [0usize, 1];
    assert!(graph.reads(approve).contains(a) && graph.writes(approve).contains(b));
    assert!(graph.writes(again).contains(b) && !graph.writes(list).contains(b));
    assert_eq!(graph.writers(TableId(0)), [], "tests do not count");
    assert_eq!(graph.entries_of(&[load]), [approve, list]);
    assert_eq!(graph.entries_of(&[save]), [approve]);
    assert_eq!(graph.chain(approve, load), Some(vec![approve, save, load]));
    assert_eq!(graph.chain(list, save), None);
    assert!(graph.dominates(approve, again) && !graph.dominates(approve, load));
    assert!(graph.callers(check).is_empty());
}

proptest! {
    #[test]
    fn every_graph_holds_its_invariants(
        calls in prop::collection::vec((0usize..12, 0usize..12), 0..40),
        writes in prop::collection::vec((0usize..12, 0usize..4), 0..12),
        entries in prop::collection::vec(any::<bool>(), 12),
    ) {
        let mut text = String::from("table t0: id\ntable t1: id\ntable t2: id\ntable t3: id\n");
        for (index, entry) in entries.iter().enumerate() {
            text.push_str(&format!("fn f{index:02}.rs::f{}\n", if *entry { " GET /x" } else { "" }));
            for (_, callee) in calls.iter().filter(|(caller, _)| *caller == index) {
                text.push_str(&format!("  call f{callee:02}.rs::f\n"));
            }
            for (_, table) in writes.iter().filter(|(writer, _)| *writer == index) {
                text.push_str(&format!("  update t{table}\n"));
            }
        }
        let graph = DataGraph::build(&program(&text));
        prop_assert_eq!(graph.verify(), Ok(()));
    }
}
