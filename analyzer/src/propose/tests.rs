//! What is proposed for small sketches, and what holds of every proposal.

use super::boundaries;
use super::proposal::Proposal;
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
    let (proposals, nouns) = boundaries(Monolith { program, graph: &graph });
    let name = |table: crate::resolve::ids::TableId| program.schema.get(table).name.name.clone();
    (proposals, nouns.iter().map(|noun| name(noun.table)).collect())
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
    let (proposals, nouns) = boundaries(Monolith { program: &program, graph: &graph });
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
