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
mod types;

use crate::facts::file::FileFacts;
use crate::facts::gap::GapKind;
use crate::facts::model::CallRule;
use crate::source::FileId;

use lowering::Lowering;

/// The facts of one Rust text.
pub(crate) fn extract(file: FileId, text: &str) -> FileFacts {
    // Spans are kept in a table of the thread, with the whole text; none outlives a file here.
    proc_macro2::extra::invalidate_current_thread_spans();
    let mut lowering = match syn::parse_file(text) {
        Ok(syntax) => {
            let mut lowering = Lowering::new(file, attributes::is_test_only(&syntax.attrs));
            lowering.items(&syntax.items);
            lowering
        }
        Err(error) => {
            let mut lowering = Lowering::new(file, false);
            let at = lowering::line(error.span()).max(1);
            lowering.gap(GapKind::UnparsedFile, at, error.to_string());
            lowering
        }
    };
    lowering.facts.lines = text.lines().count() as u32;
    lowering.facts
}

/// What the calls of all known libraries do.
pub(crate) fn call_rules() -> Vec<CallRule> {
    libraries::ALL.iter().flat_map(|library| library.rules()).copied().collect()
}
