//! A column that nothing reads or writes, of a table that is used.

use std::collections::BTreeSet;

use super::Found;
use crate::facts::statement::{ColumnName, ColumnUse, SqlStatement};
use crate::findings::{About, Severity, Subject};
use crate::graph::Monolith;
use crate::resolve::ids::{ColumnId, TableId};
use crate::resolve::program::{Mode, StatementInfo};
use crate::resolve::schema::{Column, Routine, Schema, Table};

pub(super) const ABOUT: About = About {
    title: "A column that nothing reads or writes",
    severity: Severity::Info,
    says: "The table is used, but no statement of the code outside of tests, no view, trigger or procedure that was understood \
           names the column or takes whole rows. Keys are left out, and what the database fills with the time or a number when a row \
           is made; and tables with statements of which a part is not known.",
    matters: "It is migrated and backed up for nobody; an extraction would take it along, or leave it behind, by chance.",
    fix: "Find out whether another program uses it. If none does, drop it before the table moves.",
};

pub(super) fn check(monolith: Monolith<'_>) -> Vec<Found> {
    let schema = &monolith.program.schema;
    let mut usage = Usage { schema, used: BTreeSet::new(), unclear: BTreeSet::new() };
    usage.program(monolith);
    usage.schema();
    let mut found = Vec::new();
    for id in schema.ids() {
        let table = schema.get(id);
        let untouched = table.computed_from.is_some() || monolith.graph.accesses_to(id).is_empty();
        if untouched || usage.unclear.contains(&id) {
            continue;
        }
        let keys = keys(schema, id, table);
        for column in schema.columns_of(id) {
            let is = schema.column_of(column);
            if !usage.used.contains(&column) && !keys.contains(&column.column) && !noted(is) {
                let message = format!("nothing that was understood reads or writes `{}.{}`", table.name.name, is.name);
                found.push(Found { subject: Subject::Column(column), place: is.place, message });
            }
        }
    }
    found
}

/// Whether the database notes something about the row by itself, such as when it was made: for people who look at rows, not
/// for the program.
fn noted(column: &Column) -> bool {
    let default = column.default.as_deref().unwrap_or_default().trim();
    default.contains('(') || default.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("current_"))
}

/// Columns that the database itself reads to keep rows apart and together, and those that it computes.
fn keys(schema: &Schema, id: TableId, table: &Table) -> BTreeSet<u16> {
    let own = table.foreign_keys.iter().flat_map(|key| &key.columns);
    let to = schema.tables.iter().flat_map(|other| &other.foreign_keys).filter(|key| key.to == id);
    let generated = (0..).zip(&table.columns).filter(|(_, column)| column.generated).map(|(at, _)| at);
    let uniques = table.uniques.iter().flatten();
    let all = table.primary_key.iter().chain(uniques).chain(own).chain(to.flat_map(|key| &key.to_columns));
    all.copied().chain(generated).collect()
}

/// Who uses which column.
struct Usage<'a> {
    schema: &'a Schema,
    used: BTreeSet<ColumnId>,
    /// Tables of which a statement may use any column.
    unclear: BTreeSet<TableId>,
}

impl Usage<'_> {
    fn program(&mut self, monolith: Monolith<'_>) {
        let program = monolith.program;
        for statement in &program.statements {
            if program.functions[statement.function.0 as usize].of_program() {
                self.statement(statement);
            }
        }
        self.used.extend(program.handed_rows.iter().flat_map(|row| &row.columns));
    }

    fn statement(&mut self, statement: &StatementInfo) {
        let columns = statement.reads_columns.iter().chain(&statement.writes_columns);
        let columns: BTreeSet<ColumnId> =
            columns.chain(statement.constants.iter().map(|(column, _)| column)).copied().collect();
        for &(table, mode) in &statement.tables {
            // A library's query that names no column may be one whose columns were not seen; a text says what it says.
            let silent = statement.sql.is_none() && mode != Mode::Delete && !columns.iter().any(|one| one.table == table);
            if silent || statement.gap.is_some() {
                self.unclear.insert(table);
            }
        }
        self.used.extend(columns);
    }

    fn schema(&mut self) {
        let schema = self.schema;
        let computed = schema.tables.iter().filter_map(|table| table.computed_from.as_ref());
        let routines = schema.routines.iter().flat_map(|routine| &routine.statements);
        for query in schema.views.iter().map(|view| &view.query).chain(computed).chain(routines) {
            self.query(query);
        }
        for trigger in &schema.triggers {
            match schema.routines.iter().find(|routine| routine.name == trigger.routine) {
                Some(routine) if routine.refused.is_empty() => self.trigger(trigger.table, routine),
                _ => drop(self.unclear.insert(trigger.table)),
            }
        }
    }

    fn query(&mut self, query: &SqlStatement) {
        let reads = query.read_columns.iter().map(|used| (used, &query.reads));
        for (used, fallback) in reads.chain(query.written_columns.iter().map(|used| (used, &query.writes))) {
            let tables = if used.tables.is_empty() { fallback } else { &used.tables };
            for table in tables.iter().filter_map(|name| self.schema.table(name)) {
                self.named(table, &used.column);
            }
        }
    }

    /// What it names of the row that it is given, or of the changed rows, which are a table under a name of its own.
    fn trigger(&mut self, table: TableId, routine: &Routine) {
        for name in &routine.row_columns {
            let all = name == "*";
            self.named(table, &if all { ColumnName::All } else { ColumnName::Named(name.clone()) });
        }
        let uses = routine.statements.iter().flat_map(|one| one.read_columns.iter().chain(&one.written_columns));
        let changed = |used: &&ColumnUse| used.tables.iter().any(|name| self.schema.table(name).is_none());
        let changed: Vec<&ColumnUse> = uses.filter(changed).collect();
        changed.into_iter().for_each(|used| self.named(table, &used.column));
    }

    fn named(&mut self, table: TableId, column: &ColumnName) {
        match column {
            ColumnName::All => self.used.extend(self.schema.columns_of(table)),
            ColumnName::Named(name) => self.used.extend(self.schema.column(table, name)),
        }
    }
}
