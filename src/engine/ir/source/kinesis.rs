//! Amazon Kinesis Data Streams. A filter's root is what an event has under `kinesis`, its payload the decoded `data`. A
//! filter for `data` as a plain string is refused when the mapping or pipe is created or updated (Lambda Developer
//! Guide, "Using event filtering with a Kinesis event source", read 2026-11-23; for pipes "Event filtering in Amazon
//! EventBridge Pipes", awsdocs/amazon-eventbridge-user-guide, commit fc27724).

use super::terms::{ADDED_BY_PIPES, LAMBDA_REFUSAL, Terms};

pub(super) const TERMS: Terms = Terms {
    name: "kinesis",
    payload_key: Some("data"),
    hidden_key: None,
    added_by_pipes: ADDED_BY_PIPES,
    json_only_key: Some("data"),
    refusal: Some(LAMBDA_REFUSAL),
};
