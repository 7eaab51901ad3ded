//! The functions that Diesel's `Selectable` and `HasQuery` derives make: `as_select()` with its columns and
//! `query()` with its joins. They are read as if they were written out.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};

use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

/// Adds the functions that the struct's derives make.
pub(super) fn functions(lowering: &mut Lowering, shape: &TypeShape<'_>, derived: &dyn Fn(&str) -> bool, table: &str) {
    let has_query = derived("HasQuery");
    let TypeBody::Struct(fields) = &shape.body else { return };
    if !has_query && !derived("Selectable") {
        return;
    }
    let own = Attributes::read(shape, table);
    let Some(table) = own.table else { return };
    let selected: Vec<TokenStream> = fields.iter().filter_map(|field| selection(field, &table)).collect();
    let (ident, span) = (shape.ident, shape.ident.span());
    let (_, arguments, _) = shape.generics.split_for_impl();
    let query = has_query.then(|| {
        let base = own.base_query.unwrap_or_else(|| quote_spanned!(span=> #table::table));
        quote_spanned!(span=> pub fn query() -> impl Sized { (#base).select(Self::as_select()) })
    });
    let generics = &shape.generics;
    lowering.derived_item(quote_spanned! {span=>
        impl #generics #ident #arguments {
            pub fn as_select() -> impl Sized { (#(#selected,)*) }
            #query
        }
    });
}

#[derive(Default)]
struct Attributes {
    table: Option<syn::Path>,
    base_query: Option<TokenStream>,
}

impl Attributes {
    fn read(shape: &TypeShape<'_>, inferred: &str) -> Self {
        let mut own = Attributes::default();
        attributes::each(shape.attrs, &mut |meta| {
            if meta.path().is_ident("diesel") {
                let args = Arguments::of(meta);
                if let Some(value) = args.value("table_name") {
                    own.table = syn::parse2(value.tokens.clone()).ok();
                }
                if let Some(value) = args.value("base_query") {
                    own.base_query = Some(value.tokens.clone());
                }
            }
        });
        if own.table.is_none() {
            own.table = syn::parse_str(inferred).ok();
        }
        own
    }
}

/// What a field selects: its column, an expression of its own, or another struct's columns.
fn selection(field: &syn::Field, table: &syn::Path) -> Option<TokenStream> {
    let mut expression = None;
    let mut column = field.ident.clone();
    let mut embedded = false;
    attributes::each(&field.attrs, &mut |meta| {
        if meta.path().is_ident("diesel") {
            let args = Arguments::of(meta);
            expression = expression.take().or_else(|| args.value("select_expression").map(|v| v.tokens.clone()));
            embedded |= args.has("embed");
            if let Some(name) = args.text("column_name") {
                column = syn::parse_str(&name).ok();
            }
        }
    });
    if let Some(expression) = expression {
        return Some(expression);
    }
    if embedded {
        let ty = field.ty.to_token_stream();
        return Some(quote_spanned!(proc_macro2::Span::call_site()=> <#ty>::as_select()));
    }
    column.map(|column| quote_spanned!(column.span()=> #table::#column))
}
