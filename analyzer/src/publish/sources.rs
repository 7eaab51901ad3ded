//! What became of the files: how many were read, and for each that was not, a diagnostic that names it.

use std::collections::BTreeMap;

use reports::document::v1::{Diagnostic, FileCoverage, Severity};

use crate::facts::gap::GapKind;
use crate::resolve::program::Program;
use crate::source::{FileKind, LeftOut, Problem, ProblemKind, SourceTree};

/// The files of the monolith, counted. A Rust file is read, refused or left out, so that none is lost.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Rust files with their text, those that do not parse among them.
    pub(super) files: u64,
    /// Their lines.
    pub(super) lines: u64,
    pub(super) coverage: FileCoverage,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Problems of the tree as gaps.
    pub(super) gaps: BTreeMap<GapKind, u64>,
}

impl Sources {
    /// Counts them, once the program is known: what the parser refused stands among its gaps.
    pub(crate) fn of(tree: &SourceTree, program: &Program) -> Sources {
        let mut sources = Sources::default();
        let rust = tree.rust_files();
        let refused = sources.refused(tree, program);
        sources.files = rust.read.into();
        sources.lines = tree
            .files()
            .iter()
            .filter(|file| matches!(file.kind, FileKind::Rust))
            .map(|file| u64::from(file.lines()))
            .sum();
        sources.coverage = FileCoverage {
            read: sources.files.saturating_sub(refused),
            refused: u64::from(rust.unread) + refused,
            left_out: rust.left_out.into(),
        };
        for problem in tree.problems() {
            *sources.gaps.entry(kind(problem.kind)).or_default() += 1;
        }
        sources.diagnostics.extend(tree.problems().iter().map(of_problem));
        sources.diagnostics.extend(tree.left_out().iter().filter_map(of_left_out));
        sources
    }

    /// The Rust files that the parser refused.
    fn refused(&mut self, tree: &SourceTree, program: &Program) -> u64 {
        let mut rust = 0;
        for gap in &program.gaps {
            if !matches!(gap.kind, GapKind::UnparsedFile | GapKind::TooDeep) {
                continue;
            }
            let file = tree.get(gap.place.file);
            rust += u64::from(matches!(file.kind, FileKind::Rust));
            self.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                code: gap.kind.code().to_owned(),
                message: gap.what.clone(),
                file: Some(file.path.to_string()),
                line: Some(gap.place.line),
            });
        }
        rust
    }
}

fn kind(problem: ProblemKind) -> GapKind {
    match problem {
        ProblemKind::BadManifest => GapKind::UnparsedManifest,
        ProblemKind::NotUtf8
        | ProblemKind::Unreadable
        | ProblemKind::TooLarge
        | ProblemKind::LinkOutside
        | ProblemKind::DeadLink => GapKind::UnreadFile,
    }
}

fn of_problem(problem: &Problem) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: kind(problem.kind).code().to_owned(),
        message: problem.what.clone(),
        file: Some(problem.path.clone()),
        line: None,
    }
}

/// None where no Rust is lost by it.
fn of_left_out(left: &LeftOut) -> Option<Diagnostic> {
    let files = match left.rust_files {
        0 => return None,
        1 => "1 Rust file is".to_owned(),
        many => format!("{many} Rust files are"),
    };
    Some(Diagnostic {
        severity: Severity::Info,
        code: "left-out".to_owned(),
        message: format!("{files} not read: {}", left.reason.as_str()),
        file: Some(left.path.clone()),
        line: None,
    })
}
