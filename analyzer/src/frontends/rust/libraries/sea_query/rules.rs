//! What sea-query's calls do, as data.

use crate::facts::model::CallRule;

pub(super) const RULES: &[CallRule] = &[];
