//! Where the checkout's code can be looked at on the web, as git's own files in the root tell. They are read as text, nothing
//! is run, and they are not trusted: what is not plainly a web address of a known kind of forge is none.

#![expect(clippy::disallowed_methods, reason = "source/ is the one door to the disk")]

use std::fs;
use std::path::Path;

/// The largest of git's files that is read: lists of references may be long.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// How forges lay out the page of a file's line, by a part of the host's name.
const FORGES: [(&str, &str); 6] = [
    ("github", "/blob/COMMIT/{path}#L{line}"),
    ("gitlab", "/-/blob/COMMIT/{path}#L{line}"),
    ("codeberg", "/src/commit/COMMIT/{path}#L{line}"),
    ("gitea", "/src/commit/COMMIT/{path}#L{line}"),
    ("forgejo", "/src/commit/COMMIT/{path}#L{line}"),
    ("bitbucket.org", "/src/COMMIT/{path}#lines-{line}"),
];

/// The address of a line of the code, with `{path}` and `{line}`; None where git does not tell, or the forge is not known.
pub fn source_url(root: &Path) -> Option<String> {
    let git = root.join(".git");
    // A link would lead out of the tree.
    if !fs::symlink_metadata(&git).ok()?.is_dir() {
        return None;
    }
    template(&remote(&text(&git, "config")?)?, &commit(&git)?)
}

fn text(git: &Path, name: &str) -> Option<String> {
    let path = git.join(name);
    let about = fs::symlink_metadata(&path).ok()?;
    if !about.is_file() || about.len() > MOST_BYTES {
        return None;
    }
    fs::read_to_string(path).ok()
}

/// The address of the remote `origin`, else of the first one.
fn remote(config: &str) -> Option<String> {
    let mut section: Option<&str> = None;
    let mut first = None;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line.strip_prefix("[remote \"").and_then(|rest| rest.strip_suffix("\"]"));
        } else if let (Some(name), Some((key, value))) = (section, line.split_once('='))
            && key.trim().eq_ignore_ascii_case("url")
        {
            let value = value.trim().to_owned();
            if name == "origin" {
                return Some(value);
            }
            first = first.or(Some(value));
        }
    }
    first
}

/// The commit that is checked out.
fn commit(git: &Path) -> Option<String> {
    let head = text(git, "HEAD")?;
    let head = head.trim();
    let Some(name) = head.strip_prefix("ref: ") else { return hash(head) };
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && is_plain(part);
    if !name.starts_with("refs/heads/") || !name.split('/').all(plain) {
        return None;
    }
    let packed = || {
        let list = text(git, "packed-refs")?;
        list.lines().find_map(|line| hash(line.strip_suffix(name)?.strip_suffix(' ')?))
    };
    text(git, name).and_then(|one| hash(one.trim())).or_else(packed)
}

fn hash(text: &str) -> Option<String> {
    let fits = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| text.to_owned())
}

/// `https://HOST/OWNER/NAME.git`, `ssh://git@HOST/OWNER/NAME` and `git@HOST:OWNER/NAME` as the address of a line. What
/// stands before the host, which may be a password, is left out.
fn template(remote: &str, commit: &str) -> Option<String> {
    let (host, path) = match remote.split_once("://") {
        Some(("https" | "http", rest)) => without_user(rest.split_once('/')?),
        // The port is that of ssh.
        Some(("ssh", rest)) => {
            let (host, path) = without_user(rest.split_once('/')?);
            (host.split_once(':').map_or(host, |(host, _)| host), path)
        }
        Some(_) => return None,
        None => without_user(remote.split_once(':')?),
    };
    let host_fits = host.contains('.')
        && !host.starts_with('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let path = path.trim_matches('/').trim_end_matches(".git");
    let part_fits = |part: &str| !part.is_empty() && !part.starts_with('.') && is_plain(part);
    if !host_fits || !path.contains('/') || !path.split('/').all(part_fits) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let (_, layout) = FORGES.iter().find(|(part, _)| host.contains(part))?;
    Some(format!("https://{host}/{path}{}", layout.replace("COMMIT", commit)))
}

fn without_user<'a>((host, path): (&'a str, &'a str)) -> (&'a str, &'a str) {
    (host.rsplit_once('@').map_or(host, |(_, host)| host), path)
}

/// Only what means nothing to an address, a page or a shell.
fn is_plain(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~'))
}

#[cfg(test)]
mod tests {
    use super::{remote, source_url, template};

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn addresses_of_known_forges_become_web_addresses() {
        let cases = [
            ("https://github.com/some/shop.git", "https://github.com/some/shop/blob/C/{path}#L{line}"),
            ("git@github.com:some/shop.git", "https://github.com/some/shop/blob/C/{path}#L{line}"),
            (
                "https://me:password@github.com/some/shop",
                "https://github.com/some/shop/blob/C/{path}#L{line}",
            ),
            (
                "ssh://git@gitlab.example.org:2222/a/b/c.git",
                "https://gitlab.example.org/a/b/c/-/blob/C/{path}#L{line}",
            ),
            ("https://codeberg.org/a/b/", "https://codeberg.org/a/b/src/commit/C/{path}#L{line}"),
            ("git@bitbucket.org:a/b", "https://bitbucket.org/a/b/src/C/{path}#lines-{line}"),
        ];
        for (remote, wanted) in cases {
            assert_eq!(template(remote, "C").as_deref(), Some(wanted), "{remote}");
        }
    }

    #[test]
    fn anything_else_is_no_address() {
        let cases = [
            "/srv/git/github.git",
            "../github.com",
            "file:///github.com/a/b",
            "javascript:alert(1)//github.com/a/b",
            "javascript://github.com/a/b",
            "ext::sh -c github.com/a/b",
            "https://github.com/a/b\"><script>",
            "https://github.com/a/../b",
            "https://github.com/a",
            "https://github.com:8443/a/b",
            "https://unknown.example/a/b",
            "git@git hub.com:a/b",
            "https://github.com/{path}/b",
            "",
        ];
        for remote in cases {
            assert_eq!(template(remote, COMMIT), None, "{remote}");
        }
    }

    #[test]
    fn origin_goes_before_others() {
        let config = "[core]\n\turl = no\n[remote \"fork\"]\n\turl = one\n[remote \"origin\"]\n\turl = two\n";
        assert_eq!(remote(config).as_deref(), Some("two"));
        assert_eq!(remote("[remote \"fork\"]\n  URL=one").as_deref(), Some("one"));
        assert_eq!(remote("[branch \"origin\"]\n  url = x"), None);
    }

    #[test]
    fn the_commit_is_found_loose_packed_and_detached() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let git = dir.path().join(".git");
        let write = |name: &str, text: &str| {
            let path = git.join(name);
            std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder is made");
            std::fs::write(path, text).expect("a file is written");
        };
        let wanted = Some(format!("https://github.com/a/b/blob/{COMMIT}/{{path}}#L{{line}}"));
        assert_eq!(source_url(dir.path()), None);
        write("config", "[remote \"origin\"]\n\turl = git@github.com:a/b.git\n");
        write("HEAD", "ref: refs/heads/main\n");
        assert_eq!(source_url(dir.path()), None);
        write("packed-refs", &format!("# pack-refs\n{COMMIT} refs/heads/main\n"));
        assert_eq!(source_url(dir.path()), wanted);
        write("packed-refs", "");
        write("refs/heads/main", &format!("{COMMIT}\n"));
        assert_eq!(source_url(dir.path()), wanted);
        write("HEAD", "ref: refs/heads/../../../../etc/passwd\n");
        assert_eq!(source_url(dir.path()), None);
        write("HEAD", &format!("{COMMIT}\n"));
        assert_eq!(source_url(dir.path()), wanted);
    }
}
