//! A query that is run, as a statement over the schema's tables and columns. Texts are read by the SQL front end.

use std::collections::BTreeSet;

use super::anonymous;
use super::eval::Run;
use super::handed;
use super::lookup::Lookup;
use super::noted;
use super::texts;
use super::value::Query;
use crate::facts::Name;
use crate::facts::gap::GapKind;
use crate::facts::place::Certainty;
use crate::facts::place::Place;
use crate::facts::schema::TableName;
use crate::facts::statement::{Dialect, SqlKind, SqlStatement, StatementReader, StatementResult};
use crate::resolve::ids::{FunctionId, TableId};
use crate::resolve::program::{HandedRow, Mode, StatementInfo};
use crate::resolve::schema::Schema;

/// What statements are made with.
pub(crate) struct Emitter<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) reader: &'a dyn StatementReader,
    pub(crate) dialect: Dialect,
}

const UNKNOWN_PART: (GapKind, &str) =
    (GapKind::DynamicSql, "a part of the text is only known when the program runs");
const REFUSED_PART: (GapKind, &str) = (GapKind::UnparsedSql, "the parser refused a part of the text");

/// More routines than one statement calls, however deep.
const MOST_ROUTINES: usize = 32;

/// Statements of one run, and what was not understood of it.
pub(crate) type Emitted = (Vec<StatementInfo>, Vec<(GapKind, String)>);

impl Emitter<'_> {
    /// The statements of a run: one, or one a reading of its text.
    pub(crate) fn emit(&self, function: FunctionId, place: Place, run: &Run) -> Emitted {
        // Over the table of a parameter: it is known where the function is called, and counts there.
        if run.query.foreign > 0 && run.query.target.is_none() && run.query.text.is_none() {
            return (Vec::new(), Vec::new());
        }
        match &run.query.text {
            Some(_) => self.text_statements(function, place, &run.query),
            None => self.built_statement(function, place, &run.query),
        }
    }

    fn empty(function: FunctionId, place: Place, query: &Query) -> StatementInfo {
        StatementInfo {
            function,
            place,
            library: query.library,
            kind: query.kind,
            sql: None,
            tables: Vec::new(),
            reads_columns: Vec::new(),
            writes_columns: Vec::new(),
            constants: Vec::new(),
            certainty: Certainty::Certain,
            gap: None,
        }
    }

    /// A query that code builds without text.
    fn built_statement(&self, function: FunctionId, place: Place, query: &Query) -> Emitted {
        let query = &*anonymous::settled(query);
        let mut statement = Self::empty(function, place, query);
        let names = Lookup::of_file(self.schema, place.file);
        let mut gaps = Vec::new();
        let mut tables = BTreeSet::new();
        let mut mode = mode_of(query.kind);
        if query.kind == SqlKind::Select || query.kind == SqlKind::Other {
            mode = Mode::Read;
        }
        let target = query.target.or_else(|| query.written.first().map(|(table, _)| *table));
        let target = target.or_else(|| only_table(query));
        let written = target.iter().chain(&query.also).map(|table| (table, mode));
        for (name, mode) in written.chain(query.mentions.tables.iter().map(|t| (t, Mode::Read))) {
            match names.tables(*name) {
                Some(found) => found.into_iter().for_each(|t| {
                    tables.insert((t, mode));
                }),
                None => {
                    gaps.push((GapKind::UnknownTable, format!("no schema source makes the table `{name}`")))
                }
            }
        }
        statement.writes_columns = names.columns(&query.written);
        statement.reads_columns = names.columns(&query.mentions.columns);
        // Whatever a query looks at it reads, though another part of the code joins it.
        let looked_at: BTreeSet<TableId> =
            statement.reads_columns.iter().map(|column| column.table).collect();
        let known: BTreeSet<TableId> = tables.iter().map(|(table, _)| *table).collect();
        if !known.is_empty() {
            tables.extend(looked_at.difference(&known).map(|table| (*table, Mode::Read)));
        }
        statement.tables = tables.into_iter().collect();
        let constants = query.mentions.constants.iter();
        let known = constants
            .filter_map(|((table, column), value)| Some((names.column(*table, *column)?, value.clone())));
        statement.constants = known.collect();
        statement.gap = query.gap.map(str::to_string);
        if statement.tables.is_empty() {
            // A SELECT of no table is a value; nothing is written without one.
            let idle = mode == Mode::Read && query.target.is_none() && query.gap.is_none();
            if query.library.is_empty() || idle {
                return (Vec::new(), gaps);
            }
            statement.gap.get_or_insert_with(|| "no table is known".to_string());
            gaps.push((GapKind::UnknownTarget, statement.gap.clone().unwrap_or_default()));
        }
        (vec![statement], gaps)
    }

    /// A row that the function fills for another to save; None where no column of it is known.
    pub(crate) fn handed_row(
        &self,
        function: FunctionId,
        place: Place,
        row: &noted::HandedRow,
    ) -> Option<HandedRow> {
        let columns =
            Lookup::of_file(self.schema, place.file).columns(&row.columns.iter().copied().collect());
        (!columns.is_empty()).then_some(HandedRow { function, place, to: FunctionId(row.to.0), columns })
    }

    /// What the routines of the database do that a statement calls, and those that they call. One that only computes
    /// something is a word of the query.
    fn add_routines(&self, names: &Lookup<'_>, out: &mut StatementInfo, part: &SqlStatement) {
        let mut open: Vec<&TableName> = part.calls.iter().collect();
        let mut seen: BTreeSet<&TableName> = BTreeSet::new();
        let mut run: Vec<&SqlStatement> = Vec::new();
        while let Some(name) = open.pop().filter(|_| seen.len() < MOST_ROUTINES) {
            let Some(routine) = self.schema.routine(name).filter(|one| seen.insert(&one.name)) else {
                continue;
            };
            run.extend(&routine.statements);
            open.extend(routine.statements.iter().flat_map(|inner| &inner.calls));
        }
        if run.iter().all(|inner| inner.writes.is_empty()) {
            return;
        }
        let kind = out.kind;
        // What is missing of a routine's tables is a gap of the schema.
        run.iter().for_each(|inner| add_part(names, out, inner, &mut Vec::new()));
        out.kind = kind;
    }

    /// What a text says that may be SQL, as it stands or with more behind it; with the text, and whether it has unknown parts.
    fn read_if_sql(
        &self,
        names: &Lookup<'_>,
        sql: String,
        dynamic: bool,
    ) -> Option<(StatementResult, String, bool)> {
        if !says_a_table(names, &sql) {
            return None;
        }
        let longer = format!("{sql}{}", texts::UNKNOWN);
        [(sql, dynamic), (longer, true)].into_iter().find_map(|(sql, dynamic)| {
            let result = self.reader.read(&sql, self.dialect);
            is_surely_sql(names, &result).then_some((result, sql, dynamic))
        })
    }

    /// A query that is a text.
    fn text_statements(&self, function: FunctionId, place: Place, query: &Query) -> Emitted {
        let mut out = Vec::new();
        let mut gaps = Vec::new();
        let Some(text) = &query.text else { return (out, gaps) };
        let names = Lookup::of_file(self.schema, place.file);
        for (sql, dynamic) in texts::render(text) {
            let mut statement = Self::empty(function, place, query);
            let sql = apart(&names, sql);
            let read = match query.library == handed::LIBRARY {
                true => self.read_if_sql(&names, sql, dynamic),
                false => Some((self.reader.read(&sql, self.dialect), sql, dynamic)),
            };
            let Some((result, sql, dynamic)) = read else { continue };
            for part in &result.statements {
                add_part(&names, &mut statement, part, &mut gaps);
                self.add_routines(&names, &mut statement, part);
            }
            if let Some(error) = result.error {
                statement.gap = Some(error.clone());
                statement.certainty = Certainty::Possible;
                gaps.push((GapKind::UnparsedSql, error));
            } else if dynamic || result.partial {
                let (kind, what) = if dynamic { UNKNOWN_PART } else { REFUSED_PART };
                statement.gap = Some(what.to_owned());
                statement.certainty = Certainty::Likely;
                gaps.push((kind, what.to_owned()));
            }
            statement.sql = Some(sql);
            statement.tables.sort();
            statement.tables.dedup();
            for list in [&mut statement.reads_columns, &mut statement.writes_columns] {
                list.sort();
                list.dedup();
            }
            // Readings that do the same are one statement.
            if !out.iter().any(|other| does_the_same(other, &statement)) {
                out.push(statement);
            }
        }
        (out, gaps)
    }
}

fn does_the_same(a: &StatementInfo, b: &StatementInfo) -> bool {
    (a.kind, &a.tables, &a.gap) == (b.kind, &b.tables, &b.gap)
        && (&a.reads_columns, &a.writes_columns, &a.constants)
            == (&b.reads_columns, &b.writes_columns, &b.constants)
}

/// `FROM users{…}`: what follows a table's name without a space is more of the statement, as a condition that begins with one,
/// and not of the name.
fn apart(names: &Lookup<'_>, sql: String) -> String {
    if !sql.contains(texts::UNKNOWN) {
        return sql;
    }
    let mut out = String::new();
    for (at, piece) in sql.split(texts::UNKNOWN).enumerate() {
        if at > 0 {
            let word = out.rsplit(|c: char| !is_of_name(c)).next().unwrap_or_default();
            if !word.is_empty() && names.tables(Name::from(word)).is_some() {
                out.push(' ');
            }
            out.push_str(texts::UNKNOWN);
        }
        out.push_str(piece);
    }
    out
}

/// The table of all columns that a query over no known table mentions: it is filtered by them.
fn only_table(query: &Query) -> Option<Name> {
    let mut tables = query.mentions.columns.iter().map(|(table, _)| *table);
    let first = tables.next().filter(|_| query.mentions.tables.is_empty())?;
    tables.all(|table| table == first).then_some(first)
}

/// Whether a word of the text is a table of the schema: the parser is asked of no other.
fn says_a_table(names: &Lookup<'_>, sql: &str) -> bool {
    let named = |word: &str| names.tables_named(&TableName::plain(word)).is_some();
    // What stands in quotes may be called anything.
    let quoted = sql.split(['"', '`', '[', ']']).filter(|part| !part.contains(char::is_whitespace));
    let mut words = sql.split(|c: char| !is_of_name(c)).chain(quoted).filter(|word| !word.is_empty());
    words.any(|word| named(word) || named(&word.to_lowercase()))
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the text parses and the schema has one of its tables.
fn is_surely_sql(names: &Lookup<'_>, read: &StatementResult) -> bool {
    let tables = read.statements.iter().flat_map(|part| part.reads.iter().chain(&part.writes));
    read.error.is_none() && tables.into_iter().any(|name| names.tables_named(name).is_some())
}

fn add_part(
    names: &Lookup<'_>,
    out: &mut StatementInfo,
    part: &SqlStatement,
    gaps: &mut Vec<(GapKind, String)>,
) {
    if out.kind == SqlKind::Select {
        out.kind = part.kind;
    }
    let writes =
        part.writes.iter().flat_map(|table| written(part, table).into_iter().map(move |m| (table, m)));
    for (name, mode) in writes.chain(part.reads.iter().map(|t| (t, Mode::Read))) {
        match names.tables_named(name) {
            Some(found) => out.tables.extend(found.into_iter().map(|t| (t, mode))),
            None => gaps
                .push((GapKind::UnknownTable, format!("no schema source makes the table `{}`", name.name))),
        }
    }
    out.reads_columns.extend(part.read_columns.iter().flat_map(|c| names.used(c, &part.reads)));
    out.writes_columns.extend(part.written_columns.iter().flat_map(|c| names.used(c, &part.writes)));
    for constant in &part.constants {
        let columns = names.used(&constant.column, if constant.written { &part.writes } else { &part.reads });
        out.constants.extend(columns.into_iter().map(|c| (c, constant.value.clone())));
    }
}

/// How a statement writes a table: within a CTE it may do so otherwise than as a whole.
fn written(part: &SqlStatement, table: &TableName) -> Vec<Mode> {
    let ways = [(&part.inserts, Mode::Insert), (&part.deletes, Mode::Delete)];
    let told: Vec<Mode> =
        ways.into_iter().filter(|(tables, _)| tables.contains(table)).map(|w| w.1).collect();
    if told.is_empty() { vec![Mode::Update] } else { told }
}

fn mode_of(kind: SqlKind) -> Mode {
    match kind {
        SqlKind::Insert => Mode::Insert,
        SqlKind::Update => Mode::Update,
        SqlKind::Delete => Mode::Delete,
        SqlKind::Select | SqlKind::Other => Mode::Read,
    }
}
