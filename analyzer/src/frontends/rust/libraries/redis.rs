//! redis: keys of the cache, by the connection's own commands, and the messages that it passes on.

use super::Library;
use crate::facts::model::{CallEffect, CallRule, EffectKind};

pub(super) struct Redis;

pub(super) static LIBRARY: Redis = Redis;

impl Library for Redis {
    fn id(&self) -> &'static str {
        "redis"
    }

    fn crates(&self) -> &'static [&'static str] {
        &["redis", "deadpool_redis", "bb8_redis"]
    }

    fn rules(&self) -> &'static [CallRule] {
        RULES
    }
}

const fn key(target: u8) -> CallEffect {
    CallEffect::Reaches { what: EffectKind::Cache, target: Some(target) }
}

const RULES: &[CallRule] = &[
    // `redis::cmd("SET").arg(key)`: the command says what is done.
    CallRule::function("redis", "cmd", key(0)),
    // Commands of its traits, by their first argument.
    CallRule::on_type("redis", "get", key(0)),
    CallRule::on_type("redis", "get_del", key(0)),
    CallRule::on_type("redis", "get_ex", key(0)),
    CallRule::on_type("redis", "set", key(0)),
    CallRule::on_type("redis", "set_ex", key(0)),
    CallRule::on_type("redis", "pset_ex", key(0)),
    CallRule::on_type("redis", "set_nx", key(0)),
    CallRule::on_type("redis", "set_options", key(0)),
    CallRule::on_type("redis", "mget", key(0)),
    CallRule::on_type("redis", "mset", key(0)),
    CallRule::on_type("redis", "del", key(0)),
    CallRule::on_type("redis", "unlink", key(0)),
    CallRule::on_type("redis", "exists", key(0)),
    CallRule::on_type("redis", "expire", key(0)),
    CallRule::on_type("redis", "expire_at", key(0)),
    CallRule::on_type("redis", "pexpire", key(0)),
    CallRule::on_type("redis", "ttl", key(0)),
    CallRule::on_type("redis", "incr", key(0)),
    CallRule::on_type("redis", "decr", key(0)),
    CallRule::on_type("redis", "append", key(0)),
    CallRule::on_type("redis", "hget", key(0)),
    CallRule::on_type("redis", "hset", key(0)),
    CallRule::on_type("redis", "hset_multiple", key(0)),
    CallRule::on_type("redis", "hget_all", key(0)),
    CallRule::on_type("redis", "hdel", key(0)),
    CallRule::on_type("redis", "hincr", key(0)),
    CallRule::on_type("redis", "hexists", key(0)),
    CallRule::on_type("redis", "lpush", key(0)),
    CallRule::on_type("redis", "rpush", key(0)),
    CallRule::on_type("redis", "lpop", key(0)),
    CallRule::on_type("redis", "rpop", key(0)),
    CallRule::on_type("redis", "llen", key(0)),
    CallRule::on_type("redis", "lrange", key(0)),
    CallRule::on_type("redis", "lrem", key(0)),
    CallRule::on_type("redis", "sadd", key(0)),
    CallRule::on_type("redis", "srem", key(0)),
    CallRule::on_type("redis", "smembers", key(0)),
    CallRule::on_type("redis", "sismember", key(0)),
    CallRule::on_type("redis", "zadd", key(0)),
    CallRule::on_type("redis", "zrem", key(0)),
    CallRule::on_type("redis", "zrange", key(0)),
    CallRule::on_type("redis", "zrangebyscore", key(0)),
    CallRule::on_type("redis", "zscore", key(0)),
    CallRule::on_type("redis", "zcard", key(0)),
    // Messages.
    CallRule::on_type("redis", "publish", message(0)),
    CallRule::on_type("redis", "subscribe", message(0)),
    CallRule::on_type("redis", "xadd", message(0)),
    CallRule::on_type("redis", "xadd_map", message(0)),
    CallRule::on_type("redis", "xack", message(0)),
];

const fn message(target: u8) -> CallEffect {
    CallEffect::Reaches { what: EffectKind::Queue, target: Some(target) }
}
