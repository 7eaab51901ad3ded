//! One SQL text through the reader of statements and the reader of schema changes, in each dialect.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    analyzer::fuzzing::statement(text);
    for folder in ["postgres", "mysql", "sqlite"] {
        analyzer::fuzzing::schema([(format!("{folder}/migrations/0001_all.sql"), text.to_owned())]);
    }
});
