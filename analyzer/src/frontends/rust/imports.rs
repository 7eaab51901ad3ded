//! `use` trees and `extern crate`, flattened to one import a name.

use super::lowering::{Lowering, line};
use crate::facts::Name;
use crate::facts::item::{Import, ImportKind};

impl Lowering {
    pub(super) fn use_item(&mut self, item: &syn::ItemUse) {
        let tree = UseRoot {
            global: item.leading_colon.is_some(),
            public: !matches!(item.vis, syn::Visibility::Inherited),
        };
        self.use_tree(&tree, &mut Vec::new(), &item.tree);
    }

    fn use_tree(&mut self, root: &UseRoot, path: &mut Vec<Name>, tree: &syn::UseTree) {
        match tree {
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

/// What all names of one `use` share.
struct UseRoot {
    global: bool,
    public: bool,
}
