//! What calls that build schema changes in code mean, as data: `Table::create().table(Users::Table).col(…)`.
//!
//! A library's file in a front end states the words; the resolver reads the code by them without knowing the library.

/// The words of one library.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemaBuilders {
    /// The crates that have them, as code names them.
    pub(crate) crates: &'static [&'static str],
    /// The trait of a migration, and its function that makes the changes. Its other functions do not count.
    pub(crate) migration: (&'static str, &'static str),
    /// Functions that begin a change or a part of one: the end of the path.
    pub(crate) begins: &'static [(&'static str, Begin)],
    /// Methods on what was begun.
    pub(crate) steps: &'static [(&'static str, Step)],
    /// Methods that give a column its type, and functions that begin a column of it: `big_integer` is `bigint`.
    pub(crate) types: &'static [(&'static str, &'static str)],
}

/// What a function begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    CreateTable,
    /// The argument names the table, which gets columns for when a row was made and changed.
    CreateTableWithTimes,
    /// The argument is a table that gets those columns.
    AddTimes,
    AlterTable,
    DropTable,
    RenameTable,
    CreateForeignKey,
    DropForeignKey,
    CreateIndex,
    DropIndex,
    CreateType,
    DropType,
    /// The argument names the column, the second may be its type.
    Column,
    /// The same, and it is the primary key, of that type.
    Key(&'static str),
}

/// What a method says of what it is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The table or tables that it is about.
    Table,
    Name,
    /// Adds the column that the argument is; an index only names it.
    Column,
    Columns,
    ModifyColumn,
    DropColumn,
    RenameColumn,
    ForeignKey,
    DropForeignKey,
    /// A key or index among the table's parts.
    Index,
    /// Without an argument a column, or an index, is the primary key; with one the index that it is.
    PrimaryKey,
    Unique,
    NotNull,
    Null,
    Default,
    /// The table and the columns of a foreign key.
    From,
    To,
    FromColumn,
    ToTable,
    ToColumn,
    OnDelete,
    OnUpdate,
    IfNotExists,
    /// The type of a column is that of the argument, and an array of it.
    Array,
    /// The argument names the column's type.
    Custom,
    /// Values of an enumerated type.
    Values,
}
