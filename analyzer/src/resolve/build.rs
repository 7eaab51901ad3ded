//! Puts the program together: numbering, modules, names, signatures, impls, then every body in parallel.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::backends;
use super::data::emit::Emitter;
use super::data::eval::{Context, Evaluator, Noted};
use super::data::extensions::Extensions;
use super::data::forms::Forms;
use super::data::holders::Holders;
use super::data::inline::Bodies;
use super::data::noted::{Reached, Run};
use super::data::remembered::Remembered;
use super::data::rules::Rules;
use super::data::value::Value;
use super::data::{commands, handed, mounts, tasks, unsent};
use super::defs::{Def, Definitions, FnId, Owned};
use super::doubles;
use super::edges::{Edges, edges_of};
use super::entries::{self, Started};
use super::extractors;
use super::generic_calls;
use super::ids::{FunctionId, StatementId};
use super::jobs;
use super::modules;
use super::names::{Names, Namespace};
use super::program::{
    CallKind, Coverage, Effect, FunctionInfo, HandedRow, Program, StatementInfo, Transaction,
};
use super::schema::Schema;
use super::schema::built;
use super::types::bodies;
use super::types::impls::Impls;
use super::types::signatures::Signatures;
use crate::config::Config;
use crate::facts::Name;
use crate::facts::builders::SchemaBuilders;
use crate::facts::file::FileFacts;
use crate::facts::gap::{Gap, GapKind};
use crate::facts::model::{CallRule, ExtractorRule, GivesRule, JobRule};
use crate::facts::place::Place;
use crate::facts::statement::{Dialect, StatementReader};
use crate::source::SourceTree;

/// All that resolving needs.
pub(crate) struct Input<'a> {
    pub(crate) tree: &'a SourceTree,
    /// Facts of the analysed files, then those of the declarations of other crates.
    pub(crate) files: Vec<FileFacts>,
    /// Names of the declared crates, in the order of their files.
    pub(crate) declared: Vec<Name>,
    /// Whether what test code does is read.
    pub(crate) include_tests: bool,
    /// What the user says of entry points.
    pub(crate) config: &'a Config,
    pub(crate) rules: Vec<(&'static str, &'static [CallRule])>,
    pub(crate) extractors: Vec<ExtractorRule>,
    pub(crate) gives: Vec<GivesRule>,
    pub(crate) jobs: Vec<JobRule>,
    pub(crate) builders: Vec<&'static SchemaBuilders>,
    pub(crate) reader: &'a dyn StatementReader,
}

/// What reading one function gave.
#[derive(Default)]
struct FunctionResult {
    edges: Edges,
    statements: Vec<StatementInfo>,
    /// Writes that it gives back: its own where nobody calls it by its name.
    given: Vec<StatementInfo>,
    /// What begins the texts that it sends to a database, or that follows there.
    sent: FxHashSet<u64>,
    /// Functions of which it took what it sends.
    taken_from: BTreeSet<FnId>,
    /// Statements of texts that it does not send, with what they begin with: its own where nobody takes and sends them.
    unsent: Vec<(u64, StatementInfo)>,
    handed_rows: Vec<HandedRow>,
    effects: Vec<Effect>,
    transactions: Vec<Transaction>,
    /// Statement of this function, by number, to transaction.
    inside: Vec<(usize, usize)>,
    started: Started,
    gaps: Vec<Gap>,
}

/// Resolves the whole monolith.
pub(crate) fn program(input: &Input<'_>) -> Program {
    let own_files = input.files.len() - input.declared.len();
    let defs = Definitions::number(&input.files, own_files);
    let (tree, mut gaps) = modules::build(input.tree, &defs, &input.declared);
    let names = Names::resolve(&defs, &tree);
    let signatures = Signatures::new(&names);
    let impls = Impls::index(&signatures, &input.gives);
    let stated = stated(input, &names);
    let (schema, schema_gaps) = Schema::build(input.tree, &input.files[..own_files], &stated);
    gaps.extend(schema_gaps);
    gaps.extend(stated.gaps);
    gaps.extend(input.files[..own_files].iter().flat_map(|f| f.gaps.iter().cloned()));
    let forms = Forms::index(&names, &schema);
    let rules = Rules::index(&input.rules);
    let bodies = Bodies::new(&impls);
    let extensions = Extensions::index(&impls);
    let holders = Holders::index(&names, &rules);
    let context = Context {
        impls: &impls,
        forms: &forms,
        rules: &rules,
        bodies: &bodies,
        extensions: &extensions,
        holders: &holders,
        tree: input.tree,
    };
    let reader = Remembered::new(input.reader);
    let emitter = Emitter { schema: &schema, reader: &reader, dialect: Dialect::default() };
    let mut functions = functions(input.tree, &names);
    stated.migrates.iter().for_each(|id| functions[id.index()].migrates = true);
    let one = |(n, function): (usize, &FunctionInfo)| match function.migrates
        || (function.test && !input.include_tests)
    {
        true => FunctionResult::default(),
        false => read(&context, &emitter, FnId(u32::try_from(n).expect("functions are numbered by u32"))),
    };
    let results: Vec<FunctionResult> = functions.par_iter().enumerate().map(one).collect();
    let mut program = Program { functions, gaps, ..Program::default() };
    collect(&mut program, &impls, results);
    doubles::drop(&impls, &mut program);
    jobs::collect(&impls, &input.jobs, &mut program);
    entries::decreed(&mut program, input.config);
    extractors::calls(&impls, &input.extractors, &mut program);
    program.schema = schema;
    backends::settle(&mut program);
    finish(&mut program, &input.files[..own_files]);
    program
}

/// What code states about the schema.
fn stated(input: &Input<'_>, names: &Names<'_>) -> built::Stated {
    let reader = built::Reader {
        tree: input.tree,
        names,
        builders: &input.builders,
        reader: input.reader,
        dialect: Dialect::default(),
    };
    reader.stated()
}

/// Types one body, takes its calls, follows its data.
fn read(context: &Context<'_>, emitter: &Emitter<'_>, id: FnId) -> FunctionResult {
    let defs = context.impls.signatures.names.defs;
    let facts = defs.function(id);
    let (Some(body), Some(types)) = (facts.body.as_deref(), bodies::read_function(context.impls, id)) else {
        return FunctionResult::default();
    };
    let at = defs.functions[id.index()];
    let file = defs.files[at.file as usize].file;
    let mut result =
        FunctionResult { edges: edges_of(context.impls, id, body, &types, file), ..Default::default() };
    let mut evaluator = Evaluator::new(context, body, &types, at.file);
    let value = evaluator.run(Value::None, &[]);
    let given = handed::given_back(&evaluator, &value);
    let noted = evaluator.into_noted();
    statements(&mut result, emitter, &noted, FunctionId(id.0), file);
    let made = |run: &Run| emitter.emit(FunctionId(id.0), Place::new(file, run.line), run).0;
    result.given = given.iter().flat_map(made).collect();
    result.sent = unsent::sent(&noted.runs);
    for one in unsent::unsent(&noted, &result.sent, &given) {
        result.unsent.extend(made(&one.run).into_iter().map(|made| (one.begins, made)));
    }
    result.taken_from.clone_from(&noted.taken_from);
    let handed = noted.rows.iter();
    result.handed_rows = handed
        .filter_map(|row| emitter.handed_row(FunctionId(id.0), Place::new(file, row.line), row))
        .collect();
    result.effects = effects(&noted, FunctionId(id.0), file);
    result.started = Started {
        rounds: tasks::rounds(defs, id, body, &types),
        commands: commands::of_body(context.impls.signatures, body, &types),
        mounts: mounts::of_body(body, &types, defs.own_functions, &noted),
        spawned: noted.spawned,
        receives: noted.receives,
    };
    result.transactions = noted
        .transactions
        .iter()
        .map(|span| Transaction {
            function: FunctionId(id.0),
            place: Place::new(file, span.line),
            end_line: span.end_line,
            statements: Vec::new(),
            calls: span.calls.iter().map(|(f, line)| (FunctionId(f.0), Place::new(file, *line))).collect(),
        })
        .collect();
    result
}

/// What the body reaches besides the database; one entry for a line, kind and target.
fn effects(noted: &Noted, function: FunctionId, file: crate::source::FileId) -> Vec<Effect> {
    let one = |reached: &Reached| Effect {
        function,
        place: Place::new(file, reached.line),
        kind: reached.kind,
        library: reached.library.to_owned(),
        target: reached.target.clone(),
    };
    let mut all: Vec<Effect> = noted.reached.iter().map(one).collect();
    all.sort();
    all.dedup();
    all
}

fn statements(
    result: &mut FunctionResult,
    emitter: &Emitter<'_>,
    noted: &Noted,
    id: FunctionId,
    file: crate::source::FileId,
) {
    for run in &noted.runs {
        let place = Place::new(file, run.line);
        let (statements, gaps) = emitter.emit(id, place, run);
        for statement in statements {
            result.inside.extend(run.transaction.map(|t| (result.statements.len(), t)));
            result.statements.push(statement);
        }
        result.gaps.extend(gaps.into_iter().map(|(kind, what)| Gap { place, kind, what }));
    }
}

fn functions(tree: &SourceTree, names: &Names<'_>) -> Vec<FunctionInfo> {
    let defs = names.defs;
    (0..defs.own_functions).into_par_iter().map(|n| describe(tree, names, FnId(n), defs)).collect()
}

fn describe(tree: &SourceTree, names: &Names<'_>, id: FnId, defs: &Definitions<'_>) -> FunctionInfo {
    let facts = defs.function(id);
    let at = defs.functions[id.index()];
    let file = &defs.files[at.file as usize];
    let source = tree.get(file.file);
    let module = defs.module_of_function(id);
    let mut of_foreign_trait = false;
    let (owner, of_trait) = match defs.owner_of(id) {
        Some(Owned::Impl(owner)) => {
            let facts = defs.impl_(owner);
            of_foreign_trait = facts.of_trait.as_ref().is_some_and(|path| {
                let at = defs.module_of_impl(owner);
                let found = names.path(at, path, Namespace::Type).map(|found| found.def);
                !matches!(found, Some(Def::Trait(id)) if defs.is_own_trait(id))
            });
            (type_name(&facts.self_ty), facts.of_trait.as_ref().and_then(|t| t.last()))
        }
        Some(Owned::Trait(owner)) => (Some(defs.trait_(owner).name), None),
        None => (None, None),
    };
    let mut modules = Vec::new();
    let mut scope = Some(facts.scope);
    while let Some(id) = scope {
        let scope_facts = &file.scopes[id.0 as usize];
        modules.extend(scope_facts.name);
        scope = scope_facts.parent;
    }
    modules.reverse();
    FunctionInfo {
        test: facts.test || names.tree.is_test(module) || source.is_among_tests(),
        serves_tests: tree.package_of(source.id).is_some_and(|package| package.serves_tests),
        migrates: false,
        path: source.path.clone(),
        place: Place::new(file.file, facts.line),
        end_line: facts.end_line,
        name: facts.name,
        owner,
        of_trait,
        of_foreign_trait,
        modules,
        module_path: names.tree.path(module),
        public: facts.public,
        derived: facts.derived,
    }
}

/// The name of a type as it is written.
fn type_name(ty: &crate::facts::types::TypeExpr) -> Option<Name> {
    use crate::facts::types::TypeExpr;
    match ty {
        TypeExpr::Path(path) => path.last(),
        TypeExpr::Ref(inner) | TypeExpr::Slice(inner) => type_name(inner),
        TypeExpr::Dyn(bounds) | TypeExpr::Impl(bounds) => bounds.first().and_then(|b| b.last()),
        _ => None,
    }
}

fn collect(program: &mut Program, impls: &Impls<'_>, results: Vec<FunctionResult>) {
    let mut started = Vec::with_capacity(results.len());
    let calls = results.iter().flat_map(|result| &result.edges.calls);
    let called: BTreeSet<FunctionId> =
        calls.filter(|call| call.kind == CallKind::Call).map(|call| call.callee).collect();
    let sent: FxHashSet<u64> = results.iter().flat_map(|result| &result.sent).copied().collect();
    let taken: BTreeSet<FnId> = results.iter().flat_map(|result| &result.taken_from).copied().collect();
    let mut generic = Vec::with_capacity(results.len());
    for (n, mut result) in results.into_iter().enumerate() {
        generic.push(std::mem::take(&mut result.edges.generic));
        let first = program.statements.len();
        let first_transaction = program.transactions.len();
        program.transactions.extend(result.transactions);
        for (statement, transaction) in result.inside {
            let number = u32::try_from(first + statement).expect("fewer statements than 2^32");
            program.transactions[first_transaction + transaction].statements.push(StatementId(number));
        }
        program.statements.extend(result.statements);
        let named_only = u32::try_from(n).is_ok_and(|n| !called.contains(&FunctionId(n)));
        program.statements.extend(result.given.into_iter().filter(|_| named_only));
        let is_taken = u32::try_from(n).is_ok_and(|n| taken.contains(&FnId(n)));
        let unsent = result.unsent.into_iter().filter(|(begins, _)| !is_taken || !sent.contains(begins));
        program.statements.extend(unsent.map(|(_, statement)| statement));
        program.handed_rows.extend(result.handed_rows);
        program.effects.extend(result.effects);
        program.calls.extend(result.edges.calls);
        // What is not understood in tests is no loss: their code is no part of the program.
        if !program.functions[n].test {
            program.gaps.extend(result.gaps);
            program.gaps.extend(result.edges.gaps);
            program.coverage.calls_resolved += result.edges.resolved;
            program.coverage.calls_external += result.edges.external;
            program.coverage.calls_unknown += result.edges.unknown;
        }
        started.push(if program.functions[n].test { Started::default() } else { result.started });
    }
    program.calls.extend(generic_calls::calls(impls, &generic));
    entries::collect(program, impls, &started);
}

fn finish(program: &mut Program, files: &[FileFacts]) {
    program.calls.sort();
    program.calls.dedup();
    entries::settle(program);
    program.gaps.sort();
    program.gaps.dedup();
    let refused = |g: &&Gap| matches!(g.kind, GapKind::UnparsedFile | GapKind::TooDeep | GapKind::UnreadFile);
    program.coverage = Coverage {
        files_read: u32::try_from(files.len()).unwrap_or(u32::MAX),
        files_refused: u32::try_from(program.gaps.iter().filter(refused).count()).unwrap_or(u32::MAX),
        lines: files.iter().map(|f| f.lines).sum(),
        statements: u32::try_from(in_program(program).count()).unwrap_or(u32::MAX),
        statements_partial: partial(program, false),
        statements_unknown: partial(program, true),
        ..program.coverage.clone()
    };
}

/// Statements of the program itself, not of its tests.
fn in_program(program: &Program) -> impl Iterator<Item = &StatementInfo> {
    program.statements.iter().filter(|s| !program.functions[s.function.0 as usize].test)
}

fn partial(program: &Program, without_tables: bool) -> u32 {
    let matching = in_program(program).filter(|s| s.gap.is_some() && s.tables.is_empty() == without_tables);
    u32::try_from(matching.count()).unwrap_or(u32::MAX)
}
