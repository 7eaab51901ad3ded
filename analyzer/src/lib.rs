//! Gerund's analyzer (skeleton).
pub(crate) mod source;

pub(crate) mod facts;
