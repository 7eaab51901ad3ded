//! What an expression is worth to data access: a table, columns, a query under construction, a text, a form.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::anonymous;
use crate::facts::Name;
use crate::facts::model::FormUse;
use crate::facts::statement::SqlKind;
use crate::resolve::defs::TypeId;

/// A column by table and name.
pub(crate) type ColumnRef = (Name, Name);

/// The value of an expression.
#[derive(Clone, Debug, Default)]
pub(crate) enum Value {
    #[default]
    None,
    Table(Name),
    Column(ColumnRef),
    AllColumns(Name),
    Query(Rc<Query>),
    Text(Rc<Text>),
    /// `column.eq(value)`: a comparison, or an assignment where one is expected.
    Equals(Rc<Equals>),
    /// A struct literal of a type that stands for rows: the fields named, and whether all others are unset.
    Form(Rc<Form>),
    Tuple(Rc<Vec<Value>>),
    /// Tables and columns that an expression of a query mentions.
    Mentions(Rc<Mentions>),
    /// Leaves alone the column for which it stands in a row.
    Unset,
}

#[derive(Clone, Debug)]
pub(crate) struct Equals {
    pub(crate) column: ColumnRef,
    pub(crate) constant: Option<String>,
    pub(crate) rest: Mentions,
}

/// A value of a type bound to a table, as far as its building is seen.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) ty: TypeId,
    pub(crate) fields: Vec<Name>,
    /// `..Default::default()`: what is not named is not written.
    pub(crate) partial: bool,
    /// It stands for a row that is there already.
    pub(crate) loaded: bool,
    /// Constants that fields are set to.
    pub(crate) constants: Vec<(Name, String)>,
    /// Those of the fields that only functions set to which it was lent.
    pub(crate) lent: Vec<Name>,
}

impl Form {
    /// The fields that writing it writes; None means all. A row that was read has a value in every field.
    pub(crate) fn written(&self, use_: FormUse) -> Option<&[Name]> {
        let some = self.partial && !(self.loaded && use_ == FormUse::Insert);
        some.then_some(self.fields.as_slice())
    }
}

/// What is mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    pub(crate) tables: BTreeSet<Name>,
    pub(crate) columns: BTreeSet<ColumnRef>,
    pub(crate) constants: BTreeSet<(ColumnRef, String)>,
    /// All columns of the table that is selected from, where that is not known yet.
    pub(crate) whole: bool,
}

impl Mentions {
    pub(crate) fn add(&mut self, other: &Mentions) {
        self.tables.extend(&other.tables);
        self.columns.extend(&other.columns);
        self.constants.extend(other.constants.iter().cloned());
        self.whole |= other.whole;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.columns.is_empty() && !self.whole
    }

    /// Now it is known of which table the whole row is.
    pub(crate) fn whole_row_of(&mut self, table: Name) {
        self.whole = false;
        self.columns.insert((table, Name::from("*")));
    }
}

/// A query under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    pub(crate) library: &'static str,
    pub(crate) kind: SqlKind,
    /// The first table of a SELECT, or what is written.
    pub(crate) target: Option<Name>,
    /// Others that may stand there: each of a list in turn, or by the branch that is taken.
    pub(crate) also: BTreeSet<Name>,
    pub(crate) mentions: Mentions,
    pub(crate) written: BTreeSet<ColumnRef>,
    /// Its builder is changed in place: what is called on a variable stays in it.
    pub(crate) in_place: bool,
    /// An insert that updates on a conflict, or the like: also written.
    pub(crate) text: Option<Rc<Text>>,
    /// How many callers up it comes from, in a function that is read for its caller.
    pub(crate) foreign: u8,
    /// What of it was not understood.
    pub(crate) gap: Option<&'static str>,
    /// Something says what it selects: without that it selects whole rows.
    pub(crate) selected: bool,
    /// It stands for a builder's part, to which pieces with a separator are pushed.
    pub(crate) part: Option<Rc<Part>>,
}

impl Query {
    /// Says which table it is on: of a SELECT the first, the others are read beside it. One that the caller hands over, or that
    /// its types tell, makes the query the caller's.
    pub(crate) fn put_on(&mut self, value: &Value) {
        let (table, foreign) = match value {
            Value::Table(table) => (Some(*table), 0),
            Value::Query(handed) if handed.library.is_empty() => (handed.target, handed.foreign),
            other => anonymous::table(other),
        };
        self.foreign = self.foreign.max(foreign);
        match table {
            Some(table) if self.kind != SqlKind::Select || self.target.is_none() => {
                self.target = Some(table);
                if let Value::Query(handed) = value {
                    self.also.extend(&handed.also);
                }
            }
            _ if self.kind == SqlKind::Select => self.mention(&value.mentions()),
            _ => {}
        }
    }

    /// A table of another query may stand for its own, where both do the same; else it is read beside it.
    fn either(&mut self, table: Name, kind: SqlKind) {
        let beside = if self.kind == kind { &mut self.also } else { &mut self.mentions.tables };
        beside.insert(table);
    }

    /// Adds what an operand mentions.
    pub(crate) fn mention(&mut self, mentions: &Mentions) {
        self.mentions.add(mentions);
        if let (true, Some(table)) = (self.mentions.whole, self.target) {
            self.mentions.whole_row_of(table);
        }
    }
}

/// `builder.separated(", ")`.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The variable that holds the builder.
    pub(crate) of: Option<Name>,
    pub(crate) separator: Text,
    /// Whether something was pushed, so that the next piece stands behind a separator.
    pub(crate) started: bool,
}

/// Text of which parts may be unknown. Several readings where branches differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) readings: Vec<Vec<Piece>>,
    /// As of a query.
    pub(crate) foreign: u8,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Known(Rc<str>),
    /// A part that only the running program knows, with what stands there in the code.
    Unknown,
}

impl Value {
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Everything that the value mentions, as an operand of a query.
    /// Whether it is a query or what stands in one.
    pub(crate) fn is_of_query(&self) -> bool {
        use Value::{Column, Equals, Mentions, Query};
        matches!(self, Query(_) | Column(_) | Equals(_) | Mentions(_))
    }

    pub(crate) fn mentions(&self) -> Mentions {
        let mut out = Mentions::default();
        self.mention_into(&mut out);
        out
    }

    fn mention_into(&self, out: &mut Mentions) {
        match self {
            Value::None | Value::Text(_) | Value::Form(_) | Value::Unset => {}
            Value::Table(name) => {
                out.tables.insert(*name);
            }
            Value::Column(column) => {
                out.columns.insert(*column);
            }
            Value::AllColumns(table) => {
                out.columns.insert((*table, Name::from("*")));
            }
            Value::Query(query) => {
                out.add(&query.mentions);
                out.tables.extend(query.target);
                out.tables.extend(&query.also);
            }
            Value::Equals(equals) => {
                out.columns.insert(equals.column);
                if let Some(constant) = &equals.constant {
                    out.constants.insert((equals.column, constant.clone()));
                }
                out.add(&equals.rest);
            }
            Value::Tuple(parts) => parts.iter().for_each(|p| p.mention_into(out)),
            Value::Mentions(mentions) => out.add(mentions),
        }
    }

    /// Whether it is a query that is a text.
    pub(crate) fn is_text_query(&self) -> bool {
        matches!(self, Value::Query(query) if query.text.is_some())
    }

    /// Whether a query can be continued from the value.
    pub(crate) fn is_query_like(&self) -> bool {
        matches!(self, Value::Query(_) | Value::Table(_))
    }

    /// Marks what is handed to a function that is read for its caller.
    pub(crate) fn as_foreign(&self) -> Value {
        match self {
            Value::Table(table) => {
                Value::Query(Rc::new(Query { target: Some(*table), foreign: 1, ..Query::default() }))
            }
            Value::Tuple(parts) => Value::Tuple(Rc::new(parts.iter().map(Value::as_foreign).collect())),
            other => other.moved(|foreign| foreign.saturating_add(1)),
        }
    }

    /// What comes back from such a function, as its caller sees it.
    pub(crate) fn returned(self) -> Value {
        self.moved(|foreign| foreign.saturating_sub(1))
    }

    fn moved(&self, by: fn(u8) -> u8) -> Value {
        match self {
            Value::Query(query) => {
                Value::Query(Rc::new(Query { foreign: by(query.foreign), ..(**query).clone().untied() }))
            }
            Value::Text(text) => Value::Text(Rc::new(Text { foreign: by(text.foreign), ..(**text).clone() })),
            Value::Tuple(parts) => Value::Tuple(Rc::new(parts.iter().map(|part| part.moved(by)).collect())),
            other => other.clone(),
        }
    }

    /// What any one item of a list is worth.
    pub(crate) fn any_item(self) -> Value {
        match self {
            Value::Tuple(items) => items.iter().cloned().reduce(Value::merge).unwrap_or_default(),
            other => other,
        }
    }

    /// What is worth a value that holds such queries: the one that is surest run as it is, which mentions the others.
    pub(crate) fn holding(queries: &[Rc<Query>]) -> Value {
        let sure = |query: &Rc<Query>| (query.kind != SqlKind::Select, query.target.is_some());
        let Some(at) = (0..queries.len()).max_by_key(|at| sure(&queries[*at])) else { return Value::None };
        let mut whole = (*queries[at]).clone();
        let others = queries.iter().enumerate().filter(|(other, _)| *other != at);
        others.for_each(|(_, query)| whole.mention(&Value::Query(query.clone()).mentions()));
        Value::Query(Rc::new(whole))
    }

    /// What a variable is worth after branches that give it different values.
    pub(crate) fn merge(self, other: Value) -> Value {
        match (self, other) {
            (Value::None | Value::Unset, x) | (x, Value::None | Value::Unset) => x,
            (Value::Query(a), Value::Query(b)) => Value::Query(merge_queries(&a, &b)),
            (Value::Table(a), Value::Table(b)) if a != b => Value::Query(Rc::new(Query {
                target: Some(a),
                also: BTreeSet::from([b]),
                ..Query::default()
            })),
            (Value::Query(a), Value::Table(t)) | (Value::Table(t), Value::Query(a)) => {
                let mut query = (*a).clone();
                if query.target != Some(t) {
                    query.either(t, SqlKind::Select);
                }
                Value::Query(Rc::new(query))
            }
            (Value::Query(query), other @ (Value::Mentions(_) | Value::Column(_) | Value::Equals(_)))
            | (other @ (Value::Mentions(_) | Value::Column(_) | Value::Equals(_)), Value::Query(query)) => {
                let mut query = (*query).clone();
                query.mentions.add(&other.mentions());
                Value::Query(Rc::new(query))
            }
            (Value::Text(a), Value::Text(b)) => Value::Text(super::texts::merge(&a, &b)),
            (Value::Tuple(a), Value::Tuple(b)) if a.len() == b.len() => {
                let pairs = a.iter().zip(b.iter());
                Value::Tuple(Rc::new(pairs.map(|(x, y)| x.clone().merge(y.clone())).collect()))
            }
            (Value::Form(a), Value::Form(b)) if a.ty == b.ty => {
                let mut form = (*a).clone();
                form.fields.extend(&b.fields);
                form.fields.sort();
                form.fields.dedup();
                form.partial |= b.partial;
                form.loaded |= b.loaded;
                form.constants.extend(b.constants.iter().cloned());
                form.lent.extend(&b.lent);
                Value::Form(Rc::new(form))
            }
            (a, b) => {
                let mut mentions = a.mentions();
                mentions.add(&b.mentions());
                if mentions.is_empty() { b } else { Value::Mentions(Rc::new(mentions)) }
            }
        }
    }
}

fn merge_queries(a: &Rc<Query>, b: &Rc<Query>) -> Rc<Query> {
    if Rc::ptr_eq(a, b) {
        return a.clone();
    }
    // What is written is the target of the one that writes.
    let (a, b) = if a.kind == SqlKind::Select && b.kind != SqlKind::Select { (b, a) } else { (a, b) };
    let mut merged = (**a).clone();
    match (merged.target, b.target) {
        (Some(x), Some(y)) if x != y => merged.either(y, b.kind),
        (None, y) => merged.target = y,
        _ => {}
    }
    b.also.iter().for_each(|table| merged.either(*table, b.kind));
    merged.mentions.add(&b.mentions);
    merged.written.extend(&b.written);
    merged.in_place |= b.in_place;
    merged.selected |= b.selected;
    merged.foreign = merged.foreign.max(b.foreign);
    merged.text = match (&merged.text, &b.text) {
        (Some(x), Some(y)) => Some(super::texts::merge(x, y)),
        (x, y) => x.clone().or_else(|| y.clone()),
    };
    merged.gap = merged.gap.or(b.gap);
    Rc::new(merged)
}
