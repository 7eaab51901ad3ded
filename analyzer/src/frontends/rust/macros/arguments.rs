//! The arguments of a macro in the manner of a call: expressions between separators, some with a name before them.

use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, Ident, Token};

/// One argument.
pub(in crate::frontends::rust) struct Argument {
    /// `name = value`, `name: value`.
    pub(super) name: Option<Ident>,
    pub(in crate::frontends::rust) value: Expr,
}

/// Arguments up to the end. `,`, `;` (`vec![x; n]`) and `=>` (`hashmap! { k => v }`) all separate.
pub(in crate::frontends::rust) fn arguments(input: ParseStream<'_>) -> syn::Result<Vec<Argument>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        all.push(argument(input)?);
        separator(input)?;
    }
    Ok(all)
}

fn argument(input: ParseStream<'_>) -> syn::Result<Argument> {
    skip_sigil(input)?;
    let name = name(input)?;
    skip_sigil(input)?;
    Ok(Argument { name, value: input.parse()? })
}

/// tracing's marks of how a field is written: `%value`, `?value`.
fn skip_sigil(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![%]) {
        input.parse::<Token![%]>()?;
    } else if input.peek(Token![?]) {
        input.parse::<Token![?]>()?;
    }
    Ok(())
}

/// `name =`, `a.b =`, `name:`, `"name" =>` is none: that is a value with a separator.
fn name(input: ParseStream<'_>) -> syn::Result<Option<Ident>> {
    if !input.peek(Ident::peek_any) {
        return Ok(None);
    }
    let assigns = input.peek2(Token![=]) && !input.peek2(Token![==]) && !input.peek2(Token![=>]);
    let types = input.peek2(Token![:]) && !input.peek2(Token![::]);
    if assigns || types {
        let name = input.call(Ident::parse_any)?;
        if assigns {
            input.parse::<Token![=]>()?;
        } else {
            input.parse::<Token![:]>()?;
        }
        return Ok(Some(name));
    }
    if input.peek2(Token![.]) && dotted_name(&input.fork()).is_ok() {
        return dotted_name(input).map(Some);
    }
    Ok(None)
}

/// `http.status =`: a field of a log line, by its last name.
fn dotted_name(input: ParseStream<'_>) -> syn::Result<Ident> {
    let mut last = input.call(Ident::parse_any)?;
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        last = input.call(Ident::parse_any)?;
    }
    if input.peek(Token![==]) {
        return Err(input.error("a comparison"));
    }
    input.parse::<Token![=]>()?;
    Ok(last)
}

fn separator(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        Ok(())
    } else if input.peek(Token![,]) {
        input.parse::<Token![,]>().map(|_| ())
    } else if input.peek(Token![;]) {
        input.parse::<Token![;]>().map(|_| ())
    } else {
        input.parse::<Token![=>]>().map(|_| ())
    }
}
