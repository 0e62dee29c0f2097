//! SQS messages. (Lambda Developer Guide, "Using Lambda with Amazon SQS", sample events of a standard and a FIFO queue, and
//! Amazon SQS API Reference, `ReceiveMessage`, read 2026-11-30.)

use super::kind::Kind::{Any, Digits, OneOf, Text};
use super::kind::Presence::{Always, Sometimes};
use super::kind::Row;

pub(super) const FIELDS: &[Row] = &[
    ("messageId", Text, Always),
    ("receiptHandle", Text, Always),
    ("body", Any, Sometimes),
    ("attributes.ApproximateReceiveCount", Digits, Always),
    ("attributes.SentTimestamp", Digits, Always),
    ("attributes.SenderId", Text, Always),
    (
        "attributes.ApproximateFirstReceiveTimestamp",
        Digits,
        Always,
    ),
    ("attributes.SequenceNumber", Digits, Sometimes),
    ("attributes.MessageGroupId", Text, Sometimes),
    ("attributes.MessageDeduplicationId", Text, Sometimes),
    ("attributes.AWSTraceHeader", Text, Sometimes),
    ("attributes.DeadLetterQueueSourceArn", Text, Sometimes),
    ("md5OfBody", Text, Always),
    ("md5OfMessageAttributes", Text, Sometimes),
    ("eventSource", OneOf(&["\"aws:sqs\""]), Always),
    ("eventSourceARN", Text, Always),
    ("awsRegion", Text, Always),
];
