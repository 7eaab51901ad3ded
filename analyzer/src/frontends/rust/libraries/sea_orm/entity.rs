//! `#[derive(DeriveEntityModel)]` and `DerivePartialModel`: the types, columns and table that a model makes.

use super::{relations, written};
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use crate::facts::Name;
use crate::facts::item::{FieldDef, HandleKind, TypeDef, TypeKind, VariantDef};
use crate::facts::model::{FormColumn, FormMapping, FormUse, TableRef};
use crate::facts::schema::{Change, ColumnDef, TableDef, TableName};
use crate::facts::types::{PathRef, Segment, TypeExpr};
use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) fn complete(lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
    let derived = |name: &str| def.derives.iter().any(|own| own == name);
    match &shape.body {
        TypeBody::Struct(fields) if derived("DeriveEntityModel") => {
            let table = arguments(shape.attrs).text("table_name");
            if let Some(entity) = table.and_then(|table| Entity::read(table, def, shape, fields)) {
                entity.add(lowering, def);
            }
        }
        TypeBody::Struct(fields) if derived("DeriveModel") => {
            let table = written::table_name(lowering, shape);
            if let Some(entity) = table.and_then(|table| Entity::read(table, def, shape, fields)) {
                written::add(&entity, lowering, def);
            }
        }
        TypeBody::Struct(_) if derived("DeriveIntoActiveModel") => written::into_active(lowering, def, shape),
        TypeBody::Enum(item) if derived("DeriveColumn") => written::columns(lowering, item),
        TypeBody::Enum(item) if derived("DerivePrimaryKey") => written::primary_key(lowering, item),
        TypeBody::Struct(_) if derived("FromQueryResult") => {
            made_items(lowering, &format!("impl ::sea_orm::FromQueryResult for {} {{}}", def.name));
        }
        TypeBody::Struct(_) if derived("DerivePartialModel") => partial_model(lowering, def, shape),
        TypeBody::Enum(item) if derived("DeriveRelation") => relations::add(lowering, item),
        _ => {}
    }
}

/// The arguments of all `#[sea_orm(…)]`.
pub(super) fn arguments(attrs: &[syn::Attribute]) -> Arguments {
    let mut all = Arguments::default();
    attributes::each(attrs, &mut |meta| {
        if meta.path().is_ident("sea_orm") {
            let more = Arguments::of(meta);
            all.words.extend(more.words);
            all.pairs.extend(more.pairs);
        }
    });
    all
}

/// What the derive implements.
const IMPLS: &str = "
    impl ::sea_orm::EntityTrait for Entity {
        type Model = Model;
        type ActiveModel = ActiveModel;
        type Column = Column;
    }
    impl ::sea_orm::ModelTrait for Model { type Entity = Entity; }
    impl ::sea_orm::ActiveModelTrait for ActiveModel { type Entity = Entity; }
    impl ::sea_orm::FromQueryResult for Model {}
";

/// Reads items that a derive makes.
pub(super) fn made_items(lowering: &mut Lowering, text: &str) {
    if let Ok(file) = syn::parse_str::<syn::File>(text) {
        lowering.items(&file.items);
    }
}

pub(super) struct Entity {
    table: TableName,
    line: u32,
    columns: Vec<Column>,
}

struct Column {
    field: FieldDef,
    /// Its name in the database, and as a variant of `Column`.
    sql: String,
    variant: Name,
    ty: String,
    nullable: bool,
    primary: bool,
}

impl Entity {
    fn read(table: String, def: &TypeDef, shape: &TypeShape<'_>, syntax: &syn::Fields) -> Option<Self> {
        let TypeKind::Struct(fields) = &def.kind else { return None };
        let table = TableName { schema: arguments(shape.attrs).text("schema_name"), name: table };
        let columns =
            fields.iter().zip(syntax).filter_map(|(field, syntax)| Column::read(field, syntax)).collect();
        Some(Entity { table, line: def.line, columns })
    }

    /// Adds what the derive makes.
    fn add(&self, lowering: &mut Lowering, model: &mut TypeDef) {
        self.add_columns(lowering, self.handle());
        let variants = self.columns.iter().map(|column| VariantDef {
            name: column.variant,
            text: None,
            fields: Box::default(),
            line: column.field.line,
        });
        let column = self.made(model, "Column", TypeKind::Enum(variants.collect()), Vec::new());
        let entity = self.made(model, "Entity", TypeKind::Struct(Box::default()), vec![self.itself()]);
        lowering.facts.types.extend([entity, column]);
        self.add_rows(lowering, model);
    }

    /// The table's name as code's handles bear it.
    fn handle(&self) -> Name {
        match &self.table.schema {
            Some(schema) => Name::from(&format!("{schema}.{}", self.table.name)),
            None => Name::from(&self.table.name),
        }
    }

    /// Adds `ActiveModel`, what `Model` stands for, and the table.
    pub(super) fn add_rows(&self, lowering: &mut Lowering, model: &mut TypeDef) {
        let named = TableRef::Named(self.handle());
        let fields = self.columns.iter().map(|column| FieldDef {
            name: column.field.name,
            ty: active_value(&column.field.ty),
            line: column.field.line,
        });
        let forms = vec![
            self.form(FormUse::Insert, &named, |_| true),
            self.form(FormUse::Update, &named, |column| !column.primary),
        ];
        let active = self.made(model, "ActiveModel", TypeKind::Struct(fields.collect()), forms);
        lowering.facts.types.push(active);
        made_items(lowering, IMPLS);
        model.forms.push(self.form(FormUse::Read, &named, |_| true));
        model.forms.push(self.form(FormUse::Identity, &named, |column| column.primary));
        let columns = self.columns.iter().map(|column| ColumnDef {
            name: column.sql.clone(),
            ty: column.ty.clone(),
            nullable: column.nullable,
            ..ColumnDef::default()
        });
        let primary = self.columns.iter().filter(|column| column.primary).map(|column| column.sql.clone());
        let declared = TableDef {
            name: Some(self.table.clone()),
            columns: columns.collect(),
            primary_key: primary.collect(),
            entity: true,
            ..TableDef::default()
        };
        lowering.declare(self.line, Change::CreateTable(declared));
    }

    /// `Entity` as the table's name.
    pub(super) fn itself(&self) -> FormMapping {
        let table = TableRef::Named(self.handle());
        FormMapping { use_: FormUse::Table, table, tracked: false, columns: Box::default() }
    }

    /// A type beside the model: code adds methods to it.
    fn made(&self, model: &TypeDef, name: &str, kind: TypeKind, forms: Vec<FormMapping>) -> TypeDef {
        TypeDef {
            name: Name::from(name),
            scope: model.scope,
            line: self.line,
            generics: crate::facts::types::Generics::default(),
            kind,
            derives: Box::default(),
            commands: Box::default(),
            forms,
            test: model.test,
        }
    }

    fn add_columns(&self, lowering: &mut Lowering, table: Name) {
        let name = Name::from("Column");
        let (scope, ()) = lowering.in_scope(Some(name), false, |inner| {
            for column in &self.columns {
                let what = HandleKind::Column { table: Some(table), column: Name::from(&column.sql) };
                inner.push_handle(column.variant.as_str(), what, column.field.line);
            }
        });
        lowering.push_module(name, scope, self.line);
    }

    fn form(&self, use_: FormUse, table: &TableRef, counts: impl Fn(&Column) -> bool) -> FormMapping {
        let columns = self.columns.iter().filter(|column| counts(column)).map(|column| FormColumn {
            field: column.field.name,
            column: Some(Name::from(&column.sql)),
            // A value that is not set leaves its column alone.
            optional: matches!(use_, FormUse::Insert | FormUse::Update),
        });
        let tracked = matches!(use_, FormUse::Insert | FormUse::Update);
        FormMapping { use_, table: table.clone(), tracked, columns: columns.collect() }
    }
}

impl Column {
    fn read(field: &FieldDef, syntax: &syn::Field) -> Option<Self> {
        let args = arguments(&syntax.attrs);
        if args.has("ignore") || is_relation(&field.ty) {
            return None;
        }
        let (inner, optional) = match option_of(&field.ty) {
            Some(inner) => (inner, true),
            None => (&field.ty, false),
        };
        let ty = args.text("column_type").unwrap_or_else(|| type_name(inner));
        Some(Column {
            field: field.clone(),
            sql: args.text("column_name").unwrap_or_else(|| field.name.to_snake_case()),
            variant: Name::from(&args.text("enum_name").unwrap_or_else(|| field.name.to_upper_camel_case())),
            ty: ty.to_ascii_lowercase(),
            nullable: optional || args.has("nullable"),
            primary: args.has("primary_key"),
        })
    }
}

/// A field of other entities' rows, as SeaORM 2 has them.
fn is_relation(ty: &TypeExpr) -> bool {
    let TypeExpr::Path(path) = ty else { return false };
    path.last().is_some_and(|name| matches!(name.as_str(), "HasOne" | "HasMany" | "BelongsTo"))
}

fn option_of(ty: &TypeExpr) -> Option<&TypeExpr> {
    let TypeExpr::Path(path) = ty else { return None };
    let last = path.segments.last()?;
    if last.name == "Option" { last.args.first() } else { None }
}

fn type_name(ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Path(path) => path.last().map(|name| name.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// `sea_orm::ActiveValue<T>`.
fn active_value(ty: &TypeExpr) -> TypeExpr {
    let mut wrapper = Segment::plain(Name::from("ActiveValue"));
    wrapper.args = Box::new([ty.clone()]);
    let segments = Box::new([Segment::plain(Name::from("sea_orm")), wrapper]);
    TypeExpr::Path(Box::new(PathRef { qself: None, global: true, segments }))
}

/// `#[sea_orm(entity = "Users")]` on a struct of some columns.
fn partial_model(lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
    let TypeKind::Struct(fields) = &def.kind else { return };
    let Some(entity) = arguments(shape.attrs).text("entity") else { return };
    let Ok(path) = syn::parse_str::<syn::Path>(&entity) else { return };
    let table = TableRef::Path(lowering.path(&path));
    let columns = fields.iter().map(|field| FormColumn {
        field: field.name,
        column: Some(field.name),
        optional: false,
    });
    def.forms.push(FormMapping { use_: FormUse::Read, table, tracked: false, columns: columns.collect() });
}
