//! What a boundary is called after the tables that it owns.

use super::propose;
use crate::graph::sketch::program;

/// The name of the one proposal over such tables, which one file fills, all in one transaction.
fn name(tables: &[&str]) -> String {
    let mut text = String::new();
    for table in tables {
        text += &format!("table {table}: id, token, expires_at, attempts\n");
    }
    text += "fn src/work.rs::approve_it POST /x\n  tx\n";
    for table in tables {
        text += &format!("  insert {table}.token\n  update {table}.attempts\n");
    }
    let proposals = propose(&program(&text)).0;
    let owned: usize = proposals.first().map_or(0, |one| one.tables.len());
    assert_eq!(owned, tables.len(), "they are no one boundary: {tables:?}");
    proposals[0].name.clone()
}

#[test]
fn a_name_keeps_the_code_s_order_where_an_act_only_says_more_of_what_follows() {
    assert_eq!(name(&["funding_fee_events"]), "FundingFees");
    assert_eq!(name(&["registration_tokens"]), "RegistrationTokens");
    assert_eq!(name(&["reactivation_emails"]), "ReactivationEmails");
    assert_eq!(name(&["customer_payment_methods"]), "CustomerPaymentMethods");
}

#[test]
fn an_act_alone_takes_what_its_rows_are_with_it_unless_that_says_nothing() {
    assert_eq!(name(&["audit_entries"]), "AuditEntries");
    assert_eq!(name(&["rollover_params"]), "Rollovers");
    assert_eq!(name(&["sync_conduits", "sync_generations"]), "SyncConduits");
}

#[test]
fn of_a_family_of_tables_the_act_that_several_say_tells_what_it_is_about() {
    let tables = ["stripe_invoices", "stripe_plans", "stripe_subscriptions", "stripe_usage_subscriptions"];
    assert_eq!(name(&tables), "StripeSubscriptions");
    assert_eq!(name(&["user_imap", "user_imap_syncs"]), "UserImapSyncs");
}

#[test]
fn what_is_done_with_the_rows_names_them_where_nothing_else_does() {
    assert_eq!(name(&["http_cache"]), "HttpCaching");
    assert_eq!(name(&["jobs"]), "JobExecutions");
    assert_eq!(name(&["export_jobs"]), "ExportJobs");
    assert_eq!(name(&["webhook_queue"]), "WebhookQueues");
}

#[test]
fn short_words_are_written_out() {
    assert_eq!(name(&["balance_tx"]), "BalanceTransactions");
}

#[test]
fn what_says_nothing_is_no_part_of_a_name() {
    assert_eq!(name(&["role_inherit_from"]), "RoleInheritances");
    assert_eq!(name(&["rebates_v2"]), "Rebates");
    assert_eq!(name(&["proposed_solutions"]), "SolutionProposals");
    // What both tables share is no word.
    assert_eq!(name(&["zk_audits", "zk_items"]), "ZkAudits");
}

/// What a table of something that belongs to somebody is called beside others of his.
fn name_beside(owner: &str, table: &str, others: usize) -> String {
    let mut text =
        format!("table {owner}: id, name\ntable {table}: id, {owner}_id -> {owner}, token, expires_at\n");
    for other in 0..9 {
        let of = if other < others { format!("{owner}_id -> {owner}") } else { "body".to_owned() };
        text += &format!(
            "table thing{other}: id, {of}\nfn src/thing{other}.rs::add POST /t{other}\n  insert thing{other}.id\n"
        );
    }
    text += &format!("fn src/{owner}.rs::add_{owner} POST /o\n  insert {owner}.name\n");
    text +=
        &format!("fn src/work.rs::approve POST /x\n  insert {table}.token\n  update {table}.expires_at\n");
    let program = program(&text);
    let proposals = propose(&program).0;
    let owns = |one: &&crate::propose::proposal::Proposal| {
        one.tables.iter().any(|id| program.schema.get(*id).name.name == table)
    };
    proposals.iter().find(owns).map(|one| one.name.clone()).unwrap_or_default()
}

#[test]
fn whose_something_is_belongs_to_the_name_unless_everything_is_his_or_it_is_a_log() {
    assert_eq!(name_beside("organizations", "notifications", 2), "OrganizationNotifications");
    assert_eq!(name_beside("organizations", "notifications", 9), "Notifications");
    assert_eq!(name_beside("users", "notifications", 9), "UserNotifications");
    assert_eq!(name_beside("users", "audit_logs", 2), "AuditLogs");
}

/// One verb done to two things of one row, each with something on its way.
const CONTACTS: &str = "
table users: id, name, email_verify_token, email_verified, phone_verify_code, phone_verify_attempts, phone_verified
fn src/email.rs::request_email_verify POST /email
  update users.email_verify_token
fn src/email.rs::verify_email POST /email/verify
  update users.email_verified, users.email_verify_token
fn src/phone.rs::request_phone_verify POST /phone
  update users.phone_verify_code
fn src/phone.rs::verify_phone POST /phone/verify
  update users.phone_verified, users.phone_verify_code, users.phone_verify_attempts
fn src/users.rs::create_user POST /users
  insert users.name
fn src/users.rs::list_users GET /users
  read users.name, users.email_verified
";

#[test]
fn what_is_done_to_two_things_of_a_row_is_two_processes() {
    let program = crate::graph::sketch::program(CONTACTS);
    let (proposals, _) = super::propose(&program);
    let mut names: Vec<&str> = proposals.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["EmailVerifications", "PhoneVerifications"]);
}

#[test]
fn a_word_that_could_be_a_verb_is_a_thing_where_another_act_is_done_to_it() {
    assert_eq!(name(&["discounts", "discount_redemptions"]), "DiscountRedemptions");
    assert_eq!(name(&["payments", "payment_cancellations"]), "Payments");
}

#[test]
fn a_record_of_what_is_named_in_full_gives_no_name() {
    let text = "
table socket_connections: id, state, error
table socket_events: id, socket_connection_id -> socket_connections, body
fn src/socket.rs::open_socket POST /socket
  tx
  insert socket_connections.state
  insert socket_events.body
fn src/socket.rs::close_socket DELETE /socket
  update socket_connections.state, socket_connections.error
  insert socket_events.body
";
    let proposals = propose(&program(text)).0;
    assert_eq!(proposals.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["SocketConnections"]);
}
