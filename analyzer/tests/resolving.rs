//! Properties of resolving, over code that nobody wrote: any text that parses is resolved without a panic, and neither
//! the order of files nor the number of threads changes a byte of what comes out. Every name is one of a few, so that
//! imports, aliases, traits, impls and macros meet, overlap and run in circles.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use analyzer::source::SourceTree;
use analyzer::{Analysis, FactSubject, Options};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// In each, `#` stands for a name, `@` for a type, `%` for an expression.
const TYPES: &[&str] = &[
    "#",
    "Self",
    "T",
    "u8",
    "&@",
    "Option<@>",
    "Result<@, @>",
    "Vec<@>",
    "Box<dyn #>",
    "impl #",
    "#<@>",
    "(@, @)",
    "[@]",
    "fn(@) -> @",
    "<@ as #>::A",
    "Self::A",
    "T::A",
    "crate::#::#",
    "other::#<@>",
    "Arc<Mutex<@>>",
    "HashMap<@, @>",
    "impl Fn(@) -> @",
    "impl Iterator<Item = @>",
    "Pin<Box<dyn Future<Output = @>>>",
];

const EXPRESSIONS: &[&str] = &[
    "#",
    "self",
    "1",
    "\"text\"",
    "#::#",
    "Self::#",
    "T::#",
    "#::new()",
    "%.#(%)",
    "%.#",
    "%.0",
    "%?",
    "%.await",
    "#(%, %)",
    "Self(%)",
    "# { #: %, ..% }",
    "|#| %",
    "|#: @| -> @ { % }",
    "{ let # = %; % }",
    "{ let #: @ = %; % }",
    "match % { #(#) => %, # { #, .. } => %, _ => % }",
    "if let Some(#) = % { % } else { % }",
    "{ for # in % { %; } % }",
    "loop { break %; }",
    "while % { %; }",
    "vec![%, %]",
    "format!(\"{} {#}\", %)",
    "m!(%)",
    "m!(% %)",
    "&%",
    "*%",
    "**%",
    "(%, %)",
    "return %",
    "async { % }",
    "<@ as #>::#(%)",
    "<@>::#()",
    "% as @",
    "%.map(|#| %)",
    "%.and_then(#::#)",
    "%.into_iter().map(|(#, _)| %).collect::<@>()",
    "%.unwrap_or_else(|| %)",
    "%[%]",
    "% + %",
    "# = %",
    "{ use #::*; % }",
    "{ fn #() -> @ { % } % }",
    "tokio::try_join!(%, %)",
    "tokio::select! { # = % => %, else => % }",
    "sqlx::query(\"SELECT # FROM # WHERE # = $1\").bind(%).fetch_one(%)",
    "sqlx::query(&format!(\"UPDATE # SET # = {}\", %)).execute(%)",
    "sqlx::query_as!(#, \"SELECT # FROM #\", %)",
    "#::table.filter(#::#.eq(%)).load(%)",
    "diesel::update(#::table).set(#::#.eq(%)).execute(%)",
    "%.transaction(|#| %)",
    "Router::new().route(\"/#\", get(#)).nest(\"/#\", %)",
    "#::Entity::find().all(%)",
];

const ITEMS: &[&str] = &[
    "use #::#;",
    "use #::*;",
    "pub use crate::#::{self, #, # as #};",
    "use super::#;",
    "pub use self::#::*;",
    "extern crate #;",
    "pub struct #;",
    "struct #<T>(@, T);",
    "#[derive(Deref, Builder)] struct # { #: @, #: @ }",
    "#[derive(Insertable)] #[diesel(table_name = #)] struct # { #: @ }",
    "enum # { #(@), # { #: @ }, # }",
    "type # = @;",
    "type #<T> = @;",
    "pub trait #: # { type A; fn #(&self, #: @) -> @ { % } fn #() -> @; }",
    "trait #<T> { fn #(self) -> @; }",
    "impl # for @ { type A = @; fn #(&self, #: @) -> @ { % } }",
    "impl<T: #> #<@> for T { fn #(self) -> @ { % } }",
    "impl @ { pub fn #(&self) -> @ { % } fn new() -> Self { % } }",
    "impl<T: # + #<A = @>> #<T> { fn #(self, #: T) -> @ { % } }",
    "impl Deref for @ { type Target = @; }",
    "impl Iterator for @ { type Item = @; }",
    "impl Future for @ { type Output = @; }",
    "const #: @ = %;",
    "static #: LazyLock<@> = LazyLock::new(|| %);",
    "pub fn #(#: @, (#, #): (@, @)) -> @ { % }",
    "async fn #<T: #>(#: T) -> @ where @: # { % }",
    "mod # { use super::*; pub fn #() -> @ { % } }",
    "pub mod #;",
    "#[path = \"#.rs\"] mod #;",
    "macro_rules! m { ($($t:tt)*) => { # { $($t)* } }; }",
    "macro_rules! m { ($a:expr) => { $a.#() }; ($a:expr, $($b:tt)*) => { m!($a); m!($($b)*) }; }",
    "m! { fn #() { % } }",
    "table! { # (#) { # -> Integer, } }",
    "#[get(\"/#\")] async fn #(#: @) -> @ { % }",
    "#[cfg(test)] mod # { fn #() { % } }",
    "thread_local! { static #: @ = %; }",
    "#[tokio::main] async fn main() { % }",
];

const NAMES: &[&str] = &["a", "b", "run", "A", "B", "S"];

const SCHEMA: &[&str] = &[
    "CREATE TABLE # (# bigint PRIMARY KEY, # text, # bigint REFERENCES # (#));",
    "ALTER TABLE # ADD COLUMN # text;",
    "ALTER TABLE # RENAME TO #;",
    "ALTER TABLE # RENAME COLUMN # TO #;",
    "DROP TABLE #;",
    "CREATE VIEW # AS SELECT # FROM #;",
    "CREATE TYPE # AS ENUM ('#');",
    "INSERT INTO # SELECT * FROM #;",
    "CREATE FUNCTION #() RETURNS trigger AS $$ BEGIN UPDATE # SET # = 1; RETURN NEW; END $$ LANGUAGE plpgsql;",
    "CREATE TRIGGER # AFTER INSERT ON # FOR EACH ROW EXECUTE FUNCTION #();",
    "CREATE TABLE (;",
];

const MANIFESTS: &[&str] = &[
    "[package]\nname = \"#\"\nversion = \"0.1.0\"\n[dependencies]\n# = { path = \"../a\" }\nsqlx = \"0.8\"\n",
    "[package]\nname = \"#\"\nversion.workspace = true\n[lib]\nname = \"#\"\npath = \"src/a.rs\"\n",
    "[workspace]\nmembers = [\"*\"]\n[workspace.dependencies]\n# = { path = \"a\", package = \"#\" }\n",
    "[package]\nname = \"#\"\n[dependencies]\n# = { workspace = true }\ndiesel = \"2\"\n[[bin]]\nname = \"#\"\n",
    "[package\n",
];

const PATHS: &[&str] = &[
    "Cargo.toml",
    "a/Cargo.toml",
    "b/Cargo.toml",
    "src/lib.rs",
    "src/main.rs",
    "src/a.rs",
    "src/b.rs",
    "src/a/b.rs",
    "src/b/mod.rs",
    "a/src/lib.rs",
    "a/src/a.rs",
    "a/src/bin/run.rs",
    "b/src/lib.rs",
    "a/tests/a.rs",
    "migrations/1_a/up.sql",
    "migrations/2_b/up.sql",
    "a/migrations/1_a.sql",
    "schema.sql",
];

/// Replaces the marks of a pattern from a list of choices, which is read from its end; when it is empty, what is
/// left becomes the simplest there is.
fn fill(pattern: &str, choices: &mut Vec<usize>, depth: u32, out: &mut String) {
    for mark in pattern.chars() {
        let list = match mark {
            '#' => NAMES,
            '@' => TYPES,
            '%' => EXPRESSIONS,
            plain => {
                out.push(plain);
                continue;
            }
        };
        let choice = if depth > 6 { 0 } else { choices.pop().unwrap_or(0) };
        match mark {
            '#' => out.push_str(list[choice % list.len()]),
            _ => fill(list[choice % list.len()], choices, depth + 1, out),
        }
    }
}

fn filled(pattern: &str, mut choices: Vec<usize>) -> String {
    let mut out = String::new();
    fill(pattern, &mut choices, 0, &mut out);
    out
}

/// A file's text from patterns.
fn texts(patterns: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let part = (select(patterns), vec(0_usize..1000, 0..60));
    vec(part, 1..most).prop_map(|parts| {
        parts.into_iter().fold(String::new(), |mut out, (pattern, choices)| {
            let _ = writeln!(out, "{}", filled(pattern, choices));
            out
        })
    })
}

fn file() -> impl Strategy<Value = (String, String)> {
    select(PATHS).prop_flat_map(|path| {
        let text = match path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("rs") => texts(ITEMS, 12).boxed(),
            Some("sql") => texts(SCHEMA, 6).boxed(),
            _ => texts(MANIFESTS, 2).boxed(),
        };
        text.prop_map(move |text| (path.to_owned(), text))
    })
}

fn tree() -> impl Strategy<Value = Vec<(String, String)>> {
    let items = texts(ITEMS, 30).prop_map(|text| ("src/lib.rs".to_owned(), text));
    // One text a path: the later ones replace those before.
    (vec(file(), 0..8), items).prop_map(|(mut files, last)| {
        files.push(last);
        files.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect()
    })
}

fn analysed(files: &[(String, String)]) -> Analysis {
    analyzer::analyze(&SourceTree::memory(files.iter().cloned()), &Options::default(), &())
}

/// All that can be said of an analysis.
fn bytes(analysis: &Analysis) -> String {
    let mut out = serde_json::to_string(&analyzer::publish::document(analysis)).expect("documents are JSON");
    for subject in [FactSubject::Functions, FactSubject::Queries, FactSubject::Schema, FactSubject::Gaps] {
        for line in analyzer::facts_lines(analysis, subject, true) {
            out.push('\n');
            out.push_str(&serde_json::to_string(&line).expect("lines are JSON"));
        }
    }
    out
}

/// The same cases in every run, so that a build fails for what changed; `PROPTEST_RNG_SEED` looks at others.
fn config(cases: u32) -> ProptestConfig {
    let given = ProptestConfig::default();
    let rng_seed = match given.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    ProptestConfig { cases, rng_seed, failure_persistence: None, max_shrink_iters: 200, ..given }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn no_code_makes_resolving_panic(files in tree()) {
        bytes(&analysed(&files));
    }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn order_and_threads_change_nothing(files in tree(), shuffled in any::<prop::sample::Index>()) {
        let pool = |threads| {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads for a test")
        };
        let first = pool(1).install(|| bytes(&analysed(&files)));
        let mut other = files;
        other.reverse();
        let by = shuffled.index(other.len());
        other.rotate_left(by);
        prop_assert_eq!(first, pool(4).install(|| bytes(&analysed(&other))));
    }
}

/// Aliases of aliases, and of themselves: what doubles with every step is given up.
#[test]
fn aliases_that_double_come_to_an_end() {
    let chain = (1..40).fold(String::new(), |mut out, at| {
        let _ = writeln!(
            out,
            "type A{at} = (A{0}, A{0}, A{0}); type B{at}<T> = (B{0}<T>, B{0}<(T, T)>);",
            at - 1
        );
        out
    });
    let own = "type Own = (Own, Option<Own>, fn(Own) -> Own); type Deep<T> = Deep<(T, T)>;";
    let nested = format!("{}u8{}", "B1<".repeat(60), ">".repeat(60));
    let text = format!(
        "type A0 = u8; type B0<T> = (T, T); {chain} {own} struct S {{ a: A39, b: B39<u8>, own: Own, deep: Deep<u8>, \
         nested: {nested} }} fn f(s: S) {{ s.a.f(); s.own.f(); s.nested.f(); }}"
    );
    bytes(&analysed(&[("src/lib.rs".to_owned(), text)]));
}

/// Pairs of pairs: a type that doubles with every `let` is given up, not written out.
#[test]
fn types_that_double_come_to_an_end() {
    let lets = (1..60).fold(String::new(), |mut out, at| {
        let _ = writeln!(out, "let a{at} = (a{0}, a{0}); let b{at}: (_, _) = a{at};", at - 1);
        out
    });
    bytes(&analysed(&[("src/lib.rs".to_owned(), format!("fn f(a0: u8) {{ {lets} a59.f(); }}"))]));
}
