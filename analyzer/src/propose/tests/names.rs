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
fn short_words_are_written_out() {
    assert_eq!(name(&["balance_tx"]), "BalanceTransactions");
}
