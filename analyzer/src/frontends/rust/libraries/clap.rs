//! clap: an enum with `Subcommand` (or `Parser`) is parsed from the command line; each of its variants is a command.

use super::Library;
use crate::facts::item::TypeDef;
use crate::frontends::rust::attributes::{Arguments, each};
use crate::frontends::rust::items::{TypeBody, TypeShape};
use crate::frontends::rust::lowering::Lowering;

pub(super) struct Clap;

pub(super) static LIBRARY: Clap = Clap;

/// Derives of clap and of those before and beside it.
const DERIVES: [&str; 5] = ["Subcommand", "Parser", "StructOpt", "Clap", "FromArgs"];

impl Library for Clap {
    fn id(&self) -> &'static str {
        "clap"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["clap", "structopt", "argh"]
    }

    fn complete_type(&self, _lowering: &mut Lowering, def: &mut TypeDef, shape: &TypeShape<'_>) {
        let TypeBody::Enum(item) = &shape.body else { return };
        if def.derives.iter().any(|own| DERIVES.contains(&own.as_str())) {
            def.commands = item.variants.iter().map(|variant| Box::from(command(variant))).collect();
        }
    }
}

/// The command's name: the one that an attribute gives it, else its own in kebab case.
fn command(variant: &syn::Variant) -> String {
    let mut given = None;
    each(&variant.attrs, &mut |meta| {
        if ["command", "clap", "structopt"].iter().any(|name| meta.path().is_ident(name)) {
            given = given.take().or_else(|| Arguments::of(meta).text("name"));
        }
    });
    given.unwrap_or_else(|| kebab(&syn::ext::IdentExt::unraw(&variant.ident).to_string()))
}

/// `SyncIndex` is `sync-index`, `S3Upload` is `s3-upload`, `GenerateJWT` is `generate-jwt`.
fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        let after_lower = at > 0 && !letters[at - 1].is_uppercase();
        let before_lower = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && at > 0 && (after_lower || before_lower) {
            out.push('-');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
