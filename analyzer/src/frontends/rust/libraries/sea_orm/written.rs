//! Entities of which the code writes every part: `DeriveEntity`, `EntityName`, `DeriveModel`, `DeriveColumn`,
//! `DerivePrimaryKey`. And rows made of other structs: `DeriveIntoActiveModel`.

use heck::ToSnakeCase as _;

use super::entity::{Entity, arguments, made_items};
use super::relations::entity_in_scope;
use crate::facts::Name;
use crate::facts::body::{Expr, Literal};
use crate::facts::item::{HandleKind, TypeDef, TypeKind};
use crate::facts::model::{FormColumn, FormMapping, FormUse, TableRef};
use crate::frontends::rust::items::TypeShape;
use crate::frontends::rust::lowering::{Lowering, line};

/// The table's name: by the attribute, or by the `EntityName` that stands before.
pub(super) fn table_name(lowering: &Lowering, shape: &TypeShape<'_>) -> Option<String> {
    arguments(shape.attrs).text("table_name").or_else(|| {
        let scope = lowering.scope;
        let named = |f: &&crate::facts::item::Function| f.scope == scope && f.name == "table_name";
        let body = lowering.facts.functions.iter().rev().find(named)?.body.as_deref()?;
        let tail = match body.expr(body.root?) {
            Expr::Block(block) => block.tail?,
            _ => body.root?,
        };
        match body.expr(tail) {
            Expr::Literal(Literal::Str(text)) => Some(text.to_string()),
            _ => None,
        }
    })
}

/// Adds what `DeriveModel` and `DeriveActiveModel` make, and what `Entity`, which stands before, is.
pub(super) fn add(entity: &Entity, lowering: &mut Lowering, model: &mut TypeDef) {
    let scope = lowering.scope;
    let own = lowering.facts.types.iter_mut().rev().find(|ty| ty.scope == scope && ty.name == "Entity");
    if let Some(own) = own {
        own.forms.push(entity.itself());
        entity.add_rows(lowering, model);
    }
}

/// The variants of `Column`, which may be named anew.
pub(super) fn columns(lowering: &mut Lowering, item: &syn::ItemEnum) {
    let Some(table) = entity_in_scope(lowering) else { return };
    let name = lowering.name(&item.ident);
    let at = line(item.ident.span());
    let (scope, ()) = lowering.in_scope(Some(name), false, |inner| {
        for variant in &item.variants {
            let column = column_name(variant);
            let what = HandleKind::Column { table: Some(table), column: Name::from(&column) };
            inner.push_handle(&variant.ident.to_string(), what, line(variant.ident.span()));
        }
    });
    lowering.push_module(name, scope, at);
    for variant in &item.variants {
        rename(lowering, &variant.ident.to_string().to_snake_case(), &column_name(variant));
    }
}

/// Rows' fields stand for the column under its own name.
fn rename(lowering: &mut Lowering, from: &str, to: &str) {
    let scope = lowering.scope;
    let own = lowering.facts.types.iter_mut().filter(|ty| ty.scope == scope);
    let columns = own.flat_map(|ty| &mut ty.forms).flat_map(|form| &mut form.columns);
    for column in columns.filter(|column| column.column.is_some_and(|name| name == from)) {
        column.column = Some(Name::from(to));
    }
}

fn column_name(variant: &syn::Variant) -> String {
    arguments(&variant.attrs).text("column_name").unwrap_or_else(|| variant.ident.to_string().to_snake_case())
}

/// The key's columns say which row is updated; they are not written.
pub(super) fn primary_key(lowering: &mut Lowering, item: &syn::ItemEnum) {
    let scope = lowering.scope;
    let keys: Vec<String> = item.variants.iter().map(column_name).collect();
    let is_key = |column: &FormColumn| column.column.is_some_and(|name| keys.iter().any(|key| *key == name.as_str()));
    let own = lowering.facts.types.iter_mut().rev().find(|ty| ty.scope == scope && ty.name == "ActiveModel");
    for form in own.into_iter().flat_map(|own| &mut own.forms).filter(|form| form.use_ == FormUse::Update) {
        form.columns = form.columns.iter().filter(|column| !is_key(column)).cloned().collect();
    }
}

/// A struct whose fields are those of a row that is to be written.
pub(super) fn into_active(lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
    let TypeKind::Struct(fields) = &def.kind else { return };
    let row = arguments(shape.attrs).text("active_model").unwrap_or_else(|| "ActiveModel".to_owned());
    let Ok(path) = syn::parse_str::<syn::Path>(&row) else { return };
    let columns = fields.iter().map(|field| FormColumn {
        field: field.name,
        column: Some(field.name),
        optional: false,
    });
    let table = TableRef::Path(lowering.path(&path));
    def.forms.push(FormMapping { use_: FormUse::Insert, table, tracked: false, columns: columns.collect() });
    let text = format!("impl ::sea_orm::IntoActiveModel for {} {{ type Row = {row}; }}", def.name);
    made_items(lowering, &text);
}
