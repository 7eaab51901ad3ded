//! Diesel's derives: which table and which columns a struct stands for.

use proc_macro2::TokenStream;
use syn::Meta;

use crate::facts::Name;
use crate::facts::item::{TypeDef, TypeKind};
use crate::facts::model::{FormColumn, FormMapping, FormUse, TableRef};
use crate::facts::types::{PathRef, TypeExpr};
use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

/// The derives that bind a struct to its own table, and what for.
const USES: [(&str, FormUse); 6] = [
    ("Insertable", FormUse::Insert),
    ("AsChangeset", FormUse::Update),
    ("Selectable", FormUse::Read),
    ("HasQuery", FormUse::Read),
    ("Queryable", FormUse::Read),
    ("Identifiable", FormUse::Identity),
];

/// Adds the mappings that the derives of a struct say.
pub(super) fn forms(lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
    let TypeBody::Struct(fields) = &shape.body else { return };
    let derived = |name: &str| def.derives.iter().any(|own| own == name);
    let by_name = derived("QueryableByName");
    if !by_name && !derived("Associations") && !USES.iter().any(|(name, _)| derived(name)) {
        return;
    }
    let own = OwnAttributes::read(lowering, shape);
    let fields: Vec<Field> = fields.iter().zip(field_defs(def)).map(|(field, def)| Field::read(field, def)).collect();
    let mut made = Vec::new();
    for (name, use_) in USES {
        // What `Queryable` alone reads is said by the query, not by the struct.
        let bound = ["AsChangeset", "Identifiable", "Insertable"].iter().any(|other| derived(other));
        let tells_table = name != "Queryable" || own.table.is_some() || bound;
        let again = made.iter().any(|form: &FormMapping| form.use_ == use_);
        if derived(name) && tells_table && !again {
            made.push(own.form(use_, &fields, def.name));
        }
    }
    if by_name && own.table.is_some() && !made.iter().any(|form| form.use_ == FormUse::Read) {
        made.push(own.form(FormUse::Read, &fields, def.name));
    }
    made.extend(own.parents.into_iter().map(|(parent, column)| FormMapping {
        use_: FormUse::BelongsTo,
        table: TableRef::Path(parent),
        tracked: false,
        columns: Box::new([FormColumn { field: column, column: Some(column), optional: false }]),
    }));
    def.forms.extend(made);
    let all: Vec<Name> = def.derives.to_vec();
    let derived = |name: &str| all.iter().any(|own| own == name);
    super::queries::functions(lowering, shape, &derived, &inferred_table(def.name.as_str()));
}

fn field_defs(def: &TypeDef) -> &[crate::facts::item::FieldDef] {
    match &def.kind {
        TypeKind::Struct(fields) => fields,
        _ => &[],
    }
}

/// The struct's own attributes.
#[derive(Default)]
struct OwnAttributes {
    table: Option<PathRef>,
    key: Vec<String>,
    none_is_null: bool,
    none_is_default: bool,
    /// `belongs_to(Parent, foreign_key = column)`.
    parents: Vec<(PathRef, Name)>,
}

impl OwnAttributes {
    fn read(lowering: &mut Lowering, shape: &TypeShape<'_>) -> Self {
        let mut own = OwnAttributes { none_is_default: true, ..OwnAttributes::default() };
        attributes::each(shape.attrs, &mut |meta| own.take(lowering, meta));
        if own.key.is_empty() {
            own.key.push("id".to_owned());
        }
        own
    }

    fn take(&mut self, lowering: &mut Lowering, meta: &Meta) {
        let path = meta.path();
        if path.is_ident("diesel") {
            let args = Arguments::of(meta);
            for (key, value) in &args.pairs {
                self.take_pair(lowering, key, value);
            }
        } else if path.is_ident("table_name") || path.is_ident("changeset_options") {
            // Before Diesel 2: `#[table_name = "users"]`, `#[changeset_options(treat_none_as_null = "true")]`.
            match meta {
                Meta::NameValue(pair) => {
                    if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value {
                        self.table = text.parse::<syn::Path>().ok().map(|path| lowering.path(&path));
                    }
                }
                _ => self.none_is_null |= Arguments::of(meta).text("treat_none_as_null").as_deref() == Some("true"),
            }
        } else if path.is_ident("belongs_to")
            && let Meta::List(list) = meta
        {
            self.take_parent(lowering, list.tokens.clone());
        }
    }

    fn take_pair(&mut self, lowering: &mut Lowering, key: &str, value: &attributes::Value) {
        match key {
            "table_name" => self.table = path_in(lowering, value.tokens.clone()),
            "primary_key" => {
                self.key = value.text().split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect();
            }
            "treat_none_as_null" => self.none_is_null = value.text() == "true",
            "treat_none_as_default_value" => self.none_is_default = value.text() == "true",
            "belongs_to" => self.take_parent(lowering, value.tokens.clone()),
            _ => {}
        }
    }

    fn take_parent(&mut self, lowering: &mut Lowering, tokens: TokenStream) {
        let parsed = syn::parse::Parser::parse2(parse_parent, tokens);
        let Ok((parent, column)) = parsed else { return };
        let column = match column {
            Some(column) => lowering.name(&column),
            None => {
                let last = parent.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
                Name::from(&format!("{}_id", snake_case(&last)))
            }
        };
        self.parents.push((lowering.path(&parent), column));
    }

    fn form(&self, use_: FormUse, fields: &[Field], name: Name) -> FormMapping {
        let inferred = || PathRef::of([Name::from(&inferred_table(name.as_str()))]);
        let table = TableRef::Path(self.table.clone().unwrap_or_else(inferred));
        let columns = fields.iter().filter_map(|field| self.column(use_, field)).collect();
        FormMapping { use_, table, tracked: false, columns }
    }

    /// The column that a field stands for, in that use.
    fn column(&self, use_: FormUse, field: &Field) -> Option<FormColumn> {
        let in_key = field.column.is_some_and(|column| self.key.iter().any(|key| *key == column.as_str()));
        let counts = match use_ {
            FormUse::Insert => !field.skips_insertion,
            // The key says which row is meant.
            FormUse::Update => !field.skips_update && !in_key,
            FormUse::Read => !field.selects_otherwise,
            FormUse::Identity | FormUse::BelongsTo | FormUse::Table => in_key,
        };
        let leaves_alone = match use_ {
            FormUse::Insert => field.option_depth > 0 && self.none_is_default,
            FormUse::Update => field.option_depth > usize::from(self.none_is_null || field.none_is_null),
            _ => false,
        };
        counts.then_some(FormColumn { field: field.name, column: field.column, optional: leaves_alone })
    }
}

fn parse_parent(input: syn::parse::ParseStream<'_>) -> syn::Result<(syn::Path, Option<syn::Ident>)> {
    let parent = match input.parse::<syn::Type>()? {
        syn::Type::Path(path) => path.path,
        _ => return Err(input.error("expected a type's path")),
    };
    let mut column = None;
    while input.peek(syn::Token![,]) {
        input.parse::<syn::Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let key: syn::Ident = input.parse()?;
        input.parse::<syn::Token![=]>()?;
        if input.peek(syn::LitStr) {
            let text: syn::LitStr = input.parse()?;
            if key == "foreign_key" {
                column = text.parse::<syn::Ident>().ok();
            }
        } else {
            let value: syn::Ident = input.parse()?;
            if key == "foreign_key" {
                column = Some(value);
            }
        }
    }
    Ok((parent, column))
}

fn path_in(lowering: &mut Lowering, tokens: TokenStream) -> Option<PathRef> {
    let path = match syn::parse2::<syn::Path>(tokens.clone()) {
        Ok(path) => path,
        Err(_) => syn::parse2::<syn::LitStr>(tokens).ok()?.parse::<syn::Path>().ok()?,
    };
    Some(lowering.path(&path))
}

/// A field with its attributes.
struct Field {
    name: Name,
    /// None: the field embeds another form.
    column: Option<Name>,
    option_depth: usize,
    skips_insertion: bool,
    skips_update: bool,
    none_is_null: bool,
    /// `select_expression`: what is selected is no column of this table.
    selects_otherwise: bool,
}

impl Field {
    fn read(syntax: &syn::Field, def: &crate::facts::item::FieldDef) -> Self {
        let mut field = Field {
            name: def.name,
            column: Some(def.name),
            option_depth: option_depth(&def.ty),
            skips_insertion: false,
            skips_update: false,
            none_is_null: false,
            selects_otherwise: false,
        };
        attributes::each(&syntax.attrs, &mut |meta| {
            if meta.path().is_ident("diesel") {
                field.take(&Arguments::of(meta));
            }
        });
        if let Some(name) = attributes::string_value(&syntax.attrs, "column_name") {
            field.column = Some(Name::from(&name));
        }
        field
    }

    fn take(&mut self, args: &Arguments) {
        if let Some(name) = args.text("column_name") {
            self.column = Some(Name::from(name.strip_prefix("r#").unwrap_or(&name)));
        }
        if args.has("embed") {
            self.column = None;
        }
        self.skips_insertion |= args.has("skip_insertion");
        self.skips_update |= args.has("skip_update");
        self.selects_otherwise |= args.value("select_expression").is_some();
        self.none_is_null |= args.text("treat_none_as_null").as_deref() == Some("true");
    }
}

/// How many times the type is wrapped in `Option`.
fn option_depth(ty: &TypeExpr) -> usize {
    let mut depth = 0;
    let mut ty = ty;
    while let TypeExpr::Path(path) = ty
        && let Some(last) = path.segments.last()
        && last.name == "Option"
        && let [inner] = &*last.args
    {
        depth += 1;
        ty = inner;
    }
    depth
}

/// The table's name as Diesel infers it: in snake case with an `s` behind it.
fn inferred_table(name: &str) -> String {
    let mut table = snake_case(name);
    if !table.ends_with('s') {
        table.push('s');
    }
    table
}

fn snake_case(name: &str) -> String {
    let mut made = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_uppercase() {
            if !made.is_empty() {
                made.push('_');
            }
            made.extend(letter.to_lowercase());
        } else {
            made.push(letter);
        }
    }
    made
}
