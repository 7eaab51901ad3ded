//! Derives that make a builder: bon's and typed-builder's (`T::builder()…build()` gives a `T`) and derive_builder's
//! (`TBuilder::default()…build()` gives a `Result`). Type and functions are read as if they were written out, so that
//! what the code adds to a builder is found, and what is called on the built value.

use proc_macro2::TokenStream;
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt as _;

use super::Library;
use crate::facts::item::TypeDef;
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) struct Builders;

pub(super) static LIBRARY: Builders = Builders;

impl Library for Builders {
    fn id(&self) -> &'static str {
        "builders"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["bon", "typed_builder", "derive_builder"]
    }

    fn complete_type(&self, lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        let derives = |name: &str| def.derives.iter().any(|own| own == name);
        let TypeBody::Struct(fields) = &shape.body else { return };
        if !derives("Builder") && !derives("TypedBuilder") {
            return;
        }
        let fallible = derives("Builder") && uses(lowering, shape, "derive_builder");
        let (ident, vis, span) = (shape.ident, public(), shape.ident.span());
        let builder = format_ident!("{ident}Builder");
        let generics = shape.generics;
        let (_, arguments, _) = generics.split_for_impl();
        let setters = fields.iter().filter_map(|field| setter(field, &vis));
        let (built, start) = if fallible {
            (quote_spanned!(span=> ::std::result::Result<#ident #arguments, ()>), quote_spanned!(span=> default))
        } else {
            (quote_spanned!(span=> #ident #arguments), quote_spanned!(span=> new))
        };
        let begins = (!fallible).then(|| {
            quote_spanned! {span=>
                impl #generics #ident #arguments { #vis fn builder() -> #builder #arguments { todo!() } }
            }
        });
        lowering.derived_item(quote_spanned!(span=> #vis struct #builder #generics;));
        lowering.derived_item(quote_spanned! {span=>
            impl #generics #builder #arguments {
                #vis fn #start() -> Self { todo!() }
                #(#setters)*
                #vis fn build(self) -> #built { todo!() }
            }
        });
        begins.into_iter().for_each(|begins| lowering.derived_item(begins));
    }
}

/// A derive of the same name may be of several crates: the one that the file names.
fn uses(lowering: &Lowering, shape: &TypeShape<'_>, krate: &str) -> bool {
    let imported = lowering.facts.imports.iter().any(|import| {
        import.path.first().is_some_and(|first| *first == krate)
    });
    let written = shape.attrs.iter().any(|attr| match &attr.meta {
        syn::Meta::List(list) => list.tokens.to_string().contains(krate),
        _ => false,
    });
    imported || written
}

/// `field(value)` and, for what may be left out, `maybe_field(value)`.
fn setter(field: &syn::Field, vis: &TokenStream) -> Option<TokenStream> {
    let name = field.ident.as_ref()?;
    let (span, ty) = (name.span(), &field.ty);
    let maybe = format_ident!("maybe_{}", name.unraw());
    Some(quote_spanned! {span=>
        #vis fn #name(self, value: #ty) -> Self { todo!() }
        #vis fn #maybe(self, value: #ty) -> Self { todo!() }
    })
}

fn public() -> TokenStream {
    quote_spanned!(proc_macro2::Span::call_site()=> pub)
}
