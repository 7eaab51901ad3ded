//! SQLite's virtual tables: what stands between the parentheses is the module's own language, so they are read by words.
//! Columns are what begins an argument, unless it sets an option (`tokenize = 'porter'`); their types are the module's business.

use sqlparser::tokenizer::Token;

use super::words::Words;
use crate::facts::schema::{Change, ColumnDef, TableDef};

/// After CREATE VIRTUAL TABLE: `IF NOT EXISTS search USING fts5(title, body UNINDEXED, content = 'notes')`.
pub(super) fn create(mut words: Words<'_>) -> Option<Change> {
    let if_not_exists = words.eat(&["IF", "NOT", "EXISTS"]);
    let name = words.name()?;
    if !words.eat(&["USING"]) {
        return None;
    }
    words.ident()?;
    let inside = words.parens().unwrap_or_default();
    let columns = inside.split(|token| token.token == Token::Comma).filter_map(|argument| {
        let mut words = Words::new(argument);
        let name = words.ident()?;
        let option = words.peek() == Some(&Token::Eq);
        (!option).then(|| ColumnDef { name, nullable: true, ..ColumnDef::default() })
    });
    Some(Change::CreateTable(TableDef {
        name: Some(name),
        columns: columns.collect(),
        if_not_exists,
        ..TableDef::default()
    }))
}
