//! The resolved program as a document's graph: what is of the program and not of its tests, with certain and likely calls
//! only, as `graph` looks at it. `revive` is the way back.

use rustc_hash::FxHashMap;

use reports::document::v1::graph::{
    Call, CallKind, ColumnRef, Constant, Effect, Function, Graph, HandedRow, Mark, Mode, Start, Statement,
    TableUse, Transaction, Trigger,
};

use super::names::path;
use crate::Analysis;
use crate::facts::place::Certainty;
use crate::facts::schema::TableName;
use crate::facts::statement::SqlKind;
use crate::resolve::ids::{ColumnId, FunctionId, StatementId, TableId};
use crate::resolve::program::{self, FunctionInfo, StatementInfo};
use crate::resolve::schema;

/// The graph, with tables as places in the document's list.
pub(super) fn graph(analysis: &Analysis, tables: &[u32]) -> Graph {
    Publishing::of(analysis, tables).graph()
}

struct Publishing<'a> {
    analysis: &'a Analysis,
    /// The place of each table in the document.
    tables: &'a [u32],
    /// The number of each function in the document.
    functions: Vec<Option<u32>>,
    /// The number of each statement among its function's.
    statements: FxHashMap<StatementId, u32>,
}

impl<'a> Publishing<'a> {
    fn of(analysis: &'a Analysis, tables: &'a [u32]) -> Publishing<'a> {
        let mut next = 0;
        let number = |info: &FunctionInfo| {
            info.of_program().then(|| {
                next += 1;
                next - 1
            })
        };
        let functions = analysis.program.functions.iter().map(number).collect();
        Publishing { analysis, tables, functions, statements: FxHashMap::default() }
    }

    fn graph(mut self) -> Graph {
        let program = &self.analysis.program;
        let mut graph = Graph::default();
        let mut numbers: Vec<u32> = Vec::new();
        for (at, info) in program.functions.iter().enumerate() {
            if self.functions[at].is_some() {
                if graph.files.last().is_none_or(|last| **last != *info.path) {
                    graph.files.push(info.path.to_string());
                }
                let file = u32::try_from(graph.files.len() - 1).expect("a FileId has 32 bits");
                graph.functions.push(function(info, file));
                numbers.push(u32::try_from(at).expect("a FunctionId has 32 bits"));
            }
        }
        self.add_starts(&mut graph.functions);
        self.add_calls(&mut graph.functions);
        self.add_statements(&mut graph.functions, &numbers);
        self.add_transactions(&mut graph.functions);
        self.add_handed_rows(&mut graph.functions);
        self.add_effects(&mut graph.functions);
        graph.triggers = program.schema.triggers.iter().map(|trigger| self.trigger(trigger)).collect();
        graph
    }

    fn number(&self, id: FunctionId) -> Option<u32> {
        self.functions[id.0 as usize]
    }

    fn slot<'f>(&self, functions: &'f mut [Function], id: FunctionId) -> Option<&'f mut Function> {
        self.number(id).map(|number| &mut functions[number as usize])
    }

    fn column(&self, id: ColumnId) -> ColumnRef {
        ColumnRef(self.tables[id.table.0 as usize], id.column)
    }

    fn columns(&self, ids: &[ColumnId]) -> Vec<ColumnRef> {
        ids.iter().map(|id| self.column(*id)).collect()
    }

    fn add_starts(&self, functions: &mut [Function]) {
        for entry in &self.analysis.program.entries {
            let start = Start {
                kind: entry.kind.as_str().to_owned(),
                method: entry.method.map(|method| method.to_string()),
                name: entry.name.clone(),
                file: path(self.analysis, entry.place),
                line: entry.place.line,
            };
            if let Some(function) = self.slot(functions, entry.function) {
                function.starts.push(start);
            }
        }
    }

    fn add_calls(&self, functions: &mut [Function]) {
        for call in &self.analysis.program.calls {
            let callee = self.number(call.callee).filter(|_| call.certainty != Certainty::Possible);
            if let (Some(callee), Some(function)) = (callee, self.slot(functions, call.caller)) {
                function.calls.push(Call(callee, call.place.line, kind(call.kind)));
            }
        }
    }

    fn add_statements(&mut self, functions: &mut [Function], numbers: &[u32]) {
        for (at, info) in self.analysis.program.statements.iter().enumerate() {
            // What is only possible is no access; that a text is not known is so all the same.
            if info.certainty == Certainty::Possible && !(info.tables.is_empty() && info.gap.is_some()) {
                continue;
            }
            let Some(number) = self.number(info.function) else { continue };
            let statement = self.statement(info, numbers[number as usize]);
            let list = &mut functions[number as usize].statements;
            let id = StatementId(u32::try_from(at).expect("a StatementId has 32 bits"));
            self.statements.insert(id, u32::try_from(list.len()).expect("a StatementId has 32 bits"));
            list.push(statement);
        }
    }

    fn statement(&self, info: &StatementInfo, function: u32) -> Statement {
        let at_home = info.place.file == self.analysis.program.functions[function as usize].place.file;
        let used =
            |(table, how): &(TableId, program::Mode)| TableUse(self.tables[table.0 as usize], mode(*how));
        let constant = |(column, value): &(ColumnId, String)| Constant(self.column(*column), value.clone());
        Statement {
            line: info.place.line,
            file: (!at_home).then(|| path(self.analysis, info.place)),
            library: info.library.to_owned(),
            kind: kind_of_sql(info.kind).to_owned(),
            tables: info.tables.iter().map(used).collect(),
            reads: self.columns(&info.reads_columns),
            writes: self.columns(&info.writes_columns),
            constants: info.constants.iter().map(constant).collect(),
            likely: info.certainty == Certainty::Likely,
            gap: info.gap.clone(),
        }
    }

    fn add_transactions(&self, functions: &mut [Function]) {
        for one in &self.analysis.program.transactions {
            let calls = one.calls.iter().filter_map(|(to, place)| Some((self.number(*to)?, place.line)));
            let transaction = Transaction {
                line: one.place.line,
                end: one.end_line,
                statements: one.statements.iter().filter_map(|id| self.statements.get(id).copied()).collect(),
                calls: calls.collect(),
            };
            if let Some(function) = self.slot(functions, one.function) {
                function.transactions.push(transaction);
            }
        }
    }

    fn add_handed_rows(&self, functions: &mut [Function]) {
        for row in &self.analysis.program.handed_rows {
            if let (Some(to), Some(function)) = (self.number(row.to), self.slot(functions, row.function)) {
                let columns = self.columns(&row.columns);
                function.hands.push(HandedRow { to, line: row.place.line, columns });
            }
        }
    }

    fn add_effects(&self, functions: &mut [Function]) {
        for one in &self.analysis.program.effects {
            let effect = Effect {
                kind: one.kind.as_str().to_owned(),
                library: one.library.clone(),
                target: one.target.clone(),
                line: one.place.line,
            };
            if let Some(function) = self.slot(functions, one.function) {
                function.effects.push(effect);
            }
        }
    }

    fn trigger(&self, trigger: &schema::Trigger) -> Trigger {
        let schema = &self.analysis.program.schema;
        let routine = schema.routines.iter().find(|routine| routine.name == trigger.routine);
        let statements = routine.map_or(&[][..], |routine| &routine.statements);
        let known = |names: &mut dyn Iterator<Item = &TableName>| -> Vec<u32> {
            let mut all: Vec<u32> =
                names.filter_map(|name| schema.table(name)).map(|id| self.tables[id.0 as usize]).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        Trigger {
            name: trigger.name.clone(),
            table: self.tables[trigger.table.0 as usize],
            events: trigger.events.clone(),
            reads: known(&mut statements.iter().flat_map(|statement| &statement.reads)),
            writes: known(&mut statements.iter().flat_map(|statement| &statement.writes)),
            file: path(self.analysis, trigger.place),
            line: trigger.place.line,
        }
    }
}

fn function(info: &FunctionInfo, file: u32) -> Function {
    let module: Vec<&str> = info.module_path.iter().map(|name| name.as_str()).collect();
    let marks = [
        (info.public, Mark::Public),
        (info.derived, Mark::Derived),
        (info.of_foreign_trait, Mark::ForeignTrait),
    ];
    Function {
        file,
        line: info.place.line,
        end: info.end_line,
        name: info.name.to_string(),
        owner: info.owner.map(|name| name.to_string()),
        of_trait: info.of_trait.map(|name| name.to_string()),
        modules: info.modules.iter().map(ToString::to_string).collect(),
        module: module.join("::"),
        marks: marks.into_iter().filter(|(has, _)| *has).map(|(_, mark)| mark).collect(),
        ..Function::default()
    }
}

fn kind(kind: program::CallKind) -> CallKind {
    match kind {
        program::CallKind::Call => CallKind::Call,
        program::CallKind::Dispatch => CallKind::Dispatch,
        program::CallKind::Extractor => CallKind::Extractor,
        program::CallKind::Reference => CallKind::Reference,
    }
}

fn mode(mode: program::Mode) -> Mode {
    match mode {
        program::Mode::Read => Mode::Read,
        program::Mode::Insert => Mode::Insert,
        program::Mode::Update => Mode::Update,
        program::Mode::Delete => Mode::Delete,
    }
}

fn kind_of_sql(kind: SqlKind) -> &'static str {
    match kind {
        SqlKind::Select => "select",
        SqlKind::Insert => "insert",
        SqlKind::Update => "update",
        SqlKind::Delete => "delete",
        SqlKind::Other => "other",
    }
}
