//! Renderers: a document in, text out. They decide nothing (selection is done, order is given) and know no code,
//! so every format can be made again from a saved document.
//!
//! A format is a file of its own with `render(document, options, out)` and a line in `formats!` below.

mod access;
mod compared;
mod differed;
mod drift;
pub mod escape;
mod explained;
mod graph;
mod migration;
mod rules;
mod words;

pub use compared::{COMPARISON_FORMATS, comparison};
pub use differed::diff;
pub use drift::{DriftFormat, Report as DriftReport, drift};
pub use explained::explanation;
pub use migration::{MIGRATION_FORMATS, migration};

use std::io::{self, Write};
use std::path::Path;

use crate::document::v1::Document;

macro_rules! formats {
    ($($(#[doc = $doc:literal])* $variant:ident = $module:ident $name:literal [$($ending:literal),+];)*) => {
        $(mod $module;)*

        /// What a document can be written as.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Format {
            /// All of them.
            pub const ALL: &[Format] = &[$(Format::$variant),*];

            /// The name that it is asked for by.
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name),* }
            }

            /// What it is, in a line.
            pub fn about(self) -> &'static str {
                match self { $(Format::$variant => concat!($($doc),*).trim_ascii()),* }
            }

            /// Endings of its files, the usual one first.
            pub fn endings(self) -> &'static [&'static str] {
                match self { $(Format::$variant => &[$($ending),+]),* }
            }
        }

        /// Writes the document.
        ///
        /// # Errors
        /// When writing fails.
        pub fn render(
            document: &Document,
            format: Format,
            options: &Options,
            out: &mut dyn Write,
        ) -> io::Result<()> {
            match format { $(Format::$variant => $module::render(document, options, out)),* }
        }
    };
}

formats! {
    /// A screen for a person
    Text = terminal "text" ["txt"];
    /// The whole document, for programs and for `gerund render`
    Json = json "json" ["json"];
    /// A pull request comment or a wiki page
    Markdown = markdown "markdown" ["md", "markdown"];
    /// The graph of the boundaries for Graphviz
    Dot = dot "dot" ["dot", "gv"];
    /// The graph of the boundaries for Mermaid
    Mermaid = mermaid "mermaid" ["mmd", "mermaid"];
    /// A page for a browser, in one file
    Html = html "html" ["html", "htm"];
    /// Who produces and who reads sensitive columns, a table
    Csv = csv "csv" ["csv"];
    /// SARIF 2.1.0 for code scanning
    Sarif = sarif "sarif" ["sarif"];
}

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The format that a file's ending says.
    pub fn of_file(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Format::ALL.iter().copied().find(|format| format.endings().contains(&ending.as_str()))
    }
}

/// How to render. A format takes no notice of what is nothing to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// With colours.
    pub colour: bool,
    /// Columns that a line may have.
    pub width: usize,
    /// Every list in full instead of one screen.
    pub full: bool,
    /// How many proposals the selection left out.
    pub left_out: usize,
    /// Where the code can be looked at: an address with `{path}` and `{line}`.
    pub source_url: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { colour: false, width: 100, full: false, left_out: 0, source_url: None }
    }
}

impl Options {
    /// The address of a line of the code. Only the web's addresses: one with `javascript:` would act.
    fn link(&self, file: &str, line: u32) -> Option<String> {
        let template = self.source_url.as_deref()?;
        let web = ["https://", "http://"].iter().any(|scheme| template.starts_with(scheme));
        web.then(|| template.replace("{path}", &escape::url(file)).replace("{line}", &line.to_string()))
    }
}
