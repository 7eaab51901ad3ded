//! sea-query: enums of identifiers, by which queries and migrations written in Rust name tables and columns.

mod idens;
mod rules;
mod schema;

use super::Library;
use crate::facts::builders::SchemaBuilders;
use crate::facts::item::TypeDef;
use crate::facts::model::CallRule;
use crate::frontends::rust::items::TypeShape;
use crate::frontends::rust::lowering::Lowering;

pub(super) static LIBRARY: SeaQuery = SeaQuery;

pub(super) struct SeaQuery;

impl Library for SeaQuery {
    fn id(&self) -> &'static str {
        "sea_query"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["sea_query", "sea_orm", "sea_orm_migration", "sea_query_binder"]
    }

    fn rules(&self) -> &'static [CallRule] {
        rules::RULES
    }

    fn schema_builders(&self) -> Option<&'static SchemaBuilders> {
        Some(&schema::BUILDERS)
    }

    fn complete_type(&self, lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        idens::complete(lowering, def, shape);
    }
}
