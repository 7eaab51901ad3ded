//! The names that a query gives to its columns.

use sqlparser::ast::{Expr, Query, SelectItem, SetExpr};

use super::effects::{fold, last_part};

/// The names in order, as far as they are written; `*` gives none.
pub(super) fn projected(query: &Query) -> Vec<String> {
    in_body(&query.body)
}

fn in_body(body: &SetExpr) -> Vec<String> {
    match body {
        SetExpr::Select(select) => select.projection.iter().filter_map(item).collect(),
        SetExpr::Query(query) => projected(query),
        SetExpr::SetOperation { left, .. } => in_body(left),
        _ => Vec::new(),
    }
}

fn item(item: &SelectItem) -> Option<String> {
    match item {
        SelectItem::ExprWithAlias { alias, .. } => Some(fold(alias)),
        SelectItem::UnnamedExpr(expr) => of_expr(expr),
        _ => None,
    }
}

fn of_expr(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(ident) => Some(fold(ident)),
        Expr::CompoundIdentifier(idents) => idents.last().map(fold),
        Expr::Cast { expr, .. } => of_expr(expr),
        Expr::Function(function) => last_part(&function.name),
        _ => None,
    }
}
