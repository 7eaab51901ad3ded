//! `alias!` among items: constants that stand for a table under another name. The form inside a body is an expression
//! and is read as a macro's arguments are.

use quote::quote_spanned;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Ident, Path, Token, Visibility};

use crate::frontends::rust::lowering::Lowering;

struct Alias {
    vis: Visibility,
    name: Ident,
    table: Path,
}

pub(super) fn are_items(mac: &syn::Macro) -> bool {
    mac.parse_body_with(parse).is_ok_and(|aliases| !aliases.is_empty())
}

/// Adds a constant for each, worth its table.
pub(super) fn aliases(lowering: &mut Lowering, mac: &syn::Macro) {
    for Alias { vis, name, table } in mac.parse_body_with(parse).unwrap_or_default() {
        let made = quote_spanned!(name.span()=> #vis const #name: _ = #table::table;);
        if let Ok(item) = syn::parse2(made) {
            lowering.item(&item);
        }
    }
}

fn parse(input: ParseStream<'_>) -> syn::Result<Vec<Alias>> {
    let with_const = input.fork();
    with_const.parse::<Visibility>()?;
    Ok(match with_const.peek(Token![const]) {
        true => Punctuated::<Alias, Token![;]>::parse_terminated_with(input, constant)?.into_iter().collect(),
        false => Punctuated::<Alias, Token![,]>::parse_terminated_with(input, short)?.into_iter().collect(),
    })
}

/// `users as managers: Managers`
fn short(input: ParseStream<'_>) -> syn::Result<Alias> {
    let table = Path::parse_mod_style(input)?;
    input.parse::<Token![as]>()?;
    let name = input.parse()?;
    input.parse::<Token![:]>()?;
    input.parse::<Ident>()?;
    let vis = Visibility::Public(Token![pub](proc_macro2::Span::call_site()));
    Ok(Alias { vis, name, table })
}

/// `pub const MANAGERS: Alias<Managers> = users as managers`
fn constant(input: ParseStream<'_>) -> syn::Result<Alias> {
    let vis = input.parse()?;
    input.parse::<Token![const]>()?;
    let name = input.parse()?;
    input.parse::<Token![:]>()?;
    input.parse::<syn::Type>()?;
    input.parse::<Token![=]>()?;
    let table = Path::parse_mod_style(input)?;
    input.parse::<Token![as]>()?;
    input.parse::<Ident>()?;
    Ok(Alias { vis, name, table })
}
