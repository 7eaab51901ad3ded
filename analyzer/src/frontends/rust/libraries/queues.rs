//! Clients of message queues: what waits for the next message consumes what others put there.

use super::Library;
use crate::facts::model::{CallEffect, CallRule};

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

const RULES: &[CallRule] = &[
    CallRule::on_type("rdkafka", "recv", CallEffect::Receives),
    CallRule::on_type("rdkafka", "stream", CallEffect::Receives),
    CallRule::on_type("lapin", "basic_consume", CallEffect::Receives),
    CallRule::on_type("async_nats", "subscribe", CallEffect::Receives),
    CallRule::on_type("async_nats", "queue_subscribe", CallEffect::Receives),
    CallRule::on_type("aws_sdk_sqs", "receive_message", CallEffect::Receives),
    CallRule::on_type("omniqueue", "receive_all", CallEffect::Receives),
    CallRule::on_type("omniqueue", "receive", CallEffect::Receives),
];
