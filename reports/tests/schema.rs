//! The schema under version control is the one of the types, and every document keeps to it.
//! `scripts/bless` writes the schema anew.

mod samples;

use reports::document::{self, ReadError};
use reports::render::{Format, Options, render};
use serde_json::{Value, json};

const STORED: &str = include_str!("../schema/document.v1.json");

#[test]
fn the_stored_schema_is_that_of_the_types() {
    assert!(reports::schema::text() == STORED, "the document changed: look at it, then run scripts/bless");
}

#[test]
fn every_sample_keeps_to_the_schema() {
    let schema: Value = serde_json::from_str(STORED).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, document) in samples::all() {
        let value = serde_json::to_value(document).unwrap();
        let problems: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert_eq!(problems, [""; 0], "{name}");
    }
    assert!(!validator.is_valid(&json!({"schema_version": "1"})));
}

#[test]
fn every_sample_stands_in_the_document_s_order() {
    for (name, document) in samples::all() {
        let mut sorted = document.clone();
        sorted.sort();
        assert!(sorted == document, "{name}: {}", serde_json::to_string_pretty(&sorted).unwrap());
    }
}

#[test]
fn every_stored_sample_stands_as_it_is_written() {
    for (name, text) in samples::STORED {
        let mut written = Vec::new();
        let document = samples::stored(name);
        render(&document, Format::Json, &Options::default(), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), text, "{name}");
    }
}

#[test]
fn a_document_of_before_the_tables_is_read() {
    let mut value = serde_json::to_value(samples::stored("typical")).unwrap();
    let fields = value.as_object_mut().unwrap();
    for field in ["tables", "findings", "rules"] {
        fields.remove(field);
    }
    let read = document::read(&value.to_string()).unwrap();
    assert_eq!((read.tables.len(), read.proposals), (0, samples::stored("typical").proposals));
}

#[test]
fn a_later_minor_version_is_read_and_what_it_adds_ignored() {
    let mut value = serde_json::to_value(samples::stored("typical")).unwrap();
    value["schema_version"] = json!("1.7");
    value["decisions"] = json!([{"id": "x"}]);
    value["proposals"][0]["sensitive"] = json!(["bank"]);
    let read = document::read(&value.to_string()).unwrap();
    assert_eq!(read.schema_version, "1.7");
    assert_eq!(read.proposals, samples::stored("typical").proposals);
}

#[test]
fn what_is_no_document_of_this_version_is_refused_with_a_reason() {
    let mut newer = serde_json::to_value(samples::stored("empty")).unwrap();
    newer["schema_version"] = json!("2.0");
    assert!(matches!(document::read(&newer.to_string()), Err(ReadError::Newer(version)) if version == "2.0"));
    assert!(matches!(document::read("{"), Err(ReadError::NotADocument(_))));
    assert!(matches!(document::read(r#"{"schema_version": "one"}"#), Err(ReadError::NoVersion(_))));
    assert!(matches!(document::read(r#"{"schema_version": "1"}"#), Err(ReadError::Invalid { .. })));
}
