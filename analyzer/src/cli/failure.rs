//! Why a command could not do its work, and how that is said: what is wrong, where, and what to do.

use std::io::{self, Write};
use std::path::Path;

use analyzer::config::ConfigError;
use analyzer::publish::again::ReviveError;
use analyzer::source::disk::LoadError;
use analyzer::source::revision::RevisionError;
use reports::document::ReadError;
use reports::drawn::ChangeError;
use reports::render::escape;

/// What is wrong, and what to do about it.
#[derive(Debug)]
pub(super) struct Failure {
    what: String,
    hint: String,
}

impl Failure {
    /// Output that cannot be written.
    pub(super) fn output(to: Option<&Path>, error: &io::Error) -> Failure {
        let place = to.map_or_else(|| "stdout".to_owned(), |path| path.display().to_string());
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "make its folder first, or give another file",
            io::ErrorKind::PermissionDenied => "check the folder's permissions, or give another file",
            io::ErrorKind::IsADirectory => "it is a folder: give a file",
            io::ErrorKind::StorageFull => "make room on the disk, or give another file",
            _ => "give another file with --output",
        };
        Failure { what: format!("{place}: cannot write: {error}"), hint: hint.to_owned() }
    }

    /// Threads that the system does not give.
    pub(super) fn threads(error: &rayon::ThreadPoolBuildError) -> Failure {
        Failure {
            what: format!("cannot start the threads that should work: {error}"),
            hint: "give a smaller number with --threads".to_owned(),
        }
    }

    /// Arguments that are well-formed and contradict each other.
    pub(super) fn arguments(what: &str, hint: &str) -> Failure {
        Failure { what: what.to_owned(), hint: hint.to_owned() }
    }

    /// A saved document that cannot be read from the disk.
    pub(super) fn unread(path: &Path, error: &io::Error) -> Failure {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "make it with `gerund analyze PATH --output FILE.json`",
            io::ErrorKind::IsADirectory => "give the JSON file; a folder is for `gerund analyze`",
            io::ErrorKind::InvalidData => "it is not text: give a file of `gerund analyze --format json`",
            _ => "check the file and its permissions",
        };
        Failure { what: format!("{}: cannot read: {error}", path.display()), hint: hint.to_owned() }
    }

    /// A file that is no document, or one of a newer gerund.
    pub(super) fn document(path: &Path, error: &ReadError) -> Failure {
        let hint = match error {
            ReadError::Newer(_) => "update gerund, or write the document again with this one",
            _ => "give a file that `gerund analyze --format json` wrote",
        };
        Failure { what: format!("{}: {error}", path.display()), hint: hint.to_owned() }
    }

    /// A change of boundaries that the document does not allow.
    pub(super) fn change(path: &Path, error: &ChangeError) -> Failure {
        let shown = path.display();
        let hint = match error {
            ChangeError::NoBoundary { .. } => format!("`gerund render {shown} --all` lists the boundaries"),
            ChangeError::NoData { .. } => "a column is TABLE.COLUMN, as the report writes it".to_owned(),
            _ => "look at who owns what with `gerund render`, and change the arguments".to_owned(),
        };
        Failure { what: error.to_string(), hint }
    }

    /// A document whose boundaries cannot be judged again.
    pub(super) fn not_judged(path: &Path, error: ReviveError) -> Failure {
        let hint = "write the document again with `gerund analyze PATH --output FILE.json`".to_owned();
        Failure { what: format!("{}: {error}", path.display()), hint }
    }

    /// A configuration that cannot be read from the disk.
    pub(super) fn configuration_unread(path: &Path, error: &io::Error) -> Failure {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "check the spelling, or leave --config out",
            _ => "give a text file with --config; README.md, \"Configuration\", shows one",
        };
        Failure { what: format!("{}: cannot read: {error}", path.display()), hint: hint.to_owned() }
    }

    /// A configuration that says what cannot be understood.
    pub(super) fn configuration(path: &Path, error: &ConfigError) -> Failure {
        let what = format!("{}:{}: {}", path.display(), error.line, error.what);
        Failure { what, hint: error.hint().to_owned() }
    }

    /// Says it on stderr. Paths may hold what acts on a terminal.
    pub(super) fn print(&self) {
        let (what, hint) = (escape::terminal(&self.what), escape::terminal(&self.hint));
        // Nobody is left to be told when stderr is closed.
        drop(writeln!(io::stderr(), "error: {what}\n  try: {hint}"));
    }
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Failure {
        Failure { what: error.to_string(), hint: error.hint().to_owned() }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Failure {
        Failure { what: error.to_string(), hint: error.hint() }
    }
}
