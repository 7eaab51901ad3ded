//! Values of crates that are not analysed: what may be said of them without knowing their signatures. A method of a
//! foreign value gives a foreign value, unless something of the analysed code went in and may come out again.

use super::Reader;
use crate::facts::Name;
use crate::facts::body::{ExprId, MethodCall};
use crate::facts::model::Gives;
use crate::resolve::types::ty::Ty;

impl Reader<'_, '_> {
    /// What a function of another crate gives. One that belongs to a type is taken to make a value of it.
    pub(super) fn foreign_call(&self, path: Name, args: &[ExprId]) -> Ty {
        let Some((owner, last)) = path.rsplit_once("::") else { return Ty::Unknown };
        let owner = if is_type(last) { path.as_str() } else { owner };
        if !is_type(owner.rsplit("::").next().unwrap_or(owner)) {
            return Ty::Unknown;
        }
        match args {
            // `Data::new(state)`, `Json(answer)`: a wrapper.
            [one] if self.holds_own(&self.out.types[one.0 as usize]) => {
                let inner = self.normal(&self.out.types[one.0 as usize]);
                Ty::External(Name::from(owner), [inner].into())
            }
            _ if self.any_own(args) => Ty::Unknown,
            _ => Ty::External(Name::from(owner), Ty::no_args()),
        }
    }

    /// What a method that is not known gives on a value of a foreign type.
    pub(super) fn foreign_method(&self, on: &Ty, call: &MethodCall) -> Ty {
        let Ty::External(path, args) = on else { return Ty::Unknown };
        if passes_on(call.name) {
            return on.clone();
        }
        if let ([inner], "into_inner" | "get_ref" | "get_mut") = (&args[..], call.name.as_str()) {
            return inner.clone();
        }
        if !args.is_empty() || !call.generics.is_empty() || self.any_own(&call.args) {
            return Ty::Unknown;
        }
        Ty::foreign(*path)
    }

    /// What a library's method gives that says it itself: `posts.first::<Post>(conn)`.
    pub(super) fn says_itself(&mut self, on: &Ty, call: &MethodCall) -> Option<Ty> {
        let gives = *self.impls.gives.get(call.name.as_str())?;
        let wrapped = |name: &str, args: &[Ty]| Some(Ty::Adt(self.impls.well_known_type(name)?, args.into()));
        let (inner, error) = match (gives, &call.generics[..], on) {
            (Gives::One | Gives::Many, [written], _) => {
                let lowered = self.scope.lower(written);
                let one = self.open(&lowered);
                let all = if gives == Gives::Many { wrapped("Vec", &[one])? } else { one };
                (all, Ty::Unknown)
            }
            (Gives::Maybe, [], Ty::Adt(id, args)) if Some(*id) == self.impls.well_known_type("Result") => {
                let inner = args.first().cloned().unwrap_or(Ty::Unknown);
                (wrapped("Option", &[inner])?, args.get(1).cloned().unwrap_or(Ty::Unknown))
            }
            _ => return None,
        };
        wrapped("Result", &[inner, error])
    }

    fn any_own(&self, args: &[ExprId]) -> bool {
        args.iter().any(|arg| self.holds_own(&self.out.types[arg.0 as usize]))
    }

    /// Whether something of the analysed code, or something unknown, may be in a value.
    fn holds_own(&self, ty: &Ty) -> bool {
        let defs = self.impls.signatures.names.defs;
        let mut found = false;
        self.normal(ty).map(&mut |part| {
            found |= match part {
                Ty::Adt(id, _) => defs.is_own_type(*id),
                Ty::Unknown | Ty::Var(_) | Ty::Param(_) | Ty::Opaque(_) | Ty::Projection(_) => true,
                Ty::Fn(_) | Ty::FnDef(_) | Ty::Handle(_) => true,
                Ty::External(..) | Ty::Prim(_) | Ty::Tuple(_) | Ty::Slice(_) | Ty::Never => false,
            };
            None
        });
        found
    }
}

/// Types are written in camel case.
fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase()) && name.contains(|c: char| c.is_lowercase())
}

/// Methods that give their receiver, or what is inside it.
fn passes_on(name: Name) -> bool {
    matches!(
        name.as_str(),
        "unwrap"
            | "expect"
            | "unwrap_or"
            | "unwrap_or_else"
            | "unwrap_or_default"
            | "ok"
            | "map_err"
            | "inspect_err"
            | "context"
            | "with_context"
            | "wrap_err"
            | "wrap_err_with"
            | "clone"
    )
}
