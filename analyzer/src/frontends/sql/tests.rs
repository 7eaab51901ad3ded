//! Tests of the SQL front end: literate specs, random input, and a developer's entry over real code.

use proptest::prelude::*;

use super::SqlReader;
use crate::facts::schema::TableName;
use crate::facts::statement::{ColumnName, ColumnUse, Dialect, SqlStatement, StatementReader};
use crate::source::spec::{self, Case};
use crate::source::{FileId, FileKind, SourceFile};

/// `fixtures/specs/sql`: each case is a text of SQL and what its statements do.
#[test]
fn statements_do_what_the_specs_say() {
    spec::check("sql", statements);
}

fn statements(case: &Case) -> String {
    let mut out = String::new();
    for block in &case.blocks {
        let dialect = match block.name.as_str() {
            "mysql" => Dialect::Mysql,
            "sqlite" => Dialect::Sqlite,
            _ => Dialect::Postgres,
        };
        let result = SqlReader.read(&block.text, dialect);
        for statement in &result.statements {
            out.push_str(&shown(statement));
        }
        if result.partial {
            out.push_str("partial\n");
        }
        if result.error.is_some() {
            out.push_str("refused\n");
        }
    }
    out
}

fn shown(statement: &SqlStatement) -> String {
    let mut out = format!("{:?}\n", statement.kind).to_lowercase();
    let mut line = |head: &str, items: Vec<String>| {
        if !items.is_empty() {
            out.push_str(&format!("  {head}: {}\n", items.join(", ")));
        }
    };
    line("reads", statement.reads.iter().map(table).collect());
    line("writes", statement.writes.iter().map(table).collect());
    line("reads columns", statement.read_columns.iter().map(column).collect());
    line("writes columns", statement.written_columns.iter().map(column).collect());
    let constants = statement.constants.iter();
    let constants = constants
        .map(|one| format!("{} {} {}", column(&one.column), if one.written { ":=" } else { "=" }, one.value));
    line("constants", constants.collect());
    line("calls", statement.calls.iter().map(table).collect());
    out
}

fn table(name: &TableName) -> String {
    name.schema.iter().chain([&name.name]).map(String::as_str).collect::<Vec<_>>().join(".")
}

fn column(column: &ColumnUse) -> String {
    let tables: Vec<String> = column.tables.iter().map(table).collect();
    let name = match &column.column {
        ColumnName::Named(name) => name,
        ColumnName::All => "*",
    };
    match tables.as_slice() {
        [one] => format!("{one}.{name}"),
        many => format!("({}).{name}", many.join("|")),
    }
}

/// Chains as long as a program may build pass, and longer ones are refused, not overflowed on.
#[test]
fn long_chains_are_read_or_refused() {
    let read = || {
        let chain = |count: usize| {
            let terms: Vec<String> = (0..count).map(|at| format!("(a = {at} AND b = {at})")).collect();
            format!("SELECT a FROM t WHERE {}", terms.join(" OR "))
        };
        assert!(SqlReader.read(&chain(1000), Dialect::Postgres).error.is_none());
        assert!(SqlReader.read(&chain(20_000), Dialect::Postgres).error.is_some());
        let nested = |depth: usize| format!("SELECT {}1{}", "(".repeat(depth), ")".repeat(depth));
        assert!(SqlReader.read(&nested(20), Dialect::Postgres).error.is_none());
        assert!(SqlReader.read(&nested(5000), Dialect::Postgres).error.is_some());
        assert!(SqlReader.read(&"x ".repeat(1 << 20), Dialect::Postgres).error.is_some());
    };
    // The workers that read files have such stacks.
    let worker = std::thread::Builder::new().stack_size(256 << 20).spawn(read).expect("a thread");
    worker.join().expect("no overflow and no failed assertion");
}

fn soup() -> impl Strategy<Value = String> {
    let words = [
        "SELECT", "FROM", "WHERE", "INSERT", "INTO", "UPDATE", "SET", "DELETE", "CREATE", "TABLE", "ALTER",
        "(", ")", ",", ";", "'", "\"", "$$", "$a$", "BEGIN", "END", "CASE", "THEN", "IF", "LOOP", "t", "a",
        "b.c", "=", "*", "{…}", "?", ":x", "$1", "--", "/*", "*/", "\n", "WITH", "AS", "JOIN", "ON",
        "TRIGGER", "FUNCTION", "DO", "EXECUTE", "COPY", "stdin", "\\.", "E'", "é", "RETURN", "QUERY",
        "DECLARE", "LANGUAGE", "plpgsql", "ADD", "COLUMN", "UNIQUE", "INDEX", "DROP", "VIEW", "@", "[", "]",
        "<<", ">>", ":=", "INTO", "FOR", "IN",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever the words, there is an answer.
    #[test]
    fn no_text_panics(text in soup()) {
        for dialect in [Dialect::Postgres, Dialect::Mysql, Dialect::Sqlite] {
            SqlReader.read(&text, dialect);
        }
        let path = "migrations/1_x.sql".into();
        super::extract(&SourceFile { id: FileId(0), path, kind: FileKind::Sql, text: text.into() });
    }

    /// Nor do characters without any sense.
    #[test]
    fn no_characters_panic(text in "\\PC{0,60}") {
        SqlReader.read(&text, Dialect::Postgres);
        super::split::pieces(&text);
    }
}

/// `GERUND_SQLX=path/to/.sqlx cargo test sqlx_cache -- --ignored --nocapture`: every cached query is understood.
#[test]
#[ignore = "needs a query cache of sqlx in GERUND_SQLX"]
#[expect(clippy::disallowed_methods, reason = "a developer's entry reads the folder that it is given")]
fn sqlx_cache() {
    let folder = std::env::var("GERUND_SQLX").expect("GERUND_SQLX names a folder");
    let mut refused = Vec::new();
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // A cached query, or else a file of SQL.
        let json = serde_json::from_str(&text).unwrap_or(serde_json::Value::Null);
        let query = json["query"].as_str().unwrap_or(&text);
        let result = SqlReader.read(query, Dialect::Postgres);
        if let Some(error) = result.error {
            refused.push(format!("{error}\n{query}"));
        }
        read += 1;
    }
    assert!(read > 0 && refused.is_empty(), "{} of {read} refused:\n{}", refused.len(), refused.join("\n\n"));
}
