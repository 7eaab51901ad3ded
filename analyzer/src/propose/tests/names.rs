//! What a boundary is called after the tables that it owns.

use super::{owning, propose};
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
    // Nor does a word with a number.
    assert_eq!(name(&["oauth2_identities", "oauth2_states"]), "Oauth2States");
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
    owning(&program, &proposals, table).map(|one| one.name.clone()).unwrap_or_default()
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

/// A table that is called what two functions of one file do, beside the users to whom they do it.
fn told(table: &str, does: &str) -> String {
    let text = format!(
        "
table users: id, email, password_hash
table orders: id, user_id -> users, total
table invoices: id, user_id -> users, total
table addresses: id, user_id -> users, street
table {table}: id, token, expires_at
fn src/orders.rs::create_order POST /orders
  insert orders.total
fn src/accounts.rs::{does} POST /x
  insert {table}.token
fn src/accounts.rs::{does}_by_token POST /y
  update {table}.expires_at
  update users.email, users.password_hash
fn src/users.rs::create_user POST /users
  insert users.email
fn src/users.rs::list_users GET /users
  read users.email
"
    );
    let program = program(&text);
    let (proposals, nouns) = propose(&program);
    assert_eq!(nouns, ["users"]);
    owning(&program, &proposals, table).map(|one| one.name.clone()).unwrap_or_default()
}

#[test]
fn what_a_function_is_told_to_do_with_what_an_entity_has_is_named_as_an_act() {
    assert_eq!(told("reset_password", "reset_password"), "PasswordResets");
    assert_eq!(told("change_email", "change_email"), "EmailChanges");
    assert_eq!(told("register_users", "register_user"), "UserRegistrations");
    // No entity has a link: links are what the rows are.
    assert_eq!(told("share_links", "share_link"), "ShareLinks");
}

/// Yes and no in one row, and the same yes in the row of something else.
const DECISIONS: &str = "
table locations: id, name, approved_by, approved_at, rejected_by, rejected_reason
table profiles: id, name, email_confirmation_token, email_confirmed_at
table reservations: id, seat, confirmed_by, confirmed_at
fn src/locations.rs::approve_location POST /locations/approve
  call src/locations.rs::Location::approve_by
fn src/locations.rs::Location::approve_by
  update locations.approved_by, locations.approved_at
fn src/locations.rs::reject_location POST /locations/reject
  call src/locations.rs::Location::reject_by
fn src/locations.rs::Location::reject_by
  update locations.rejected_by, locations.rejected_reason
fn src/locations.rs::create_location POST /locations
  insert locations.name
fn src/locations.rs::list_locations GET /locations
  read locations.name, locations.approved_at
fn src/auth.rs::send_confirmation POST /confirm
  call src/auth.rs::Profile::set_confirmation_token
fn src/auth.rs::Profile::set_confirmation_token
  update profiles.email_confirmation_token
fn src/auth.rs::confirm_email POST /confirm/token
  update profiles.email_confirmation_token, profiles.email_confirmed_at
fn src/profiles.rs::create_profile POST /profiles
  insert profiles.name
fn src/profiles.rs::list_profiles GET /profiles
  read profiles.name
fn src/reservations.rs::create_reservation POST /reservations
  insert reservations.seat
fn src/reservations.rs::confirm_reservation POST /reservations/confirm
  update reservations.confirmed_by, reservations.confirmed_at
fn src/reservations.rs::list_reservations GET /reservations
  read reservations.seat
";

#[test]
fn yes_and_no_to_one_thing_are_one_process_and_yes_to_two_things_are_two() {
    let program = program(DECISIONS);
    let proposals = propose(&program).0;
    let columns = |name: &str| -> Vec<String> {
        let one = proposals.iter().find(|one| one.name == name);
        let names = one.into_iter().flat_map(|one| &one.columns);
        names.map(|id| program.schema.column_of(*id).name.clone()).collect()
    };
    assert_eq!(columns("LocationApprovals"), ["approved_by", "rejected_by", "rejected_reason"]);
    assert_eq!(columns("EmailConfirmations"), ["email_confirmation_token"]);
    assert!(proposals.iter().all(|one| one.name != "LocationRejections"));
}

#[test]
fn whoever_proves_who_he_is_asks_for_an_act_that_names_the_process() {
    assert_eq!(name(&["password_reset_requests"]), "PasswordResetApprovals");
    let text = "
table users: id, password_hash
table password_reset_requests: id, user_id -> users, token, expires_at
fn src/resets.rs::request_password_reset POST /resets
  insert password_reset_requests.token
fn src/resets.rs::confirm_password_reset POST /resets/confirm
  update password_reset_requests.expires_at
  update users.password_hash
fn src/resets.rs::verify_reset GET /resets
  read password_reset_requests.token
";
    let proposals = propose(&program(text)).0;
    assert_eq!(proposals.first().map(|one| one.name.as_str()), Some("PasswordResets"));
}
