//! `#[derive(Iden)] enum Users { Table, Id, #[iden = "e_mail"] Email }` and `#[enum_def] struct User { … }`.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use crate::facts::Name;
use crate::facts::item::{HandleKind, TypeDef, TypeKind};
use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::{Lowering, line};

pub(super) fn complete(lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
    match &shape.body {
        TypeBody::Enum(item) if def.derives.iter().any(|name| name == "Iden" || name == "DeriveIden") => {
            iden_enum(lowering, def, item);
        }
        TypeBody::Struct(_) => enum_def(lowering, def, shape),
        _ => {}
    }
}

/// A name that an attribute sets: `#[iden = "x"]`, `#[sea_orm(iden = "x")]`, `#[iden(rename = "x")]`.
fn renamed(attrs: &[syn::Attribute]) -> Option<String> {
    let mut found = attributes::string_value(attrs, "iden");
    attributes::each(attrs, &mut |meta| {
        let path = meta.path();
        if found.is_none() && (path.is_ident("sea_orm") || path.is_ident("iden")) {
            let args = Arguments::of(meta);
            found = args.text("iden").or_else(|| args.text("rename"));
        }
    });
    found
}

/// An enum stands for a table if it has the variant `Table`; the others are its columns. Without it they are columns of whatever
/// table a query names beside them.
fn iden_enum(lowering: &mut Lowering, def: &TypeDef, item: &syn::ItemEnum) {
    let own = item.variants.iter().find(|variant| variant.ident == "Table");
    let table = own.map(|own| {
        renamed(&own.attrs).or_else(|| renamed(&item.attrs)).unwrap_or_else(|| def.name.to_snake_case())
    });
    let table = table.map(|table| Name::from(&table));
    let (scope, ()) = lowering.in_scope(Some(def.name), false, |inner| {
        for variant in &item.variants {
            let name = inner.name(&variant.ident);
            let what = match table.filter(|_| name == "Table") {
                Some(table) => HandleKind::Table(table),
                None => {
                    let column = renamed(&variant.attrs).unwrap_or_else(|| name.to_snake_case());
                    HandleKind::Column { table, column: Name::from(&column) }
                }
            };
            inner.push_handle(name.as_str(), what, line(variant.ident.span()));
        }
    });
    lowering.push_module(def.name, scope, def.line);
}

/// The attribute makes an enum of identifiers from the struct's fields.
fn enum_def(lowering: &mut Lowering, def: &TypeDef, shape: &TypeShape<'_>) {
    let mut args = None;
    attributes::each(shape.attrs, &mut |meta| {
        if meta.path().segments.last().is_some_and(|last| last.ident == "enum_def") {
            args = Some(Arguments::of(meta));
        }
    });
    let (Some(args), TypeKind::Struct(fields)) = (args, &def.kind) else { return };
    let table = Name::from(&args.text("table_name").unwrap_or_else(|| def.name.to_snake_case()));
    let (prefix, suffix) = (args.text("prefix"), args.text("suffix"));
    let suffix = suffix.unwrap_or_else(|| "Iden".to_owned());
    let name = Name::from(&format!("{}{}{suffix}", prefix.unwrap_or_default(), def.name));
    let (scope, ()) = lowering.in_scope(Some(name), false, |inner| {
        inner.push_handle("Table", HandleKind::Table(table), def.line);
        for field in fields {
            let what = HandleKind::Column { table: Some(table), column: field.name };
            inner.push_handle(&field.name.to_upper_camel_case(), what, field.line);
        }
    });
    lowering.push_module(name, scope, def.line);
}
