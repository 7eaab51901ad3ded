//! Items: modules, types, constants, macros. Functions, impls and traits are in `functions`, `use` in `imports`.

use super::attributes;
use super::lowering::{Lowering, line};
use crate::facts::Name;
use crate::facts::item::{ConstDef, FieldDef, ModuleDecl, Owner, TypeDef, TypeKind, VariantDef};
use crate::facts::types::TypeExpr;

impl Lowering {
    pub(super) fn items(&mut self, items: &[syn::Item]) {
        for item in items {
            self.item(item);
        }
    }

    pub(super) fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Fn(item) => self.function_item(item),
            syn::Item::Impl(item) => self.impl_item(item),
            syn::Item::Trait(item) => self.trait_item(item),
            syn::Item::Use(item) => self.use_item(item),
            syn::Item::ExternCrate(item) => self.extern_crate(item),
            syn::Item::Mod(item) => self.module(item),
            syn::Item::Struct(item) => self.struct_item(item),
            syn::Item::Enum(item) => self.enum_item(item),
            syn::Item::Union(item) => self.union_item(item),
            syn::Item::Type(item) => self.alias(item),
            syn::Item::Const(item) => {
                self.constant(&item.attrs, &item.ident, &item.ty, Some(&item.expr), None);
            }
            syn::Item::Static(item) => {
                self.constant(&item.attrs, &item.ident, &item.ty, Some(&item.expr), None);
            }
            syn::Item::Macro(item) => self.macro_item(item),
            syn::Item::Verbatim(tokens) => self.use_tokens(tokens),
            // Foreign functions have no body and trait aliases no use here; what else `syn` leaves as tokens is no item
            // of stable Rust.
            _ => {}
        }
    }

    fn module(&mut self, item: &syn::ItemMod) {
        let name = self.name(&item.ident);
        let test = attributes::is_test_only(&item.attrs);
        let inline = item.content.as_ref().map(|(_, items)| {
            let (scope, ()) = self.in_scope(Some(name), test, |inner| inner.items(items));
            scope
        });
        let path = attributes::string_value(&item.attrs, "path");
        let decl = ModuleDecl {
            scope: self.scope,
            name,
            inline,
            path,
            test: self.test || test,
            line: line(item.ident.span()),
        };
        self.facts.modules.push(decl);
    }

    fn struct_item(&mut self, item: &syn::ItemStruct) {
        let fields = self.fields(&item.fields);
        let shape = TypeShape {
            attrs: &item.attrs,
            ident: &item.ident,
            generics: &item.generics,
            body: TypeBody::Struct(&item.fields),
        };
        self.type_def(&shape, TypeKind::Struct(fields));
    }

    fn union_item(&mut self, item: &syn::ItemUnion) {
        let fields = item.fields.named.iter().enumerate().map(|(at, field)| self.field(at, field)).collect();
        let shape = TypeShape {
            attrs: &item.attrs,
            ident: &item.ident,
            generics: &item.generics,
            body: TypeBody::Other,
        };
        self.type_def(&shape, TypeKind::Struct(fields));
    }

    fn enum_item(&mut self, item: &syn::ItemEnum) {
        let mut variants = Vec::with_capacity(item.variants.len());
        for variant in &item.variants {
            let fields = self.fields(&variant.fields);
            let line = line(variant.ident.span());
            variants.push(VariantDef { name: self.name(&variant.ident), text: None, fields, line });
        }
        let shape = TypeShape {
            attrs: &item.attrs,
            ident: &item.ident,
            generics: &item.generics,
            body: TypeBody::Enum(item),
        };
        self.type_def(&shape, TypeKind::Enum(variants.into_boxed_slice()));
    }

    fn alias(&mut self, item: &syn::ItemType) {
        let ty = self.ty(&item.ty);
        let shape = TypeShape {
            attrs: &item.attrs,
            ident: &item.ident,
            generics: &item.generics,
            body: TypeBody::Other,
        };
        self.type_def(&shape, TypeKind::Alias(ty));
    }

    fn type_def(&mut self, shape: &TypeShape<'_>, kind: TypeKind) {
        let def = TypeDef {
            name: self.name(shape.ident),
            scope: self.scope,
            line: line(shape.ident.span()),
            generics: self.generics(shape.generics),
            kind,
            derives: attributes::derives(shape.attrs),
            forms: Vec::new(),
            commands: Box::default(),
            test: self.test || attributes::is_test_only(shape.attrs),
        };
        let def = super::libraries::complete_type(self, def, shape);
        self.facts.types.push(def);
    }

    pub(super) fn fields(&mut self, fields: &syn::Fields) -> Box<[FieldDef]> {
        fields.iter().enumerate().map(|(at, field)| self.field(at, field)).collect()
    }

    fn field(&mut self, at: usize, field: &syn::Field) -> FieldDef {
        let ty = self.ty(&field.ty);
        match &field.ident {
            Some(ident) => FieldDef { name: self.name(ident), ty, line: line(ident.span()) },
            None => FieldDef {
                name: Name::from(&at.to_string()),
                ty,
                line: line(syn::spanned::Spanned::span(&field.ty)),
            },
        }
    }

    /// A constant or static, whose value is a body: it may hold closures and calls.
    pub(super) fn constant(
        &mut self,
        attrs: &[syn::Attribute],
        ident: &syn::Ident,
        ty: &syn::Type,
        value: Option<&syn::Expr>,
        owner: Option<Owner>,
    ) {
        if attributes::is_test_only(attrs) {
            return;
        }
        let ty = self.ty(ty);
        let body = value.map(|value| self.value_body(value));
        self.push_constant(ident, ty, body, owner);
    }

    fn push_constant(
        &mut self,
        ident: &syn::Ident,
        ty: TypeExpr,
        body: Option<Box<crate::facts::body::Body>>,
        owner: Option<Owner>,
    ) {
        let (name, scope, line) = (self.name(ident), self.scope, line(ident.span()));
        let test = self.test;
        self.facts.consts.push(ConstDef { name, scope, owner, line, ty, body, test });
    }

    /// `macro_rules! m { … }`, or an invocation `m! { … }` that makes items.
    fn macro_item(&mut self, item: &syn::ItemMacro) {
        // A definition by example is read where it is invoked.
        if item.ident.is_none() {
            self.marked(attributes::is_test_only(&item.attrs), |inner| inner.item_macro(&item.mac));
        }
    }
}

/// What a library's derive or attribute may look at: the type's syntax.
pub(super) struct TypeShape<'a> {
    pub(super) attrs: &'a [syn::Attribute],
    pub(super) ident: &'a syn::Ident,
    pub(super) generics: &'a syn::Generics,
    pub(super) body: TypeBody<'a>,
}

pub(super) enum TypeBody<'a> {
    Struct(&'a syn::Fields),
    Enum(&'a syn::ItemEnum),
    Other,
}
