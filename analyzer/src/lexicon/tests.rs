//! Tables of words and what they must give, sweeps over all data, and the canonical form of the hand-made files.

use super::*;
