//! `use` trees and `extern crate`, flattened to one import a name.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::lowering::{Lowering, line};
use crate::facts::Name;
use crate::facts::item::{Import, ImportKind};

/// Stands for a `::` that begins a tree inside a group.
const FROM_CRATES: &str = "__from_crates";

impl Lowering {
    /// What `syn` leaves as tokens of `use {::serde::Serialize, crate::users}`: it keeps no tree for a `::` inside a group.
    pub(super) fn use_tokens(&mut self, tokens: &TokenStream) {
        let uses = |token: TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "use");
        if !tokens.clone().into_iter().any(uses) {
            return;
        }
        if let Ok(item) = syn::parse2::<syn::ItemUse>(with_marks(tokens.clone())) {
            self.use_item(&item);
        }
    }

    pub(super) fn use_item(&mut self, item: &syn::ItemUse) {
        let tree = UseRoot {
            global: item.leading_colon.is_some(),
            public: !matches!(item.vis, syn::Visibility::Inherited),
        };
        self.use_tree(&tree, &mut Vec::new(), &item.tree);
    }

    fn use_tree(&mut self, root: &UseRoot, path: &mut Vec<Name>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(step) if step.ident == FROM_CRATES => {
                self.use_tree(&UseRoot { global: true, ..*root }, path, &step.tree);
            }
            syn::UseTree::Path(step) => {
                path.push(self.name(&step.ident));
                self.use_tree(root, path, &step.tree);
                path.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(root, path, tree);
                }
            }
            syn::UseTree::Glob(glob) => {
                self.import(root, path, ImportKind::Glob, line(glob.star_token.span));
            }
            syn::UseTree::Name(leaf) => self.use_leaf(root, path, &leaf.ident, None),
            syn::UseTree::Rename(leaf) => self.use_leaf(root, path, &leaf.ident, Some(&leaf.rename)),
        }
    }

    /// `a::b`, `a::b as c`, `a::{self}`, `a::{self as b}`.
    fn use_leaf(
        &mut self,
        root: &UseRoot,
        path: &mut Vec<Name>,
        ident: &syn::Ident,
        rename: Option<&syn::Ident>,
    ) {
        let at = line(ident.span());
        let own = self.name(ident);
        let known_as = rename.map(|rename| self.name(rename));
        if own == "self" && !path.is_empty() {
            let known_as = known_as.or(path.last().copied()).unwrap_or(own);
            self.import(root, path, ImportKind::Named(known_as), at);
        } else {
            path.push(own);
            self.import(root, path, ImportKind::Named(known_as.unwrap_or(own)), at);
            path.pop();
        }
    }

    fn import(&mut self, root: &UseRoot, path: &[Name], what: ImportKind, line: u32) {
        let (scope, global, public) = (self.scope, root.global, root.public);
        self.facts.imports.push(Import { scope, global, path: path.into(), what, public, line });
    }

    /// `extern crate a as b;` is an import of a crate's root.
    pub(super) fn extern_crate(&mut self, item: &syn::ItemExternCrate) {
        let krate = self.name(&item.ident);
        let known_as = item.rename.as_ref().map_or(krate, |(_, rename)| self.name(rename));
        let root =
            UseRoot { global: krate != "self", public: !matches!(item.vis, syn::Visibility::Inherited) };
        let path = if krate == "self" { Name::from("crate") } else { krate };
        self.import(&root, &[path], ImportKind::Named(known_as), line(item.ident.span()));
    }
}

/// The tokens with a name before each `::` that begins a tree inside braces.
fn with_marks(tokens: TokenStream) -> TokenStream {
    let mut begins = false;
    let mut marked: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let mut inner: Vec<TokenTree> = with_marks(group.stream()).into_iter().collect();
                if is_colon(inner.first()) {
                    inner.insert(0, mark());
                }
                let mut made = Group::new(Delimiter::Brace, inner.into_iter().collect());
                made.set_span(group.span());
                marked.push(made.into());
                begins = false;
            }
            token => {
                if begins && is_colon(Some(&token)) {
                    marked.push(mark());
                }
                begins = matches!(&token, TokenTree::Punct(comma) if comma.as_char() == ',');
                marked.push(token);
            }
        }
    }
    marked.into_iter().collect()
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

fn mark() -> TokenTree {
    Ident::new(FROM_CRATES, Span::call_site()).into()
}

/// What all names of one `use` share.
#[derive(Clone, Copy)]
struct UseRoot {
    global: bool,
    public: bool,
}
