//! Sources of Rust 2015, in which `async`, `await` and `try` were names like any other, and `try!(…)` was what `…?` is now.
//! Where the paths of that edition begin is not decided here.

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};

/// Words that were names.
const NAMES: [&str; 3] = ["async", "await", "try"];

/// The file of a text as Rust 2015 reads it; None: that does not parse either.
pub(super) fn of_2015(text: &str) -> Option<syn::File> {
    syn::parse2(said_anew(text.parse().ok()?)).ok()
}

fn said_anew(tokens: TokenStream) -> TokenStream {
    let mut rest = tokens.into_iter().peekable();
    let mut out: Vec<TokenTree> = Vec::new();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Ident(word) if NAMES.iter().any(|name| word == name) => {
                let asks = word == "try"
                    && rest
                        .next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'))
                        .is_some();
                match rest.next_if(|next| asks && matches!(next, TokenTree::Group(_))) {
                    Some(TokenTree::Group(tried)) => {
                        out.push(inside(&tried).into());
                        out.push(Punct::new('?', Spacing::Alone).into());
                    }
                    _ => out.push(Ident::new_raw(&word.to_string(), word.span()).into()),
                }
            }
            TokenTree::Group(group) => out.push(inside(&group).into()),
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}

fn inside(group: &Group) -> Group {
    let mut anew = Group::new(group.delimiter(), said_anew(group.stream()));
    anew.set_span(group.span());
    anew
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::of_2015;

    #[test]
    fn words_that_became_keywords_are_names() {
        let text =
            "use tokio::async;\nfn run() -> R {\n    let try = try!(load(try!(id())));\n    async(try)\n}\n";
        let made = of_2015(text).map(|file| file.to_token_stream().to_string());
        let expected = "use tokio :: r#async ; \
                        fn run () -> R { let r#try = (load ((id ()) ?)) ? ; r#async (r#try) }";
        assert_eq!(made.as_deref(), Some(expected));
        assert!(of_2015("fn run( {").is_none());
    }
}
