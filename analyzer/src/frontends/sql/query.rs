//! Walks queries: WITH, SELECT, set operations, FROM. What is read, and what a query gives to the one around it.

use std::ops::ControlFlow;
use std::rc::Rc;

use sqlparser::ast::{
    Cte, Expr, Join, JoinConstraint, JoinOperator, OrderByKind, Query, Select, SelectItem,
    SelectItemQualifiedWildcardKind, SetExpr, TableAlias, TableFactor, TableWithJoins, Visit, With,
};

use super::effects::{Effects, column_of, fold, last_part, name_of, part};
use super::expressions::Expressions;
use super::holes;
use super::scope::{Origin, Output, Relation, Scopes};
use crate::facts::schema::TableName;
use crate::facts::statement::ColumnName;

/// The walk over one statement.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) effects: Effects,
    pub(super) scopes: Scopes,
}

impl Walk {
    /// A query in the scopes that are open.
    pub(super) fn query(&mut self, query: &Query) -> Output {
        let ctes = self.scopes.ctes.len();
        if let Some(with) = &query.with {
            self.with(with);
        }
        let output = self.body(&query.body, Some(query));
        self.scopes.ctes.truncate(ctes);
        output
    }

    pub(super) fn with(&mut self, with: &With) {
        for cte in &with.cte_tables {
            let output = self.cte(cte, with.recursive);
            self.scopes.ctes.push((fold(&cte.alias.name), Rc::new(output)));
        }
    }

    /// A CTE sees those before it. A recursive one sees itself: as its first branch gives it.
    fn cte(&mut self, cte: &Cte, recursive: bool) -> Output {
        let names = alias_columns(&cte.alias);
        let levels = std::mem::take(&mut self.scopes.levels);
        let before = self.scopes.ctes.len();
        if let Some(with) = &cte.query.with {
            self.with(with);
        }
        let output = match &*cte.query.body {
            SetExpr::SetOperation { left, right, .. } if recursive => {
                self.scopes.ctes.push((fold(&cte.alias.name), Rc::default()));
                let output = self.body(left, None).renamed(&names);
                let seen = Output { columns: output.columns.clone(), all_of: output.all_of.clone() };
                self.scopes.ctes.push((fold(&cte.alias.name), Rc::new(seen)));
                self.body(right, None);
                output
            }
            body => self.body(body, Some(&*cte.query)).renamed(&names),
        };
        self.scopes.ctes.truncate(before);
        self.scopes.levels = levels;
        output
    }

    /// A query's body; its ORDER BY, LIMIT and locks are `around`'s.
    fn body(&mut self, body: &SetExpr, around: Option<&Query>) -> Output {
        match body {
            SetExpr::Select(select) => self.select(select, around),
            SetExpr::Query(query) => self.query(query),
            SetExpr::SetOperation { left, right, .. } => {
                let output = self.body(left, None);
                self.body(right, None);
                if let Some(query) = around {
                    self.visit(&query.limit_clause);
                }
                output
            }
            SetExpr::Values(values) => {
                values.rows.iter().for_each(|row| self.visit(row));
                Output::default()
            }
            SetExpr::Insert(statement)
            | SetExpr::Update(statement)
            | SetExpr::Delete(statement)
            | SetExpr::Merge(statement) => self.writing(statement),
            SetExpr::Table(table) => {
                let name = table.table_name.as_deref().unwrap_or_default().to_lowercase();
                let schema = table.schema_name.as_deref().map(str::to_lowercase);
                self.table(TableName { schema, name }, None);
                Output::default()
            }
        }
    }

    fn select(&mut self, select: &Select, around: Option<&Query>) -> Output {
        self.scopes.levels.push(Vec::new());
        self.from(&select.from);
        let mut output = Output::default();
        let mut aliases = Vec::new();
        for item in &select.projection {
            self.item(item, &mut output);
            if let SelectItem::ExprWithAlias { alias, .. } = item {
                aliases.push(fold(alias));
            }
        }
        self.visit(&select.distinct);
        self.visit(&select.lateral_views);
        self.visit(&select.prewhere);
        self.visit(&select.selection);
        self.visit(&select.connect_by);
        self.visit(&select.group_by);
        self.visit(&select.having);
        self.visit(&select.named_window);
        self.visit(&select.qualify);
        if let Some(query) = around {
            self.after(query, &aliases);
        }
        self.scopes.levels.pop();
        output
    }

    /// ORDER BY, which sees the aliases of the projection first; LIMIT.
    fn after(&mut self, query: &Query, aliases: &[String]) {
        if let Some(order) = &query.order_by
            && let OrderByKind::Expressions(expressions) = &order.kind
        {
            for one in expressions {
                match &one.expr {
                    Expr::Identifier(ident) if aliases.contains(&fold(ident)) => {}
                    expr => self.visit(expr),
                }
            }
        }
        self.visit(&query.limit_clause);
        self.visit(&query.fetch);
    }

    /// One item of a projection or of RETURNING.
    pub(super) fn item(&mut self, item: &SelectItem, output: &mut Output) {
        match item {
            SelectItem::UnnamedExpr(expr) => {
                let name = match expr {
                    Expr::Identifier(ident) => Some(fold(ident)),
                    Expr::CompoundIdentifier(idents) => idents.last().map(fold),
                    _ => None,
                };
                self.visit(expr);
                output.columns.push((name, self.simple(expr)));
            }
            SelectItem::ExprWithAlias { expr, alias } => {
                self.visit(expr);
                output.columns.push((Some(fold(alias)), self.simple(expr)));
            }
            SelectItem::ExprWithAliases { expr, aliases } => {
                self.visit(expr);
                output.columns.extend(aliases.iter().map(|alias| (Some(fold(alias)), None)));
            }
            SelectItem::Wildcard(_) => {
                let all = self.scopes.star_output();
                self.whole(all, output);
            }
            SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                let all = self.scopes.whole_output(&last_part(name).unwrap_or_default());
                self.whole(all, output);
            }
            SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::Expr(expr), _) => {
                self.visit(expr);
            }
        }
    }

    fn whole(&mut self, all: Output, output: &mut Output) {
        for table in &all.all_of {
            self.effects.read_column(column_of(table, ColumnName::All));
        }
        output.columns.extend(all.columns);
        output.all_of.extend(all.all_of);
    }

    /// The source of an expression that is nothing but a column.
    fn simple(&self, expr: &Expr) -> Option<crate::facts::statement::ColumnUse> {
        match expr {
            Expr::Identifier(ident) => self.scopes.unqualified(&fold(ident)),
            Expr::CompoundIdentifier(idents) => match idents.as_slice() {
                [.., qualifier, column] => self.scopes.qualified(&fold(qualifier), &fold(column)),
                _ => None,
            },
            Expr::Nested(inner) => self.simple(inner),
            Expr::Cast { expr, .. } => self.simple(expr),
            _ => None,
        }
    }

    /// Relations of FROM, added to the level that is open.
    pub(super) fn from(&mut self, from: &[TableWithJoins]) {
        for one in from {
            self.factor(&one.relation);
            one.joins.iter().for_each(|join| self.join(join));
        }
    }

    pub(super) fn join(&mut self, join: &Join) {
        self.factor(&join.relation);
        self.join_condition(join);
    }

    pub(super) fn join_condition(&mut self, join: &Join) {
        let constraint = match &join.join_operator {
            JoinOperator::Join(constraint)
            | JoinOperator::Inner(constraint)
            | JoinOperator::Left(constraint)
            | JoinOperator::LeftOuter(constraint)
            | JoinOperator::Right(constraint)
            | JoinOperator::RightOuter(constraint)
            | JoinOperator::FullOuter(constraint)
            | JoinOperator::CrossJoin(constraint)
            | JoinOperator::Semi(constraint)
            | JoinOperator::LeftSemi(constraint)
            | JoinOperator::RightSemi(constraint)
            | JoinOperator::Anti(constraint)
            | JoinOperator::LeftAnti(constraint)
            | JoinOperator::RightAnti(constraint)
            | JoinOperator::StraightJoin(constraint)
            | JoinOperator::AsOf { constraint, .. } => constraint,
            _ => return,
        };
        match constraint {
            JoinConstraint::On(expr) => self.visit(expr),
            JoinConstraint::Using(columns) => {
                columns.iter().filter_map(last_part).for_each(|column| self.using(&column));
            }
            JoinConstraint::Natural | JoinConstraint::None => {}
        }
    }

    /// A column of `USING (…)`: the last relation has it, and one of those before.
    fn using(&mut self, column: &str) {
        let Some(last) = self.scopes.levels.last_mut().and_then(Vec::pop) else { return };
        if let Some(left) = self.scopes.unqualified(column) {
            self.effects.read_column(left);
        }
        if let Origin::Table(table) = &last.origin {
            self.effects.read_column(column_of(table, ColumnName::Named(column.to_owned())));
        }
        self.scopes.add(last);
    }

    pub(super) fn factor(&mut self, factor: &TableFactor) {
        match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                self.table(name_of(name), alias.as_ref());
            }
            TableFactor::Table { name, alias, args: Some(args), .. } => {
                self.effects.call(name_of(name));
                self.visit(&args.args);
                self.opaque(alias.as_ref(), last_part(name));
            }
            TableFactor::Function { name, args, alias, .. } => {
                self.effects.call(name_of(name));
                self.visit(args);
                self.opaque(alias.as_ref(), last_part(name));
            }
            TableFactor::Derived { lateral, subquery, alias, .. } => {
                self.derived(*lateral, subquery, alias.as_ref());
            }
            TableFactor::NestedJoin { table_with_joins, alias: _ } => {
                self.from(std::slice::from_ref(&**table_with_joins));
            }
            TableFactor::Pivot { table, .. }
            | TableFactor::Unpivot { table, .. }
            | TableFactor::MatchRecognize { table, .. } => self.factor(table),
            TableFactor::TableFunction { expr, alias } => {
                self.visit(expr);
                self.opaque(alias.as_ref(), None);
            }
            TableFactor::UNNEST { array_exprs, alias, .. } => {
                self.visit(array_exprs);
                self.opaque(alias.as_ref(), None);
            }
            TableFactor::JsonTable { json_expr, alias, .. }
            | TableFactor::OpenJsonTable { json_expr, alias, .. } => {
                self.visit(json_expr);
                self.opaque(alias.as_ref(), None);
            }
            TableFactor::XmlTable { row_expression, passing, alias, .. } => {
                self.visit(row_expression);
                self.visit(passing);
                self.opaque(alias.as_ref(), None);
            }
            TableFactor::UnpivotExpr { .. } | TableFactor::SemanticView { .. } => {}
        }
    }

    /// A named relation: a CTE in sight, else a table, which is read.
    fn table(&mut self, name: TableName, alias: Option<&TableAlias>) {
        let cte = if name.schema.is_none() { self.scopes.cte(&name.name) } else { None };
        let exposed = Some(exposed(alias, &name.name));
        let aliased = alias.is_some();
        let origin = match cte {
            Some(output) => {
                Origin::Derived(Rc::new(output.renamed(&alias.map(alias_columns).unwrap_or_default())))
            }
            None => {
                self.effects.read(&name);
                Origin::Table(name)
            }
        };
        self.scopes.add(Relation { exposed, aliased, origin });
    }

    fn derived(&mut self, lateral: bool, subquery: &Query, alias: Option<&TableAlias>) {
        let siblings = if lateral { None } else { self.scopes.levels.last_mut().map(std::mem::take) };
        let output = self.query(subquery);
        if let (Some(siblings), Some(level)) = (siblings, self.scopes.levels.last_mut()) {
            *level = siblings;
        }
        let output = output.renamed(&alias.map(alias_columns).unwrap_or_default());
        let exposed = alias.map(|alias| fold(&alias.name));
        self.scopes.add(Relation { exposed, aliased: false, origin: Origin::Derived(Rc::new(output)) });
    }

    fn opaque(&mut self, alias: Option<&TableAlias>, name: Option<String>) {
        let exposed = alias.map(|alias| fold(&alias.name)).or(name);
        self.scopes.add(Relation { exposed, aliased: false, origin: Origin::Opaque });
        for column in alias.map(alias_columns).unwrap_or_default() {
            let columns = vec![(Some(column), None)];
            let output = Rc::new(Output { columns, all_of: Vec::new() });
            self.scopes.add(Relation { exposed: None, aliased: false, origin: Origin::Derived(output) });
        }
    }

    /// Reads the expressions of any part of the tree; sub-selects are walked as queries.
    pub(super) fn visit(&mut self, tree: &impl Visit) {
        let ControlFlow::Continue(()) = tree.visit(&mut Expressions::new(self));
    }

    /// A relation that is written: it is in scope and not read.
    pub(super) fn target(&mut self, factor: &TableFactor) -> Option<TableName> {
        match factor {
            TableFactor::Table { name, alias, .. } => {
                let table = name_of(name);
                let exposed = Some(exposed(alias.as_ref(), &table.name));
                let origin = Origin::Table(table.clone());
                self.scopes.add(Relation { exposed, aliased: alias.is_some(), origin });
                Some(table)
            }
            other => {
                self.factor(other);
                None
            }
        }
    }
}

/// The name under which a relation's columns are qualified. An alias made of an unknown part is none.
fn exposed(alias: Option<&TableAlias>, name: &str) -> String {
    alias
        .map(|alias| fold(&alias.name))
        .filter(|alias| !holes::marks(alias))
        .unwrap_or_else(|| name.to_owned())
}

fn alias_columns(alias: &TableAlias) -> Vec<String> {
    alias.columns.iter().map(|column| fold(&column.name)).collect()
}

/// The qualifier and the column of a target such as `users.email`.
pub(super) fn target_parts(name: &sqlparser::ast::ObjectName) -> (Option<String>, Option<String>) {
    let mut parts = name.0.iter().filter_map(part);
    match (parts.next(), parts.next()) {
        (Some(first), Some(second)) => (Some(first), Some(second)),
        (first, _) => (None, first),
    }
}
