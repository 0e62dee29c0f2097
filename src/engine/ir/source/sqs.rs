//! Amazon SQS, standard and FIFO. A filter's root is the message, its payload the text under `body` (Lambda Developer
//! Guide, "Using event filtering with an Amazon SQS event source", read 2026-11-23; for pipes "Event filtering in
//! Amazon EventBridge Pipes", awsdocs/amazon-eventbridge-user-guide, commit fc27724).

use super::terms::{ADDED_BY_PIPES, LAMBDA_REFUSAL, Terms};

pub(super) const TERMS: Terms = Terms {
    name: "sqs",
    payload_key: Some("body"),
    // Measured by the authors of `lambda-esm-sqs-filters-sam` in aws-samples/serverless-patterns (2023, commit fb7b5d0):
    // filters on `attributes` deliver, filters on `messageAttributes` never do.
    hidden_key: Some("messageAttributes"),
    added_by_pipes: ADDED_BY_PIPES,
    json_only_key: None,
    refusal: Some(LAMBDA_REFUSAL),
};
