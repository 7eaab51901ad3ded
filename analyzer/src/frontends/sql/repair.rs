//! What the parser does not know and what can be left out or said otherwise without changing what is read:
//! repairs on tokens, tried once the parser has refused the text as it stands.

use sqlparser::tokenizer::TokenWithSpan;

/// The tokens with every repair that applies; None: none does.
pub(super) fn repaired(_tokens: &[TokenWithSpan]) -> Option<Vec<TokenWithSpan>> {
    None
}
