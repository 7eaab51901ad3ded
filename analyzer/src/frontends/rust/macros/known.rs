//! Macros of the standard library and of libraries that everybody uses, by name: what their value is and how their
//! tokens read. Data only.

use super::Reading;
use crate::facts::body::MacroKind;

/// The meaning of a macro's last name, where it has one that does not depend on the program.
pub(super) fn reading(name: &str) -> Option<(MacroKind, Reading)> {
    Some(match name {
        "format" | "format_args" | "formatcp" | "formatdoc" => (MacroKind::Text, Reading::Format(0)),
        "write" | "writeln" => (MacroKind::Write, Reading::Format(1)),
        "concat" | "concatcp" => (MacroKind::Text, Reading::Concat),
        "indoc" => (MacroKind::Text, Reading::Concat),
        "vec" | "smallvec" | "arrayvec" | "array" | "bvec" => (MacroKind::List, Reading::Arguments),
        "try_join" => (MacroKind::TryJoin, Reading::Arguments),
        "join" => (MacroKind::Join, Reading::Arguments),
        "select" | "select_biased" => (MacroKind::Choice, Reading::Select),
        "dbg" | "pin" | "black_box" => (MacroKind::Choice, Reading::Arguments),
        "matches" | "assert_matches" | "debug_assert_matches" => (MacroKind::Unknown, Reading::Matches),
        "json" | "json_internal" => (MacroKind::Unknown, Reading::Json),
        "include_str" => (MacroKind::IncludeText, Reading::Arguments),
        "include" | "include_bytes" | "stringify" | "env" | "option_env" | "line" | "file" | "column"
        | "module_path" | "cfg" | "compile_error" | "todo" | "unimplemented" | "quote" | "quote_spanned"
        | "parse_quote" => (MacroKind::Unit, Reading::Nothing),
        "print" | "println" | "eprint" | "eprintln" | "panic" | "unreachable" | "assert" | "assert_eq"
        | "assert_ne" | "debug_assert" | "debug_assert_eq" | "debug_assert_ne" | "trace" | "debug"
        | "info" | "warn" | "error" | "log" | "event" | "crit" | "bail" | "ensure" => {
            (MacroKind::Unit, Reading::Messages)
        }
        "anyhow" | "eyre" | "err_msg" | "format_err" | "span" | "info_span" | "debug_span" | "warn_span"
        | "error_span" | "trace_span" | "o" | "kv" => (MacroKind::Unknown, Reading::Messages),
        _ => return None,
    })
}
