//! Which columns hold data that must be protected: classes by name, type and table, as `sensitive/classes.toml` says.
//! It classifies; who reads and writes such columns is counted elsewhere.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::config::Config;
use crate::resolve::schema::{Column, Table};

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    toml::from_str(include_str!("sensitive/classes.toml")).expect("classes.toml is read by a test")
});

#[derive(Deserialize)]
struct Rules {
    rule: Vec<Rule>,
}

/// A row of `classes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    class: String,
    words: Vec<String>,
    #[serde(default)]
    tables: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    any_type: bool,
    reason: String,
}

/// The class of a column, and why it has it; None where nothing says that it must be protected.
/// What the user says of it comes before the rules.
pub(crate) fn class<'a>(
    table: &Table,
    column: &Column,
    config: &'a Config,
) -> Option<(&'static str, &'a str)> {
    if !config.sensitive.is_empty() {
        let schema = table.name.schema.as_ref().map_or_else(String::new, |schema| format!("{schema}."));
        let name = format!("{schema}{}.{}", table.name.name, column.name);
        if let Some(rule) = config.sensitive(&name) {
            return rule.class.word().map(|class| (class, rule.reason.as_str()));
        }
    }
    classify(&table.name.name, &column.name, &column.ty)
}

fn classify(table: &str, column: &str, type_: &str) -> Option<(&'static str, &'static str)> {
    let rule = RULES.rule.iter().find(|rule| {
        rule.words.iter().any(|word| has(column, word))
            && !rule.unless.iter().any(|word| has(column, word))
            && (rule.tables.is_empty() || rule.tables.iter().any(|word| has(table, word)))
            && (rule.any_type || !happened(type_))
    })?;
    Some((&rule.class, &rule.reason))
}

/// Whether a name in snake case has the words, whole and in a row.
fn has(name: &str, words: &str) -> bool {
    let (name, words) = (format!("_{}_", name.to_lowercase()), format!("_{words}_"));
    name.contains(&words)
}

/// Types that say whether or when, not what.
fn happened(type_: &str) -> bool {
    let type_ = type_.to_lowercase();
    ["bool", "timestamp", "date", "time"].iter().any(|start| type_.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::{RULES, classify};

    #[test]
    fn every_row_has_a_class_that_is_known_and_a_reason() {
        let known = ["secret", "credential", "payment-card", "bank", "health", "personal"];
        for rule in &RULES.rule {
            assert!(known.contains(&rule.class.as_str()) && !rule.reason.is_empty(), "{}", rule.class);
            assert!(!rule.words.is_empty());
        }
    }

    #[test]
    fn columns_are_classified_by_name_type_and_table() {
        let class = |table, column, type_| classify(table, column, type_).map(|(class, _)| class);
        assert_eq!(class("users", "email", "text"), Some("personal"));
        assert_eq!(class("users", "email_verified", "bool"), None);
        assert_eq!(class("users", "password_hash", "text"), Some("credential"));
        assert_eq!(class("users", "totp_secret", "text"), Some("secret"));
        assert_eq!(class("employees", "date_of_birth", "date"), Some("personal"));
        assert_eq!(class("bank_accounts", "account_number", "text"), Some("bank"));
        assert_eq!(class("patients", "notes", "text"), Some("health"));
        assert_eq!(class("orders", "notes", "text"), None);
        assert_eq!(class("products", "name", "text"), None);
        assert_eq!(class("users", "name", "text"), Some("personal"));
        assert_eq!(class("payments", "token_id", "bigint"), None);
        assert_eq!(class("addresses", "emailed_at", "timestamptz"), None);
    }
}
