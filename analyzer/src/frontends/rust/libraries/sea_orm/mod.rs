//! SeaORM: entities, whose derive makes `Entity`, `Column` and `ActiveModel` beside the `Model` that is written.

mod entity;
mod relations;
mod rules;
mod written;

use super::Library;
use crate::facts::item::TypeDef;
use crate::facts::model::CallRule;
use crate::frontends::rust::items::TypeShape;
use crate::frontends::rust::lowering::Lowering;

pub(super) static LIBRARY: SeaOrm = SeaOrm;

pub(super) struct SeaOrm;

impl Library for SeaOrm {
    fn id(&self) -> &'static str {
        "sea_orm"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["sea_orm", "sea_orm_migration"]
    }

    fn rules(&self) -> &'static [CallRule] {
        rules::RULES
    }

    fn complete_type(&self, lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        entity::complete(lowering, def, shape);
    }
}
