//! Reads a saved document again. Fields of a later minor version are ignored; a later major version is refused,
//! since what its fields mean is not known here.

use serde::Deserialize;

use super::v1::{Document, SCHEMA_VERSION};

/// The major version that [`Document`] holds.
const MAJOR: u64 = 1;

/// Why a saved document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The text is no JSON, or not that of a document.
    #[error("not a gerund document: {0}")]
    NotADocument(#[source] serde_json::Error),
    /// The version is no version.
    #[error("not a gerund document: schema_version is {0:?}, and should be like {SCHEMA_VERSION:?}")]
    NoVersion(String),
    /// A newer program wrote it.
    #[error("the document has schema version {0}, and this gerund reads version {SCHEMA_VERSION}")]
    Newer(String),
    /// The version is known, and the document is not as it should be.
    #[error("the document says schema version {version}, and does not hold to it: {source}")]
    Invalid {
        /// The version that it says.
        version: String,
        /// What is wrong, and where.
        source: serde_json::Error,
    },
}

/// Reads a document from the text of a JSON file.
///
/// # Errors
/// When the text is no document, or one of a newer major version.
pub fn document(text: &str) -> Result<Document, ReadError> {
    #[derive(Deserialize)]
    struct Header {
        schema_version: String,
    }
    let Header { schema_version: version } = serde_json::from_str(text).map_err(ReadError::NotADocument)?;
    let major = version.split('.').next().and_then(|major| major.parse::<u64>().ok());
    match major {
        Some(MAJOR) => serde_json::from_str(text).map_err(|source| ReadError::Invalid { version, source }),
        Some(newer) if newer > MAJOR => Err(ReadError::Newer(version)),
        _ => Err(ReadError::NoVersion(version)),
    }
}
