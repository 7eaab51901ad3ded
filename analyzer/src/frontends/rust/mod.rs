//! The Rust front end: the only place that knows `syn`.

// `extract` asks `nesting::too_deep(text)` before `syn::parse_file` and runs on workers with `WORKER_STACK`.
pub(crate) mod nesting;
