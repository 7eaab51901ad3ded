//! What makes two entries of documents the same, apart from where they stand: lines move with every edit, so no
//! line is part of an identity. Comparing two documents and fingerprints are built on it.

use super::v1::{
    Blocker, BlockerKind, Consumer, Diagnostic, Evidence, Finding, GapCount, Noun, Operation, Proposal, Rule,
    Signal, Table,
};

/// An entry that can be found again in another document.
pub trait Identify {
    /// What identifies it.
    type Key<'a>: Ord
    where
        Self: 'a;

    /// The same for the same thing in two documents.
    fn identity(&self) -> Self::Key<'_>;
}

/// A boundary is its verb and its subject: data comes and goes, the process remains.
impl Identify for Proposal {
    type Key<'a> = (&'a str, &'a str, &'a str);

    fn identity(&self) -> Self::Key<'_> {
        (&self.verb, &self.subject, &self.name)
    }
}

impl Identify for Operation {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.function
    }
}

/// One function is one consumer, whatever it comes to read.
impl Identify for Consumer {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.function
    }
}

/// A function may be in the way twice, by its kind or by the data; where it is the schema, the file tells.
impl Identify for Blocker {
    type Key<'a> = (&'a BlockerKind, &'a str, &'a [String]);

    fn identity(&self) -> Self::Key<'_> {
        (&self.kind, self.function.as_ref().unwrap_or(&self.file), &self.data)
    }
}

impl Identify for Evidence {
    type Key<'a> = (&'a str, &'a str);

    fn identity(&self) -> Self::Key<'_> {
        (&self.claim, &self.file)
    }
}

impl Identify for Signal {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.id
    }
}

impl Identify for Noun {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.table
    }
}

impl Identify for GapCount {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.kind
    }
}

impl Identify for Diagnostic {
    type Key<'a> = (&'a str, Option<&'a str>, &'a str);

    fn identity(&self) -> Self::Key<'_> {
        (&self.code, self.file.as_deref(), &self.message)
    }
}

impl Identify for Table {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.name
    }
}

impl Identify for Finding {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.id
    }
}

impl Identify for Rule {
    type Key<'a> = &'a str;

    fn identity(&self) -> &str {
        &self.id
    }
}
