//! The environment's variables: the one door to them.

/// A variable's value; None where it is not set, or no text.
pub fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "source/ is the one door to the environment")]
    std::env::var(name).ok()
}
