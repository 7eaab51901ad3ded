//! Reading a file that the user names by itself: a saved document.

#![expect(clippy::disallowed_methods, reason = "source/ is the one door to the disk")]

use std::fs;
use std::io;
use std::path::Path;

/// The file's text.
///
/// # Errors
/// When it cannot be read, or is not UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}
