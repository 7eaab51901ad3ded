//! Blocks and statements, with the items that stand among them.

use crate::facts::body::{Block, Expr, ExprId, Statement};
use crate::facts::item::ScopeId;
use crate::frontends::rust::lowering::{Lowering, line};
use crate::frontends::rust::{attributes, libraries};

impl Lowering {
    pub(in crate::frontends::rust) fn block(&mut self, block: &syn::Block, is_async: bool) -> ExprId {
        let at = line(block.brace_token.span.open());
        self.statements(&block.stmts, is_async, at)
    }

    /// A block's inside; also that of a brace group found in a macro.
    pub(in crate::frontends::rust) fn statements(
        &mut self,
        stmts: &[syn::Stmt],
        is_async: bool,
        at: u32,
    ) -> ExprId {
        self.with_expanded(stmts, |inner, stmts| inner.expanded_statements(stmts, is_async, at))
    }

    fn expanded_statements(&mut self, stmts: &[syn::Stmt], is_async: bool, at: u32) -> ExprId {
        let declares = stmts.iter().any(|stmt| match stmt {
            syn::Stmt::Item(_) => true,
            syn::Stmt::Macro(stmt) => libraries::makes_items(&stmt.mac),
            _ => false,
        });
        if !declares {
            return self.block_inside(None, stmts, is_async, at);
        }
        let (_, made) = self.in_scope(None, false, |inner| {
            // Items are in view in the whole block, so they come before what uses them.
            for stmt in stmts {
                match stmt {
                    syn::Stmt::Item(item) => inner.item(item),
                    syn::Stmt::Macro(stmt) if libraries::makes_items(&stmt.mac) => {
                        inner.item_macro(&stmt.mac);
                    }
                    _ => {}
                }
            }
            inner.block_inside(Some(inner.scope), stmts, is_async, at)
        });
        made
    }

    fn block_inside(
        &mut self,
        scope: Option<ScopeId>,
        stmts: &[syn::Stmt],
        is_async: bool,
        at: u32,
    ) -> ExprId {
        let mut statements = Vec::with_capacity(stmts.len());
        let mut tail = None;
        for (position, stmt) in stmts.iter().enumerate() {
            let last = position + 1 == stmts.len();
            match stmt {
                syn::Stmt::Local(local) => {
                    if !attributes::is_test_only(&local.attrs) {
                        let statement = self.let_statement(local);
                        statements.push(statement);
                    }
                }
                syn::Stmt::Expr(syn::Expr::Verbatim(_), Some(_)) | syn::Stmt::Item(_) => {}
                syn::Stmt::Expr(expr, semicolon) => {
                    let id = self.expr(expr);
                    if last && semicolon.is_none() {
                        tail = Some(id);
                    } else {
                        statements.push(Statement::Expr(id));
                    }
                }
                syn::Stmt::Macro(stmt) => {
                    if attributes::is_test_only(&stmt.attrs) || libraries::makes_items(&stmt.mac) {
                        continue;
                    }
                    let id = self.macro_expr(&stmt.mac);
                    if last && stmt.semi_token.is_none() {
                        tail = Some(id);
                    } else {
                        statements.push(Statement::Expr(id));
                    }
                }
            }
        }
        let block = Block { scope, statements: statements.into_boxed_slice(), tail, is_async };
        self.push(Expr::Block(Box::new(block)), at)
    }

    fn let_statement(&mut self, local: &syn::Local) -> Statement {
        let (value, otherwise) = match &local.init {
            Some(init) => {
                let value = self.expr(&init.expr);
                let otherwise = init.diverge.as_ref().map(|(_, diverge)| self.expr(diverge));
                (Some(value), otherwise)
            }
            None => (None, None),
        };
        let (pat, ty) = match &local.pat {
            syn::Pat::Type(typed) => (self.pattern(&typed.pat), Some(Box::new(self.ty(&typed.ty)))),
            pat => (self.pattern(pat), None),
        };
        Statement::Let { pat, ty, value, otherwise }
    }
}
