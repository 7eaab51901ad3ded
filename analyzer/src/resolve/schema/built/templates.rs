//! Functions that make a text of a change out of what they are given, `format!("CREATE TABLE {name} (…)")`, and those that give
//! it to them. It only finds them; what they come to is walked like all that code builds.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Reader;
use crate::facts::Name;
use crate::facts::body::{Body, Expr, FormatPiece};
use crate::resolve::defs::FnId;
use crate::resolve::schema::texts;

/// The functions with such a text, and those that may call one: only a filter before bodies are walked.
#[derive(Debug, Default)]
pub(super) struct Templates {
    pub(super) makers: BTreeSet<FnId>,
    callers: BTreeSet<FnId>,
}

impl Templates {
    pub(super) fn of(reader: &Reader<'_>) -> Self {
        let defs = reader.names.defs;
        let all: Vec<FnId> = reader.functions().collect();
        let body = |id: &FnId| defs.function(*id).body.as_deref();
        let makers: BTreeSet<FnId> =
            all.par_iter().filter(|id| body(id).is_some_and(makes)).copied().collect();
        if makers.is_empty() {
            return Templates::default();
        }
        let names: FxHashSet<Name> = makers.iter().map(|id| defs.function(*id).name).collect();
        let calls = |id: &&FnId| body(id).is_some_and(|body| calls_one_of(body, &names));
        let callers = all.par_iter().filter(calls).copied().collect();
        Templates { makers, callers }
    }

    /// Whether there is anything to walk the function for.
    pub(super) fn has(&self, id: FnId) -> bool {
        self.makers.contains(&id) || self.callers.contains(&id)
    }
}

/// Whether the body has a text of a change with a hole.
fn makes(body: &Body) -> bool {
    body.exprs.iter().any(|expr| {
        let Expr::Macro(call) = expr else { return false };
        let Some(format) = &call.format else { return false };
        let mut text = String::new();
        let mut holes = 0;
        for piece in &format.pieces {
            match piece {
                FormatPiece::Text(known) => text.push_str(known),
                FormatPiece::Value(_) => holes += 1,
            }
        }
        holes > 0 && texts::may_define(&text)
    })
}

/// Whether the body calls a function of one of the names by a path.
pub(super) fn calls_one_of(body: &Body, names: &FxHashSet<Name>) -> bool {
    body.exprs.iter().any(|expr| match expr {
        Expr::Call { callee, .. } => {
            matches!(body.expr(*callee), Expr::Path(path) if path.last().is_some_and(|name| names.contains(&name)))
        }
        _ => false,
    })
}
