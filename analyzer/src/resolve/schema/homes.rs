//! Whose database a file of code speaks of, where a monolith has several: a service's own beside the monolith's, a
//! wallet's beside a mint's. Folders and packages tell; what the code says is for others.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::source::{FileId, SourceTree};

/// Where the files of each database lie, by the database's number.
pub(super) struct Places<'a> {
    tree: &'a SourceTree,
    /// Folder and package, if any lies around it.
    places: Vec<Vec<(String, Option<&'a str>)>>,
    /// Packages that a package is built with, however far.
    built_with: RefCell<BTreeMap<&'a str, Rc<BTreeSet<&'a str>>>>,
}

impl<'a> Places<'a> {
    /// By database, the folders that hold its files.
    pub(super) fn of(tree: &'a SourceTree, folders: Vec<Vec<String>>) -> Places<'a> {
        let packaged = |folder: String| {
            let package = tree.package_around(&folder).map(|package| package.dir.as_str());
            (folder, package)
        };
        let places = folders.into_iter().map(|all| all.into_iter().map(packaged).collect()).collect();
        Places { tree, places, built_with: RefCell::default() }
    }

    /// Of those databases, the one of the file: the only one in its package or the one that lies nearest there, else the
    /// only one in the packages that this one is built with. None where nothing tells.
    pub(super) fn home(&self, file: FileId, among: &[usize]) -> Option<usize> {
        let package = self.tree.package_of(file)?.dir.as_str();
        let in_package = |at: &usize| self.places[*at].iter().any(|(_, around)| *around == Some(package));
        let own: Vec<usize> = among.iter().copied().filter(in_package).collect();
        if !own.is_empty() {
            return self.nearest(self.tree.get(file).dir(), &own);
        }
        // A folder that no package holds is everybody's.
        let shared = |at: &usize| self.places[*at].iter().all(|(_, around)| around.is_none());
        if among.iter().any(shared) {
            return None;
        }
        let with = self.built_with(package);
        let used = |at: &usize| {
            self.places[*at].iter().any(|(_, around)| around.is_some_and(|dir| with.contains(dir)))
        };
        let used: Vec<usize> = among.iter().copied().filter(used).collect();
        if let [one] = used[..] { Some(one) } else { None }
    }

    /// The package of a file that has nothing to do with any of the databases: they lie in packages that are not built
    /// with it, and it is not built with theirs.
    pub(super) fn apart(&self, file: FileId) -> Option<&'a str> {
        let package = self.tree.package_of(file)?.dir.as_str();
        let with = self.built_with(package);
        let near = |around: &Option<&'a str>| {
            // A folder that no package holds is everybody's.
            around.is_none_or(|dir| {
                dir == package || with.contains(dir) || self.built_with(dir).contains(package)
            })
        };
        let mut all = self.places.iter().flatten().map(|(_, around)| around);
        (!all.any(near)).then_some(package)
    }

    /// The one with the longest way in common with the folder.
    fn nearest(&self, dir: &str, among: &[usize]) -> Option<usize> {
        let near = |at: usize| {
            self.places[at]
                .iter()
                .map(|(folder, _)| super::trees::common(folder, dir))
                .max()
                .unwrap_or_default()
        };
        let most = among.iter().map(|at| near(*at)).max()?;
        let nearest: Vec<usize> = among.iter().copied().filter(|at| near(*at) == most).collect();
        if let [one] = nearest[..] { Some(one) } else { None }
    }

    fn built_with(&self, package: &'a str) -> Rc<BTreeSet<&'a str>> {
        if let Some(found) = self.built_with.borrow().get(package) {
            return found.clone();
        }
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![package];
        while let Some(dir) = open.pop() {
            let dependencies =
                self.tree.package_at(dir).into_iter().flat_map(|package| &package.dependencies);
            for path in dependencies.filter(|one| !one.only_dev).filter_map(|one| one.path.as_deref()) {
                if found.insert(path) {
                    open.push(path);
                }
            }
        }
        let found = Rc::new(found);
        self.built_with.borrow_mut().insert(package, found.clone());
        found
    }
}

/// The database of every file of which it is known, where there are several.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    by_file: Vec<Option<u32>>,
}

impl Homes {
    /// `folders` holds, by database, those with its files.
    pub(super) fn of(tree: &SourceTree, folders: Vec<Vec<String>>) -> Homes {
        if folders.len() < 2 {
            return Homes::default();
        }
        let all: Vec<usize> = (0..folders.len()).collect();
        let places = Places::of(tree, folders);
        let home = |file: &crate::source::SourceFile| {
            places.home(file.id, &all).and_then(|at| u32::try_from(at).ok())
        };
        Homes { by_file: tree.files().iter().map(home).collect() }
    }

    /// An index into `Schema::trees`.
    pub(crate) fn of_file(&self, file: FileId) -> Option<u32> {
        self.by_file.get(file.0 as usize).copied().flatten()
    }
}
