//! All definitions of all files under one numbering, and the modules they stand in. No path is resolved here.

use rustc_hash::FxHashMap;

use crate::facts::Name;
use crate::facts::file::FileFacts;
use crate::facts::item::{
    ConstDef, Function, Handle, ImplDef, Owner, ScopeId, TraitDef, TypeDef, TypeKind, VariantDef,
};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A module, or a block that declares items.
    ModuleId,
    /// A function of the analysed code or of the declarations of other crates. Those of the analysed code come
    /// first, so that their number is that of `FunctionId`.
    FnId,
    TypeId,
    TraitId,
    ImplId,
    ConstId,
    HandleId,
    CrateId,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Def {
    Module(ModuleId),
    Type(TypeId),
    Variant(TypeId, u16),
    Trait(TraitId),
    Function(FnId),
    Const(ConstId),
    Handle(HandleId),
    /// A path into a crate that is not analysed: `diesel::insert_into`.
    External(Name),
}

impl Def {
    /// Whether the name can stand where a type, trait or module is expected.
    pub(crate) fn in_type_namespace(self) -> bool {
        matches!(self, Def::Module(_) | Def::Type(_) | Def::Trait(_) | Def::External(_))
    }

    /// Whether the name can stand where a value is expected. A tuple struct is its own constructor.
    pub(crate) fn in_value_namespace(self) -> bool {
        !matches!(self, Def::Module(_) | Def::Trait(_))
    }
}

/// A definition's file (index into the files) and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) file: u32,
    pub(crate) index: u32,
}

/// One number for every definition. Lookups give the facts back.
pub(crate) struct Definitions<'a> {
    pub(crate) files: &'a [FileFacts],
    pub(crate) functions: Vec<At>,
    pub(crate) types: Vec<At>,
    pub(crate) traits: Vec<At>,
    pub(crate) impls: Vec<At>,
    pub(crate) consts: Vec<At>,
    pub(crate) handles: Vec<At>,
    /// First module number of each file: a scope's module is this plus the scope's number.
    first_module: Vec<u32>,
    first_trait: Vec<u32>,
    first_impl: Vec<u32>,
    first_type: Vec<u32>,
    /// How many of `functions` are of the analysed code.
    pub(crate) own_functions: u32,
    /// How many of `files` are of the analysed code.
    pub(crate) own_files: u32,
    pub(crate) assoc_functions: FxHashMap<Owned, Vec<FnId>>,
    pub(crate) assoc_consts: FxHashMap<Owned, Vec<ConstId>>,
    /// Constants of no type by name; none where two have it.
    named_consts: FxHashMap<Name, Option<ConstId>>,
    /// Types of the declarations, by name.
    declared_types: FxHashMap<&'static str, TypeId>,
}

/// An impl or trait under the global numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owned {
    Impl(ImplId),
    Trait(TraitId),
}

impl<'a> Definitions<'a> {
    /// Numbers everything in `files`; the first `own_files` are the analysed code.
    pub(crate) fn number(files: &'a [FileFacts], own_files: usize) -> Self {
        let mut defs = Definitions {
            files,
            functions: Vec::new(),
            types: Vec::new(),
            traits: Vec::new(),
            impls: Vec::new(),
            consts: Vec::new(),
            handles: Vec::new(),
            first_module: Vec::new(),
            first_trait: Vec::new(),
            first_impl: Vec::new(),
            first_type: Vec::new(),
            own_functions: 0,
            own_files: u32::try_from(own_files).expect("fewer files than 2^32"),
            assoc_functions: FxHashMap::default(),
            assoc_consts: FxHashMap::default(),
            named_consts: FxHashMap::default(),
            declared_types: FxHashMap::default(),
        };
        let mut modules = 0;
        for (number, file) in files.iter().enumerate() {
            if number == own_files {
                defs.own_functions = count(&defs.functions);
            }
            defs.first_module.push(modules);
            modules += u32::try_from(file.scopes.len()).expect("fewer scopes than 2^32");
            defs.number_file(u32::try_from(number).expect("fewer files than 2^32"), file);
        }
        if own_files == files.len() {
            defs.own_functions = count(&defs.functions);
        }
        defs.index_owners();
        for number in 0..count(&defs.types) {
            let id = TypeId(number);
            if !defs.is_own_type(id) {
                defs.declared_types.insert(defs.type_(id).name.as_str(), id);
            }
        }
        defs
    }

    fn number_file(&mut self, number: u32, file: &FileFacts) {
        let mut order: Vec<u32> = (0..count(&file.functions)).collect();
        order.sort_by_key(|&i| file.functions[i as usize].line);
        self.functions.extend(order.into_iter().map(|index| At { file: number, index }));
        self.first_type.push(count(&self.types));
        self.first_trait.push(count(&self.traits));
        self.first_impl.push(count(&self.impls));
        let all = |n: u32| (0..n).map(move |index| At { file: number, index });
        self.types.extend(all(count(&file.types)));
        self.traits.extend(all(count(&file.traits)));
        self.impls.extend(all(count(&file.impls)));
        self.consts.extend(all(count(&file.consts)));
        self.handles.extend(all(count(&file.handles)));
    }

    fn index_owners(&mut self) {
        for number in 0..count(&self.functions) {
            let id = FnId(number);
            if let Some(owner) = self.owner_of(id) {
                self.assoc_functions.entry(owner).or_default().push(id);
            }
        }
        for number in 0..count(&self.consts) {
            let (at, id) = (self.consts[number as usize], ConstId(number));
            let def = self.const_(id);
            if let Some(owner) = def.owner {
                self.assoc_consts.entry(self.global_owner(at.file, owner)).or_default().push(id);
            } else if !def.test {
                self.named_consts.entry(def.name).and_modify(|one| *one = None).or_insert(Some(id));
            }
        }
    }

    pub(crate) fn function(&self, id: FnId) -> &'a Function {
        let at = self.functions[id.index()];
        &self.files[at.file as usize].functions[at.index as usize]
    }

    pub(crate) fn type_(&self, id: TypeId) -> &'a TypeDef {
        let at = self.types[id.index()];
        &self.files[at.file as usize].types[at.index as usize]
    }

    pub(crate) fn variant(&self, id: TypeId, variant: u16) -> Option<&'a VariantDef> {
        match &self.type_(id).kind {
            TypeKind::Enum(variants) => variants.get(variant as usize),
            TypeKind::Struct(_) | TypeKind::Alias(_) => None,
        }
    }

    pub(crate) fn trait_(&self, id: TraitId) -> &'a TraitDef {
        let at = self.traits[id.index()];
        &self.files[at.file as usize].traits[at.index as usize]
    }

    pub(crate) fn impl_(&self, id: ImplId) -> &'a ImplDef {
        let at = self.impls[id.index()];
        &self.files[at.file as usize].impls[at.index as usize]
    }

    pub(crate) fn const_(&self, id: ConstId) -> &'a ConstDef {
        let at = self.consts[id.index()];
        &self.files[at.file as usize].consts[at.index as usize]
    }

    /// The only constant of the name in the tree, for what finds one by its name alone.
    pub(crate) fn only_const(&self, name: Name) -> Option<ConstId> {
        self.named_consts.get(&name).copied().flatten()
    }

    pub(crate) fn handle(&self, id: HandleId) -> &'a Handle {
        let at = self.handles[id.index()];
        &self.files[at.file as usize].handles[at.index as usize]
    }

    /// The module of a file's scope.
    pub(crate) fn module(&self, file: u32, scope: ScopeId) -> ModuleId {
        ModuleId(self.first_module[file as usize] + scope.0)
    }

    pub(crate) fn global_owner(&self, file: u32, owner: Owner) -> Owned {
        match owner {
            Owner::Impl(index) => Owned::Impl(ImplId(self.first_impl[file as usize] + index)),
            Owner::Trait(index) => Owned::Trait(TraitId(self.first_trait[file as usize] + index)),
        }
    }

    pub(crate) fn owner_of(&self, id: FnId) -> Option<Owned> {
        let at = self.functions[id.index()];
        self.function(id).owner.map(|owner| self.global_owner(at.file, owner))
    }

    pub(crate) fn module_of_function(&self, id: FnId) -> ModuleId {
        self.module(self.functions[id.index()].file, self.function(id).scope)
    }

    pub(crate) fn module_of_type(&self, id: TypeId) -> ModuleId {
        self.module(self.types[id.index()].file, self.type_(id).scope)
    }

    pub(crate) fn module_of_trait(&self, id: TraitId) -> ModuleId {
        self.module(self.traits[id.index()].file, self.trait_(id).scope)
    }

    pub(crate) fn module_of_impl(&self, id: ImplId) -> ModuleId {
        self.module(self.impls[id.index()].file, self.impl_(id).scope)
    }

    pub(crate) fn module_of_const(&self, id: ConstId) -> ModuleId {
        self.module(self.consts[id.index()].file, self.const_(id).scope)
    }

    /// Whether the function is of the analysed code, not of the declarations of other crates.
    pub(crate) fn is_own(&self, id: FnId) -> bool {
        id.0 < self.own_functions
    }

    /// Whether a trait is of the analysed code, not of the declarations.
    pub(crate) fn is_own_trait(&self, id: TraitId) -> bool {
        self.traits[id.index()].file < self.own_files
    }

    /// A type of the declarations by name: `Vec`, `String`.
    pub(crate) fn declared_type(&self, name: &str) -> Option<TypeId> {
        self.declared_types.get(name).copied()
    }

    /// Whether a type is of the analysed code, not of the declarations.
    pub(crate) fn is_own_type(&self, id: TypeId) -> bool {
        self.types[id.index()].file < self.own_files
    }

    pub(crate) fn all_modules(&self) -> u32 {
        let last = self.files.len().checked_sub(1);
        last.map_or(0, |last| self.first_module[last] + count(&self.files[last].scopes))
    }
}

/// A length as the numbering counts it.
pub(crate) fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("fewer than 2^32 definitions")
}
