//! Types: lowering, signatures, impls and methods, and the reading of one body after the other.

pub(crate) mod bodies;
pub(crate) mod impls;
pub(crate) mod lower;
pub(crate) mod signatures;
pub(crate) mod ty;
