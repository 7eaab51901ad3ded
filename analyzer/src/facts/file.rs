//! All that a front end says about one file. Plain data; the AST it came from is gone.

use super::Name;
use super::gap::Gap;
use super::item::{ConstDef, Function, Handle, ImplDef, Import, ModuleDecl, Scope, TraitDef, TypeDef};
use super::schema::{Ddl, SchemaSource};
use crate::source::FileId;

/// The facts of one file.
#[derive(Debug, Default)]
pub(crate) struct FileFacts {
    pub(crate) file: FileId,
    /// Number 0 is the file's own.
    pub(crate) scopes: Vec<Scope>,
    pub(crate) imports: Vec<Import>,
    pub(crate) modules: Vec<ModuleDecl>,
    pub(crate) functions: Vec<Function>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) impls: Vec<ImplDef>,
    pub(crate) traits: Vec<TraitDef>,
    pub(crate) consts: Vec<ConstDef>,
    pub(crate) handles: Vec<Handle>,
    pub(crate) schema: Option<SchemaFacts>,
    pub(crate) gaps: Vec<Gap>,
    /// The module that a generator makes of a file that is no Rust: where it hangs in the code is not known.
    pub(crate) generated: Option<Name>,
    /// Non-blank lines do not matter; this is the number of lines.
    pub(crate) lines: u32,
}

/// Changes to the schema that a file makes.
#[derive(Debug)]
pub(crate) struct SchemaFacts {
    pub(crate) source: SchemaSource,
    /// The folder that is the root of this file's migrations or that holds the dump, from the analysed root: files of
    /// one tree make one schema. Empty for declarations in code.
    pub(crate) tree: String,
    /// Where a migration stands among those of its tree.
    pub(crate) order: OrderKey,
    /// The changes in the order in which they stand.
    pub(crate) changes: Vec<Ddl>,
}

/// A migration's version, then its name: what its tool sorts by.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OrderKey {
    pub(crate) version: Vec<u64>,
    pub(crate) name: String,
}

impl OrderKey {
    /// The number at the head of a name: `0003`, `20200716`, `V1_2`, `2019-02-26-002946`.
    pub(crate) fn version(name: &str) -> Option<Vec<u64>> {
        let rest = name.strip_prefix(['V', 'v', 'U', 'm']).unwrap_or(name);
        if !rest.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let flyway = rest.len() < name.len();
        let mut version = Vec::new();
        let mut digits = String::new();
        let mut end = false;
        for char in rest.chars() {
            match char {
                '0'..='9' if digits.len() < 19 => digits.push(char),
                // A date written with dashes is one number.
                '-' if !end && digits.len() < 19 => {}
                '_' | '.' if (flyway || char == '.') && !digits.is_empty() => {
                    version.extend(digits.parse::<u64>());
                    digits.clear();
                }
                _ => end = true,
            }
            if end {
                break;
            }
        }
        version.extend(digits.parse::<u64>());
        (!version.is_empty()).then_some(version)
    }

    /// Whether the step takes the other one back, as Flyway's `U1__x` does `V1__x`. Where there is no such other, it is a
    /// step forward: refinery's `U` only says that later ones may stand before it.
    pub(crate) fn undoes(&self, other: &OrderKey) -> bool {
        self.name.starts_with('U') && other.name.starts_with(['V', 'v']) && self.version == other.version
    }
}
