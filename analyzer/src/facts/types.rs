//! Types and paths as they are written, before any name is resolved.

use super::Name;

/// `a::b::<T>::c`, with what may stand before it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct PathRef {
    /// `<T>::…` or `<T as Trait>::…`.
    pub(crate) qself: Option<Box<QSelf>>,
    /// A leading `::`.
    pub(crate) global: bool,
    pub(crate) segments: Box<[Segment]>,
}

/// The type before a qualified path. With `as_trait` the path's own segments follow the trait's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QSelf {
    pub(crate) ty: TypeExpr,
    pub(crate) as_trait: Option<PathRef>,
}

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) name: Name,
    pub(crate) args: Box<[TypeExpr]>,
    /// `Item = T` in `Iterator<Item = T>`; for `Fn(A) -> R`, `args` holds one tuple and `Output` is bound.
    pub(crate) bindings: Box<[(Name, TypeExpr)]>,
}

impl Segment {
    pub(crate) fn plain(name: Name) -> Self {
        Segment { name, args: Box::default(), bindings: Box::default() }
    }
}

impl PathRef {
    /// A path of plain names: `a::b::c`.
    pub(crate) fn of(names: impl IntoIterator<Item = Name>) -> Self {
        let segments = names.into_iter().map(Segment::plain).collect();
        PathRef { qself: None, global: false, segments }
    }

    /// The one name of a path that is nothing but a name.
    pub(crate) fn single(&self) -> Option<Name> {
        match &*self.segments {
            [one] if self.qself.is_none() && !self.global => Some(one.name),
            _ => None,
        }
    }

    /// The last segment's name.
    pub(crate) fn last(&self) -> Option<Name> {
        self.segments.last().map(|s| s.name)
    }
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypeExpr {
    Path(Box<PathRef>),
    /// `&T`, `&mut T`, `*const T`.
    Ref(Box<TypeExpr>),
    Tuple(Box<[TypeExpr]>),
    /// `[T]` and `[T; n]`.
    Slice(Box<TypeExpr>),
    /// `impl A + B`.
    Impl(Box<[PathRef]>),
    /// `dyn A + B`.
    Dyn(Box<[PathRef]>),
    /// `fn(A) -> R`.
    Fn(Box<[TypeExpr]>, Option<Box<TypeExpr>>),
    Never,
    /// `_`.
    Infer,
    /// A macro in type position or what the front end does not know.
    Unknown,
}

/// A generic parameter with its bounds, those of the `where` clause included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GenericParam {
    pub(crate) name: Name,
    pub(crate) bounds: Box<[PathRef]>,
    pub(crate) default: Option<TypeExpr>,
}

/// The generics of an item: its type parameters, and bounds on other types (`where T::Item: Trait`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Generics {
    pub(crate) params: Box<[GenericParam]>,
    pub(crate) wheres: Box<[(TypeExpr, Box<[PathRef]>)]>,
}
