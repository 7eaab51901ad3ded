//! What is an entity, and what only looks like a process.

use super::propose;
use crate::graph::sketch::program;

#[test]
fn what_people_only_keep_is_a_noun() {
    let (proposals, nouns) = propose(&program(
        "
table groups: id, name
fn src/groups.rs::post_group POST /groups
  insert groups.name
fn src/groups.rs::put_group PUT /groups/{id}
  update groups.name
fn src/groups.rs::delete_group DELETE /groups/{id}
  delete groups
fn src/groups.rs::get_groups GET /groups
  read groups.name
",
    ));
    assert_eq!(nouns, ["groups"]);
    assert!(proposals.is_empty(), "{:?}", proposals.iter().map(|one| &one.name).collect::<Vec<_>>());
}

#[test]
fn what_configures_the_whole_is_a_noun() {
    let text = "
table settings: id, theme, expires_at, attempts
table user_settings: id, theme, expires_at, attempts
fn src/settings.rs::approve_settings POST /settings
  insert settings.theme
  insert user_settings.theme
";
    assert_eq!(propose(&program(text)).1, ["settings"]);
}

#[test]
fn a_sent_thing_that_others_may_open_is_no_noun() {
    let (_, nouns) = propose(&program(
        "
table sends: id, user_id -> users, body
table users: id, name
fn src/sends.rs::post_send POST /sends
  insert sends.body
fn src/sends.rs::put_send PUT /sends/{id}
  update sends.body
fn src/sends.rs::delete_send DELETE /sends/{id}
  delete sends
fn src/sends.rs::post_access POST /sends/{id}/access
  read sends.body
",
    ));
    assert!(!nouns.contains(&"sends".to_owned()), "{nouns:?}");
}

/// A grant names the session that it was turned into, once that is there: the session is another's.
const GRANTS: &str = "
table users: id, name
table sessions: id, user_id -> users, scope
table device_grants: id, code, session_id -> sessions
table authorization_grants: id, code, session_id -> sessions
fn src/device.rs::request_device POST /device
  insert device_grants.code
fn src/device.rs::fulfill_device POST /device/fulfill
  insert sessions.scope
  update device_grants.session_id
fn src/authorize.rs::authorize POST /authorize
  insert authorization_grants.code
fn src/authorize.rs::fulfill_authorization POST /authorize/fulfill
  insert sessions.scope
  update authorization_grants.session_id
fn src/me.rs::me GET /me
  read sessions.scope, users.name
";

#[test]
fn what_processes_end_in_is_none_of_their_data() {
    let program = program(GRANTS);
    let (proposals, nouns) = propose(&program);
    assert!(nouns.contains(&"sessions".to_owned()), "{nouns:?}");
    let table = |id: &crate::resolve::ids::TableId| program.schema.get(*id).name.name.as_str();
    let owned: Vec<&str> = proposals.iter().flat_map(|one| one.tables.iter().map(table)).collect();
    assert_eq!(owned, ["authorization_grants", "device_grants"]);
}

#[test]
fn two_entities_in_a_name_are_no_act() {
    let (proposals, _) = propose(&program(
        "
table users: id, name
table folders: id, user_id -> users, name
table ciphers: id, user_id -> users, data
table folders_ciphers: folder_id -> folders, cipher_id -> ciphers
table archives: id, cipher_id -> ciphers
fn src/folders.rs::post_folder POST /folders
  insert folders.name
fn src/ciphers.rs::post_cipher POST /ciphers
  insert ciphers.data
  insert folders_ciphers.folder_id
fn src/ciphers.rs::get_ciphers GET /ciphers
  read ciphers.data, folders.name, folders_ciphers.folder_id
",
    ));
    let act = |name: &str| proposals.iter().any(|one| one.name.contains(name));
    assert!(!act("FolderCipher"), "{:?}", proposals.iter().map(|one| &one.name).collect::<Vec<_>>());
}

/// Each verb sets its own columns of the row, and none of them is what the row is.
const PULLS: &str = "
table pull_requests: id, title, approved_by, approved_sha, delegated_permission, delegatee_id, mergeable, priority, note
fn src/db.rs::create_pull
  insert pull_requests.title
fn src/approve.rs::approve POST /approve
  update pull_requests.approved_by, pull_requests.approved_sha
fn src/approve.rs::unapprove POST /unapprove
  update pull_requests.approved_by, pull_requests.approved_sha
fn src/delegate.rs::delegate POST /delegate
  update pull_requests.delegated_permission, pull_requests.delegatee_id
fn src/delegate.rs::undelegate POST /undelegate
  update pull_requests.delegated_permission, pull_requests.delegatee_id
fn src/merge.rs::refresh POST /refresh
  update pull_requests.mergeable
fn src/queue.rs::set_priority POST /priority
  update pull_requests.priority
fn src/queue.rs::set_note POST /note
  update pull_requests.note
fn src/list.rs::list GET /pulls
  read pull_requests.title, pull_requests.approved_by
  call src/db.rs::create_pull
";

#[test]
fn a_row_that_several_verbs_share_is_an_entity_and_its_columns_are_theirs() {
    let program = program(PULLS);
    let (proposals, nouns) = propose(&program);
    assert_eq!(nouns, ["pull_requests"]);
    let column = |id: &crate::resolve::ids::ColumnId| program.schema.column_of(*id).name.as_str();
    let delegating = proposals.iter().find(|one| one.verb == "delegate").expect("delegating is proposed");
    let owned: Vec<&str> = delegating.columns.iter().map(column).collect();
    assert_eq!(owned, ["delegated_permission", "delegatee_id"]);
}

#[test]
fn a_drawer_of_keys_and_values_is_nobody_s() {
    let (proposals, nouns) = propose(&program(
        "
table kv_store: namespace, key, value, updated_at
fn src/kv_store.rs::KvStore::remember
  insert kv_store.key, kv_store.value
fn src/kv_store.rs::KvStore::recall
  read kv_store.value
fn src/login.rs::login POST /login
  call src/kv_store.rs::KvStore::remember
fn src/cursor.rs::advance POST /cursor
  call src/kv_store.rs::KvStore::recall
",
    ));
    assert_eq!(nouns, ["kv_store"]);
    assert!(proposals.is_empty());
}

#[test]
fn a_thing_with_a_life_of_its_own_is_a_noun() {
    let gateways = |columns: &str| {
        let text = format!(
            "
table gateways: id, hash{columns}
table users: id, name
table accounts: id, user_id -> users
fn src/ingest.rs::ingest
  insert gateways.hash
fn src/refresh.rs::refresh
  update gateways.hash
fn src/rewards.rs::reward_all
  read gateways.hash
fn src/users.rs::list_users GET /users
  read users.name, accounts.user_id
"
        );
        propose(&program(&text)).1
    };
    assert!(gateways("").contains(&"gateways".to_owned()));
    // What is somebody's may be what a process needs.
    assert!(!gateways(", user_id -> users").contains(&"gateways".to_owned()));
}

#[test]
fn persons_are_no_part_of_how_they_came() {
    let (proposals, nouns) = propose(&program(
        "
table invites: id, token, created_at
table users: id, claimed_invite -> invites, password
table progress: id, user_id -> users, seconds
fn src/user.rs::post_invite POST /invites
  insert invites.token
fn src/user.rs::register POST /register
  read invites.token
  insert users.password, users.claimed_invite
  delete invites
fn src/user.rs::login POST /login
  read users.password
fn src/progress.rs::put_progress PUT /progress
  insert progress.seconds
",
    ));
    assert!(nouns.contains(&"users".to_owned()), "{nouns:?}");
    assert!(proposals.iter().any(|one| one.name.ends_with("Invites")), "{:?}", names(&proposals));
}

#[test]
fn tasks_that_nothing_works_off_are_no_queue() {
    let queue = |columns: &str| {
        let text = format!(
            "
table task: id, vdaf{columns}
table accounts: id, name
fn src/tasks.rs::provision_task POST /tasks
  insert task.vdaf
fn src/tasks.rs::rename_account PUT /accounts
  update accounts.name
"
        );
        names(&propose(&program(&text)).0)
    };
    assert!(!queue("").contains(&"TaskExecutions".to_owned()));
    assert!(queue(", attempts, locked_at").contains(&"TaskExecutions".to_owned()));
}

/// A store that keeps an entity by its events, and a log that others write.
const EVENTS: &str = "
table customers: id, name
table customer_events: id, customer_id -> customers, event
table customer_audit_events: id, customer_id -> customers, event
table orders: id, customer_id -> customers
table invoices: id, customer_id -> customers
table carts: id, customer_id -> customers
fn src/customers.rs::create POST /customers
  insert customers.name, customer_events.event
fn src/customers.rs::rename PUT /customers
  update customers.name
  insert customer_events.event
fn src/orders.rs::order POST /orders
  insert orders.customer_id
  call src/audit.rs::audit
fn src/audit.rs::audit
  insert customer_audit_events.event
";

#[test]
fn the_events_that_an_entity_is_kept_by_are_the_entity() {
    let (proposals, nouns) = propose(&program(EVENTS));
    assert!(nouns.contains(&"customer_events".to_owned()), "{nouns:?}");
    assert!(!nouns.contains(&"customer_audit_events".to_owned()), "{:?}", names(&proposals));
}

#[test]
fn what_triggers_fill_goes_with_what_they_watch() {
    let text = "
table users: id, name
table withdrawals: id, user_id -> users, amount, approved_at
table withdrawal_rollups: id, amount
trigger withdrawals fills withdrawal_rollups
fn src/withdrawals.rs::withdraw POST /withdrawals
  insert withdrawals.amount
fn src/withdrawals.rs::approve_withdrawal POST /withdrawals/approve
  update withdrawals.approved_at
fn src/users.rs::create_user POST /users
  insert users.name
fn src/users.rs::rename_user PUT /users
  update users.name
";
    let program = program(text);
    let (proposals, _) = propose(&program);
    let first = proposals.iter().find(|one| one.name == "Withdrawals").unwrap();
    let owned = first.tables.iter().map(|id| program.schema.get(*id).name.name.as_str());
    assert_eq!(owned.collect::<Vec<_>>(), ["withdrawal_rollups", "withdrawals"]);
}

/// So many things of a catalogue, each kept by the same four entry points.
fn catalogue(things: usize) -> (Vec<String>, Vec<String>) {
    let acts =
        ["award", "funding", "endorsement", "affiliation", "reference", "contribution", "review", "issue"];
    let mut text = "table works: id, name\nfn src/works.rs::read GET /works\n  read works.name\n".to_owned();
    for thing in &acts[..things] {
        text += &format!(
            "table {thing}s: id, work_id -> works, label
fn src/{thing}.rs::create_{thing} POST /{thing}
  insert {thing}s.label
fn src/{thing}.rs::update_{thing} PUT /{thing}
  update {thing}s.label
fn src/{thing}.rs::delete_{thing} DELETE /{thing}
  delete {thing}s
fn src/{thing}.rs::{thing} GET /{thing}
  read {thing}s.label
"
        );
    }
    let (proposals, nouns) = propose(&program(&text));
    (names(&proposals), nouns)
}

#[test]
fn where_records_are_kept_what_is_named_after_an_act_is_a_record() {
    let (proposals, nouns) = catalogue(8);
    assert!(proposals.is_empty(), "{proposals:?}");
    assert!(nouns.contains(&"awards".to_owned()), "{nouns:?}");
    // A few such tables make no catalogue.
    let (proposals, _) = catalogue(3);
    assert!(!proposals.is_empty());
}

fn names(proposals: &[crate::propose::proposal::Proposal]) -> Vec<String> {
    proposals.iter().map(|one| one.name.clone()).collect()
}

#[test]
fn a_record_that_everybody_goes_by_is_a_noun() {
    let nouns = |verb: &str| {
        let mut text = "table storage_logs: id, block, value\n".to_owned();
        text += "fn src/seal.rs::seal\n  insert storage_logs.value\n";
        for at in 0..12u8 {
            let name = char::from(b'a' + at);
            text += &format!("fn src/{name}.rs::answer_{name} GET /{name}\n  {verb} storage_logs.value\n");
        }
        propose(&program(&text)).1
    };
    assert_eq!(nouns("read"), ["storage_logs"]);
    assert!(nouns("insert").is_empty());
}

#[test]
fn what_is_kept_by_version_is_a_noun_with_its_versions() {
    let nouns = |versions: &str| {
        let text = format!(
            "
table products: id, name
table {versions}: id, product_id -> products, name, published_at
fn src/ingest.rs::ingest POST /ingest
  insert products.name
fn src/ingest.rs::publish POST /publish
  insert {versions}.name
"
        );
        propose(&program(&text)).1
    };
    assert_eq!(nouns("product_versions"), ["products", "product_versions"]);
    assert!(nouns("product_dispatches").is_empty());
}
