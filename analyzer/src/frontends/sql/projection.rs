//! The columns of a query's result, in order: what they are called, and where their types come from. It is asked for
//! queries that make a table or view; what a query reads is not its matter.

use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Query, Select,
    SelectItem, SelectItemQualifiedWildcardKind, SetExpr, TableAlias, TableFactor, TableWithJoins,
    UnaryOperator, Value,
};

use super::effects::{fold, last_part, name_of};
use crate::facts::schema::{Projected, ProjectedType, TableName};

/// The result's columns; `*` over a table stays `*`, for only the schema knows what stands there.
pub(super) fn columns(query: &Query) -> Vec<Projected> {
    Reader::default().query(query)
}

/// A relation of FROM by its names.
struct Relation {
    alias: String,
    source: Source,
}

#[derive(Clone)]
enum Source {
    Table(TableName),
    Derived(Vec<Projected>),
    /// A function or the like.
    Opaque,
}

/// The common table expressions that can be seen, innermost last.
#[derive(Default, Clone)]
struct Reader {
    ctes: Vec<(String, Vec<Projected>)>,
}

impl Reader {
    fn query(&self, query: &Query) -> Vec<Projected> {
        let mut inner = self.clone();
        for cte in query.with.iter().flat_map(|with| &with.cte_tables) {
            let columns = renamed(inner.query(&cte.query), &cte.alias);
            inner.ctes.push((fold(&cte.alias.name), columns));
        }
        inner.body(&query.body)
    }

    fn body(&self, body: &SetExpr) -> Vec<Projected> {
        match body {
            SetExpr::Select(select) => self.select(select),
            SetExpr::Query(query) => self.query(query),
            SetExpr::SetOperation { left, right, .. } => united(self.body(left), self.body(right)),
            SetExpr::Values(values) => {
                let first = values.rows.first().map(|row| row.as_slice()).unwrap_or_default();
                let numbered = first.iter().enumerate();
                numbered
                    .map(|(at, expr)| {
                        let name = Some(format!("column{}", at + 1));
                        Projected::Column { name, ty: self.type_of(expr, &[]) }
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn select(&self, select: &Select) -> Vec<Projected> {
        let mut relations = Vec::new();
        select.from.iter().for_each(|joined| self.joined(joined, &mut relations));
        select.projection.iter().flat_map(|item| self.item(item, &relations)).collect()
    }

    fn joined(&self, joined: &TableWithJoins, into: &mut Vec<Relation>) {
        self.factor(&joined.relation, into);
        joined.joins.iter().for_each(|join| self.factor(&join.relation, into));
    }

    fn factor(&self, factor: &TableFactor, into: &mut Vec<Relation>) {
        match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                let table = name_of(name);
                let called = alias.as_ref().map_or_else(|| table.name.clone(), |alias| fold(&alias.name));
                let cte =
                    self.ctes.iter().rev().find(|(cte, _)| table.schema.is_none() && *cte == table.name);
                let source = match cte {
                    Some((_, columns)) => Source::Derived(columns.clone()),
                    None => Source::Table(table),
                };
                into.push(Relation { alias: called, source });
            }
            TableFactor::Derived { subquery, alias, .. } => {
                let columns = self.query(subquery);
                let source = match alias {
                    Some(alias) => Source::Derived(renamed(columns, alias)),
                    None => Source::Derived(columns),
                };
                let alias = alias.as_ref().map(|alias| fold(&alias.name)).unwrap_or_default();
                into.push(Relation { alias, source });
            }
            TableFactor::NestedJoin { table_with_joins, .. } => self.joined(table_with_joins, into),
            TableFactor::Table { alias, .. } | TableFactor::Function { alias, .. } => {
                let alias = alias.as_ref().map(|alias| fold(&alias.name)).unwrap_or_default();
                into.push(Relation { alias, source: Source::Opaque });
            }
            _ => {}
        }
    }

    fn item(&self, item: &SelectItem, relations: &[Relation]) -> Vec<Projected> {
        match item {
            SelectItem::ExprWithAlias { alias, expr } => {
                vec![Projected::Column { name: Some(fold(alias)), ty: self.type_of(expr, relations) }]
            }
            SelectItem::UnnamedExpr(expr) => {
                vec![Projected::Column { name: name_of_expr(expr), ty: self.type_of(expr, relations) }]
            }
            SelectItem::Wildcard(_) => relations.iter().flat_map(all).collect(),
            SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                let of = last_part(name).unwrap_or_default();
                relations.iter().filter(|relation| relation.alias == of).flat_map(all).collect()
            }
            _ => Vec::new(),
        }
    }

    fn type_of(&self, expr: &Expr, relations: &[Relation]) -> ProjectedType {
        let said = |ty: &str| ProjectedType::Said(ty.to_owned());
        match expr {
            Expr::Identifier(ident) => column(relations, None, &fold(ident)),
            Expr::CompoundIdentifier(idents) => match idents.as_slice() {
                [.., of, name] => column(relations, Some(&fold(of)), &fold(name)),
                _ => ProjectedType::Unknown,
            },
            Expr::Cast { data_type, .. } => said(&data_type.to_string().to_lowercase()),
            Expr::Nested(inner) => self.type_of(inner, relations),
            Expr::Subquery(query) => match self.query(query).into_iter().next() {
                Some(Projected::Column { ty, .. }) => ty,
                _ => ProjectedType::Unknown,
            },
            Expr::Case { conditions, else_result, .. } => {
                let results = conditions.iter().map(|when| &when.result);
                self.first_known(results.chain(else_result.as_deref()), relations)
            }
            Expr::Function(function) => self.function(function, relations),
            Expr::BinaryOp { op, .. } if compares(op) => said("boolean"),
            Expr::UnaryOp { op: UnaryOperator::Not, .. }
            | Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::IsTrue(_)
            | Expr::IsFalse(_)
            | Expr::InList { .. }
            | Expr::InSubquery { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::ILike { .. }
            | Expr::Exists { .. } => said("boolean"),
            Expr::Value(value) => match &value.value {
                Value::Boolean(_) => said("boolean"),
                Value::SingleQuotedString(_) => said("text"),
                Value::Number(number, _) if number.parse::<i32>().is_ok() => said("integer"),
                _ => ProjectedType::Unknown,
            },
            _ => ProjectedType::Unknown,
        }
    }

    fn first_known<'a>(
        &self,
        exprs: impl Iterator<Item = &'a Expr>,
        relations: &[Relation],
    ) -> ProjectedType {
        let mut types = exprs.map(|expr| self.type_of(expr, relations));
        types.find(|ty| *ty != ProjectedType::Unknown).unwrap_or_default()
    }

    fn function(&self, function: &Function, relations: &[Relation]) -> ProjectedType {
        let said = |ty: &str| ProjectedType::Said(ty.to_owned());
        let name = last_part(&function.name).unwrap_or_default();
        match name.as_str() {
            "max" | "min" | "coalesce" | "greatest" | "least" | "nullif" | "abs" | "first_value"
            | "last_value" | "lag" | "lead" => self.first_known(arguments(function).into_iter(), relations),
            "count" | "row_number" | "rank" | "dense_rank" | "nextval" => said("bigint"),
            "now" | "current_timestamp" | "date_trunc" | "to_timestamp" => said("timestamp with time zone"),
            "current_date" => said("date"),
            "bool_or" | "bool_and" | "every" => said("boolean"),
            "lower" | "upper" | "concat" | "replace" | "trim" | "md5" | "string_agg" => said("text"),
            "gen_random_uuid" | "uuid_generate_v4" => said("uuid"),
            "length" | "char_length" => said("integer"),
            _ => ProjectedType::Unknown,
        }
    }
}

/// Every column of the relation.
fn all(relation: &Relation) -> Vec<Projected> {
    match &relation.source {
        Source::Table(table) => vec![Projected::All(vec![table.clone()])],
        Source::Derived(columns) => columns.clone(),
        Source::Opaque => Vec::new(),
    }
}

/// Where the column that the place names comes from.
fn column(relations: &[Relation], of: Option<&str>, name: &str) -> ProjectedType {
    let mut tables = Vec::new();
    for relation in relations.iter().filter(|relation| of.is_none_or(|of| relation.alias == of)) {
        match &relation.source {
            Source::Table(table) => tables.push(table.clone()),
            Source::Derived(columns) => {
                let named = columns.iter().find_map(|column| match column {
                    Projected::Column { name: Some(one), ty } if one == name => Some(ty.clone()),
                    _ => None,
                });
                if let Some(ty) = named {
                    return ty;
                }
                tables.extend(columns.iter().flat_map(|column| match column {
                    Projected::All(tables) => tables.clone(),
                    Projected::Column { .. } => Vec::new(),
                }));
            }
            Source::Opaque => {}
        }
    }
    if tables.is_empty() {
        return ProjectedType::Unknown;
    }
    ProjectedType::Of { tables, column: name.to_owned() }
}

/// The names of the first query, with the types of the first that says one.
fn united(mut left: Vec<Projected>, right: Vec<Projected>) -> Vec<Projected> {
    for (left, right) in left.iter_mut().zip(right) {
        match (left, right) {
            (
                Projected::Column { ty: ty @ ProjectedType::Unknown, .. },
                Projected::Column { ty: other, .. },
            ) => {
                *ty = other;
            }
            (Projected::All(_), _) | (_, Projected::All(_)) => break,
            _ => {}
        }
    }
    left
}

/// Under the names of an alias's list of columns.
fn renamed(mut columns: Vec<Projected>, alias: &TableAlias) -> Vec<Projected> {
    for (column, called) in columns.iter_mut().zip(&alias.columns) {
        match column {
            Projected::Column { name, .. } => *name = Some(fold(&called.name)),
            Projected::All(_) => break,
        }
    }
    columns
}

fn compares(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
            | BinaryOperator::And
            | BinaryOperator::Or
    )
}

fn arguments(function: &Function) -> Vec<&Expr> {
    let FunctionArguments::List(list) = &function.args else { return Vec::new() };
    let expr = |arg| match arg {
        &FunctionArg::Unnamed(FunctionArgExpr::Expr(ref expr)) => Some(expr),
        _ => None,
    };
    list.args.iter().filter_map(expr).collect()
}

/// The name that the database gives to an expression without alias.
fn name_of_expr(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(ident) => Some(fold(ident)),
        Expr::CompoundIdentifier(idents) => idents.last().map(fold),
        Expr::Cast { expr, .. } | Expr::Nested(expr) => name_of_expr(expr),
        Expr::Function(function) => last_part(&function.name),
        Expr::Case { .. } => Some("case".to_owned()),
        Expr::Exists { .. } => Some("exists".to_owned()),
        _ => None,
    }
}
