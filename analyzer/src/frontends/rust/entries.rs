//! Marks of entry points on functions: attributes of web, RPC and job libraries. Routers that are built by calls
//! are no matter of attributes: rules over calls say those.

use syn::{Attribute, Meta};

use super::attributes::{Arguments, each};
use crate::facts::Name;
use crate::facts::item::{EntryKind, EntryMark};

/// HTTP methods as they name attributes and arguments.
const METHODS: [&str; 9] = ["get", "post", "put", "delete", "patch", "head", "options", "connect", "trace"];

/// Attributes whose name alone says who starts the function, by the last segment of their path.
const NAMED: [(&str, EntryKind); 14] = [
    // sqlxmq, fang, graphile_worker
    ("job", EntryKind::Job),
    // celery
    ("task", EntryKind::Job),
    ("cron", EntryKind::Job),
    ("scheduled", EntryKind::Job),
    ("event_handler", EntryKind::Consumer),
    ("consumer", EntryKind::Consumer),
    // poise, tauri
    ("command", EntryKind::Command),
    // Functions that code in another language calls.
    ("no_mangle", EntryKind::Export),
    ("export_name", EntryKind::Export),
    ("uniffi::export", EntryKind::Export),
    ("wasm_bindgen", EntryKind::Export),
    ("pyfunction", EntryKind::Export),
    ("napi", EntryKind::Export),
    ("frb", EntryKind::Export),
];

/// The marks of the first attribute that has any, and of further ones that state routes as that does.
pub(super) fn entry_marks(attrs: &[Attribute]) -> Vec<EntryMark> {
    let mut found: Vec<EntryMark> = Vec::new();
    let mut routed = false;
    each(attrs, &mut |meta| {
        let routes = is_route(meta.path());
        if !meta.path().is_ident("doc") && (found.is_empty() || (routed && routes)) {
            found.extend(marks(meta));
            routed = routes && !found.is_empty();
        }
    });
    found
}

/// `#[get("/x")]` and `#[route("/x", …)]` of actix-web and rocket: a handler may have several.
fn is_route(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "route" || METHODS.iter().any(|m| last.ident == m))
}

fn marks(meta: &Meta) -> Vec<EntryMark> {
    let path = meta.path();
    let (Some(last), Some(first)) = (path.segments.last(), path.segments.first()) else { return Vec::new() };
    let last = last.ident.to_string();
    let args = || Arguments::of(meta);
    if METHODS.contains(&last.as_str()) {
        // Without a route it is some accessor's attribute. `path = "crate::ROUTES.login"` names one that is kept elsewhere.
        let args = args();
        let named = args.text("path").map(|path| Some(path).filter(|path| path.starts_with('/')));
        let route = args.literals.into_iter().next().map(Some).or(named);
        return route.map(|route| http(Some(&last), route)).into_iter().collect();
    }
    if last == "route" {
        let args = args();
        let Some(route) = args.literals.first() else { return Vec::new() };
        let methods: Vec<String> = args.texts("method").collect();
        let one = |method: Option<&str>| http(method, Some(route.clone()));
        return match methods.is_empty() {
            true => vec![one(None)],
            false => methods.iter().map(|method| one(Some(method))).collect(),
        };
    }
    let mark = match last.as_str() {
        "main" if path.segments.len() > 1 => {
            Some(EntryMark { kind: EntryKind::Main, method: None, name: None })
        }
        "path" if first.ident == "utoipa" => return utoipa(&args()),
        // dropshot, poem-openapi
        "endpoint" | "channel" | "oai" => {
            let args = args();
            args.text("path").map(|route| http(args.text("method").as_deref(), Some(route)))
        }
        // jsonrpsee
        "method" => {
            let name = args().text("name");
            name.map(|name| EntryMark { kind: EntryKind::Rpc, method: None, name: Some(name) })
        }
        // `#[unsafe(no_mangle)]`
        "unsafe" => {
            let exported = Arguments::of(meta).has("no_mangle");
            exported.then_some(EntryMark { kind: EntryKind::Export, method: None, name: None })
        }
        _ => NAMED.iter().find(|(name, _)| is_called(path, name)).map(|(_, kind)| {
            let args = args();
            let name = args.text("name").or_else(|| args.literals.into_iter().next());
            EntryMark { kind: *kind, method: None, name }
        }),
    };
    mark.into_iter().collect()
}

/// `#[utoipa::path(post, path = "/x", context_path = "/api", …)]`, `method(get, head)`.
fn utoipa(args: &Arguments) -> Vec<EntryMark> {
    let listed = args.value("method").map(|value| value.tokens.to_string()).unwrap_or_default();
    let named = listed.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
    let methods: Vec<String> =
        args.words.iter().cloned().chain(named).filter(|word| METHODS.contains(&word.as_str())).collect();
    let path = args.text("path").map(|path| args.text("context_path").unwrap_or_default() + &path);
    match methods.is_empty() {
        true => vec![http(None, path)],
        false => methods.iter().map(|method| http(Some(method), path.clone())).collect(),
    }
}

/// The path before those of an API's functions: `#[OpenApi(prefix_path = "/v1")]`.
pub(super) fn route_prefix(attrs: &[Attribute]) -> Option<String> {
    let mut found = None;
    each(attrs, &mut |meta| {
        if meta.path().segments.last().is_some_and(|last| last.ident == "OpenApi") {
            found = found.take().or_else(|| Arguments::of(meta).text("prefix_path"));
        }
    });
    found
}

fn http(method: Option<&str>, route: Option<String>) -> EntryMark {
    let method = method.map(|method| Name::from(&method.to_ascii_uppercase()));
    EntryMark { kind: EntryKind::Http, method, name: route }
}

/// Whether an attribute's path is that name, or ends in it where the name says its crate.
fn is_called(path: &syn::Path, name: &str) -> bool {
    let mut segments = path.segments.iter().rev();
    name.rsplit("::").all(|part| segments.next().is_some_and(|segment| segment.ident == part))
}

/// Who starts the methods of an impl with such an attribute.
#[derive(Clone, Copy)]
pub(super) struct ImplMark {
    pub(super) kind: EntryKind,
    /// Functions without `self`, too.
    pub(super) statics: bool,
}

/// Attributes of impls that say who starts their methods.
const OF_IMPLS: [(&str, EntryKind, bool); 11] = [
    // async-graphql, juniper
    ("Object", EntryKind::Graphql, false),
    ("ComplexObject", EntryKind::Graphql, false),
    ("Subscription", EntryKind::Graphql, false),
    ("graphql_object", EntryKind::Graphql, true),
    ("graphql_subscription", EntryKind::Graphql, true),
    // yerpc
    ("rpc", EntryKind::Rpc, false),
    // Bindings for other languages.
    ("uniffi::export", EntryKind::Export, true),
    ("wasm_bindgen", EntryKind::Export, true),
    ("pymethods", EntryKind::Export, true),
    ("napi", EntryKind::Export, true),
    ("frb", EntryKind::Export, true),
];

/// What an impl's attributes say of its methods.
pub(super) fn impl_mark(attrs: &[Attribute]) -> Option<ImplMark> {
    let mut found = None;
    each(attrs, &mut |meta| {
        let of = OF_IMPLS.iter().find(|(name, ..)| is_called(meta.path(), name));
        found = found.or(of.map(|(_, kind, statics)| ImplMark { kind: *kind, statics: *statics }));
    });
    found
}

/// The trait that servers implement instead of this one: jsonrpsee's `#[rpc(server)] trait Api` makes `ApiServer`.
pub(super) fn served_as(attrs: &[Attribute], name: &syn::Ident) -> Option<Name> {
    let mut made = None;
    each(attrs, &mut |meta| {
        if is_called(meta.path(), "rpc") {
            made = Some(Name::from(&format!("{name}Server")));
        }
    });
    made
}

/// `#[graphql(skip)]`, `#[graphql(ignore)]` on a method of such an impl.
pub(super) fn is_graphql_skip(attr: &Attribute) -> bool {
    let args = || Arguments::of(&attr.meta);
    attr.path().is_ident("graphql") && (args().has("skip") || args().has("ignore"))
}

/// The name of the service whose generated trait an impl is of: tonic asks for its own `async_trait` on it, and
/// generates the trait in a module `…_server`.
pub(super) fn rpc_service(attrs: &[Attribute], of_trait: &[Name]) -> Option<String> {
    let by_attribute = attrs.iter().any(|attr| {
        let mut names = attr.path().segments.iter().map(|segment| &segment.ident);
        names.next().is_some_and(|first| first == "tonic") && names.any(|name| name == "async_trait")
    });
    let in_server = of_trait.iter().rev().nth(1).is_some_and(|module| module.ends_with("_server"));
    let service = of_trait.last()?.to_string();
    (by_attribute || in_server).then_some(service)
}

/// Whether the only parameter beside `self` is a `Request<T>`, as of every method of a generated service.
pub(super) fn takes_request(sig: &syn::Signature) -> bool {
    let mut params = sig.inputs.iter().skip(1);
    let (Some(syn::FnArg::Typed(param)), None) = (params.next(), params.next()) else { return false };
    let syn::Type::Path(ty) = &*param.ty else { return false };
    ty.path.segments.last().is_some_and(|last| last.ident == "Request" && !last.arguments.is_empty())
}
