//! Packages that serve tests alone: builders and fakes that stand in crates of their own, without `cfg(test)`. The
//! manifests tell them; what they are called says nothing.

use std::collections::BTreeMap;

use super::packages::Package;

/// Marks the packages that others of the tree depend on, but only for their tests.
pub(super) fn mark(packages: &mut [Package]) {
    let by_dir: BTreeMap<&str, usize> =
        packages.iter().enumerate().map(|(n, package)| (package.dir.as_str(), n)).collect();
    let mut of_program = vec![Vec::new(); packages.len()];
    let mut depended_on = vec![false; packages.len()];
    for (n, package) in packages.iter().enumerate() {
        for dep in &package.dependencies {
            let there = dep.path.as_deref().and_then(|path| by_dir.get(path)).filter(|there| **there != n);
            if let Some(there) = there {
                depended_on[*there] = true;
                of_program[n].extend((!dep.only_dev).then_some(*there));
            }
        }
    }
    let mut serves_tests: Vec<bool> = packages
        .iter()
        .zip(depended_on)
        .map(|(package, depended_on)| depended_on && package.bins.is_empty())
        .collect();
    let mut todo: Vec<usize> = (0..packages.len()).filter(|n| !serves_tests[*n]).collect();
    while let Some(n) = todo.pop() {
        for there in std::mem::take(&mut of_program[n]) {
            if std::mem::take(&mut serves_tests[there]) {
                todo.push(there);
            }
        }
    }
    for (package, serves_tests) in packages.iter_mut().zip(serves_tests) {
        package.serves_tests = serves_tests;
    }
}

#[cfg(test)]
mod tests {
    use crate::source::SourceTree;

    #[test]
    fn only_what_no_program_depends_on_serves_tests() {
        let manifest = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\n{rest}");
        let files = [
            (
                "app/Cargo.toml",
                manifest(
                    "app",
                    "[dependencies]\ncore = { path = \"../core\" }\n[dev-dependencies]\nbuilders = { path = \"../builders\" }\ncore = { path = \"../core\" }",
                ),
            ),
            ("app/src/main.rs", "fn main() {}".into()),
            ("core/Cargo.toml", manifest("core", "")),
            ("core/src/lib.rs", String::new()),
            ("builders/Cargo.toml", manifest("builders", "[dependencies]\nfakes = { path = \"../fakes\" }")),
            ("builders/src/lib.rs", String::new()),
            ("fakes/Cargo.toml", manifest("fakes", "")),
            ("fakes/src/lib.rs", String::new()),
            ("alone/Cargo.toml", manifest("alone", "")),
            ("alone/src/lib.rs", String::new()),
        ];
        let tree = SourceTree::memory(files);
        let serving: Vec<_> =
            tree.packages().iter().filter(|p| p.serves_tests).map(|p| p.name.as_str()).collect();
        assert_eq!(serving, ["builders", "fakes"]);
    }
}
