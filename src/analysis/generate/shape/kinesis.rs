//! Kinesis records, below `kinesis`. (Lambda Developer Guide, "Using Lambda with Kinesis", sample event, read 2026-11-30.)

use super::kind::Kind::{Any, Digits, Number, Text};
use super::kind::Presence::{Always, Sometimes};
use super::kind::Row;

pub(super) const FIELDS: &[Row] = &[
    ("kinesisSchemaVersion", Text, Always),
    ("partitionKey", Text, Always),
    ("sequenceNumber", Digits, Always),
    ("data", Any, Sometimes),
    ("approximateArrivalTimestamp", Number, Always),
];
