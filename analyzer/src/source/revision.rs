//! The tree of another revision: its files out of git's own store into a folder of our own, which is then read by the very rules
//! of any folder. No git program is run, no configuration, hook or filter of the repository counts, nothing is fetched.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use gix::objs::tree::EntryKind;
use tempfile::TempDir;

use super::disk::{self, LoadError, LoadOptions};
use super::tree::{FileKind, SourceTree};

/// More than this is no source tree.
const MOST_ENTRIES: usize = 1_000_000;
const MOST_DEPTH: usize = 200;
const MOST_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Files that say how others are read.
const TELLING: [&str; 5] =
    [".gitignore", ".gitattributes", ".cargo-checksum.json", "CACHEDIR.TAG", "gerund.toml"];

/// Why a revision cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// The folder is in no repository.
    #[error("{}: no git repository", .0.display())]
    NoRepository(PathBuf),
    /// The repository has no such revision.
    #[error("{0}: no such revision: {1}")]
    NoRevision(String, String),
    /// The revision has no such folder.
    #[error("{0} has no folder {1}")]
    NoFolder(String, String),
    /// An object is not there, or is damaged.
    #[error("{0}: an object of git cannot be read: {1}")]
    Object(String, String),
    /// It is too large, too deep, or has names that no folder has.
    #[error("{0}: {1}")]
    Refused(String, String),
    /// Our own folder cannot be written.
    #[error("a folder for the revision's files cannot be written: {0}")]
    Scratch(#[from] io::Error),
    /// There is nothing in it to analyse.
    #[error("{0}")]
    Load(LoadError),
}

impl RevisionError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            RevisionError::NoRepository(_) => "give a folder of a checkout",
            RevisionError::NoRevision(..) => {
                "give a branch, a tag or a commit that is there; a shallow clone lacks the older ones (fetch-depth: 0)"
            }
            RevisionError::NoFolder(..) => "the folder was elsewhere then: give the repository's root",
            RevisionError::Object(..) => {
                "fetch the whole history: a shallow or partial clone lacks objects (fetch-depth: 0)"
            }
            RevisionError::Refused(..) => "check the repository with `git fsck`",
            RevisionError::Scratch(_) => "make room in the folder for temporary files, or set TMPDIR",
            RevisionError::Load(..) => "give the folder that held the monolith's Cargo.toml at that revision",
        }
    }
}

/// A revision's files in a folder that goes when this goes.
#[derive(Debug)]
pub struct Revision {
    folder: TempDir,
    name: String,
}

impl Revision {
    /// Writes the files of the revision that the analysis would read, as they lay below the folder then.
    ///
    /// # Errors
    /// When there is no such repository, revision or folder, or what it holds cannot be read.
    pub fn open(folder: &Path, revision: &str) -> Result<Revision, RevisionError> {
        let none = || RevisionError::NoRepository(folder.to_owned());
        let real = folder.canonicalize().map_err(|_| none())?;
        let (found, _) = gix::discover::upwards(&real).map_err(|_| none())?;
        let (git, work_tree) = found.into_repository_and_work_tree_directories();
        let work_tree = work_tree.ok_or_else(none)?.canonicalize()?;
        let repository = gix::open_opts(git, gix::open::Options::isolated()).map_err(|_| none())?;
        let unknown = |error: String| RevisionError::NoRevision(revision.to_owned(), error);
        let broken = |error: String| RevisionError::Object(revision.to_owned(), error);
        let id = repository.rev_parse_single(revision).map_err(|error| unknown(error.to_string()))?;
        let object = id.object().map_err(|error| broken(error.to_string()))?;
        let mut tree = object.peel_to_tree().map_err(|error| broken(error.to_string()))?.id;
        for part in real.strip_prefix(&work_tree).unwrap_or(Path::new("")).components() {
            let name = part.as_os_str().to_string_lossy();
            let below = repository.find_tree(tree).map_err(|error| broken(error.to_string()))?;
            let entry = below.find_entry(&*name).filter(|entry| entry.mode().is_tree());
            let entry =
                entry.ok_or_else(|| RevisionError::NoFolder(revision.to_owned(), name.to_string()))?;
            tree = entry.object_id();
        }
        let scratch = tempfile::Builder::new().prefix("gerund-").tempdir()?;
        let mut export = Export { repository: &repository, name: revision, entries: 0, bytes: 0 };
        export.all(tree, scratch.path())?;
        Ok(Revision { folder: scratch, name: revision.to_owned() })
    }

    /// The folder that holds its files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Reads the tree.
    ///
    /// # Errors
    /// When there is nothing in it to analyse.
    pub fn load(&self, options: &LoadOptions) -> Result<SourceTree, RevisionError> {
        let renamed = |error| match error {
            // Where our own folder lies says nothing to anybody.
            LoadError::NoRust { left_out, unread, .. } => {
                LoadError::NoRust { path: PathBuf::from(&self.name), left_out, unread }
            }
            other => other,
        };
        disk::load(self.folder(), options).map_err(|error| RevisionError::Load(renamed(error)))
    }
}

struct Export<'a> {
    repository: &'a gix::Repository,
    name: &'a str,
    entries: usize,
    bytes: u64,
}

impl Export<'_> {
    fn all(&mut self, tree: gix::ObjectId, folder: &Path) -> Result<(), RevisionError> {
        let mut open = vec![(tree, folder.to_owned(), 0)];
        while let Some((tree, folder, depth)) = open.pop() {
            let tree = self.repository.find_tree(tree).map_err(|error| self.broken(&error))?;
            for entry in tree.iter() {
                let entry = entry.map_err(|error| self.broken(&error))?;
                self.count(1, 0)?;
                let Ok(name) = std::str::from_utf8(entry.filename()) else {
                    misnamed(entry.filename(), entry.mode().is_tree(), &folder);
                    continue;
                };
                if !is_plain(name) {
                    return Err(self.refused("a name in it is no name of a file"));
                }
                let path = folder.join(name);
                match entry.mode().kind() {
                    EntryKind::Tree if depth < MOST_DEPTH => {
                        fs::create_dir(&path).map_err(|error| self.unwritten(error))?;
                        open.push((entry.object_id(), path, depth + 1));
                    }
                    EntryKind::Tree => return Err(self.refused("its folders are too deep")),
                    EntryKind::Blob | EntryKind::BlobExecutable if is_read(name) => {
                        self.blob(entry.object_id(), &path)?;
                    }
                    EntryKind::Link => self.link(entry.object_id(), &path)?,
                    // What other files say is nothing to the analysis; that they are there may matter to a link.
                    EntryKind::Blob | EntryKind::BlobExecutable => drop(self.create(&path)?),
                    // A submodule is another repository.
                    EntryKind::Commit => {}
                }
            }
        }
        Ok(())
    }

    fn blob(&mut self, id: gix::ObjectId, path: &Path) -> Result<(), RevisionError> {
        let size = self.repository.find_header(id).map_err(|error| self.broken(&error))?.size();
        // What is too large to be read keeps its size, and no text.
        if size > LoadOptions::default().max_file_bytes {
            self.create(path)?.set_len(size)?;
            return Ok(());
        }
        self.count(0, size)?;
        let blob = self.repository.find_object(id).map_err(|error| self.broken(&error))?;
        Ok(self.create(path)?.write_all(&blob.data)?)
    }

    /// A file that is not there yet. A damaged tree may name a link and a file alike: what is written must never go through the
    /// link, to a file of the user's.
    fn create(&self, path: &Path) -> Result<File, RevisionError> {
        File::create_new(path).map_err(|error| self.unwritten(error))
    }

    fn unwritten(&self, error: io::Error) -> RevisionError {
        match error.kind() {
            io::ErrorKind::AlreadyExists => self.refused("two things in it have one name"),
            _ => RevisionError::Scratch(error),
        }
    }

    /// Links are made as they are: whoever reads the folder follows none.
    fn link(&mut self, id: gix::ObjectId, path: &Path) -> Result<(), RevisionError> {
        let size = self.repository.find_header(id).map_err(|error| self.broken(&error))?.size();
        if size > 4096 {
            return Err(self.refused("a link in it is no link"));
        }
        let blob = self.repository.find_object(id).map_err(|error| self.broken(&error))?;
        link(&String::from_utf8_lossy(&blob.data), path);
        Ok(())
    }

    fn count(&mut self, entries: usize, bytes: u64) -> Result<(), RevisionError> {
        self.entries += entries;
        self.bytes += bytes;
        if self.entries > MOST_ENTRIES || self.bytes > MOST_BYTES {
            return Err(self.refused("it is too large"));
        }
        Ok(())
    }

    fn broken(&self, error: &dyn std::fmt::Display) -> RevisionError {
        RevisionError::Object(self.name.to_owned(), error.to_string())
    }

    fn refused(&self, why: &str) -> RevisionError {
        RevisionError::Refused(self.name.to_owned(), why.to_owned())
    }
}

/// A link that cannot be made is as good as none.
#[cfg(unix)]
fn link(target: &str, path: &Path) {
    drop(std::os::unix::fs::symlink(target, path));
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

/// What has a name that is no text is not read, and said so: its place is enough for that. Some disks take no such names.
#[cfg(unix)]
fn misnamed(name: &[u8], is_folder: bool, folder: &Path) {
    use std::os::unix::ffi::OsStrExt as _;
    if name.contains(&b'/') || name.contains(&0) {
        return;
    }
    let path = folder.join(std::ffi::OsStr::from_bytes(name));
    if is_folder { drop(fs::create_dir(path)) } else { drop(File::create_new(path)) }
}

#[cfg(not(unix))]
fn misnamed(_: &[u8], _: bool, _: &Path) {}

/// Whether the name leads to no other folder. On Windows a colon names a drive or a stream of a file; elsewhere it is a letter.
fn is_plain(name: &str) -> bool {
    let leads =
        if cfg!(windows) { name.contains(['/', '\0', '\\', ':']) } else { name.contains(['/', '\0']) };
    !leads && !matches!(name, "" | "." | "..") && !name.eq_ignore_ascii_case(".git")
}

/// Whether the analysis looks at files of that name.
fn is_read(name: &str) -> bool {
    FileKind::of(name).is_some() || TELLING.contains(&name)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests of files make files, and repositories with git")]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use super::{Revision, RevisionError, is_plain};
    use crate::source::disk::{self, LoadOptions};

    /// Runs git; false where there is none.
    fn git(folder: &Path, arguments: &[&str]) -> bool {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        ]);
        command.args(arguments).current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder);
        command.output().is_ok_and(|output| output.status.success())
    }

    fn write(folder: &Path, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
    fn a_revision_is_read_as_its_checkout_is() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("shop");
        write(
            &root,
            &[
                ("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n"),
                ("src/main.rs", "mod a;\nfn main() {}\n"),
                ("src/a.rs", "fn old() {}\n"),
                ("src/left.rs", "fn left() {}\n"),
                (".gitignore", "left.rs\n"),
                ("LICENCE-TEXT", "words\n"),
                ("target/debug/x.rs", "fn x() {}\n"),
                ("gen/api/b.rs", "fn b() {}\n"),
                (".gitattributes", "gen/** linguist-generated\n"),
                ("migrations/1/up.sql", "CREATE TABLE t (id int);\n"),
            ],
        );
        fs::write(root.join("src/bad.rs"), [0xff, 0xfe]).unwrap();
        #[cfg(unix)]
        for (target, link) in
            [("src", "code"), ("LICENCE-TEXT", "COPYING"), ("/etc", "outside"), ("nowhere", "dead.rs")]
        {
            std::os::unix::fs::symlink(target, root.join(link)).unwrap();
        }
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::ffi::OsStrExt as _;
            for name in [&b"a: b.rs"[..], b"c\\d.rs", b"e\xff.rs"] {
                fs::write(root.join("src").join(std::ffi::OsStr::from_bytes(name)), "fn x() {}\n").unwrap();
            }
        }
        let made = git(&root, &["init", "-q"])
            && git(&root, &["add", "--force", "."])
            && git(&root, &["commit", "-q", "-m", "first"]);
        if !made {
            eprintln!("skipped: no git to make a repository with");
            return;
        }
        // A hook and a filter that would be run by git.
        write(
            &root,
            &[(
                ".git/config",
                "[core]\n\tbare = false\n\tfsmonitor = \"touch RAN\"\n[filter \"x\"]\n\tsmudge = touch RAN\n",
            )],
        );
        let from_disk = disk::load(&root, &LoadOptions::default()).unwrap();
        let revision = Revision::open(&root, "HEAD").unwrap();
        let from_git = revision.load(&LoadOptions::default()).unwrap();
        let told = "";
        assert_eq!(from_git.key(told), from_disk.key(told), "{from_git:#?}\n{from_disk:#?}");

        assert!(!root.join("RAN").exists());

        write(&root, &[("src/a.rs", "fn new() {}\n"), (".git/config", "[core]\n\tbare = false\n")]);
        assert!(git(&root, &["commit", "-q", "-a", "-m", "second"]));
        let then = Revision::open(&root, "HEAD~1").unwrap().load(&LoadOptions::default()).unwrap();
        assert_eq!(then.key(told), from_disk.key(told));
        let now = Revision::open(&root, "main").unwrap().load(&LoadOptions::default()).unwrap();
        assert_ne!(now.key(told), from_disk.key(told));
        let below = Revision::open(&root.join("src"), "HEAD").unwrap().load(&LoadOptions::default()).unwrap();
        assert!(below.by_path("a.rs").is_some());
        assert!(matches!(Revision::open(&root, "no-such"), Err(RevisionError::NoRevision(..))));
    }

    #[test]
    fn names_that_lead_elsewhere_are_none() {
        for name in ["", ".", "..", "a/b", ".git", ".GIT", "a\0"] {
            assert!(!is_plain(name), "{name:?}");
        }
        assert!(is_plain("a..b.rs"));
        for name in ["..\\b", "c:", "notes: a.txt"] {
            assert_eq!(is_plain(name), cfg!(not(windows)), "{name:?}");
        }
    }

    /// No git makes such a tree, and one that is sent is taken: a link, and a file of the same name that would be written through it.
    #[cfg(unix)]
    #[test]
    fn a_file_is_never_written_through_a_link_of_its_name() {
        use gix::objs::tree::{Entry, EntryKind};

        let dir = tempfile::tempdir().unwrap();
        let (root, victim) = (dir.path().join("shop"), dir.path().join("victim"));
        fs::write(&victim, "mine").unwrap();
        fs::create_dir(&root).unwrap();
        fs::create_dir_all(root.join(".git/refs")).unwrap();
        fs::create_dir_all(root.join(".git/objects")).unwrap();
        fs::write(root.join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
        let repository = gix::open_opts(&root, gix::open::Options::isolated()).unwrap();
        let blob = |bytes: &[u8]| repository.write_blob(bytes).unwrap().detach();
        let entry = |kind: EntryKind, oid| Entry { mode: kind.into(), filename: "a.rs".into(), oid };
        let link = entry(EntryKind::Link, blob(victim.to_str().unwrap().as_bytes()));
        let file = entry(EntryKind::Blob, blob(b"fn theirs() {}"));
        let tree = gix::objs::Tree { entries: vec![link, file] };
        let tree = repository.write_object(&tree).unwrap().to_string();
        assert!(matches!(Revision::open(&root, &tree), Err(RevisionError::Refused(..))));
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    }
}
