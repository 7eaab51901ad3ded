//! Reading a file by itself: one that the user names, such as a saved document, or one that stands in the root of the tree.

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

/// More than this is no configuration that a person wrote.
const MOST_BYTES: u64 = 1024 * 1024;

/// The text of a file in the root of a tree; None where there is none. The tree is not trusted: a link is not followed, and
/// what is very large is not read.
///
/// # Errors
/// When it cannot be read, is too large, or is not UTF-8.
pub fn inside(root: &Path, name: &str) -> io::Result<Option<String>> {
    let path = root.join(name);
    let about = match fs::symlink_metadata(&path) {
        Ok(about) => about,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    if !about.is_file() {
        return Err(io::Error::other("it is a link or a folder, and no file"));
    }
    if about.len() > MOST_BYTES {
        return Err(io::Error::other(format!("it has {} bytes, more than {MOST_BYTES}", about.len())));
    }
    fs::read_to_string(&path).map(Some)
}
