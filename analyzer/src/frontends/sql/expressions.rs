//! Reads expressions: columns, constants that columns are compared with, functions, sub-selects.

use std::ops::ControlFlow;

use sqlparser::ast::{
    AccessExpr, BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, Query, Value,
    Visitor,
};

use super::effects::{column_of, fold, last_part, name_of};
use super::query::Walk;
use crate::facts::statement::{ColumnName, ColumnUse};

/// Visits one part of a tree. Sub-selects are handed to the walk whole, and the visitor does not look into them.
pub(super) struct Expressions<'a> {
    walk: &'a mut Walk,
    inside: usize,
    /// Expressions to come that were already read as parts of a longer name.
    read: Vec<*const Expr>,
}

impl<'a> Expressions<'a> {
    pub(super) fn new(walk: &'a mut Walk) -> Self {
        Expressions { walk, inside: 0, read: Vec::new() }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Identifier(ident) => self.identifier(ident),
            Expr::CompoundIdentifier(idents) => {
                if let [.., qualifier, column] = idents.as_slice() {
                    self.compound(qualifier, column);
                }
            }
            Expr::CompoundFieldAccess { root, access_chain } => self.field(root, access_chain),
            Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => self.compared(left, right),
            Expr::InList { expr, list, negated: false } => {
                list.iter().for_each(|value| self.compared(expr, value));
            }
            Expr::Function(function) => {
                self.walk.effects.call(name_of(&function.name));
                if let FunctionArguments::List(list) = &function.args {
                    list.args.iter().for_each(|arg| self.row_argument(arg));
                }
            }
            Expr::QualifiedWildcard(name, _) => {
                for table in self.walk.scopes.whole(&last_part(name).unwrap_or_default()) {
                    self.walk.effects.read_column(column_of(&table, ColumnName::All));
                }
            }
            _ => {}
        }
    }

    fn identifier(&mut self, ident: &Ident) {
        let name = fold(ident);
        if self.walk.scopes.is_row(&name) {
            for table in self.walk.scopes.whole(&name) {
                self.walk.effects.read_column(column_of(&table, ColumnName::All));
            }
        } else if let Some(column) = self.walk.scopes.unqualified(&name) {
            self.walk.effects.read_column(column);
        }
    }

    fn compound(&mut self, qualifier: &Ident, column: &Ident) {
        if let Some(column) = self.walk.scopes.qualified(&fold(qualifier), &fold(column)) {
            self.walk.effects.read_column(column);
        }
    }

    /// `t.c[1]`, `(t).c`: a column of a row in sight; `(t.c).x`: the field of a value.
    fn field(&mut self, root: &Expr, chain: &[AccessExpr]) {
        let row = match root {
            Expr::Nested(inner) => inner,
            other => other,
        };
        if let (Expr::Identifier(qualifier), Some(AccessExpr::Dot(Expr::Identifier(column)))) =
            (row, chain.first())
        {
            self.compound(qualifier, column);
            self.read.push(row);
        }
        for access in chain {
            if let AccessExpr::Dot(field) = access {
                self.read.push(field);
            }
        }
    }

    /// `f(t.*)`.
    fn row_argument(&mut self, arg: &FunctionArg) {
        if let FunctionArg::Unnamed(FunctionArgExpr::QualifiedWildcard(name)) = arg {
            for table in self.walk.scopes.whole(&last_part(name).unwrap_or_default()) {
                self.walk.effects.read_column(column_of(&table, ColumnName::All));
            }
        }
    }

    fn compared(&mut self, left: &Expr, right: &Expr) {
        let sides = [(left, right), (right, left)];
        for (column, value) in sides {
            if let (Some(column), Some(value)) = (self.column(column), constant(value)) {
                self.walk.effects.constant(column, value, false);
            }
        }
    }

    fn column(&self, expr: &Expr) -> Option<ColumnUse> {
        match expr {
            Expr::Identifier(ident) => self.walk.scopes.unqualified(&fold(ident)),
            Expr::CompoundIdentifier(idents) => match idents.as_slice() {
                [.., qualifier, column] => self.walk.scopes.qualified(&fold(qualifier), &fold(column)),
                _ => None,
            },
            Expr::Nested(inner) => self.column(inner),
            Expr::Cast { expr, .. } => self.column(expr),
            _ => None,
        }
    }
}

impl Visitor for Expressions<'_> {
    type Break = std::convert::Infallible;

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Self::Break> {
        if self.inside == 0 {
            self.walk.query(query);
        }
        self.inside += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _query: &Query) -> ControlFlow<Self::Break> {
        self.inside -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Self::Break> {
        if self.inside > 0 {
            return ControlFlow::Continue(());
        }
        match self.read.iter().position(|read| std::ptr::eq(*read, expr)) {
            Some(at) => {
                self.read.swap_remove(at);
            }
            None => self.expr(expr),
        }
        ControlFlow::Continue(())
    }
}

/// The text of a literal: a string, a number, a boolean; casts and parentheses around it do not matter.
pub(super) fn constant(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Value(value) => literal(&value.value),
        Expr::Nested(inner) => constant(inner),
        Expr::Cast { expr, .. } => constant(expr),
        Expr::TypedString(typed) => literal(&typed.value.value),
        _ => None,
    }
}

fn literal(value: &Value) -> Option<String> {
    match value {
        Value::SingleQuotedString(text)
        | Value::DoubleQuotedString(text)
        | Value::EscapedStringLiteral(text)
        | Value::NationalStringLiteral(text) => Some(text.clone()),
        Value::DollarQuotedString(text) => Some(text.value.clone()),
        Value::Number(number, _) => Some(number.clone()),
        Value::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}
