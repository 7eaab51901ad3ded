//! Items of one file: scopes, imports, functions, types, impls, traits, constants; and handles, the names under
//! which a data-access library lets code speak of a table or a column.

use super::body::Body;
use super::types::{Generics, PathRef, TypeExpr};
use super::{Name, model::FormMapping};

/// A scope of this file: number 0 is the file itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ScopeId(pub(crate) u32);

/// An impl block or trait of this file, as owner of its functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owner {
    /// Index into `FileFacts::impls`.
    Impl(u32),
    /// Index into `FileFacts::traits`.
    Trait(u32),
}

/// A module, or a block that declares items.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(crate) parent: Option<ScopeId>,
    /// The inline module's name; None for the file and for blocks.
    pub(crate) name: Option<Name>,
    /// Names not found in a block's scope are looked for in its parent; not so for modules.
    pub(crate) is_block: bool,
    pub(crate) test: bool,
}

/// One name that a `use` brings in.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    pub(crate) scope: ScopeId,
    pub(crate) global: bool,
    pub(crate) path: Box<[Name]>,
    pub(crate) what: ImportKind,
    /// `pub` in any form.
    pub(crate) public: bool,
    pub(crate) line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImportKind {
    /// The name under which it is known here (`_` for an anonymous trait import).
    Named(Name),
    Glob,
}

/// `mod x;` or `mod x { … }`.
#[derive(Clone, Debug)]
pub(crate) struct ModuleDecl {
    pub(crate) scope: ScopeId,
    pub(crate) name: Name,
    /// The scope of an inline module; None for one in a file of its own.
    pub(crate) inline: Option<ScopeId>,
    /// `#[path = "…"]`.
    pub(crate) path: Option<String>,
    pub(crate) test: bool,
    pub(crate) line: u32,
}

/// A function, method or trait function.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: Name,
    pub(crate) scope: ScopeId,
    pub(crate) owner: Option<Owner>,
    /// The line of the `fn` keyword.
    pub(crate) line: u32,
    /// The last line of the body.
    pub(crate) end_line: u32,
    pub(crate) generics: Generics,
    /// Whether it takes `self`, and the written type where there is one (`self: Arc<Self>`).
    pub(crate) receiver: Option<Option<TypeExpr>>,
    /// Types of the other parameters, in order; their patterns stand in the body.
    pub(crate) params: Box<[TypeExpr]>,
    pub(crate) param_names: Box<[Option<Name>]>,
    pub(crate) ret: Option<TypeExpr>,
    pub(crate) is_async: bool,
    pub(crate) public: bool,
    pub(crate) test: bool,
    /// Several where several routes, or methods of one, lead to it.
    pub(crate) entries: Box<[EntryMark]>,
    /// None: declared only (a trait's required function).
    pub(crate) body: Option<Box<Body>>,
    /// Made by a derive that the front end knows: it stands nowhere in the code and is no function of it.
    pub(crate) derived: bool,
}

/// What a function's own attributes say about who starts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryMark {
    pub(crate) kind: EntryKind,
    /// `POST`, `GET` …, where known.
    pub(crate) method: Option<Name>,
    /// The route, job name or command, where known.
    pub(crate) name: Option<String>,
}

/// Who starts an entry point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum EntryKind {
    Http,
    Rpc,
    Graphql,
    Job,
    Command,
    Consumer,
    /// Code in another language calls it: a C function, what binding generators export.
    Export,
    Main,
}

impl EntryKind {
    const ALL: [EntryKind; 8] = [
        EntryKind::Http,
        EntryKind::Rpc,
        EntryKind::Graphql,
        EntryKind::Job,
        EntryKind::Command,
        EntryKind::Consumer,
        EntryKind::Export,
        EntryKind::Main,
    ];

    /// The kind of that name; for one that is not known, the one that says least.
    pub(crate) fn named(name: &str) -> EntryKind {
        EntryKind::ALL.into_iter().find(|kind| kind.as_str() == name).unwrap_or(EntryKind::Main)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            EntryKind::Http => "http",
            EntryKind::Rpc => "rpc",
            EntryKind::Graphql => "graphql",
            EntryKind::Job => "job",
            EntryKind::Command => "command",
            EntryKind::Consumer => "consumer",
            EntryKind::Export => "export",
            EntryKind::Main => "main",
        }
    }
}

/// A struct, enum, union or type alias.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: Name,
    pub(crate) scope: ScopeId,
    pub(crate) line: u32,
    pub(crate) generics: Generics,
    pub(crate) kind: TypeKind,
    /// Traits named in `#[derive(…)]`, those behind `cfg_attr` included.
    pub(crate) derives: Box<[Name]>,
    /// How values of the type stand for rows: made from a derive or an attribute of a data-access library.
    pub(crate) forms: Vec<FormMapping>,
    /// The commands for which its variants stand, one each: it is parsed from the command line. Empty for any other.
    pub(crate) commands: Box<[Box<str>]>,
    pub(crate) test: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    /// Tuple fields are named `0`, `1` …
    Struct(Box<[FieldDef]>),
    Enum(Box<[VariantDef]>),
    Alias(TypeExpr),
}

#[derive(Clone, Debug)]
pub(crate) struct FieldDef {
    pub(crate) name: Name,
    pub(crate) ty: TypeExpr,
    pub(crate) line: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct VariantDef {
    pub(crate) name: Name,
    /// What it is as a text, where a derive says so.
    pub(crate) text: Option<Name>,
    pub(crate) fields: Box<[FieldDef]>,
    pub(crate) line: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct ImplDef {
    pub(crate) scope: ScopeId,
    pub(crate) line: u32,
    pub(crate) generics: Generics,
    pub(crate) self_ty: TypeExpr,
    pub(crate) of_trait: Option<PathRef>,
    /// `type Item = T;`
    pub(crate) assoc_types: Box<[(Name, TypeExpr)]>,
    pub(crate) test: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct TraitDef {
    pub(crate) name: Name,
    pub(crate) scope: ScopeId,
    pub(crate) line: u32,
    pub(crate) generics: Generics,
    pub(crate) supertraits: Box<[PathRef]>,
    pub(crate) assoc_types: Box<[AssocType]>,
    /// The trait that a macro makes of it for those who serve it.
    pub(crate) served_as: Option<Name>,
    pub(crate) test: bool,
}

/// An associated type of a trait: its name, bounds and default.
pub(crate) type AssocType = (Name, Box<[PathRef]>, Option<TypeExpr>);

/// A `const` or `static`, associated ones included.
#[derive(Clone, Debug)]
pub(crate) struct ConstDef {
    pub(crate) name: Name,
    pub(crate) scope: ScopeId,
    pub(crate) owner: Option<Owner>,
    pub(crate) line: u32,
    pub(crate) ty: TypeExpr,
    /// Its value as a body without parameters.
    pub(crate) body: Option<Box<Body>>,
    /// Of test code.
    pub(crate) test: bool,
}

/// A name by which code speaks of a table or a column: what `table!`, an entity or an `Iden` enum makes.
#[derive(Clone, Debug)]
pub(crate) struct Handle {
    pub(crate) scope: ScopeId,
    pub(crate) name: Name,
    pub(crate) what: HandleKind,
    pub(crate) line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HandleKind {
    Table(Name),
    Column {
        /// None: of whichever table the query is on.
        table: Option<Name>,
        column: Name,
    },
    /// All columns of the table.
    AllColumns(Name),
    /// A function of the database that stands in a query.
    SqlFunction,
}
