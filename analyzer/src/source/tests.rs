//! Packages, their roots and dependencies, from manifests in memory.

use super::*;

fn package<'a>(tree: &'a SourceTree, name: &str) -> &'a Package {
    tree.packages().iter().find(|p| p.name == name).expect("the package is there")
}

fn roots(tree: &SourceTree, targets: &[Target]) -> Vec<(String, String)> {
    targets.iter().map(|t| (t.name.clone(), tree.get(t.file).path.to_string())).collect()
}

fn deps(package: &Package) -> Vec<(&str, &str, Option<&str>)> {
    package.dependencies.iter().map(|d| (d.name.as_str(), d.package.as_str(), d.path.as_deref())).collect()
}

#[test]
fn roots_are_found_by_convention() {
    let tree = SourceTree::memory([
        ("Cargo.toml", "[package]\nname = \"my-shop\"\n"),
        ("build.rs", ""),
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("src/bin/import-users.rs", ""),
        ("src/bin/worker/main.rs", ""),
        ("src/bin/worker/queue.rs", ""),
        ("tests/api.rs", ""),
        ("tests/common/mod.rs", ""),
        ("examples/demo/main.rs", ""),
        ("benches/speed.rs", ""),
    ]);
    let shop = package(&tree, "my-shop");
    assert_eq!(shop.lib.as_ref().map(|l| l.name.as_str()), Some("my_shop"));
    let bins = [
        ("import_users", "src/bin/import-users.rs"),
        ("my_shop", "src/main.rs"),
        ("worker", "src/bin/worker/main.rs"),
    ];
    assert_eq!(roots(&tree, &shop.bins), bins.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!((shop.tests.len(), shop.examples.len(), shop.benches.len()), (1, 1, 1));
    assert_eq!(shop.build, tree.by_path("build.rs"));
}

#[test]
fn roots_are_found_where_the_manifest_says() {
    let manifest = "[package]\nname = \"shop\"\nautobins = false\nbuild = false\n[lib]\nname = \"core\"\npath = \"lib/root.rs\"\n\
                    [[bin]]\nname = \"server\"\npath = \"app/./server.rs\"\n[[bin]]\nname = \"tool\"\n";
    let tree = SourceTree::memory([
        ("shop/Cargo.toml", manifest),
        ("shop/build.rs", ""),
        ("shop/lib/root.rs", ""),
        ("shop/app/server.rs", ""),
        ("shop/src/bin/tool.rs", ""),
        ("shop/src/bin/other.rs", ""),
    ]);
    let shop = package(&tree, "shop");
    assert_eq!(shop.lib.as_ref().map(|l| l.name.as_str()), Some("core"));
    let bins = [("server", "shop/app/server.rs"), ("tool", "shop/src/bin/tool.rs")];
    assert_eq!(roots(&tree, &shop.bins), bins.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(shop.build, None);
}

#[test]
fn dependencies_are_inherited_renamed_and_patched() {
    let workspace = "[workspace]\nmembers = [\"crates/*\"]\n[workspace.package]\nedition = \"2024\"\n\
                     [workspace.dependencies]\nshop-db = { path = \"crates/db\" }\nserde = \"1\"\n\
                     mails = { package = \"shop-mail\", path = \"crates/mail\" }\n\
                     [patch.crates-io]\nforked = { path = \"crates/forked\" }\n";
    let api = "[package]\nname = \"api\"\nedition.workspace = true\n[dependencies]\nshop-db.workspace = true\n\
               serde = { workspace = true, features = [\"derive\"] }\nforked = \"2\"\noutside = { path = \"../../../x\" }\n\
               unknown = { workspace = true }\n[target.'cfg(unix)'.dev-dependencies]\nmails = { workspace = true }\n";
    let tree = SourceTree::memory([
        ("Cargo.toml", workspace),
        ("crates/api/Cargo.toml", api),
        ("crates/api/src/main.rs", ""),
        ("crates/db/Cargo.toml", "[package]\nname = \"shop-db\"\n[lib]\nname = \"db\"\n"),
        ("crates/db/src/lib.rs", ""),
        ("crates/mail/Cargo.toml", "[package]\nname = \"shop-mail\"\n"),
        ("crates/mail/src/lib.rs", ""),
        ("crates/forked/Cargo.toml", "[package]\nname = \"forked\"\n"),
        ("crates/forked/src/lib.rs", ""),
    ]);
    assert!(tree.problems().is_empty(), "{:?}", tree.problems());
    let expected = [
        ("db", "shop-db", Some("crates/db")),
        ("forked", "forked", Some("crates/forked")),
        ("mails", "shop-mail", Some("crates/mail")),
        ("outside", "outside", None),
        ("serde", "serde", None),
        ("unknown", "unknown", None),
    ];
    assert_eq!(deps(package(&tree, "api")), expected);
}

#[test]
fn a_nested_workspace_is_its_members_own() {
    let manifest = |dep: &str| format!("[workspace.dependencies]\na = {{ path = \"{dep}\" }}\n[workspace]\n");
    let member = "[package]\nname = \"m\"\n[dependencies]\na.workspace = true\n";
    let tree = SourceTree::memory([
        ("Cargo.toml", manifest("wrong")),
        ("inner/Cargo.toml", manifest("right")),
        ("inner/right/Cargo.toml", "[package]\nname = \"a\"\n".to_owned()),
        ("inner/right/src/lib.rs", String::new()),
        ("inner/m/Cargo.toml", member.to_owned()),
        ("inner/m/src/lib.rs", String::new()),
    ]);
    assert_eq!(deps(package(&tree, "m")), [("a", "a", Some("inner/right"))]);
}

#[test]
fn a_file_belongs_to_the_nearest_package() {
    let tree = SourceTree::memory([
        ("Cargo.toml", "[package]\nname = \"outer\"\n"),
        ("src/lib.rs", ""),
        ("inner/Cargo.toml", "[package]\nname = \"inner\"\n"),
        ("inner/src/lib.rs", ""),
        ("inner-not/x.rs", ""),
    ]);
    let of = |path: &str| {
        let file = tree.by_path(path).expect("the file is there");
        tree.package_of(file).map(|p| p.name.as_str())
    };
    assert_eq!(of("src/lib.rs"), Some("outer"));
    assert_eq!(of("inner/src/lib.rs"), Some("inner"));
    assert_eq!(of("inner-not/x.rs"), Some("outer"));
    assert_eq!(tree.under("inner").len(), 2);
}
