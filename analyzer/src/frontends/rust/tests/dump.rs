//! Facts as text that a person can compare with the source: what specs expect.

use std::fmt::Write as _;

use crate::facts::body::{Body, Expr, ExprId, FormatPiece, Literal, MacroKind, Pat, PatId, Statement};
use crate::facts::file::FileFacts;
use crate::facts::item::{HandleKind, ImportKind, Owner, ScopeId, TypeKind};
use crate::facts::model::TableRef;
use crate::facts::schema::Change;
use crate::facts::types::{Generics, PathRef, TypeExpr};

/// One line for each fact, scopes by their path.
pub(super) fn facts(facts: &FileFacts) -> String {
    let mut out = Vec::new();
    items(facts, &mut out);
    functions(facts, &mut out);
    data(facts, &mut out);
    for gap in &facts.gaps {
        out.push(format!("gap {} line {}: {}", gap.kind.code(), gap.place.line, gap.what));
    }
    let mut text = out.join("\n");
    text.push('\n');
    text
}

fn items(facts: &FileFacts, out: &mut Vec<String>) {
    for module in &facts.modules {
        let kind = if module.inline.is_some() { "{…}" } else { ";" };
        let path = module.path.as_ref().map(|path| format!(" at {path:?}")).unwrap_or_default();
        out.push(format!(
            "mod {}{}{kind}{path}{}",
            scope(facts, module.scope),
            module.name,
            mark(module.test, " test")
        ));
    }
    for import in &facts.imports {
        let path: Vec<&str> = import.path.iter().map(|name| name.as_str()).collect();
        let what = match import.what {
            ImportKind::Named(name) => format!(" as {name}"),
            ImportKind::Glob => "::*".to_owned(),
        };
        let (public, global) = (mark(import.public, "pub "), mark(import.global, "::"));
        out.push(format!("{}{public}use {global}{}{what}", scope(facts, import.scope), path.join("::")));
    }
    for def in &facts.types {
        let kind = match &def.kind {
            TypeKind::Struct(all) => format!("struct {{{}}}", fields(all)),
            TypeKind::Enum(variants) => {
                let all: Vec<String> = variants
                    .iter()
                    .map(|variant| format!("{}{{{}}}", variant.name, fields(&variant.fields)))
                    .collect();
                format!("enum {}", all.join(" "))
            }
            TypeKind::Alias(of) => format!("= {}", ty(of)),
        };
        let at = scope(facts, def.scope);
        out.push(format!(
            "type {at}{}{} {kind}{}",
            def.name,
            generics(&def.generics),
            mark(def.test, " test")
        ));
        for form in &def.forms {
            let table = match &form.table {
                TableRef::Named(name) => name.to_string(),
                TableRef::Path(table) => format!("path {}", path(table)),
            };
            let columns: Vec<String> = form
                .columns
                .iter()
                .map(|column| {
                    let to = column.column.map_or("(form)".to_owned(), |column| column.to_string());
                    let name =
                        if to == column.field.as_str() { to } else { format!("{}→{to}", column.field) };
                    format!("{name}{}", mark(column.optional, "?"))
                })
                .collect();
            out.push(format!("  {:?} {table}: {}", form.use_, columns.join(" ")));
        }
    }
}

fn functions(facts: &FileFacts, out: &mut Vec<String>) {
    for def in &facts.traits {
        out.push(format!("trait {}{}{}", scope(facts, def.scope), def.name, generics(&def.generics)));
    }
    for def in &facts.impls {
        let of = def.of_trait.as_ref().map(|of| format!("{} for ", path(of))).unwrap_or_default();
        out.push(format!(
            "impl{} {of}{}{}",
            generics(&def.generics),
            ty(&def.self_ty),
            mark(def.test, " test")
        ));
        for (name, value) in &def.assoc_types {
            out.push(format!("  type {name} = {}", ty(value)));
        }
    }
    for def in &facts.consts {
        let body = def.body.as_ref().map(|body| format!(" = {}", root(body))).unwrap_or_default();
        out.push(format!("const {}{}: {}{body}", scope(facts, def.scope), def.name, ty(&def.ty)));
    }
    for def in &facts.functions {
        let owner = match def.owner {
            Some(Owner::Impl(at)) => format!("<{}>::", ty(&facts.impls[at as usize].self_ty)),
            Some(Owner::Trait(at)) => format!("{}::", facts.traits[at as usize].name),
            None => String::new(),
        };
        let mut params: Vec<String> = def.params.iter().map(ty).collect();
        if let Some(receiver) = &def.receiver {
            params.insert(0, receiver.as_ref().map_or("self".to_owned(), |own| format!("self: {}", ty(own))));
        }
        let ret = def.ret.as_ref().map(|ret| format!(" -> {}", ty(ret))).unwrap_or_default();
        let mut line = format!(
            "{}fn {}{owner}{}{}({}){ret} lines {}-{}",
            mark(def.is_async, "async "),
            scope(facts, def.scope),
            def.name,
            generics(&def.generics),
            params.join(", "),
            def.line,
            def.end_line
        );
        line.push_str(mark(def.test, " test"));
        for entry in &def.entries {
            let _ = write!(line, " entry {}", entry.kind.as_str());
            for part in
                [entry.method.map(|method| method.to_string()), entry.name.clone()].into_iter().flatten()
            {
                let _ = write!(line, " {part}");
            }
        }
        out.push(line);
        if let Some(body) = &def.body {
            out.push(format!("  {}", root(body)));
        }
    }
}

fn data(facts: &FileFacts, out: &mut Vec<String>) {
    for handle in &facts.handles {
        let what = match &handle.what {
            HandleKind::Table(table) => format!("table {table}"),
            HandleKind::Column { table: Some(table), column } => format!("column {table}.{column}"),
            HandleKind::Column { table: None, column } => format!("column {column}"),
            HandleKind::AllColumns(table) => format!("all columns of {table}"),
            HandleKind::SqlFunction => "function".to_owned(),
        };
        out.push(format!("handle {}{}: {what}", scope(facts, handle.scope), handle.name));
    }
    for ddl in facts.schema.iter().flat_map(|schema| &schema.changes) {
        out.push(match &ddl.change {
            Change::CreateTable(table) => {
                let name = table.name.as_ref().map(|name| match &name.schema {
                    Some(schema) => format!("{schema}.{}", name.name),
                    None => name.name.clone(),
                });
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|column| format!("{} {}{}", column.name, column.ty, mark(column.nullable, "?")))
                    .collect();
                let key = table.primary_key.join(", ");
                format!("create {}: {}; key {key}", name.unwrap_or_default(), columns.join(", "))
            }
            Change::AddForeignKey { table, key } => {
                format!("foreign key {}({}) -> {}", table.name, key.columns.join(", "), key.to.name)
            }
            other => format!("{other:?}"),
        });
    }
}

fn mark(on: bool, text: &str) -> &str {
    if on { text } else { "" }
}

fn scope(facts: &FileFacts, id: ScopeId) -> String {
    let own = &facts.scopes[id.0 as usize];
    match own.parent {
        None => String::new(),
        Some(parent) => {
            format!("{}{}::", scope(facts, parent), own.name.map_or("{}".to_owned(), |name| name.to_string()))
        }
    }
}

fn fields(all: &[crate::facts::item::FieldDef]) -> String {
    join(all.iter().map(|field| format!("{}: {}", field.name, ty(&field.ty))))
}

fn join(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

fn generics(generics: &Generics) -> String {
    let mut all: Vec<String> = Vec::new();
    for param in &generics.params {
        let bounds: Vec<String> = param.bounds.iter().map(path).collect();
        let colon = if bounds.is_empty() { "" } else { ": " };
        all.push(format!("{}{colon}{}", param.name, bounds.join(" + ")));
    }
    for (on, bounds) in &generics.wheres {
        let bounds: Vec<String> = bounds.iter().map(path).collect();
        all.push(format!("where {}: {}", ty(on), bounds.join(" + ")));
    }
    if all.is_empty() { String::new() } else { format!("<{}>", all.join(", ")) }
}

fn path(path_: &PathRef) -> String {
    let mut text = String::new();
    if let Some(qself) = &path_.qself {
        let of = qself.as_trait.as_ref().map(|of| format!(" as {}", path(of))).unwrap_or_default();
        let _ = write!(text, "<{}{of}>::", ty(&qself.ty));
    }
    text.push_str(mark(path_.global, "::"));
    let segments = path_.segments.iter().map(|segment| {
        let args = segment.args.iter().map(ty);
        let bindings = segment.bindings.iter().map(|(name, bound)| format!("{name} = {}", ty(bound)));
        let inner = join(args.chain(bindings));
        if inner.is_empty() { segment.name.to_string() } else { format!("{}<{inner}>", segment.name) }
    });
    text + &segments.collect::<Vec<_>>().join("::")
}

fn ty(of: &TypeExpr) -> String {
    let bounds = |all: &[PathRef]| all.iter().map(path).collect::<Vec<_>>().join(" + ");
    match of {
        TypeExpr::Path(of) => path(of),
        TypeExpr::Ref(of) => format!("&{}", ty(of)),
        TypeExpr::Tuple(all) => format!("({})", join(all.iter().map(ty))),
        TypeExpr::Slice(of) => format!("[{}]", ty(of)),
        TypeExpr::Impl(all) => format!("impl {}", bounds(all)),
        TypeExpr::Dyn(all) => format!("dyn {}", bounds(all)),
        TypeExpr::Fn(all, ret) => {
            format!(
                "fn({}) -> {}",
                join(all.iter().map(ty)),
                ret.as_ref().map_or("()".to_owned(), |ret| ty(ret))
            )
        }
        TypeExpr::Never => "!".to_owned(),
        TypeExpr::Infer => "_".to_owned(),
        TypeExpr::Unknown => "?".to_owned(),
    }
}

fn root(body: &Body) -> String {
    let params = join(body.params.iter().map(|param| pat(body, *param)));
    let inner = body.root.map(|root| expr(body, root)).unwrap_or_default();
    if params.is_empty() { inner } else { format!("|{params}| {inner}") }
}

fn exprs(body: &Body, all: &[ExprId]) -> String {
    join(all.iter().map(|one| expr(body, *one)))
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of expression")]
fn expr(body: &Body, id: ExprId) -> String {
    let one = |id: &ExprId| expr(body, *id);
    let maybe = |id: &Option<ExprId>| id.map(|id| format!(" {}", expr(body, id))).unwrap_or_default();
    match body.expr(id) {
        Expr::Missing => "…".to_owned(),
        Expr::Path(of) => path(of),
        Expr::Literal(Literal::Str(text)) => format!("{text:?}"),
        Expr::Literal(Literal::Bool(value)) => value.to_string(),
        Expr::Literal(Literal::Int(value)) => value.to_string(),
        Expr::Literal(Literal::Char(value)) => format!("{value:?}"),
        Expr::Literal(Literal::Other(kind)) => format!("#{kind}"),
        Expr::Call { callee, args } => format!("{}({})", one(callee), exprs(body, args)),
        Expr::Method(call) => {
            let generics = join(call.generics.iter().map(ty));
            let generics = if generics.is_empty() { generics } else { format!("::<{generics}>") };
            let (receiver, line) = (one(&call.receiver), body.line(id));
            format!("{receiver}.{}@{line}{generics}({})", call.name, exprs(body, &call.args))
        }
        Expr::Field { base, name } => format!("{}.{name}", one(base)),
        Expr::Index { base, index } => format!("{}[{}]", one(base), one(index)),
        Expr::Struct(lit) => {
            let fields = lit.fields.iter().map(|(name, value)| format!("{name}: {}", one(value)));
            let rest = lit.rest.map(|rest| format!(", ..{}", expr(body, rest))).unwrap_or_default();
            format!("{} {{ {}{rest} }}", path(&lit.path), join(fields))
        }
        Expr::Closure(closure) => {
            let params = closure.params.iter().map(|(param, of)| {
                of.as_ref().map_or(pat(body, *param), |of| format!("{}: {}", pat(body, *param), ty(of)))
            });
            format!("{}|{}| {}", mark(closure.is_async, "async "), join(params), one(&closure.body))
        }
        Expr::Block(block) => {
            let mut text = format!("{}{{ ", mark(block.is_async, "async "));
            for statement in &block.statements {
                let _ = match statement {
                    Statement::Let { pat: bound, ty: of, value, otherwise } => {
                        let of = of.as_ref().map(|of| format!(": {}", ty(of))).unwrap_or_default();
                        let value =
                            value.map(|value| format!(" = {}", expr(body, value))).unwrap_or_default();
                        let otherwise = otherwise.map(|other| format!(" else {}", expr(body, other)));
                        let otherwise = otherwise.unwrap_or_default();
                        write!(text, "let {}{of}{value}{otherwise}; ", pat(body, *bound))
                    }
                    Statement::Expr(id) => write!(text, "{}; ", expr(body, *id)),
                };
            }
            if let Some(tail) = block.tail {
                let _ = write!(text, "{} ", expr(body, tail));
            }
            text + "}"
        }
        Expr::If { cond, then, otherwise } => {
            let otherwise = otherwise.map(|other| format!(" else {}", expr(body, other))).unwrap_or_default();
            format!("if {} {}{otherwise}", one(cond), one(then))
        }
        Expr::Match { value, arms } => {
            let arms = arms.iter().map(|arm| {
                let guard = arm.guard.map(|guard| format!(" if {}", expr(body, guard))).unwrap_or_default();
                format!("{}{guard} => {}", pat(body, arm.pat), one(&arm.body))
            });
            format!("match {} {{ {} }}", one(value), join(arms))
        }
        Expr::Loop { cond, body: inner } => format!("loop{} {}", maybe(cond), one(inner)),
        Expr::For { pat: bound, iter, body: inner } => {
            format!("for {} in {} {}", pat(body, *bound), one(iter), one(inner))
        }
        Expr::Let { pat: bound, value } => format!("let {} = {}", pat(body, *bound), one(value)),
        Expr::Assign { to, value, compound } => {
            format!("{} {} {}", one(to), if *compound { "∘=" } else { "=" }, one(value))
        }
        Expr::Binary { op, left, right } => format!("({} {op:?} {})", one(left), one(right)),
        Expr::Unary(inner) => format!("!{}", one(inner)),
        Expr::Deref(inner) => format!("*{}", one(inner)),
        Expr::Ref(inner) => format!("&{}", one(inner)),
        Expr::Try(inner) => format!("{}?", one(inner)),
        Expr::Await(inner) => format!("{}.await", one(inner)),
        Expr::Return(value) => format!("return{}", maybe(value)),
        Expr::Break(value) => format!("break{}", maybe(value)),
        Expr::Cast { value, ty: of } => format!("{} as {}", one(value), ty(of)),
        Expr::Tuple(all) => format!("({})", exprs(body, all)),
        Expr::Array(all) => format!("[{}]", exprs(body, all)),
        Expr::Range(all) => format!("range({})", exprs(body, all)),
        Expr::Macro(call) => {
            let format = call.format.iter().flat_map(|text| &text.pieces).map(|piece| match piece {
                FormatPiece::Text(text) => format!("{text:?}"),
                FormatPiece::Value(value) => format!("{{{}}}", one(value)),
            });
            let format = format.collect::<Vec<_>>().join("");
            let format = if format.is_empty() { format } else { format!(" format {format}") };
            format!(
                "{}!:{}@{}({}){format}",
                path(&call.path),
                match call.what {
                    MacroKind::Value { ty, of_first } => format!("{ty}{}", mark(of_first, "<_>")),
                    other => format!("{other:?}"),
                },
                body.line(id),
                exprs(body, &call.args)
            )
        }
    }
}

fn pat(body: &Body, id: PatId) -> String {
    let all = |all: &[PatId]| join(all.iter().map(|one| pat(body, *one)));
    match body.pat(id) {
        Pat::Wild => "_".to_owned(),
        Pat::Bind { name, sub: None } => name.to_string(),
        Pat::Bind { name, sub: Some(sub) } => format!("{name} @ {}", pat(body, *sub)),
        Pat::Tuple(elems) => format!("({})", all(elems)),
        Pat::Struct { path: of, fields } => {
            let fields = fields.iter().map(|(name, inner)| format!("{name}: {}", pat(body, *inner)));
            format!("{} {{ {} }}", path(of), join(fields))
        }
        Pat::TupleStruct { path: of, elems } => format!("{}({})", path(of), all(elems)),
        Pat::Path(of) => path(of),
        Pat::Or(cases) => cases.iter().map(|one| pat(body, *one)).collect::<Vec<_>>().join(" | "),
        Pat::Slice(elems) => format!("[{}]", all(elems)),
        Pat::Ref(inner) => format!("&{}", pat(body, *inner)),
        Pat::Typed(inner, of) => format!("{}: {}", pat(body, *inner), ty(of)),
        Pat::Literal => "#literal".to_owned(),
    }
}
