//! Paths to definitions: imports, globs, re-exports, crate names, the prelude. No types, no methods: a path is
//! resolved as far as modules, enums and crates go, and what follows is handed back.

use rustc_hash::{FxHashMap, FxHashSet};

use super::defs::{Def, Definitions, ModuleId};
use super::modules::{ModuleTree, variant_named};
use crate::facts::Name;
use crate::facts::item::{Import, ImportKind};
use crate::facts::types::PathRef;

/// Which of several meanings of a name is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    Type,
    Value,
    Any,
}

impl Namespace {
    fn admits(self, def: Def) -> bool {
        match self {
            Namespace::Type => def.in_type_namespace(),
            Namespace::Value => def.in_value_namespace(),
            Namespace::Any => true,
        }
    }
}

/// A path resolved as far as definitions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) def: Def,
    /// How many segments the definition took; the rest are associated items.
    pub(crate) used: usize,
}

/// Where a glob import leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GlobTarget {
    Module(ModuleId),
    Enum(super::defs::TypeId),
    /// A crate that is not analysed: it may bring any name.
    External(Name),
}

#[derive(Clone, Copy, Debug)]
struct Glob {
    target: GlobTarget,
    public: bool,
}

#[derive(Clone, Debug)]
struct ImportedName {
    defs: Vec<Def>,
    public: bool,
}

/// Names of all modules after imports.
pub(crate) struct Names<'a> {
    pub(crate) defs: &'a Definitions<'a>,
    pub(crate) tree: &'a ModuleTree,
    imported: Vec<FxHashMap<Name, Vec<ImportedName>>>,
    globs: Vec<Vec<Glob>>,
    prelude: Option<ModuleId>,
    words: Words,
}

/// Interned once: comparing names is comparing pointers.
struct Words {
    krate: Name,
    self_: Name,
    super_: Name,
    std: Name,
    core: Name,
    alloc: Name,
}

/// The names that pending imports will bring into their modules: of other crates and modules by a name of their own, and of what
/// lies deeper than a crate.
fn aliases(pending: &[(ModuleId, &Import)]) -> FxHashSet<(ModuleId, Name)> {
    let renamed = pending.iter().filter_map(|(module, import)| match import.what {
        ImportKind::Named(alias) if import.path.len() > 1 || import.path.last() != Some(&alias) => {
            Some((*module, alias))
        }
        _ => None,
    });
    renamed.collect()
}

/// Rounds after which an import that still changes is left alone. Chains of re-exports are shorter than that.
const MAX_ROUNDS: usize = 24;

impl<'a> Names<'a> {
    /// Resolves all imports.
    pub(crate) fn resolve(defs: &'a Definitions<'a>, tree: &'a ModuleTree) -> Self {
        let words = Words {
            krate: Name::from("crate"),
            self_: Name::from("self"),
            super_: Name::from("super"),
            std: Name::from("std"),
            core: Name::from("core"),
            alloc: Name::from("alloc"),
        };
        let mut names = Names {
            defs,
            tree,
            imported: vec![FxHashMap::default(); tree.modules.len()],
            globs: vec![Vec::new(); tree.modules.len()],
            prelude: None,
            words,
        };
        names.prelude = names.find_prelude();
        let mut pending: Vec<(ModuleId, &Import)> = Vec::new();
        // The declarations first: what is not found in them counts as not declared.
        let own = defs.own_files as usize;
        for number in (own..defs.files.len()).chain(0..own) {
            let file = &defs.files[number];
            let number = u32::try_from(number).expect("fewer files than 2^32");
            pending.extend(file.imports.iter().map(|i| (defs.module(number, i.scope), i)));
        }
        // First, what another import gives a name to is waited for: `use entity::user; use my_entity as entity;`, or
        // `use user::find; use crate::entity::user;`.
        for patient in [true, false] {
            for _ in 0..MAX_ROUNDS {
                let before = pending.len();
                let awaited = if patient { aliases(&pending) } else { FxHashSet::default() };
                pending.retain(|(module, import)| {
                    let first = import.path.first().filter(|_| !import.global && import.path.len() > 1);
                    let waits = first.is_some_and(|first| awaited.contains(&(*module, *first)));
                    waits || !names.try_import(*module, import)
                });
                if pending.is_empty() || pending.len() == before {
                    break;
                }
            }
        }
        names.unknown_globs(&pending);
        names
    }

    /// `use diesel::*`: what leads nowhere by a name alone is a crate without a manifest entry, as before `::`.
    fn unknown_globs(&mut self, pending: &[(ModuleId, &Import)]) {
        for (module, import) in pending.iter().filter(|(_, import)| import.what == ImportKind::Glob) {
            if let [krate] = import.path[..]
                && may_be_crate(krate)
                && self.keyword(*module, krate).is_none()
            {
                let target = GlobTarget::External(krate);
                self.globs[module.index()].push(Glob { target, public: import.public });
            }
        }
    }

    fn find_prelude(&self) -> Option<ModuleId> {
        let std = self.tree.declared.get(&self.words.std)?;
        let root = self.tree.krate(*std).root;
        self.tree.module(root).items.get(&Name::from("prelude"))?.iter().find_map(|d| match d {
            Def::Module(id) => Some(*id),
            _ => None,
        })
    }

    /// Whether the import is settled: found in every meaning that it can have.
    fn try_import(&mut self, module: ModuleId, import: &Import) -> bool {
        match import.what {
            ImportKind::Glob => {
                let Some(target) = self.glob_target(module, import) else { return false };
                self.globs[module.index()].push(Glob { target, public: import.public });
                true
            }
            ImportKind::Named(alias) => {
                let defs = self.import_defs(module, import);
                if defs.is_empty() {
                    return false;
                }
                let entry = self.imported[module.index()].entry(alias).or_default();
                entry.push(ImportedName { defs, public: import.public });
                true
            }
        }
    }

    fn glob_target(&self, module: ModuleId, import: &Import) -> Option<GlobTarget> {
        let found =
            self.resolve_names(module, &import.path, self.begins_outside(module, import), Namespace::Type)?;
        if found.used < import.path.len() {
            return None;
        }
        match found.def {
            Def::Module(id) => Some(GlobTarget::Module(id)),
            Def::Type(id) => Some(GlobTarget::Enum(id)),
            Def::External(path) => Some(GlobTarget::External(path)),
            Def::Variant(..) | Def::Trait(_) | Def::Function(_) | Def::Const(_) | Def::Handle(_) => None,
        }
    }

    /// Whether the import's path begins with a crate, or at the root where a crate's paths do.
    fn begins_outside(&self, module: ModuleId, import: &Import) -> bool {
        let keyword = import.path.first().is_some_and(|first| self.keyword(module, *first).is_some());
        import.global || (self.is_rooted(module) && !keyword)
    }

    fn is_rooted(&self, module: ModuleId) -> bool {
        self.tree.module(module).krate.is_some_and(|krate| self.tree.krate(krate).rooted)
    }

    /// A name may be a type, a value and a module at once: all meanings are imported.
    fn import_defs(&self, module: ModuleId, import: &Import) -> Vec<Def> {
        let mut found = Vec::new();
        for namespace in [Namespace::Type, Namespace::Value] {
            if let Some(r) =
                self.resolve_names(module, &import.path, self.begins_outside(module, import), namespace)
                && r.used == import.path.len()
                && !found.contains(&r.def)
            {
                found.push(r.def);
            }
        }
        // `use a::b as b` where nothing of the analysed code is named so: only believed when no own meaning exists.
        if found.iter().any(|d| !matches!(d, Def::External(_))) {
            found.retain(|d| !matches!(d, Def::External(_)));
        }
        found
    }

    /// Resolves a path from a module.
    pub(crate) fn path(&self, module: ModuleId, path: &PathRef, namespace: Namespace) -> Option<Resolved> {
        let names: Vec<Name> = path.segments.iter().map(|s| s.name).collect();
        self.resolve_names(module, &names, path.global, namespace)
    }

    /// Resolves a path of plain names.
    pub(crate) fn resolve_names(
        &self,
        module: ModuleId,
        path: &[Name],
        global: bool,
        namespace: Namespace,
    ) -> Option<Resolved> {
        let (&first, rest) = path.split_first()?;
        let wanted = if rest.is_empty() { namespace } else { Namespace::Type };
        let inner = || self.lookup(module, first, wanted).or_else(|| self.crate_named(module, first));
        // `foo::bar` of which nothing is known is a crate without a manifest entry.
        let unknown = || (!rest.is_empty() && may_be_crate(first)).then_some(Def::External(first));
        let start = if global && self.is_rooted(module) {
            let root = self.crate_root(module);
            let of_root = root.and_then(|root| self.lookup_in(module, root, first, wanted, &mut Vec::new()));
            of_root.or_else(inner).or_else(unknown)
        } else if global {
            self.crate_named(module, first)
        } else if let Some(def) = self.keyword(module, first) {
            Some(def)
        } else {
            inner().or_else(unknown)
        };
        let found = start.and_then(|start| self.walk(module, start, path, namespace));
        match found {
            Some(Resolved { def: Def::External(_), .. }) | None => {
                self.in_generated(path, namespace).or(found)
            }
            known => known,
        }
    }

    /// A path to a module that a generator makes, or into it: no module of the code leads there.
    fn in_generated(&self, path: &[Name], namespace: Namespace) -> Option<Resolved> {
        let modules = |name: &Name| self.tree.generated.get(name).into_iter().flatten();
        let member = |id: &ModuleId, name: &Name| self.lookup_in(*id, *id, *name, namespace, &mut Vec::new());
        let def = match path {
            [.., module, name] => modules(module).find_map(|module| member(module, name)).or_else(|| {
                modules(name).next().map(|id| Def::Module(*id)).filter(|def| namespace.admits(*def))
            }),
            _ => None,
        };
        def.map(|def| Resolved { def, used: path.len() })
    }

    fn walk(&self, from: ModuleId, start: Def, path: &[Name], namespace: Namespace) -> Option<Resolved> {
        let mut def = start;
        let mut used = 1;
        while used < path.len() {
            let last = used + 1 == path.len();
            let name = path[used];
            let next = match def {
                Def::Module(id) if name == self.words.super_ => self.parent(id).map(Def::Module),
                Def::Module(id) if name == self.words.self_ => Some(Def::Module(id)),
                Def::Module(id) => {
                    let wanted = if last { namespace } else { Namespace::Type };
                    self.member(from, id, name, wanted, path, used)
                }
                Def::Type(id) => match variant_named(self.defs, id, name) {
                    Some(variant) => Some(variant),
                    None => return Some(Resolved { def, used }),
                },
                Def::External(prefix) => Some(Def::External(Name::from(&format!("{prefix}::{name}")))),
                Def::Trait(_) | Def::Variant(..) | Def::Function(_) | Def::Const(_) | Def::Handle(_) => {
                    return Some(Resolved { def, used });
                }
            };
            def = next?;
            used += 1;
        }
        Some(Resolved { def, used })
    }

    /// A member of a module; in declared crates any path leads to the flattened root, and what is not declared
    /// there stays an external path.
    fn member(
        &self,
        from: ModuleId,
        id: ModuleId,
        name: Name,
        wanted: Namespace,
        path: &[Name],
        used: usize,
    ) -> Option<Def> {
        let declared = self.declared_crate(id);
        let found = self.lookup_in(from, id, name, wanted, &mut Vec::new());
        let Some(krate) = declared.filter(|_| found.is_none()) else { return found };
        if used + 1 < path.len() {
            return Some(Def::Module(id));
        }
        Some(Def::External(Name::from(&format!("{krate}::{name}"))))
    }

    /// The crate of the declarations in which a module stands.
    fn declared_crate(&self, module: ModuleId) -> Option<Name> {
        let mut at = module;
        loop {
            let module = self.tree.module(at);
            match module.krate {
                Some(id) => {
                    let krate = self.tree.krate(id);
                    return krate.declared.then_some(krate.name);
                }
                None => at = module.parent?,
            }
        }
    }

    fn keyword(&self, module: ModuleId, name: Name) -> Option<Def> {
        if name == self.words.krate {
            return self.crate_root(module).map(Def::Module);
        }
        if name == self.words.self_ {
            return Some(Def::Module(self.tree.real_module(module)));
        }
        if name == self.words.super_ {
            return self.parent(self.tree.real_module(module)).map(Def::Module);
        }
        None
    }

    fn parent(&self, module: ModuleId) -> Option<ModuleId> {
        self.tree.module(self.tree.real_module(module)).parent.map(|p| self.tree.real_module(p))
    }

    fn crate_root(&self, module: ModuleId) -> Option<ModuleId> {
        if let Some(id) = self.tree.module(module).krate {
            return Some(self.tree.krate(id).root);
        }
        let mut at = module;
        while let Some(parent) = self.tree.module(at).parent {
            at = parent;
        }
        Some(at)
    }

    /// The crate that a name stands for in the code of a module.
    fn crate_named(&self, module: ModuleId, name: Name) -> Option<Def> {
        let own = self.tree.module(module).krate;
        if let Some(id) = own.and_then(|k| self.tree.krate(k).dependencies.get(&name)) {
            return Some(Def::Module(self.tree.krate(*id).root));
        }
        let name = if name == self.words.core || name == self.words.alloc { self.words.std } else { name };
        self.tree.declared.get(&name).map(|id| Def::Module(self.tree.krate(*id).root))
    }

    /// The name as seen from inside a module: its own, its imports', enclosing blocks', the prelude's.
    fn lookup(&self, module: ModuleId, name: Name, wanted: Namespace) -> Option<Def> {
        let mut at = module;
        loop {
            if let Some(def) = self.lookup_in(module, at, name, wanted, &mut Vec::new()) {
                return Some(def);
            }
            if !self.tree.module(at).is_block {
                break;
            }
            at = self.tree.module(at).parent?;
        }
        self.prelude.and_then(|p| self.lookup_in(p, p, name, wanted, &mut Vec::new()))
    }

    fn lookup_in(
        &self,
        from: ModuleId,
        module: ModuleId,
        name: Name,
        wanted: Namespace,
        seen: &mut Vec<ModuleId>,
    ) -> Option<Def> {
        if let Some(items) = self.tree.module(module).items.get(&name)
            && let Some(def) = items.iter().find(|d| wanted.admits(**d))
        {
            return Some(*def);
        }
        let inside = self.is_inside(from, module);
        if let Some(list) = self.imported[module.index()].get(&name) {
            let visible = list.iter().filter(|i| inside || i.public);
            if let Some(def) = visible.flat_map(|i| &i.defs).find(|d| wanted.admits(**d)) {
                return Some(*def);
            }
        }
        if seen.contains(&module) {
            return None;
        }
        seen.push(module);
        let mut hidden = None;
        for glob in self.globs[module.index()].iter().filter(|g| inside || g.public) {
            let found = match glob.target {
                GlobTarget::Module(id) => self.lookup_in(from, id, name, wanted, seen),
                GlobTarget::Enum(id) => variant_named(self.defs, id, name).filter(|d| wanted.admits(*d)),
                GlobTarget::External(_) => None,
            };
            match found {
                Some(def) if self.is_hidden(from, def) => hidden = hidden.or(found),
                Some(_) => return found,
                None => {}
            }
        }
        hidden
    }

    /// A private function of another module: a glob brings it only where nothing else has the name.
    fn is_hidden(&self, from: ModuleId, def: Def) -> bool {
        match def {
            Def::Function(id) => {
                !self.defs.function(id).public && !self.is_inside(from, self.defs.module_of_function(id))
            }
            _ => false,
        }
    }

    /// Private imports are seen from the module itself and the modules below it.
    fn is_inside(&self, from: ModuleId, module: ModuleId) -> bool {
        let mut at = Some(from);
        while let Some(id) = at {
            if id == module {
                return true;
            }
            at = self.tree.module(id).parent;
        }
        false
    }

    /// The foreign crates whose names a module brings in by globs: an unknown name may be theirs. Of a library whose
    /// declarations are known only some are.
    pub(crate) fn external_globs(&self, module: ModuleId) -> Vec<Name> {
        let mut found = Vec::new();
        let mut at = Some(module);
        while let Some(id) = at {
            self.collect_globs(id, &mut found, &mut Vec::new());
            at = self.tree.module(id).is_block.then(|| self.tree.module(id).parent).flatten();
        }
        found
    }

    fn collect_globs(&self, module: ModuleId, found: &mut Vec<Name>, seen: &mut Vec<ModuleId>) {
        if seen.contains(&module) {
            return;
        }
        seen.push(module);
        for glob in &self.globs[module.index()] {
            match glob.target {
                GlobTarget::External(path) => found.push(path),
                GlobTarget::Module(id) => {
                    found.extend(self.declared_crate(id));
                    self.collect_globs(id, found, seen);
                }
                GlobTarget::Enum(_) => {}
            }
        }
    }
}

/// Whether a name that leads nowhere is written as crates are.
fn may_be_crate(name: Name) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
}
