//! What is proposed for small sketches, and what holds of every proposal.

mod entities;
mod groups;
mod names;
mod processes;

use proptest::prelude::*;

use super::boundaries;
use super::proposal::{Proposal, Proposed};
use crate::config::Config;
use crate::graph::sketch::program;
use crate::graph::{DataGraph, Monolith};
use crate::resolve::program::Program;

const APPROVALS: &str = "
table users: id, email, approved_at
table orders: id, user_id -> users, total
table invoices: id, user_id -> users, total
table addresses: id, user_id -> users, street
table user_approval_requests: id, user_id -> users, reviewer_id -> users, denied_reason, status
fn src/routes/approvals.rs::approve_user POST /approvals/approve
  call src/models/user_approval.rs::UserApprovalRequest::decide
  update users.approved_at
fn src/routes/approvals.rs::deny_user POST /approvals/deny
  call src/models/user_approval.rs::UserApprovalRequest::decide
fn src/models/user_approval.rs::UserApprovalRequest::decide
  update user_approval_requests.status, user_approval_requests.denied_reason
fn src/routes/users.rs::create_user POST /users
  insert users.email
  insert user_approval_requests.user_id
fn src/routes/users.rs::list_users GET /users
  read users.email, users.approved_at
fn src/routes/orders.rs::create_order POST /orders
  read users.approved_at
  insert orders.total
fn src/routes/orders.rs::list_orders GET /orders
  read orders.total, users.email
";

fn propose(program: &Program) -> (Vec<Proposal>, Vec<String>) {
    let graph = DataGraph::build(program);
    let Proposed { proposals, nouns, .. } =
        boundaries(Monolith { program, graph: &graph }, &Config::default());
    let name = |table: crate::resolve::ids::TableId| program.schema.get(table).name.name.clone();
    (proposals, nouns.iter().map(|noun| name(noun.table)).collect())
}

/// The proposal that owns the table.
fn owning<'a>(program: &Program, proposals: &'a [Proposal], table: &str) -> Option<&'a Proposal> {
    let owns = |id: &crate::resolve::ids::TableId| program.schema.get(*id).name.name == table;
    proposals.iter().find(|one| one.tables.iter().any(owns))
}

#[test]
fn approving_users_is_found_and_users_stay() {
    let program = program(APPROVALS);
    let (proposals, nouns) = propose(&program);
    assert_eq!(nouns, ["users"]);
    let first = &proposals[0];
    assert_eq!(first.name, "UserApprovals");
    let table = |id: &crate::resolve::ids::TableId| program.schema.get(*id).name.name.as_str();
    assert_eq!(first.tables.iter().map(table).collect::<Vec<_>>(), ["user_approval_requests"]);
    let stays = first.stays.iter().map(|id| program.schema.column_of(*id).name.as_str());
    assert_eq!(stays.collect::<Vec<_>>(), ["approved_at"]);
    let foreign = first.blockers.iter().filter_map(|blocker| blocker.function);
    let foreign: Vec<_> = foreign.map(|id| program.functions[id.0 as usize].name.as_str()).collect();
    assert!(foreign.contains(&"create_user"), "{foreign:?}");
}

#[test]
fn what_one_verb_alone_changes_is_a_process() {
    let program = program(
        "
table endpoints: id, url, key, old_keys, name
table messages: id, endpoint_id -> endpoints, body
table attempts: id, endpoint_id -> endpoints, status
table filters: id, endpoint_id -> endpoints, kind
fn src/endpoints/secrets.rs::rotate_endpoint_secret POST /endpoints/secret/rotate
  call src/endpoints/secrets.rs::rotate_key
  update endpoints.key, endpoints.old_keys
fn src/endpoints/secrets.rs::rotate_key
fn src/endpoints/handlers.rs::create_endpoint POST /endpoints
  insert endpoints.url, endpoints.key, endpoints.name
fn src/endpoints/handlers.rs::update_endpoint PUT /endpoints
  update endpoints.url, endpoints.name
fn src/endpoints/handlers.rs::list_endpoints GET /endpoints
  read endpoints.url, endpoints.name
fn src/messages.rs::create_message POST /messages
  read endpoints.url
  insert messages.body
",
    );
    let (proposals, _) = propose(&program);
    let [rotations] = &proposals[..] else {
        panic!("{:?}", proposals.iter().map(|p| &p.name).collect::<Vec<_>>())
    };
    assert_eq!(rotations.name, "EndpointSecretRotations");
    let column = |id: &crate::resolve::ids::ColumnId| program.schema.column_of(*id).name.as_str();
    assert_eq!(rotations.columns.iter().map(column).collect::<Vec<_>>(), ["key", "old_keys"]);
    // Who changes the rest of the row does no process.
    assert!(
        rotations.operations.iter().all(|(id, _)| program.functions[id.0 as usize].path.contains("secrets"))
    );
}

#[test]
fn what_an_operation_hands_to_be_saved_is_its_outcome() {
    let program = program(
        "
table people: id, name, avatar, banner, bio, born_on, nick, mail, phone
table posts: id, person_id -> people, body
table orders: id, person_id -> people, total
table uploaded_images: id, person_id -> people, alias, expires_at
fn src/images.rs::upload_avatar POST /images/avatar
  call src/images.rs::UploadedImage::store
  hand src/people.rs::Person::update people.avatar
fn src/images.rs::delete_avatar DELETE /images/avatar
  delete uploaded_images
  hand src/people.rs::Person::update people.avatar
fn src/images.rs::UploadedImage::store
  insert uploaded_images.alias, uploaded_images.expires_at
fn src/people.rs::Person::update
  update people.name, people.avatar, people.banner, people.bio, people.born_on, people.nick, people.mail, people.phone
fn src/people.rs::edit_profile PUT /profile
  hand src/people.rs::Person::update people.name, people.bio
fn src/people.rs::list_people GET /people
  read people.name
fn src/posts.rs::create_post POST /posts
  read people.name
  insert posts.body
fn src/orders.rs::create_order POST /orders
  read people.mail
  insert orders.total
",
    );
    let (proposals, _) = propose(&program);
    let uploads =
        proposals.iter().find(|proposal| proposal.name.contains("Upload")).expect("uploads are a process");
    let stays = uploads.stays.iter().map(|id| program.schema.column_of(*id).name.as_str());
    assert_eq!(stays.collect::<Vec<_>>(), ["avatar"]);
}

#[test]
fn orders_are_a_noun_though_to_order_is_a_verb() {
    // No foreign key says it: the columns are named after the key of orders.
    let mut text = "
table orders: uid, owner, sell_token, buy_token
table trades: block_number, order_uid
table order_quotes: order_uid, gas_amount
table invalidations: block_number, order_uid
table interactions: order_uid, target
"
    .to_owned();
    for name in ["trades", "order_quotes", "invalidations", "interactions"] {
        text += &format!("fn src/{name}.rs::list_{name} GET /{name}\n  read {name}, orders.owner\n");
        text += &format!("fn src/{name}.rs::store_{name} POST /{name}\n  insert {name}.order_uid\n");
    }
    text += "fn src/orders.rs::create_order POST /orders\n  insert orders.owner\n";
    let program = program(&text);
    let (_, nouns) = propose(&program);
    assert_eq!(nouns, ["orders"]);
}

#[test]
fn plain_crud_is_left_alone() {
    let (proposals, _) = propose(&program(
        "
table users: id, email
table articles: id, author_id -> users, title
fn src/users.rs::create_user POST /users
  insert users.email
fn src/users.rs::get_user GET /users
  read users.email
fn src/articles.rs::create_article POST /articles
  insert articles.title
fn src/articles.rs::update_article PUT /articles
  update articles.title
fn src/articles.rs::list_articles GET /articles
  read articles.title, users.email
",
    ));
    assert!(proposals.is_empty(), "{:?}", proposals.iter().map(|one| &one.name).collect::<Vec<_>>());
}

#[test]
fn what_is_owned_is_owned_once_and_no_noun() {
    let program = program(APPROVALS);
    let graph = DataGraph::build(&program);
    let Proposed { proposals, nouns, .. } =
        boundaries(Monolith { program: &program, graph: &graph }, &Config::default());
    let mut tables: Vec<_> = proposals.iter().flat_map(|one| one.tables.clone()).collect();
    let count = tables.len();
    tables.sort_unstable();
    tables.dedup();
    assert_eq!(tables.len(), count);
    assert!(nouns.iter().all(|noun| tables.binary_search(&noun.table).is_err()));
    for proposal in &proposals {
        let sum: i32 = proposal.signals.iter().map(|signal| signal.points).sum();
        assert_eq!(proposal.score, sum.clamp(0, 1000), "a person can add the score up");
    }
}

/// What a reader sees of the proposals, without ids and lines.
fn seen(program: &Program) -> Vec<(String, i32, Vec<String>, Vec<String>)> {
    let (proposals, _) = propose(program);
    let table = |id: &crate::resolve::ids::TableId| program.schema.get(*id).name.name.clone();
    let function = |id: &crate::resolve::ids::FunctionId| program.functions[id.0 as usize].display();
    proposals
        .iter()
        .map(|one| {
            let tables = one.tables.iter().map(table).collect();
            let mut operations: Vec<String> = one.operations.iter().map(|(id, _)| function(id)).collect();
            operations.sort();
            (one.name.clone(), one.score, tables, operations)
        })
        .collect()
}

proptest! {
    #[test]
    fn the_order_of_the_source_changes_nothing(seed in prop::collection::vec(any::<u32>(), 7)) {
        let (tables, functions) = APPROVALS.split_once("fn ").unwrap();
        let blocks: Vec<String> =
            functions.split("\nfn ").map(|block| format!("fn {}\n", block.trim_end())).collect();
        let mut order: Vec<usize> = (0..blocks.len()).collect();
        order.sort_by_key(|index| seed[*index % seed.len()]);
        let shuffled: String = order.iter().map(|index| blocks[*index].as_str()).collect();
        prop_assert_eq!(seen(&program(APPROVALS)), seen(&program(&format!("{tables}{shuffled}"))));
    }

    #[test]
    fn nothing_is_owned_twice_and_no_noun_is(
        writes in prop::collection::vec((0usize..8, 0usize..6), 0..24),
        calls in prop::collection::vec((0usize..8, 0usize..8), 0..12),
    ) {
        let tables = ["users", "user_approvals", "approval_documents", "password_resets", "posts", "post_reports"];
        let names = ["approve_user", "reset_password", "list_users", "report_post", "save", "load", "deny", "sweep"];
        let mut text = String::from(
            "table users: id, email, approved_at, reset_token\n\
             table user_approvals: id, user_id -> users, denied_reason\n\
             table approval_documents: id, approval_id -> user_approvals\n\
             table password_resets: id, user_id -> users, token, expires_at\n\
             table posts: id, user_id -> users\n\
             table post_reports: id, post_id -> posts, resolved_at\n",
        );
        for (index, name) in names.iter().enumerate() {
            text.push_str(&format!("fn src/f{index}.rs::{name} POST /{name}\n"));
            for (_, callee) in calls.iter().filter(|(caller, _)| *caller == index) {
                text.push_str(&format!("  call src/f{callee}.rs::{}\n", names[*callee]));
            }
            for (_, table) in writes.iter().filter(|(writer, _)| *writer == index) {
                text.push_str(&format!("  insert {}.id\n", tables[*table]));
            }
        }
        let program = program(&text);
        let graph = DataGraph::build(&program);
        let Proposed { proposals, nouns, .. } = boundaries(Monolith { program: &program, graph: &graph }, &Config::default());
        let mut owned: Vec<_> = proposals.iter().flat_map(|one| one.tables.clone()).collect();
        let mut columns: Vec<_> = proposals.iter().flat_map(|one| one.columns.clone()).collect();
        prop_assert!(columns.iter().all(|column| !owned.contains(&column.table)));
        let counts = (owned.len(), columns.len());
        owned.sort_unstable();
        owned.dedup();
        columns.sort_unstable();
        columns.dedup();
        prop_assert_eq!(counts, (owned.len(), columns.len()));
        prop_assert!(nouns.iter().all(|noun| !owned.contains(&noun.table)));
        let mut names: Vec<&str> = proposals.iter().map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), proposals.len());
    }
}
