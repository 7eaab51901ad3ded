//! Clients of message queues: what waits for the next message consumes what others put there, and who puts one there
//! reaches the queue.

use super::Library;
use crate::facts::model::{CallEffect, CallRule, EffectKind};

pub(super) struct Queues;

pub(super) static LIBRARY: Queues = Queues;

impl Library for Queues {
    fn id(&self) -> &'static str {
        "queues"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["rdkafka", "lapin", "async_nats", "aws_sdk_sqs", "pulsar", "pgmq", "omniqueue", "google_cloud_pubsub"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const fn put(target: Option<u8>) -> CallEffect {
    CallEffect::Reaches { what: EffectKind::Queue, target }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("rdkafka", "recv", CallEffect::Receives),
    CallRule::on_type("rdkafka", "stream", CallEffect::Receives),
    CallRule::on_type("lapin", "basic_consume", CallEffect::Receives),
    CallRule::on_type("async_nats", "subscribe", CallEffect::Receives),
    CallRule::on_type("async_nats", "queue_subscribe", CallEffect::Receives),
    CallRule::on_type("aws_sdk_sqs", "receive_message", CallEffect::Receives),
    CallRule::on_type("omniqueue", "receive_all", CallEffect::Receives),
    CallRule::on_type("omniqueue", "receive", CallEffect::Receives),
    CallRule::on_type("rdkafka", "send", put(None)),
    CallRule::on_type("rdkafka", "send_result", put(None)),
    CallRule::on_type("lapin", "basic_publish", put(Some(1))),
    CallRule::on_type("async_nats", "publish", put(Some(0))),
    CallRule::on_type("omniqueue", "send_raw_json", put(None)),
    CallRule::on_type("omniqueue", "send_serde_json", put(None)),
    CallRule::on_type("omniqueue", "send_bytes", put(None)),
];
