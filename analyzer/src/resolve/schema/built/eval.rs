//! Walks a body for what it builds: names, lists and builders are values, all else is nothing. Functions of the analysed
//! code that it calls are walked where they are called.

use std::collections::BTreeSet;

use super::parts::{Builder, Value, changes, times};
use super::{Reader, Walked};
use crate::facts::Name;
use crate::facts::body::{Block, Body, Expr, ExprId, MethodCall, Pat, PatId, Statement};
use crate::facts::builders::{Begin, SchemaBuilders};
use crate::facts::item::HandleKind;
use crate::facts::place::Place;
use crate::facts::schema::Ddl;
use crate::facts::types::PathRef;
use crate::resolve::defs::{Def, FnId, ModuleId, TypeId};
use crate::resolve::names::{Namespace, Resolved};
use crate::source::FileId;

/// How deep calls are followed.
const DEPTH: usize = 6;
/// Expressions of one function with all that it calls; beyond them nothing is read. The largest migration that was seen has
/// some thousands.
const MOST: usize = 200_000;

/// What is walked now.
struct Frame<'a> {
    body: &'a Body,
    file: FileId,
    number: u32,
    module: ModuleId,
    locals: Vec<(Name, Value)>,
}

/// Something that came up, in order.
pub(super) enum Event {
    Builder(usize),
    Changes(Vec<Ddl>),
}

/// A walk through one function and what it calls.
pub(super) struct Walk<'a> {
    pub(super) reader: &'a Reader<'a>,
    /// Which texts are changes.
    pub(super) counts: fn(&str) -> bool,
    /// The only functions that are walked where they are called; None for all.
    only: Option<&'a BTreeSet<FnId>>,
    frames: Vec<Frame<'a>>,
    calls: Vec<FnId>,
    reached: Vec<FnId>,
    builders: Vec<Builder>,
    pub(super) events: Vec<Event>,
    /// How many expressions may still be walked.
    left: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        reader: &'a Reader<'a>,
        counts: fn(&str) -> bool,
        only: Option<&'a BTreeSet<FnId>>,
    ) -> Self {
        Walk {
            reader,
            counts,
            only,
            frames: Vec::new(),
            calls: Vec::new(),
            reached: Vec::new(),
            builders: Vec::new(),
            events: Vec::new(),
            left: MOST,
        }
    }

    /// Walks the function from its beginning.
    pub(super) fn function(&mut self, id: FnId) {
        self.enter(id, Vec::new());
    }

    /// Functions that were walked, the first too.
    pub(super) fn reached(&self) -> impl Iterator<Item = FnId> + '_ {
        self.reached.iter().copied()
    }

    pub(super) fn done(self) -> Walked {
        let mut walked = Walked { whole: self.left > 0, ..Walked::default() };
        for event in self.events {
            match event {
                Event::Changes(some) => walked.changes.extend(some),
                Event::Builder(index) => {
                    let one = &self.builders[index];
                    walked.unknown.extend(one.unknown.then_some(one.place));
                    if !one.used {
                        walked.changes.extend(changes(&self.builders, one));
                    }
                }
            }
        }
        walked
    }

    fn enter(&mut self, id: FnId, given: Vec<Value>) -> Value {
        let defs = self.reader.names.defs;
        let Some(body) = defs.function(id).body.as_deref() else { return Value::None };
        if self.calls.len() >= DEPTH || self.calls.contains(&id) {
            return Value::None;
        }
        self.calls.push(id);
        self.reached.push(id);
        let number = defs.functions[id.index()].file;
        let value = self.body(body, number, defs.module_of_function(id), given);
        self.calls.pop();
        value
    }

    fn body(&mut self, body: &'a Body, number: u32, module: ModuleId, given: Vec<Value>) -> Value {
        let file = self.reader.names.defs.files[number as usize].file;
        self.frames.push(Frame { body, file, number, module, locals: Vec::new() });
        for (pat, value) in body.params.iter().zip(given) {
            self.bind(*pat, value);
        }
        let value = body.root.map_or(Value::None, |root| self.eval(root));
        self.frames.pop();
        value
    }

    fn frame(&mut self) -> &mut Frame<'a> {
        self.frames.last_mut().expect("a body is walked in a frame of its own")
    }

    pub(super) fn place(&mut self, id: ExprId) -> Place {
        let frame = self.frame();
        Place::new(frame.file, frame.body.line(id))
    }

    fn bind(&mut self, pat: PatId, value: Value) {
        let body = self.frame().body;
        match (body.pat(pat), value) {
            (Pat::Bind { name, .. }, value) => self.frame().locals.push((*name, value)),
            (Pat::Ref(inner) | Pat::Typed(inner, _), value) => self.bind(*inner, value),
            (Pat::Tuple(pats), Value::List(values)) => {
                pats.iter().zip(values).for_each(|(pat, value)| self.bind(*pat, value));
            }
            _ => {}
        }
    }

    pub(super) fn eval(&mut self, id: ExprId) -> Value {
        let Some(left) = self.left.checked_sub(1) else { return Value::None };
        self.left = left;
        let body = self.frame().body;
        match body.expr(id) {
            Expr::Path(path) => self.path(path),
            Expr::Literal(literal) => self.literal(id, literal),
            Expr::Call { callee, args } => self.call(id, *callee, args),
            Expr::Method(call) => self.method(call),
            Expr::Macro(call) => self.macro_call(id, call),
            Expr::Tuple(all) | Expr::Array(all) => {
                Value::List(all.iter().map(|one| self.eval(*one)).collect())
            }
            Expr::Ref(inner)
            | Expr::Deref(inner)
            | Expr::Try(inner)
            | Expr::Await(inner)
            | Expr::Unary(inner) => self.eval(*inner),
            Expr::Cast { value, .. } => self.eval(*value),
            Expr::Closure(closure) => self.eval(closure.body),
            Expr::Block(block) => self.block(block),
            Expr::Return(value) | Expr::Break(value) => value.map_or(Value::None, |value| self.eval(value)),
            expr => self.control(expr),
        }
    }

    /// Every branch counts; the value is that of the first that has one.
    fn control(&mut self, expr: &'a Expr) -> Value {
        match expr {
            Expr::If { cond, then, otherwise } => {
                self.eval(*cond);
                let then = self.eval(*then);
                let otherwise = otherwise.map_or(Value::None, |one| self.eval(one));
                first(then, otherwise)
            }
            Expr::Match { value, arms } => {
                self.eval(*value);
                arms.iter().fold(Value::None, |found, arm| {
                    let value = self.eval(arm.body);
                    first(found, value)
                })
            }
            Expr::Loop { cond, body } => {
                cond.iter().for_each(|cond| drop(self.eval(*cond)));
                self.eval(*body)
            }
            Expr::For { pat, iter, body } => {
                let all = match self.eval(*iter) {
                    Value::List(all) => all,
                    other => vec![other],
                };
                for one in all {
                    let mark = self.frame().locals.len();
                    self.bind(*pat, one);
                    self.eval(*body);
                    self.frame().locals.truncate(mark);
                }
                Value::None
            }
            Expr::Let { value, .. } => self.eval(*value),
            Expr::Assign { to, value, .. } => {
                let value = self.eval(*value);
                self.assign(*to, value);
                Value::None
            }
            Expr::Binary { left, right, .. } => {
                self.eval(*left);
                self.eval(*right);
                Value::None
            }
            Expr::Struct(literal) => {
                literal.fields.iter().for_each(|(_, value)| drop(self.eval(*value)));
                Value::None
            }
            Expr::Field { base, .. } | Expr::Index { base, .. } => {
                self.eval(*base);
                Value::None
            }
            _ => Value::None,
        }
    }

    fn assign(&mut self, to: ExprId, value: Value) {
        let frame = self.frame();
        let Expr::Path(path) = frame.body.expr(to) else { return };
        let Some(name) = path.single() else { return };
        if let Some(local) = frame.locals.iter_mut().rev().find(|(local, _)| *local == name) {
            local.1 = value;
        }
    }

    fn block(&mut self, block: &'a Block) -> Value {
        let outer = self.frame().module;
        if let Some(scope) = block.scope {
            let number = self.frame().number;
            self.frame().module = self.reader.names.defs.module(number, scope);
        }
        let mark = self.frame().locals.len();
        for statement in &block.statements {
            match statement {
                Statement::Expr(id) => drop(self.eval(*id)),
                Statement::Let { pat, value, otherwise, .. } => {
                    let value = value.map_or(Value::None, |value| self.eval(value));
                    otherwise.iter().for_each(|one| drop(self.eval(*one)));
                    self.bind(*pat, value);
                }
            }
        }
        let value = block.tail.map_or(Value::None, |tail| self.eval(tail));
        self.frame().locals.truncate(mark);
        self.frame().module = outer;
        value
    }

    /// What a path names: a local, a handle of a table or column, a variant or type by its name in the database, a constant.
    fn path(&mut self, path: &'a PathRef) -> Value {
        if let Some(name) = path.single()
            && let Some((_, value)) = self.frame().locals.iter().rev().find(|(local, _)| *local == name)
        {
            return value.clone();
        }
        let names = self.reader.names;
        let module = self.frame().module;
        let word = |text: &str| Value::Word(text.to_owned());
        match names.path(module, path, Namespace::Value).map(|found| found.def) {
            Some(Def::Handle(id)) => match names.defs.handle(id).what {
                HandleKind::Table(name) => word(&name),
                HandleKind::Column { column, .. } => word(&column),
                HandleKind::AllColumns(_) | HandleKind::SqlFunction => Value::None,
            },
            Some(Def::Variant(ty, at)) => self.variant(ty, at),
            Some(Def::Type(id)) if names.defs.is_own_type(id) => {
                Value::Word(snake(&names.defs.type_(id).name))
            }
            Some(Def::Const(id)) if self.frames.len() <= DEPTH => {
                let constant = names.defs.const_(id);
                let number = names.defs.consts[id.index()].file;
                match constant.body.as_deref() {
                    Some(body) => self.body(body, number, names.defs.module_of_const(id), Vec::new()),
                    None => Value::None,
                }
            }
            // `ForeignKeyAction::Cascade`
            _ => path.last().map_or(Value::None, |last| Value::Outer(last.to_string())),
        }
    }

    /// An enum that is no handle still names what its variants are called; `Table` is the enum itself.
    fn variant(&self, ty: TypeId, at: u16) -> Value {
        let defs = self.reader.names.defs;
        let Some(variant) = defs.variant(ty, at) else { return Value::None };
        let own = if variant.name.as_str() == "Table" { defs.type_(ty).name } else { variant.name };
        Value::Word(snake(&own))
    }

    fn call(&mut self, id: ExprId, callee: ExprId, args: &'a [ExprId]) -> Value {
        let body = self.frame().body;
        let Expr::Path(path) = body.expr(callee) else {
            args.iter().for_each(|one| drop(self.eval(*one)));
            return Value::None;
        };
        let mut values: Vec<Value> = args.iter().map(|one| self.eval(*one)).collect();
        let names = self.reader.names;
        let module = self.frame().module;
        let found = names.path(module, path, Namespace::Value);
        if let Some(Resolved { def: Def::Function(function), .. }) = found
            && names.defs.is_own(function)
            && self.only.is_none_or(|only| only.contains(&function))
        {
            return self.enter(function, values);
        }
        // What the environment says is not in the code.
        if path.last().is_some_and(|name| name == "var") {
            return Value::None;
        }
        if let Some((words, end)) = self.library(path, found) {
            return self.begun(id, words, &end, &values);
        }
        // `Alias::new(x)`, `Box::new(x)`, `Ok(x)`.
        let at = values.iter().position(|value| !matches!(value, Value::None));
        at.map_or(Value::None, |at| values.swap_remove(at))
    }

    /// The words that the path may be of, and the end of it as the library names it.
    fn library(&self, path: &PathRef, found: Option<Resolved>) -> Option<(&'static SchemaBuilders, String)> {
        let builders = self.reader.builders;
        let of = |full: &str| {
            builders.iter().copied().find(|one| one.crates.contains(&full.split("::").next().unwrap_or(full)))
        };
        let written =
            || path.segments.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join("::");
        match found {
            Some(Resolved { def: Def::External(full), .. }) => {
                of(&full).map(|words| (words, full.to_string()))
            }
            Some(Resolved { def: Def::Type(id), .. }) if self.reader.names.defs.is_own_type(id) => None,
            Some(Resolved { def: Def::Type(_) | Def::Module(_) | Def::Function(_), .. }) => {
                builders.first().map(|words| (*words, written()))
            }
            Some(_) => None,
            None => {
                let module = self.frames.last()?.module;
                let globs = self.reader.names.external_globs(module);
                globs.iter().find_map(|glob| of(glob)).map(|words| (words, written()))
            }
        }
    }

    fn begun(&mut self, id: ExprId, words: &'static SchemaBuilders, path: &str, args: &[Value]) -> Value {
        let mut ends = path.rsplit("::");
        let last = ends.next().unwrap_or_default();
        let two = ends.next().map(|owner| format!("{owner}::{last}"));
        let fits = |name: &str| name == last || two.as_deref() == Some(name);
        let place = self.place(id);
        if let Some((_, begin)) = words.begins.iter().find(|(name, _)| fits(name)) {
            if *begin == Begin::AddTimes {
                return self.add_times(place, args);
            }
            let mut one = Builder::new(*begin, place);
            one.given(args);
            if let Some(ty) = args.get(1).and_then(Value::outer) {
                let named = snake(ty);
                let ty = words
                    .types
                    .iter()
                    .find(|(name, _)| **name == *named)
                    .map_or(named.as_str(), |(_, ty)| ty);
                one.typed(ty, &[]);
            }
            return self.push(one);
        }
        self.column_of_type(place, words, last, args)
            .unwrap_or_else(|| args.first().cloned().unwrap_or_default())
    }

    /// `string(Users::Name)`, `string_null(…)`, `string_uniq(…)`.
    fn column_of_type(
        &mut self,
        place: Place,
        words: &'static SchemaBuilders,
        name: &str,
        args: &[Value],
    ) -> Option<Value> {
        let base = name.strip_suffix("_null").or_else(|| name.strip_suffix("_uniq")).unwrap_or(name);
        let (_, ty) = words.types.iter().find(|(method, _)| *method == base)?;
        let mut one = Builder::new(Begin::Column, place);
        one.given(args);
        one.typed(ty, args.get(1..).unwrap_or_default());
        one.required(!name.ends_with("_null"));
        if name.ends_with("_uniq") {
            one.once();
        }
        Some(self.push(one))
    }

    fn push(&mut self, one: Builder) -> Value {
        self.builders.push(one);
        let index = self.builders.len() - 1;
        self.events.push(Event::Builder(index));
        Value::Builder(index)
    }

    /// The table that is given, with its columns for when a row was made and changed.
    fn add_times(&mut self, place: Place, args: &[Value]) -> Value {
        let Some(table @ Value::Builder(index)) = args.first() else { return Value::None };
        if let Some(name) = self.builders[*index].subject() {
            self.events.push(Event::Changes(times(&name, place)));
        }
        table.clone()
    }

    fn method(&mut self, call: &'a MethodCall) -> Value {
        let receiver = self.eval(call.receiver);
        let args: Vec<Value> = call.args.iter().map(|one| self.eval(*one)).collect();
        match receiver {
            Value::Builder(index) => {
                self.step(index, &call.name, &args);
                Value::Builder(index)
            }
            // `to_string`, `into_iden`; a list is what it was before it was iterated.
            Value::Word(_) | Value::List(_) => receiver,
            Value::Outer(_) | Value::None => Value::None,
        }
    }

    fn step(&mut self, index: usize, name: &str, args: &[Value]) {
        for words in self.reader.builders {
            if let Some((_, step)) = words.steps.iter().find(|(method, _)| *method == name) {
                for arg in args {
                    if let Value::Builder(part) = arg {
                        self.builders[*part].used = true;
                    }
                }
                return self.builders[index].step(*step, args, words.types);
            }
            if let Some((_, ty)) = words.types.iter().find(|(method, _)| *method == name) {
                return self.builders[index].typed(ty, args);
            }
        }
    }
}

fn first(one: Value, other: Value) -> Value {
    if matches!(one, Value::None) { other } else { one }
}

fn snake(name: &str) -> String {
    heck::AsSnakeCase(name).to_string()
}
