//! What builders hold, and the schema changes that they come to. It reads no code.

use crate::facts::builders::{Begin, Step};
use crate::facts::place::Place;
use crate::facts::schema::{Change, ColumnAlter, ColumnDef, Ddl, ForeignKey, TableDef, TableName};

/// A change under construction, or a part of one.
#[derive(Debug)]
pub(super) struct Builder {
    pub(super) begin: Begin,
    pub(super) place: Place,
    /// It went into another, which says what becomes of it.
    pub(super) used: bool,
    tables: Vec<TableName>,
    name: Option<String>,
    ty: String,
    not_null: Option<bool>,
    default: Option<String>,
    primary: bool,
    unique: bool,
    columns: Vec<String>,
    to: Option<TableName>,
    to_columns: Vec<String>,
    on_delete: Option<String>,
    on_update: Option<String>,
    values: Vec<String>,
    parts: Vec<Part>,
    if_not_exists: bool,
    /// A name in it was not understood.
    pub(super) unknown: bool,
}

/// What is done to a table.
#[derive(Debug)]
enum Part {
    /// An index into the builders, as the others.
    Column(usize),
    Modify(usize),
    DropColumn(String),
    RenameColumn(String, String),
    ForeignKey(usize),
    DropConstraint(String),
    Index {
        index: usize,
        primary: bool,
    },
}

/// What an expression says.
#[derive(Clone, Debug, Default)]
pub(super) enum Value {
    #[default]
    None,
    /// A name of the database, a text or a number.
    Word(String),
    /// The last name of a path that does not lead into the code: `ForeignKeyAction::Cascade`.
    Outer(String),
    List(Vec<Value>),
    /// An index into the builders.
    Builder(usize),
}

impl Value {
    /// The names in it, in order.
    pub(super) fn words(&self) -> Vec<String> {
        match self {
            Value::Word(word) => vec![word.clone()],
            Value::List(all) => all.iter().flat_map(Value::words).collect(),
            Value::None | Value::Outer(_) | Value::Builder(_) => Vec::new(),
        }
    }

    fn word(&self) -> Option<String> {
        match self {
            Value::Word(word) => Some(word.clone()),
            _ => None,
        }
    }

    /// What another crate calls it.
    pub(super) fn outer(&self) -> Option<&str> {
        match self {
            Value::Outer(name) => Some(name),
            _ => None,
        }
    }

    /// A table; of several names the one before the last is its schema.
    fn table(&self) -> Option<TableName> {
        let mut words = self.words();
        let name = words.pop()?;
        match (words.pop(), name.split_once('.')) {
            (schema @ Some(_), _) => Some(TableName { schema, name }),
            (None, Some((schema, name))) => {
                Some(TableName { schema: Some(schema.to_owned()), name: name.to_owned() })
            }
            (None, None) => Some(TableName::plain(name)),
        }
    }
}

impl Builder {
    pub(super) fn new(begin: Begin, place: Place) -> Builder {
        Builder {
            begin,
            place,
            used: false,
            tables: Vec::new(),
            name: None,
            ty: String::new(),
            not_null: None,
            default: None,
            primary: false,
            unique: false,
            columns: Vec::new(),
            to: None,
            to_columns: Vec::new(),
            on_delete: None,
            on_update: None,
            values: Vec::new(),
            parts: Vec::new(),
            if_not_exists: false,
            unknown: false,
        }
    }

    /// What the function that begins it is given.
    pub(super) fn given(&mut self, args: &[Value]) {
        match self.begin {
            Begin::Column | Begin::Key(_) => self.name = args.first().and_then(Value::word),
            Begin::CreateTableWithTimes => self.tables.extend(args.first().and_then(Value::table)),
            _ => {}
        }
        if let Begin::Key(ty) = self.begin {
            (self.primary, self.ty) = (true, ty.to_owned());
        }
        self.unknown |= matches!(self.begin, Begin::Column | Begin::Key(_)) && self.name.is_none();
    }

    /// Of a column: its type, with the numbers behind it.
    pub(super) fn typed(&mut self, ty: &str, args: &[Value]) {
        let sizes: Vec<String> = args.iter().flat_map(Value::words).collect();
        let sizes = sizes.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let sizes: Vec<&str> = sizes.map(String::as_str).collect();
        self.ty = if sizes.is_empty() { ty.to_owned() } else { format!("{ty}({})", sizes.join(", ")) };
    }

    pub(super) fn required(&mut self, not_null: bool) {
        self.not_null = Some(not_null);
    }

    pub(super) fn once(&mut self) {
        self.unique = true;
    }

    /// One method call; the parts that it takes, as indexes.
    pub(super) fn step(&mut self, step: Step, args: &[Value], types: &[(&str, &str)]) {
        let first = args.first().unwrap_or(&Value::None);
        let part = match first {
            Value::Builder(index) => Some(*index),
            _ => None,
        };
        match step {
            Step::Table => {
                self.tables.extend(args.iter().filter_map(Value::table));
                self.unknown |= first.words().is_empty();
            }
            Step::Name => self.name = first.word(),
            Step::Column => match part {
                Some(index) => self.parts.push(Part::Column(index)),
                None => self.columns.extend(first.words()),
            },
            Step::Columns | Step::FromColumn => self.columns.extend(first.words()),
            Step::ModifyColumn => self.parts.extend(part.map(Part::Modify)),
            Step::DropColumn => self.parts.extend(first.word().map(Part::DropColumn)),
            Step::RenameColumn => {
                let pair = args.iter().flat_map(Value::words).collect::<Vec<_>>();
                if let [from, to] = pair.as_slice() {
                    self.parts.push(Part::RenameColumn(from.clone(), to.clone()));
                }
            }
            Step::ForeignKey => self.parts.extend(part.map(Part::ForeignKey)),
            Step::DropForeignKey => self.parts.extend(first.word().map(Part::DropConstraint)),
            Step::Index => self.parts.extend(part.map(|index| Part::Index { index, primary: false })),
            Step::PrimaryKey => match part {
                Some(index) => self.parts.push(Part::Index { index, primary: true }),
                None => self.primary = true,
            },
            Step::Unique => self.unique = true,
            Step::NotNull => self.not_null = Some(true),
            Step::Null => self.not_null = Some(false),
            Step::Default => self.default = Some(first.word().unwrap_or_else(|| "expression".to_owned())),
            Step::From => {
                self.tables.extend(first.table());
                self.columns.extend(args.iter().skip(1).flat_map(Value::words));
            }
            Step::To => {
                self.to = first.table();
                self.unknown |= self.to.is_none();
                self.to_columns.extend(args.iter().skip(1).flat_map(Value::words));
            }
            Step::ToTable => {
                self.to = first.table();
                self.unknown |= self.to.is_none();
            }
            Step::ToColumn => self.to_columns.extend(first.words()),
            Step::OnDelete => self.on_delete = first.outer().map(action),
            Step::OnUpdate => self.on_update = first.outer().map(action),
            Step::IfNotExists => self.if_not_exists = true,
            Step::Array => {
                let name = first.outer().map(|name| heck::AsSnakeCase(name).to_string()).unwrap_or_default();
                let ty = types.iter().find(|(method, _)| *method == name).map_or(name.as_str(), |(_, ty)| ty);
                self.ty = format!("{ty}[]");
            }
            Step::Custom => self.ty = first.word().unwrap_or_default(),
            Step::Values => self.values.extend(first.words()),
        }
    }

    fn table(&self) -> Option<&TableName> {
        self.tables.first()
    }

    fn column(&self) -> Option<ColumnDef> {
        Some(ColumnDef {
            name: self.name.clone()?,
            ty: self.ty.clone(),
            nullable: !self.primary && self.not_null != Some(true),
            default: self.default.clone(),
            generated: false,
            line: 0,
        })
    }

    fn foreign_key(&self) -> Option<ForeignKey> {
        Some(ForeignKey {
            name: self.name.clone(),
            columns: self.columns.clone(),
            to: self.to.clone()?,
            to_columns: self.to_columns.clone(),
            on_delete: self.on_delete.clone(),
            on_update: self.on_update.clone(),
        })
    }
}

/// `SetNull` is `SET NULL`.
fn action(word: &str) -> String {
    heck::AsShoutySnakeCase(word).to_string().replace('_', " ")
}

/// The changes that a builder which stands by itself comes to.
pub(super) fn changes(all: &[Builder], one: &Builder) -> Vec<Ddl> {
    let at = |place: Place, change: Change| Ddl { place, change };
    let here = |change: Change| vec![at(one.place, change)];
    match one.begin {
        Begin::CreateTable | Begin::CreateTableWithTimes => created(all, one),
        Begin::AlterTable => parts(all, one, one.parts.iter()),
        Begin::DropTable => {
            one.tables.iter().map(|table| at(one.place, Change::DropTable(table.clone()))).collect()
        }
        Begin::RenameTable => match one.tables.as_slice() {
            [from, to] => here(Change::RenameTable { from: from.clone(), to: to.clone() }),
            _ => Vec::new(),
        },
        Begin::CreateForeignKey => match (one.table(), one.foreign_key()) {
            (Some(table), Some(key)) => here(Change::AddForeignKey { table: table.clone(), key }),
            _ => Vec::new(),
        },
        Begin::DropForeignKey => match (one.table(), &one.name) {
            (Some(table), Some(name)) => {
                here(Change::DropConstraint { table: table.clone(), name: name.clone() })
            }
            _ => Vec::new(),
        },
        Begin::CreateIndex => match one.table() {
            Some(table) => here(Change::CreateIndex {
                table: table.clone(),
                columns: one.columns.clone(),
                unique: one.unique,
                name: one.name.clone(),
            }),
            None => Vec::new(),
        },
        Begin::DropIndex => {
            one.name.iter().flat_map(|name| here(Change::DropIndex(TableName::plain(name)))).collect()
        }
        Begin::CreateType => one
            .name
            .iter()
            .flat_map(|name| {
                here(Change::CreateEnum { name: TableName::plain(name), values: one.values.clone() })
            })
            .collect(),
        Begin::DropType => {
            one.name.iter().flat_map(|name| here(Change::DropType(TableName::plain(name)))).collect()
        }
        Begin::AddTimes | Begin::Column | Begin::Key(_) => Vec::new(),
    }
}

/// The table with its columns, then its foreign keys and indexes: those have places of their own.
fn created(all: &[Builder], one: &Builder) -> Vec<Ddl> {
    let Some(table) = one.table() else { return Vec::new() };
    let mut def =
        TableDef { name: Some(table.clone()), if_not_exists: one.if_not_exists, ..TableDef::default() };
    for part in &one.parts {
        let Part::Column(index) = part else { continue };
        let column = &all[*index];
        let Some(made) = column.column() else { continue };
        if column.primary {
            def.primary_key.push(made.name.clone());
        } else if column.unique {
            def.uniques.push(vec![made.name.clone()]);
        }
        def.columns.push(ColumnDef { line: column.place.line.saturating_sub(one.place.line), ..made });
    }
    let mut changes = vec![Ddl { place: one.place, change: Change::CreateTable(def) }];
    let rest = one.parts.iter().filter(|part| !matches!(part, Part::Column(_)));
    changes.extend(parts(all, one, rest));
    if one.begin == Begin::CreateTableWithTimes {
        changes.extend(times(table, one.place));
    }
    changes
}

/// The columns for when a row was made and changed.
pub(super) fn times(table: &TableName, place: Place) -> Vec<Ddl> {
    let column = |name: &str| ColumnDef {
        name: name.to_owned(),
        ty: "timestamptz".to_owned(),
        default: Some("CURRENT_TIMESTAMP".to_owned()),
        ..ColumnDef::default()
    };
    let add = |name| Change::AddColumn { table: table.clone(), column: column(name) };
    ["created_at", "updated_at"].map(|name| Ddl { place, change: add(name) }).to_vec()
}

fn parts<'a>(all: &[Builder], one: &Builder, parts: impl Iterator<Item = &'a Part>) -> Vec<Ddl> {
    let Some(table) = one.table() else { return Vec::new() };
    let mut changes = Vec::new();
    for part in parts {
        let (place, made) = part_changes(all, table, one.place, part);
        changes.extend(made.into_iter().map(|change| Ddl { place, change }));
    }
    changes
}

fn part_changes(all: &[Builder], table: &TableName, place: Place, part: &Part) -> (Place, Vec<Change>) {
    let table = table.clone();
    match part {
        Part::Column(index) => {
            let column = &all[*index];
            (column.place, added(table, column))
        }
        Part::Modify(index) => {
            let column = &all[*index];
            (column.place, modified(&table, column))
        }
        Part::DropColumn(column) => (place, vec![Change::DropColumn { table, column: column.clone() }]),
        Part::RenameColumn(from, to) => {
            (place, vec![Change::RenameColumn { table, from: from.clone(), to: to.clone() }])
        }
        Part::ForeignKey(index) => {
            let key = &all[*index];
            let change = key.foreign_key().map(|key| Change::AddForeignKey { table, key });
            (key.place, change.into_iter().collect())
        }
        Part::DropConstraint(name) => (place, vec![Change::DropConstraint { table, name: name.clone() }]),
        Part::Index { index, primary } => {
            let index = &all[*index];
            let (columns, name) = (index.columns.clone(), index.name.clone());
            let change = match (*primary || index.primary, index.unique) {
                (false, false) => Change::CreateIndex { table, columns, unique: false, name },
                (primary, _) => Change::AddUnique { table, columns, primary, name },
            };
            (index.place, vec![change])
        }
    }
}

fn added(table: TableName, column: &Builder) -> Vec<Change> {
    let Some(def) = column.column() else { return Vec::new() };
    let columns = vec![def.name.clone()];
    let mut changes = vec![Change::AddColumn { table: table.clone(), column: def }];
    if column.primary || column.unique {
        changes.push(Change::AddUnique { table, columns, primary: column.primary, name: None });
    }
    changes
}

fn modified(table: &TableName, column: &Builder) -> Vec<Change> {
    let Some(name) = &column.name else { return Vec::new() };
    let ty = (!column.ty.is_empty()).then(|| ColumnAlter::Type(column.ty.clone()));
    let null = column.not_null.map(|on| if on { ColumnAlter::SetNotNull } else { ColumnAlter::DropNotNull });
    let default = column.default.clone().map(ColumnAlter::SetDefault);
    let alter = |alter| Change::AlterColumn { table: table.clone(), column: name.clone(), alter };
    [ty, null, default].into_iter().flatten().map(alter).collect()
}

impl Builder {
    /// The table that it is about, for what is done to it from outside.
    pub(super) fn subject(&self) -> Option<TableName> {
        self.table().cloned()
    }
}
