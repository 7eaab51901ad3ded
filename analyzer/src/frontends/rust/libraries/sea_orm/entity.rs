//! `#[derive(DeriveEntityModel)]`, `DeriveRelation` and `DerivePartialModel`.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use crate::facts::Name;
use crate::facts::item::{FieldDef, HandleKind, TypeDef, TypeKind, VariantDef};
use crate::facts::model::{FormColumn, FormMapping, FormUse, TableRef};
use crate::facts::schema::{Change, ColumnDef, ForeignKey, TableDef, TableName};
use crate::facts::types::{PathRef, Segment, TypeExpr};
use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) fn complete(lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
    let derived = |name: &str| def.derives.iter().any(|own| own == name);
    match &shape.body {
        TypeBody::Struct(fields) if derived("DeriveEntityModel") => {
            if let Some(entity) = Entity::read(def, shape, fields) {
                entity.add(lowering, def);
            }
        }
        TypeBody::Struct(_) if derived("DerivePartialModel") => partial_model(lowering, def, shape),
        TypeBody::Enum(item) if derived("DeriveRelation") => relations(lowering, item),
        _ => {}
    }
}

/// The arguments of all `#[sea_orm(…)]`.
fn arguments(attrs: &[syn::Attribute]) -> Arguments {
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
";

/// Reads items that a derive makes.
fn made_items(lowering: &mut Lowering, text: &str) {
    if let Ok(file) = syn::parse_str::<syn::File>(text) {
        lowering.items(&file.items);
    }
}

struct Entity {
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
    fn read(def: &TypeDef, shape: &TypeShape<'_>, syntax: &syn::Fields) -> Option<Self> {
        let TypeKind::Struct(fields) = &def.kind else { return None };
        let args = arguments(shape.attrs);
        let table = TableName { schema: args.text("schema_name"), name: args.text("table_name")? };
        let columns =
            fields.iter().zip(syntax).filter_map(|(field, syntax)| Column::read(field, syntax)).collect();
        Some(Entity { table, line: def.line, columns })
    }

    /// Adds what the derive makes.
    fn add(&self, lowering: &mut Lowering, model: &mut TypeDef) {
        let table = match &self.table.schema {
            Some(schema) => Name::from(&format!("{schema}.{}", self.table.name)),
            None => Name::from(&self.table.name),
        };
        self.add_columns(lowering, table);
        self.add_types(lowering, model, table);
        let named = TableRef::Named(table);
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
            ..TableDef::default()
        };
        lowering.declare(self.line, Change::CreateTable(declared));
    }

    fn add_columns(&self, lowering: &mut Lowering, table: Name) {
        let name = Name::from("Column");
        let (scope, ()) = lowering.in_scope(Some(name), false, |inner| {
            for column in &self.columns {
                let what = HandleKind::Column { table, column: Name::from(&column.sql) };
                inner.push_handle(column.variant.as_str(), what, column.field.line);
            }
        });
        lowering.push_module(name, scope, self.line);
    }

    /// `Entity`, `Column` and `ActiveModel` as types: code adds methods to them.
    fn add_types(&self, lowering: &mut Lowering, model: &TypeDef, table: Name) {
        let made = |name: &str, kind: TypeKind, forms: Vec<FormMapping>| TypeDef {
            name: Name::from(name),
            scope: model.scope,
            line: self.line,
            generics: crate::facts::types::Generics::default(),
            kind,
            derives: Box::default(),
            forms,
            test: model.test,
        };
        let variants = self.columns.iter().map(|column| VariantDef {
            name: column.variant,
            fields: Box::default(),
            line: column.field.line,
        });
        let fields = self.columns.iter().map(|column| FieldDef {
            name: column.field.name,
            ty: active_value(&column.field.ty),
            line: column.field.line,
        });
        let named = TableRef::Named(table);
        let forms = vec![
            self.form(FormUse::Insert, &named, |_| true),
            self.form(FormUse::Update, &named, |column| !column.primary),
        ];
        let itself = FormMapping {
            use_: FormUse::Table,
            table: named.clone(),
            tracked: false,
            columns: Box::default(),
        };
        lowering.facts.types.push(made("Entity", TypeKind::Struct(Box::default()), vec![itself]));
        lowering.facts.types.push(made("Column", TypeKind::Enum(variants.collect()), Vec::new()));
        lowering.facts.types.push(made("ActiveModel", TypeKind::Struct(fields.collect()), forms));
        made_items(lowering, IMPLS);
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
        if args.has("ignore") {
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

/// The foreign keys that relations say, and what each relation stands for in a join: the other entity. The other
/// table is known by its module, which bears its name.
fn relations(lowering: &mut Lowering, item: &syn::ItemEnum) {
    let name = Name::from("Relation");
    let at = crate::frontends::rust::lowering::line(item.ident.span());
    let (scope, ()) = lowering.in_scope(Some(name), false, |inner| {
        for variant in &item.variants {
            relation_value(inner, variant);
        }
    });
    lowering.push_module(name, scope, at);
    let Some(table) = entity_in_scope(lowering) else { return };
    for variant in &item.variants {
        let args = arguments(&variant.attrs);
        let Some(parent) = args.text("belongs_to") else { continue };
        let Some(to) = parent.rsplit("::").nth(1) else { continue };
        let variant_of = |key: &str| Some(args.text(key)?.rsplit("::").next()?.to_owned());
        let key = ForeignKey {
            name: None,
            columns: variant_of("from").map(|name| column_of(lowering, table, &name)).into_iter().collect(),
            to: TableName::plain(to),
            to_columns: variant_of("to").map(|name| name.to_snake_case()).into_iter().collect(),
            on_delete: args.text("on_delete").map(|action| action.to_ascii_uppercase()),
            on_update: args.text("on_update").map(|action| action.to_ascii_uppercase()),
        };
        let at = crate::frontends::rust::lowering::line(variant.ident.span());
        lowering.declare(at, Change::AddForeignKey { table: super::super::table_name(table), key });
    }
}

/// `Relation::Fruit` as a constant whose value is the other entity.
fn relation_value(lowering: &mut Lowering, variant: &syn::Variant) {
    let args = arguments(&variant.attrs);
    let other = ["belongs_to", "has_many", "has_one"].into_iter().find_map(|key| args.text(key));
    let Some(other) = other else { return };
    // The constant stands one module below the attribute.
    let outer = if other.starts_with("crate::") || other.starts_with("::") { "" } else { "super::" };
    made_items(lowering, &format!("pub const {}: () = {outer}{other};", variant.ident));
}

/// A column by its variant of `Column`.
fn column_of(lowering: &Lowering, of: Name, variant: &str) -> String {
    let found = lowering.facts.handles.iter().rev().find_map(|handle| match handle.what {
        HandleKind::Column { table, column } if table == of && handle.name == variant => Some(column),
        _ => None,
    });
    found.map_or_else(|| variant.to_snake_case(), |column| column.to_string())
}

/// The table of the entity that stands before in this scope.
fn entity_in_scope(lowering: &Lowering) -> Option<Name> {
    let scope = lowering.scope;
    let entity = lowering.facts.types.iter().rev().find(|ty| ty.scope == scope && ty.name == "Entity")?;
    entity.forms.iter().find_map(|form| match form.table {
        TableRef::Named(name) => Some(name),
        TableRef::Path(_) => None,
    })
}
