//! strum: enums whose variants are texts, `Column::CreatedAt.as_ref()`, as queries are written with.

use heck::{
    ToKebabCase as _, ToLowerCamelCase as _, ToShoutyKebabCase as _, ToShoutySnakeCase as _, ToSnakeCase as _,
    ToTitleCase as _, ToUpperCamelCase as _,
};

use super::Library;
use crate::facts::Name;
use crate::facts::item::{TypeDef, TypeKind};
use crate::frontends::rust::attributes::{self, Arguments};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) struct Strum;

pub(super) static LIBRARY: Strum = Strum;

/// Derives that no other crate has under that name.
const DERIVES: [&str; 3] = ["AsRefStr", "IntoStaticStr", "EnumString"];

impl Library for Strum {
    fn id(&self) -> &'static str {
        "strum"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["strum", "strum_macros"]
    }

    fn complete_type(&self, _lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        let TypeBody::Enum(item) = &shape.body else { return };
        let own = said(&item.attrs, "serialize_all");
        let derives = def.derives.iter().any(|name| DERIVES.contains(&name.as_str()));
        if !derives && own.is_none() {
            return;
        }
        let TypeKind::Enum(variants) = &mut def.kind else { return };
        for (variant, written) in variants.iter_mut().zip(&item.variants) {
            let text = said(&written.attrs, "to_string").or_else(|| said(&written.attrs, "serialize"));
            let text = text.unwrap_or_else(|| in_case(&variant.name, own.as_deref()));
            variant.text = Some(Name::from(&text));
        }
    }
}

/// What `#[strum(key = "…")]` says.
fn said(attrs: &[syn::Attribute], key: &str) -> Option<String> {
    let mut found = None;
    attributes::each(attrs, &mut |meta| {
        if meta.path().is_ident("strum") && found.is_none() {
            found = Arguments::of(meta).text(key);
        }
    });
    found
}

/// A variant's name in the case that strum knows by that word.
fn in_case(name: &str, case: Option<&str>) -> String {
    match case {
        Some("snake_case") => name.to_snake_case(),
        Some("SCREAMING_SNAKE_CASE" | "shouty_snake_case") => name.to_shouty_snake_case(),
        Some("kebab-case" | "kebab_case") => name.to_kebab_case(),
        Some("SCREAMING-KEBAB-CASE") => name.to_shouty_kebab_case(),
        Some("camelCase" | "mixed_case") => name.to_lower_camel_case(),
        Some("PascalCase" | "camel_case") => name.to_upper_camel_case(),
        Some("title_case" | "Title Case") => name.to_title_case(),
        Some("lowercase") => name.to_lowercase(),
        Some("UPPERCASE") => name.to_uppercase(),
        _ => name.to_owned(),
    }
}
