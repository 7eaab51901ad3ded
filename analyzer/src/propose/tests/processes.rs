//! What belongs to a process, and what it leaves behind.

use super::{owning, propose};
use crate::graph::sketch::program;
use crate::propose::proposal::{BlockerKind, Verdict};
use crate::resolve::ids::{ColumnId, TableId};

/// A service of one transaction over tables that no word ties.
const PROTECTION: &str = "
table users: id, name
table failed_login_attempts: id, user_id -> users, ip, expires_at
table ip_blocks: id, ip, reason, expires_at
table user_lockouts: id, user_id -> users, reason, expires_at
fn src/protection.rs::Protection::record_failed
  tx
  insert failed_login_attempts.ip
  insert ip_blocks.ip, ip_blocks.reason
  insert user_lockouts.reason
fn src/protection.rs::Protection::clean_up
  tx
  delete failed_login_attempts
  delete ip_blocks
  delete user_lockouts
fn src/login.rs::login POST /login
  read users.name
  call src/protection.rs::Protection::record_failed
fn src/users.rs::list_users GET /users
  read users.name
fn src/users.rs::create_user POST /users
  insert users.name
";

#[test]
fn what_one_transaction_writes_together_is_one_process() {
    let program = program(PROTECTION);
    let (proposals, _) = propose(&program);
    let table = |id: &TableId| program.schema.get(*id).name.name.as_str();
    let owned: Vec<Vec<&str>> = proposals.iter().map(|one| one.tables.iter().map(table).collect()).collect();
    assert_eq!(owned, [["failed_login_attempts", "ip_blocks", "user_lockouts"]]);
}

/// A handler in another file whose name tells nothing drives the process, and what it sets is the outcome; what a setting's own
/// handler sets is not, whatever its name.
const LINKS: &str = "
table users: id, email, email_confirmed_for_all, verified_at
table email_confirmations: id, user_id -> users, code, expires_at
fn src/models/email_confirmation.rs::EmailConfirmation::create
  insert email_confirmations.code, email_confirmations.expires_at
fn src/models/email_confirmation.rs::EmailConfirmation::consume
  delete email_confirmations
fn src/account.rs::finish POST /account/finish
  call src/models/email_confirmation.rs::EmailConfirmation::consume
  update users.verified_at
fn src/account.rs::start POST /account/start
  call src/models/email_confirmation.rs::EmailConfirmation::create
fn src/settings.rs::put_setting PUT /settings
  update users.email_confirmed_for_all
fn src/users.rs::create_user POST /users
  insert users.email
fn src/users.rs::list_users GET /users
  read users.email, users.verified_at
";

#[test]
fn who_drives_a_process_is_its_operation_and_what_others_set_is_not_its_outcome() {
    let program = program(LINKS);
    let (proposals, _) = propose(&program);
    let one = &proposals[0];
    assert_eq!(one.name, "EmailConfirmations");
    let operations: Vec<&str> =
        one.operations.iter().map(|(id, _)| program.functions[id.0 as usize].name.as_str()).collect();
    assert!(operations.contains(&"finish") && operations.contains(&"start"), "{operations:?}");
    let column = |id: &ColumnId| program.schema.column_of(*id).name.as_str();
    let stays: Vec<&str> = one.stays.iter().map(column).collect();
    assert!(stays.contains(&"verified_at"), "{stays:?}");
    assert!(!stays.contains(&"email_confirmed_for_all"), "{stays:?}");
}

#[test]
fn a_word_of_initials_is_spelled_as_the_code_spells_it() {
    let (proposals, _) = propose(&program(
        "
table users: id, name
table pats: id, user_id -> users, token, expires_at, last_used_at
fn src/models/pat_item.rs::DbPersonalAccessToken::insert
  insert pats.token, pats.expires_at
fn src/models/pat_item.rs::DbPersonalAccessToken::revoke
  delete pats
fn src/routes/pats.rs::create_pat POST /pats
  call src/models/pat_item.rs::DbPersonalAccessToken::insert
fn src/routes/pats.rs::revoke_pat POST /pats/revoke
  call src/models/pat_item.rs::DbPersonalAccessToken::revoke
fn src/users.rs::create_user POST /users
  insert users.name
fn src/users.rs::list_users GET /users
  read users.name
",
    ));
    assert_eq!(proposals.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["PersonalAccessTokens"]);
}

#[test]
fn a_word_cut_short_is_said_in_full_where_the_code_says_it() {
    let sketch = |file: &str, noun: &str| {
        format!(
            "
table inv_audits: id, started_at, expires_at, attempts
fn src/{file}.rs::{noun}_audit POST /audit
  insert inv_audits.started_at, inv_audits.expires_at
fn src/{file}.rs::{noun}_retry POST /retry
  update inv_audits.attempts
fn src/{file}.rs::{noun}_prune POST /prune
  delete inv_audits
"
        )
    };
    let name = |text: &str| propose(&program(text)).0[0].name.clone();
    assert_eq!(name(&sketch("inventory", "inventory")), "InventoryAudits");
    assert_eq!(name(&sketch("inventory", "inv")), "InvAudits");
}

/// Whoever looks up a row and uses it up brings about the outcome; whoever ends all rows, or removes an entity, does not.
const RESETS: &str = "
table users: id, email, password, failed_logins
table magic_links: id, user_id -> users, token, used_at
table sessions: id, user_id -> users, token, expires_at
fn src/magic_link.rs::MagicLink::create
  insert magic_links.token
fn src/magic_link.rs::MagicLink::find
  read magic_links.token
fn src/magic_link.rs::MagicLink::invalidate
  update magic_links.used_at
fn src/magic_link.rs::MagicLink::delete_of
  delete magic_links
fn src/session.rs::Session::create
  insert sessions.token
fn src/session.rs::Session::end_all
  delete sessions
fn src/start.rs::start POST /start
  call src/magic_link.rs::MagicLink::create
fn src/finish.rs::handle_put POST /finish
  call src/magic_link.rs::MagicLink::find
  call src/magic_link.rs::MagicLink::invalidate
  call src/session.rs::Session::end_all
  update users.password
fn src/login.rs::enter POST /login
  call src/session.rs::Session::create
fn src/users.rs::delete_user DELETE /users/{id}
  call src/magic_link.rs::MagicLink::find
  call src/magic_link.rs::MagicLink::delete_of
  update users.email, users.failed_logins
fn src/users.rs::create_user POST /users
  insert users.email
fn src/users.rs::list_users GET /users
  read users.email
";

#[test]
fn who_uses_a_process_s_row_up_sets_its_outcome() {
    let program = program(RESETS);
    let (proposals, _) = propose(&program);
    let column = |id: &ColumnId| program.schema.column_of(*id).name.as_str();
    let stays = |name: &str| -> Vec<&str> {
        let one = proposals.iter().find(|one| one.name == name);
        one.unwrap_or_else(|| panic!("{name} is proposed")).stays.iter().map(column).collect()
    };
    assert_eq!(stays("MagicLinks"), ["password"]);
    assert!(stays("UserSessions").is_empty(), "{:?}", stays("UserSessions"));
}

#[test]
fn rows_that_are_made_with_the_row_that_they_name_are_of_one_record() {
    let program = program(
        "
table users: id, name
table scan: id, status, attempts, error
table sc_disk: id, scan_id -> scan, serial
table sc_board: id, scan_id -> scan, model
table sc_port: id, scan_id -> scan, number
fn src/scans.rs::store
  insert scan.status
  insert sc_disk.serial
  insert sc_board.model
  insert sc_port.number
fn src/scans.rs::collect_scan POST /scans
  call src/scans.rs::store
fn src/scans.rs::prune_scan POST /scans/prune
  delete scan
  delete sc_disk
  delete sc_board
  delete sc_port
fn src/users.rs::create_user POST /users
  insert users.name
fn src/users.rs::list_users GET /users
  read users.name
",
    );
    let (proposals, nouns) = propose(&program);
    assert!(!nouns.contains(&"scan".to_owned()), "{nouns:?}");
    let table = |id: &TableId| program.schema.get(*id).name.name.as_str();
    let owned: Vec<Vec<&str>> = proposals.iter().map(|one| one.tables.iter().map(table).collect()).collect();
    assert_eq!(owned, [["sc_board", "sc_disk", "sc_port", "scan"]]);
}

/// A service further up that says what it drives, a reader elsewhere that does, and one that does not.
const FORGOTTEN: &str = "
table users: id, name
table folders: id, user_id -> users, name
table password_resets: id, user_id -> users, token, expires_at
fn src/password_resets.rs::insert
  insert password_resets.token
fn src/store.rs::save
  call src/password_resets.rs::insert
fn src/service.rs::start_password_reset
  call src/store.rs::save
fn src/handlers.rs::forgot POST /forgot
  call src/service.rs::start_password_reset
fn src/admin.rs::list_password_resets
  read password_resets.token
fn src/admin.rs::dashboard GET /dashboard
  read password_resets.token
";

#[test]
fn who_says_that_it_does_it_is_an_operation_wherever_it_stands() {
    let program = program(FORGOTTEN);
    let (proposals, _) = propose(&program);
    let name = |id: crate::resolve::ids::FunctionId| program.functions[id.0 as usize].name.as_str();
    let operations: Vec<&str> = proposals[0].operations.iter().map(|(id, _)| name(*id)).collect();
    assert!(operations.contains(&"start_password_reset"), "{operations:?}");
    assert!(operations.contains(&"list_password_resets"), "{operations:?}");
    assert!(!operations.contains(&"dashboard"), "{operations:?}");
}

/// What relates two entities is not all that is said of either.
const PAIRS: &str = "
table users: id, name
table folders: id, user_id -> users, name
table ciphers: id, user_id -> users, name
table folder_ciphers: id, folder_id -> folders, cipher_id -> ciphers, token, expires_at, attempts
fn src/ciphers.rs::move_to_folder POST /ciphers/move
  insert folder_ciphers.token
  update folder_ciphers.attempts
  call src/ciphers.rs::cipher_key
  call src/folders.rs::folder_cipher_notice
fn src/ciphers.rs::cipher_key
  read users.name
fn src/folders.rs::folder_cipher_notice
  read users.name
";

#[test]
fn a_step_of_what_relates_entities_names_them_all() {
    use crate::propose::members::Signature;
    let program = program(PAIRS);
    let graph = crate::graph::DataGraph::build(&program);
    let monolith = crate::graph::Monolith { program: &program, graph: &graph };
    let mut context = crate::score::context::Context::new(monolith);
    let named = |name: &str| crate::graph::sketch::table(&program, name);
    ["folders", "ciphers"].into_iter().for_each(|name| context.mark_noun(named(name)));
    let signature = Signature::of_tables(&context, &[named("folder_ciphers")]);
    let said = |name: &str| {
        let at = program.functions.iter().position(|one| one.name == name).expect("it is in the sketch");
        signature.fits_surely(&[&context.words(crate::resolve::ids::FunctionId(at as u32)).name])
    };
    assert!(said("folder_cipher_notice"));
    assert!(!said("cipher_key"));
}

/// So many processes, and a table of which little is known.
fn many(processes: usize) -> (usize, usize) {
    let mut text = "table rates: id, value\nfn src/rates.rs::note_rate\n  insert rates.value\n".to_owned();
    for at in 0..processes {
        let thing = format!("q{}{}", char::from(b'a' + (at / 26) as u8), char::from(b'a' + (at % 26) as u8));
        text += &format!(
            "table {thing}_approvals: id, status\nfn src/{thing}.rs::approve_{thing} POST /{thing}/approve\n  \
             insert {thing}_approvals.status\n  update {thing}_approvals.status\n"
        );
    }
    let program = program(&text);
    let graph = crate::graph::DataGraph::build(&program);
    let monolith = crate::graph::Monolith { program: &program, graph: &graph };
    let proposed = crate::propose::boundaries(monolith, &crate::config::Config::default());
    (proposed.proposals.len(), proposed.passed_over.iter().filter(|one| one.unlisted).count())
}

#[test]
fn what_to_leave_is_not_listed_where_a_lot_is_worth_an_extraction() {
    assert_eq!(many(29), (30, 0));
    assert_eq!(many(30), (30, 1));
}

/// The markers of so many processes that all set one column of an entity.
fn markers_of(processes: usize, column: &str) -> usize {
    let mut text = format!(
        "table users: id, name, {column}\nfn src/users.rs::create_user POST /users\n  insert users.name\n"
    );
    let all = [
        ("loan", "approvals", "approve"),
        ("visa", "refunds", "refund"),
        ("grant", "renewals", "renew"),
        ("permit", "inspections", "inspect"),
    ];
    for (thing, acts, verb) in all.into_iter().take(processes) {
        text += &format!(
            "table {thing}_{acts}: id, user_id -> users, token\nfn src/{thing}.rs::{verb}_{thing} POST /{thing}/{verb}\n  \
             insert {thing}_{acts}.token\n  update {thing}_{acts}.token\n  update users.{column}\n"
        );
    }
    propose(&program(&text)).0.iter().map(|one| one.stays.len()).sum()
}

#[test]
fn what_many_processes_set_on_their_way_is_the_outcome_of_none() {
    assert_eq!(markers_of(3, "colour"), 3);
    assert_eq!(markers_of(4, "colour"), 0);
    assert_eq!(markers_of(4, "status"), 4);
}

/// Deleting a user takes his shares along, through what the shares' repository offers; ending sessions has its own statement.
const SHARES: &str = "
table users: id, name
table files: id, user_id -> users, size
table orders: id, user_id -> users, total
table teams: id, user_id -> users, title
table shares: id, user_id -> users, token, expires_at
fn src/repo/share_repo.rs::create_share
  insert shares.token, shares.expires_at
fn src/repo/share_repo.rs::delete_shares_of
  delete shares
fn src/repo/share_repo.rs::find_share
  read shares.token
fn src/api/shares.rs::create_share POST /shares
  call src/repo/share_repo.rs::create_share
fn src/api/shares.rs::open_share GET /shares/{token}
  call src/repo/share_repo.rs::find_share
fn src/api/users.rs::delete_user DELETE /users/{id}
  delete files
  delete orders
  delete teams
  delete users
  call src/repo/share_repo.rs::delete_shares_of
fn src/api/users.rs::create_user POST /users
  insert users.name
fn src/api/users.rs::list_users GET /users
  read users.name
fn src/api/orders.rs::create_order POST /orders
  insert orders.total
fn src/api/files.rs::upload_file POST /files
  insert files.size
fn src/api/teams.rs::create_team POST /teams
  insert teams.title
";

#[test]
fn who_has_the_boundary_s_own_functions_write_its_data_stands_in_the_way() {
    let program = program(SHARES);
    let proposals = propose(&program).0;
    let shares = owning(&program, &proposals, "shares").expect("sharing is a process");
    let calls = shares.blockers.iter().filter(|one| one.kind == BlockerKind::ForeignCall);
    let by = calls.filter_map(|one| one.function).map(|id| program.functions[id.0 as usize].name.as_str());
    assert_eq!(by.collect::<Vec<_>>(), ["delete_user"]);
    assert_eq!(shares.verdict, Verdict::Extract, "a call is part of any extraction");
}
