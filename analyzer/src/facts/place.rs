//! Where something stands: the smallest piece of evidence. Not a byte span: reports cite lines.

use crate::source::FileId;

/// A line of a file of the analysed tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) file: FileId,
    /// 1-based.
    pub(crate) line: u32,
}

impl Place {
    pub(crate) fn new(file: FileId, line: u32) -> Self {
        Place { file, line }
    }
}

/// How sure a resolved call, access or table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Certainty {
    /// The names leave one reading.
    Certain,
    /// One reading is far more probable (a method's name fits one type's in scope).
    Likely,
    /// One of several readings.
    Possible,
}

impl Certainty {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Possible => "possible",
        }
    }
}
