//! Typed numbers of what a program holds. Each indexes a sorted list, so that order by number is order by text.

/// A function: index into `Program::functions` (sorted by path, then line).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FunctionId(pub(crate) u32);

/// A table: index into `Schema::tables` (sorted by name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TableId(pub(crate) u32);

/// A column of a table: index into its columns, in the order of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ColumnId {
    pub(crate) table: TableId,
    pub(crate) column: u16,
}

/// A statement: index into `Program::statements` (sorted by function, then place).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct StatementId(pub(crate) u32);
