//! What the library makes of input that is wrong, missing or hostile: a typed error where the user can mend it, else
//! a problem of the tree that names the file, and never a lost one.

#![expect(clippy::disallowed_methods, reason = "a test that makes the folders that it then reads")]

use std::fs;
use std::path::Path;

use analyzer::source::disk::{self, LoadError, LoadOptions};
use analyzer::source::{FileKind, LeftOutReason, ProblemKind, RustFiles, SourceTree};
use tempfile::TempDir;

const MANIFEST: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder is made");
        fs::write(path, bytes).expect("a file is written");
    }
    dir
}

fn load(root: &Path) -> Result<SourceTree, LoadError> {
    disk::load(root, &LoadOptions::default())
}

fn tree(files: &[(&str, &[u8])]) -> SourceTree {
    load(folder(files).path()).expect("there is Rust in it")
}

fn paths(tree: &SourceTree) -> Vec<&str> {
    tree.files().iter().map(|f| &*f.path).collect()
}

fn problems(tree: &SourceTree) -> Vec<(&str, ProblemKind)> {
    tree.problems().iter().map(|p| (p.path.as_str(), p.kind)).collect()
}

#[test]
fn no_such_path() {
    let error = load(Path::new("no/such/monolith")).expect_err("nothing is there");
    assert!(matches!(error, LoadError::Missing { .. }));
    assert_eq!(error.to_string(), "no/such/monolith: no such folder");
    assert!(!error.hint().is_empty());
}

#[test]
fn a_file_instead_of_a_folder() {
    let dir = folder(&[("Cargo.toml", MANIFEST.as_bytes())]);
    let error = load(&dir.path().join("Cargo.toml")).expect_err("a file is no folder");
    assert!(matches!(error, LoadError::NotAFolder { .. }));
    assert!(error.hint().contains(&dir.path().display().to_string()), "{}", error.hint());
}

#[test]
fn a_folder_without_rust() {
    let dir = folder(&[("schema.sql", b"CREATE TABLE a (b int);"), ("main.go", b"package main")]);
    let error = load(dir.path()).expect_err("no Rust in it");
    assert!(matches!(error, LoadError::NoRust { left_out: 0, unread: 0, .. }));
    assert!(error.to_string().contains("*.rs"), "{error}");
}

#[test]
fn a_folder_whose_rust_is_left_out() {
    let dir = folder(&[(".gitignore", b"/gen\n"), ("gen/a.rs", b""), ("b.rs", b"\xff")]);
    let error = load(dir.path()).expect_err("no readable Rust in it");
    assert!(matches!(error, LoadError::NoRust { left_out: 1, unread: 1, .. }), "{error:?}");
}

#[test]
fn a_file_that_is_not_utf8() {
    let tree =
        tree(&[("Cargo.toml", MANIFEST.as_bytes()), ("src/lib.rs", b""), ("src/a.rs", b"//\n// caf\xe9")]);
    assert_eq!(paths(&tree), ["Cargo.toml", "src/a.rs", "src/lib.rs"]);
    assert_eq!(problems(&tree), [("src/a.rs", ProblemKind::NotUtf8)]);
    let problem = &tree.problems()[0];
    assert_eq!(problem.what, "not UTF-8: line 2");
    let file = tree.get(problem.file.expect("a file has its place"));
    assert_eq!((file.kind, &*file.text), (FileKind::Unread, ""));
}

#[test]
fn a_file_that_is_too_large() {
    let dir = folder(&[("src/lib.rs", b""), ("dump.sql", &[b' '; 3000])]);
    let tree = disk::load(dir.path(), &LoadOptions { max_file_bytes: 2000, ..LoadOptions::default() })
        .expect("there is Rust in it");
    assert_eq!(problems(&tree), [("dump.sql", ProblemKind::TooLarge)]);
}

#[test]
fn a_manifest_that_does_not_parse() {
    let tree = tree(&[
        ("app/Cargo.toml", b"[package\nname = \"app\""),
        ("app/src/main.rs", b"fn main() {}"),
        ("app/src/bin/tool.rs", b"fn main() {}"),
        ("lib/Cargo.toml", MANIFEST.as_bytes()),
        ("lib/src/lib.rs", b""),
    ]);
    assert_eq!(problems(&tree), [("app/Cargo.toml", ProblemKind::BadManifest)]);
    let packages: Vec<_> = tree.packages().iter().map(|p| (p.name.as_str(), p.bins.len())).collect();
    assert_eq!(packages, [("app", 2), ("shop", 0)]);
}

#[test]
fn sources_without_any_manifest() {
    let tree = SourceTree::memory([("api/src/main.rs", ""), ("api/src/users.rs", ""), ("tools/one.rs", "")]);
    let roots: Vec<_> = tree
        .packages()
        .iter()
        .map(|p| (p.dir.as_str(), p.bins.iter().map(|b| b.name.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(roots, [("", vec!["tools/one"]), ("api", vec!["api"])]);
}

#[test]
fn what_git_ignores_is_left_out_and_told() {
    let tree = tree(&[
        (".gitignore", b"/gen/\n*.bak.rs\nresult*\n"),
        ("src/lib.rs", b""),
        ("src/error/result.rs", b""),
        ("result.rs", b""),
        ("src/old.bak.rs", b""),
        ("gen/a.rs", b""),
        ("gen/deep/b.rs", b""),
        ("target/debug/build/x.rs", b""),
        ("Cargo.toml", MANIFEST.as_bytes()),
        ("vendor/serde/Cargo.toml", MANIFEST.as_bytes()),
        ("vendor/serde/src/lib.rs", b""),
        ("src/vendor/mod.rs", b""),
        ("src/target/mod.rs", b""),
        (".hidden/a.rs", b""),
    ]);
    let read = ["Cargo.toml", "src/error/result.rs", "src/lib.rs", "src/target/mod.rs", "src/vendor/mod.rs"];
    assert_eq!(paths(&tree), read);
    let left: Vec<_> = tree.left_out().iter().map(|l| (l.path.as_str(), l.reason, l.rust_files)).collect();
    let expected = [
        ("gen", LeftOutReason::Ignored, 2),
        ("result.rs", LeftOutReason::Ignored, 1),
        ("src/old.bak.rs", LeftOutReason::Ignored, 1),
        ("target", LeftOutReason::BuildOutput, 0),
        ("vendor", LeftOutReason::Vendored, 1),
    ];
    assert_eq!(left, expected);
}

#[test]
fn generated_folders_are_left_out_unless_they_hold_schema() {
    let tree = tree(&[
        (".gitattributes", b"src/gen/** linguist-generated\nsrc/schema.rs linguist-generated\n"),
        ("src/gen/client.rs", b"fn a() {}"),
        ("src/gen/schema.rs", b"diesel::table! { a (b) { b -> Int4, } }"),
        ("src/schema.rs", b""),
    ]);
    assert_eq!(paths(&tree), ["src/gen/schema.rs", "src/schema.rs"]);
    assert_eq!(tree.left_out().len(), 1);
}

#[test]
fn what_a_package_consists_of_is_not_vendored_whatever_it_is_called() {
    let tree = tree(&[
        ("db/.gitattributes", b"src/models linguist-vendored linguist-generated\nlib linguist-vendored\n"),
        ("db/Cargo.toml", MANIFEST.as_bytes()),
        ("db/src/lib.rs", b"mod models;"),
        ("db/src/models/mod.rs", b""),
        ("db/lib/theirs.rs", b""),
    ]);
    assert_eq!(paths(&tree), ["db/Cargo.toml", "db/src/lib.rs", "db/src/models/mod.rs"]);
    assert_eq!(tree.left_out().len(), 1);
}

#[test]
fn a_tree_is_the_same_wherever_it_lies() {
    let files: &[(&str, &[u8])] =
        &[("b/src/lib.rs", b"mod x;"), ("b/src/x.rs", b""), ("a.rs", b"fn main() {}")];
    let (one, two) = (tree(files), tree(files));
    let print = |tree: &SourceTree| format!("{tree:?}");
    assert_eq!(print(&one), print(&two));
    let memory = SourceTree::memory(files.iter().map(|(p, t)| (*p, String::from_utf8_lossy(t))));
    assert_eq!(print(&one), print(&memory));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn an_unreadable_folder() {
        let dir = folder(&[("src/lib.rs", b""), ("secret/a.rs", b"")]);
        let secret = dir.path().join("secret");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("permissions are set");
        let is_root = fs::read_dir(&secret).is_ok();
        let tree = load(dir.path()).expect("there is Rust in it");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o700)).expect("permissions are set back");
        if is_root {
            // Permissions do not bind root: then nothing may be missing.
            assert_eq!(paths(&tree), ["secret/a.rs", "src/lib.rs"]);
        } else {
            assert_eq!(problems(&tree), [("secret", ProblemKind::Unreadable)]);
        }
    }

    #[test]
    fn an_unreadable_file() {
        let dir = folder(&[("src/lib.rs", b""), ("src/a.rs", b"fn a() {}")]);
        let file = dir.path().join("src/a.rs");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("permissions are set");
        let is_root = fs::read(&file).is_ok();
        let tree = load(dir.path()).expect("there is Rust in it");
        assert_eq!(paths(&tree), ["src/a.rs", "src/lib.rs"]);
        assert_eq!(problems(&tree).len(), usize::from(!is_root));
    }

    #[test]
    fn a_name_that_is_not_utf8() {
        use std::os::unix::ffi::OsStrExt;
        let dir = folder(&[("src/lib.rs", b"")]);
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.rs");
        if fs::write(dir.path().join(name), "").is_err() {
            // The file system allows no such name: nothing to test here.
            return;
        }
        let tree = load(dir.path()).expect("there is Rust in it");
        assert_eq!(problems(&tree), [("caf\u{fffd}.rs", ProblemKind::Unreadable)]);
        assert_eq!(tree.rust_files(), RustFiles { read: 1, unread: 1, left_out: 0 });
    }

    #[test]
    fn links_are_never_followed() {
        let outside = folder(&[("secret.rs", b"fn secret() {}")]);
        let dir = folder(&[("app/src/lib.rs", b"mod shared;"), ("common/mod.rs", b"fn a() {}")]);
        let link = |target: &Path, at: &str| symlink(target, dir.path().join(at)).expect("a link is made");
        link(Path::new("../../common"), "app/src/shared");
        link(Path::new(".."), "app/up");
        link(Path::new("two"), "app/one");
        link(Path::new("one"), "app/two");
        link(outside.path(), "app/outside");
        link(&outside.path().join("secret.rs"), "app/src/secret.rs");
        let tree = load(dir.path()).expect("there is Rust in it");
        assert_eq!(paths(&tree), ["app/src/lib.rs", "common/mod.rs"]);
        let expected = [
            ("app/one", ProblemKind::DeadLink),
            ("app/outside", ProblemKind::LinkOutside),
            ("app/src/secret.rs", ProblemKind::LinkOutside),
            ("app/two", ProblemKind::DeadLink),
        ];
        assert_eq!(problems(&tree), expected);
        assert_eq!(tree.by_path("app/src/shared/mod.rs"), tree.by_path("common/mod.rs"));
        assert_eq!(tree.by_path("app/up/common/mod.rs"), tree.by_path("common/mod.rs"));
        assert_eq!(tree.by_path("app/src/none.rs"), None);
    }
}
