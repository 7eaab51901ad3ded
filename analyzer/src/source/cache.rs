//! What was made of a tree before, kept in a folder of the user's. It knows texts and keys, not what they mean.
//!
//! An entry is believed only if it is a plain file that says the very key that is asked for and whose text has the hash that it
//! says: one that is damaged, cut, foreign or of another program is none. Nothing about a cache is an error: without it
//! the work is done again.

#![expect(clippy::disallowed_methods, reason = "source/ is the one door to the disk")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::environment::variable;
use super::tree::SourceTree;

/// The beginning of each entry.
const MAGIC: &str = "gerund cache 1";
/// The ending of an entry's name.
const ENDING: &str = "gerund-cache";
/// More entries are not kept: the oldest go.
const MOST_ENTRIES: usize = 24;
/// What is larger is no entry of ours.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// A folder with entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in a folder. It need not be there yet.
    pub fn in_folder(folder: &Path) -> Cache {
        Cache { folder: folder.to_owned() }
    }

    /// The cache in the user's folder for such; None where there is none.
    pub fn of_user() -> Option<Cache> {
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let home = || absolute("HOME");
        let base = if cfg!(windows) {
            absolute("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home().map(|home| home.join("Library/Caches"))
        } else {
            absolute("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
        };
        base.map(|base| Cache { folder: base.join("gerund") })
    }

    /// The text that was kept under the key.
    pub fn get(&self, key: &str) -> Option<String> {
        let path = self.path(key);
        let about = fs::symlink_metadata(&path).ok()?;
        if !about.is_file() || about.len() > MOST_BYTES {
            return None;
        }
        let mut entry = String::new();
        File::open(&path).ok()?.take(MOST_BYTES).read_to_string(&mut entry).ok()?;
        let (head, text) = entry.split_once('\n')?;
        (head == header(key, text)).then(|| text.to_owned())
    }

    /// Keeps the text under the key. The file appears whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written: the next run does the work again.
    pub fn put(&self, key: &str, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // A temporary file is readable by its owner alone, and stays so: it says what private code says.
        let file = tempfile::Builder::new().prefix(".gerund-").tempfile_in(&self.folder)?;
        let mut file = BufWriter::new(file);
        writeln!(file, "{}", header(key, text))?;
        file.write_all(text.as_bytes())?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(self.path(key)).map_err(|error| error.error)?;
        self.trim();
        Ok(())
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.{ENDING}"))
    }

    /// Removes the oldest of too many entries; nothing else in the folder is touched.
    fn trim(&self) {
        let Ok(listed) = fs::read_dir(&self.folder) else { return };
        let own = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
        let paths = listed.flatten().map(|entry| entry.path()).filter(own);
        let mut entries: Vec<(SystemTime, PathBuf)> = paths
            .filter_map(|path| Some((fs::symlink_metadata(&path).ok()?.modified().ok()?, path)))
            .collect();
        entries.sort();
        let many = entries.len().saturating_sub(MOST_ENTRIES);
        for (_, path) in &entries[..many] {
            // Another run may have removed it.
            drop(fs::remove_file(path));
        }
    }
}

fn header(key: &str, text: &str) -> String {
    format!("{MAGIC} {key} {}", hex(&Sha256::digest(text)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl SourceTree {
    /// A key for what is made of the tree by a program that is told so much: it changes with every text, path, problem and
    /// place that is left out.
    pub fn key(&self, told: &str) -> String {
        let texts: Vec<_> = self.files.par_iter().map(|file| Sha256::digest(file.text.as_bytes())).collect();
        let mut key = Sha256::new();
        let mut part = |bytes: &[u8]| {
            key.update((bytes.len() as u64).to_le_bytes());
            key.update(bytes);
        };
        part(told.as_bytes());
        for (file, text) in self.files.iter().zip(&texts) {
            part(file.path.as_bytes());
            part(format!("{:?}", file.kind).as_bytes());
            part(text);
        }
        part(format!("{:?}\n{:?}\n{:?}", self.problems, self.left_out, self.links()).as_bytes());
        hex(&key.finalize())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Cache, ENDING, MOST_ENTRIES};
    use crate::source::SourceTree;

    #[test]
    fn only_what_was_kept_is_believed() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(&dir.path().join("made"));
        assert_eq!(cache.get("a"), None);
        cache.put("a", "text\nmore").unwrap();
        assert_eq!(cache.get("a").as_deref(), Some("text\nmore"));
        let file = dir.path().join("made").join(format!("a.{ENDING}"));
        let whole = fs::read_to_string(&file).unwrap();
        for damaged in [
            whole.replace("more", "mere"),
            whole[..whole.len() - 2].to_owned(),
            String::new(),
            "x".to_owned(),
        ] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(cache.get("a"), None);
        }
        fs::write(&file, [0xff, 0xfe]).unwrap();
        assert_eq!(cache.get("a"), None);
        // A good entry under another's name is foreign.
        fs::write(&file, whole.replace(" a ", " b ")).unwrap();
        assert_eq!(cache.get("a"), None);
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert_eq!(cache.get("a"), None);
    }

    #[test]
    fn the_oldest_go_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::in_folder(dir.path());
        fs::write(dir.path().join("other"), "kept").unwrap();
        for number in 0..MOST_ENTRIES + 5 {
            cache.put(&format!("{number}"), "x").unwrap();
        }
        let entries = fs::read_dir(dir.path()).unwrap().count();
        assert_eq!(entries, MOST_ENTRIES + 1);
        assert!(dir.path().join("other").exists() && cache.get(&format!("{}", MOST_ENTRIES + 4)).is_some());
    }

    #[test]
    fn a_folder_that_cannot_be_is_an_error_that_harms_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let cache = Cache::in_folder(&file.join("below"));
        assert!(cache.put("a", "text").is_err() && cache.get("a").is_none());
    }

    #[test]
    fn everything_that_is_read_is_in_the_key() {
        let key = |files: &[(&str, &str)], told: &str| SourceTree::memory(files.iter().copied()).key(told);
        let keys = [
            key(&[("src/a.rs", "fn a() {}")], "1"),
            key(&[("src/a.rs", "fn a() {}")], "2"),
            key(&[("src/a.rs", "fn b() {}")], "1"),
            key(&[("src/b.rs", "fn a() {}")], "1"),
            key(&[("src/a.rs", ""), ("src/b.rs", "fn a() {}")], "1"),
            key(&[("src/a.rs", "fn a() {}"), ("src/b.rs", "")], "1"),
        ];
        let told_apart: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(told_apart.len(), keys.len());
        assert_eq!(key(&[("src/a.rs", "fn a() {}")], "1"), keys[0]);
    }
}
