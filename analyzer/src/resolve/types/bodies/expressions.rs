//! Expressions: their types, one form after the other.

use std::sync::Arc;

use super::Reader;
use crate::facts::Name;
use crate::facts::body::{
    BinaryOp, Block, Closure, Expr, ExprId, FormatPiece, Literal, MacroCall, MacroKind, Statement, StructLit,
};
use crate::resolve::types::ty::{FnTy, Ty};

impl Reader<'_, '_> {
    /// Types an expression. `expected` is a hint, not a demand.
    pub(super) fn infer(&mut self, id: ExprId, expected: &Ty) -> Ty {
        if self.depth >= super::MAX_DEPTH {
            return Ty::Unknown;
        }
        self.depth += 1;
        let ty = self.infer_form(id, expected);
        self.depth -= 1;
        self.out.types[id.0 as usize] = ty.clone();
        ty
    }

    fn infer_form(&mut self, id: ExprId, expected: &Ty) -> Ty {
        let body = self.body;
        match body.expr(id) {
            Expr::Missing => Ty::Unknown,
            Expr::Path(path) => self.path_expr(id, path),
            Expr::Literal(literal) => literal_type(literal),
            Expr::Call { callee, args } => self.call(id, *callee, args, expected),
            Expr::Method(call) => self.method(id, call, expected),
            Expr::Field { base, name } => self.field(*base, *name),
            Expr::Index { base, index } => self.index(*base, *index),
            Expr::Struct(literal) => self.struct_literal(id, literal, expected),
            Expr::Closure(closure) => self.closure(closure, expected),
            Expr::Block(block) => self.block(block, expected),
            Expr::Macro(call) => self.macro_call(call),
            Expr::Cast { value, ty } => {
                self.infer(*value, &Ty::Unknown);
                let lowered = self.scope.lower(ty);
                self.open(&lowered)
            }
            Expr::Tuple(parts) => self.tuple(parts, expected),
            Expr::Array(parts) => {
                let item = self.items(parts);
                Ty::Slice(Arc::new(item))
            }
            Expr::Range(parts) => {
                let item = self.items(parts);
                self.impls.well_known_type("Range").map_or(Ty::Unknown, |t| Ty::Adt(t, [item].into()))
            }
            _ => self.infer_operator(id, expected),
        }
    }

    fn infer_operator(&mut self, id: ExprId, expected: &Ty) -> Ty {
        let body = self.body;
        match body.expr(id) {
            Expr::Deref(inner) if matches!(body.expr(*inner), Expr::Deref(_)) => {
                // References do not exist: of `**self` the first star stands for one, the second for `Deref`.
                let ty = self.infer(*inner, &Ty::Unknown);
                let ty = self.normal(&ty);
                self.impls.deref(&ty).unwrap_or(ty)
            }
            Expr::Ref(inner) | Expr::Deref(inner) | Expr::Unary(inner) => self.infer(*inner, expected),
            Expr::Try(inner) => {
                let ty = self.infer(*inner, &Ty::Unknown);
                self.tried(&ty)
            }
            Expr::Await(inner) => {
                let ty = self.infer(*inner, &Ty::Unknown);
                self.awaited(&ty)
            }
            Expr::Return(value) => {
                if let Some(value) = value {
                    let want = self.returns.last().cloned().unwrap_or(Ty::Unknown);
                    let got = self.infer(*value, &want);
                    self.unify(&want, &got);
                }
                Ty::Never
            }
            Expr::Break(value) => {
                if let Some(value) = value {
                    let want = self.loops.last().cloned().unwrap_or(Ty::Unknown);
                    let got = self.infer(*value, &want);
                    self.unify(&want, &got);
                }
                Ty::Never
            }
            Expr::Binary { op, left, right } => {
                let left = self.infer(*left, &Ty::Unknown);
                self.infer(*right, &Ty::Unknown);
                match op {
                    BinaryOp::Logic => Ty::prim("bool"),
                    BinaryOp::Add | BinaryOp::Other => left,
                }
            }
            Expr::Assign { to, value, .. } => {
                let want = self.infer(*to, &Ty::Unknown);
                let got = self.infer(*value, &want);
                self.unify(&want, &got);
                Ty::unit()
            }
            _ => self.infer_branching(id, expected),
        }
    }

    fn infer_branching(&mut self, id: ExprId, expected: &Ty) -> Ty {
        let body = self.body;
        match body.expr(id) {
            Expr::If { cond, then, otherwise } => {
                let mark = self.locals.len();
                self.infer(*cond, &Ty::Unknown);
                let first = self.infer(*then, expected);
                self.locals.truncate(mark);
                let Some(otherwise) = otherwise else { return Ty::unit() };
                let second = self.infer(*otherwise, expected);
                self.join(&first, &second)
            }
            Expr::Match { value, arms } => {
                let value = self.infer(*value, &Ty::Unknown);
                let mut result = Ty::Never;
                for arm in arms {
                    let mark = self.locals.len();
                    self.bind(arm.pat, &value);
                    if let Some(guard) = arm.guard {
                        self.infer(guard, &Ty::Unknown);
                    }
                    let ty = self.infer(arm.body, expected);
                    result = self.join(&result, &ty);
                    self.locals.truncate(mark);
                }
                result
            }
            Expr::Let { pat, value } => {
                let value = self.infer(*value, &Ty::Unknown);
                self.bind(*pat, &value);
                Ty::prim("bool")
            }
            Expr::Loop { cond, body } => {
                let mark = self.locals.len();
                if let Some(cond) = cond {
                    self.infer(*cond, &Ty::Unknown);
                }
                let value = self.hole();
                self.loops.push(value.clone());
                self.infer(*body, &Ty::Unknown);
                self.loops.pop();
                self.locals.truncate(mark);
                if cond.is_some() { Ty::unit() } else { value }
            }
            Expr::For { pat, iter, body } => {
                let iter = self.infer(*iter, &Ty::Unknown);
                let mark = self.locals.len();
                let item = self.element_of(&iter);
                self.bind(*pat, &item);
                self.infer(*body, &Ty::Unknown);
                self.locals.truncate(mark);
                Ty::unit()
            }
            _ => Ty::Unknown,
        }
    }

    /// The type of two branches: whichever is known, both holes filled.
    fn join(&mut self, a: &Ty, b: &Ty) -> Ty {
        self.unify(a, b);
        match self.shallow(a) {
            Ty::Never | Ty::Unknown => b.clone(),
            foreign if foreign.is_foreign() => b.clone(),
            _ => a.clone(),
        }
    }

    fn items(&mut self, parts: &[ExprId]) -> Ty {
        let item = self.hole();
        for part in parts {
            let ty = self.infer(*part, &item);
            self.unify(&item, &ty);
        }
        item
    }

    fn tuple(&mut self, parts: &[ExprId], expected: &Ty) -> Ty {
        let expected = self.shallow(expected);
        let wants = expected.args().to_vec();
        let types: Vec<Ty> = parts
            .iter()
            .enumerate()
            .map(|(i, part)| self.infer(*part, wants.get(i).unwrap_or(&Ty::Unknown)))
            .collect();
        Ty::Tuple(types.into())
    }

    fn field(&mut self, base: ExprId, name: Name) -> Ty {
        let ty = self.infer(base, &Ty::Unknown);
        self.field_of(&ty, name)
    }

    pub(super) fn field_of(&self, ty: &Ty, name: Name) -> Ty {
        let mut at = self.normal(ty);
        for _ in 0..6 {
            match &at {
                Ty::Tuple(parts) => {
                    return name
                        .parse::<usize>()
                        .ok()
                        .and_then(|i| parts.get(i).cloned())
                        .unwrap_or(Ty::Unknown);
                }
                Ty::Adt(id, _) => {
                    let fields = self.fields_of(crate::resolve::defs::Def::Type(*id), &at);
                    if let Some((_, ty)) = fields.into_iter().find(|(n, _)| *n == name) {
                        return ty;
                    }
                }
                // `extractor.0`.
                Ty::External(_, args) if args.len() == 1 && name.as_str() == "0" => return args[0].clone(),
                Ty::External(path, args) if args.is_empty() => return Ty::foreign(*path),
                _ => {}
            }
            match self.impls.deref(&at) {
                Some(next) => at = self.normal(&next),
                None => break,
            }
        }
        Ty::Unknown
    }

    fn index(&mut self, base: ExprId, index: ExprId) -> Ty {
        let ty = self.infer(base, &Ty::Unknown);
        self.infer(index, &Ty::Unknown);
        if matches!(self.body.expr(index), Expr::Range(_)) {
            return ty;
        }
        let at = self.shallow(&ty);
        match self.assoc(&at, self.impls.well_known("Index"), Name::from("Output")) {
            Some(output) => output,
            None => self.element_of(&at),
        }
    }

    fn struct_literal(&mut self, id: ExprId, literal: &StructLit, expected: &Ty) -> Ty {
        let Some((def, ty)) = self.path_to_type(&literal.path) else {
            for (_, value) in &literal.fields {
                self.infer(*value, &Ty::Unknown);
            }
            if let Some(rest) = literal.rest {
                self.infer(rest, &Ty::Unknown);
            }
            return Ty::Unknown;
        };
        self.out.paths[id.0 as usize] = Some(def);
        self.unify(&ty, expected);
        let fields = self.fields_of(def, &ty);
        for (name, value) in &literal.fields {
            let want = fields.iter().find(|(n, _)| n == name).map_or(Ty::Unknown, |(_, t)| t.clone());
            let got = self.infer(*value, &want);
            self.unify(&want, &got);
        }
        if let Some(rest) = literal.rest {
            self.infer(rest, &ty);
        }
        ty
    }

    fn closure(&mut self, closure: &Closure, expected: &Ty) -> Ty {
        let hint = match self.shallow(expected) {
            Ty::Fn(fun) => Some(fun),
            _ => None,
        };
        let mark = self.locals.len();
        let mut params = Vec::with_capacity(closure.params.len());
        for (index, (pat, written)) in closure.params.iter().enumerate() {
            let ty = match written {
                Some(written) => {
                    let lowered = self.scope.lower(written);
                    self.open(&lowered)
                }
                None => self.hole(),
            };
            if let Some(want) = hint.as_ref().and_then(|h| h.params.get(index)) {
                self.unify(&ty, want);
            }
            self.bind(*pat, &ty);
            params.push(ty);
        }
        let ret = match &closure.ret {
            Some(written) => {
                let lowered = self.scope.lower(written);
                self.open(&lowered)
            }
            None => self.hole(),
        };
        let want = hint.map_or(Ty::Unknown, |h| h.ret.clone());
        self.unify(&ret, &want);
        self.returns.push(ret.clone());
        let got = self.infer(closure.body, &ret);
        self.unify(&ret, &got);
        self.returns.pop();
        self.locals.truncate(mark);
        Ty::Fn(Arc::new(FnTy { params, ret }))
    }

    fn block(&mut self, block: &Block, expected: &Ty) -> Ty {
        let mark = self.locals.len();
        let outer = self.scope.module;
        if let Some(scope) = block.scope {
            self.scope.module = self.block_module(scope);
        }
        if block.is_async {
            let ret = self.hole();
            self.returns.push(ret);
        }
        for statement in &block.statements {
            self.statement(statement);
        }
        let mut ty = match block.tail {
            Some(tail) => self.infer(tail, expected),
            None => self.diverges(block).unwrap_or_else(Ty::unit),
        };
        if block.is_async
            && let Some(ret) = self.returns.pop()
        {
            self.unify(&ret, &ty);
            ty = if matches!(self.shallow(&ty), Ty::Never) { ret } else { ty };
        }
        self.scope.module = outer;
        self.locals.truncate(mark);
        ty
    }

    /// A block that ends in `return …;` has no value.
    fn diverges(&self, block: &Block) -> Option<Ty> {
        match block.statements.last() {
            Some(Statement::Expr(last)) if matches!(self.out.types[last.0 as usize], Ty::Never) => {
                Some(Ty::Never)
            }
            _ => None,
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Expr(id) => {
                self.infer(*id, &Ty::Unknown);
            }
            Statement::Let { pat, ty, value, otherwise } => {
                let declared = match ty {
                    Some(written) => {
                        let lowered = self.scope.lower(written);
                        self.open(&lowered)
                    }
                    None => self.hole(),
                };
                if let Some(value) = value {
                    let got = self.infer(*value, &declared);
                    self.unify(&declared, &got);
                    if got.is_unknown() && ty.is_none() {
                        self.bind(*pat, &Ty::Unknown);
                    } else {
                        self.bind(*pat, &declared);
                    }
                } else {
                    self.bind(*pat, &declared);
                }
                if let Some(otherwise) = otherwise {
                    self.infer(*otherwise, &Ty::Unknown);
                }
            }
        }
    }

    fn macro_value(&mut self, ty: &str, of_first: bool, args: &[ExprId]) -> Ty {
        let Some(made) = self.impls.well_known_type(ty) else { return Ty::Unknown };
        let row = match args.first().map(|first| self.body.expr(*first)) {
            Some(Expr::Path(path)) if of_first => self.path_to_type(path).map(|(_, ty)| ty),
            _ => None,
        };
        Ty::Adt(made, row.into_iter().collect())
    }

    fn macro_call(&mut self, call: &MacroCall) -> Ty {
        if let Some(format) = &call.format {
            for piece in &format.pieces {
                if let FormatPiece::Value(id) = piece {
                    self.infer(*id, &Ty::Unknown);
                }
            }
        }
        let types: Vec<Ty> = call.args.iter().map(|a| self.infer(*a, &Ty::Unknown)).collect();
        match call.what {
            MacroKind::Text | MacroKind::IncludeText => {
                self.impls.well_known_type("String").map_or(Ty::prim("str"), |t| Ty::Adt(t, Ty::no_args()))
            }
            MacroKind::List => {
                let item = types.first().cloned().unwrap_or_else(|| self.hole());
                for ty in &types[types.len().min(1)..] {
                    self.unify(&item, ty);
                }
                self.impls.well_known_type("Vec").map_or(Ty::Unknown, |t| Ty::Adt(t, [item].into()))
            }
            MacroKind::TryJoin => {
                let parts: Vec<Ty> = types.iter().map(|t| self.tried(&self.awaited(t))).collect();
                let tuple = Ty::Tuple(parts.into());
                self.impls
                    .well_known_type("Result")
                    .map_or(Ty::Unknown, |t| Ty::Adt(t, [tuple, Ty::Unknown].into()))
            }
            MacroKind::Join => Ty::Tuple(types.iter().map(|t| self.awaited(t)).collect()),
            MacroKind::Choice => types.last().cloned().unwrap_or(Ty::Unknown),
            MacroKind::Value { ty, of_first } => self.macro_value(ty, of_first, &call.args),
            MacroKind::Unit | MacroKind::Write => Ty::unit(),
            MacroKind::Unknown => Ty::Unknown,
        }
    }
}

fn literal_type(literal: &Literal) -> Ty {
    match literal {
        Literal::Str(_) => Ty::prim("str"),
        Literal::Bool(_) => Ty::prim("bool"),
        Literal::Int(_) => Ty::prim("i32"),
        Literal::Char(_) => Ty::prim("char"),
        Literal::Other(kind) => Ty::Prim(*kind),
    }
}
