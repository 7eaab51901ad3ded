//! The document: what an analysis says, as flat, ordered, versioned data that outlives the program.
//! Making one, and judging code, is the analyzer's work.

mod identity;
mod order;
mod read;
mod score;
pub mod v1;

pub use identity::Identify;
pub use read::{ReadError, document as read};
pub use score::Score;
