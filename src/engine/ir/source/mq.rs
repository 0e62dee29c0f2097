//! Amazon MQ: ActiveMQ and RabbitMQ. A filter's root is one message, its payload the decoded `data` (Lambda Developer
//! Guide, "Using event filtering with an Amazon MQ event source", read 2026-11-23; for pipes "Event filtering in Amazon
//! EventBridge Pipes", awsdocs/amazon-eventbridge-user-guide, commit fc27724).

use super::terms::{ADDED_BY_PIPES, LAMBDA_REFUSAL, Terms};

pub(super) const TERMS: Terms = Terms {
    name: "mq",
    payload_key: Some("data"),
    hidden_key: None,
    added_by_pipes: ADDED_BY_PIPES,
    json_only_key: None,
    refusal: Some(LAMBDA_REFUSAL),
};
