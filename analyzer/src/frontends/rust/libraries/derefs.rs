//! Derives that make a wrapper transparent: `#[derive(Deref)]` of derive_more and its like. The impl is read as if it
//! were written out.

use quote::quote_spanned;

use super::Library;
use crate::facts::item::TypeDef;
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) struct Derefs;

pub(super) static LIBRARY: Derefs = Derefs;

impl Library for Derefs {
    fn id(&self) -> &'static str {
        "derefs"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["derive_more", "shrinkwraprs", "derive_deref"]
    }

    fn complete_type(&self, lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        let derives = |name: &str| def.derives.iter().any(|own| own == name);
        let TypeBody::Struct(fields) = &shape.body else { return };
        if !derives("Deref") && !derives("Shrinkwrap") {
            return;
        }
        let marked = |field: &&syn::Field| {
            field.attrs.iter().any(|attr| attr.path().is_ident("deref") || attr.path().is_ident("shrinkwrap"))
        };
        let only = fields.iter().next().filter(|_| fields.len() == 1);
        let Some(field) = fields.iter().find(marked).or(only) else { return };
        let (ident, ty, span) = (shape.ident, &field.ty, shape.ident.span());
        let (generics, (_, arguments, _)) = (shape.generics, shape.generics.split_for_impl());
        lowering.derived_item(quote_spanned! {span=>
            impl #generics ::std::ops::Deref for #ident #arguments { type Target = #ty; }
        });
    }
}
