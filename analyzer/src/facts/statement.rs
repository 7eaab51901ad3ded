//! What one SQL statement does to which tables and columns, as its text says; not yet compared with the schema.

use super::schema::TableName;

/// A statement's effects. Lists are sorted and without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SqlStatement {
    pub(crate) kind: SqlKind,
    /// Tables in FROM, JOIN, USING, sub-selects and the sources of CTEs. CTE names, aliases, functions are none.
    pub(crate) reads: Vec<TableName>,
    /// Targets of INSERT, UPDATE, DELETE, MERGE, TRUNCATE, upsert.
    pub(crate) writes: Vec<TableName>,
    /// Those of them that get rows by an INSERT, be it within a CTE.
    pub(crate) inserts: Vec<TableName>,
    /// Those of them that lose rows by a DELETE, be it within a CTE.
    pub(crate) deletes: Vec<TableName>,
    pub(crate) read_columns: Vec<ColumnUse>,
    pub(crate) written_columns: Vec<ColumnUse>,
    /// Constants that the statement fixes in a column, by `column = 'x'` in WHERE, SET or VALUES.
    pub(crate) constants: Vec<ColumnConstant>,
    /// Functions called that the schema may define.
    pub(crate) calls: Vec<TableName>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SqlKind {
    #[default]
    Select,
    Insert,
    Update,
    Delete,
    /// BEGIN, SET, LISTEN, EXPLAIN, DDL at run time …
    Other,
}

/// A column with the tables that it may belong to: one where an alias tells, several where the name stands alone
/// and the schema decides: the first of them that has such a column (they stand innermost scope first).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ColumnUse {
    pub(crate) tables: Vec<TableName>,
    pub(crate) column: ColumnName,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ColumnName {
    Named(String),
    All,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ColumnConstant {
    pub(crate) column: ColumnUse,
    pub(crate) value: String,
    /// Set by the statement; else compared.
    pub(crate) written: bool,
}

/// The dialects that the SQL front end tells apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Dialect {
    #[default]
    Postgres,
    Mysql,
    Sqlite,
}

/// Reads SQL text. The SQL front end implements it; the resolver is handed one, so that neither imports the other.
pub(crate) trait StatementReader: Sync {
    /// The statements of the text, or why it was refused. A part of the text that is not known stands as
    /// `{…}` in it: the reader treats it as whatever makes the rest parse, and says so by `partial`.
    fn read(&self, text: &str, dialect: Dialect) -> StatementResult;

    /// The changes that the text makes to the schema, each with the line in the text, from 0. What is refused is left
    /// out.
    fn schema(&self, text: &str, dialect: Dialect) -> Vec<(u32, super::schema::Change)>;
}

/// What a reader made of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct StatementResult {
    pub(crate) statements: Vec<SqlStatement>,
    /// Parts were unknown or left out to make the rest parse.
    pub(crate) partial: bool,
    pub(crate) error: Option<String>,
}
