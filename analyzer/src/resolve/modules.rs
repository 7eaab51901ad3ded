//! The module tree: which file is which module of which crate, and the names that each module declares itself.
//! Modules that a generator makes hang nowhere and are kept by name. Imports are resolved in `names`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::defs::{ConstId, CrateId, Def, Definitions, FnId, HandleId, ModuleId, TraitId, TypeId, count};
use crate::facts::Name;
use crate::facts::file::FileFacts;
use crate::facts::gap::{Gap, GapKind};
use crate::facts::item::{ModuleDecl, ScopeId, TypeKind};
use crate::facts::place::Place;
use crate::source::{Package, SourceTree, Target};

/// A module or a block with items.
#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) parent: Option<ModuleId>,
    pub(crate) krate: Option<CrateId>,
    /// None for crate roots, blocks and files that no crate reaches.
    pub(crate) name: Option<Name>,
    pub(crate) is_block: bool,
    pub(crate) test: bool,
    pub(crate) items: FxHashMap<Name, Vec<Def>>,
}

/// A crate: its root module and the crates that its code can name.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: Name,
    pub(crate) root: ModuleId,
    /// Name in code to crate.
    pub(crate) dependencies: FxHashMap<Name, CrateId>,
    /// Every crate that its manifest names, as code names it.
    pub(crate) named: FxHashSet<String>,
    /// Its imports begin at its root, as do paths after `::`.
    pub(crate) rooted: bool,
    /// Declarations of a crate that is not analysed: all its modules are flattened into the root.
    pub(crate) declared: bool,
    /// Tests, benches and examples.
    pub(crate) test: bool,
}

/// All modules by number, and the crates.
pub(crate) struct ModuleTree {
    pub(crate) modules: Vec<Module>,
    pub(crate) crates: Vec<Crate>,
    /// Declared crates by name: `std`.
    pub(crate) declared: FxHashMap<Name, CrateId>,
    /// Every crate that some manifest names, as code names it.
    pub(crate) named: FxHashSet<String>,
    /// Modules that generators make of files that are no Rust, by name, in the order of the files.
    pub(crate) generated: FxHashMap<Name, Vec<ModuleId>>,
}

impl ModuleTree {
    /// Whether some package may use the crate: a manifest names it, or there is none.
    pub(crate) fn may_use(&self, krate: &str) -> bool {
        self.named.is_empty() || self.named.contains(krate)
    }

    pub(crate) fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.index()]
    }

    pub(crate) fn krate(&self, id: CrateId) -> &Crate {
        &self.crates[id.0 as usize]
    }

    /// The nearest enclosing module that is no block.
    pub(crate) fn real_module(&self, mut id: ModuleId) -> ModuleId {
        while self.module(id).is_block {
            match self.module(id).parent {
                Some(parent) => id = parent,
                None => break,
            }
        }
        id
    }

    /// Crate name and module names down to this module.
    pub(crate) fn path(&self, id: ModuleId) -> Vec<Name> {
        let mut names = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            let module = self.module(id);
            names.extend(module.name);
            if module.parent.is_none() {
                names.extend(module.krate.map(|k| self.krate(k).name));
            }
            at = module.parent;
        }
        names.reverse();
        names
    }

    /// Whether the module is test code, by its own mark, a parent's or its crate's kind.
    pub(crate) fn is_test(&self, id: ModuleId) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            let module = self.module(id);
            if module.test || module.krate.is_some_and(|k| self.krate(k).test) {
                return true;
            }
            at = module.parent;
        }
        false
    }
}

/// Builds the tree: blocks and inline modules from the files' scopes, files from `mod` declarations, crates from
/// the manifests. `declared` names the crate of each file after the analysed ones.
pub(crate) fn build(tree: &SourceTree, defs: &Definitions<'_>, declared: &[Name]) -> (ModuleTree, Vec<Gap>) {
    let mut builder = Builder {
        tree,
        defs,
        out: ModuleTree {
            modules: (0..defs.all_modules()).map(|_| Module::default()).collect(),
            crates: Vec::new(),
            declared: FxHashMap::default(),
            named: FxHashSet::default(),
            generated: FxHashMap::default(),
        },
        by_file: FxHashMap::default(),
        gaps: Vec::new(),
    };
    for (number, file) in defs.files.iter().enumerate() {
        let number = u32::try_from(number).expect("fewer files than 2^32");
        builder.by_file.insert(file.file, number);
        builder.scopes(number, file);
        if let Some(name) = file.generated {
            let module = defs.module(number, ScopeId(0));
            builder.out.generated.entry(name).or_default().push(module);
        }
    }
    builder.crates();
    for (offset, name) in declared.iter().enumerate() {
        builder.declared_crate(*name, defs.own_files + u32::try_from(offset).expect("few declared crates"));
    }
    builder.link_dependencies();
    builder.declare_items();
    (builder.out, builder.gaps)
}

struct Builder<'a, 'd> {
    tree: &'a SourceTree,
    defs: &'a Definitions<'d>,
    out: ModuleTree,
    by_file: FxHashMap<crate::source::FileId, u32>,
    gaps: Vec<Gap>,
}

impl Builder<'_, '_> {
    fn scopes(&mut self, number: u32, file: &FileFacts) {
        for (index, scope) in file.scopes.iter().enumerate() {
            let index = u32::try_from(index).expect("fewer scopes than 2^32");
            let parent = scope.parent.map(|p| self.defs.module(number, p));
            let module = &mut self.out.modules[self.defs.module(number, ScopeId(index)).index()];
            module.parent = parent;
            module.name = scope.name;
            module.is_block = scope.is_block;
            module.test = scope.test;
        }
    }

    /// A crate for every target. A file that none reaches stands alone: its items are known by their own paths.
    fn crates(&mut self) {
        for package in self.tree.packages() {
            for (target, test) in targets(package) {
                let Some(&file) = self.by_file.get(&target.file) else { continue };
                let krate = self.new_crate(Name::from(target.name.as_str()), file, test);
                if let Some(CrateId(number)) = krate {
                    self.out.crates[number as usize].rooted = package.rooted;
                }
            }
        }
    }

    fn new_crate(&mut self, name: Name, file: u32, test: bool) -> Option<CrateId> {
        let root = self.defs.module(file, ScopeId(0));
        if self.out.module(root).krate.is_some() {
            return None;
        }
        let id = CrateId(count(&self.out.crates));
        let (dependencies, named) = (FxHashMap::default(), FxHashSet::default());
        self.out.crates.push(Crate { name, root, dependencies, named, rooted: false, declared: false, test });
        self.claim_file(id, file);
        Some(id)
    }

    /// Gives the file's modules to the crate and follows its `mod` declarations.
    fn claim_file(&mut self, krate: CrateId, first: u32) {
        let mut todo = vec![first];
        while let Some(file) = todo.pop() {
            let facts = &self.defs.files[file as usize];
            for index in 0..count(&facts.scopes) {
                let module = self.defs.module(file, ScopeId(index));
                self.out.modules[module.index()].krate = Some(krate);
            }
            for decl in facts.modules.iter().filter(|d| d.inline.is_none()) {
                if let Some(child) = self.attach(file, decl) {
                    todo.push(child);
                }
            }
        }
    }

    fn attach(&mut self, file: u32, decl: &ModuleDecl) -> Option<u32> {
        let path = self.tree.get(self.defs.files[file as usize].file).path.clone();
        let found = candidates(&path, &self.inline_dirs(file, decl.scope), decl)
            .into_iter()
            .find_map(|c| self.tree.by_path(&c).and_then(|f| self.by_file.get(&f).copied()));
        let Some(child) = found else {
            self.gaps.push(Gap {
                place: Place::new(self.defs.files[file as usize].file, decl.line),
                kind: GapKind::MissingModule,
                what: format!("module `{}` has no file", decl.name),
            });
            return None;
        };
        let parent = self.defs.module(file, decl.scope);
        let root = self.defs.module(child, ScopeId(0));
        let already = self.out.module(root).krate.is_some();
        if !already {
            let module = &mut self.out.modules[root.index()];
            module.parent = Some(parent);
            module.name = Some(decl.name);
            module.test |= decl.test;
        }
        self.out.modules[parent.index()].items.entry(decl.name).or_default().push(Def::Module(root));
        (!already).then_some(child)
    }

    /// The names of the inline modules around a scope, outermost first.
    fn inline_dirs(&self, file: u32, scope: ScopeId) -> Vec<Name> {
        let scopes = &self.defs.files[file as usize].scopes;
        let mut names = Vec::new();
        let mut at = Some(scope);
        while let Some(id) = at {
            let scope = &scopes[id.0 as usize];
            names.extend(scope.name);
            at = scope.parent;
        }
        names.reverse();
        names
    }

    fn declared_crate(&mut self, name: Name, file: u32) {
        if let Some(id) = self.new_crate(name, file, false) {
            self.out.crates[id.0 as usize].declared = true;
            self.out.declared.insert(name, id);
        }
    }

    /// Which crates each crate can name: its manifest's dependencies inside the tree, the library of its own
    /// package, and the declared ones.
    fn link_dependencies(&mut self) {
        let mut by_root: FxHashMap<ModuleId, CrateId> = FxHashMap::default();
        for (index, krate) in self.out.crates.iter().enumerate() {
            by_root.insert(krate.root, CrateId(u32::try_from(index).expect("few crates")));
        }
        let crate_of = |target: &Target| {
            let number = self.by_file.get(&target.file)?;
            by_root.get(&self.defs.module(*number, ScopeId(0))).copied()
        };
        let mut libraries: FxHashMap<&str, CrateId> = FxHashMap::default();
        for package in self.tree.packages() {
            if let Some(id) = package.lib.as_ref().and_then(crate_of) {
                libraries.insert(package.dir.as_str(), id);
            }
        }
        for package in self.tree.packages() {
            let own =
                package.lib.as_ref().and_then(|lib| Some((Name::from(lib.name.as_str()), crate_of(lib)?)));
            let mut known: FxHashMap<Name, CrateId> = own.into_iter().collect();
            for dep in &package.dependencies {
                if let Some(&id) = dep.path.as_deref().and_then(|dir| libraries.get(dir)) {
                    known.insert(Name::from(dep.name.as_str()), id);
                }
            }
            let named = package.dependencies.iter();
            let named: Vec<String> =
                named.flat_map(|dep| [dep.name.clone(), dep.package.replace('-', "_")]).collect();
            self.out.named.extend(named.iter().cloned());
            for id in targets(package).filter_map(|(target, _)| crate_of(target)) {
                self.out.crates[id.index()].named.extend(named.iter().cloned());
                self.out.crates[id.index()].dependencies.extend(known.iter().map(|(k, v)| (*k, *v)));
            }
        }
    }

    fn declare_items(&mut self) {
        let defs = self.defs;
        for (number, file) in defs.files.iter().enumerate() {
            let number = u32::try_from(number).expect("fewer files than 2^32");
            for decl in &file.modules {
                if let Some(inline) = decl.inline {
                    self.declare(number, decl.scope, decl.name, Def::Module(defs.module(number, inline)));
                }
            }
        }
        for (index, at) in defs.functions.iter().enumerate() {
            let id = FnId(u32::try_from(index).expect("counted"));
            let function = defs.function(id);
            if function.owner.is_none() {
                self.declare(at.file, function.scope, function.name, Def::Function(id));
            }
        }
        for (index, at) in defs.types.iter().enumerate() {
            let id = TypeId(u32::try_from(index).expect("counted"));
            let ty = defs.type_(id);
            self.declare(at.file, ty.scope, ty.name, Def::Type(id));
        }
        for (index, at) in defs.traits.iter().enumerate() {
            let id = TraitId(u32::try_from(index).expect("counted"));
            self.declare(at.file, defs.trait_(id).scope, defs.trait_(id).name, Def::Trait(id));
        }
        for (index, at) in defs.consts.iter().enumerate() {
            let id = ConstId(u32::try_from(index).expect("counted"));
            if defs.const_(id).owner.is_none() {
                self.declare(at.file, defs.const_(id).scope, defs.const_(id).name, Def::Const(id));
            }
        }
        for (index, at) in defs.handles.iter().enumerate() {
            let id = HandleId(u32::try_from(index).expect("counted"));
            self.declare(at.file, defs.handle(id).scope, defs.handle(id).name, Def::Handle(id));
        }
    }

    fn declare(&mut self, file: u32, scope: ScopeId, name: Name, def: Def) {
        let module = self.defs.module(file, scope);
        self.out.modules[module.index()].items.entry(name).or_default().push(def);
    }
}

/// The roots of a package, and whether each is of test code.
fn targets(package: &Package) -> impl Iterator<Item = (&Target, bool)> {
    let real = package.lib.iter().chain(&package.bins).map(|t| (t, false));
    let tests = package.tests.iter().chain(&package.benches).chain(&package.examples).map(|t| (t, true));
    real.chain(tests)
}

/// Where the file of `mod name;` may stand, as rustc looks for it.
fn candidates(path: &str, inline: &[Name], decl: &ModuleDecl) -> Vec<String> {
    let (dir, file) = path.rsplit_once('/').map_or(("", path), |(d, f)| (d, f));
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let join = |parts: &[&str]| {
        normalise(&parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join("/"))
    };
    let nested = inline.iter().map(|n| n.as_str()).collect::<Vec<_>>().join("/");
    let own_dir = join(&[dir, stem, &nested]);
    let beside = join(&[dir, &nested]);
    if let Some(explicit) = &decl.path {
        let base = if inline.is_empty() { dir.to_string() } else { own_dir };
        return vec![join(&[&base, explicit]), join(&[&beside, explicit])];
    }
    let name = decl.name.as_str().strip_prefix("r#").unwrap_or(decl.name.as_str());
    let mut found = Vec::new();
    // mod.rs and crate roots own their folder; any other file owns the folder of its own name. A root may have
    // any name, so both are tried: the file's own folder first unless it is a conventional owner.
    let conventional = matches!(stem, "mod" | "lib" | "main");
    let order = if conventional { [&beside, &own_dir] } else { [&own_dir, &beside] };
    for base in order {
        found.push(join(&[base, &format!("{name}.rs")]));
        found.push(join(&[base, name, "mod.rs"]));
    }
    found
}

/// Folds `.` and `..` in a relative path.
fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// Enum variants are looked up in the type, not in a module.
pub(crate) fn variant_named(defs: &Definitions<'_>, id: TypeId, name: Name) -> Option<Def> {
    match &defs.type_(id).kind {
        TypeKind::Enum(variants) => variants
            .iter()
            .position(|v| v.name == name)
            .map(|i| Def::Variant(id, u16::try_from(i).unwrap_or(u16::MAX))),
        TypeKind::Struct(_) | TypeKind::Alias(_) => None,
    }
}
