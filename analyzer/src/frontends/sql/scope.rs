//! Which names a place in a statement can see: relations of FROM, level by level, and CTEs. Resolving a column's
//! name gives the tables that it may belong to.

use std::rc::Rc;

use super::effects::column_of;
use super::holes;
use crate::facts::schema::TableName;
use crate::facts::statement::{ColumnName, ColumnUse};

/// What a query gives to the query around it.
#[derive(Debug, Default)]
pub(super) struct Output {
    /// Named columns in order; the source is None for a computed one.
    pub(super) columns: Vec<(Option<String>, Option<ColumnUse>)>,
    /// Tables of which it gives every column.
    pub(super) all_of: Vec<TableName>,
}

impl Output {
    /// The source of a column: `None` if the query has no such column, `Some(None)` if it is computed.
    fn source(&self, name: &str) -> Option<Option<ColumnUse>> {
        let named = self.columns.iter().find(|(column, _)| column.as_deref() == Some(name));
        if let Some((_, source)) = named {
            return Some(source.clone());
        }
        if self.all_of.is_empty() {
            return None;
        }
        Some(Some(ColumnUse { tables: self.all_of.clone(), column: ColumnName::Named(name.to_owned()) }))
    }

    /// The same output under the names of an alias's column list.
    pub(super) fn renamed(&self, names: &[String]) -> Output {
        if names.is_empty() || !self.all_of.is_empty() {
            return Output { columns: self.columns.clone(), all_of: self.all_of.clone() };
        }
        let mut columns = self.columns.clone();
        for (at, name) in names.iter().enumerate() {
            match columns.get_mut(at) {
                Some((column, _)) => *column = Some(name.clone()),
                None => columns.push((Some(name.clone()), None)),
            }
        }
        Output { columns, all_of: Vec::new() }
    }
}

/// What a relation in FROM stands for.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    Table(TableName),
    /// A sub-select, a CTE.
    Derived(Rc<Output>),
    /// A function, a list of values, `excluded`.
    Opaque,
}

/// One relation of FROM.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The name by which columns are qualified.
    pub(super) exposed: Option<String>,
    /// The name is an alias that was written.
    pub(super) aliased: bool,
    pub(super) origin: Origin,
}

/// What a place can see.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// Innermost last.
    pub(super) levels: Vec<Vec<Relation>>,
    pub(super) ctes: Vec<(String, Rc<Output>)>,
    /// Variables of a routine: no columns.
    pub(super) variables: Vec<String>,
}

impl Scopes {
    pub(super) fn add(&mut self, relation: Relation) {
        match self.levels.last_mut() {
            Some(level) => level.push(relation),
            None => self.levels.push(vec![relation]),
        }
    }

    pub(super) fn cte(&self, name: &str) -> Option<Rc<Output>> {
        self.ctes.iter().rev().find(|(cte, _)| cte == name).map(|(_, output)| Rc::clone(output))
    }

    fn relation(&self, exposed: &str) -> Option<&Relation> {
        self.levels
            .iter()
            .rev()
            .find_map(|level| level.iter().find(|relation| relation.exposed.as_deref() == Some(exposed)))
    }

    /// The table behind an exposed name.
    pub(super) fn table(&self, exposed: &str) -> Option<&TableName> {
        match &self.relation(exposed)?.origin {
            Origin::Table(table) => Some(table),
            _ => None,
        }
    }

    /// `q.c`.
    pub(super) fn qualified(&self, qualifier: &str, column: &str) -> Option<ColumnUse> {
        match &self.relation(qualifier)?.origin {
            Origin::Table(table) => Some(column_of(table, ColumnName::Named(column.to_owned()))),
            Origin::Derived(output) => output.source(column).flatten(),
            Origin::Opaque => None,
        }
    }

    /// `q.*`, or the whole row of `q`.
    pub(super) fn whole(&self, qualifier: &str) -> Vec<TableName> {
        match self.relation(qualifier).map(|relation| &relation.origin) {
            Some(Origin::Table(table)) => vec![table.clone()],
            _ => Vec::new(),
        }
    }

    /// What `q.*` gives to the query around.
    pub(super) fn whole_output(&self, qualifier: &str) -> Output {
        match self.relation(qualifier) {
            Some(relation) => output_of(std::slice::from_ref(relation)),
            None => Output::default(),
        }
    }

    /// What `*` gives.
    pub(super) fn star_output(&self) -> Output {
        self.levels.last().map(|level| output_of(level)).unwrap_or_default()
    }

    /// A name that stands alone: a column of any relation in sight, the innermost first.
    pub(super) fn unqualified(&self, column: &str) -> Option<ColumnUse> {
        if self.variables.iter().any(|variable| variable == column) {
            return None;
        }
        let mut tables: Vec<TableName> = Vec::new();
        for level in self.levels.iter().rev() {
            for relation in level {
                match &relation.origin {
                    Origin::Table(table) => push(&mut tables, table),
                    Origin::Derived(output) => {
                        let named = output.columns.iter().any(|(name, _)| name.as_deref() == Some(column));
                        if named && tables.is_empty() {
                            return output.source(column).flatten();
                        }
                        output.all_of.iter().for_each(|table| push(&mut tables, table));
                    }
                    Origin::Opaque if relation.exposed.as_deref() == Some(column) => return None,
                    Origin::Opaque => {}
                }
            }
        }
        (!tables.is_empty()).then(|| ColumnUse { tables, column: ColumnName::Named(column.to_owned()) })
    }

    /// Whether the name is an alias that was given to a table: then it stands for the whole row.
    pub(super) fn is_row(&self, name: &str) -> bool {
        self.relation(name).is_some_and(|relation| relation.aliased && !holes::marks(name))
    }
}

fn output_of(relations: &[Relation]) -> Output {
    let mut output = Output::default();
    for relation in relations {
        match &relation.origin {
            Origin::Table(table) => push(&mut output.all_of, table),
            Origin::Derived(inner) => {
                output.columns.extend(inner.columns.iter().cloned());
                inner.all_of.iter().for_each(|table| push(&mut output.all_of, table));
            }
            Origin::Opaque => {}
        }
    }
    output
}

fn push(tables: &mut Vec<TableName>, table: &TableName) {
    if !tables.contains(table) {
        tables.push(table.clone());
    }
}
