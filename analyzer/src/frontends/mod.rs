//! Front ends: source in, facts out.

pub(crate) mod rust;
pub(crate) mod sql;
