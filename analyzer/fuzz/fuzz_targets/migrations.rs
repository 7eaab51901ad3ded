//! A folder of migrations that change the same schema one after the other: the text is cut at lines of dashes.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// A folder of more files than this says nothing that one of fewer does not say.
const MOST_FILES: usize = 12;

fuzz_target!(|text: &str| {
    let steps = text.split("\n---\n").take(MOST_FILES).enumerate();
    analyzer::fuzzing::schema(
        steps.map(|(step, text)| (format!("migrations/{:04}_step.sql", step + 1), text.to_owned())),
    );
});
