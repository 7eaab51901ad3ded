//! Data-access and web libraries: one file (or folder) each, one line in the registry. A library says what its
//! macros, derives and attributes make of the code that uses it, and by rules what its calls do.

mod handles;

use std::sync::Arc;

use crate::facts::Name;
use crate::facts::body::MacroKind;
use crate::facts::builders::SchemaBuilders;
use crate::facts::item::TypeDef;
use crate::facts::model::{CallRule, Gives, JobRule};
use crate::facts::schema::TableName;
use crate::frontends::rust::items::TypeShape;
use crate::frontends::rust::lowering::Lowering;
use crate::frontends::rust::macros::Reading;

/// What a library's file tells.
pub(super) trait Library: Sync {
    /// The name of its file.
    fn id(&self) -> &'static str;

    /// The crates of the library, as code names them.
    fn crates(&self) -> &'static [&'static str];

    /// What its calls do.
    fn rules(&self) -> &'static [CallRule] {
        &[]
    }

    /// Traits that make a type a parameter of handlers, and the function that the framework calls for it.
    fn extractors(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Methods that say themselves what they give.
    fn gives(&self) -> &'static [(&'static str, Gives)] {
        &[]
    }

    /// Its traits for jobs and consumers, and the function that it runs.
    fn jobs(&self) -> &'static [JobRule] {
        &[]
    }

    /// How it builds schema changes in code.
    fn schema_builders(&self) -> Option<&'static SchemaBuilders> {
        None
    }

    /// How the arguments of its macro of that name read.
    fn reads_macro(&self, _name: &str) -> Option<(MacroKind, Reading)> {
        None
    }

    /// Whether the invocation is one of its macros that make items.
    fn makes_items(&self, _name: &str, _mac: &syn::Macro) -> bool {
        false
    }

    /// Adds the items that such a macro makes.
    fn item_macro(&self, _lowering: &mut Lowering, _name: &str, _mac: &syn::Macro) {}

    /// Adds to a type what the library's derives and attributes on it say.
    fn complete_type(&self, _lowering: &mut Lowering, _def: &mut TypeDef, _shape: &TypeShape<'_>) {}
}

macro_rules! registry {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        /// Every library, in the order in which they are asked.
        pub(super) static ALL: &[&dyn Library] = &[$(&$name::LIBRARY),*];
    };
}

registry! {
    actix_web,
    aide,
    apalis,
    aws_sdk,
    axum,
    builders,
    clap,
    clickhouse,
    clokwerk,
    cornucopia,
    derefs,
    diesel,
    es_entity,
    job_queues,
    jsonrpsee,
    lettre,
    loco,
    mysql,
    object_stores,
    poem,
    queues,
    redis,
    reqwest,
    rocket,
    routerify,
    rusqlite,
    salvo,
    sea_orm,
    sea_query,
    spawning,
    sqlx,
    strum,
    tokio_cron_scheduler,
    tokio_postgres,
    warp,
}

/// The table that a handle's name means: `schema.table` where the table has a schema.
fn table_name(handle: Name) -> TableName {
    match handle.split_once('.') {
        Some((schema, name)) => TableName { schema: Some(schema.to_owned()), name: name.to_owned() },
        None => TableName::plain(handle.as_str()),
    }
}

/// How a library's macro reads. A path of several names must begin with one of the library's crates.
pub(super) fn reads_macro(name: &str, path: &syn::Path) -> Option<(MacroKind, Reading)> {
    ALL.iter().filter(|library| may_be_of(**library, path)).find_map(|library| library.reads_macro(name))
}

fn may_be_of(library: &dyn Library, path: &syn::Path) -> bool {
    let Some(first) = path.segments.first() else { return false };
    path.segments.len() == 1 || library.crates().iter().any(|krate| first.ident == krate)
}

fn item_macro_of(mac: &syn::Macro) -> Option<(&'static dyn Library, String)> {
    let name = mac.path.segments.last()?.ident.to_string();
    let library =
        ALL.iter().find(|library| may_be_of(**library, &mac.path) && library.makes_items(&name, mac))?;
    Some((*library, name))
}

/// Whether a macro in a block makes items by a library's word.
pub(super) fn makes_items(mac: &syn::Macro) -> bool {
    item_macro_of(mac).is_some()
}

/// Adds what a library's macro makes; false if it is none of a library.
pub(super) fn item_macro(lowering: &mut Lowering, mac: &syn::Macro) -> bool {
    match item_macro_of(mac) {
        Some((library, name)) => {
            library.item_macro(lowering, &name, mac);
            true
        }
        None => false,
    }
}

/// Lets every library look at a type.
pub(super) fn complete_type(lowering: &mut Lowering, mut def: TypeDef, shape: &TypeShape<'_>) -> TypeDef {
    for library in ALL {
        library.complete_type(lowering, &mut def, shape);
    }
    let derives = Arc::clone(&lowering.derives);
    if let Some((made, row)) = derives.made_for(shape) {
        lowering.derived_item(made);
        def.forms.extend(row);
    }
    def
}
