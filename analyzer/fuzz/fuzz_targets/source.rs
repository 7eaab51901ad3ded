//! One Rust text through the front end, the resolver and all that follows, beside a small schema. It looks for
//! panics, endless work and overflown stacks; what comes out is not judged.
#![no_main]

use std::sync::LazyLock;

use analyzer::source::SourceTree;
use libfuzzer_sys::fuzz_target;

const SCHEMA: &str = "CREATE TABLE users (id bigint PRIMARY KEY, email text, approved_at timestamptz);\n\
    CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));\n";

/// As `gerund` itself works: threads with room for deep trees of code.
static POOL: LazyLock<rayon::ThreadPool> = LazyLock::new(|| {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(256 << 20);
    pool.build().expect("a fuzzer may start one thread")
});

fuzz_target!(|text: &str| {
    let tree = SourceTree::memory([("migrations/0001_all.sql", SCHEMA), ("src/lib.rs", text)]);
    POOL.install(|| std::hint::black_box(analyzer::analyze(&tree, &analyzer::Options::default(), &())));
});
