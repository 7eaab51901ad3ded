//! From a document's graph back to the program that proposing looks at: boundaries are judged again without the source.
//! What proposing does not look at (texts of statements, checks, views, gaps of files) is not there.
//!
//! A document may have been edited, cut or made by somebody else: every number in it is looked up, never trusted.

use std::sync::Arc;

use reports::Document;
use reports::document::v1::graph::{self, CallKind, ColumnRef, Function, Graph, Mark, Mode};
use reports::document::v1::{ForeignKey, Table};
use rustc_hash::FxHashMap;

use crate::facts::Name;
use crate::facts::item::EntryKind;
use crate::facts::model::EffectKind;
use crate::facts::place::{Certainty, Place};
use crate::facts::schema::{SchemaSource, TableName};
use crate::facts::statement::{SqlKind, SqlStatement};
use crate::resolve::ids::{ColumnId, FunctionId, StatementId, TableId};
use crate::resolve::program::{
    self, Call, Effect, EntryPoint, FunctionInfo, HandedRow, Program, StatementInfo, Transaction,
};
use crate::resolve::schema::{self, Column, Fk, Routine, Schema, Trigger};
use crate::source::FileId;

/// Why a document cannot be judged again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviveError {
    /// An older program wrote it, or it was cut.
    #[error("the document holds no graph")]
    NoGraph,
    /// A number in it names nothing.
    #[error("the document's graph contradicts itself: there is no {0} of a number that it names")]
    Broken(&'static str),
}

/// The program, and the paths of its files by their ids.
pub(crate) fn program(document: &Document) -> Result<(Program, Vec<String>), ReviveError> {
    let graph = document.graph.as_ref().ok_or(ReviveError::NoGraph)?;
    let reviving = Reviving { document, graph, files: Files::of(document, graph) };
    let mut program = Program { schema: reviving.schema()?, ..Program::default() };
    for (at, function) in graph.functions.iter().enumerate() {
        let id = FunctionId(u32::try_from(at).map_err(|_| ReviveError::Broken("function"))?);
        program.functions.push(reviving.function(function)?);
        reviving.add_body(&mut program, id, function)?;
    }
    program.calls.sort();
    Ok((program, reviving.files.paths))
}

/// Paths with their numbers, in the order of paths.
struct Files {
    paths: Vec<String>,
    ids: FxHashMap<String, FileId>,
}

impl Files {
    fn of(document: &Document, graph: &Graph) -> Files {
        let functions = graph.functions.iter();
        let of_functions = functions.flat_map(|function| {
            let starts = function.starts.iter().map(|start| &start.file);
            starts.chain(function.statements.iter().filter_map(|statement| statement.file.as_ref()))
        });
        let of_tables = document
            .tables
            .iter()
            .flat_map(|table| table.foreign_keys.iter().map(|key| &key.file).chain([&table.file]));
        let triggers = graph.triggers.iter().map(|trigger| &trigger.file);
        let mut paths: Vec<String> =
            graph.files.iter().chain(of_functions).chain(of_tables).chain(triggers).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        let ids = (0..).map(FileId).zip(&paths).map(|(id, path)| (path.clone(), id)).collect();
        Files { paths, ids }
    }

    fn place(&self, path: &str, line: u32) -> Place {
        Place::new(self.ids[path], line)
    }
}

struct Reviving<'a> {
    document: &'a Document,
    graph: &'a Graph,
    files: Files,
}

impl Reviving<'_> {
    fn schema(&self) -> Result<Schema, ReviveError> {
        let tables = self.document.tables.iter().map(|table| self.table(table)).collect();
        let mut schema = Schema::of_tables(tables);
        for (at, table) in self.document.tables.iter().enumerate() {
            let keys = table.foreign_keys.iter().filter_map(|key| self.foreign_key(&schema, table, key));
            schema.tables[at].foreign_keys = keys.collect();
        }
        for trigger in &self.graph.triggers {
            self.add_trigger(&mut schema, trigger)?;
        }
        Ok(schema)
    }

    fn table(&self, table: &Table) -> schema::Table {
        let place = self.files.place(&table.file, table.line);
        let column = |column: &reports::document::v1::Column| Column {
            name: column.name.clone(),
            ty: column.type_.clone(),
            nullable: !column.not_null,
            default: column.default.clone(),
            generated: false,
            place,
        };
        schema::Table {
            name: name_of(&table.name),
            tree: 0,
            source: SchemaSource::Migration,
            columns: table.columns.iter().map(column).collect(),
            primary_key: positions(table, &table.primary_key),
            uniques: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            place,
            computed_from: None,
        }
    }

    /// None where its other table is not in the document.
    fn foreign_key(&self, schema: &Schema, of: &Table, key: &ForeignKey) -> Option<Fk> {
        let to = schema.table(&name_of(&key.to))?;
        let target = &self.document.tables[to.0 as usize];
        Some(Fk {
            columns: positions(of, &key.columns),
            to,
            to_columns: positions(target, &key.to_columns),
            on_delete: key.on_delete.clone(),
            on_update: None,
            place: self.files.place(&key.file, key.line),
        })
    }

    fn add_trigger(&self, schema: &mut Schema, trigger: &graph::Trigger) -> Result<(), ReviveError> {
        let names = |tables: &[u32]| -> Result<Vec<TableName>, ReviveError> {
            let table = |at: &u32| Ok(schema.get(self.table_id(*at)?).name.clone());
            tables.iter().map(table).collect()
        };
        let (reads, writes) = (names(&trigger.reads)?, names(&trigger.writes)?);
        let place = self.files.place(&trigger.file, trigger.line);
        let routine = TableName::plain(format!("{} {}", trigger.name, schema.triggers.len()));
        schema.routines.push(Routine {
            name: routine.clone(),
            language: String::new(),
            statements: vec![SqlStatement { reads, writes, ..SqlStatement::default() }],
            row_columns: Vec::new(),
            refused: Vec::new(),
            place,
        });
        schema.triggers.push(Trigger {
            name: trigger.name.clone(),
            table: self.table_id(trigger.table)?,
            events: trigger.events.clone(),
            routine,
            place,
        });
        Ok(())
    }

    fn table_id(&self, at: u32) -> Result<TableId, ReviveError> {
        let known = (at as usize) < self.document.tables.len();
        known.then_some(TableId(at)).ok_or(ReviveError::Broken("table"))
    }

    fn column(&self, one: ColumnRef) -> Result<ColumnId, ReviveError> {
        let table = self.table_id(one.0)?;
        let known = usize::from(one.1) < self.document.tables[one.0 as usize].columns.len();
        known.then_some(ColumnId { table, column: one.1 }).ok_or(ReviveError::Broken("column"))
    }

    fn columns(&self, all: &[ColumnRef]) -> Result<Vec<ColumnId>, ReviveError> {
        all.iter().map(|one| self.column(*one)).collect()
    }

    fn function_id(&self, at: u32) -> Result<FunctionId, ReviveError> {
        let known = (at as usize) < self.graph.functions.len();
        known.then_some(FunctionId(at)).ok_or(ReviveError::Broken("function"))
    }

    fn path(&self, function: &Function) -> Result<&str, ReviveError> {
        self.graph.files.get(function.file as usize).map(String::as_str).ok_or(ReviveError::Broken("file"))
    }

    fn function(&self, function: &Function) -> Result<FunctionInfo, ReviveError> {
        let path = self.path(function)?;
        let names = |text: &str| text.split("::").filter(|part| !part.is_empty()).map(Name::from).collect();
        Ok(FunctionInfo {
            path: Arc::from(path),
            place: self.files.place(path, function.line),
            end_line: function.end,
            name: Name::from(&function.name),
            owner: function.owner.as_deref().map(Name::from),
            of_trait: function.of_trait.as_deref().map(Name::from),
            of_foreign_trait: function.marks.contains(&Mark::ForeignTrait),
            modules: function.modules.iter().map(|name| Name::from(name)).collect(),
            module_path: names(&function.module),
            test: false,
            serves_tests: false,
            migrates: false,
            public: function.marks.contains(&Mark::Public),
            derived: function.marks.contains(&Mark::Derived),
        })
    }

    fn add_body(
        &self,
        program: &mut Program,
        id: FunctionId,
        function: &Function,
    ) -> Result<(), ReviveError> {
        let path = self.path(function)?;
        let here = |line| self.files.place(path, line);
        for start in &function.starts {
            program.entries.push(EntryPoint {
                function: id,
                kind: EntryKind::named(&start.kind),
                method: start.method.as_deref().map(Name::from),
                name: start.name.clone(),
                place: self.files.place(&start.file, start.line),
            });
        }
        for graph::Call(callee, line, kind) in &function.calls {
            let callee = self.function_id(*callee)?;
            let (place, kind) = (here(*line), call_kind(*kind));
            program.calls.push(Call { caller: id, place, callee, certainty: Certainty::Certain, kind });
        }
        for row in &function.hands {
            let to = self.function_id(row.to)?;
            let columns = self.columns(&row.columns)?;
            program.handed_rows.push(HandedRow { function: id, place: here(row.line), to, columns });
        }
        for effect in &function.effects {
            // A kind of a later version is no kind that this one can speak of.
            let Some(kind) = EffectKind::named(&effect.kind) else { continue };
            let (library, target) = (effect.library.clone(), effect.target.clone());
            program.effects.push(Effect { function: id, place: here(effect.line), kind, library, target });
        }
        let first = program.statements.len();
        for statement in &function.statements {
            program.statements.push(self.statement(id, path, statement)?);
        }
        for one in &function.transactions {
            let statements = one.statements.iter().map(|at| {
                let known = (*at as usize) < function.statements.len();
                let id = u32::try_from(first + *at as usize).ok().filter(|_| known);
                id.map(StatementId).ok_or(ReviveError::Broken("statement"))
            });
            let calls = one.calls.iter().map(|(to, line)| Ok((self.function_id(*to)?, here(*line))));
            program.transactions.push(Transaction {
                function: id,
                place: here(one.line),
                end_line: one.end,
                statements: statements.collect::<Result<_, _>>()?,
                calls: calls.collect::<Result<_, _>>()?,
            });
        }
        Ok(())
    }

    fn statement(
        &self,
        function: FunctionId,
        path: &str,
        statement: &graph::Statement,
    ) -> Result<StatementInfo, ReviveError> {
        let used = |one: &graph::TableUse| Ok((self.table_id(one.0)?, mode(one.1)));
        let constant = |one: &graph::Constant| Ok((self.column(one.0)?, one.1.clone()));
        Ok(StatementInfo {
            function,
            place: self.files.place(statement.file.as_deref().unwrap_or(path), statement.line),
            library: Name::from(&statement.library).as_str(),
            kind: sql_kind(&statement.kind),
            sql: None,
            tables: statement.tables.iter().map(used).collect::<Result<_, _>>()?,
            reads_columns: self.columns(&statement.reads)?,
            writes_columns: self.columns(&statement.writes)?,
            constants: statement.constants.iter().map(constant).collect::<Result<_, _>>()?,
            certainty: if statement.likely { Certainty::Likely } else { Certainty::Certain },
            gap: statement.gap.clone(),
        })
    }
}

fn positions(table: &Table, names: &[String]) -> Vec<u16> {
    let position = |name: &String| table.columns.iter().position(|column| column.name == *name);
    names.iter().filter_map(position).filter_map(|at| u16::try_from(at).ok()).collect()
}

fn name_of(display: &str) -> TableName {
    match display.rsplit_once('.') {
        Some((schema, name)) => TableName { schema: Some(schema.to_owned()), name: name.to_owned() },
        None => TableName::plain(display),
    }
}

fn call_kind(kind: CallKind) -> program::CallKind {
    match kind {
        CallKind::Call => program::CallKind::Call,
        CallKind::Dispatch => program::CallKind::Dispatch,
        CallKind::Extractor => program::CallKind::Extractor,
        CallKind::Reference => program::CallKind::Reference,
    }
}

fn mode(mode: Mode) -> program::Mode {
    match mode {
        Mode::Read => program::Mode::Read,
        Mode::Insert => program::Mode::Insert,
        Mode::Update => program::Mode::Update,
        Mode::Delete => program::Mode::Delete,
    }
}

fn sql_kind(kind: &str) -> SqlKind {
    match kind {
        "select" => SqlKind::Select,
        "insert" => SqlKind::Insert,
        "update" => SqlKind::Update,
        "delete" => SqlKind::Delete,
        _ => SqlKind::Other,
    }
}
