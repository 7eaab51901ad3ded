//! The AWS SDK: a request of a service's client counts where it is sent.

use super::Library;
use crate::facts::model::{CallEffect, CallRule, EffectKind};

pub(super) struct Aws;

pub(super) static LIBRARY: Aws = Aws;

impl Library for Aws {
    fn id(&self) -> &'static str {
        "aws_sdk"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["aws_sdk_s3", "aws_sdk_sqs", "aws_sdk_sns", "aws_sdk_ses", "aws_sdk_sesv2", "aws_sdk_cloudfront"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const fn sent(what: EffectKind) -> CallEffect {
    CallEffect::Reaches { what, target: None }
}

const RULES: &[CallRule] = &[
    CallRule::on_type("aws_sdk_s3", "send", sent(EffectKind::ObjectStore)),
    CallRule::on_type("aws_sdk_sqs", "send", sent(EffectKind::Queue)),
    CallRule::on_type("aws_sdk_sns", "send", sent(EffectKind::Queue)),
    CallRule::on_type("aws_sdk_ses", "send", sent(EffectKind::Mail)),
    CallRule::on_type("aws_sdk_sesv2", "send", sent(EffectKind::Mail)),
    CallRule::on_type("aws_sdk_cloudfront", "send", sent(EffectKind::Http)),
];
