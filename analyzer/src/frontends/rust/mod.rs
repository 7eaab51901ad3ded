//! The Rust front end: the only place that knows `syn`. It lowers one file at a time to facts and drops the syntax
//! tree at once.
//!
//! It resolves no name. Of other files it knows the macros and derives that they define, and nothing else.

mod attributes;
mod bodies;
mod declarations;
mod derives;
mod edition;
mod entries;
mod functions;
mod imports;
mod items;
mod libraries;
mod lowering;
mod macros;
pub(crate) mod nesting;
#[cfg(test)]
mod tests;
mod types;

use std::sync::Arc;

use rayon::prelude::*;

use crate::facts::Name;
use crate::facts::builders::SchemaBuilders;
use crate::facts::file::FileFacts;
use crate::facts::gap::GapKind;
use crate::facts::model::{ExtractorRule, GivesRule, JobRule};
use crate::frontends::{FileReader, Frontend, LibraryRules};
use crate::source::{FileId, FileKind, SourceFile, SourceTree};

use derives::OwnDerives;
use lowering::Lowering;
use macros::MacroIndex;

/// The front end for `*.rs`.
pub(super) struct Rust;

impl Frontend for Rust {
    fn claims(&self, file: &SourceFile) -> bool {
        file.kind == FileKind::Rust
    }

    fn reader(&self, tree: &SourceTree, include_tests: bool) -> Box<dyn FileReader> {
        let (macros, derives) = (Arc::new(MacroIndex::of(tree)), Arc::new(OwnDerives::of(tree)));
        Box::new(Reader { macros, derives, include_tests })
    }

    fn call_rules(&self) -> Vec<LibraryRules> {
        libraries::ALL.iter().map(|library| (library.id(), library.rules())).collect()
    }

    fn extractor_rules(&self) -> Vec<ExtractorRule> {
        let all = libraries::ALL.iter().flat_map(|library| {
            let crates = library.crates();
            library.extractors().iter().map(move |(of_trait, function)| ExtractorRule {
                crates,
                of_trait,
                function,
            })
        });
        all.collect()
    }

    fn gives_rules(&self) -> Vec<GivesRule> {
        let all = libraries::ALL.iter().flat_map(|library| {
            let crates = library.crates();
            library.gives().iter().map(move |(method, gives)| GivesRule { crates, method, gives: *gives })
        });
        all.collect()
    }

    fn job_rules(&self) -> Vec<JobRule> {
        libraries::ALL.iter().flat_map(|library| library.jobs()).copied().collect()
    }

    fn schema_builders(&self) -> Vec<&'static SchemaBuilders> {
        libraries::ALL.iter().filter_map(|library| library.schema_builders()).collect()
    }

    fn declarations(&self) -> Vec<(Name, FileFacts)> {
        let all: Vec<_> = declarations::ALL.iter().zip((0..=u32::MAX).rev()).collect();
        all.into_par_iter()
            .map(|((name, text), number)| (Name::from(name), lower(Lowering::new(FileId(number)), text)))
            .collect()
    }
}

/// What reading one file may look at beside it.
struct Reader {
    macros: Arc<MacroIndex>,
    derives: Arc<OwnDerives>,
    include_tests: bool,
}

impl FileReader for Reader {
    fn extract(&self, file: &SourceFile) -> FileFacts {
        let mut lowering =
            Lowering::new(file.id).expanding(Arc::clone(&self.macros)).deriving(Arc::clone(&self.derives));
        if !self.include_tests {
            lowering = lowering.leaving_tests(file.is_among_tests());
        }
        lower(lowering, &file.text)
    }
}

/// The facts of one text.
fn lower(mut lowering: Lowering, text: &str) -> FileFacts {
    match nesting::too_deep(text) {
        Some(line) => lowering.gap(GapKind::TooDeep, line, "nested deeper than is safe to parse"),
        None => parse(&mut lowering, text),
    }
    let mut facts = lowering.finish();
    facts.lines = text.lines().count() as u32;
    facts
}

fn parse(lowering: &mut Lowering, text: &str) {
    // Spans are kept in a table of the thread, with the whole text; none outlives a file here.
    proc_macro2::extra::invalidate_current_thread_spans();
    let file = syn::parse_file(text).or_else(|error| edition::of_2015(text).ok_or(error));
    match file {
        Ok(syntax) => {
            if attributes::is_test_only(&syntax.attrs) {
                lowering.is_test();
            }
            lowering.items(&syntax.items);
        }
        Err(error) => {
            let line = lowering::line(error.span()).max(1);
            lowering.gap(GapKind::UnparsedFile, line, error.to_string());
        }
    }
}
