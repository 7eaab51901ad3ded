//! Gerund's analyzer (skeleton).
pub mod source;

pub(crate) mod facts;

pub(crate) mod frontends;

pub mod lexicon;
