//! Macros in the place of items: known ones, and any whose tokens hold items (`cfg_if!`, `thread_local!`).

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{Attribute, Token};

use super::{paste, scan};
use crate::facts::gap::GapKind;
use crate::frontends::rust::libraries;
use crate::frontends::rust::lowering::{Lowering, line};

impl Lowering {
    pub(in crate::frontends::rust) fn item_macro(&mut self, mac: &syn::Macro) {
        if self.expanded(mac, Self::made_items).is_some() || !self.may_read(mac) {
            return;
        }
        if libraries::item_macro(self, mac) {
            return;
        }
        let Some(last) = mac.path.segments.last() else { return };
        if paste::is_paste(&last.ident.to_string()) && self.made_items(paste::pasted(mac.tokens.clone())) {
            return;
        }
        if last.ident == "lazy_static"
            && let Ok(statics) = mac.parse_body_with(lazy_statics)
        {
            for lazy in &statics {
                self.constant(&lazy.attrs, &lazy.ident, &lazy.ty, Some(&lazy.value), None);
            }
            return;
        }
        if last.ident == "thread_local"
            && let Ok(mut file) = mac.parse_body::<syn::File>()
        {
            file.items.iter_mut().for_each(local_key);
            self.items(&file.items);
            return;
        }
        if !self.items_in(mac.tokens.clone(), 0) && scan::holds_call(mac.tokens.clone()) {
            let at = line(last.ident.span());
            self.gap(
                GapKind::UnknownMacro,
                at,
                format!("`{}!` holds no items that could be read", last.ident),
            );
        }
    }

    /// Lowers what reads as items: the tokens themselves or brace groups among them. Whether there was any.
    fn items_in(&mut self, tokens: TokenStream, depth: u32) -> bool {
        if let Ok(file) = syn::parse2::<syn::File>(tokens.clone())
            && file.items.iter().any(|item| !matches!(item, syn::Item::Verbatim(_)))
        {
            self.items(&file.items);
            return true;
        }
        let mut any = false;
        for token in tokens {
            if let TokenTree::Group(group) = token
                && group.delimiter() == Delimiter::Brace
                && depth < 4
            {
                any |= self.items_in(group.stream(), depth + 1);
            }
        }
        any
    }
}

/// `static ref NAME: T = value;` of `lazy_static!`.
struct LazyStatic {
    attrs: Vec<Attribute>,
    ident: syn::Ident,
    ty: syn::Type,
    value: syn::Expr,
}

fn lazy_statics(input: ParseStream<'_>) -> syn::Result<Vec<LazyStatic>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        let attrs = input.call(Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        input.parse::<Token![static]>()?;
        input.parse::<Token![ref]>()?;
        let ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        input.parse::<Token![=]>()?;
        let value = input.parse()?;
        input.parse::<Token![;]>()?;
        all.push(LazyStatic { attrs, ident, ty, value });
    }
    Ok(all)
}

/// The type that the macro gives to a static.
fn local_key(item: &mut syn::Item) {
    if let syn::Item::Static(item) = item {
        let ty = &item.ty;
        *item.ty = syn::parse_quote!(::std::thread::LocalKey<#ty>);
    }
}

/// The tokens of a macro in an impl, as far as they are items of an impl.
pub(in crate::frontends::rust) fn items_of_impl(input: ParseStream<'_>) -> syn::Result<Vec<syn::ImplItem>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        all.push(input.parse()?);
    }
    Ok(all)
}
