//! `#[derive(DeriveRelation)]`: the other entities, and the foreign keys that lead to them.

use heck::ToSnakeCase as _;

use super::entity::{arguments, made_items};
use crate::facts::Name;
use crate::facts::item::HandleKind;
use crate::facts::model::TableRef;
use crate::facts::schema::{Change, ForeignKey, TableName};
use crate::frontends::rust::lowering::Lowering;

/// The foreign keys that relations say, and what each relation stands for in a join: the other entity. The other
/// table is known by its module, which bears its name.
pub(super) fn add(lowering: &mut Lowering, item: &syn::ItemEnum) {
    let name = Name::from("Relation");
    let at = crate::frontends::rust::lowering::line(item.ident.span());
    let (scope, ()) = lowering.in_scope(Some(name), false, |inner| {
        for variant in &item.variants {
            relation_value(inner, variant);
        }
    });
    lowering.push_module(name, scope, at);
    let Some(table) = entity_in_scope(lowering) else { return };
    for variant in &item.variants {
        let args = arguments(&variant.attrs);
        let Some(parent) = args.text("belongs_to") else { continue };
        let Some(to) = parent.rsplit("::").nth(1) else { continue };
        let variant_of = |key: &str| Some(args.text(key)?.rsplit("::").next()?.to_owned());
        let key = ForeignKey {
            name: None,
            columns: variant_of("from").map(|name| column_of(lowering, table, &name)).into_iter().collect(),
            to: TableName::plain(to),
            to_columns: variant_of("to").map(|name| name.to_snake_case()).into_iter().collect(),
            on_delete: args.text("on_delete").map(|action| action.to_ascii_uppercase()),
            on_update: args.text("on_update").map(|action| action.to_ascii_uppercase()),
        };
        let at = crate::frontends::rust::lowering::line(variant.ident.span());
        lowering.declare(at, Change::AddForeignKey { table: super::super::table_name(table), key });
    }
}

/// `Relation::Fruit` as a constant whose value is both entities.
fn relation_value(lowering: &mut Lowering, variant: &syn::Variant) {
    let args = arguments(&variant.attrs);
    let other = ["belongs_to", "has_many", "has_one"].into_iter().find_map(|key| args.text(key));
    let Some(other) = other else { return };
    // The constant stands one module below the attribute.
    let outer = if other.starts_with("crate::") || other.starts_with("::") { "" } else { "super::" };
    made_items(lowering, &format!("pub const {}: () = (super::Entity, {outer}{other});", variant.ident));
}

/// A column by its variant of `Column`.
fn column_of(lowering: &Lowering, of: Name, variant: &str) -> String {
    let found = lowering.facts.handles.iter().rev().find_map(|handle| match handle.what {
        HandleKind::Column { table: Some(table), column } if table == of && handle.name == variant => Some(column),
        _ => None,
    });
    found.map_or_else(|| variant.to_snake_case(), |column| column.to_string())
}

/// The table of the entity that stands before in this scope.
pub(super) fn entity_in_scope(lowering: &Lowering) -> Option<Name> {
    let scope = lowering.scope;
    let entity = lowering.facts.types.iter().rev().find(|ty| ty.scope == scope && ty.name == "Entity")?;
    entity.forms.iter().find_map(|form| match form.table {
        TableRef::Named(name) => Some(name),
        TableRef::Path(_) => None,
    })
}
