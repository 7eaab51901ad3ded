//! The JSON Schema of the document, made from its types. `schema/document.v1.json` is its copy under version
//! control; a test compares them.

use crate::document::v1::Document;

/// The schema as it is printed, with an end of line.
pub fn text() -> String {
    let schema = schemars::schema_for!(Document);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}
