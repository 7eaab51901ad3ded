//! Names that tell no table: a table that a query is put on by a text, and columns by texts or by identifiers of no table. They are
//! of the table that the query is on. Texts that are whole statements are no business of this.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::texts;
use super::value::{ColumnRef, Query, Value};
use crate::facts::Name;

/// What stands for the table in a column whose name does not tell it.
pub(super) fn nowhere() -> Name {
    Name::from("")
}

/// The table that a text names, and how many callers up it comes from.
pub(super) fn table(value: &Value) -> (Option<Name>, u8) {
    match value {
        Value::Text(text) => (name(value).map(Name::from), text.foreign),
        _ => (None, 0),
    }
}

/// The columns that a value mentions, texts among them.
pub(super) fn columns(value: &Value) -> BTreeSet<ColumnRef> {
    match value {
        Value::Text(_) => name(value).map(|name| (nowhere(), Name::from(name))).into_iter().collect(),
        Value::Tuple(parts) => parts.iter().flat_map(columns).collect(),
        other => other.mentions().columns,
    }
}

/// The query, its columns of no table now those of its own.
pub(super) fn settled(query: &Query) -> Cow<'_, Query> {
    let lost = |column: &ColumnRef| column.0 == nowhere();
    let mentioned = &query.mentions;
    let constants = mentioned.constants.iter().map(|(column, _)| column);
    if !query.written.iter().chain(&mentioned.columns).chain(constants).any(lost) {
        return Cow::Borrowed(query);
    }
    let target = query.target;
    let found = move |column: ColumnRef| match lost(&column) {
        true => target.map(|table| (table, column.1)),
        false => Some(column),
    };
    let mut settled = query.clone();
    settled.written = query.written.iter().copied().filter_map(found).collect();
    settled.mentions.columns = mentioned.columns.iter().copied().filter_map(found).collect();
    let constants = mentioned.constants.iter();
    settled.mentions.constants =
        constants.filter_map(|(column, value)| Some((found(*column)?, value.clone()))).collect();
    Cow::Owned(settled)
}

/// A text that is a name.
fn name(value: &Value) -> Option<&str> {
    let Value::Text(text) = value else { return None };
    let is_name = |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    texts::whole(text).filter(is_name)
}
