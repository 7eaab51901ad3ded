//! The Rust front end: the only place that knows `syn`. It lowers one file at a time to facts and drops the syntax
//! tree at once.
//!
//! It resolves no name and looks at no other file.

mod attributes;
mod bodies;
mod entries;
mod functions;
mod imports;
mod items;
mod libraries;
mod lowering;
mod macros;
#[cfg(test)]
mod tests;
mod types;

use crate::facts::file::FileFacts;
use crate::facts::gap::GapKind;
use crate::facts::model::CallRule;
use crate::frontends::Frontend;
use crate::source::{FileId, FileKind, SourceFile};

use lowering::Lowering;

/// The front end for `*.rs`.
pub(super) struct Rust;

impl Frontend for Rust {
    fn id(&self) -> &'static str {
        "rust"
    }

    fn claims(&self, file: &SourceFile) -> bool {
        file.kind == FileKind::Rust
    }

    fn extract(&self, file: &SourceFile) -> FileFacts {
        lower(file.id, &file.text)
    }

    fn call_rules(&self) -> Vec<CallRule> {
        libraries::ALL.iter().flat_map(|library| library.rules()).copied().collect()
    }
}

/// The facts of one text.
fn lower(file: FileId, text: &str) -> FileFacts {
    // Spans are kept in a table of the thread, with the whole text; none outlives a file here.
    proc_macro2::extra::invalidate_current_thread_spans();
    let mut facts = match syn::parse_file(text) {
        Ok(syntax) => {
            let mut lowering = Lowering::new(file, attributes::is_test_only(&syntax.attrs));
            lowering.items(&syntax.items);
            lowering.finish()
        }
        Err(error) => {
            let mut lowering = Lowering::new(file, false);
            let at = lowering::line(error.span()).max(1);
            lowering.gap(GapKind::UnparsedFile, at, error.to_string());
            lowering.finish()
        }
    };
    facts.lines = text.lines().count() as u32;
    facts
}
