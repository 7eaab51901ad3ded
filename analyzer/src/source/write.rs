//! Writing a file so that it is there whole or not at all: what fails half-way leaves the old file as it was.

#![expect(clippy::disallowed_methods, reason = "source/ is the one door to the disk")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file in the making.
#[derive(Debug)]
pub struct NewFile {
    target: Target,
}

#[derive(Debug)]
enum Target {
    /// Beside the place where it will stand, so that a rename can put it there.
    Beside(BufWriter<NamedTempFile>, PathBuf),
    /// A pipe or a device: nothing to put in its place.
    Direct(BufWriter<File>),
}

impl NewFile {
    /// Begins a file. What stands there stays until [`NewFile::finish`].
    ///
    /// # Errors
    /// When it is a folder, or its folder cannot be written.
    pub fn create(path: &Path) -> io::Result<NewFile> {
        // A link stays a link: the file that it leads to is written.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&real) {
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => {
                let file = File::options().write(true).open(&real)?;
                return Ok(NewFile { target: Target::Direct(BufWriter::new(file)) });
            }
            Ok(_) | Err(_) => {}
        }
        let folder = match real.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::metadata(folder)?;
        // The library's error names the file beside, which nobody asked for.
        let file = beside(folder).map_err(|error| io::Error::from(error.kind()))?;
        Ok(NewFile { target: Target::Beside(BufWriter::new(file), real) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When the rest of it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self.target {
            Target::Direct(mut file) => file.flush(),
            Target::Beside(file, path) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(path).map(drop).map_err(|error| error.error)
            }
        }
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Beside(file, _) => file.write(bytes),
            Target::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Beside(file, _) => file.flush(),
            Target::Direct(file) => file.flush(),
        }
    }
}

/// Adds to a file's end; it is made where it is not there.
///
/// # Errors
/// When it cannot be written.
pub fn append(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::options().append(true).create(true).open(path)?.write_all(bytes)
}

/// A file with the permissions that any new file gets; temporary ones are their owner's alone by default.
#[cfg(unix)]
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let usual = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(".gerund-").permissions(usual).tempfile_in(folder)
}

#[cfg(not(unix))]
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".gerund-").tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::NewFile;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("report.json");
        fs::write(&path, "old").unwrap();
        let mut given_up = NewFile::create(&path).unwrap();
        given_up.write_all(b"half").unwrap();
        drop(given_up);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn a_folder_is_no_file() {
        let dir = tempfile::tempdir().unwrap();
        assert!(NewFile::create(dir.path()).is_err());
        assert!(NewFile::create(&dir.path().join("no/such/report.json")).is_err());
    }
}
