//! Walks one body and gives every expression its value; what is run is noted where it is run.

use std::rc::Rc;

use super::anonymous;
use super::extensions::Extensions;
use super::forms::Forms;
use super::holders::Holders;
use super::inline::Bodies;
pub(crate) use super::noted::{Noted, Prefix, RouteSite, Run, TransactionSpan};
use super::rules::Rule;
use super::rules::Rules;
use super::texts;
use super::value::Value;
use crate::facts::Name;
use crate::facts::body::{BinaryOp, Block, Body, Closure, Expr, ExprId, Literal, Pat, PatId, Statement};
use crate::facts::item::HandleKind;
use crate::facts::model::CallEffect;
use crate::resolve::defs::{ConstId, Def, FnId, ModuleId};
use crate::resolve::types::bodies::{BodyTypes, Callee};
use crate::resolve::types::impls::Impls;
use crate::resolve::types::ty::Ty;
use crate::source::SourceTree;

/// What evaluation looks things up in.
pub(crate) struct Context<'a> {
    pub(crate) impls: &'a Impls<'a>,
    pub(crate) forms: &'a Forms<'a>,
    pub(crate) rules: &'a Rules,
    pub(crate) bodies: &'a Bodies<'a>,
    pub(crate) extensions: &'a Extensions,
    pub(crate) holders: &'a Holders,
    pub(crate) tree: &'a SourceTree,
}

impl Context<'_> {
    /// The crate of the declarations that a module belongs to.
    pub(super) fn krate_of(&self, module: ModuleId) -> Option<Name> {
        let tree = self.impls.signatures.names.tree;
        let krate = tree.krate(tree.module(module).krate?);
        krate.declared.then_some(krate.name)
    }

    /// Whether a type, or one inside it, is of a library whose declarations are known: it may be a query.
    pub(super) fn is_of_library(&self, ty: &Ty) -> bool {
        let Ty::Adt(id, args) = ty else { return false };
        let krate = self.krate_of(self.impls.signatures.names.defs.module_of_type(*id));
        krate.is_some_and(|krate| self.rules.declared.contains(krate.as_str()))
            || args.iter().any(|arg| self.is_of_library(arg))
    }
}

pub(crate) struct Evaluator<'e, 'a> {
    pub(crate) context: &'e Context<'a>,
    pub(crate) body: &'e Body,
    pub(crate) types: &'e BodyTypes,
    pub(crate) file: u32,
    pub(super) locals: Vec<Local>,
    pub(super) noted: Noted,
    /// Transactions around the place that is being read.
    pub(super) open: Vec<usize>,
    /// Functions that are being read for their callers, this one last.
    pub(super) stack: Vec<FnId>,
    /// Branches and loops around the place.
    pub(super) branches: u32,
    pub(super) last_line: u32,
    /// What the function gives, over all its `return`s.
    pub(super) returned: Value,
    pub(super) depth: u32,
    /// How many more bodies may be read for this one, however deep: tables of constants refer to each other.
    pub(super) readings: u32,
    /// What the function's generics stand for at the caller that it is read for, and how many functions up that is
    /// known.
    pub(super) generics: Vec<(Name, Ty, u8)>,
    /// The same for the function that is to be read next.
    pub(super) next_generics: Vec<(Name, Ty, u8)>,
    /// What the function that was read last has made of its receiver and arguments.
    pub(super) handed_back: Vec<Value>,
    /// How many questions about transactions this evaluation is to answer, one inside the other.
    pub(super) asking: u32,
}

pub(super) struct Local {
    pub(super) name: Name,
    pub(super) value: Value,
    branches: u32,
}

/// Expressions nested deeper are not evaluated. The front end bounds nesting before.
const MAX_DEPTH: u32 = 2_000;

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(crate) fn new(context: &'e Context<'a>, body: &'e Body, types: &'e BodyTypes, file: u32) -> Self {
        Evaluator {
            context,
            body,
            types,
            file,
            locals: Vec::new(),
            noted: Noted::default(),
            open: Vec::new(),
            stack: Vec::new(),
            branches: 0,
            last_line: 0,
            returned: Value::None,
            depth: 0,
            readings: super::inline::MAX_READINGS,
            generics: Vec::new(),
            next_generics: Vec::new(),
            handed_back: Vec::new(),
            asking: 0,
        }
    }

    /// Evaluates the whole body with these values of the parameters.
    pub(crate) fn run(&mut self, receiver: Value, params: &[Value]) -> Value {
        self.declare(Name::from("self"), receiver);
        for (index, pat) in self.body.params.iter().enumerate() {
            self.bind(*pat, params.get(index).cloned().unwrap_or_default());
        }
        let Some(root) = self.body.root else { return Value::None };
        let value = self.eval(root);
        for span in &mut self.noted.transactions {
            span.end_line = span.end_line.max(span.line);
        }
        std::mem::take(&mut self.returned).merge(value)
    }

    pub(crate) fn into_noted(mut self) -> Noted {
        super::handed::settle(&mut self.noted.runs);
        self.noted
    }

    pub(super) fn declare(&mut self, name: Name, value: Value) {
        self.locals.push(Local { name, value, branches: self.branches });
    }

    pub(super) fn eval(&mut self, id: ExprId) -> Value {
        if self.depth >= MAX_DEPTH {
            return Value::None;
        }
        self.depth += 1;
        self.last_line = self.last_line.max(self.body.line(id));
        let value = self.eval_form(id);
        self.note_text(id, &value);
        self.depth -= 1;
        value
    }

    fn eval_form(&mut self, id: ExprId) -> Value {
        let body = self.body;
        match body.expr(id) {
            Expr::Path(path) => self.path(id, path.single()),
            Expr::Literal(Literal::Str(text)) => Value::Text(Rc::new(texts::known(text))),
            Expr::Literal(Literal::Char(one)) => {
                Value::Text(Rc::new(texts::known(one.encode_utf8(&mut [0; 4]))))
            }
            Expr::Call { callee, args } => self.call(id, *callee, args),
            Expr::Method(call) => self.method(id, call),
            Expr::Field { base, name } => match self.eval(*base) {
                // A struct that holds a query stands for it, and what wraps a text for that; a row's field is nothing.
                value @ Value::Query(_) => value,
                value @ Value::Text(_) if is_number(*name) => value,
                _ => Value::None,
            },
            Expr::Struct(literal) => self.struct_literal(id, literal),
            Expr::Closure(closure) => self.closure(closure, &Value::None),
            Expr::Block(block) => self.block(block),
            Expr::Macro(call) => self.macro_call(id, call),
            Expr::Tuple(parts) | Expr::Array(parts) => {
                let values: Vec<Value> = parts.iter().map(|p| self.eval(*p)).collect();
                match values[..] {
                    // A column with its table before it.
                    [Value::Table(table), Value::Column(column)] if column.0 == table => {
                        Value::Column(column)
                    }
                    _ if values.iter().all(Value::is_none) => Value::None,
                    _ => Value::Tuple(Rc::new(values)),
                }
            }
            Expr::Ref(inner) | Expr::Deref(inner) | Expr::Try(inner) | Expr::Await(inner) => {
                self.eval(*inner)
            }
            Expr::Unary(inner) => self.eval(*inner),
            Expr::Cast { value, .. } => self.eval(*value),
            _ => self.eval_control(id),
        }
    }

    /// What a closure gives when it is called with that first argument.
    pub(super) fn closure(&mut self, closure: &Closure, given: &Value) -> Value {
        let mark = self.locals.len();
        for (index, (pat, _)) in closure.params.iter().enumerate() {
            self.bind(*pat, if index == 0 { given.clone() } else { Value::None });
        }
        let outer = std::mem::take(&mut self.returned);
        let value = self.eval(closure.body);
        let value = std::mem::replace(&mut self.returned, outer).merge(value);
        // A builder that is changed in place is what the closure's parameter became.
        let changed = match self.locals.get(mark) {
            Some(Local { value: Value::Query(query), .. }) if query.in_place && value.is_none() => {
                Value::Query(query.clone())
            }
            _ => Value::None,
        };
        self.locals.truncate(mark);
        value.merge(changed)
    }

    fn eval_control(&mut self, id: ExprId) -> Value {
        let body = self.body;
        match body.expr(id) {
            Expr::If { cond, then, otherwise } => self.if_else(*cond, *then, *otherwise),
            Expr::Match { value, arms } => self.match_arms(*value, arms),
            Expr::Loop { cond, body } => {
                self.branches += 1;
                if let Some(cond) = cond {
                    self.eval(*cond);
                }
                self.eval(*body);
                self.branches -= 1;
                Value::None
            }
            Expr::For { pat, iter, body } => {
                let items = self.eval(*iter).any_item();
                self.branches += 1;
                let mark = self.locals.len();
                self.bind(*pat, items);
                self.eval(*body);
                self.locals.truncate(mark);
                self.branches -= 1;
                Value::None
            }
            Expr::Let { pat, value } => {
                let value = self.eval(*value);
                self.bind(*pat, value);
                Value::None
            }
            _ => self.eval_effect(id),
        }
    }

    fn eval_effect(&mut self, id: ExprId) -> Value {
        let body = self.body;
        match body.expr(id) {
            Expr::Return(value) => {
                if let Some(value) = value {
                    let value = self.eval(*value);
                    self.returned = std::mem::take(&mut self.returned).merge(value);
                }
                Value::None
            }
            Expr::Break(Some(value)) => self.eval(*value),
            Expr::Assign { to, value, compound } => {
                let value = self.eval(*value);
                self.assign(*to, value, *compound);
                Value::None
            }
            Expr::Binary { op, left, right } => {
                let left = self.eval(*left);
                let right = self.eval(*right);
                match (op, &left, &right) {
                    (BinaryOp::Add, Value::Text(a), Value::Text(b)) => {
                        Value::Text(Rc::new(texts::concat(a, b)))
                    }
                    (BinaryOp::Add, Value::Text(a), _) => {
                        Value::Text(Rc::new(texts::concat(a, &texts::unknown())))
                    }
                    _ => {
                        let mut mentions = left.mentions();
                        mentions.add(&right.mentions());
                        if mentions.is_empty() { Value::None } else { Value::Mentions(Rc::new(mentions)) }
                    }
                }
            }
            Expr::Index { base, index } => {
                let value = self.eval(*base);
                self.eval(*index);
                value
            }
            Expr::Range(parts) => {
                for part in parts {
                    self.eval(*part);
                }
                Value::None
            }
            _ => Value::None,
        }
    }

    fn path(&mut self, id: ExprId, single: Option<Name>) -> Value {
        if let Some(value) = self.const_of_parameter(id) {
            return value;
        }
        if let Some(def) = self.types.path(id) {
            if let Def::Variant(..) = def
                && let Some((Rule { effect: CallEffect::Unset, .. }, _)) = self.declared_rule(id)
            {
                return Value::Unset;
            }
            return self.def_value(def);
        }
        single
            .and_then(|name| self.locals.iter().rev().find(|l| l.name == name))
            .map_or(Value::None, |l| l.value.clone())
    }

    pub(super) fn def_value(&mut self, def: Def) -> Value {
        match def {
            Def::Handle(id) => match &self.context.impls.signatures.names.defs.handle(id).what {
                HandleKind::Table(name) => Value::Table(*name),
                HandleKind::Column { table, column } => {
                    Value::Column((table.unwrap_or_else(anonymous::nowhere), *column))
                }
                HandleKind::AllColumns(table) => Value::AllColumns(*table),
                HandleKind::SqlFunction => Value::None,
            },
            Def::Const(id) => self.const_value(id),
            Def::Type(id) => self
                .context
                .forms
                .table_named_by(&Ty::Adt(id, Ty::no_args()))
                .map_or(Value::None, Value::Table),
            Def::Variant(of, variant) => {
                let defs = self.context.impls.signatures.names.defs;
                let text = defs.variant(of, variant).and_then(|variant| variant.text);
                text.map_or(Value::None, |text| Value::Text(Rc::new(texts::known(&text))))
            }
            Def::Module(_) | Def::Trait(_) | Def::Function(_) | Def::External(_) => Value::None,
        }
    }

    pub(super) fn const_value(&mut self, id: ConstId) -> Value {
        if self.stack.len() >= super::inline::MAX_INLINE || self.readings == 0 {
            return Value::None;
        }
        let defs = self.context.impls.signatures.names.defs;
        let (Some(body), Some(types)) = (defs.const_(id).body.as_deref(), self.context.bodies.constant(id))
        else {
            return Value::None;
        };
        let mut inner = Evaluator::new(self.context, body, types, defs.consts[id.index()].file);
        // A constant is no function: its depth is counted all the same.
        inner.stack.clone_from(&self.stack);
        inner.stack.push(FnId(u32::MAX));
        self.run_inner(&mut inner, Value::None, &[])
    }

    pub(super) fn bind(&mut self, pat: PatId, value: Value) {
        let body = self.body;
        match body.pat(pat) {
            Pat::Bind { name, sub } => {
                if let Some(sub) = sub {
                    self.bind(*sub, value.clone());
                }
                self.declare(*name, value);
            }
            Pat::Tuple(parts) | Pat::Slice(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    let part_value = match &value {
                        Value::Tuple(values) => values.get(index).cloned().unwrap_or_default(),
                        _ => Value::None,
                    };
                    self.bind(*part, part_value);
                }
            }
            // `Some(x)`, `Ok(x)`: the value passes through; a struct's parts are unknown.
            Pat::TupleStruct { elems, .. } if elems.len() == 1 => self.bind(elems[0], value),
            Pat::TupleStruct { elems, .. } => elems.iter().for_each(|e| self.bind(*e, Value::None)),
            Pat::Struct { fields, .. } => fields.iter().for_each(|(_, p)| self.bind(*p, Value::None)),
            Pat::Or(parts) => parts.iter().for_each(|p| self.bind(*p, value.clone())),
            Pat::Ref(sub) | Pat::Typed(sub, _) => self.bind(*sub, value),
            Pat::Wild | Pat::Path(_) | Pat::Literal => {}
        }
    }

    /// `x = v`, `x.field = v`, `x += v`.
    fn assign(&mut self, to: ExprId, value: Value, compound: bool) {
        let body = self.body;
        match body.expr(to) {
            Expr::Path(path) => {
                let Some(name) = path.single() else { return };
                let branches = self.branches;
                let Some(local) = self.locals.iter_mut().rev().find(|l| l.name == name) else { return };
                let old = std::mem::take(&mut local.value);
                local.value = match (&old, &value) {
                    (Value::Text(a), Value::Text(b)) if compound => Value::Text(Rc::new(texts::concat(a, b))),
                    _ if branches > local.branches => old.merge(value),
                    _ => value,
                };
            }
            Expr::Field { base, name } => {
                self.eval(*base);
                self.assign_field(*base, *name, &value);
            }
            Expr::Deref(inner) | Expr::Ref(inner) => self.assign(*inner, value, compound),
            _ => {
                self.eval(to);
            }
        }
    }

    /// The variable that an expression names, through references.
    pub(super) fn local_at(&mut self, id: ExprId) -> Option<&mut Local> {
        let mut at = id;
        loop {
            match self.body.expr(at) {
                Expr::Path(path) => {
                    let name = path.single()?;
                    return self.locals.iter_mut().rev().find(|l| l.name == name);
                }
                Expr::Ref(inner) | Expr::Deref(inner) => at = *inner,
                _ => return None,
            }
        }
    }

    fn block(&mut self, block: &Block) -> Value {
        let mark = self.locals.len();
        for statement in &block.statements {
            match statement {
                Statement::Expr(id) => {
                    self.eval(*id);
                }
                Statement::Let { pat, value, otherwise, .. } => {
                    let value = value.map_or(Value::None, |v| self.eval(v));
                    if let Some(otherwise) = otherwise {
                        self.eval(*otherwise);
                    }
                    self.bind(*pat, value);
                }
            }
        }
        let value = block.tail.map_or(Value::None, |t| self.eval(t));
        self.locals.truncate(mark);
        value
    }

    /// The function that a call runs, if it is one of the analysed code.
    pub(super) fn own_callee(&self, id: ExprId) -> Option<FnId> {
        match self.types.callee(id) {
            Some(Callee::Function { function, .. })
                if self.context.impls.signatures.names.defs.is_own(*function) =>
            {
                Some(*function)
            }
            _ => None,
        }
    }
}

/// Whether it names a part of a tuple.
fn is_number(field: Name) -> bool {
    field.bytes().all(|byte| byte.is_ascii_digit())
}
