//! Something that was seen and not understood. Counted and listed, never swallowed.

use super::place::Place;

/// What kind of thing was not understood. The names are printed in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum GapKind {
    /// A source file that the parser refuses, whole.
    UnparsedFile,
    /// A source file nested deeper than is safe to parse.
    TooDeep,
    /// A file that could not be read or is not UTF-8.
    UnreadFile,
    /// A manifest that does not parse.
    UnparsedManifest,
    /// A schema statement (DDL) that the SQL parser refuses.
    UnparsedDdl,
    /// The text of a query that the SQL parser refuses.
    UnparsedSql,
    /// A part of a query's text that is only known when the program runs.
    DynamicSql,
    /// A macro whose arguments are not understood.
    UnknownMacro,
    /// A `mod x;` without a file.
    MissingModule,
    /// A call that looks like one to the analysed code and does not resolve.
    UnresolvedCall,
    /// A query names a table that no schema source makes.
    UnknownTable,
    /// A query is executed whose table does not follow from the code.
    UnknownTarget,
}

impl GapKind {
    /// The stable code under which reports count the gap.
    pub(crate) fn code(self) -> &'static str {
        match self {
            GapKind::UnparsedFile => "unparsed-file",
            GapKind::TooDeep => "too-deep",
            GapKind::UnreadFile => "unread-file",
            GapKind::UnparsedManifest => "unparsed-manifest",
            GapKind::UnparsedDdl => "unparsed-ddl",
            GapKind::UnparsedSql => "unparsed-sql",
            GapKind::DynamicSql => "dynamic-sql",
            GapKind::UnknownMacro => "unknown-macro",
            GapKind::MissingModule => "missing-module",
            GapKind::UnresolvedCall => "unresolved-call",
            GapKind::UnknownTable => "unknown-table",
            GapKind::UnknownTarget => "unknown-target",
        }
    }
}

/// One gap at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gap {
    pub(crate) place: Place,
    pub(crate) kind: GapKind,
    /// What was seen, in words, for a person; short.
    pub(crate) what: String,
}
