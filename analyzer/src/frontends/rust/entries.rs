//! Marks of entry points on functions: attributes of web, RPC and job libraries. Routers that are built by calls
//! are no matter of attributes: rules over calls say those.

use syn::{Attribute, Meta};

use super::attributes::{Arguments, each};
use crate::facts::Name;
use crate::facts::item::{EntryKind, EntryMark};

/// HTTP methods as they name attributes and arguments.
const METHODS: [&str; 9] = ["get", "post", "put", "delete", "patch", "head", "options", "connect", "trace"];

/// Attributes whose name alone says who starts the function, by the last segment of their path.
const NAMED: [(&str, EntryKind); 7] = [
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
];

/// The first mark among the attributes.
pub(super) fn entry_mark(attrs: &[Attribute]) -> Option<EntryMark> {
    let mut found = None;
    each(attrs, &mut |meta| {
        if found.is_none() && !meta.path().is_ident("doc") {
            found = mark(meta);
        }
    });
    found
}

fn mark(meta: &Meta) -> Option<EntryMark> {
    let path = meta.path();
    let last = path.segments.last()?.ident.to_string();
    let first = path.segments.first()?.ident.to_string();
    let args = || Arguments::of(meta);
    if METHODS.contains(&last.as_str()) {
        // `#[get("/x")]` of actix-web and rocket. Without a route it is some accessor's attribute.
        return args().literals.into_iter().next().map(|route| http(Some(&last), Some(route)));
    }
    match last.as_str() {
        "main" if path.segments.len() > 1 => {
            Some(EntryMark { kind: EntryKind::Main, method: None, name: None })
        }
        "route" => {
            let args = args();
            let method = args.text("method");
            args.literals.into_iter().next().map(|route| http(method.as_deref(), Some(route)))
        }
        "path" if first == "utoipa" => Some(utoipa(&args())),
        // dropshot, poem-openapi
        "endpoint" | "channel" | "oai" => {
            let args = args();
            let route = args.text("path")?;
            Some(http(args.text("method").as_deref(), Some(route)))
        }
        // jsonrpsee
        "method" => {
            let name = args().text("name")?;
            Some(EntryMark { kind: EntryKind::Rpc, method: None, name: Some(name) })
        }
        _ => {
            let (_, kind) = NAMED.iter().find(|(name, _)| *name == last)?;
            let args = args();
            let name = args.text("name").or_else(|| args.literals.into_iter().next());
            Some(EntryMark { kind: *kind, method: None, name })
        }
    }
}

/// `#[utoipa::path(post, path = "/x", …)]`.
fn utoipa(args: &Arguments) -> EntryMark {
    let method = args.words.iter().find(|word| METHODS.contains(&word.as_str()));
    http(method.map(String::as_str), args.text("path"))
}

fn http(method: Option<&str>, route: Option<String>) -> EntryMark {
    let method = method.map(|method| Name::from(&method.to_ascii_uppercase()));
    EntryMark { kind: EntryKind::Http, method, name: route }
}

/// Whether an impl's attribute makes its methods fields of a GraphQL schema.
pub(super) fn makes_graphql(attrs: &[Attribute]) -> bool {
    let names = ["Object", "ComplexObject", "Subscription", "graphql_object", "graphql_subscription"];
    attrs.iter().any(|attr| {
        attr.path().segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
    })
}

/// `#[graphql(skip)]` on a method of such an impl.
pub(super) fn is_graphql_skip(attr: &Attribute) -> bool {
    attr.path().is_ident("graphql") && Arguments::of(&attr.meta).has("skip")
}
