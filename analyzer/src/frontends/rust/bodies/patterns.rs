//! Patterns: from syntax to the body's arena.

use crate::facts::Name;
use crate::facts::body::{Pat, PatId};
use crate::frontends::rust::lowering::Lowering;

impl Lowering {
    pub(in crate::frontends::rust) fn pattern(&mut self, pat: &syn::Pat) -> PatId {
        let made = match pat {
            syn::Pat::Ident(bind) => self.binding(bind),
            syn::Pat::Paren(inner) => return self.pattern(&inner.pat),
            // Only where a guard stands inside a pattern; those of match arms are taken off before.
            syn::Pat::Guard(inner) => return self.pattern(&inner.pat),
            syn::Pat::Reference(inner) => Pat::Ref(self.pattern(&inner.pat)),
            syn::Pat::Tuple(tuple) => Pat::Tuple(self.patterns(tuple.elems.iter())),
            syn::Pat::Slice(slice) => Pat::Slice(self.patterns(slice.elems.iter())),
            syn::Pat::Or(or) => Pat::Or(self.patterns(or.cases.iter())),
            syn::Pat::Path(path) => Pat::Path(Box::new(self.qualified_path(path.qself.as_ref(), &path.path))),
            syn::Pat::TupleStruct(tuple) => {
                let path = Box::new(self.qualified_path(tuple.qself.as_ref(), &tuple.path));
                Pat::TupleStruct { path, elems: self.patterns(tuple.elems.iter()) }
            }
            syn::Pat::Struct(fields) => {
                let path = Box::new(self.qualified_path(fields.qself.as_ref(), &fields.path));
                let fields =
                    fields.fields.iter().map(|field| (self.member(&field.member), self.pattern(&field.pat)));
                Pat::Struct { path, fields: fields.collect() }
            }
            syn::Pat::Type(typed) => {
                let inner = self.pattern(&typed.pat);
                Pat::Typed(inner, Box::new(self.ty(&typed.ty)))
            }
            syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Const(_) => Pat::Literal,
            _ => Pat::Wild,
        };
        self.push_pat(made)
    }

    fn patterns<'p>(&mut self, pats: impl Iterator<Item = &'p syn::Pat>) -> Box<[PatId]> {
        pats.map(|pat| self.pattern(pat)).collect()
    }

    /// A name binds, unless it is spelled as variants and constants are: `None`.
    fn binding(&mut self, bind: &syn::PatIdent) -> Pat {
        let name = self.name(&bind.ident);
        let plain = bind.subpat.is_none() && bind.by_ref.is_none() && bind.mutability.is_none();
        if plain && name.chars().next().is_some_and(char::is_uppercase) {
            return Pat::Path(Box::new(crate::facts::types::PathRef::of([name])));
        }
        let sub = bind.subpat.as_ref().map(|(_, sub)| self.pattern(sub));
        Pat::Bind { name, sub }
    }

    /// A field's name; tuple fields are named by their number.
    pub(in crate::frontends::rust) fn member(&mut self, member: &syn::Member) -> Name {
        match member {
            syn::Member::Named(ident) => self.name(ident),
            syn::Member::Unnamed(index) => match index.index {
                0 => Name::from("0"),
                1 => Name::from("1"),
                at => Name::from(&at.to_string()),
            },
        }
    }
}
