//! Macros with a grammar of their own that is known: `matches!`, `select!`, `json!`, and those of query libraries
//! that take a type or a file first.

use syn::parse::ParseStream;
use syn::{Expr as Syntax, Ident, Pat, Token};

use super::arguments;
use crate::facts::body::{Arm, Block, Expr, ExprId, Literal, MacroCall, MacroKind, Statement};
use crate::facts::types::{PathRef, TypeExpr};
use crate::facts::{Name, body};
use crate::frontends::rust::lowering::Lowering;

impl Lowering {
    /// `matches!(value, pattern if guard)` as the `match` that it is.
    pub(super) fn matches_macro(&mut self, mac: &syn::Macro, at: u32) -> Option<ExprId> {
        let MatchesInside { value, pat, guard, result } = mac.parse_body_with(matches_inside).ok()?;
        let value = self.expr(&value);
        let (pat, inner) = match &pat {
            Pat::Guard(guarded) => (self.pattern(&guarded.pat), Some(&*guarded.guard)),
            pat => (self.pattern(pat), None),
        };
        let guard = guard.as_ref().or(inner).map(|guard| self.expr(guard));
        let body = match &result {
            Some(result) => self.expr(result),
            None => self.push(Expr::Literal(Literal::Bool(true)), at),
        };
        let arms = Box::new([Arm { pat, guard, body }]);
        Some(self.push(Expr::Match { value, arms }, at))
    }

    /// `alias!(users as u1, posts as p1)`: the tables of those modules, several as a tuple.
    pub(super) fn alias_macro(&mut self, mac: &syn::Macro, at: u32) -> Option<ExprId> {
        let args = mac.parse_body_with(arguments::arguments).ok()?;
        let mut tables = Vec::new();
        for arg in &args {
            let Syntax::Cast(cast) = &arg.value else { return None };
            let Syntax::Path(module) = &*cast.expr else { return None };
            let mut table = module.clone();
            let span = module.path.segments.last()?.ident.span();
            table.path.segments.push(Ident::new("table", span).into());
            tables.push(self.expr(&Syntax::Path(table)));
        }
        match &tables[..] {
            [one] => Some(*one),
            _ => Some(self.push(Expr::Tuple(tables.into_boxed_slice()), at)),
        }
    }

    /// Each arm becomes a block: `{ let pattern = future.await; value }`.
    pub(super) fn select_arms(&mut self, mac: &syn::Macro) -> Option<Vec<ExprId>> {
        let arms = mac.parse_body_with(select_inside).ok()?;
        let mut made = Vec::with_capacity(arms.len());
        for arm in &arms {
            let mut statements = Vec::new();
            if let Some((pat, future)) = &arm.waits {
                let future = self.expr(future);
                let at = self.body.line(future);
                let value = self.push(Expr::Await(future), at);
                let pat = self.pattern(pat);
                statements.push(Statement::Let { pat, ty: None, value: Some(value), otherwise: None });
            }
            if let Some(guard) = &arm.guard {
                statements.push(Statement::Expr(self.expr(guard)));
            }
            let tail = self.expr(&arm.value);
            let statements = statements.into_boxed_slice();
            let block = Block { scope: None, statements, tail: Some(tail), is_async: false };
            let at = self.body.line(tail);
            made.push(self.push(Expr::Block(Box::new(block)), at));
        }
        Some(made)
    }

    /// The values of a JSON literal that are expressions.
    pub(super) fn json_values(&mut self, mac: &syn::Macro) -> Option<Vec<ExprId>> {
        let values = mac
            .parse_body_with(|input: ParseStream<'_>| {
                let mut values = Vec::new();
                json_value(input, &mut values)?;
                input.parse::<Option<Token![,]>>()?;
                Ok(values)
            })
            .ok()?;
        Some(values.iter().map(|value| self.expr(value)).collect())
    }

    /// A type as a path expression, then the arguments.
    pub(super) fn type_then_arguments(&mut self, mac: &syn::Macro) -> Option<Vec<ExprId>> {
        let (ty, args) = mac
            .parse_body_with(|input: ParseStream<'_>| {
                let ty: syn::Type = input.parse()?;
                input.parse::<Token![,]>()?;
                Ok((ty, arguments::arguments(input)?))
            })
            .ok()?;
        let mut all = vec![self.type_as_expr(&ty)];
        all.extend(self.argument_values(&args, false));
        Some(all)
    }

    /// The file's path stands as an `include_str!` of it, so that the text is found as any other included text.
    pub(super) fn file_then_arguments(
        &mut self,
        mac: &syn::Macro,
        typed: bool,
        at: u32,
    ) -> Option<Vec<ExprId>> {
        let (ty, args) = mac
            .parse_body_with(|input: ParseStream<'_>| {
                let mut ty = None;
                if typed {
                    ty = Some(input.parse::<syn::Type>()?);
                    input.parse::<Token![,]>()?;
                }
                Ok((ty, arguments::arguments(input)?))
            })
            .ok()?;
        let mut all = Vec::with_capacity(args.len() + 1);
        if let Some(ty) = &ty {
            all.push(self.type_as_expr(ty));
        }
        let mut args = self.argument_values(&args, false).into_iter();
        if let Some(file) = args.next() {
            let path = PathRef::of([Name::from("include_str")]);
            let (args, what) = (Box::new([file]), MacroKind::IncludeText);
            all.push(self.push(Expr::Macro(Box::new(MacroCall { path, args, format: None, what })), at));
        }
        all.extend(args);
        Some(all)
    }

    fn type_as_expr(&mut self, ty: &syn::Type) -> ExprId {
        let at = crate::frontends::rust::lowering::line(syn::spanned::Spanned::span(ty));
        match self.ty(ty) {
            TypeExpr::Path(path) => self.push(Expr::Path(path), at),
            _ => self.push(body::Expr::Missing, at),
        }
    }
}

/// `value, pattern if guard`, and `=> result` as `assert_matches!` has it.
struct MatchesInside {
    value: Syntax,
    pat: Pat,
    guard: Option<Syntax>,
    result: Option<Syntax>,
}

fn matches_inside(input: ParseStream<'_>) -> syn::Result<MatchesInside> {
    let value = input.parse()?;
    input.parse::<Token![,]>()?;
    let pat = Pat::parse_multi_with_leading_vert(input)?;
    let mut guard = None;
    if input.peek(Token![if]) {
        input.parse::<Token![if]>()?;
        guard = Some(input.parse()?);
    }
    let mut result = None;
    if input.peek(Token![=>]) {
        input.parse::<Token![=>]>()?;
        result = Some(input.parse()?);
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(MatchesInside { value, pat, guard, result })
}

/// One arm of `select!`.
struct SelectArm {
    /// What it waits for; None for `else`, `default` and `complete`.
    waits: Option<(Pat, Syntax)>,
    guard: Option<Syntax>,
    value: Syntax,
}

fn select_inside(input: ParseStream<'_>) -> syn::Result<Vec<SelectArm>> {
    let mut arms = Vec::new();
    while !input.is_empty() {
        if input.peek2(Token![;]) {
            // `biased;`
            input.parse::<syn::Ident>()?;
            input.parse::<Token![;]>()?;
            continue;
        }
        arms.push(select_arm(input)?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(arms)
}

fn select_arm(input: ParseStream<'_>) -> syn::Result<SelectArm> {
    let (mut waits, mut guard) = (None, None);
    if input.peek(Token![else]) {
        input.parse::<Token![else]>()?;
    } else {
        let pat = Pat::parse_multi_with_leading_vert(input)?;
        if !input.peek(Token![=>]) {
            input.parse::<Token![=]>()?;
            waits = Some((pat, input.parse()?));
        }
        if input.peek(Token![,]) && input.peek2(Token![if]) {
            input.parse::<Token![,]>()?;
            input.parse::<Token![if]>()?;
            guard = Some(input.parse()?);
        }
    }
    input.parse::<Token![=>]>()?;
    Ok(SelectArm { waits, guard, value: Syntax::parse_with_earlier_boundary_rule(input)? })
}

/// A JSON value: an object, a list, or an expression. Plain literals say nothing and are left out.
fn json_value(input: ParseStream<'_>, values: &mut Vec<Syntax>) -> syn::Result<()> {
    if input.peek(syn::token::Brace) {
        let inside;
        syn::braced!(inside in input);
        while !inside.is_empty() {
            json_key(&inside, values)?;
            inside.parse::<Token![:]>()?;
            json_value(&inside, values)?;
            if !inside.is_empty() {
                inside.parse::<Token![,]>()?;
            }
        }
        return Ok(());
    }
    if input.peek(syn::token::Bracket) {
        let ahead = input.fork();
        if ahead.parse::<proc_macro2::TokenTree>().is_ok() && (ahead.is_empty() || ahead.peek(Token![,])) {
            let inside;
            syn::bracketed!(inside in input);
            while !inside.is_empty() {
                json_value(&inside, values)?;
                if !inside.is_empty() {
                    inside.parse::<Token![,]>()?;
                }
            }
            return Ok(());
        }
    }
    match input.parse::<Syntax>()? {
        Syntax::Lit(_) => {}
        value => values.push(value),
    }
    Ok(())
}

fn json_key(input: ParseStream<'_>, values: &mut Vec<Syntax>) -> syn::Result<()> {
    if input.peek(syn::Lit) {
        input.parse::<syn::Lit>()?;
        return Ok(());
    }
    // A key is an expression up to the colon; a path's own colons are not that one.
    values.push(input.parse()?);
    Ok(())
}
