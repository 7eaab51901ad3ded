//! Walks statements that write: INSERT, UPDATE, DELETE, MERGE, and what is around a query at the top.
//!
//! The target of an UPDATE, DELETE or upsert is written, not read; its columns in WHERE, SET and RETURNING are read.

use sqlparser::ast::{
    Assignment, AssignmentTarget, ConflictTarget, CopySource, Delete, Expr, FromTable, Insert, Merge,
    MergeAction, MergeInsertKind, MergeUpdateKind, ObjectName, OnConflictAction, OnInsert, Query, SelectItem,
    SetExpr, Statement, TableFactor, TableObject, TableWithJoins, Update, UpdateTableFromKind,
};

use super::effects::{column_of, fold, last_part, name_of};
use super::expressions::constant;
use super::query::{Walk, target_parts};
use super::scope::{Origin, Output, Relation};
use crate::facts::schema::TableName;
use crate::facts::statement::{ColumnName, ColumnUse, SqlKind};

/// What kind of statement it is, as its outermost verb says.
pub(super) fn kind(statement: &Statement) -> SqlKind {
    match statement {
        Statement::Query(query) => query_kind(query),
        Statement::Insert(_) | Statement::Copy { to: false, .. } => SqlKind::Insert,
        Statement::Update(_) | Statement::Merge(_) => SqlKind::Update,
        Statement::Delete(_) | Statement::Truncate(_) => SqlKind::Delete,
        Statement::Copy { to: true, .. } => SqlKind::Select,
        Statement::Declare { .. } | Statement::Call(_) => SqlKind::Select,
        Statement::Prepare { statement, .. } => kind(statement),
        _ => SqlKind::Other,
    }
}

fn query_kind(query: &Query) -> SqlKind {
    match &*query.body {
        SetExpr::Insert(statement)
        | SetExpr::Update(statement)
        | SetExpr::Delete(statement)
        | SetExpr::Merge(statement) => kind(statement),
        SetExpr::Query(query) => query_kind(query),
        _ => SqlKind::Select,
    }
}

impl Walk {
    /// Any statement. What has no bearing on tables does nothing.
    pub(super) fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Query(query) => {
                self.query(query);
            }
            Statement::Insert(_) | Statement::Update(_) | Statement::Delete(_) | Statement::Merge(_) => {
                self.writing(statement);
            }
            Statement::Truncate(truncate) => {
                truncate.table_names.iter().for_each(|target| self.effects.delete(&name_of(&target.name)));
            }
            Statement::Copy { source, to, .. } => self.copy(source, *to),
            Statement::Call(function) => self.visit(&Expr::Function(function.clone())),
            Statement::Explain { statement, .. } => {
                if matches!(**statement, Statement::Query(_)) {
                    self.statement(statement);
                }
            }
            Statement::Prepare { statement, .. } => self.statement(statement),
            Statement::Declare { stmts } => {
                for query in stmts.iter().filter_map(|declare| declare.for_query.as_deref()) {
                    self.query(query);
                }
            }
            Statement::CreateTable(create) => {
                if let Some(query) = &create.query {
                    self.query(query);
                }
            }
            Statement::CreateView(create) => {
                self.query(&create.query);
            }
            Statement::Return(_) | Statement::Set(_) => self.visit(statement),
            _ => {}
        }
    }

    fn copy(&mut self, source: &CopySource, to: bool) {
        match source {
            CopySource::Query(query) => {
                self.query(query);
            }
            CopySource::Table { table_name, columns } => {
                let table = name_of(table_name);
                let mut names: Vec<ColumnName> =
                    columns.iter().map(|column| ColumnName::Named(fold(column))).collect();
                if names.is_empty() {
                    names.push(ColumnName::All);
                }
                if to {
                    self.effects.read(&table);
                    names.into_iter().for_each(|name| self.effects.read_column(column_of(&table, name)));
                } else {
                    self.effects.insert(&table);
                    names.into_iter().for_each(|name| self.effects.write_column(column_of(&table, name)));
                }
            }
        }
    }

    /// INSERT, UPDATE, DELETE or MERGE in a scope of its own; what its RETURNING gives.
    pub(super) fn writing(&mut self, statement: &Statement) -> Output {
        self.scopes.levels.push(Vec::new());
        let output = match statement {
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Merge(merge) => self.merge(merge),
            Statement::Query(query) => self.query(query),
            other => {
                self.statement(other);
                Output::default()
            }
        };
        self.scopes.levels.pop();
        output
    }

    fn insert(&mut self, insert: &Insert) -> Output {
        let TableObject::TableName(name) = &insert.table else { return Output::default() };
        let table = name_of(name);
        self.effects.insert(&table);
        let columns: Vec<String> = insert.columns.iter().filter_map(last_part).collect();
        for column in &columns {
            self.effects.write_column(named(&table, column));
        }
        if columns.is_empty() && insert.assignments.is_empty() && insert.source.is_some() {
            self.effects.write_column(column_of(&table, ColumnName::All));
        }
        if let Some(source) = &insert.source {
            self.inserted_constants(&table, &columns, source);
            self.query(source);
        }
        let alias = insert.table_alias.as_ref().map(|alias| fold(&alias.alias));
        let exposed = Some(alias.unwrap_or_else(|| table.name.clone()));
        self.scopes.add(Relation { exposed, aliased: false, origin: Origin::Table(table.clone()) });
        self.opaque_name("excluded");
        if let Some(alias) = insert.insert_alias.as_ref().and_then(|alias| last_part(&alias.row_alias)) {
            self.opaque_name(&alias);
        }
        self.assignments(&insert.assignments, Some(&table));
        match &insert.on {
            Some(OnInsert::DuplicateKeyUpdate(assignments)) => self.assignments(assignments, Some(&table)),
            Some(OnInsert::OnConflict(conflict)) => {
                if let Some(ConflictTarget::Columns(columns)) = &conflict.conflict_target {
                    columns.iter().for_each(|column| self.effects.read_column(named(&table, &fold(column))));
                }
                if let OnConflictAction::DoUpdate(update) = &conflict.action {
                    self.assignments(&update.assignments, Some(&table));
                    self.visit(&update.selection);
                }
            }
            _ => {}
        }
        self.returning(insert.returning.as_deref())
    }

    fn opaque_name(&mut self, name: &str) {
        self.scopes.add(Relation { exposed: Some(name.to_owned()), aliased: false, origin: Origin::Opaque });
    }

    /// Constants among the values or the projection, by the position of the column.
    fn inserted_constants(&mut self, table: &TableName, columns: &[String], source: &Query) {
        let mut pair = |at: usize, value: &Expr| {
            if let (Some(column), Some(text)) = (columns.get(at), constant(value)) {
                self.effects.constant(named(table, column), text, true);
            }
        };
        match &*source.body {
            SetExpr::Values(values) => {
                for row in &values.rows {
                    row.content.iter().enumerate().for_each(|(at, value)| pair(at, value));
                }
            }
            SetExpr::Select(select) => {
                for (at, item) in select.projection.iter().enumerate() {
                    if let SelectItem::UnnamedExpr(value) | SelectItem::ExprWithAlias { expr: value, .. } =
                        item
                    {
                        pair(at, value);
                    }
                }
            }
            _ => {}
        }
    }

    fn update(&mut self, update: &Update) -> Output {
        if let Some(UpdateTableFromKind::BeforeSet(from)) = &update.from {
            self.from(from);
        }
        let target = if update.table.joins.is_empty() {
            let target = self.target(&update.table.relation);
            target.iter().for_each(|table| self.effects.write(table));
            target
        } else {
            self.joined_targets(&update.table, &qualifiers(&update.assignments))
        };
        if let Some(UpdateTableFromKind::AfterSet(from)) = &update.from {
            self.from(from);
        }
        self.assignments(&update.assignments, target.as_ref());
        self.visit(&update.selection);
        self.visit(&update.order_by);
        self.visit(&update.limit);
        self.returning(update.returning.as_deref())
    }

    /// Relations joined with each other (MySQL) of which those of these names are written; else the first.
    fn joined_targets(&mut self, tables: &TableWithJoins, names: &[String]) -> Option<TableName> {
        let is_target = |factor: &TableFactor| match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                names.contains(&exposed(name, alias.as_ref().map(|alias| fold(&alias.name))))
            }
            _ => false,
        };
        let mut first = None;
        if names.is_empty() || is_target(&tables.relation) {
            first = self.target(&tables.relation);
        } else {
            self.factor(&tables.relation);
        }
        for join in &tables.joins {
            if is_target(&join.relation) {
                self.target(&join.relation);
                self.join_condition(join);
            } else {
                self.join(join);
            }
        }
        first
    }

    /// `column = value`: the column is the target's, or that of the relation by which it is qualified.
    fn assignments(&mut self, assignments: &[Assignment], target: Option<&TableName>) {
        for assignment in assignments {
            match &assignment.target {
                AssignmentTarget::ColumnName(name) => {
                    if let Some(column) = self.assigned(name, target)
                        && let Some(text) = constant(&assignment.value)
                    {
                        self.effects.constant(column, text, true);
                    }
                }
                AssignmentTarget::Tuple(names) => {
                    for name in names {
                        self.assigned(name, target);
                    }
                }
            }
            self.visit(&assignment.value);
        }
    }

    fn assigned(&mut self, name: &ObjectName, target: Option<&TableName>) -> Option<ColumnUse> {
        let (qualifier, column) = target_parts(name);
        let other = qualifier.as_deref().and_then(|qualifier| self.scopes.table(qualifier)).cloned();
        // `address.city = …` of a composite column writes `address`.
        let column = if other.is_some() { column } else { qualifier.or(column) }?;
        let table = other.or_else(|| target.cloned())?;
        self.effects.write(&table);
        let column = named(&table, &column);
        self.effects.write_column(column.clone());
        Some(column)
    }

    fn delete(&mut self, delete: &Delete) -> Output {
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        if delete.tables.is_empty() {
            self.deleted_from(from);
            if let Some(using) = &delete.using {
                self.from(using);
            }
        } else {
            self.deleted_by_name(&delete.tables, from);
        }
        self.visit(&delete.selection);
        self.visit(&delete.order_by);
        self.visit(&delete.limit);
        self.returning(delete.returning.as_deref())
    }

    fn deleted_from(&mut self, from: &[TableWithJoins]) {
        for one in from {
            if let Some(table) = self.target(&one.relation) {
                self.effects.delete(&table);
            }
            one.joins.iter().for_each(|join| self.join(join));
        }
    }

    /// MySQL's `DELETE a, b FROM t AS a JOIN …`.
    fn deleted_by_name(&mut self, targets: &[ObjectName], from: &[TableWithJoins]) {
        let names: Vec<String> = targets.iter().filter_map(last_part).collect();
        for one in from {
            self.joined_targets(one, &names);
        }
        for name in names {
            if let Some(table) = self.scopes.table(&name).cloned() {
                self.effects.delete(&table);
            }
        }
    }

    fn merge(&mut self, merge: &Merge) -> Output {
        let Some(table) = self.target(&merge.table) else { return Output::default() };
        self.effects.write(&table);
        self.from(&[TableWithJoins { relation: merge.source.clone(), joins: Vec::new() }]);
        self.visit(&merge.on);
        for clause in &merge.clauses {
            self.visit(&clause.predicate);
            match &clause.action {
                MergeAction::Insert(insert) => {
                    let columns: Vec<String> = insert.columns.iter().filter_map(last_part).collect();
                    columns.iter().for_each(|column| self.effects.write_column(named(&table, column)));
                    if columns.is_empty() {
                        self.effects.write_column(column_of(&table, ColumnName::All));
                    }
                    if let MergeInsertKind::Values(values) = &insert.kind {
                        values.rows.iter().for_each(|row| self.visit(row));
                    }
                }
                MergeAction::Update(update) => {
                    if let MergeUpdateKind::Set(assignments) = &update.kind {
                        self.assignments(assignments, Some(&table));
                    }
                }
                MergeAction::Delete { .. } | MergeAction::DoNothing { .. } => {}
            }
        }
        Output::default()
    }

    fn returning(&mut self, items: Option<&[SelectItem]>) -> Output {
        let mut output = Output::default();
        for item in items.unwrap_or_default() {
            self.item(item, &mut output);
        }
        output
    }
}

/// The names by which assigned columns are qualified.
fn qualifiers(assignments: &[Assignment]) -> Vec<String> {
    let names = assignments.iter().flat_map(|assignment| match &assignment.target {
        AssignmentTarget::ColumnName(name) => std::slice::from_ref(name),
        AssignmentTarget::Tuple(names) => names,
    });
    names.filter_map(|name| target_parts(name).0).collect()
}

fn exposed(name: &ObjectName, alias: Option<String>) -> String {
    alias.or_else(|| last_part(name)).unwrap_or_default()
}

fn named(table: &TableName, column: &str) -> ColumnUse {
    column_of(table, ColumnName::Named(column.to_owned()))
}
