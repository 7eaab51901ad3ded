//! Schema that code states as text: `CREATE TABLE …` that a program runs itself, as programs with an embedded database
//! do. Where a folder of migrations makes the main database, only tables that the program makes where they are missing
//! (`CREATE TABLE IF NOT EXISTS`) or that code declares stand beside it: scratch tables are nobody's. A package that has nothing to do with that
//! database may make one of its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::homes::Places;
use super::trees::{Database, Grown, folders, plain};
use crate::facts::body::{Body, Expr, Literal};
use crate::facts::place::Place;
use crate::facts::schema::{Change, Ddl, SchemaSource, TableName};
use crate::facts::statement::{Dialect, StatementReader};
use crate::source::{FileId, SourceTree};

/// The changes of one text, in their order.
pub(crate) type TextChanges = Vec<Ddl>;

/// What the texts of a body state, by line.
pub(super) fn of_body(
    body: &Body,
    file: FileId,
    reader: &dyn StatementReader,
    dialect: Dialect,
) -> Vec<TextChanges> {
    let mut texts: Vec<(u32, Cow<'_, str>)> = texts(body).collect();
    texts.sort_unstable();
    let one = |(line, text): (u32, Cow<'_, str>)| {
        let changes = of_text(&text, Place::new(file, line), reader, dialect);
        (!changes.is_empty()).then_some(changes)
    };
    texts.into_iter().filter_map(one).collect()
}

/// What one text states that begins there.
pub(super) fn of_text(
    text: &str,
    place: Place,
    reader: &dyn StatementReader,
    dialect: Dialect,
) -> TextChanges {
    let at = |below: u32| Place::new(place.file, place.line.saturating_add(below));
    reader.schema(text, dialect).into_iter().map(|(below, change)| Ddl { place: at(below), change }).collect()
}

/// The texts of a body that may hold statements over tables, those of formats with nothing to fill in among them.
fn texts(body: &Body) -> impl Iterator<Item = (u32, Cow<'_, str>)> {
    let texts = body.exprs.iter().zip(&body.lines).filter_map(|(expr, line)| match expr {
        Expr::Literal(Literal::Str(text)) => Some((*line, Cow::Borrowed(&**text))),
        Expr::Macro(call) => Some((*line, Cow::Owned(call.format.as_ref()?.whole()?))),
        _ => None,
    });
    texts.filter(|(_, text)| may_define(text))
}

/// Whether the text may hold a change of a table or a view. Only a filter before the SQL parser is asked.
pub(super) fn may_define(text: &str) -> bool {
    let has =
        |word: &str| text.as_bytes().windows(word.len()).any(|at| at.eq_ignore_ascii_case(word.as_bytes()));
    text.len() > 12 && (has("create ") || has("alter ")) && (has("table ") || has("view "))
}

/// Whether the text of a migration may change the schema in any way: views, types, routines and triggers, too.
pub(super) fn may_change(text: &str) -> bool {
    let word = text.split_whitespace().find(|word| !word.starts_with("--")).unwrap_or_default();
    let starts = ["create", "alter", "drop", "do"].iter().any(|start| word.eq_ignore_ascii_case(start));
    may_define(text) || (text.len() > 12 && starts)
}

/// Applies the texts: those of a package that has nothing to do with the databases of the others make its own.
pub(super) fn apply(
    tree: &SourceTree,
    databases: &mut Vec<Database>,
    texts: &[TextChanges],
    declared: &BTreeSet<String>,
) {
    let places = Places::of(tree, folders(databases));
    let mut apart: BTreeMap<&str, Draft> = BTreeMap::new();
    let mut rest = Vec::new();
    for text in texts {
        let package = text.first().and_then(|ddl| places.apart(ddl.place.file));
        match package.filter(|_| !databases.is_empty()) {
            Some(dir) => apply_text(apart.entry(dir).or_default(), text),
            None => rest.push(text),
        }
    }
    apply_to_main(databases, &rest, declared);
    for (dir, mut draft) in apart {
        draft
            .tables
            .retain(|name, _| !databases.iter().flatten().any(|grown| grown.draft.key(name).is_some()));
        if !draft.tables.is_empty() {
            let folder = dir.to_owned();
            databases.push(vec![Grown { folder, ..of_code(SchemaSource::Dump, draft) }]);
        }
    }
}

/// Applies the texts to the main database: where one file states it, they go on from there; where migrations do, they add
/// what they do not know; where nothing does, they make it.
fn apply_to_main(databases: &mut Vec<Database>, texts: &[&TextChanges], declared: &BTreeSet<String>) {
    if let Some(main) = databases.first_mut() {
        if let Some(base) = main.first_mut().filter(|base| base.source == SchemaSource::Dump) {
            texts.iter().for_each(|text| apply_text(&mut base.draft, text));
            return;
        }
        let draft = missing(databases, texts, declared);
        let nothing = draft.tables.is_empty() && draft.views.is_empty();
        if let (false, Some(main)) = (nothing, databases.first_mut()) {
            // They contradict nobody.
            let source = main.first().map_or(SchemaSource::Dump, |base| base.source);
            main.push(of_code(source, draft));
        }
        return;
    }
    let mut draft = Draft::default();
    texts.iter().for_each(|text| apply_text(&mut draft, text));
    if !draft.tables.is_empty() {
        databases.push(vec![of_code(SchemaSource::Dump, draft)]);
    }
}

fn of_code(source: SchemaSource, draft: Draft) -> Grown {
    Grown { folder: String::new(), source, draft, declared_in: Vec::new() }
}

/// Tables that the texts make where they are missing, and tables and views that code declares, as far as no database knows
/// them; with what the texts change in them.
fn missing(databases: &[Database], texts: &[&TextChanges], declared: &BTreeSet<String>) -> Draft {
    let known = |name: &TableName| databases.iter().flatten().any(|grown| grown.draft.key(name).is_some());
    let mut draft = Draft::default();
    for text in texts {
        let own: TextChanges = text
            .iter()
            .filter(|ddl| match &ddl.change {
                Change::CreateTable(def) => def.name.as_ref().is_some_and(|name| {
                    (def.if_not_exists || declared.contains(&plain(name))) && !def.temporary && !known(name)
                }),
                Change::CreateView(def) => declared.contains(&plain(&def.name)) && !known(&def.name),
                Change::AddColumn { table, .. }
                | Change::RenameColumn { table, .. }
                | Change::AddForeignKey { table, .. } => draft.key(table).is_some(),
                _ => false,
            })
            .cloned()
            .collect();
        apply_text(&mut draft, &own);
    }
    draft
}

fn apply_text(draft: &mut Draft, text: &TextChanges) {
    for (at, ddl) in text.iter().enumerate() {
        let done = match &ddl.change {
            Change::CreateTable(def) => def.name.as_ref().is_none_or(|name| draft.key(name).is_none()),
            // Code also wipes and tidies up: only what is made anew under the name goes.
            Change::DropTable(name) => text[at..].iter().any(|later| makes(&later.change, name)),
            Change::DropView(_) | Change::DropSchema(_) => false,
            _ => true,
        };
        if done {
            draft.apply(ddl, SchemaSource::Dump);
        }
    }
}

fn makes(change: &Change, name: &TableName) -> bool {
    match change {
        Change::CreateTable(def) => def.name.as_ref() == Some(name),
        Change::RenameTable { to, .. } => to == name,
        _ => false,
    }
}
