//! Where output goes: to stdout, whose reader may leave early, or into a file, which appears whole or not at all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use analyzer::source::environment;
use analyzer::source::write::NewFile;
use terminal_size::{Width, terminal_size};

use super::args::Color;
use super::failure::Failure;

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 120;

/// Where no terminal says how wide it is.
const USUAL_WIDTH: usize = 100;

/// An opened output. It is opened before the work, so that a mistaken path costs no waiting.
pub(super) struct Output {
    file: Option<(PathBuf, NewFile)>,
}

impl Output {
    /// Stdout, or the file.
    pub(super) fn open(path: Option<&Path>) -> Result<Output, Failure> {
        let file = match path {
            Some(path) => {
                let file = NewFile::create(path).map_err(|error| Failure::output(Some(path), &error))?;
                Some((path.to_owned(), file))
            }
            None => None,
        };
        Ok(Output { file })
    }

    /// Whether to write colours.
    pub(super) fn colour(&self, when: Color) -> bool {
        match when {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| environment::variable(name).is_some_and(|value| !value.is_empty());
                let dumb = environment::variable("TERM").is_some_and(|term| term == "dumb");
                self.file.is_none() && io::stdout().is_terminal() && !set("NO_COLOR") && !dumb
            }
        }
    }

    /// How wide lines may be.
    pub(super) fn width(&self) -> usize {
        let terminal = if self.file.is_none() && io::stdout().is_terminal() { terminal_size() } else { None };
        terminal.map_or(USUAL_WIDTH, |(Width(columns), _)| usize::from(columns).min(WIDEST))
    }

    /// Writes. A reader of stdout that has left (`| head`) is no failure.
    pub(super) fn write(self, print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        match self.file {
            Some((path, mut file)) => print(&mut file)
                .and_then(|()| file.finish())
                .map_err(|error| Failure::output(Some(&path), &error)),
            None => {
                let mut out = BufWriter::new(io::stdout().lock());
                match print(&mut out).and_then(|()| out.flush()) {
                    Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                        Err(Failure::output(None, &error))
                    }
                    _ => Ok(()),
                }
            }
        }
    }
}
