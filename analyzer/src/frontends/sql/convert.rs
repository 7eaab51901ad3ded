//! Parsed statements to schema changes. What has no bearing on tables and columns gives none.

use sqlparser::ast::{
    AlterColumnOperation, AlterTable, AlterTableOperation, AlterTypeOperation, ColumnDef as ParsedColumn,
    ColumnOption, CreateIndex, CreateTable, CreateTableLikeKind, CreateView, Expr, ForeignKeyConstraint,
    Ident, IndexColumn, ObjectName, ObjectType, RenameTableNameKind, Statement, TableConstraint,
    UserDefinedTypeRepresentation,
};

use super::effects::{fold, name_of};
use super::statement::effects;
use crate::facts::schema::{Change, ColumnAlter, ColumnDef, ForeignKey, TableDef, TableName, ViewDef};

/// The changes that a statement makes to the schema.
pub(super) fn changes(statement: &Statement) -> Vec<Change> {
    match statement {
        Statement::CreateTable(create) => create_table(create),
        Statement::AlterTable(alter) => alter_table(alter),
        Statement::CreateView(create) => vec![view(create)],
        Statement::CreateIndex(create) => index(create),
        Statement::Drop { object_type, names, .. } => {
            names.iter().filter_map(|name| drop(*object_type, name)).collect()
        }
        Statement::CreateType { name, representation } => match representation {
            Some(UserDefinedTypeRepresentation::Enum { labels }) => vec![Change::CreateEnum {
                name: name_of(name),
                values: labels.iter().map(|label| label.value.clone()).collect(),
            }],
            _ => Vec::new(),
        },
        Statement::AlterType(alter) => vec![alter_type(&name_of(&alter.name), &alter.operation)],
        Statement::RenameTable(renames) => renames
            .iter()
            .map(|rename| Change::RenameTable {
                from: name_of(&rename.old_name),
                to: name_of(&rename.new_name),
            })
            .collect(),
        statement => data(statement),
    }
}

/// Rows that a migration moves.
fn data(statement: &Statement) -> Vec<Change> {
    let effects = effects(statement, &[]);
    if effects.writes.is_empty() { Vec::new() } else { vec![Change::Data(effects)] }
}

fn drop(kind: ObjectType, name: &ObjectName) -> Option<Change> {
    let name = name_of(name);
    match kind {
        ObjectType::Table => Some(Change::DropTable(name)),
        ObjectType::View | ObjectType::MaterializedView => Some(Change::DropView(name)),
        ObjectType::Type => Some(Change::DropType(name)),
        ObjectType::Index => Some(Change::DropIndex(name)),
        ObjectType::Schema => Some(Change::DropSchema(name.name)),
        _ => None,
    }
}

fn alter_type(name: &TableName, operation: &AlterTypeOperation) -> Change {
    match operation {
        AlterTypeOperation::Rename(rename) => Change::RenameType {
            from: name.clone(),
            to: TableName { schema: name.schema.clone(), name: fold(&rename.new_name) },
        },
        AlterTypeOperation::AddValue(add) => {
            Change::AddEnumValue { name: name.clone(), value: add.value.value.clone() }
        }
        AlterTypeOperation::RenameValue(rename) => Change::RenameEnumValue {
            name: name.clone(),
            from: rename.from.value.clone(),
            to: rename.to.value.clone(),
        },
    }
}

/// A CREATE TABLE; its named constraints stand as changes of their own, so that they can be dropped by name.
fn create_table(create: &CreateTable) -> Vec<Change> {
    let name = name_of(&create.name);
    let mut changes = vec![Change::CreateTable(table(create))];
    if !create.temporary {
        changes.extend(
            create.constraints.iter().filter(|one| is_named(one)).flat_map(|one| add_constraint(&name, one)),
        );
    }
    changes
}

fn is_named(constraint: &TableConstraint) -> bool {
    match constraint {
        TableConstraint::Unique(unique) => unique.name.is_some(),
        TableConstraint::PrimaryKey(key) => key.name.is_some(),
        TableConstraint::Check(check) => check.name.is_some(),
        _ => false,
    }
}

/// The table itself.
fn table(create: &CreateTable) -> TableDef {
    let mut def = TableDef {
        name: Some(name_of(&create.name)),
        if_not_exists: create.if_not_exists,
        partition_of: create.partition_of.as_ref().map(name_of),
        temporary: create.temporary,
        ..TableDef::default()
    };
    create.columns.iter().for_each(|parsed| column(parsed, &mut def));
    create.constraints.iter().filter(|one| !is_named(one)).for_each(|parsed| constraint(parsed, &mut def));
    def.like.extend(create.inherits.iter().flatten().map(name_of));
    if let Some(CreateTableLikeKind::Parenthesized(like) | CreateTableLikeKind::Plain(like)) = &create.like {
        def.like.push(name_of(&like.name));
    }
    if let Some(query) = &create.query {
        def.as_query = Some(effects(&Statement::Query(query.clone()), &[]));
        def.as_columns = super::projection::columns(query);
    }
    def
}

/// One column with the constraints that stand on it.
fn column(parsed: &ParsedColumn, def: &mut TableDef) {
    let mut column = ColumnDef {
        name: fold(&parsed.name),
        ty: parsed.data_type.to_string().to_lowercase(),
        nullable: true,
        default: None,
        generated: matches!(column_type(parsed).as_str(), "serial" | "bigserial" | "smallserial"),
        line: u32::try_from(parsed.name.span.start.line).unwrap_or_default().saturating_sub(1),
    };
    for option in &parsed.options {
        match &option.option {
            ColumnOption::NotNull => column.nullable = false,
            ColumnOption::Default(expr) => column.default = Some(expr.to_string()),
            ColumnOption::Generated { .. } | ColumnOption::Identity(_) => column.generated = true,
            ColumnOption::PrimaryKey(_) => {
                column.nullable = false;
                def.primary_key.push(column.name.clone());
            }
            ColumnOption::Unique(_) => def.uniques.push(vec![column.name.clone()]),
            ColumnOption::Check(check) => def.checks.push(check.expr.to_string()),
            ColumnOption::ForeignKey(key) => {
                let mut key = foreign_key(key);
                key.name = key.name.or_else(|| option.name.as_ref().map(fold));
                key.columns = vec![column.name.clone()];
                def.foreign_keys.push(key);
            }
            _ => {}
        }
    }
    def.columns.push(column);
}

fn column_type(parsed: &ParsedColumn) -> String {
    parsed.data_type.to_string().to_lowercase()
}

/// A constraint on the table as a whole.
fn constraint(parsed: &TableConstraint, def: &mut TableDef) {
    match parsed {
        TableConstraint::Unique(unique) => def.uniques.push(indexed(&unique.columns)),
        TableConstraint::PrimaryKey(key) => def.primary_key = indexed(&key.columns),
        TableConstraint::ForeignKey(key) => def.foreign_keys.push(foreign_key(key)),
        TableConstraint::Check(check) => def.checks.push(check.expr.to_string()),
        _ => {}
    }
}

fn foreign_key(key: &ForeignKeyConstraint) -> ForeignKey {
    ForeignKey {
        name: key.name.as_ref().map(fold),
        columns: folded(&key.columns),
        to: name_of(&key.foreign_table),
        to_columns: folded(&key.referred_columns),
        on_delete: key.on_delete.as_ref().map(ToString::to_string),
        on_update: key.on_update.as_ref().map(ToString::to_string),
    }
}

fn folded(idents: &[Ident]) -> Vec<String> {
    idents.iter().map(fold).collect()
}

/// The columns of an index; expressions are left out.
fn indexed(columns: &[IndexColumn]) -> Vec<String> {
    let name = |column: &IndexColumn| match &column.column.expr {
        Expr::Identifier(ident) => Some(fold(ident)),
        _ => None,
    };
    columns.iter().filter_map(name).collect()
}

fn view(create: &CreateView) -> Change {
    Change::CreateView(ViewDef {
        name: name_of(&create.name),
        names: create.columns.iter().map(|column| fold(&column.name)).collect(),
        columns: super::projection::columns(&create.query),
        materialized: create.materialized,
        query: effects(&Statement::Query(create.query.clone()), &[]),
    })
}

fn index(create: &CreateIndex) -> Vec<Change> {
    vec![Change::CreateIndex {
        table: name_of(&create.table_name),
        columns: indexed(&create.columns),
        unique: create.unique,
        name: create.name.as_ref().map(|name| name_of(name).name),
    }]
}

fn alter_table(alter: &AlterTable) -> Vec<Change> {
    let table = name_of(&alter.name);
    alter.operations.iter().flat_map(|operation| alter_operation(&table, operation)).collect()
}

fn alter_operation(table: &TableName, operation: &AlterTableOperation) -> Vec<Change> {
    let named = || table.clone();
    match operation {
        AlterTableOperation::AddConstraint { constraint, .. } => add_constraint(table, constraint),
        AlterTableOperation::AddColumn { column_def, .. } => add_column(table, column_def),
        AlterTableOperation::DropColumn { column_names, .. } => folded(column_names)
            .into_iter()
            .map(|column| Change::DropColumn { table: named(), column })
            .collect(),
        AlterTableOperation::RenameColumn { old_column_name, new_column_name } => {
            vec![Change::RenameColumn {
                table: named(),
                from: fold(old_column_name),
                to: fold(new_column_name),
            }]
        }
        AlterTableOperation::RenameTable {
            table_name: RenameTableNameKind::As(name) | RenameTableNameKind::To(name),
        } => {
            let mut to = name_of(name);
            to.schema = to.schema.or_else(|| table.schema.clone());
            vec![Change::RenameTable { from: named(), to }]
        }
        AlterTableOperation::DropConstraint { name, .. }
        | AlterTableOperation::DropForeignKey { name, .. } => {
            vec![Change::DropConstraint { table: named(), name: fold(name) }]
        }
        AlterTableOperation::RenameConstraint { old_name, new_name } => {
            vec![Change::RenameConstraint { table: named(), from: fold(old_name), to: fold(new_name) }]
        }
        AlterTableOperation::DropPrimaryKey { .. } => {
            vec![Change::DropConstraint { table: named(), name: format!("{}_pkey", table.name) }]
        }
        AlterTableOperation::ChangeColumn { old_name, new_name, data_type, .. } => vec![
            Change::RenameColumn { table: named(), from: fold(old_name), to: fold(new_name) },
            retyped(table, new_name, data_type.to_string()),
        ],
        AlterTableOperation::ModifyColumn { col_name, data_type, .. } => {
            vec![retyped(table, col_name, data_type.to_string())]
        }
        AlterTableOperation::AlterColumn { column_name, op } => alter_column(op)
            .map(|alter| Change::AlterColumn { table: named(), column: fold(column_name), alter })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn retyped(table: &TableName, column: &Ident, ty: String) -> Change {
    let alter = ColumnAlter::Type(ty.to_lowercase());
    Change::AlterColumn { table: table.clone(), column: fold(column), alter }
}

fn alter_column(operation: &AlterColumnOperation) -> Option<ColumnAlter> {
    match operation {
        AlterColumnOperation::SetNotNull => Some(ColumnAlter::SetNotNull),
        AlterColumnOperation::DropNotNull => Some(ColumnAlter::DropNotNull),
        AlterColumnOperation::SetDefault { value } => Some(ColumnAlter::SetDefault(value.to_string())),
        AlterColumnOperation::DropDefault => Some(ColumnAlter::DropDefault),
        AlterColumnOperation::SetDataType { data_type, .. } => {
            Some(ColumnAlter::Type(data_type.to_string().to_lowercase()))
        }
        AlterColumnOperation::AddGenerated { .. } => None,
    }
}

/// ADD COLUMN, with the constraints that stand on the column.
fn add_column(table: &TableName, parsed: &ParsedColumn) -> Vec<Change> {
    let mut def = TableDef::default();
    column(parsed, &mut def);
    let mut changes = Vec::new();
    for column in std::mem::take(&mut def.columns) {
        changes.push(Change::AddColumn { table: table.clone(), column });
    }
    changes.extend(constraints(table, def, None));
    changes
}

fn add_constraint(table: &TableName, parsed: &TableConstraint) -> Vec<Change> {
    if let TableConstraint::PrimaryKeyUsingIndex(using) | TableConstraint::UniqueUsingIndex(using) = parsed {
        return vec![Change::AddUniqueUsing {
            table: table.clone(),
            index: fold(&using.index_name),
            primary: matches!(parsed, TableConstraint::PrimaryKeyUsingIndex(_)),
            name: using.name.as_ref().map(fold),
        }];
    }
    let mut def = TableDef::default();
    constraint(parsed, &mut def);
    let name = match parsed {
        TableConstraint::Unique(unique) => unique.name.as_ref(),
        TableConstraint::PrimaryKey(key) => key.name.as_ref(),
        TableConstraint::Check(check) => check.name.as_ref(),
        _ => None,
    };
    constraints(table, def, name.map(fold))
}

fn constraints(table: &TableName, def: TableDef, name: Option<String>) -> Vec<Change> {
    let named = || table.clone();
    let mut changes = Vec::new();
    if !def.primary_key.is_empty() {
        changes.push(Change::AddUnique {
            table: named(),
            columns: def.primary_key,
            primary: true,
            name: name.clone(),
        });
    }
    for columns in def.uniques {
        changes.push(Change::AddUnique { table: named(), columns, primary: false, name: name.clone() });
    }
    for text in def.checks {
        changes.push(Change::AddCheck { table: named(), text, name: name.clone() });
    }
    for key in def.foreign_keys {
        changes.push(Change::AddForeignKey { table: named(), key });
    }
    changes
}
