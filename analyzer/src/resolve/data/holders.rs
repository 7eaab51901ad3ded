//! Types of the analysed code that hold something of a library that takes SQL texts: a builder around a query, a prepared
//! statement with a name. What gives one may give a query. What a value of such a type does is for evaluation.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::rules::{Rules, is_of};
use crate::facts::item::TypeKind;
use crate::resolve::defs::{TypeId, count};
use crate::resolve::names::Names;
use crate::resolve::types::lower::TypeScope;
use crate::resolve::types::ty::Ty;

/// A field's type is looked into this deep: `Option<Box<Statement>>`.
const MAX_DEPTH: u8 = 3;

/// Those types.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    types: FxHashSet<TypeId>,
}

impl Holders {
    pub(crate) fn index(names: &Names<'_>, rules: &Rules) -> Self {
        let defs = names.defs;
        let holds = |id: &TypeId| {
            let TypeKind::Struct(fields) = &defs.type_(*id).kind else { return false };
            let scope = TypeScope::new(names, defs.module_of_type(*id));
            fields.iter().any(|field| is_of_crates(&scope.lower(&field.ty), &rules.of_texts, 0))
        };
        let own = (0..count(&defs.types)).map(TypeId).filter(|id| defs.is_own_type(*id));
        Holders { types: own.filter(holds).collect() }
    }

    pub(super) fn has(&self, id: TypeId) -> bool {
        self.types.contains(&id)
    }
}

fn is_of_crates(ty: &Ty, crates: &BTreeSet<&'static str>, depth: u8) -> bool {
    match ty {
        Ty::External(path, _) if crates.iter().any(|krate| is_of(path, krate)) => true,
        ty => depth < MAX_DEPTH && ty.args().iter().any(|arg| is_of_crates(arg, crates, depth + 1)),
    }
}
