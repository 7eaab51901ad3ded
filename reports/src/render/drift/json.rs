//! Drift for programs: versioned, with every list whole.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::{Options, escape};
use super::{Report, tool};

/// The version of what is written here.
pub(super) const VERSION: &str = "1";

pub(super) fn render(report: &Report, _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&value(report)?)?;
    writeln!(out, "{}", escape::json(&text))
}

fn value(report: &Report) -> io::Result<Value> {
    let mut value = json!({
        "schema_version": VERSION,
        "tool": tool(),
        "plan": report.plan,
        "baseline": report.baseline,
        "fails": report.drift.fails(),
    });
    let lists = serde_json::to_value(&report.drift)?;
    if let (Some(all), Value::Object(lists)) = (value.as_object_mut(), lists) {
        all.extend(lists);
    }
    Ok(value)
}
