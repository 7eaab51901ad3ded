//! The only place that touches files, environment and processes.

/// A file of the analysed tree, by its position in path order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId(pub(crate) u32);
