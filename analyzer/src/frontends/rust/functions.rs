//! Functions, and the impls and traits that own them.

use syn::parse::Parser as _;

use super::attributes;
use super::entries::{self, ImplMark};
use super::lowering::{Lowering, line};
use super::macros::items_of_impl;
use crate::facts::Name;
use crate::facts::body::Body;
use crate::facts::item::{
    EntryKind, EntryMark, Function, ImplDef, Import, ImportKind, Owner, ScopeId, TraitDef,
};
use crate::facts::types::TypeExpr;

/// What the places that hold functions tell about one.
struct FunctionSyntax<'a> {
    attrs: &'a [syn::Attribute],
    public: bool,
    sig: &'a syn::Signature,
    block: Option<&'a syn::Block>,
    owner: Option<Owner>,
    entries: Vec<EntryMark>,
}

impl Lowering {
    pub(super) fn function_item(&mut self, item: &syn::ItemFn) {
        let mut marks = entries::entry_marks(&item.attrs);
        if marks.is_empty() && self.scope == ScopeId(0) && item.sig.ident == "main" {
            marks.push(EntryMark { kind: EntryKind::Main, method: None, name: None });
        }
        self.function(&FunctionSyntax {
            attrs: &item.attrs,
            public: is_public(&item.vis),
            sig: &item.sig,
            block: Some(&item.block),
            owner: None,
            entries: marks,
        });
    }

    fn function(&mut self, syntax: &FunctionSyntax<'_>) {
        let test = attributes::is_test(syntax.attrs);
        let sig = syntax.sig;
        let mut receiver = None;
        let (mut params, mut names) = (Vec::new(), Vec::new());
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(own) => {
                    receiver = Some(match &own.kind {
                        syn::ReceiverKind::Typed(_, ty) => Some(self.ty(ty)),
                        _ => None,
                    });
                }
                syn::FnArg::Typed(param) => {
                    params.push(self.ty(&param.ty));
                    names.push(self.param_name(&param.pat));
                }
            }
        }
        let start = line(sig.fn_token.span);
        let end = syntax.block.map_or(start, |block| line(block.brace_token.span.close()));
        let read = syntax.block.filter(|_| self.reads_bodies(test));
        let body = read.map(|block| self.marked(test, |inner| inner.function_body(sig, block)));
        let function = Function {
            name: self.name(&sig.ident),
            scope: self.scope,
            owner: syntax.owner,
            line: start,
            end_line: end,
            generics: self.generics(&sig.generics),
            receiver,
            params: params.into_boxed_slice(),
            param_names: names.into_boxed_slice(),
            ret: self.return_type(&sig.output),
            is_async: sig.asyncness.is_some(),
            public: syntax.public,
            test: self.test || test,
            entries: syntax.entries.clone().into_boxed_slice(),
            body,
            derived: false,
        };
        self.facts.functions.push(function);
    }

    fn param_name(&mut self, pat: &syn::Pat) -> Option<Name> {
        match pat {
            syn::Pat::Ident(bind) => Some(self.name(&bind.ident)),
            _ => None,
        }
    }

    fn function_body(&mut self, sig: &syn::Signature, block: &syn::Block) -> Box<Body> {
        self.in_own_body(|inner| {
            for input in &sig.inputs {
                if let syn::FnArg::Typed(param) = input {
                    let pat = inner.pattern(&param.pat);
                    inner.body.params.push(pat);
                }
            }
            let root = inner.block(block, false);
            inner.body.root = Some(root);
        })
    }

    /// The value of a constant.
    pub(super) fn value_body(&mut self, value: &syn::Expr) -> Box<Body> {
        self.in_own_body(|inner| {
            let root = inner.expr(value);
            inner.body.root = Some(root);
        })
    }

    pub(super) fn impl_item(&mut self, item: &syn::ItemImpl) {
        let test = attributes::is_test_only(&item.attrs);
        let of_trait = item.trait_.as_ref().map(|(path, _)| path);
        let service = of_trait.and_then(|path| entries::rpc_service(&item.attrs, &self.imported(path)));
        let at = self.facts.impls.len();
        let def = ImplDef {
            scope: self.scope,
            line: line(item.impl_token.span),
            generics: self.generics(&item.generics),
            self_ty: self.ty(&item.self_ty),
            of_trait: of_trait.map(|path| self.path(path)),
            assoc_types: Box::default(),
            test: self.test || test,
        };
        self.facts.impls.push(def);
        let owner = ImplOwner {
            owner: Owner::Impl(at as u32),
            of_trait: item.trait_.is_some(),
            methods: entries::impl_mark(&item.attrs),
            prefix: entries::route_prefix(&item.attrs),
            service,
        };
        let mut types = Vec::new();
        self.marked(test, |inner| inner.impl_items(&owner, &item.items, &mut types));
        self.facts.impls[at].assoc_types = types.into_boxed_slice();
    }

    /// The path's segments, with those of the import in the file that it begins with.
    fn imported(&self, path: &syn::Path) -> Vec<Name> {
        let mut names: Vec<Name> =
            path.segments.iter().map(|one| Name::from(&one.ident.to_string())).collect();
        let named =
            |import: &&Import| matches!(import.what, ImportKind::Named(name) if names.first() == Some(&name));
        if let Some(import) = self.facts.imports.iter().find(named) {
            names.splice(..1, import.path.iter().copied());
        }
        names
    }

    fn impl_items(&mut self, owner: &ImplOwner, items: &[syn::ImplItem], types: &mut Vec<(Name, TypeExpr)>) {
        for item in items {
            match item {
                syn::ImplItem::Fn(item) => self.function(&FunctionSyntax {
                    attrs: &item.attrs,
                    public: owner.of_trait || is_public(&item.vis),
                    sig: &item.sig,
                    block: Some(&item.block),
                    owner: Some(owner.owner),
                    entries: owner.entries(item),
                }),
                syn::ImplItem::Const(item) => {
                    let (attrs, owner) = (&item.attrs, Some(owner.owner));
                    self.constant(attrs, &item.ident, &item.ty, Some(&item.expr), owner);
                }
                syn::ImplItem::Type(item) => types.push((self.name(&item.ident), self.ty(&item.ty))),
                // A macro that makes methods: what reads as methods is taken as such.
                syn::ImplItem::Macro(item) => {
                    self.macro_in_impl(owner, &item.mac, types);
                }
                _ => {}
            }
        }
    }

    fn macro_in_impl(&mut self, owner: &ImplOwner, mac: &syn::Macro, types: &mut Vec<(Name, TypeExpr)>) {
        let mut read = |inner: &mut Self, tokens| {
            if let Ok(items) = items_of_impl.parse2(tokens) {
                inner.impl_items(owner, &items, types);
            }
        };
        if self.expanded(mac, &mut read).is_none() && self.may_read(mac) {
            read(self, mac.tokens.clone());
        }
    }

    pub(super) fn trait_item(&mut self, item: &syn::ItemTrait) {
        let test = attributes::is_test_only(&item.attrs);
        let at = self.facts.traits.len();
        let mut assoc_types = Vec::new();
        for inner in &item.items {
            if let syn::TraitItem::Type(ty) = inner {
                let default = ty.default.as_ref().map(|(_, ty)| self.ty(ty));
                assoc_types.push((self.name(&ty.ident), self.bounds(&ty.bounds), default));
            }
        }
        let def = TraitDef {
            name: self.name(&item.ident),
            scope: self.scope,
            line: line(item.ident.span()),
            generics: self.generics(&item.generics),
            supertraits: self.bounds(&item.supertraits),
            assoc_types: assoc_types.into_boxed_slice(),
            served_as: entries::served_as(&item.attrs, &item.ident),
            test: self.test || test,
        };
        self.facts.traits.push(def);
        let owner = Owner::Trait(at as u32);
        self.marked(test, |inner| inner.trait_items(owner, &item.items));
    }

    fn trait_items(&mut self, owner: Owner, items: &[syn::TraitItem]) {
        for item in items {
            match item {
                syn::TraitItem::Fn(item) => self.function(&FunctionSyntax {
                    attrs: &item.attrs,
                    public: true,
                    sig: &item.sig,
                    block: item.default.as_ref(),
                    owner: Some(owner),
                    entries: entries::entry_marks(&item.attrs),
                }),
                syn::TraitItem::Const(item) => {
                    let value = item.default.as_ref().map(|(_, value)| value);
                    self.constant(&item.attrs, &item.ident, &item.ty, value, Some(owner));
                }
                _ => {}
            }
        }
    }

    /// The patterns of a closure with the types that are written.
    pub(super) fn closure_params<'p>(
        &mut self,
        params: impl Iterator<Item = &'p syn::Pat>,
    ) -> Box<[(crate::facts::body::PatId, Option<TypeExpr>)]> {
        params
            .map(|param| match param {
                syn::Pat::Type(typed) => (self.pattern(&typed.pat), Some(self.ty(&typed.ty))),
                other => (self.pattern(other), None),
            })
            .collect()
    }
}

/// The impl to which functions belong.
struct ImplOwner {
    owner: Owner,
    of_trait: bool,
    /// Who starts its methods.
    methods: Option<ImplMark>,
    /// Before the paths of its functions.
    prefix: Option<String>,
    /// The service of which its methods are calls from afar.
    service: Option<String>,
}

impl ImplOwner {
    /// The marks of a method: its own, else those that the impl gives. Fields of a GraphQL object are started by
    /// queries, methods of a generated service by its clients.
    fn entries(&self, item: &syn::ImplItemFn) -> Vec<EntryMark> {
        let mut own = entries::entry_marks(&item.attrs);
        if let Some(prefix) = &self.prefix {
            for route in own.iter_mut().filter_map(|mark| mark.name.as_mut()) {
                route.insert_str(0, prefix.trim_end_matches('/'));
            }
        }
        let statics = self.methods.is_some_and(|mark| mark.statics);
        if !own.is_empty() || (item.sig.receiver().is_none() && !statics) {
            return own;
        }
        let name = item.sig.ident.to_string();
        let mark = |kind, name| vec![EntryMark { kind, method: None, name: Some(name) }];
        match (&self.service, self.methods) {
            (Some(service), _) if entries::takes_request(&item.sig) => {
                mark(EntryKind::Rpc, format!("{service}/{name}"))
            }
            (_, Some(methods)) if !item.attrs.iter().any(entries::is_graphql_skip) => {
                mark(methods.kind, name)
            }
            _ => own,
        }
    }
}

fn is_public(vis: &syn::Visibility) -> bool {
    !matches!(vis, syn::Visibility::Inherited)
}
