//! Tests of the SQL front end: literate specs, random input, and developer entries over real code.
#![expect(clippy::disallowed_methods, reason = "tests read fixtures and the trees a developer names")]

use super::SqlReader;
use crate::facts::statement::{Dialect, StatementReader};

/// `GERUND_SQLX=path/to/.sqlx cargo test sqlx_cache -- --ignored --nocapture`: every cached query is understood.
#[test]
#[ignore = "needs a query cache of sqlx in GERUND_SQLX"]
fn sqlx_cache() {
    let folder = std::env::var("GERUND_SQLX").expect("GERUND_SQLX names a folder");
    let mut refused = Vec::new();
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let query = json["query"].as_str().unwrap();
        let result = SqlReader.read(query, Dialect::Postgres);
        if let Some(error) = result.error {
            refused.push(format!("{error}\n{query}"));
        }
        read += 1;
    }
    assert!(refused.is_empty(), "{} of {read} refused:\n{}", refused.len(), refused.join("\n\n"));
}
