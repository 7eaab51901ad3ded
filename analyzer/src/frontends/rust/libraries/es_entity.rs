//! es-entity: repositories that `#[derive(EsRepo)]` makes for a struct, over the entity's index table and the table of its
//! events. Their functions are read as if they were written out. <https://docs.rs/es-entity>

use heck::ToSnakeCase as _;
use pluralizer::pluralize;
use proc_macro2::TokenStream;
use quote::{format_ident, quote_spanned};

use super::Library;
use crate::facts::item::TypeDef;
use crate::facts::model::CallEffect::Run;
use crate::facts::model::CallRule;
use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) static LIBRARY: EsEntity = EsEntity;

pub(super) struct EsEntity;

impl Library for EsEntity {
    fn id(&self) -> &'static str {
        "es_entity"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["es_entity"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }

    fn complete_type(&self, lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        let repository = def.derives.iter().any(|name| name == "EsRepo");
        if let (true, TypeBody::Struct(_)) = (repository, &shape.body)
            && let Some(repository) = Repository::read(shape)
        {
            lowering.derived_item(repository.functions(shape));
        }
    }
}

/// What `es_query!` makes of a text is run by this, and by what sqlx's queries are run by.
const RULES: &[CallRule] = &[CallRule::on_query("fetch_n", Run)];

/// What the attribute says, with the library's own defaults.
struct Repository {
    entity: syn::Path,
    table: String,
    events: String,
    columns: Vec<Column>,
    deletes: bool,
}

struct Column {
    name: String,
    inserted: bool,
    updated: bool,
    finds: bool,
    lists: bool,
    filters: bool,
}

impl Column {
    /// `name = "Type"`, `name(ty = "Type", list_by, update(persist = false))`.
    fn read(name: &str, args: &Arguments) -> Column {
        let keeps = |of: &str| {
            args.value(of).and_then(|value| value.arguments().text("persist")).as_deref() != Some("false")
        };
        let says = |word: &str| args.has(word) || args.value(word).is_some();
        Column {
            name: name.to_owned(),
            inserted: keeps("create"),
            updated: keeps("update"),
            finds: args.text("find_by").as_deref() != Some("false"),
            lists: says("list_by") && args.text("list_by").as_deref() != Some("false"),
            filters: says("list_for"),
        }
    }

    fn key() -> Column {
        let name = "id".to_owned();
        Column { name, inserted: true, updated: false, finds: true, lists: true, filters: false }
    }
}

impl Repository {
    fn read(shape: &TypeShape<'_>) -> Option<Repository> {
        let mut said = None;
        attributes::each(shape.attrs, &mut |meta| {
            if meta.path().is_ident("es_repo") {
                said = Some(Arguments::of(meta));
            }
        });
        let said = said?;
        let entity: syn::Path = syn::parse_str(&said.text("entity")?).ok()?;
        let one = entity.segments.last()?.ident.to_string().to_snake_case();
        let prefix = said.text("tbl_prefix").map_or_else(String::new, |prefix| format!("{prefix}_"));
        let table = said.text("tbl").unwrap_or_else(|| format!("{prefix}{}", pluralize(&one, 2, false)));
        let events = said.text("events_tbl").unwrap_or_else(|| format!("{prefix}{one}_events"));
        let named = said.value("columns").map(attributes::Value::arguments).unwrap_or_default();
        let mut columns = vec![Column::key()];
        columns.extend(named.pairs.iter().map(|(name, value)| Column::read(name, &value.arguments())));
        Some(Repository { entity, table, events, columns, deletes: said.value("delete").is_some() })
    }

    /// All functions, in an impl of the struct.
    fn functions(&self, shape: &TypeShape<'_>) -> TokenStream {
        let mut made = Made { repository: self, span: shape.ident.span(), functions: TokenStream::new() };
        made.writes();
        made.reads();
        let (ident, generics, functions) = (shape.ident, shape.generics, made.functions);
        let (_, arguments, bounds) = shape.generics.split_for_impl();
        quote_spanned! {shape.ident.span()=> impl #generics #ident #arguments #bounds { #functions } }
    }
}

/// The functions while they are written.
struct Made<'a> {
    repository: &'a Repository,
    span: proc_macro2::Span,
    functions: TokenStream,
}

impl Made<'_> {
    fn writes(&mut self) {
        let Repository { table, events, columns, .. } = self.repository;
        let names = |wanted: fn(&Column) -> bool| -> Vec<&str> {
            columns.iter().filter(|column| wanted(column)).map(|column| column.name.as_str()).collect()
        };
        let event = format!("INSERT INTO {events} (id, sequence, event_type, event) VALUES ($1, $2, $3, $4)");
        let inserted = names(|column| column.inserted);
        let values: Vec<String> = (1..=inserted.len()).map(|at| format!("${at}")).collect();
        let insert = format!("INSERT INTO {table} ({}) VALUES ({})", inserted.join(", "), values.join(", "));
        let set: Vec<String> =
            names(|column| column.updated).iter().zip(2..).map(|(name, at)| format!("{name} = ${at}")).collect();
        let update = (!set.is_empty()).then(|| format!("UPDATE {table} SET {} WHERE id = $1", set.join(", ")));
        let updates: Vec<String> = update.into_iter().chain([event.clone()]).collect();
        let create = [insert, event.clone()];
        let entity = self.entity();
        self.function("create", &create, &entity);
        self.function("create_all", &create, &quote_spanned!(self.span=> Vec<#entity>));
        self.function("update", &updates, &quote_spanned!(self.span=> usize));
        self.function("update_all", &updates, &quote_spanned!(self.span=> usize));
        if self.repository.deletes {
            let delete = format!("UPDATE {table} SET deleted = TRUE WHERE id = $1");
            self.function("delete", &[delete, event], &quote_spanned!(self.span=> ()));
        }
    }

    fn reads(&mut self) {
        let Repository { table, events, columns, .. } = self.repository;
        let all = format!(
            "SELECT i.id, e.sequence, e.event FROM {table} i JOIN {events} e ON i.id = e.id"
        );
        let entity = self.entity();
        let list = quote_spanned!(self.span=> Vec<#entity>);
        self.function("find_all", std::slice::from_ref(&all), &list);
        for column in columns {
            let name = &column.name;
            let by = [format!("{all} WHERE i.{name} = $1")];
            if column.finds {
                self.function(&format!("find_by_{name}"), &by, &entity);
                self.function(&format!("maybe_find_by_{name}"), &by, &quote_spanned!(self.span=> Option<#entity>));
            }
            if column.lists {
                self.function(&format!("list_by_{name}"), &[format!("{all} ORDER BY i.{name}")], &list);
            }
            if column.filters {
                for order in columns.iter().filter(|order| order.lists) {
                    let name = format!("list_for_{name}_by_{}", order.name);
                    self.function(&name, &by, &list);
                }
            }
        }
    }

    fn entity(&self) -> TokenStream {
        let entity = &self.repository.entity;
        quote_spanned!(self.span=> #entity)
    }

    /// A function and its twin in an operation that is under way.
    fn function(&mut self, name: &str, statements: &[String], gives: &TokenStream) {
        let (plain, in_op) = (format_ident!("{name}"), format_ident!("{name}_in_op"));
        self.functions.extend(quote_spanned! {self.span=>
            pub async fn #plain(&self, given: impl Sized) -> Result<#gives, es_entity::EsRepoError> {
                #(sqlx::query(#statements).execute(self.pool()).await?;)*
            }
            pub async fn #in_op(&self, op: impl Sized, given: impl Sized) -> Result<#gives, es_entity::EsRepoError> {
                #(sqlx::query(#statements).execute(op).await?;)*
            }
        });
    }
}
