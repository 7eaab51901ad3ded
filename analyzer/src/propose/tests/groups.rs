//! Which tables come together, and which only sound alike.

use super::propose;
use crate::graph::sketch::program;
use crate::graph::{DataGraph, Monolith};
use crate::propose::grow::groups;
use crate::resolve::ids::TableId;
use crate::score::context::Context;

/// Batches come to name the transactions that settle them, and a transaction the try that came through; what else begins
/// with the word of the chain has nothing to do with either.
const SETTLEMENT: &str = "
table batches: id, number, commit_tx_id -> chain_txs
table chain_txs: id, nonce, raw_tx, sent_at, confirmed_history_id -> chain_txs_history
table chain_txs_history: id, chain_tx_id -> chain_txs, base_fee, sent_at
table chain_proof_requests: id, status, picked_at, attempts
fn src/sender.rs::Sender::save_tx
  insert chain_txs.nonce, chain_txs.raw_tx
fn src/sender.rs::Sender::send_tx POST /send
  insert chain_txs_history.chain_tx_id, chain_txs_history.base_fee
  call src/sender.rs::Sender::save_tx
fn src/sender.rs::Sender::confirm_tx POST /confirm
  update chain_txs.confirmed_history_id
  update chain_txs.sent_at
fn src/aggregator.rs::settle_batch POST /settle
  call src/sender.rs::Sender::save_tx
  update batches.commit_tx_id
fn src/keeper.rs::seal_batch POST /seal
  insert batches.number
fn src/proofs.rs::request_proof POST /proofs
  insert chain_proof_requests.status
fn src/proofs.rs::retry_proof POST /proofs/retry
  update chain_proof_requests.attempts
fn src/proofs.rs::list_proofs GET /proofs
  read chain_proof_requests.status
";

fn owned(sketch: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let program = program(sketch);
    let (proposals, nouns) = propose(&program);
    let table = |id: &TableId| program.schema.get(*id).name.name.clone();
    (proposals.iter().map(|one| one.tables.iter().map(table).collect()).collect(), nouns)
}

#[test]
fn what_settles_batches_is_one_process_and_a_word_in_common_is_none() {
    let (owned, nouns) = owned(SETTLEMENT);
    assert!(!nouns.contains(&"chain_txs".to_owned()), "{nouns:?}");
    assert!(owned.contains(&vec!["chain_txs".to_owned(), "chain_txs_history".to_owned()]), "{owned:?}");
    assert!(owned.contains(&vec!["chain_proof_requests".to_owned()]), "{owned:?}");
}

/// What is done to disks is kept beside them, in the same file, and names none of them.
const DISKS: &str = "
table disks: id, serial, model, size
table disk_adoption_requests: id, vendor_code, requested_at, expires_at
fn src/inventory.rs::insert_disk
  insert disks.serial, disks.size
fn src/inventory.rs::request_disk_adoption POST /adopt
  insert disk_adoption_requests.vendor_code
fn src/inventory.rs::expire_disk_adoptions POST /expire
  delete disk_adoption_requests
fn src/inventory.rs::list_disks GET /disks
  read disks.serial
";

#[test]
fn what_is_done_to_a_thing_does_not_take_the_thing() {
    let (owned, _) = owned(DISKS);
    assert!(owned.contains(&vec!["disk_adoption_requests".to_owned()]), "{owned:?}");
}

/// Each table of the replica has a file and a service of its own, and four of five starting points need all of them.
const REPLICA: &str = "
table replica_cursor: id, position, seen_at
table replica_outbox: id, payload, sent_at, attempts
table replica_peers: id, name, address
fn src/cursors.rs::load_cursor
  read replica_cursor.position
fn src/cursors.rs::save_cursor
  update replica_cursor.position
fn src/outbox.rs::enqueue
  insert replica_outbox.payload
fn src/outbox.rs::mark_sent
  update replica_outbox.sent_at
fn src/place.rs::advance
  call src/cursors.rs::load_cursor
  call src/cursors.rs::save_cursor
fn src/post.rs::hand_on
  call src/outbox.rs::enqueue
  call src/outbox.rs::mark_sent
fn src/sync.rs::pull POST /replica/pull
  call src/place.rs::advance
  call src/post.rs::hand_on
fn src/sync.rs::push POST /replica/push
  call src/place.rs::advance
  call src/post.rs::hand_on
fn src/sync.rs::reset POST /replica/reset
  call src/place.rs::advance
  call src/post.rs::hand_on
fn src/sync.rs::bootstrap POST /replica/bootstrap
  call src/place.rs::advance
  call src/post.rs::hand_on
fn src/status.rs::status GET /replica
  call src/cursors.rs::load_cursor
fn src/peers.rs::add_peer POST /peers
  insert replica_peers.name
fn src/peers.rs::move_peer PUT /peers
  update replica_peers.address
";

#[test]
fn what_is_started_alike_and_named_alike_is_one_process() {
    let (owned, _) = owned(REPLICA);
    assert!(owned.contains(&vec!["replica_cursor".to_owned(), "replica_outbox".to_owned()]), "{owned:?}");
}

/// What both tables are there to do leads their names, and the module's; nothing else ties them.
const SYNCHRONISATION: &str = "
table sync_cursor: id, position
table sync_outbox: id, payload, sent_at
table tax_kinds: id, label
table tax_returns: id, filed_at
fn src/sync/cursor.rs::remember POST /remember
  insert sync_cursor.position
fn src/sync/outbox.rs::enqueue POST /enqueue
  insert sync_outbox.payload
fn src/tax/kinds.rs::list GET /kinds
  read tax_kinds.label
fn src/tax/returns.rs::file POST /file
  insert tax_returns.filed_at
";

#[test]
fn what_tables_are_there_to_do_ties_them_and_a_list_that_no_code_fills_is_none_of_it() {
    let program = program(SYNCHRONISATION);
    let graph = DataGraph::build(&program);
    let context = Context::new(Monolith { program: &program, graph: &graph });
    let names = |ids: &Vec<TableId>| ids.iter().map(|id| context.table_name(*id)).collect::<Vec<_>>();
    let found: Vec<Vec<String>> = groups(&context).iter().map(names).collect();
    assert_eq!(found, [vec!["sync_cursor", "sync_outbox"], vec!["tax_kinds"], vec!["tax_returns"]]);
}

/// A drawer is called settings, and of a sync: that makes no entity of the sync, and what is named after it is one process's.
const DRAWER: &str = "
table sync_settings: key, value
table sync_incoming: id, record, revision
table sync_outgoing: id, record, fields
fn src/persist/sync.rs::set_setting POST /settings
  insert sync_settings.value
fn src/persist/sync.rs::add_incoming POST /incoming
  insert sync_incoming.record
fn src/persist/sync.rs::remove_incoming DELETE /incoming
  delete sync_incoming
fn src/persist/sync.rs::add_outgoing POST /outgoing
  insert sync_outgoing.record
fn src/persist/sync.rs::remove_outgoing DELETE /outgoing
  delete sync_outgoing
";

#[test]
fn what_settings_are_of_is_no_entity() {
    let (owned, nouns) = owned(DRAWER);
    assert_eq!(nouns, ["sync_settings"]);
    assert!(owned.contains(&vec!["sync_incoming".to_owned(), "sync_outgoing".to_owned()]), "{owned:?}");
}
