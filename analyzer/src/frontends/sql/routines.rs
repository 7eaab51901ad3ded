//! Functions, procedures, triggers and DO blocks: their heads by words, their bodies by `plpgsql`.

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::ddl::Outcome;
use super::words::{self, Words};
use super::{parse, plpgsql};
use crate::facts::schema::{Change, RoutineDef, TableName, TriggerDef};
use crate::facts::statement::Dialect;

/// After CREATE FUNCTION or PROCEDURE.
pub(super) fn create(mut words: Words<'_>, dialect: Dialect) -> Outcome {
    words.eat(&["IF", "NOT", "EXISTS"]);
    let Some(name) = words.name() else { return Outcome::default() };
    let arguments = words.parens().map(argument_names).unwrap_or_default();
    let language =
        after_word(words, "LANGUAGE").and_then(|mut rest| rest.ident()).unwrap_or_else(|| "sql".to_owned());
    let mut routine = RoutineDef::new(name, language);
    match body(words) {
        // Bodies in other languages are out of reach.
        Some(_) if matches!(routine.language.to_lowercase().as_str(), "c" | "internal") => {}
        Some(_) if !matches!(routine.language.to_lowercase().as_str(), "sql" | "plpgsql") => {
            routine.refused.push(format!("a body in {}", routine.language));
        }
        Some(Body::Text(text)) => plpgsql::read(&text, arguments, dialect).into_routine(&mut routine),
        Some(Body::Tokens(tokens)) => {
            plpgsql::read_tokens(tokens, arguments, dialect).into_routine(&mut routine);
        }
        None => {}
    }
    Outcome::of(vec![Change::CreateRoutine(routine)])
}

/// A routine's body: a string, or statements that stand there as they are.
enum Body<'a> {
    Text(String),
    Tokens(&'a [TokenWithSpan]),
}

fn body(words: Words<'_>) -> Option<Body<'_>> {
    let mut rest = words;
    while let Some(token) = rest.peek() {
        if words::is_word(token, "AS") {
            rest.next();
            if let Some(text) = rest.peek().and_then(words::string) {
                return Some(Body::Text(text.to_owned()));
            }
        } else if words::is_word(token, "BEGIN") || words::is_word(token, "RETURN") {
            return Some(Body::Tokens(rest.rest()));
        } else if rest.parens().is_none() {
            rest.next();
        }
    }
    None
}

fn after_word<'a>(words: Words<'a>, word: &str) -> Option<Words<'a>> {
    let mut rest = words;
    if !rest.find(word) {
        return None;
    }
    rest.next();
    Some(rest)
}

/// Names of arguments: `(a int, INOUT b text DEFAULT 'x')`.
fn argument_names(tokens: &[TokenWithSpan]) -> Vec<String> {
    let name = |part: &[TokenWithSpan]| {
        let mut words = Words::new(part);
        words.eat_any(&["IN", "OUT", "INOUT", "VARIADIC"]);
        words.ident()
    };
    words::by_commas(tokens).into_iter().filter_map(name).collect()
}

/// After CREATE TRIGGER.
pub(super) fn trigger(mut words: Words<'_>, dialect: Dialect) -> Outcome {
    words.eat(&["IF", "NOT", "EXISTS"]);
    let Some(name) = words.name() else { return Outcome::default() };
    words.eat_any(&["BEFORE", "AFTER", "INSTEAD", "OF"]);
    let events = events(&mut words);
    if !words.find("ON") {
        return Outcome {
            changes: Vec::new(),
            refused: vec![format!("trigger {} without a table", name.name)],
        };
    }
    words.next();
    let Some(table) = words.name() else { return Outcome::default() };
    let mut changes = Vec::new();
    let mut called = words;
    let routine = if called.find("EXECUTE") {
        called.eat(&["EXECUTE", "FUNCTION"]);
        called.eat(&["EXECUTE", "PROCEDURE"]);
        called.name()
    } else {
        // SQLite and MySQL write the body into the trigger.
        let mut routine = RoutineDef::new(name.clone(), "sql".to_owned());
        let mut inner = words;
        inner.eat(&["FOR", "EACH", "ROW"]);
        if inner.find("BEGIN") || !inner.rest().is_empty() {
            plpgsql::read_tokens(inner.rest(), Vec::new(), dialect).into_routine(&mut routine);
        }
        changes.push(Change::CreateRoutine(routine));
        Some(name.clone())
    };
    if let Some(routine) = routine {
        changes.push(Change::CreateTrigger(TriggerDef { name: name.name, table, events, routine }));
    }
    Outcome::of(changes)
}

fn events(words: &mut Words<'_>) -> Vec<String> {
    let mut events = Vec::new();
    while words.peek().is_some() && !words.is("ON") {
        for event in ["INSERT", "UPDATE", "DELETE", "TRUNCATE"] {
            if words.is(event) {
                events.push(event.to_owned());
            }
        }
        words.next();
    }
    events.sort();
    events.dedup();
    events
}

/// After DROP: triggers and routines, which the parser wants in one form only.
pub(super) fn drop(mut words: Words<'_>) -> Option<Vec<Change>> {
    if words.eat(&["TRIGGER"]) {
        words.eat(&["IF", "EXISTS"]);
        let name = words.name()?.name;
        let table = if words.eat(&["ON"]) { words.name() } else { None };
        return Some(vec![Change::DropTrigger { table, name }]);
    }
    if words.eat(&["FUNCTION"]) || words.eat(&["PROCEDURE"]) || words.eat(&["ROUTINE"]) {
        words.eat(&["IF", "EXISTS"]);
        let mut changes = Vec::new();
        while let Some(name) = words.name() {
            words.parens();
            changes.push(Change::DropRoutine { name });
            if words.peek() != Some(&Token::Comma) {
                break;
            }
            words.next();
        }
        return Some(changes);
    }
    None
}

/// After ALTER: a trigger's or routine's new name; all else of them matters to nobody.
pub(super) fn alter(mut words: Words<'_>) -> Option<Vec<Change>> {
    if words.eat(&["TRIGGER"]) {
        let from = words.name()?.name;
        let table = if words.eat(&["ON"]) { words.name()? } else { return Some(Vec::new()) };
        let renamed = words.eat(&["RENAME", "TO"]).then(|| words.ident()).flatten();
        return Some(renamed.map(|to| Change::RenameTrigger { table, from, to }).into_iter().collect());
    }
    if words.eat(&["FUNCTION"]) || words.eat(&["PROCEDURE"]) || words.eat(&["ROUTINE"]) {
        let from = words.name()?;
        words.parens();
        let to = if words.eat(&["RENAME", "TO"]) {
            words.ident().map(|name| TableName { schema: from.schema.clone(), name })
        } else if words.eat(&["SET", "SCHEMA"]) {
            words.ident().map(|schema| TableName { schema: Some(schema), name: from.name.clone() })
        } else {
            None
        };
        return Some(to.map(|to| Change::RenameRoutine { from, to }).into_iter().collect());
    }
    None
}

/// After DO: a block that runs once. Its schema changes are taken as if they stood alone.
pub(super) fn anonymous(words: Words<'_>, dialect: Dialect) -> Outcome {
    let mut rest = words;
    while let Some(token) = rest.next() {
        if let Some(text) = words::string(token) {
            let block = plpgsql::read(text, Vec::new(), dialect);
            let data = block.statements.into_iter().filter(|statement| !statement.writes.is_empty());
            let mut changes = block.changes;
            changes.extend(data.map(Change::Data));
            return Outcome { changes, refused: block.refused };
        }
    }
    Outcome::default()
}

/// After CALL: a procedure that is given a body as text, by which it makes routines.
pub(super) fn call(mut words: Words<'_>, dialect: Dialect) -> Option<Outcome> {
    let name = words.name()?;
    let arguments = words.parens()?;
    let mut changes = Vec::new();
    let mut about = None;
    for token in arguments {
        match &token.token {
            Token::DollarQuotedString(text) if parse::split_text(&text.value) > 1 => {
                let mut routine = RoutineDef::new(given(&name, about.as_deref()), "plpgsql".to_owned());
                plpgsql::read(&text.value, Vec::new(), dialect).into_routine(&mut routine);
                changes.push(Change::CreateRoutine(routine));
            }
            Token::SingleQuotedString(text) => about = Some(text.clone()),
            _ => {}
        }
    }
    (!changes.is_empty()).then(|| Outcome::of(changes))
}

fn given(procedure: &TableName, about: Option<&str>) -> TableName {
    let name = match about {
        Some(about) => format!("{}({about})", procedure.name),
        None => procedure.name.clone(),
    };
    TableName { schema: procedure.schema.clone(), name }
}
