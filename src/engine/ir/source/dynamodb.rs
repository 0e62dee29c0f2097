//! Amazon DynamoDB Streams. A filter's root is the record, which is JSON throughout: no key holds an encoded payload. A
//! filter for `dynamodb` as a plain string is refused when the mapping or pipe is created or updated (Lambda Developer
//! Guide, "Using event filtering with a DynamoDB event source", read 2026-11-23; for pipes "Event filtering in Amazon
//! EventBridge Pipes", awsdocs/amazon-eventbridge-user-guide, commit fc27724).

use super::terms::{LAMBDA_REFUSAL, Terms};

pub(super) const TERMS: Terms = Terms {
    name: "dynamodb",
    payload_key: None,
    hidden_key: None,
    // The other keys stand in the stream's own record (DynamoDB API Reference, "Record", read 2026-11-30).
    added_by_pipes: &[
        "eventSource",
        "eventSourceARN",
        "eventSourceArn",
        "eventSourceKey",
    ],
    json_only_key: Some("dynamodb"),
    refusal: Some(LAMBDA_REFUSAL),
};
