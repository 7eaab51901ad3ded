//! What `.gitignore` and `.gitattributes` files say about a path: ignored, vendored, generated.
//!
//! Only files inside the root count, so that the same tree gives the same answer wherever it lies.

use std::path::Path;
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The rules of one folder on top of those of the folders above.
#[derive(Debug)]
pub(super) struct Rules {
    above: Option<Arc<Rules>>,
    /// The folder, relative to the root.
    dir: String,
    ignored: Gitignore,
    vendored: Gitignore,
    generated: Gitignore,
}

/// What a rule is about.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    Ignored,
    Vendored,
    Generated,
}

impl Rules {
    pub(super) fn new(above: Option<Arc<Rules>>, dir: &str, ignore: &str, attributes: &str) -> Rules {
        Rules {
            above,
            dir: dir.to_owned(),
            ignored: patterns(ignore.lines().map(str::to_owned)),
            vendored: patterns(marked(attributes, "linguist-vendored")),
            generated: patterns(marked(attributes, "linguist-generated").filter_map(of_folder)),
        }
    }

    /// Whether the rule holds for the path (relative to the root). The nearest folder's word is the last.
    pub(super) fn says(&self, rule: Rule, path: &str, is_dir: bool) -> bool {
        let mut at = Some(self);
        while let Some(rules) = at {
            let list = match rule {
                Rule::Ignored => &rules.ignored,
                Rule::Vendored => &rules.vendored,
                Rule::Generated => &rules.generated,
            };
            let inner = path[rules.dir.len()..].trim_start_matches('/');
            match list.matched(Path::new(inner), is_dir) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => at = rules.above.as_deref(),
            }
        }
        false
    }
}

/// Patterns as `.gitignore` writes them, those that are none left out.
pub(super) fn patterns(lines: impl Iterator<Item = String>) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for line in lines {
        // A line that is no pattern is skipped, as git does.
        let _ = builder.add_line(None, &line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The patterns that set the attribute, and with `!` those that unset it.
fn marked<'a>(text: &'a str, attribute: &'a str) -> impl Iterator<Item = String> + 'a {
    text.lines().filter_map(move |line| {
        let mut words = line.split_whitespace();
        let pattern = words.next().filter(|p| !p.starts_with(['#', '!', '[']))?;
        let word = words.find(|w| w.trim_start_matches(['-', '!']).split('=').next() == Some(attribute))?;
        let set = !word.starts_with(['-', '!']) && !word.ends_with("=false");
        Some(if set { pattern.to_owned() } else { format!("!{pattern}") })
    })
}

/// The pattern for what lies in a folder. Single files stay: a Diesel `schema.rs` is often marked as generated, and it
/// is the schema.
fn of_folder(pattern: String) -> Option<String> {
    if pattern.ends_with('/') {
        return Some(format!("{pattern}**"));
    }
    let whole = pattern.starts_with('!') || ["/**", "/*"].iter().any(|end| pattern.ends_with(end));
    whole.then_some(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_has_the_last_word() {
        let root = Arc::new(Rules::new(None, "", "*.sql\n/out\n", ""));
        let inner = Rules::new(Some(root.clone()), "db", "!keep.sql\n", "");
        assert!(root.says(Rule::Ignored, "a/x.sql", false));
        assert!(root.says(Rule::Ignored, "out", true));
        assert!(!root.says(Rule::Ignored, "a/out", true));
        assert!(!inner.says(Rule::Ignored, "db/keep.sql", false));
        assert!(inner.says(Rule::Ignored, "db/other.sql", false));
    }

    #[test]
    fn generated_means_folders() {
        let text = "/src/api/** linguist-generated\n/src/api/client.rs -linguist-generated\n\
                    src/schema.rs linguist-generated=true\nlib/* linguist-vendored -diff\n";
        let rules = Rules::new(None, "", "", text);
        assert!(rules.says(Rule::Generated, "src/api/a/b.rs", false));
        assert!(!rules.says(Rule::Generated, "src/api/client.rs", false));
        assert!(!rules.says(Rule::Generated, "src/schema.rs", false));
        assert!(rules.says(Rule::Vendored, "lib/x", true));
        assert!(!rules.says(Rule::Vendored, "src", true));
    }
}
