//! Front ends: source in, facts out.

pub(crate) mod sql;
