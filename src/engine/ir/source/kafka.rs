//! Apache Kafka: Amazon MSK and self-managed. A filter's root is one record, its payload the decoded `value` (Lambda
//! Developer Guide, "Using event filtering with Amazon MSK and self-managed Apache Kafka event sources", read
//! 2026-11-23; for pipes "Event filtering in Amazon EventBridge Pipes", awsdocs/amazon-eventbridge-user-guide, commit
//! fc27724).

use super::terms::{ADDED_BY_PIPES, LAMBDA_REFUSAL, Terms};

pub(super) const TERMS: Terms = Terms {
    name: "kafka",
    payload_key: Some("value"),
    hidden_key: None,
    added_by_pipes: ADDED_BY_PIPES,
    json_only_key: None,
    refusal: Some(LAMBDA_REFUSAL),
};
