//! `table!`, `joinable!` and `define_sql_function!`: modules of handles, and a declaration of the schema.

use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Token};

use crate::facts::Name;
use crate::facts::item::HandleKind;
use crate::facts::schema::{Change, ColumnDef, ForeignKey, TableDef, TableName};
use crate::frontends::rust::attributes;
use crate::frontends::rust::lowering::{Lowering, line};

/// `schema.table (key) { column -> Type, … }`.
struct Table {
    attrs: Vec<Attribute>,
    schema: Option<Ident>,
    ident: Ident,
    /// Absent: `id`.
    key: Option<Vec<Ident>>,
    columns: Vec<Column>,
}

struct Column {
    attrs: Vec<Attribute>,
    ident: Ident,
    ty: syn::Type,
}

pub(super) fn is_table(mac: &syn::Macro) -> bool {
    mac.parse_body_with(parse_table).is_ok()
}

fn parse_table(input: ParseStream<'_>) -> syn::Result<Table> {
    input.call(Attribute::parse_inner)?;
    let attrs = loop {
        let attrs = input.call(Attribute::parse_outer)?;
        if !input.peek(Token![use]) && !input.peek(Token![pub]) {
            break attrs;
        }
        input.parse::<syn::ItemUse>()?;
    };
    let mut ident: Ident = input.parse()?;
    let mut schema = None;
    if input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        schema = Some(std::mem::replace(&mut ident, input.parse()?));
    }
    let mut key = None;
    if input.peek(syn::token::Paren) {
        let inside;
        syn::parenthesized!(inside in input);
        key = Some(Punctuated::<Ident, Token![,]>::parse_terminated(&inside)?.into_iter().collect());
    }
    let inside;
    syn::braced!(inside in input);
    let columns = Punctuated::<Column, Token![,]>::parse_terminated_with(&inside, parse_column)?;
    Ok(Table { attrs, schema, ident, key, columns: columns.into_iter().collect() })
}

fn parse_column(input: ParseStream<'_>) -> syn::Result<Column> {
    let attrs = input.call(Attribute::parse_outer)?;
    let ident = input.parse()?;
    input.parse::<Token![->]>()?;
    Ok(Column { attrs, ident, ty: input.parse()? })
}

/// Adds the module that the macro makes, and the table to the schema as the code declares it.
pub(super) fn table(lowering: &mut Lowering, mac: &syn::Macro) {
    let Ok(table) = mac.parse_body_with(parse_table) else { return };
    let at = line(table.ident.span());
    let module = lowering.name(&table.ident);
    let sql_name = attributes::string_value(&table.attrs, "sql_name").unwrap_or_else(|| module.to_string());
    let name = TableName { schema: table.schema.as_ref().map(ToString::to_string), name: sql_name };
    let columns: Vec<NamedColumn<'_>> =
        table.columns.iter().map(|column| NamedColumn::of(lowering, column)).collect();
    add_module(lowering, &table, module, &name, &columns);
    let primary_key = match &table.key {
        Some(key) => key.iter().map(|ident| sql_name_of(lowering, ident, &columns)).collect(),
        None => vec!["id".to_owned()],
    };
    let columns = columns.iter().map(|column| column_def(&column.sql, &column.syntax.ty)).collect();
    let def = TableDef { name: Some(name), columns, primary_key, ..TableDef::default() };
    lowering.declare(at, Change::CreateTable(def));
}

/// A column by its name in code and in the database.
struct NamedColumn<'a> {
    name: Name,
    sql: String,
    syntax: &'a Column,
}

impl<'a> NamedColumn<'a> {
    fn of(lowering: &mut Lowering, syntax: &'a Column) -> Self {
        let name = lowering.name(&syntax.ident);
        let sql = attributes::string_value(&syntax.attrs, "sql_name").unwrap_or_else(|| name.to_string());
        NamedColumn { name, sql, syntax }
    }
}

fn sql_name_of(lowering: &mut Lowering, ident: &Ident, columns: &[NamedColumn<'_>]) -> String {
    let name = lowering.name(ident);
    columns.iter().find(|column| column.name == name).map_or_else(|| name.to_string(), |column| column.sql.clone())
}

/// The macro's module: `table`, `all_columns`, the columns, and the modules `dsl` and `columns`.
fn add_module(
    lowering: &mut Lowering,
    table: &Table,
    module: Name,
    name: &TableName,
    columns: &[NamedColumn<'_>],
) {
    let own = handle_name(name);
    let at = line(table.ident.span());
    let (scope, ()) = lowering.in_scope(Some(module), false, |inner| {
        inner.push_handle("table", HandleKind::Table(own), at);
        inner.push_handle("all_columns", HandleKind::AllColumns(own), at);
        inner.push_handle("star", HandleKind::AllColumns(own), at);
        push_columns(inner, own, columns);
        let (dsl, ()) = inner.in_scope(Some(Name::from("dsl")), false, |dsl| {
            dsl.push_handle(module.as_str(), HandleKind::Table(own), at);
            push_columns(dsl, own, columns);
        });
        inner.push_module(Name::from("dsl"), dsl, at);
        let (all, ()) = inner.in_scope(Some(Name::from("columns")), false, |all| {
            all.push_handle("star", HandleKind::AllColumns(own), at);
            push_columns(all, own, columns);
        });
        inner.push_module(Name::from("columns"), all, at);
    });
    lowering.push_module(module, scope, at);
}

fn push_columns(lowering: &mut Lowering, table: Name, columns: &[NamedColumn<'_>]) {
    for column in columns {
        let what = HandleKind::Column { table: Some(table), column: Name::from(&column.sql) };
        lowering.push_handle(column.name.as_str(), what, line(column.syntax.ident.span()));
    }
}

/// `schema.table` where the table has a schema.
fn handle_name(name: &TableName) -> Name {
    match &name.schema {
        Some(schema) => Name::from(&format!("{schema}.{}", name.name)),
        None => Name::from(&name.name),
    }
}

fn column_def(name: &str, ty: &syn::Type) -> ColumnDef {
    let (inner, nullable) = match argument_of(ty, "Nullable") {
        Some(inner) => (inner, true),
        None => (ty, false),
    };
    ColumnDef { name: name.to_owned(), ty: type_text(inner), nullable, ..ColumnDef::default() }
}

/// `T` of `Wrapper<T>`.
fn argument_of<'t>(ty: &'t syn::Type, wrapper: &str) -> Option<&'t syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(args) if last.ident == wrapper => match args.args.first()? {
            syn::GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Diesel's SQL type as text: `Array<Nullable<Text>>` is `text[]`.
fn type_text(ty: &syn::Type) -> String {
    if let Some(inner) = argument_of(ty, "Array") {
        return format!("{}[]", type_text(inner));
    }
    if let Some(inner) = argument_of(ty, "Nullable") {
        return type_text(inner);
    }
    match ty {
        syn::Type::Path(path) => match path.path.segments.last() {
            Some(last) => last.ident.to_string().to_ascii_lowercase(),
            None => String::new(),
        },
        _ => String::new(),
    }
}

/// `child -> parent (column)`.
struct Joinable {
    child: syn::Path,
    parent: syn::Path,
    column: Ident,
}

pub(super) fn is_joinable(mac: &syn::Macro) -> bool {
    mac.parse_body_with(parse_joinable).is_ok()
}

fn parse_joinable(input: ParseStream<'_>) -> syn::Result<Joinable> {
    let child = input.call(syn::Path::parse_mod_style)?;
    input.parse::<Token![->]>()?;
    let parent = input.call(syn::Path::parse_mod_style)?;
    let inside;
    syn::parenthesized!(inside in input);
    let column = inside.parse()?;
    input.parse::<Option<Token![,]>>()?;
    Ok(Joinable { child, parent, column })
}

pub(super) fn joinable(lowering: &mut Lowering, mac: &syn::Macro) {
    let Ok(joinable) = mac.parse_body_with(parse_joinable) else { return };
    let Some(table) = declared_table(lowering, &joinable.child) else { return };
    let Some(to) = declared_table(lowering, &joinable.parent) else { return };
    let at = line(joinable.column.span());
    let columns = vec![lowering.name(&joinable.column).to_string()];
    let key =
        ForeignKey { name: None, columns, to, to_columns: Vec::new(), on_delete: None, on_update: None };
    lowering.declare(at, Change::AddForeignKey { table, key });
}

/// The table whose module the path names: by its name in the database where this file declares it.
fn declared_table(lowering: &mut Lowering, path: &syn::Path) -> Option<TableName> {
    let module = lowering.name(&path.segments.last()?.ident);
    let facts = &lowering.facts;
    let name = facts.handles.iter().find_map(|handle| match handle.what {
        HandleKind::Table(table) if handle.name == "table" => {
            let own = facts.scopes.get(handle.scope.0 as usize)?.name;
            (own == Some(module)).then_some(table)
        }
        _ => None,
    });
    Some(super::super::table_name(name.unwrap_or(module)))
}

/// `fn lower(x: Text) -> Text;`: functions of the database that stand in queries.
pub(super) fn sql_function(lowering: &mut Lowering, mac: &syn::Macro) {
    let names = mac.parse_body_with(|input: ParseStream<'_>| {
        let mut names = Vec::new();
        while !input.is_empty() {
            let item: syn::TraitItemFn = input.parse()?;
            names.push(item.sig.ident);
        }
        Ok(names)
    });
    for ident in names.into_iter().flatten() {
        let (name, at) = (lowering.name(&ident), line(ident.span()));
        lowering.push_handle(name.as_str(), HandleKind::SqlFunction, at);
    }
}
