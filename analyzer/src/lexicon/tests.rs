//! Tables of words and what they must give, sweeps over all data, and the canonical form of the hand-made files.

use super::*;
use proptest::prelude::*;

/// Compares a whole table and shows all its wrong lines at once.
fn check<T: PartialEq + std::fmt::Debug>(table: &[(&str, T)], function: impl Fn(&str) -> T) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(word, meant)| {
            let got = function(word);
            (got != *meant).then(|| format!("{word}: meant {meant:?}, got {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check_words(table: &[(&str, &str)], function: impl Fn(&str) -> String) {
    let table: Vec<(&str, String)> = table.iter().map(|(word, meant)| (*word, (*meant).to_owned())).collect();
    check(&table, function);
}

#[test]
fn an_act_is_not_called_after_what_one_can_touch() {
    assert_eq!(
        (nominalisation("mine"), nominalisation("place")),
        ("mining".to_owned(), "placement".to_owned())
    );
    assert_eq!((nominalisation("order"), nominalisation("ban")), ("order".to_owned(), "ban".to_owned()));
    let likely = |noun: &str| nominal_verb(noun).map(|found| found.certainty) == Some(Certainty::Likely);
    assert!(likely("transfer") && !likely("place"));
}

#[test]
fn identifiers_split_into_words() {
    check_words(
        &[
            ("approve_registration_application", "approve registration application"),
            ("ApproveRegistrationApplication", "approve registration application"),
            ("localUserId", "local user id"),
            ("MAX_RETRIES", "max retries"),
            ("HTTPServer", "http server"),
            ("parseURL", "parse url"),
            ("userIDs", "user ids"),
            ("URLsSeen", "urls seen"),
            ("OAuthToken", "oauth token"),
            ("oauth_token", "oauth token"),
            ("GraphQLSchema", "graphql schema"),
            ("IPv4Address", "ipv4 address"),
            ("user2fa", "user 2fa"),
            ("verify_2fa_code", "verify 2fa code"),
            ("sha256_hash", "sha256 hash"),
            ("step2", "step 2"),
            ("WebhookDelivery", "webhook delivery"),
            ("WebHookDelivery", "webhook delivery"),
            ("/users/{id}/approve", "users id approve"),
            ("billing::invoice-items", "billing invoice items"),
            ("r#type", "r type"),
            ("__", ""),
            ("", ""),
            ("A", "a"),
            ("ÜberWeisung", "über weisung"),
        ],
        |identifier| words(identifier).join(" "),
    );
}

#[test]
fn titles() {
    assert_eq!(title(&["user", "approvals"]), "UserApprovals");
    assert_eq!(title(&words("oauth_token")), "OauthToken");
    assert_eq!(title::<&str>(&[]), "");
}

const NUMBERS: &[(&str, &str)] = &[
    ("accounts", "account"),
    ("addresses", "address"),
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("apis", "api"),
    ("batches", "batch"),
    ("boxes", "box"),
    ("branches", "branch"),
    ("businesses", "business"),
    ("caches", "cache"),
    ("categories", "category"),
    ("children", "child"),
    ("classes", "class"),
    ("companies", "company"),
    ("cookies", "cookie"),
    ("countries", "country"),
    ("credentials", "credential"),
    ("currencies", "currency"),
    ("databases", "database"),
    ("deliveries", "delivery"),
    ("employees", "employee"),
    ("entries", "entry"),
    ("expenses", "expense"),
    ("files", "file"),
    ("garnishments", "garnishment"),
    ("histories", "history"),
    ("houses", "house"),
    ("ids", "id"),
    ("images", "image"),
    ("indexes", "index"),
    ("invoices", "invoice"),
    ("keys", "key"),
    ("leases", "lease"),
    ("licenses", "license"),
    ("matches", "match"),
    ("menus", "menu"),
    ("messages", "message"),
    ("mods", "mod"),
    ("movies", "movie"),
    ("pages", "page"),
    ("payouts", "payout"),
    ("people", "person"),
    ("policies", "policy"),
    ("processes", "process"),
    ("purchases", "purchase"),
    ("queries", "query"),
    ("queues", "queue"),
    ("quizzes", "quiz"),
    ("refunds", "refund"),
    ("releases", "release"),
    ("responses", "response"),
    ("reviews", "review"),
    ("schemas", "schema"),
    ("searches", "search"),
    ("statuses", "status"),
    ("taxes", "tax"),
    ("uses", "use"),
    ("webhooks", "webhook"),
    ("women", "woman"),
];

#[test]
fn singular_and_plural() {
    check_words(NUMBERS, singular);
    let back: Vec<(&str, &str)> = NUMBERS.iter().map(|(plural, singular)| (*singular, *plural)).collect();
    check_words(&back, plural);
    check_words(NUMBERS, |word| singular(&singular(word)));
    let same = [
        "data", "news", "series", "media", "metadata", "status", "address", "access", "redis", "dns", "os",
        "basis",
    ];
    for word in same {
        assert_eq!(singular(word), word);
    }
    for word in ["data", "news", "series", "media", "metadata", "users", "statuses", "people"] {
        assert_eq!(plural(word), word);
    }
    assert_eq!(singular("timeseries"), "timeseries");
    assert_eq!(singular("salespeople"), "salesperson");
    assert_eq!(singular("planes"), "plane");
    assert_eq!(singular("indices"), "index");
    assert_eq!(singular("persons"), "person");
    assert_eq!(singular(""), "");
    assert_eq!(singular("s"), "s");
    assert_eq!(plural(""), "");
}

const FORMS: &[(&str, &str, Form)] = &[
    ("approve", "approve", Form::Base),
    ("approves", "approve", Form::ThirdPerson),
    ("approved", "approve", Form::PastParticiple),
    ("approving", "approve", Form::Gerund),
    ("added", "add", Form::PastParticiple),
    ("applied", "apply", Form::PastParticiple),
    ("applies", "apply", Form::ThirdPerson),
    ("archived", "archive", Form::PastParticiple),
    ("banned", "ban", Form::PastParticiple),
    ("began", "begin", Form::Past),
    ("begun", "begin", Form::PastParticiple),
    ("bring", "bring", Form::Base),
    ("canceled", "cancel", Form::PastParticiple),
    ("cancelled", "cancel", Form::PastParticiple),
    ("cancelling", "cancel", Form::Gerund),
    ("cut", "cut", Form::Base),
    ("deleted", "delete", Form::PastParticiple),
    ("denied", "deny", Form::PastParticiple),
    ("does", "do", Form::ThirdPerson),
    ("done", "do", Form::PastParticiple),
    ("expires", "expire", Form::ThirdPerson),
    ("expired", "expire", Form::PastParticiple),
    ("failed", "fail", Form::PastParticiple),
    ("feed", "feed", Form::Base),
    ("filed", "file", Form::PastParticiple),
    ("filing", "file", Form::Gerund),
    ("found", "find", Form::PastParticiple),
    ("given", "give", Form::PastParticiple),
    ("has", "have", Form::ThirdPerson),
    ("rent", "rent", Form::Base),
    ("lay", "lay", Form::Base),
    ("held", "hold", Form::PastParticiple),
    ("hidden", "hide", Form::PastParticiple),
    ("locked", "lock", Form::PastParticiple),
    ("logged", "log", Form::PastParticiple),
    ("making", "make", Form::Gerund),
    ("need", "need", Form::Base),
    ("notified", "notify", Form::PastParticiple),
    ("onboarded", "onboard", Form::PastParticiple),
    ("opened", "open", Form::PastParticiple),
    ("paid", "pay", Form::PastParticiple),
    ("passes", "pass", Form::ThirdPerson),
    ("planned", "plan", Form::PastParticiple),
    ("posted", "post", Form::PastParticiple),
    ("processed", "process", Form::PastParticiple),
    ("processes", "process", Form::ThirdPerson),
    ("published", "publish", Form::PastParticiple),
    ("publishes", "publish", Form::ThirdPerson),
    ("quarantined", "quarantine", Form::PastParticiple),
    ("rated", "rate", Form::PastParticiple),
    ("rating", "rate", Form::Gerund),
    ("read", "read", Form::Base),
    ("received", "receive", Form::PastParticiple),
    ("removed", "remove", Form::PastParticiple),
    ("resend", "resend", Form::Base),
    ("resent", "resend", Form::PastParticiple),
    ("reset", "reset", Form::Base),
    ("resetting", "reset", Form::Gerund),
    ("reviewed", "review", Form::PastParticiple),
    ("running", "run", Form::Gerund),
    ("seen", "see", Form::PastParticiple),
    ("sending", "send", Form::Gerund),
    ("sends", "send", Form::ThirdPerson),
    ("sent", "send", Form::PastParticiple),
    ("settled", "settle", Form::PastParticiple),
    ("shipped", "ship", Form::PastParticiple),
    ("singing", "sing", Form::Gerund),
    ("submitted", "submit", Form::PastParticiple),
    ("subscribed", "subscribe", Form::PastParticiple),
    ("suspended", "suspend", Form::PastParticiple),
    ("synced", "sync", Form::PastParticiple),
    ("taken", "take", Form::PastParticiple),
    ("testing", "test", Form::Gerund),
    ("took", "take", Form::Past),
    ("tries", "try", Form::ThirdPerson),
    ("tying", "tie", Form::Gerund),
    ("unbanned", "unban", Form::PastParticiple),
    ("unfollows", "unfollow", Form::ThirdPerson),
    ("uploaded", "upload", Form::PastParticiple),
    ("used", "use", Form::PastParticiple),
    ("verified", "verify", Form::PastParticiple),
    ("verifying", "verify", Form::Gerund),
    ("viewed", "view", Form::PastParticiple),
    ("voted", "vote", Form::PastParticiple),
    ("withdrawn", "withdraw", Form::PastParticiple),
    ("withdrew", "withdraw", Form::Past),
    ("withheld", "withhold", Form::PastParticiple),
    ("written", "write", Form::PastParticiple),
    ("wrote", "write", Form::Past),
];

#[test]
fn verb_forms() {
    let table: Vec<_> = FORMS
        .iter()
        .map(|(word, verb, form)| (*word, Some(Lemma { verb: (*verb).to_owned(), form: *form })))
        .collect();
    check(&table, verb_lemma);
    for word in [
        "users",
        "statuses",
        "thing",
        "recent",
        "redis",
        "unverified",
        "unpaid",
        "resource",
        "hundred",
        "string",
        "",
        "s",
        "ed",
        "ing",
        "é",
    ] {
        assert_eq!(verb_lemma(word), None, "{word} is of no verb");
    }
}

#[test]
fn participles_tell_of_something_done() {
    for word in ["approved", "denied", "sent", "verified", "revoked", "bound"] {
        assert!(is_past_participle(word), "{word}");
    }
    for word in ["pending", "active", "reset", "status", "need", "took"] {
        assert!(!is_past_participle(word), "{word}");
    }
    assert!(is_verb("unban") && is_verb("approve") && !is_verb("approved") && !is_verb("user"));
}

const ACTS: &[(&str, &str)] = &[
    ("accept", "acceptance"),
    ("accrue", "accrual"),
    ("activate", "activation"),
    ("adjust", "adjustment"),
    ("allocate", "allocation"),
    ("amend", "amendment"),
    ("appeal", "appeal"),
    ("apply", "application"),
    ("appoint", "appointment"),
    ("approve", "approval"),
    ("archive", "archival"),
    ("assess", "assessment"),
    ("assign", "assignment"),
    ("audit", "audit"),
    ("authenticate", "authentication"),
    ("authorize", "authorization"),
    ("ban", "ban"),
    ("block", "block"),
    ("book", "booking"),
    ("calculate", "calculation"),
    ("cancel", "cancellation"),
    ("certify", "certification"),
    ("charge", "charge"),
    ("claim", "claim"),
    ("classify", "classification"),
    ("collect", "collection"),
    ("complain", "complaint"),
    ("confirm", "confirmation"),
    ("contribute", "contribution"),
    ("correct", "correction"),
    ("deactivate", "deactivation"),
    ("deduct", "deduction"),
    ("delete", "deletion"),
    ("deliver", "delivery"),
    ("deny", "denial"),
    ("deploy", "deployment"),
    ("deposit", "deposit"),
    ("disburse", "disbursement"),
    ("dispute", "dispute"),
    ("distribute", "distribution"),
    ("donate", "donation"),
    ("edit", "edit"),
    ("elect", "election"),
    ("endorse", "endorsement"),
    ("enroll", "enrollment"),
    ("escalate", "escalation"),
    ("evaluate", "evaluation"),
    ("exempt", "exemption"),
    ("expire", "expiration"),
    ("export", "export"),
    ("federate", "federation"),
    ("file", "filing"),
    ("flag", "flag"),
    ("follow", "follow"),
    ("forfeit", "forfeiture"),
    ("fulfill", "fulfillment"),
    ("garnish", "garnishment"),
    ("grant", "grant"),
    ("hire", "hire"),
    ("import", "import"),
    ("impersonate", "impersonation"),
    ("index", "indexing"),
    ("inspect", "inspection"),
    ("install", "installation"),
    ("invite", "invitation"),
    ("lock", "lock"),
    ("merge", "merge"),
    ("migrate", "migration"),
    ("moderate", "moderation"),
    ("nominate", "nomination"),
    ("notify", "notification"),
    ("onboard", "onboarding"),
    ("order", "order"),
    ("pay", "payment"),
    ("post", "posting"),
    ("promote", "promotion"),
    ("publish", "publication"),
    ("purchase", "purchase"),
    ("purge", "purge"),
    ("reconcile", "reconciliation"),
    ("refund", "refund"),
    ("register", "registration"),
    ("reimburse", "reimbursement"),
    ("reinstate", "reinstatement"),
    ("reject", "rejection"),
    ("remit", "remittance"),
    ("remove", "removal"),
    ("renew", "renewal"),
    ("report", "report"),
    ("request", "request"),
    ("resend", "resending"),
    ("reset", "reset"),
    ("restore", "restoration"),
    ("resubmit", "resubmission"),
    ("retry", "retry"),
    ("revalidate", "revalidation"),
    ("review", "review"),
    ("revoke", "revocation"),
    ("rotate", "rotation"),
    ("schedule", "scheduling"),
    ("search", "search"),
    ("send", "sending"),
    ("settle", "settlement"),
    ("ship", "shipment"),
    ("sign", "signature"),
    ("submit", "submission"),
    ("subscribe", "subscription"),
    ("suggest", "suggestion"),
    ("suspend", "suspension"),
    ("sync", "sync"),
    ("terminate", "termination"),
    ("transfer", "transfer"),
    ("translate", "translation"),
    ("unban", "unban"),
    ("unlock", "unlocking"),
    ("unpublish", "unpublishing"),
    ("upgrade", "upgrade"),
    ("upload", "upload"),
    ("validate", "validation"),
    ("verify", "verification"),
    ("vote", "vote"),
    ("withdraw", "withdrawal"),
    ("withhold", "withholding"),
];

#[test]
fn nouns_of_acts() {
    check_words(ACTS, nominalisation);
}

#[test]
fn verbs_behind_nouns() {
    let back: Vec<(&str, &str)> = ACTS.iter().map(|(verb, noun)| (*noun, *verb)).collect();
    check_words(&back, |noun| nominal_verb(noun).map_or_else(String::new, |found| found.verb));
    let more = [
        ("invite", "invite"),
        ("payout", "pay out"),
        ("backup", "back up"),
        ("download", "download"),
        ("signup", "sign up"),
        ("rollout", "roll out"),
        ("expiry", "expire"),
        ("proposal", "propose"),
        ("billing", "bill"),
        ("organization", "organize"),
        ("session", ""),
        ("token", ""),
        ("account", ""),
        ("user", ""),
        ("address", ""),
        ("tag", ""),
        ("status", ""),
        ("setting", ""),
        ("plugin", ""),
    ];
    check_words(&more, |noun| {
        nominal_verb(noun).map_or_else(String::new, |found| match found.particle {
            Some(particle) => format!("{} {particle}", found.verb),
            None => found.verb,
        })
    });
}

#[test]
fn acts_are_likely() {
    let likely = |noun: &str| nominal_verb(noun).map(|found| found.certainty) == Some(Certainty::Likely);
    for noun in [
        "approval",
        "registration",
        "application",
        "request",
        "payout",
        "invitation",
        "notification",
        "delivery",
        "report",
        "subscription",
        "transfer",
        "ban",
        "vote",
        "audit",
        "charge",
        "export",
        "import",
        "download",
        "verification",
        "refund",
        "review",
        "purchase",
        "withdrawal",
        "payment",
        "submission",
        "moderation",
        "filing",
        "garnishment",
        "adjustment",
        "enrollment",
        "reset",
    ] {
        assert!(likely(noun), "{noun}");
    }
}

#[test]
fn things_are_only_possibly_acts() {
    let likely = |noun: &str| nominal_verb(noun).map(|found| found.certainty) == Some(Certainty::Likely);
    for noun in [
        "organization",
        "image",
        "building",
        "location",
        "user",
        "company",
        "post",
        "page",
        "group",
        "role",
        "team",
        "address",
        "tag",
        "site",
        "language",
        "person",
        "community",
        "product",
        "plan",
        "note",
        "bank",
        "price",
        "film",
        "job",
        "game",
        "case",
        "service",
        "instance",
        "message",
        "comment",
        "email",
        "collection",
    ] {
        assert!(!likely(noun), "{noun}");
    }
}

#[test]
fn agents() {
    check(
        &[
            ("reviewer", Some("review".to_owned())),
            ("approver", Some("approve".to_owned())),
            ("payer", Some("pay".to_owned())),
            ("payee", Some("pay".to_owned())),
            ("moderator", Some("moderate".to_owned())),
            ("subscriber", Some("subscribe".to_owned())),
            ("owner", Some("own".to_owned())),
            ("applicant", Some("apply".to_owned())),
            ("registrant", Some("register".to_owned())),
            ("follower", Some("follow".to_owned())),
            ("voter", Some("vote".to_owned())),
            ("publisher", Some("publish".to_owned())),
            ("server", None),
            ("order", None),
            ("customer", None),
            ("table", None),
        ],
        agent_verb,
    );
}

#[test]
fn categories_of_nouns() {
    check(
        &[
            ("approval", Some(Category::Act)),
            ("user", Some(Category::Person)),
            ("users", Some(Category::Person)),
            ("team", Some(Category::Group)),
            ("companies", Some(Category::Group)),
            ("region", Some(Category::Location)),
            ("message", Some(Category::Communication)),
            ("payment", Some(Category::Possession)),
            ("month", Some(Category::Time)),
            ("xyzzy", None),
        ],
        noun_category,
    );
    assert!(is_ever("payment", Category::Act) && !is_ever("user", Category::Act));
    assert!(is_noun("approval") && !is_noun("xyzzy"));
}

#[test]
fn strengths() {
    for verb in [
        "approve", "ban", "pay", "verify", "register", "withdraw", "notify", "invite", "unban", "settle",
        "report", "refund", "ship",
    ] {
        assert_eq!(strength(verb), Strength::Domain, "{verb}");
    }
    for verb in [
        "create", "get", "list", "update", "delete", "find", "insert", "read", "fetch", "load", "save",
        "set", "add", "remove",
    ] {
        assert!(crud(verb).is_some(), "{verb}");
    }
    for verb in [
        "serialize",
        "spawn",
        "log",
        "render",
        "map",
        "parse",
        "handle",
        "process",
        "run",
        "check",
        "build",
        "convert",
    ] {
        assert_eq!(strength(verb), Strength::Technical, "{verb}");
    }
    for verb in ["project", "job", "team", "page", "account", "message"] {
        assert_eq!(strength(verb), Strength::Noun, "{verb}");
    }
    for verb in ["be", "do", "have", "make", "use"] {
        assert_ne!(strength(verb), Strength::Domain, "{verb}");
    }
}

/// Nouns that WordNet's texts use at least four times, without those that are plurals already (`earnings`, `troops`).
#[test]
fn plurals_lead_back() {
    let nouns: Vec<&str> = wordnet::all_nouns()
        .into_iter()
        .filter(|(_, frequency)| *frequency >= 3)
        .map(|(noun, _)| noun)
        .filter(|noun| plural(noun) != *noun)
        .collect();
    let wrong: Vec<String> = nouns
        .iter()
        .filter(|noun| singular(&plural(noun)) != **noun)
        .map(|noun| format!("{noun} -> {} -> {}", plural(noun), singular(&plural(noun))))
        .collect();
    assert!(wrong.len() * 100 <= nouns.len(), "{} of {}: {}", wrong.len(), nouns.len(), wrong.join(", "));
}

/// A few verbs may be hidden behind a form of a more frequent verb, and a few acts behind a thing.
#[test]
fn every_verb_has_an_act_and_is_its_own_base() {
    let verbs = wordnet::all_verbs();
    let lost: Vec<&str> = verbs
        .iter()
        .copied()
        .filter(|verb| nominalisation(verb).is_empty() || verb_lemma(verb).is_none())
        .collect();
    assert!(lost.len() <= 5, "{lost:?}");
    let wrong: Vec<&str> =
        verbs.iter().copied().filter(|verb| nominal_verb(&nominalisation(verb)).is_none()).collect();
    assert!(wrong.len() * 50 <= verbs.len(), "{} of {}: {wrong:?}", wrong.len(), verbs.len());
}

/// Every verb that our files name is one that the rest of the lexicon knows.
#[test]
fn exceptions_name_known_verbs() {
    let known_verb = |verb: &str| verb.is_empty() || verb_lemma(verb).is_some_and(|lemma| lemma.verb == verb);
    for [kind, word, value, _] in exceptions::rows(include_str!("data/exceptions.csv")) {
        let verb = match kind {
            "act" => word,
            "form" | "agent" => value,
            "origin" => value.split(' ').next().unwrap_or(value),
            _ => continue,
        };
        assert!(known_verb(verb), "{kind},{word},{value}");
    }
    for [verb, kind, _] in exceptions::rows(include_str!("data/weak_verbs.csv")) {
        assert!(known_verb(verb), "{verb}");
        assert!(
            ["create", "read", "update", "delete", "technical", "vague", "end"].contains(&kind),
            "{verb}: {kind}"
        );
    }
}

#[test]
fn hand_made_files_are_canonical() {
    canonical::<4>(include_str!("data/exceptions.csv"), "kind,word,value,reason", 2);
    canonical::<3>(include_str!("data/weak_verbs.csv"), "verb,kind,reason", 1);
}

fn canonical<const N: usize>(text: &'static str, head: &str, key: usize) {
    assert_eq!(text.lines().next(), Some(head));
    assert!(text.ends_with('\n') && !text.contains('\r') && !text.contains('"'));
    let rows: Vec<[&str; N]> = exceptions::rows(text).collect();
    assert_eq!(rows.len(), text.lines().count() - 1, "a line has too few fields");
    for row in &rows {
        assert!(!row[N - 1].trim().is_empty(), "no reason: {row:?}");
        assert!(row.iter().all(|field| field.trim() == *field), "spaces: {row:?}");
    }
    for pair in rows.windows(2) {
        assert!(pair[0][..key] < pair[1][..key], "not sorted, or twice: {:?}, {:?}", pair[0], pair[1]);
    }
}

proptest! {
    #[test]
    fn words_survive_joining(identifier in "[A-Za-z0-9_]{0,24}") {
        let split = words(&identifier);
        prop_assert_eq!(&words(&split.join("_")), &split);
        prop_assert!(split.iter().all(|word| !word.is_empty()));
    }

    #[test]
    fn nothing_panics(word in "\\PC{0,12}") {
        let _ = (words(&word), singular(&word), plural(&word), verb_lemma(&word), nominalisation(&word));
        let _ = (nominal_verb(&word), agent_verb(&word), noun_category(&word), strength(&word));
    }
}
