//! From the text of a `gerund.toml` to what it says, or to what is wrong with it and on which line.

use super::{Config, line_of};

/// Why a configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ConfigError {
    /// From 1.
    pub line: usize,
    /// What is wrong, for a person.
    pub what: String,
}

impl ConfigError {
    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match () {
            () if self.what.starts_with("unknown field") => {
                "check the spelling against README.md, \"Configuration\""
            }
            () if self.what.starts_with("unknown variant") => "write one of the classes that are named",
            () => "mend that line; README.md, \"Configuration\", shows every key",
        }
    }
}

pub(super) fn config(text: &str) -> Result<Config, ConfigError> {
    let config: Config = toml::from_str(text).map_err(|error| ConfigError {
        line: line_of(text, &error.span().unwrap_or_default()),
        what: error.message().trim().replace('\n', ": "),
    })?;
    if let Some(rule) = config.sensitive.iter().find(|rule| rule.reason.trim().is_empty()) {
        let at = text.find(rule.columns.as_str()).unwrap_or_default();
        let what = format!("the class of `{}` has no reason", rule.columns.as_str());
        return Err(ConfigError { line: line_of(text, &(at..at)), what });
    }
    Ok(config)
}
