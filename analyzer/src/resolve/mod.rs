//! Facts of all files in, one `Program` out: names, types, calls, tables and columns resolved, each with a
//! certainty. It reads no file and knows no parser and no library.

pub(crate) mod ids;
pub(crate) mod program;
pub(crate) mod schema;
