//! What migrations, dumps, `table!` macros and entities say about tables: a list of changes in the order written.

use super::place::Place;

/// A name with its schema, case folded as the database folds it; `schema` is None for the default one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TableName {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
}

impl TableName {
    pub(crate) fn plain(name: impl Into<String>) -> Self {
        TableName { schema: None, name: name.into() }
    }
}

/// Where schema facts come from: the kinds are compared with each other, in this order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SchemaSource {
    /// A step of a migration folder, applied in order.
    Migration,
    /// A whole schema in one file (a dump).
    Dump,
    /// A declaration in code (`table!`, an entity).
    Code,
}

/// One change to the schema at one place.
#[derive(Clone, Debug)]
pub(crate) struct Ddl {
    pub(crate) place: Place,
    pub(crate) change: Change,
}

#[derive(Clone, Debug)]
pub(crate) enum Change {
    CreateTable(TableDef),
    /// CREATE TABLE x AS SELECT, CREATE VIEW, CREATE MATERIALIZED VIEW.
    CreateView(ViewDef),
    DropTable(TableName),
    DropView(TableName),
    RenameTable {
        from: TableName,
        to: TableName,
    },
    /// SET SCHEMA.
    MoveTable {
        table: TableName,
        schema: String,
    },
    AddColumn {
        table: TableName,
        column: ColumnDef,
    },
    DropColumn {
        table: TableName,
        column: String,
    },
    RenameColumn {
        table: TableName,
        from: String,
        to: String,
    },
    AlterColumn {
        table: TableName,
        column: String,
        alter: ColumnAlter,
    },
    AddForeignKey {
        table: TableName,
        key: ForeignKey,
    },
    AddUnique {
        table: TableName,
        columns: Vec<String>,
        primary: bool,
        name: Option<String>,
    },
    /// ADD CONSTRAINT … USING INDEX: a unique index becomes a constraint.
    AddUniqueUsing {
        table: TableName,
        index: String,
        primary: bool,
        name: Option<String>,
    },
    AddCheck {
        table: TableName,
        text: String,
        name: Option<String>,
    },
    DropConstraint {
        table: TableName,
        name: String,
    },
    RenameConstraint {
        table: TableName,
        from: String,
        to: String,
    },
    CreateIndex {
        table: TableName,
        columns: Vec<String>,
        unique: bool,
        name: Option<String>,
    },
    DropIndex(TableName),
    /// The constraint that the index keeps is renamed with it.
    RenameIndex {
        from: TableName,
        to: String,
    },
    /// ATTACH PARTITION: the child's rows are the parent's.
    AttachPartition {
        parent: TableName,
        child: TableName,
    },
    /// It is a table of its own from then on.
    DetachPartition {
        child: TableName,
    },
    CreateEnum {
        name: TableName,
        values: Vec<String>,
    },
    AddEnumValue {
        name: TableName,
        value: String,
    },
    RenameEnumValue {
        name: TableName,
        from: String,
        to: String,
    },
    DropType(TableName),
    RenameType {
        from: TableName,
        to: TableName,
    },
    CreateTrigger(TriggerDef),
    DropTrigger {
        table: Option<TableName>,
        name: String,
    },
    RenameTrigger {
        table: TableName,
        from: String,
        to: String,
    },
    CreateRoutine(RoutineDef),
    RenameRoutine {
        from: TableName,
        to: TableName,
    },
    DropRoutine {
        name: TableName,
    },
    DropSchema(String),
    /// INSERT, UPDATE, DELETE in a migration: it moves data but is no access of the program.
    Data(super::statement::SqlStatement),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct TableDef {
    pub(crate) name: Option<TableName>,
    pub(crate) columns: Vec<ColumnDef>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) primary_key: Vec<String>,
    pub(crate) uniques: Vec<Vec<String>>,
    pub(crate) checks: Vec<String>,
    pub(crate) if_not_exists: bool,
    /// PARTITION OF parent: the partition's rows are the parent's.
    pub(crate) partition_of: Option<TableName>,
    /// INHERITS, LIKE: columns come from there.
    pub(crate) like: Vec<TableName>,
    pub(crate) temporary: bool,
    /// Its rows are entities to the code, which saves and loads them: there is such a table, whatever makes it.
    pub(crate) entity: bool,
    /// CREATE TABLE x AS SELECT …: what was read.
    pub(crate) as_query: Option<super::statement::SqlStatement>,
    /// And the columns of its result, which come after `columns` or give those their types.
    pub(crate) as_columns: Vec<Projected>,
}

/// A column of a query's result, as far as its text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Projected {
    /// One column; without a name where the database makes one up.
    Column { name: Option<String>, ty: ProjectedType },
    /// `*`: every column of the first of these tables or views, then of the next.
    All(Vec<TableName>),
}

/// Where the type of such a column comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProjectedType {
    #[default]
    Unknown,
    /// The text says it: `NULL::int`.
    Said(String),
    /// That column of the one of these tables or views that has it.
    Of { tables: Vec<TableName>, column: String },
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnDef {
    pub(crate) name: String,
    /// As written, lower case: `timestamptz`, `varchar(255)`, `integer[]`.
    pub(crate) ty: String,
    pub(crate) nullable: bool,
    pub(crate) default: Option<String>,
    pub(crate) generated: bool,
    /// How many lines after the statement's first the column stands.
    pub(crate) line: u32,
}

#[derive(Clone, Debug)]
pub(crate) enum ColumnAlter {
    Type(String),
    SetNotNull,
    DropNotNull,
    SetDefault(String),
    DropDefault,
}

#[derive(Clone, Debug)]
pub(crate) struct ForeignKey {
    pub(crate) name: Option<String>,
    pub(crate) columns: Vec<String>,
    pub(crate) to: TableName,
    /// Empty: the primary key.
    pub(crate) to_columns: Vec<String>,
    /// `CASCADE`, `SET NULL` …
    pub(crate) on_delete: Option<String>,
    pub(crate) on_update: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct ViewDef {
    pub(crate) name: TableName,
    /// Names that the view itself gives, in place of those of its query.
    pub(crate) names: Vec<String>,
    pub(crate) columns: Vec<Projected>,
    pub(crate) materialized: bool,
    pub(crate) query: super::statement::SqlStatement,
}

#[derive(Clone, Debug)]
pub(crate) struct TriggerDef {
    pub(crate) name: String,
    pub(crate) table: TableName,
    /// `INSERT`, `UPDATE`, `DELETE`, `TRUNCATE`.
    pub(crate) events: Vec<String>,
    pub(crate) routine: TableName,
}

/// A function or procedure of the database with what its body reads and writes.
#[derive(Clone, Debug)]
pub(crate) struct RoutineDef {
    pub(crate) name: TableName,
    pub(crate) language: String,
    pub(crate) statements: Vec<super::statement::SqlStatement>,
    /// What the body names of NEW and OLD, the rows that a trigger is given: sorted; `*` for a row as a whole.
    pub(crate) row_columns: Vec<String>,
    /// Statements of the body that were not understood.
    pub(crate) refused: Vec<String>,
}

impl RoutineDef {
    /// One of which no body is known yet.
    pub(crate) fn new(name: TableName, language: String) -> Self {
        RoutineDef { name, language, statements: Vec::new(), row_columns: Vec::new(), refused: Vec::new() }
    }
}
