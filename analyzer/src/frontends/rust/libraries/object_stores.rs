//! Clients of object stores: object_store and rust-s3, by the path of the object.

use super::Library;
use crate::facts::model::{CallEffect, CallRule, EffectKind};

pub(super) struct ObjectStores;

pub(super) static LIBRARY: ObjectStores = ObjectStores;

impl Library for ObjectStores {
    fn id(&self) -> &'static str {
        "object_stores"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["object_store", "s3"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const fn path(target: u8) -> CallEffect {
    CallEffect::Reaches { what: EffectKind::ObjectStore, target: Some(target) }
}

const STORE: (&str, &str) = ("object_store", "ObjectStore");
const BUCKET: (&str, &str) = ("s3", "Bucket");

const RULES: &[CallRule] = &[
    CallRule::on_named_type(STORE, "put", path(0)),
    CallRule::on_named_type(STORE, "put_opts", path(0)),
    CallRule::on_named_type(STORE, "put_multipart", path(0)),
    CallRule::on_named_type(STORE, "get", path(0)),
    CallRule::on_named_type(STORE, "get_opts", path(0)),
    CallRule::on_named_type(STORE, "get_range", path(0)),
    CallRule::on_named_type(STORE, "head", path(0)),
    CallRule::on_named_type(STORE, "delete", path(0)),
    CallRule::on_named_type(STORE, "copy", path(0)),
    CallRule::on_named_type(STORE, "rename", path(0)),
    // rust-s3
    CallRule::on_named_type(BUCKET, "put_object", path(0)),
    CallRule::on_named_type(BUCKET, "put_object_with_content_type", path(0)),
    CallRule::on_named_type(BUCKET, "put_object_stream", path(0)),
    CallRule::on_named_type(BUCKET, "get_object", path(0)),
    CallRule::on_named_type(BUCKET, "get_object_stream", path(0)),
    CallRule::on_named_type(BUCKET, "delete_object", path(0)),
    CallRule::on_named_type(BUCKET, "head_object", path(0)),
];
