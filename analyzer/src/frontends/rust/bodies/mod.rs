//! Expressions: from syntax to the body's arena, in one pass by hand. Macros are read by `macros`.

mod blocks;
mod patterns;

use super::lowering::{Lowering, line};
use crate::facts::Name;
use crate::facts::body::{Arm, BinaryOp, Closure, Expr, ExprId, Literal, MethodCall, StructLit};

impl Lowering {
    /// Lowers an expression with all below it. The arms are short calls: this function's frame stands once for
    /// each level of nesting.
    pub(super) fn expr(&mut self, expr: &syn::Expr) -> ExprId {
        match expr {
            syn::Expr::Path(path) => self.path_expr(path),
            syn::Expr::MethodCall(call) => self.method(call),
            syn::Expr::Call(call) => self.call(call),
            syn::Expr::Lit(lit) => self.literal(&lit.lit),
            syn::Expr::Field(field) => self.field_access(field),
            syn::Expr::Reference(inner) => self.wrap(&inner.expr, Expr::Ref),
            syn::Expr::RawAddr(inner) => self.wrap(&inner.expr, Expr::Ref),
            syn::Expr::Try(inner) => self.wrap(&inner.expr, Expr::Try),
            syn::Expr::Await(inner) => self.wrap(&inner.base, Expr::Await),
            syn::Expr::Unary(inner) => match inner.op {
                syn::UnOp::Deref(_) => self.wrap(&inner.expr, Expr::Deref),
                _ => self.wrap(&inner.expr, Expr::Unary),
            },
            syn::Expr::Paren(inner) => self.expr(&inner.expr),
            syn::Expr::Group(inner) => self.expr(&inner.expr),
            syn::Expr::Macro(mac) => self.macro_expr(&mac.mac),
            syn::Expr::Struct(literal) => self.struct_literal(literal),
            syn::Expr::Binary(binary) => self.binary(binary),
            syn::Expr::Assign(assign) => self.assign(&assign.left, &assign.right, false),
            syn::Expr::Closure(closure) => self.closure(closure),
            syn::Expr::Block(block) => self.block(&block.block, false),
            syn::Expr::Unsafe(block) => self.block(&block.block, false),
            syn::Expr::Const(block) => self.block(&block.block, false),
            syn::Expr::TryBlock(block) => self.block(&block.block, false),
            syn::Expr::Async(block) => self.block(&block.block, true),
            syn::Expr::If(branch) => self.if_expr(branch),
            syn::Expr::Match(matching) => self.match_expr(matching),
            syn::Expr::Let(condition) => self.let_condition(condition),
            syn::Expr::ForLoop(_) | syn::Expr::Loop(_) | syn::Expr::While(_) => self.loop_expr(expr),
            syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) => self.jump(expr),
            _ => self.rare_expr(expr),
        }
    }

    fn rare_expr(&mut self, expr: &syn::Expr) -> ExprId {
        match expr {
            syn::Expr::Index(index) => {
                let base = self.expr(&index.expr);
                let index = self.expr(&index.index);
                self.push(Expr::Index { base, index }, self.body.line(base))
            }
            syn::Expr::Tuple(tuple) => {
                let elems = self.exprs(tuple.elems.iter());
                self.push(Expr::Tuple(elems), line(tuple.paren_token.span.open()))
            }
            syn::Expr::Array(array) => {
                let elems = self.exprs(array.elems.iter());
                self.push(Expr::Array(elems), line(array.bracket_token.span.open()))
            }
            syn::Expr::Repeat(repeat) => {
                let elem = self.expr(&repeat.expr);
                self.push(Expr::Array(Box::new([elem])), line(repeat.bracket_token.span.open()))
            }
            syn::Expr::Range(range) => {
                let ends = [range.start.as_deref(), range.end.as_deref()];
                let ends = self.exprs(ends.into_iter().flatten());
                let at = ends.first().map_or(0, |first| self.body.line(*first));
                self.push(Expr::Range(ends), at)
            }
            syn::Expr::Cast(cast) => {
                let value = self.expr(&cast.expr);
                let ty = Box::new(self.ty(&cast.ty));
                self.push(Expr::Cast { value, ty }, self.body.line(value))
            }
            syn::Expr::Yield(inner) => match &inner.expr {
                Some(value) => self.wrap(value, Expr::Unary),
                None => self.push(Expr::Missing, line(inner.yield_token.span)),
            },
            _ => self.push(Expr::Missing, 0),
        }
    }

    pub(super) fn exprs<'e>(&mut self, exprs: impl Iterator<Item = &'e syn::Expr>) -> Box<[ExprId]> {
        exprs.map(|expr| self.expr(expr)).collect()
    }

    /// An expression around one other, on its line.
    fn wrap(&mut self, inner: &syn::Expr, make: fn(ExprId) -> Expr) -> ExprId {
        let inner = self.expr(inner);
        self.push(make(inner), self.body.line(inner))
    }

    pub(super) fn path_expr(&mut self, path: &syn::ExprPath) -> ExprId {
        let at = path.path.segments.last().map_or(0, |last| line(last.ident.span()));
        let path = self.qualified_path(path.qself.as_ref(), &path.path);
        self.push(Expr::Path(Box::new(path)), at)
    }

    fn method(&mut self, call: &syn::ExprMethodCall) -> ExprId {
        let receiver = self.expr(&call.receiver);
        let args = self.exprs(call.args.iter());
        let generics = match &call.turbofish {
            Some(turbofish) => self.generic_arguments(turbofish).0,
            None => Box::default(),
        };
        let name = self.name(&call.method);
        let call_line = line(call.method.span());
        self.push(Expr::Method(Box::new(MethodCall { receiver, name, generics, args })), call_line)
    }

    fn call(&mut self, call: &syn::ExprCall) -> ExprId {
        let callee = self.expr(&call.func);
        let args = self.exprs(call.args.iter());
        self.push(Expr::Call { callee, args }, self.body.line(callee))
    }

    fn field_access(&mut self, field: &syn::ExprField) -> ExprId {
        let base = self.expr(&field.base);
        let at = match &field.member {
            syn::Member::Named(ident) => line(ident.span()),
            syn::Member::Unnamed(index) => line(index.span),
        };
        let name = self.member(&field.member);
        self.push(Expr::Field { base, name }, at)
    }

    pub(super) fn literal(&mut self, lit: &syn::Lit) -> ExprId {
        let literal = match lit {
            syn::Lit::Str(text) => Literal::Str(text.value().into_boxed_str()),
            syn::Lit::Bool(value) => Literal::Bool(value.value),
            syn::Lit::Int(int) => match int.base10_parse::<i64>() {
                Ok(value) => Literal::Int(value),
                Err(_) => Literal::Other(Name::from("int")),
            },
            syn::Lit::Float(_) => Literal::Other(Name::from("f64")),
            syn::Lit::Char(value) => Literal::Char(value.value()),
            syn::Lit::Byte(_) => Literal::Other(Name::from("u8")),
            syn::Lit::ByteStr(_) => Literal::Other(Name::from("byte_str")),
            syn::Lit::CStr(_) => Literal::Other(Name::from("c_str")),
            _ => Literal::Other(Name::from("verbatim")),
        };
        let at = line(lit.span());
        self.push(Expr::Literal(literal), at)
    }

    fn struct_literal(&mut self, literal: &syn::ExprStruct) -> ExprId {
        let mut fields = Vec::with_capacity(literal.fields.len());
        for field in &literal.fields {
            let value = self.expr(&field.expr);
            fields.push((self.member(&field.member), value));
        }
        let rest = literal.rest.as_ref().map(|rest| self.expr(rest));
        let at = literal.path.segments.last().map_or(0, |last| line(last.ident.span()));
        let path = self.qualified_path(literal.qself.as_ref(), &literal.path);
        let made = StructLit { path, fields: fields.into_boxed_slice(), rest };
        self.push(Expr::Struct(Box::new(made)), at)
    }

    fn binary(&mut self, binary: &syn::ExprBinary) -> ExprId {
        use syn::BinOp as Op;
        let op = match binary.op {
            Op::Add(_) => BinaryOp::Add,
            Op::And(_) | Op::Or(_) | Op::Eq(_) | Op::Ne(_) => BinaryOp::Logic,
            Op::Lt(_) | Op::Le(_) | Op::Gt(_) | Op::Ge(_) => BinaryOp::Logic,
            Op::Sub(_) | Op::Mul(_) | Op::Div(_) | Op::Rem(_) | Op::BitXor(_) | Op::BitAnd(_) => {
                BinaryOp::Other
            }
            Op::BitOr(_) | Op::Shl(_) | Op::Shr(_) => BinaryOp::Other,
            _ => return self.assign(&binary.left, &binary.right, true),
        };
        let left = self.expr(&binary.left);
        let right = self.expr(&binary.right);
        self.push(Expr::Binary { op, left, right }, self.body.line(left))
    }

    fn assign(&mut self, to: &syn::Expr, value: &syn::Expr, compound: bool) -> ExprId {
        let to = self.expr(to);
        let value = self.expr(value);
        self.push(Expr::Assign { to, value, compound }, self.body.line(to))
    }

    fn closure(&mut self, closure: &syn::ExprClosure) -> ExprId {
        let params = self.closure_params(closure.inputs.iter());
        let ret = self.return_type(&closure.output);
        let body = self.expr(&closure.body);
        let is_async = closure.asyncness.is_some();
        let at = line(closure.inputs_begin.span);
        self.push(Expr::Closure(Box::new(Closure { params, ret, body, is_async })), at)
    }

    fn if_expr(&mut self, branch: &syn::ExprIf) -> ExprId {
        let cond = self.expr(&branch.cond);
        let then = self.block(&branch.then_branch, false);
        let otherwise = branch.else_branch.as_ref().map(|(_, otherwise)| self.expr(otherwise));
        self.push(Expr::If { cond, then, otherwise }, line(branch.if_token.span))
    }

    fn match_expr(&mut self, matching: &syn::ExprMatch) -> ExprId {
        let value = self.expr(&matching.expr);
        let mut arms = Vec::with_capacity(matching.arms.len());
        for arm in &matching.arms {
            let (pat, guard) = match &arm.pat {
                syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&guarded.guard)),
                pat => (pat, None),
            };
            let pat = self.pattern(pat);
            let guard = guard.map(|guard| self.expr(guard));
            let body = self.expr(&arm.body);
            arms.push(Arm { pat, guard, body });
        }
        let arms = arms.into_boxed_slice();
        self.push(Expr::Match { value, arms }, line(matching.match_token.span))
    }

    fn let_condition(&mut self, condition: &syn::ExprLet) -> ExprId {
        let value = self.expr(&condition.expr);
        let pat = self.pattern(&condition.pat);
        self.push(Expr::Let { pat, value }, line(condition.let_token.span))
    }

    fn loop_expr(&mut self, expr: &syn::Expr) -> ExprId {
        match expr {
            syn::Expr::ForLoop(looping) => {
                let iter = self.expr(&looping.expr);
                let pat = self.pattern(&looping.pat);
                let body = self.block(&looping.body, false);
                self.push(Expr::For { pat, iter, body }, line(looping.for_token.span))
            }
            syn::Expr::While(looping) => {
                let cond = Some(self.expr(&looping.cond));
                let body = self.block(&looping.body, false);
                self.push(Expr::Loop { cond, body }, line(looping.while_token.span))
            }
            syn::Expr::Loop(looping) => {
                let body = self.block(&looping.body, false);
                self.push(Expr::Loop { cond: None, body }, line(looping.loop_token.span))
            }
            _ => self.push(Expr::Missing, 0),
        }
    }

    fn jump(&mut self, expr: &syn::Expr) -> ExprId {
        match expr {
            syn::Expr::Return(jump) => {
                let value = jump.expr.as_ref().map(|value| self.expr(value));
                self.push(Expr::Return(value), line(jump.return_token.span))
            }
            syn::Expr::Break(jump) => {
                let value = jump.expr.as_ref().map(|value| self.expr(value));
                self.push(Expr::Break(value), line(jump.break_token.span))
            }
            syn::Expr::Continue(jump) => self.push(Expr::Break(None), line(jump.continue_token.span)),
            _ => self.push(Expr::Missing, 0),
        }
    }
}
